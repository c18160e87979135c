"""Borders of single rules: what is uncertain stays silent, what came before the rule stays silent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from site_builder.findings import Finding
from site_builder.rules import RULES, duplicates
from site_builder.rules.number_text import is_placeholder, month_in_number, year_in_number
from tests.fixture_dataset import as_dataset, good_files, run

BY_ID = {one.id: one for one in RULES}
Change = Mapping[str, tuple[str, str]]


def after(
    rule: str, record: str, *changes: tuple[str, str], extra: Mapping[str, str] | None = None
) -> list[Finding]:
    """Return a rule's findings on the clean dataset with texts of one record replaced."""
    files = dict(good_files())
    path = next(p for p in files if p.endswith(f"/{record}.yaml"))
    text = files[path].decode()
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    files[path] = text.encode()
    files.update({p: t.encode() for p, t in (extra or {}).items()})
    return run(BY_ID[rule], as_dataset(files))


def signed(old: str, new: str) -> tuple[str, str]:
    return f'tanggal_penandatanganan: "{old}"', f"tanggal_penandatanganan: {new}"


@pytest.mark.parametrize(
    ("rule", "record", "changes", "count"),
    [
        # Known to the year only: the order cannot be told.
        (
            "berakhir-sebelum-mulai",
            "uji-2022-0004",
            [('tanggal_berakhir: "2023-04-30"', 'tanggal_berakhir: "2022"')],
            0,
        ),
        (
            "berakhir-sebelum-mulai",
            "uji-2022-0004",
            [('tanggal_berakhir: "2023-04-30"', 'tanggal_berakhir: "2022-05-01"')],
            0,
        ),
        ("tautan-urutan", "uji-2022-0001", [('"2022-08"', '"2021"')], 0),
        ("tautan-urutan", "uji-2022-0001", [('"2022-08"', "tidak-diketahui")], 0),
        # Empty words count as empty.
        (
            "pengakhiran-tanpa-alasan",
            "uji-2021-0004",
            [("alasan_pengakhiran: pailit", "alasan_pengakhiran: tidak-diketahui")],
            1,
        ),
        (
            "alasan-tanpa-tanggal",
            "uji-2021-0004",
            [('tanggal_pengakhiran: "2023-04-17"', "tanggal_pengakhiran: tidak-diketahui")],
            1,
        ),
        # Forms before the rules that name them.
        (
            "bentuk-sinergi",
            "uji-2022-0003",
            [("bentuk_naskah: rk", "bentuk_naskah: pks"), signed("2022-04-05", '"2018-07-12"')],
            0,
        ),
        (
            "bentuk-sinergi",
            "uji-2022-0003",
            [("bentuk_naskah: rk", "bentuk_naskah: pks"), signed("2022-04-05", '"2018-07-13"')],
            1,
        ),
        (
            "bentuk-sinergi",
            "uji-2022-0003",
            [("bentuk_naskah: rk", "bentuk_naskah: kb"), signed("2022-04-05", '"2019-01-01"')],
            0,
        ),
        (
            "bentuk-sinergi",
            "uji-2022-0003",
            [("bentuk_naskah: rk", "bentuk_naskah: adendum")],
            0,
        ),
        ("bentuk-sinergi", "uji-2022-0003", [("bentuk_naskah: rk\n", "")], 0),
        (
            "bentuk-dalam-negeri",
            "uji-2015-0001",
            [signed("2015", '"2018"')],
            0,
        ),
        (
            "bentuk-luar-negeri",
            "uji-2023-0002",
            [("bentuk_naskah: mou", "bentuk_naskah: kb"), signed("2023-09-12", '"2020-05-21"')],
            0,
        ),
        # Terms.
        ("kb-lima-tahun", "uji-2021-0001", [('"2026-03-09"', '"2026-03-10"')], 0),
        ("kb-lima-tahun", "uji-2021-0001", [('"2026-03-09"', '"2026-03-11"')], 1),
        ("kb-lima-tahun", "uji-2021-0001", [('"2026-03-09"', '"2026"')], 0),
        ("kb-lima-tahun", "uji-2021-0003", [("60 bulan", "10 (sepuluh) tahun")], 1),
        ("kb-lima-tahun", "uji-2021-0003", [("60 bulan", "61 bulan")], 1),
        ("kb-lima-tahun", "uji-2021-0003", [("60 bulan", "5 tahun atau 10 tahun")], 0),
        ("kb-lima-tahun", "uji-2021-0003", [("60 bulan", "setiap sepuluh tahun")], 0),
        ("loi-satu-tahun", "uji-2022-0004", [('"2023-04-30"', '"2023-05-01"')], 0),
        ("jangka-waktu-cocok", "uji-2021-0002", [("tiga tahun", "36 bulan")], 0),
        ("jangka-waktu-cocok", "uji-2021-0002", [("tiga tahun", "3 (tiga) tahun")], 0),
        ("jangka-waktu-cocok", "uji-2021-0002", [("tiga tahun", "999 tahun")], 1),
        ("jangka-waktu-cocok", "uji-2021-0002", [("tiga tahun", "3 tahun 6 bulan")], 0),
        # Parties whose class is not clear make nothing false.
        (
            "sinergi-pusat",
            "uji-2022-0002",
            [("mitra: kementerian-contoh", "mitra: sekolah-tinggi-contoh")],
            0,
        ),
        (
            "sinergi-pusat",
            "uji-2022-0002",
            [("mitra: kementerian-contoh", "mitra: tidak-ada")],
            0,
        ),
        (
            "ksdd-dua-daerah",
            "uji-2022-0001",
            [("mitra: dinas-contoh-kabupaten-malang", "mitra: tidak-ada")],
            0,
        ),
        (
            "pihak-dua",
            "uji-2022-0002",
            [("mitra: kementerian-contoh", "mitra: kementerian-contoh\n    peran: saksi")],
            1,
        ),
        (
            "ksdd-tanpa-pihak-ketiga",
            "uji-2024-0001",
            [
                (
                    "  - mitra: dinas-contoh-kabupaten-malang\n",
                    "  - mitra: dinas-contoh-kabupaten-malang\n"
                    "  - mitra: yayasan-contoh\n    peran: fasilitator\n",
                )
            ],
            0,
        ),
        # Approval of the council: not where a rule does not ask for it first.
        (
            "luar-negeri-persetujuan-dprd",
            "uji-2023-0002",
            [("persetujuan_dprd: surat", "persetujuan_dprd: tidak-diketahui")],
            0,
        ),
        (
            "persetujuan-dprd-terlambat",
            "uji-2021-0002",
            [("bentuk_naskah: pks", "bentuk_naskah: kb"), ('"2021-05-20"', '"2021-07-20"')],
            0,
        ),
        # Content: before the rule nothing is required.
        (
            "unsur-wajib",
            "uji-2021-0002",
            [
                signed("2021-06-15", '"2020-04-13"'),
                ("unsur: objek\n    keadaan: ada", "unsur: objek\n    keadaan: tidak-ada"),
            ],
            0,
        ),
        # Reasons named for the kind; before the regulation nothing is irregular.
        (
            "alasan-menurut-peraturan",
            "uji-2017-0001",
            [
                (
                    "tingkat_bukti",
                    'tanggal_pengakhiran: "2018-01"\n'
                    "alasan_pengakhiran: pemutusan-sepihak\ntingkat_bukti",
                )
            ],
            0,
        ),
        # Links.
        ("tautan-pihak", "uji-2022-0001", [("uji-2021-0002", "tidak-ada")], 0),
        (
            "induk-bentuk",
            "uji-2022-0001",
            [("mengubah: uji-2021-0002", "induk: uji-2021-0002")],
            0,
        ),
        # A date that the schema refuses is not judged twice.
        ("tanggal-nyata", "uji-2022-0001", [('"2022-08"', '"2022-13"')], 0),
        ("tanggal-nyata", "uji-2022-0001", [('"2022-08"', '"0000"')], 1),
        # Plans may lie ahead; reports may not.
        (
            "tanggal-belum-tiba",
            "uji-2021-0002",
            [("jenis_pelaksanaan: rencana", "jenis_pelaksanaan: fakta")],
            1,
        ),
        # Numbers.
        (
            "nomor-bulan",
            "uji-2021-0001",
            [("415/17/III/2021", "415/17/IV/2020")],
            0,
        ),
        ("nomor-bulan", "uji-2021-0001", [("415/17/III/2021", "800/BKD.IV/2021")], 0),
        (
            "mitra-titik",
            "pemkot-malang",
            [("sumber_titik: Penentuan tangan di atas peta\n", "")],
            1,
        ),
        ("mitra-titik", "pemkot-malang", [('bujur: "112.63"\n', "")], 1),
        ("mitra-luar-negeri", "kementerian-contoh", [("kelas:", "negara: JP\nkelas:")], 1),
        (
            "mitra-luar-negeri",
            "kota-contoh-jepang",
            [("negara: JP", 'negara: ID\nkode_wilayah: "35"')],
            2,
        ),
        (
            "mitra-kode-wilayah",
            "pemkab-malang",
            [('kode_wilayah: "35.07"', "kode_wilayah: tidak-diketahui")],
            1,
        ),
        (
            "mitra-kode-wilayah",
            "pemkab-malang",
            [('kode_wilayah: "35.07"', 'kode_wilayah: "99.99"')],
            0,
        ),
        (
            "mitra-nama-ganda",
            "dinas-contoh-kota-malang",
            [("induk: pemkot-malang", "induk: pemkab-malang")],
            2,
        ),
    ],
)
def test_border(rule: str, record: str, changes: list[tuple[str, str]], count: int) -> None:
    assert len(after(rule, record, *changes)) == count


