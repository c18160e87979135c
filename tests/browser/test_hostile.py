"""A record that tries to run something: it is shown as text and nothing more.

The check would refuse some of these values; the pages must not depend on that.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from scripts.site_server import serving
from site_builder.mkdocs_shell import open_shell as open_material
from site_builder.plain_shell import open_shell as open_plain
from site_builder.publish import write_files
from site_builder.render import site_files
from site_builder.render.context import Context
from site_builder.search import search_files
from tests.support import AS_OF, PARTIES, ROOT, portal_of, write_dataset

pytestmark = pytest.mark.browser

_EVIL = "<script>window.kena=1</script><img src=x onerror=window.kena=1>'\\\"></textarea></pre>"
_TURN = "\\u202Egnp.exe"

#: Scripts that came out of the record; the data block of the home page is no script.
_FOREIGN_SCRIPTS = """[...document.scripts].filter(
    (s) => s.text.includes("kena") && s.type !== "application/ld+json").length"""

AGREEMENT = f"""\
id: pub-2022-0001
jenis: ksdd
bentuk_naskah: pks
nama_naskah: "Perjanjian {_EVIL}"
tentang: "Sampah {_EVIL} {_TURN}"
tanggal_penandatanganan: "2022-12-30"
tanggal_berakhir: "2027-12-30"
jangka_waktu: "{_EVIL}"
latar_belakang: "{_EVIL}"
maksud_tujuan: "{_EVIL}"
sasaran: "{_EVIL}"
penerima_manfaat: "{_EVIL}"
status_menurut_sumber: "{_EVIL}"
tingkat_bukti: berita
catatan: "{_EVIL}"
para_pihak:
  - mitra: pemkot-malang
    nomor_naskah: "{_EVIL}"
    nama_tertulis: "{_EVIL}"
    jabatan_penanda_tangan: "{_EVIL}"
  - mitra: pemkab-malang
nomor_lain:
  - "{_EVIL}"
urusan:
  - "1.03"
bidang:
  - "{_EVIL}"
ruang_lingkup:
  - "{_EVIL}"
perangkat_daerah_pelaksana:
  - "{_EVIL}"
pembiayaan:
  - tahun: "2023"
    anggaran: "1000000"
    uraian: "{_EVIL}"
pelaksanaan:
  - jenis_pelaksanaan: fakta
    uraian: "{_EVIL}"
evaluasi:
  - temuan: "{_EVIL}"
    penilai: "{_EVIL}"
dokumen:
  - alamat: "javascript:window.kena=1"
    judul: "{_EVIL}"
sumber:
  - alamat: "javascript:window.kena=1//https://contoh.go.id"
  - alamat: "https://contoh.go.id/\\" onmouseover=\\"window.kena=1"
"""


@pytest.mark.parametrize("shell_name", ["material", "plain"])
def test_a_hostile_record_is_inert(shell_name: str, browser: Browser, tmp_path: Path) -> None:
    files = {
        **PARTIES,
        "records/mitra/pemkab-malang.yaml": (
            f'id: pemkab-malang\nnama: "{_EVIL}"\nkelas: pemerintah-kabupaten\n'
            f'kode_wilayah: "35.07"\nalias:\n  - "{_EVIL}"\n'
        ),
        "records/kerja-sama/2022/pub-2022-0001.yaml": AGREEMENT,
    }
    portal = portal_of(write_dataset(tmp_path / "data", files))
    open_shell = open_material if shell_name == "material" else open_plain
    shell, prose = open_shell(
        ROOT / "docs", ROOT / "mkdocs.yml", as_of=AS_OF, base_url=portal.base_url
    )
    site = tmp_path / "situs"
    site.mkdir()
    for stream in (prose, site_files(portal, shell), search_files(Context(portal, ""))):
        write_files(site, stream)
    context = browser.new_context()
    page = context.new_page()
    blocked: list[str] = []
    page.on("console", lambda m: blocked.append(m.text) if "Content Security" in m.text else None)
    with serving(site) as served:
        for path in (
            "",
            "kerja-sama/",
            "kerja-sama/pub-2022-0001/",
            "kerja-sama/?q=sampah",
            "mitra/",
            "mitra/pemkab-malang/",
            "wilayah/35/",
            "jenis/ksdd/",
        ):
            page.goto(served.address + path, wait_until="networkidle")
            page.mouse.move(200, 400)
            assert page.evaluate("window.kena") is None, path
            assert page.locator("img[src=x]").count() == 0, path
            assert page.evaluate(_FOREIGN_SCRIPTS) == 0, path
            hrefs = page.locator("a[href^='javascript' i], [onerror], [onmouseover]")
            assert hrefs.count() == 0, path
        page.goto(f"{served.address}kerja-sama/?q=sampah", wait_until="networkidle")
        assert page.locator("#hasil-daftar .ksd-item").count() == 1
        assert "<script>" in page.locator("#hasil-daftar .ksd-item-title").inner_text()
    context.close()
    assert not blocked
