"""Addresses inside the site, relative to its root. A path once published never changes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import quote, urlencode, urlsplit
from xml.sax.saxutils import escape

__all__ = [
    "FEEDS",
    "FOLLOW",
    "REPORT_FORM",
    "UNRECORDED",
    "agreement",
    "calendar",
    "dictionary",
    "edit",
    "endings_feed",
    "feed",
    "host",
    "in_english",
    "mitra",
    "numbered",
    "picture",
    "potentials_of",
    "report",
    "robots_txt",
    "rule",
    "safe",
    "side_by_side",
    "sitemap",
    "source",
    "term",
    "term_anchor",
    "under",
    "version",
]


#: The form for errors, in ``.github/ISSUE_TEMPLATE``.
REPORT_FORM = "1-laporkan-kekeliruan.yml"
#: Last part of the address of what has no code on record.
UNRECORDED = "tidak-tercatat"
#: The page that explains how to follow changes.
FOLLOW = "ikuti/"
#: Feeds of the whole portal: last part of the address -> what it tells.
FEEDS = {
    "baru": "Naskah yang baru dicatat",
    "ditandatangani": "Naskah yang baru ditandatangani",
    "berubah": "Catatan yang berubah",
    "berakhir": "Naskah yang akan berakhir",
}


def feed(name: str, section: str = "") -> str:
    """Return the address of a feed: one of `FEEDS`, or a code's below its section."""
    return f"feed/{section}/{name}.atom" if section else f"feed/{name}.atom"


def endings_feed(section: str, code: str) -> str:
    """Return the address of the feed that tells the endings of a region or party alone."""
    return feed("berakhir", f"{section}/{code}")


def calendar(code: str = "", section: str = "") -> str:
    """Return the address of the calendar of endings: of all naskah, or of a region or party."""
    return f"kalender/{section}/{code}.ics" if section else "kalender/semua.ics"


def agreement(record: str) -> str:
    """Return the address of an agreement."""
    return f"kerja-sama/{record}/"


def history(record: str) -> str:
    """Return the address of an agreement's history."""
    return f"kerja-sama/{record}/riwayat/"


def version(record: str, slug: str) -> str:
    """Return the address of an agreement as one commit left it."""
    return f"kerja-sama/{record}/riwayat/{slug}/"


def picture(record: str = "") -> str:
    """Return the address of the picture of an agreement, or of the site."""
    return f"{agreement(record)}pratinjau.png" if record else "pratinjau.png"


def mitra(slug: str) -> str:
    """Return the address of a party."""
    return f"mitra/{slug}/"


def under(section: str, code: str) -> str:
    """Return the address of a code's page: a region, an affair, a year, a kind, a state."""
    return f"{section}/{code}/"


def term_anchor(table: str, code: str) -> str:
    """Return the anchor of a term or a code in the glossary."""
    return code if table == "istilah" else f"{table.replace('_', '-')}-{code}"


def term(table: str, code: str) -> str:
    """Return the address of a term or a code in the glossary."""
    return f"panduan/istilah/#{term_anchor(table, code)}"


def rule(rule_id: str) -> str:
    """Return the address of a rule's guide page."""
    return f"panduan/aturan/{rule_id}/"


def dictionary(table: str, field: str = "") -> str:
    """Return the address of a table in the data dictionary, or of one of its fields."""
    return f"kamus-data/{table}/" + (f"#{table}.{field}" if field else "")


def side_by_side(earlier: str, later: str) -> str:
    """Return the address of two linked agreements side by side; the later names the earlier."""
    return f"banding/{earlier}/{later}/"


def potentials_of(urusan: str) -> str:
    """Return the address of the potentials of an affair; of those without one for ""."""
    return under("pemetaan/urusan", urusan or UNRECORDED)


def numbered(base: str, number: int) -> str:
    """Return the address of the n-th page of a long list."""
    return base if number == 1 else f"{base}halaman/{number}/"


#: The pages that exist in English, below ``en/`` at the same address.
_IN_ENGLISH = re.compile(
    r"|metode/|tentang/|kamus-data/(?:[a-z_]+/)?|kerja-sama/(?:halaman/\d+/|[a-z0-9]+-\d{4}-\d{4}/)?"
)


def in_english(path: str) -> str:
    """Return the address of the English page for an Indonesian one, "" where there is none."""
    return f"en/{path}" if _IN_ENGLISH.fullmatch(path) else ""


def safe(address: str) -> str:
    """Return an address a record gives if it may become a link, else ""."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return address if parts.scheme in ("http", "https") and parts.netloc else ""


def host(address: str) -> str:
    """Return the host of an address, without ``www.``."""
    return urlsplit(address).netloc.rpartition("@")[2].removeprefix("www.")


def report(repo_url: str, title: str = "", address: str = "") -> str:
    """Return the address that opens the form for errors, filled in as far as can be.

    The names are the ids of the fields of the form (https://docs.github.com/issues, "Creating an
    issue from a URL query").

    Args:
        repo_url: Address of the repository.
        title: Title of the report; the form has one of its own.
        address: Address of the page the report is about.
    """
    query = {"template": REPORT_FORM}
    if title:
        query["title"] = title
    if address:
        query["alamat"] = address
    return f"{repo_url}/issues/new?{urlencode(query)}"


def edit(repo_url: str, branch: str, path: str) -> str:
    """Return the address that opens a file of the repository for a proposal to change it."""
    return f"{repo_url}/edit/{quote(branch)}/{quote(path)}"


def source(repo_url: str, branch: str, path: str) -> str:
    """Return the address that shows a file of the repository."""
    return f"{repo_url}/blob/{quote(branch)}/{quote(path)}"


def sitemap(paths: Iterable[str], base_url: str) -> bytes:
    """Return ``sitemap.xml`` for pages at these addresses, in order of address.

    A page in two languages names both (https://developers.google.com/search/docs/specialty/international).
    """
    known = set(paths)
    pairs = {p: in_english(p) for p in known if in_english(p) and in_english(p) in known}
    alternates = {}
    for source, english in pairs.items():
        alternates[source] = alternates[english] = "".join(
            f'<xhtml:link rel="alternate" hreflang="{tag}" href="{escape(base_url + quote(path))}"/>'
            for tag, path in (("id", source), ("en", english))
        )
    rows = "".join(
        f"<url><loc>{escape(base_url + quote(path))}</loc>{alternates.get(path, '')}</url>\n"
        for path in sorted(known)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        'xmlns:xhtml="http://www.w3.org/1999/xhtml">\n' + rows + "</urlset>\n"
    ).encode()


def robots_txt(base_url: str) -> bytes:
    """Return ``robots.txt``: everything may be read."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {base_url}sitemap.xml\n".encode()
