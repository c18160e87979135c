"""Rules on the text itself: what cannot be seen, what a spreadsheet would run, web addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from site_builder.dataset import Dataset
from site_builder.findings import Severity
from site_builder.rules.base import Hit, rule
from site_builder.rules.facts import ALL_TABLES, known, texts
from site_builder.rules.index import index_of
from site_builder.rules.masking import shown
from site_builder.tables import Record, Row

__all__ = ["RULES"]

#: https://owasp.org/www-community/attacks/CSV_Injection
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
#: Control characters but for line feed and tab; soft hyphen; zero-width; line and paragraph
#: separators; direction marks, embeddings, overrides and isolates; byte order mark; tags.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_HTML = re.compile(
    r"</?(?:p|br|b|i|u|em|strong|span|div|a|ul|ol|li|table|tr|td|th|tbody|font|img|script|style|"
    r"h[1-6]|sup|sub|iframe|svg|hr)(?:[\s/][^<>]{0,300})?>|&(?:[a-z]{2,8}|#[0-9]{1,7}|"
    r"#x[0-9a-f]{1,6});",
    re.IGNORECASE,
)
_SCHEME = re.compile(r"https?://", re.IGNORECASE)
_AUTHORITY = re.compile(r"https?://([^/?#\\]*)", re.IGNORECASE)
_HOST = re.compile(
    r"(?:[A-Za-z0-9\u00a1-\uffff](?:[A-Za-z0-9_\u00a1-\uffff-]{0,61})\.){1,8}"
    r"(?:xn--[A-Za-z0-9-]{2,59}|[A-Za-z\u00a1-\uffff]{2,24})\.?|[0-9]{1,3}(?:\.[0-9]{1,3}){3}"
)
_PORT = re.compile(":[0-9]{1,5}")
_BLANK = re.compile(r"[\s\u00a0\\]")


def _free_texts(record: Record, dataset: Dataset) -> Iterator[tuple[Row, str, str]]:
    fields = index_of(dataset).free_text_fields
    return ((row, name, text) for row, name, text in texts(record) if (row.table, name) in fields)


@rule("teks-rumus", Severity.PERINGATAN, tables=ALL_TABLES)
def no_formula(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """Teks tidak diawali tanda yang dibaca lembar kerja sebagai rumus."""
    for row, name, text in _free_texts(record, dataset):
        if text.startswith(_FORMULA_STARTS):
            sign = {"\t": "tab", "\r": "tanda ganti baris"}.get(text[0], f'"{text[0]}"')
            yield Hit(
                row,
                name,
                f"teks diawali {sign}; lembar kerja dapat menjalankannya sebagai rumus",
                "hapus tanda awal itu, atau mulai dengan kata",
            )


@rule("teks-tersembunyi", Severity.GALAT, tables=ALL_TABLES)
def nothing_hidden(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """Teks tidak memuat tanda kendali, tanda tanpa lebar, atau tanda pembalik arah."""
    for row, name, text in texts(record):
        match = _HIDDEN.search(text)
        if match:
            yield Hit(
                row,
                name,
                f"tanda tersembunyi U+{ord(match.group()):04X} pada huruf ke-{match.start() + 1}",
                "ketik ulang nilainya; tanda ini biasanya terbawa saat menyalin",
            )


@rule("teks-html", Severity.SARAN, tables=ALL_TABLES)
def no_markup(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """Teks tidak memuat tanda HTML."""
    for row, name, text in _free_texts(record, dataset):
        match = _HTML.search(text)
        if match:
            yield Hit(
                row,
                name,
                f'memuat tanda HTML "{shown(match.group(), 30)}"',
                "hapus tanda itu; teks ditampilkan apa adanya",
            )


@rule("teks-spasi-tepi", Severity.SARAN, tables=ALL_TABLES)
def no_blank_edges(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """Teks tidak diawali atau diakhiri spasi."""
    for row, name, text in _free_texts(record, dataset):
        # A block of several lines ends with a line feed by itself.
        trimmed = text.removesuffix("\n")
        if trimmed != trimmed.strip() and not text.startswith(("\t", "\r")):
            side = "diawali" if trimmed != trimmed.lstrip() else "diakhiri"
            yield Hit(row, name, f"teks {side} spasi", "hapus spasi di tepi teks")


@rule("alamat-web", Severity.GALAT, tables=ALL_TABLES)
def address_is_safe(record: Record, dataset: Dataset) -> Iterator[Hit]:
    """Alamat web diawali http:// atau https://, menyebut inang, dan tidak memuat sandi."""
    kinds = index_of(dataset).kinds
    for row, name, _ in texts(record):
        text = known(row, name)
        if text and kinds.get((row.table, name)) == "url":
            problem = _problem_of(text)
            if problem:
                yield Hit(row, name, f'alamat "{_public(text)}" {problem[0]}', problem[1])


def _public(address: str) -> str:
    """Return an address without the name and password before its host."""
    return shown(re.sub(r"(://)[^/?#]*@", r"\1•••@", address, count=1))


def _problem_of(address: str) -> tuple[str, str] | None:
    if _BLANK.search(address):
        return "memuat spasi atau garis miring terbalik", "salin ulang alamatnya dari peramban"
    if not _SCHEME.match(address):
        scheme = address.partition(":")[0]
        if len(scheme) < len(address) and scheme.isalnum() and "." not in scheme:
            return f'memakai skema "{shown(scheme, 20)}"', "pakai alamat http:// atau https://"
        return "tidak diawali http:// atau https://", "tulis alamatnya lengkap, diawali https://"
    match = _AUTHORITY.match(address)
    authority = match[1] if match else ""
    if "@" in authority:
        return "memuat nama atau sandi sebelum inang", "hapus bagian sebelum tanda @"
    host = _HOST.match(authority)
    if host is None or (
        host.end() < len(authority) and not _PORT.fullmatch(authority, host.end())
    ):
        return "tidak menyebut inang yang benar", "salin ulang alamatnya dari peramban"
    return None


RULES = (no_formula, nothing_hidden, no_markup, no_blank_edges, address_is_safe)