def test_two_of_one_name_are_found_beside_an_alias() -> None:
    """The first of that name is another's alias; that two have it as their name is still said."""
    extra = {
        f"records/mitra/{key}.yaml": f"id: {key}\nnama: {name}\nkelas: koperasi\n{more}"
        for key, name, more in (
            ("a-uji", "PT Satu", "alias:\n  - PT Dua\n"),
            ("b-uji", "PT Dua", ""),
            ("c-uji", "PT Dua", ""),
        )
    }
    found = after("mitra-nama-ganda", "uji-2021-0001", extra=extra)
    assert [f.record for f in found] == ["b-uji", "c-uji"]


@pytest.mark.parametrize(
    ("address", "is_fine"),
    [
        ("https://contoh.go.id", True),
        ("http://contoh.go.id:8080/a?b=c#d", True),
        ("HTTPS://Contoh.GO.ID/a", True),
        ("https://contoh.id/a%20b", True),
        ("https://xn--80aswg.xn--p1ai/", True),
        ("https://192.0.2.1/a", True),
        ("https://medium.com/@orang/judul", True),
        ("contoh.go.id/a", False),
        ("www.contoh.go.id", False),
        ("ftp://contoh.go.id/", False),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("https://", False),
        ("https:///berita", False),
        ("https://localhost/", False),
        ("https://contoh.go.id:99999999/", False),
        ("https://nama:sandi@contoh.go.id/", False),
        ("https://contoh.go.id/a b", False),
        ("https://contoh.go.id\\@jahat.com/", False),
        ("https://-contoh.go.id/", False),
        ("//contoh.go.id/", False),
    ],
)
def test_addresses(address: str, is_fine: bool) -> None:
    found = after("alamat-web", "uji-2023-0002", ("https://contoh.go.id/berita/1", f"'{address}'"))
    assert (not found) is is_fine
    assert not any("sandi@" in f.message for f in found)


