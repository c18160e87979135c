"""Prose of ``docs/``, rendered by either shell, made fit for a page of ours."""

from __future__ import annotations

import re
from itertools import count

from markupsafe import Markup

from site_builder.render.language import ENGLISH, Language, english, indonesian
from site_builder.render.languages import alternates
from site_builder.render.page import Page

__all__ = ["prose_page"]

#: A table, or a heading before it, whose words it is captioned with.
_TABLE = re.compile(
    r"<h[1-6][^>]*>(?P<heading>.*?)</h[1-6]>|<table>(?P<table>.*?)</table>", re.DOTALL
)
_TH = re.compile(r"<th(?=[ >])")
_ALIGN = re.compile(r' style="text-align: ?(left|right|center);?"')
_OUTSIDE = re.compile(r'<a (?P<before>[^>]*?)href="(?P<href>https?://[^"]*)"(?P<after>[^>]*)>')
_HEADING = re.compile(r'<h2 id="([^"]+)"[^>]*>(.*?)</h2>', re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
#: What a page for developers, written in English, puts around its text, and what it says of itself.
_IN_ENGLISH = '<div lang="en">'
_ENGLISH_NOTICE = '<p class="ksd-soft">Halaman ini berbahasa Inggris.</p>'
#: A page with fewer headings is seen at a glance and needs no contents.
_ENOUGH = 3


def prose_page(path: str, title: str, description: str, html: str, base_url: str) -> Page:
    """Return the page of a text of ``docs/``.

    Args:
        path: Its address.
        title: Its title, plain text.
        description: One sentence about it, plain text.
        html: As Python-Markdown made it: an h1 first, headings with ids.
        base_url: Public address of the site.
    """
    prefix = f"{ENGLISH}/"
    language = english() if path.startswith(prefix) else indonesian()
    return Page(
        path,
        title,
        description,
        Markup(_content(html, language)),  # noqa: S704 # prose of the repository
        "prosa",
        links=alternates(path.removeprefix(prefix), base_url),
        language=language.code,
    )


def _content(html: str, language: Language) -> str:
    """Return what stands in ``<main>``: the contents of the page and its text.

    Python-Markdown aligns cells with a style attribute, which the policy forbids; wide tables and
    code scroll inside a container that can be focused.
    """
    headings = _HEADING.findall(html)
    tag = ""
    if language.is_source and _IN_ENGLISH in html:
        tag = ' lang="en"'
        html = html.replace("<h1", f"<h1{tag}", 1).replace("</h1>", f"</h1>{_ENGLISH_NOTICE}", 1)
        html = _polish(html, english())
    else:
        html = _polish(html, language)
    if len(headings) < _ENOUGH:
        return f'<article class="ksd ksd-text">{html}</article>'
    entries = "".join(
        f'<li><a href="#{id_}">{_TAG.sub("", text)}</a></li>' for id_, text in headings
    )
    title, text = html.split("</h1>", 1)
    here = language.gettext("Di halaman ini")
    return (
        f'<article class="ksd ksd-text ksd-with-contents">{title}</h1>'
        '<nav class="ksd-contents" aria-labelledby="daftar-isi">'
        f'<p id="daftar-isi">{here}</p><ul{tag}>{entries}</ul></nav><div>{text}</div></article>'
    )


def _outside_link(match: re.Match[str]) -> str:
    if "rel=" in match["before"] + match["after"]:
        return match[0]
    return (
        f'<a {match["before"]}href="{match["href"]}"{match["after"]} '
        'rel="noopener nofollow external">'
    )


def _polish(html: str, language: Language) -> str:
    html = _ALIGN.sub(r' class="ksd-align-\1"', html)
    html = _with_captions(html, language)
    html = html.replace("<pre><code", '<pre tabindex="0"><code')
    return _OUTSIDE.sub(_outside_link, html)


def _with_captions(html: str, language: Language) -> str:
    """Caption each table with the heading it stands under; Markdown has no way to say it."""
    numbers, under = count(1), ""

    def named(match: re.Match[str]) -> str:
        nonlocal under
        if match["table"] is None:
            under = _TAG.sub("", match["heading"])
            return match[0]
        words = f"{next(numbers)}: {under}"
        name = language.gettext("Tabel %(name)s", name=words).replace('"', "&quot;")
        table = _TH.sub('<th scope="col"', match["table"])
        return (
            f'<div class="ksd-scroll" role="region" aria-label="{name}" tabindex="0">'
            f'<table class="ksd-table"><caption class="ksd-hidden">{name}</caption>'
            f"{table}</table></div>"
        )

    return _TABLE.sub(named, html)
