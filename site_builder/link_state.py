"""What a scheduled check knows of the addresses the records name, and how one answer changes it.

The check itself (``scripts/check_links.py``) asks the network; this module only holds the rules,
so that the program that builds the site makes no request. An address counts as gone only after
failing on several different days in a row; a site that refuses automatic requests never does.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from urllib.parse import urlsplit

from site_builder.schema import Package
from site_builder.tables import Record

__all__ = [
    "COLUMNS",
    "DAYS_UNTIL_GONE",
    "Answer",
    "LinkError",
    "LinkState",
    "Reachability",
    "addresses",
    "after",
    "read_states",
    "write_states",
]

#: Different days of checking, in a row, on which an address must fail before it counts as gone.
DAYS_UNTIL_GONE = 3
#: Columns of the state file, those of the published table.
COLUMNS = (
    "alamat",
    "keadaan_tautan",
    "kode",
    "diperiksa",
    "sejak",
    "gagal",
    "gagal_sejak",
)
#: Statuses with which a server turns a machine away though a reader may be let in (RFC 9110, RFC
#: 6585, RFC 7725); 503 and 999 are what common bot walls send.
_REFUSALS = frozenset(
    {"401", "402", "403", "405", "406", "407", "408", "421", "425", "429", "451", "503", "999"}
)


class Reachability(StrEnum):
    """State of an address; labels are in the code list ``keadaan_tautan``."""

    BELUM_DIPERIKSA = "belum-diperiksa"
    TERJANGKAU = "terjangkau"
    MENOLAK = "menolak-pemeriksaan"
    HILANG = "hilang"


class Answer(StrEnum):
    """Why there was no HTTP status; the words stand in the state file."""

    WAKTU_HABIS = "waktu-habis"
    TLS = "tls"
    ROBOTS = "robots"
    NAMA = "nama-tidak-ditemukan"
    SAMBUNGAN = "sambungan-gagal"
    PUTUS = "sambungan-diputus"
    BERPUTAR = "pengalihan-berputar"
    TIDAK_DIMINTA = "tidak-diminta"


#: What a wall before a site looks like from outside; a browser may well get through.
_SILENT = frozenset({Answer.TLS, Answer.WAKTU_HABIS, Answer.ROBOTS, Answer.PUTUS})


class LinkError(ValueError):
    """The state file is broken; the message names the line."""


@dataclass(frozen=True, slots=True)
class LinkState:
    """What is known of one address.

    Attributes:
        alamat: The address.
        keadaan: Its state.
        kode: HTTP status of the last check, or an `Answer`; "" before the first.
        diperiksa: Day of the last check.
        sejak: First day of this state; of a gone address the first day it failed.
        gagal: Different days of checking in a row on which it failed.
        gagal_sejak: The first of them.
    """

    alamat: str
    keadaan: Reachability = Reachability.BELUM_DIPERIKSA
    kode: str = ""
    diperiksa: date | None = None
    sejak: date | None = None
    gagal: int = 0
    gagal_sejak: date | None = None

    def row(self) -> dict[str, str]:
        """Return the state as a row of the state file."""
        return {
            "alamat": self.alamat,
            "keadaan_tautan": self.keadaan.value,
            "kode": self.kode,
            "diperiksa": _text(self.diperiksa),
            "sejak": _text(self.sejak),
            "gagal": str(self.gagal),
            "gagal_sejak": _text(self.gagal_sejak),
        }


def _text(day: date | None) -> str:
    return "" if day is None else day.isoformat()


def addresses(records: Iterable[Record], package: Package) -> dict[str, list[str]]:
    """Return every web address in the order it is met, with the ids of the records that name it."""
    names = {
        table.name: [f.name for f in table.fields if f.kind == "url"]
        for table in package.tables.values()
    }
    found: dict[str, list[str]] = {}
    for record in records:
        own = (row.values[name] for row in record.rows() for name in names[row.table])
        for address in dict.fromkeys(own):
            if address in found or _is_web(address):
                found.setdefault(address, []).append(record.id)
    return found


def _is_web(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)


def after(state: LinkState, kode: str, today: date) -> LinkState:
    """Return what is known after one more check.

    Args:
        state: What was known.
        kode: HTTP status in three digits, or an `Answer`.
        today: Day of the check.
    """
    if kode == Answer.TIDAK_DIMINTA:
        return replace(state, kode=kode, diperiksa=today)
    if kode in _REFUSALS or kode in _SILENT:
        return _settled(state, Reachability.MENOLAK, kode, today)
    if len(kode) == 3 and kode.startswith("2"):
        return _settled(state, Reachability.TERJANGKAU, kode, today)
    is_new_day = state.gagal == 0 or state.diperiksa != today
    days = state.gagal + is_new_day
    first = state.gagal_sejak or today
    failed = replace(state, kode=kode, diperiksa=today, gagal=days, gagal_sejak=first)
    if days < DAYS_UNTIL_GONE:
        return failed
    return replace(failed, keadaan=Reachability.HILANG, sejak=first)


def _settled(state: LinkState, keadaan: Reachability, kode: str, today: date) -> LinkState:
    since = state.sejak if state.keadaan is keadaan else today
    return LinkState(state.alamat, keadaan, kode, today, since)


def read_states(text: str, as_of: date) -> dict[str, LinkState]:
    """Read the state file.

    Args:
        text: The whole file.
        as_of: What was checked later is not known yet at this date.

    Returns:
        What is known, by address.

    Raises:
        LinkError: A line is not as this module writes it.
    """
    reader = csv.DictReader(io.StringIO(text, newline=""))
    if tuple(reader.fieldnames or ()) != COLUMNS:
        raise LinkError(f"baris 1: kolom seharusnya {','.join(COLUMNS)}")
    states: dict[str, LinkState] = {}
    for row in reader:
        try:
            state = LinkState(
                row["alamat"],
                Reachability(row["keadaan_tautan"]),
                row["kode"],
                _day(row["diperiksa"]),
                _day(row["sejak"]),
                int(row["gagal"]),
                _day(row["gagal_sejak"]),
            )
        except (ValueError, TypeError) as error:
            raise LinkError(f"baris {reader.line_num}: {error}") from error
        if not _is_web(state.alamat) or state.alamat in states:
            raise LinkError(f"baris {reader.line_num}: alamat ganda atau bukan alamat web")
        if state.diperiksa is not None and state.diperiksa <= as_of:
            states[state.alamat] = state
    return states


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def write_states(states: Iterable[LinkState]) -> str:
    """Return the state file with these states, in order of address."""
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(state.row() for state in sorted(states, key=lambda s: s.alamat))
    return buffer.getvalue()