@pytest.mark.parametrize(
    ("rule", "text", "count"),
    [
        ("teks-rumus", '"-Pelatihan"', 1),
        ("teks-rumus", '"@Pelatihan"', 1),
        ("teks-rumus", '"\\tPelatihan"', 1),
        ("teks-rumus", "Pelatihan = belajar", 0),
        ("teks-tersembunyi", '"Pelatihan\\u202e"', 1),
        ("teks-tersembunyi", '"Pelatihan\\x1b[31m"', 1),
        ("teks-tersembunyi", '"Pelatihan\\rair"', 1),
        ("teks-tersembunyi", '"Pelatihan\\x0bair"', 1),
        ("teks-tersembunyi", '"Pelatihan\\nair\\tminum"', 0),
        ("teks-html", "Pelatihan &amp; air", 1),
        ("teks-html", "Pelatihan <nama dinas>", 0),
        ("teks-html", "A < B dan B > C; R&D", 0),
        ("teks-spasi-tepi", "|\n  Pelatihan\n  air", 0),
        ("teks-spasi-tepi", '" Pelatihan"', 1),
    ],
)
def test_texts(rule: str, text: str, count: int) -> None:
    change = ("tentang: Pelatihan pengelolaan air", f"tentang: {text}")
    assert len(after(rule, "uji-2023-0002", change)) == count


