"""How far a record can be trusted: its sources, whether they still answer, when it was last seen to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from site_builder.history import LogState
from site_builder.link_state import Answer, LinkState, Reachability
from site_builder.message import Message, message
from site_builder.model import KerjaSama
from site_builder.partial_date import PartialDate
from site_builder.render import urls
from site_builder.render.context import Context

__all__ = ["Evidence", "Link", "answer_words", "evidence_of", "link_of"]

_ARCHIVE = "https://web.archive.org/web/*/"
_ANSWERS: dict[str, Message] = {
    Answer.WAKTU_HABIS: message("tidak menjawab dalam batas waktu"),
    Answer.TLS: message("sambungan amannya bermasalah"),
    Answer.ROBOTS: message("situsnya meminta tidak diperiksa mesin"),
    Answer.NAMA: message("nama situsnya tidak ditemukan"),
    Answer.SAMBUNGAN: message("sambungan gagal"),
    Answer.PUTUS: message("sambungan diputus situsnya"),
    Answer.BERPUTAR: message("pengalihannya berputar"),
    Answer.TIDAK_DIMINTA: message("alamatnya tidak terbuka untuk umum"),
}
_UNITS = ("byte", "kB", "MB", "GB")
_STEP = 1000


@dataclass(frozen=True, slots=True)
class Link:
    """An address a record names, with what is known of it.

    Attributes:
        address: As recorded.
        archive: Where copies of it may be found; "" where it is no web address.
        state: Code of its state.
        words: The state as a sentence.
    """

    address: str
    archive: str
    state: str
    words: Message


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the record rests on.

    Attributes:
        sources: One for each source, in the order of the record.
        documents: One for each document.
        sizes: Size of each document in words, "" where it is not recorded.
        changed: Day the content of the record last changed, where Git knows it.
        changed_words: What is said where Git does not.
        verified: Latest date on which a source was opened, as recorded.
    """

    sources: Sequence[Link]
    documents: Sequence[Link]
    sizes: Sequence[str]
    changed: date | None
    changed_words: Message
    verified: PartialDate | None


def evidence_of(ctx: Context, record: KerjaSama) -> Evidence:
    """Return what an agreement's record rests on."""
    history = ctx.portal.history.get(record.id)
    newest = None if history is None else history.last_changed
    opened = [s.tanggal_akses for s in record.sumber if s.tanggal_akses is not None]
    return Evidence(
        sources=[link_of(ctx, s.alamat) for s in record.sumber],
        documents=[link_of(ctx, d.alamat) for d in record.dokumen],
        sizes=[_size(ctx, d.ukuran) for d in record.dokumen],
        changed=None if newest is None else newest.day,
        changed_words=_unknown_change(ctx, is_known=history is not None),
        verified=max(opened, key=lambda day: (day.last, day.first), default=None),
    )


def _unknown_change(ctx: Context, *, is_known: bool) -> Message:
    extent = ctx.portal.history_extent
    if extent.state is LogState.TANPA_GIT:
        return message("riwayat tidak tersedia")
    if is_known and extent.since is not None:
        return message("sebelum %(day)s", day=extent.since)
    return message("belum tersimpan di Git")


def link_of(ctx: Context, address: str) -> Link:
    """Return an address with what the scheduled check knows of it."""
    state = ctx.portal.links.get(address, LinkState(address))
    archive = f"{_ARCHIVE}{address}" if urls.safe(address) else ""
    return Link(address, archive, state.keadaan.value, _words(state))


def answer_words(kode: str) -> Message:
    """Return an answer in words: a status, or why there was none."""
    return _ANSWERS.get(kode) or message("jawaban %(status)s", status=kode)


def _words(state: LinkState) -> Message:
    if state.diperiksa is None:
        return message("Alamat ini belum diperiksa.")
    day, answer = state.diperiksa, answer_words(state.kode)
    if state.keadaan is Reachability.HILANG and state.sejak is not None:
        return message(
            "Tidak ditemukan sejak %(since)s (%(answer)s, %(day)s).",
            since=state.sejak,
            answer=answer,
            day=day,
        )
    if state.gagal:
        return message(
            "Gagal dibuka pada %(day)s (%(answer)s); belum disimpulkan hilang, akan diperiksa "
            "lagi.",
            day=day,
            answer=answer,
        )
    if state.keadaan is Reachability.TERJANGKAU:
        return message("Alamat ini terjangkau pada %(day)s.", day=day)
    if state.keadaan is Reachability.MENOLAK:
        return message(
            "Tidak dapat diperiksa secara otomatis pada %(day)s (%(answer)s); mungkin tetap "
            "dapat dibuka.",
            day=day,
            answer=answer,
        )
    return message("Belum dapat disimpulkan pada %(day)s (%(answer)s).", day=day, answer=answer)


def _size(ctx: Context, text: str | None) -> str:
    """Return a size in bytes as people write it."""
    if text is None or not text.isdecimal():
        return ""
    amount, unit = float(text), 0
    while amount >= _STEP and unit < len(_UNITS) - 1:
        amount, unit = amount / _STEP, unit + 1
    whole = ctx.language.number(round(amount))
    tenth = f"{amount:.1f}".replace(".", "," if ctx.language.is_source else ".")
    return f"{whole if unit == 0 else tenth} {_UNITS[unit]}"
