"""Datasets made in memory for what is computed of the life of agreements; no files, no checks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import date
from typing import Any, TypeVar

from hypothesis import strategies as st

from site_builder.findings import Finding
from site_builder.life import Life
from site_builder.model import (
    Evaluasi,
    KerjaSama,
    Laporan,
    Mitra,
    Pelaksanaan,
    Perselisihan,
    Pihak,
    Tahapan,
    build_mitra,
)
from site_builder.partial_date import PartialDate, parse_partial_date
from site_builder.plan_model import Potensi, Usulan
from site_builder.portal import Portal
from site_builder.status import compute_states
from tests.fixture_dataset import read_files
from tests.support import AS_OF, package
from tests.support import PARTIES as GOVERNMENTS

T = TypeVar("T")
#: The dates of a naskah that is in force on the day of the tests.
RUNNING = {"tanggal_penandatanganan": "2022-01-01", "tanggal_berakhir": "2027-12-31"}


def day(text: str | None) -> PartialDate | None:
    """Return a date; None for None."""
    return parse_partial_date(text) if text else None


def filled(kind: type[T], **given: object) -> T:
    """Return a value with every field None or empty but those given; dates may be texts."""
    values: dict[str, Any] = {}
    for spec in fields(kind):
        is_list = str(spec.type).startswith("tuple")
        values[spec.name] = () if is_list else None
    values.pop("blanks", None)
    for name, value in given.items():
        is_date = name.startswith("tanggal") and isinstance(value, str)
        values[name] = day(value) if is_date else value
    return kind(**values)


def naskah(record_id: str = "a", **given: object) -> KerjaSama:
    """Return an agreement of two governments."""
    base: dict[str, object] = {
        "id": record_id,
        "jenis": "ksdd",
        "nama_naskah": "Naskah",
        "tingkat_bukti": "berita",
        "para_pihak": tuple(filled(Pihak, mitra=m) for m in ("pemkot-malang", "pemkab-malang")),
        "blanks": {},
    }
    return filled(KerjaSama, **(base | given))


def stages(*steps: tuple[str, str | None]) -> tuple[Tahapan, ...]:
    """Return stages with their dates."""
    return tuple(filled(Tahapan, tahap=stage, tanggal=when) for stage, when in steps)


PARTIES = (
    *map(build_mitra, read_files({path: text.encode() for path, text in GOVERNMENTS.items()})),
    filled(
        Mitra,
        id="dinas-kota-malang",
        nama="Dinas Kota Malang",
        kelas="perangkat-daerah",
        induk="pemkot-malang",
    ),
    filled(
        Mitra,
        id="pemprov-jawa-timur",
        nama="Pemerintah Provinsi Jawa Timur",
        kelas="pemerintah-provinsi",
        kode_wilayah="35",
    ),
    filled(Mitra, id="kota-x", nama="Kota X", kelas="pemerintah-daerah-luar-negeri"),
    filled(Mitra, id="kementerian-x", nama="Kementerian X", kelas="kementerian-lembaga"),
)


def portal(
    *records: KerjaSama,
    as_of: date = AS_OF,
    mitra: Iterable[Mitra] = (),
    potensi: Iterable[Potensi] = (),
    usulan: Iterable[Usulan] = (),
    warnings: Mapping[str, list[Finding]] | None = None,
) -> Portal:
    """Return a dataset of these records; a party given takes the place of the usual one."""
    kerja_sama = {r.id: r for r in records}
    return Portal(
        package=package(),
        as_of=as_of,
        base_url="https://contoh.id/",
        kerja_sama=kerja_sama,
        mitra={m.id: m for m in (*PARTIES, *mitra)},
        states=compute_states(kerja_sama, as_of),
        warnings=warnings or {},
        potensi={p.id: p for p in potensi},
        usulan={u.id: u for u in usulan},
        kejadian={},
        catatan_dihapus={},
        angka_kantor={},
        renstra={},
        indikator={},
        records=(),
        sources={},
        paths={},
    )


def life(*records: KerjaSama, as_of: date = AS_OF, **more: Any) -> Life:
    """Return the life of these records."""
    return Life(portal(*records, as_of=as_of, **more))


# --- anything ---------------------------------------------------------------------------------

_DAYS = st.dates(date(2018, 1, 1), date(2028, 12, 31)).map(lambda d: d.isoformat())
DATES = st.one_of(st.none(), _DAYS, _DAYS.map(lambda t: t[:7]), _DAYS.map(lambda t: t[:4])).map(
    day
)
_IDS = [f"n{i}" for i in range(6)]
_LINKS = ("induk", "mengubah", "memperpanjang", "menggantikan")
_STEPS: dict[str, list[str]] = {}
for _row in package().code_rows["langkah"]:
    _STEPS.setdefault(_row["tahap"], []).append(_row["kode"])


@st.composite
def _agreement(draw: st.DrawFn, record_id: str, earlier: list[str]) -> KerjaSama:
    jenis = draw(st.sampled_from(list(package().codes("jenis"))))
    order = [r["tahap"] for r in package().code_rows["tahap_jenis"] if r["jenis"] == jenis]
    link = draw(st.sampled_from(["", *_LINKS])) if earlier else ""
    values: dict[str, Any] = {
        "jenis": jenis,
        "bentuk_naskah": draw(st.sampled_from([None, *package().codes("bentuk_naskah")])),
        "tanggal_penandatanganan": draw(DATES),
        "tanggal_mulai": draw(DATES),
        "tanggal_berakhir": draw(DATES),
        "jangka_waktu": draw(st.sampled_from([None, "5 (lima) tahun", "90 hari"])),
        "tanggal_pengakhiran": draw(st.one_of(st.none(), DATES)),
        "persetujuan_dprd": draw(
            st.sampled_from([None, "surat", "dianggap-disetujui", "tidak-diperlukan"])
        ),
        "tanggal_persetujuan_dprd": draw(st.one_of(st.none(), DATES)),
        "urusan": draw(st.sampled_from([(), ("1.01",), ("1.01", "2.11")])),
        "para_pihak": tuple(
            filled(Pihak, mitra=m)
            for m in draw(
                st.lists(
                    st.sampled_from([p.id for p in PARTIES]), min_size=2, max_size=3, unique=True
                )
            )
        ),
        "tahapan": tuple(
            filled(
                Tahapan,
                tahap=stage,
                tanggal=draw(DATES),
                langkah=draw(st.sampled_from([None, None, *_STEPS.get(stage, ())])),
            )
            for stage in (draw(st.lists(st.sampled_from(order), max_size=4)) if order else [])
        ),
        "pelaksanaan": tuple(
            filled(Pelaksanaan, jenis_pelaksanaan=kind, tanggal=draw(DATES), uraian="U")
            for kind in draw(
                st.lists(st.sampled_from(["fakta", "rencana", "laporan"]), max_size=2)
            )
        ),
        "evaluasi": tuple(
            filled(Evaluasi, tanggal=draw(DATES), temuan="T")
            for _ in range(draw(st.integers(0, 1)))
        ),
        "laporan": tuple(
            filled(
                Laporan,
                periode=period,
                tanggal=draw(DATES),
                penerima=draw(st.sampled_from([None, "Gubernur", "Menteri Dalam Negeri"])),
            )
            for period in draw(
                st.lists(st.sampled_from(["2025", "2025-S1", "2026-S1", "2024-S2"]), max_size=2)
            )
        ),
        "perselisihan": tuple(
            filled(Perselisihan, tanggal=draw(DATES), uraian="U", hasil="H")
            for _ in range(draw(st.integers(0, 1)))
        ),
        "blanks": draw(st.sampled_from([{}, {"tanggal_berakhir": "tidak-berlaku"}])),
    }
    if values["tanggal_berakhir"] is not None:
        values["blanks"] = {}
    if link:
        values[link] = draw(st.sampled_from(earlier))
    return naskah(record_id, **values)


@st.composite
def agreements(draw: st.DrawFn) -> list[KerjaSama]:
    """Return up to six agreements that may amend, extend, replace or carry out earlier ones."""
    found: list[KerjaSama] = []
    for record_id in _IDS[: draw(st.integers(0, len(_IDS)))]:
        found.append(draw(_agreement(record_id, [r.id for r in found])))
    return found