TWIN = """\
id: uji-2017-0002
jenis: ksdpk
bentuk_naskah: pks
nama_naskah: Perjanjian Kerja Sama
tentang: {tentang}
tanggal_penandatanganan: "{tanggal}"
tingkat_bukti: berita
para_pihak:
  - mitra: pemkab-malang
    nomor_naskah: {nomor}
  - mitra: universitas-negeri-contoh
sumber:
  - alamat: https://contoh.go.id/berita/1
"""


@pytest.mark.parametrize(
    ("tentang", "tanggal", "count"),
    [
        ("Penelitian mutu air", "2017-02-09", 2),
        ("penelitian tentang mutu air", "2017", 2),
        ("Penelitan mutu air", "2017-02", 2),
        ("Penelitian mutu air", "2017-03", 0),
        ("Penelitian mutu udara", "2017-02", 0),
        ("Penelitian mutu air 2", "2017-02", 0),
    ],
)
def test_likely_duplicates(tentang: str, tanggal: str, count: int) -> None:
    text = TWIN.format(tentang=tentang, tanggal=tanggal, nomor="1/A/2017")
    found = after(
        "naskah-mirip", "uji-2017-0001", extra={"records/kerja-sama/2017/uji-2017-0002.yaml": text}
    )
    assert len(found) == count


def test_different_numbers_tell_naskah_apart() -> None:
    text = TWIN.format(tentang="Penelitian mutu air", tanggal="2017-02", nomor="2/A/2017")
    found = after(
        "naskah-mirip",
        "uji-2017-0001",
        ("mitra: pemkab-malang", "mitra: pemkab-malang\n    nomor_naskah: 1/A/2017"),
        extra={"records/kerja-sama/2017/uji-2017-0002.yaml": text},
    )
    assert found == []


@pytest.mark.parametrize(
    ("number", "other", "count"),
    [
        ("17 / A / 2017", "17/A/2017", 2),
        ("17/A", "17/a", 2),
        ("17/A/2017", "18/A/2017", 0),
        (".../A/2017", ".../A/2017", 0),
        ("tanpa nomor", "tanpa nomor", 0),
    ],
)
def test_same_number(number: str, other: str, count: int) -> None:
    text = TWIN.format(tentang="Lain sekali", tanggal="2017-05", nomor=other)
    found = after(
        "nomor-ganda",
        "uji-2017-0001",
        ("mitra: pemkab-malang", f"mitra: pemkab-malang\n    nomor_naskah: {number}"),
        extra={"records/kerja-sama/2017/uji-2017-0002.yaml": text},
    )
    assert len(found) == count


def test_same_number_of_different_parties_is_no_clash() -> None:
    text = TWIN.format(tentang="Lain sekali", tanggal="2021-03", nomor="120/05/KB/III/2021")
    found = after(
        "nomor-ganda", "uji-2021-0001", extra={"records/kerja-sama/2021/uji-2017-0002.yaml": text}
    )
    assert found == []


