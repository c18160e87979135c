"""Find personal data in a text, and hide it wherever a finding would repeat it.

A finding is shown in terminals, in public logs and on pages: it must not spread what it warns
of. `mask` is therefore applied to every finding of every rule, not only to those on privacy.
"""

from __future__ import annotations

import bisect
import calendar
import itertools
import re
from collections.abc import Iterator
from dataclasses import replace
from operator import itemgetter

from site_builder.findings import Finding, shorten

__all__ = [
    "PROVINCES",
    "Span",
    "find_email",
    "find_mobile",
    "find_nik",
    "find_nip",
    "find_npwp",
    "is_official_host",
    "is_private_host",
    "mask",
    "masked",
    "shown",
]

Span = tuple[int, int]

#: Codes of the provinces: the first two digits of a NIK (a test holds them to `wilayah`).
_PROVINCE_CODES = (
    "11 12 13 14 15 16 17 18 19 21 31 32 33 34 35 36 51 52 53 61 62 63 64 65 71 72 73 74 75 76 "
    "81 82 91 92 93 94 95 96"
)
PROVINCES = frozenset(_PROVINCE_CODES.split())
#: Mail hosts where a person, not an office, has the address.
_PRIVATE_NAMES = (
    "gmail googlemail yahoo ymail rocketmail hotmail outlook live msn icloud me aol "
    "proton protonmail pm tutanota zoho mail gmx yandex"
)
_PRIVATE_HOSTS = frozenset(_PRIVATE_NAMES.split())
_PRIVATE_TLDS = frozenset({"com", "co.id", "co.uk", "id", "net", "org", "me", "ru", "com.sg"})
_OFFICIAL_ENDINGS = (".go.id", ".ac.id", ".mil.id", ".desa.id", ".sch.id")

# Repetitions are bounded and anchored at the start of a word: a hostile text of half a megabyte
# is searched in linear time.
_URL = re.compile(r"(?<![A-Za-z0-9+.-])[A-Za-z][A-Za-z0-9+.-]{0,20}://[^\s\"'<>]+")
_RUN_16 = re.compile(r"(?<![0-9])[0-9]{16}(?![0-9])")
_GROUPED = re.compile(r"(?<![0-9])[0-9]{2,6}(?:[ .-][0-9]{2,6}){1,11}(?![0-9])")
_DIGITS = re.compile("[0-9]+")
_NIK_LENGTH = 16
_RUN_18 = re.compile(r"(?<![0-9])[0-9]{8} ?[0-9]{6} ?[12] ?[0-9]{3}(?![0-9])")
_MOBILE = re.compile(
    r"(?<![0-9])(?:\+62[ .-]?\(?0?\)?|62[ .-]?|\(?0)8[1-9][0-9]{1,2}\)?"
    r"(?:[ .-]?[0-9]{2,5}){2,3}(?![0-9])"
)
#: In an address a long number is mostly an article's; these forms are a telephone number.
_MOBILE_IN_URL = re.compile(
    r"(?:wa\.me/|[?&](?:phone|no|number)=)\+?(?:62|0)8[1-9][0-9]{7,10}(?![0-9])|"
    r"(?:\+|%2[Bb])62 ?8[1-9][0-9]{7,10}(?![0-9])"
)
_MOBILE_DIGITS = range(10, 15)
_EMAIL = re.compile(
    r"(?<![\w.+%-])[\w.+%-]{1,64}@((?:[A-Za-z0-9-]{1,63}\.){1,6}[A-Za-z]{2,24})(?![\w@-])"
)
_CREDENTIALS = re.compile(r"://[^\s/?#@]{0,200}@")
#: Without one of these there is nothing to find.
_POSSIBLE = re.compile("[0-9@]")
_NPWP = re.compile(r"(?<![0-9])[0-9]{2}\.[0-9]{3}\.[0-9]{3}\.[0-9][.-][0-9]{3}\.[0-9]{3}(?![0-9])")


def _is_date(day: int, month: int) -> bool:
    # 2000 is a leap year: 29 February counts, whatever the two digits of the year mean.
    return 1 <= month <= 12 and 1 <= day <= calendar.monthrange(2000, month)[1]


def has_nik_shape(digits: str) -> bool:
    """Tell whether 16 digits begin with a province and carry a birth date (women: day + 40)."""
    day = int(digits[6:8])
    return digits[:2] in PROVINCES and _is_date(day - 40 if day > 40 else day, int(digits[8:10]))


