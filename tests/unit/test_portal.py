"""What pages say of an agreement among others: its regions, its chain, its dates and form."""

from __future__ import annotations

from pathlib import Path

from site_builder.life import Life
from site_builder.render import pages
from site_builder.render.context import Context
from site_builder.render.seeing.between_pages import between_files
from tests.support import agreement, dataset, portal_of, write_dataset

VILLAGE = 'id: desa-contoh\nnama: Desa Contoh\nkelas: pemerintah-desa\nkode_wilayah: "35.07"\n'
PARTNERS = "  - mitra: pemkot-malang\n  - mitra: pemkab-malang\n"


def test_village_is_no_government_of_its_region(tmp_path: Path) -> None:
    text = agreement().replace(PARTNERS, "  - mitra: pemkot-malang\n  - mitra: desa-contoh\n")
    files = dataset(text) | {"records/mitra/desa-contoh.yaml": VILLAGE}
    portal = portal_of(write_dataset(tmp_path, files))
    assert portal.regions_of(portal.kerja_sama["pub-2022-0001"]) == ["35.73"]
    assert Context(portal, "").mitra_by_wilayah["35.07"].id == "pemkab-malang"


def chained(record_id: str, **changes: str | None) -> str:
    return agreement(id=record_id, tentang=f"Naskah {record_id}", **changes)


def pages_of(folder: Path, *texts: str) -> dict[str, str]:
    return {p.path: p.body for p in pages(portal_of(write_dataset(folder, dataset(*texts))))}


def test_whole_chain_is_listed_and_notes_lead_to_records(tmp_path: Path) -> None:
    note = '"Lihat pub-2013-0001, pub-2013-0009 dan <b>pub-2009-0001</b>; xpub-2009-0001-2."'
    found = pages_of(
        tmp_path,
        chained("pub-2009-0001"),
        chained("pub-2013-0001", mengubah="pub-2009-0001", bentuk_naskah="adendum"),
        chained("pub-2016-0001", mengubah="pub-2013-0001", bentuk_naskah="adendum"),
        chained("pub-2021-0001", memperpanjang="pub-2009-0001", catatan=note),
        chained("pub-2022-0001", induk="pub-2021-0001"),
    )
    body = found["kerja-sama/pub-2021-0001/"]
    direct, _, rest = body.partition("Naskah lain dalam rantai ini")
    assert "banding/pub-2009-0001/pub-2021-0001/" in direct
    assert "Naskah pub-2022-0001" in direct
    assert rest.index("Naskah pub-2013-0001") < rest.index("Naskah pub-2016-0001")
    assert 'Mengubah <a class="ksd-nowrap" href="../../kerja-sama/pub-2013-0001/">' in rest
    assert "seluruh rantai" in body
    # An umbrella and what carries it out each have their own chain.
    child = found["kerja-sama/pub-2022-0001/"]
    assert "Naskah lain dalam rantai ini" not in child
    assert "seluruh rantai" not in child
    link = '<a href="../../kerja-sama/{0}/">{0}</a>'
    assert f"Lihat {link.format('pub-2013-0001')}, pub-2013-0009 dan &lt;b&gt;" in body
    assert f"{link.format('pub-2009-0001')}&lt;/b&gt;; xpub-2009-0001-2." in body


def test_long_chain_costs_each_page_the_same(tmp_path: Path) -> None:
    texts = [chained("pub-2000-0001")]
    texts += [chained(f"pub-2000-{n:04}", mengubah=f"pub-2000-{n - 1:04}") for n in range(2, 41)]
    life = Life(portal_of(write_dataset(tmp_path, dataset(*texts))))
    found = life.chain("pub-2000-0020", 10)
    assert len(found) == 10
    assert {step.end for step in found[:2]} == {"pub-2000-0018", "pub-2000-0022"}


def test_start_is_never_shown_as_a_signing(tmp_path: Path) -> None:
    begun = agreement(tanggal_penandatanganan=None, tanggal_mulai='"2022-05-01"')
    portal = portal_of(write_dataset(tmp_path, dataset(begun)))
    found = {p.path: p for p in pages(portal)}
    table = found["jenis/ksdd/"].body.partition("<tbody>")[2]
    when = 'mulai <time datetime="2022-05-01">1 Mei 2022</time>'
    assert (
        f'tanggal tidak tercatat</span><br><span class="ksd-soft">{when}'
        in found["mitra/pemkot-malang/"].body
    )
    assert when in table
    page = found["kerja-sama/pub-2022-0001/"]
    assert "mulai 1 Mei 2022" in page.description
    assert "ditandatangani 1 Mei" not in page.body
    assert "<dt>Tahun mulai</dt>" in page.body
    part = next(
        content
        for path, content in between_files(Context(portal, ""))
        if path.startswith("berlaku/bagian/") and b"pub-2022-0001" in content
    )
    assert "mulai 1 Mei 2022" in part.decode()


def test_form_is_not_said_again_below_a_title_that_is_it(tmp_path: Path) -> None:
    named = agreement(tentang=None, bentuk_naskah=None, nama_naskah="kerja sama kota kembar")
    body = pages_of(tmp_path, named)
    assert '<p class="ksd-eyebrow">' not in body["kerja-sama/pub-2022-0001/"]
    assert "kerja sama kota kembar" not in body["jenis/ksdd/"]
    assert "bentuk tidak tercatat" in body["jenis/ksdd/"]