@pytest.mark.parametrize(
    ("number", "is_open"),
    [
        (".../KB/2024", True),
        ("…/KB/2024", True),
        ("120/XX/2024", True),
        ("120/xxx/2024", True),
        ("120//2024", True),
        ("120/ /2024", True),
        ("120/___/2024", True),
        ("/KB/2024", True),
        ("120/KB/IX/2024", False),
        ("135.2/19/Pemksm", False),
        ("671.2 / 004 / Pras / 2022", False),
        ("415.4-22 TAHUN 2021", False),
        ("120/EXXON/2024", False),
        ("KS.01.01.99.04.20.1205", False),
    ],
)
def test_placeholders(number: str, is_open: bool) -> None:
    assert is_placeholder(number) is is_open


def test_parts_of_numbers() -> None:
    assert month_in_number("415/17/XII/2021") == (12, "XII", "2021")
    assert month_in_number("415/17/IIII/2021") is None
    assert month_in_number("041/5241/DPK/IV-2018") is None
    assert year_in_number("2447/UN30.13/HK/2020") == "2020"
    assert year_in_number("2020/KB/2021") == ""
    assert year_in_number("17") == ""


def test_a_block_of_many_naskah_stays_linear(monkeypatch: pytest.MonkeyPatch) -> None:
    """Five hundred naskah of the same parties are compared with neighbours only."""
    is_same, compared = duplicates._is_same, []

    def counted(a: object, b: object) -> bool:
        compared.append((a, b))
        return is_same(a, b)

    monkeypatch.setattr(duplicates, "_is_same", counted)
    files = {p: b for p, b in good_files().items() if "/mitra/" in p}
    for number in range(500):
        text = TWIN.format(
            tentang=f"Penelitian {number}", tanggal="2017-02", nomor=f"{number}/A/2017"
        ).replace("uji-2017-0002", f"uji-2017-{number:04d}")
        files[f"records/kerja-sama/2017/uji-2017-{number:04d}.yaml"] = text.encode()
    assert run(BY_ID["naskah-mirip"], as_dataset(files)) == []
    assert 500 <= len(compared) <= 500 * duplicates._NEIGHBOURS < 500 * 499 / 2


#: A naskah signed in 2019 with a university or public body, of each kind that may be meant.
_SIGNED_2019 = signed("2017-02", '"2019-02"')


@pytest.mark.parametrize("body", ["ptn-badan-hukum", "badan-hukum-publik"])
@pytest.mark.parametrize(
    ("rule", "record", "changes", "count"),
    [
        # The rules do not place these bodies: neither kind of cooperation is doubted.
        ("ksdpk-pusat", "uji-2017-0001", [_SIGNED_2019], 0),
        ("ksdpk-pusat-tanpa-tanggal", "uji-2017-0001", [signed("2017-02", "tidak-diketahui")], 0),
        ("ksdpk-pihak-tidak-jelas", "uji-2017-0001", [_SIGNED_2019], 0),
        ("ksdpk-pihak-ketiga", "uji-2017-0001", [_SIGNED_2019], 0),
        (
            "sinergi-pusat",
            "uji-2022-0002",
            [("mitra: kementerian-contoh", "mitra: universitas-negeri-contoh")],
            0,
        ),
        # But they are at home: cooperation abroad needs another party.
        ("luar-negeri-pihak", "uji-2017-0001", [("jenis: ksdpk", "jenis: ksdll")], 1),
    ],
)
def test_public_bodies_of_their_own(
    body: str, rule: str, record: str, changes: list[tuple[str, str]], count: int
) -> None:
    path = "records/mitra/universitas-negeri-contoh.yaml"
    text = good_files()[path].decode().replace("perguruan-tinggi-negeri", body)
    assert body in text
    assert len(after(rule, record, *changes, extra={path: text})) == count


def test_a_university_that_is_a_unit_of_a_ministry_is_still_marked() -> None:
    (finding,) = after("ksdpk-pusat", "uji-2017-0001", _SIGNED_2019)
    assert "ptn-badan-hukum" in finding.remedy


def test_a_date_is_judged_at_the_date_of_the_data() -> None:
    dataset = as_dataset(dict(good_files()), date(2023, 1, 1))
    ids = {f.record for f in run(BY_ID["tanggal-belum-tiba"], dataset)}
    assert {"uji-2023-0001", "uji-2023-0002", "uji-2024-0001"} <= ids
