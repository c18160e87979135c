"""How to cite an agreement's record: APA, Chicago, BibTeX.

What is cited is the record at a date, not the instrument: the portal is the author. Where the
history is known, the version is named by its commit, so that anyone can see the same words again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from site_builder.model import KerjaSama
from site_builder.render import urls
from site_builder.render.context import Context

__all__ = ["Citation", "citations", "cited_version"]

#: Characters with a meaning in LaTeX, and how they are written.
_LATEX = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{c: f"\\{c}" for c in "&%$#_{}"},
}
_LATEX_CHARACTER = re.compile(r"[\\~^&%$#_{}]")
_SPACE = re.compile(r"\s+")
#: Digits of a commit's hash that name it.
_DIGITS = 12


@dataclass(frozen=True, slots=True)
class Citation:
    """One way to cite a record."""

    style: str
    text: str
    is_code: bool = False


def citations(ctx: Context, record: KerjaSama) -> list[Citation]:
    """Return the record's citation in three styles."""
    portal = ctx.portal
    author = ctx.portal_title
    title = _SPACE.sub(" ", ctx.heading(record)).strip().rstrip(".")
    history = portal.history.get(record.id)
    if history is not None and history.is_current:
        what = ctx.gettext(
            "Catatan %(id)s, versi %(version)s, keadaan per %(date)s",
            id=record.id,
            version=history.versions[0].commit[:_DIGITS],
            date=portal.as_of,
        )
    else:
        what = ctx.gettext("Catatan %(id)s, keadaan per %(date)s", id=record.id, date=portal.as_of)
    address = portal.base_url + urls.agreement(record.id)
    fields = {
        "author": f"{{{_latex(author)}}}",
        "title": f"{{{_latex(title)}}}",
        "year": str(portal.as_of.year),
        "note": _latex(what),
        "url": address,
    }
    body = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    return [
        Citation("APA", f"{author}. ({portal.as_of.year}). {title} [{what}]. {address}"),
        Citation("Chicago", f"{author}. “{title}.” {what}. {address}."),
        Citation("BibTeX", f"@misc{{{record.id},\n{body}}}", is_code=True),
    ]


def cited_version(ctx: Context, record: KerjaSama) -> str:
    """Return the address of the version that is cited; "" where it has no page."""
    history = ctx.portal.history.get(record.id)
    if history is None or not history.is_current or not history.versions[0].has_page:
        return ""
    return urls.version(record.id, history.versions[0].slug)


def _latex(text: str) -> str:
    return _LATEX_CHARACTER.sub(lambda match: _LATEX[match[0]], text)