def _url_spans(text: str) -> list[Span]:
    return [m.span() for m in _URL.finditer(text)] if "://" in text else []


def _inside(span: Span, others: list[Span]) -> bool:
    """Tell whether a span lies in one of the others, which are in order and disjoint."""
    at = bisect.bisect_right(others, span[0], key=itemgetter(0)) - 1
    return at >= 0 and span[1] <= others[at][1]


def find_nik(text: str, *, is_shape_needed: bool = False) -> Iterator[Span]:
    """Yield the places of national identity numbers.

    In running text any run of 16 digits counts. Inside an address, in groups, or where the
    caller asks for it, the digits must also have the shape of a NIK.
    """
    urls = _url_spans(text)
    for match in _RUN_16.finditer(text):
        is_sure = is_shape_needed or _inside(match.span(), urls)
        if not is_sure or has_nik_shape(match.group()):
            yield match.span()
    for match in _GROUPED.finditer(text):
        groups = list(_DIGITS.finditer(text, *match.span()))
        for first, last in itertools.combinations(range(len(groups)), 2):
            digits = "".join(g.group() for g in groups[first : last + 1])
            if len(digits) == _NIK_LENGTH and has_nik_shape(digits):
                yield groups[first].start(), groups[last].end()


def find_nip(text: str) -> Iterator[Span]:
    """Yield the places of civil servants' numbers: birth date, month of appointment, sex, order."""
    for match in _RUN_18.finditer(text):
        digits = match.group().replace(" ", "")
        born = digits[:4].startswith(("19", "20")) and _is_date(int(digits[6:8]), int(digits[4:6]))
        # PPPK numbers carry 21 or more in place of the month of appointment.
        appointed = digits[8:12].startswith(("19", "20")) and 1 <= int(digits[12:14]) <= 99
        if born and appointed:
            yield match.span()


def find_mobile(text: str) -> Iterator[Span]:
    """Yield the places of Indonesian mobile telephone numbers."""
    urls = _url_spans(text)
    for match in _MOBILE.finditer(text):
        digits = re.sub("[^0-9]", "", match.group())
        if len(digits) in _MOBILE_DIGITS and not _inside(match.span(), urls):
            yield match.span()
    for start, end in urls:
        for match in _MOBILE_IN_URL.finditer(text, start, end):
            yield match.span()


def is_official_host(host: str) -> bool:
    """Tell whether a mail host belongs to a public office or an institution of learning."""
    return f".{host.lower()}".endswith(_OFFICIAL_ENDINGS)


def is_private_host(host: str) -> bool:
    """Tell whether a mail host gives mailboxes to persons."""
    name, _, ending = host.lower().partition(".")
    return name in _PRIVATE_HOSTS and ending in _PRIVATE_TLDS


def find_email(text: str) -> Iterator[tuple[Span, str]]:
    """Yield the place and host of each e-mail address."""
    if "@" not in text:
        return
    # A name before the host of a web address is a credential, not a mailbox.
    plain = _CREDENTIALS.sub(lambda m: " " * len(m.group()), text)
    for match in _EMAIL.finditer(plain):
        yield match.span(), match.group(1)


def find_npwp(text: str) -> Iterator[Span]:
    """Yield the places of formatted tax numbers."""
    for match in _NPWP.finditer(text):
        yield match.span()


def shown(text: str, limit: int = 80) -> str:
    """Return text for a message: hidden first and cut then, so that no half of it remains."""
    return shorten(mask(text), limit)


def mask(text: str) -> str:
    """Return text with personal data hidden except for two characters of each."""
    if _POSSIBLE.search(text) is None:
        return text
    spans = [
        *find_nik(text),
        *find_nip(text),
        *find_mobile(text),
        *find_npwp(text),
        *(span for span, host in find_email(text) if not is_official_host(host)),
        *(m.span() for m in _CREDENTIALS.finditer(text)),
    ]
    masked = list(text)
    for start, end in spans:
        masked[start + 2 : end] = ["•" if c.isalnum() else c for c in text[start + 2 : end]]
    return "".join(masked)


def masked(finding: Finding) -> Finding:
    """Return a finding made elsewhere with the personal data in its words hidden."""
    return replace(
        finding,
        value=mask(finding.value),
        message=mask(finding.message),
        remedy=mask(finding.remedy),
    )
