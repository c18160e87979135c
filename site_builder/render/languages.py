"""How the pages of one language lead to those of the other."""

from __future__ import annotations

import re
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
    ``hreflang``. The templates need not know which pages exist in which language.

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

    def changed(link: re.Match[str]) -> str:
        path = link["path"]
        if link["up"] != root or not (path == "" or path.endswith("/")):
            return link[0]  # a file, the same for everyone
        english = "" if link["rest"].startswith("?") else urls.in_english(path)
        if english:
            return (
                f'<a {link["before"]}href="{root}{english}{link["rest"]}"{link["after"]}>'
                f"{link['text']}</a>"
            )
        return (
            f'<a {link["before"]}href="{root}{path}{link["rest"]}" hreflang="{INDONESIAN}"'
            f"{link['after']}>{link['text']}&#160;{mark}</a>"
        )

    return _LINK.sub(changed, html)
