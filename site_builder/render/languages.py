"""How the pages of one language lead to those of the other."""

from __future__ import annotations

import re
from functools import partial
from urllib.parse import quote

from markupsafe import escape

from site_builder.render import urls
from site_builder.render.language import ENGLISH, INDONESIAN, Language
from site_builder.render.page import HeadLink

__all__ = ["alternates", "lead_to_english"]

_LINK = re.compile(
    r'<a (?P<before>[^>]*?)href="(?P<up>(?:\.\./)+)(?P<path>[^"#?]*)(?P<rest>[^"]*)"'
    r"(?P<after>[^>]*)>(?P<text>.*?)</a>",
    re.DOTALL,
)


#: Marks that a table or list bears one by one; more are one note.
_MANY = 2
#: Tables, and lists that hold no other list.
_GROUP = re.compile(
    r"<table\b.*?</table>|<(?P<list>ul|ol|dl)\b[^>]*>(?:(?!<[uod]l\b).)*?</(?P=list)>", re.DOTALL
)


def alternates(path: str, base_url: str) -> tuple[HeadLink, ...]:
    """Return the head links to a page in both languages; none where it has no counterpart.

    Args:
        path: The Indonesian address, relative to the root.
        base_url: Public address of the site.
    """
    english = urls.in_english(path)
    if not english:
        return ()
    return tuple(
        HeadLink(
            "link",
            (("rel", "alternate"), ("hreflang", tag), ("href", base_url + quote(address))),
        )
        for tag, address in ((INDONESIAN, path), (ENGLISH, english), ("x-default", path))
    )


def lead_to_english(html: str, root: str, language: Language) -> str:
    """Return the content of an English page with every link leading to English where that exists.

    A link to a page that is only Indonesian says so, to the eye, to a screen reader and in
    ``hreflang``; a table or list of such links says it once. The templates need not know which pages
    exist in which language.

    Args:
        html: The content as the templates made it; links to pages begin with `root`.
        root: The prefix that leads to the site's root.
        language: English.
    """
    notice = escape(language.gettext("(berbahasa Indonesia)"))
    mark = (
        f'<span class="ksd-language-mark" lang="{language.code}"><span aria-hidden="true">ID</span>'
        f'<span class="ksd-hidden"> {notice}</span></span>'
    )

    told = escape(language.gettext("(tautan ke halaman berbahasa Indonesia)"))
    note = f'<span class="ksd-soft">{told}</span>'

    def is_page(link: re.Match[str]) -> bool:  # else it is a file, the same for everyone
        return link["up"] == root and (link["path"] == "" or link["path"].endswith("/"))

    def changed(link: re.Match[str], behind: str = f"&#160;{mark}") -> str:
        if not is_page(link):
            return link[0]
        english = urls.in_english(link["path"])
        if english:
            return (
                f'<a {link["before"]}href="{root}{english}{link["rest"]}"{link["after"]}>'
                f"{link['text']}</a>"
            )
        return (
            f'<a {link["before"]}href="{root}{link["path"]}{link["rest"]}" hreflang="{INDONESIAN}"'
            f"{link['after']}>{link['text']}{behind}</a>"
        )

    def together(group: str) -> str:
        """Return a table or list; where two links or more would bear the mark, it has a note."""
        marked = [
            k for k in _LINK.finditer(group) if is_page(k) and not urls.in_english(k["path"])
        ]
        if len(marked) < _MANY:
            return _LINK.sub(changed, group)
        group = _LINK.sub(partial(changed, behind=""), group)
        if "</caption>" in group:
            return group.replace("</caption>", f" {note}</caption>", 1)
        return f'<p class="ksd-language-note">{note}</p>{group}'

    parts: list[str] = []
    end = 0
    for group in _GROUP.finditer(html):
        parts += [_LINK.sub(changed, html[end : group.start()]), together(group[0])]
        end = group.end()
    return "".join([*parts, _LINK.sub(changed, html[end:])])
