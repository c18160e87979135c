"""What the dataset as a whole knows: which regions an agreement belongs to."""

from __future__ import annotations

from pathlib import Path

from site_builder.render.context import Context
from tests.support import agreement, dataset, portal_of, write_dataset

VILLAGE = 'id: desa-contoh\nnama: Desa Contoh\nkelas: pemerintah-desa\nkode_wilayah: "35.07"\n'
PARTNERS = "  - mitra: pemkot-malang\n  - mitra: pemkab-malang\n"


def test_village_is_no_government_of_its_region(tmp_path: Path) -> None:
    text = agreement().replace(PARTNERS, "  - mitra: pemkot-malang\n  - mitra: desa-contoh\n")
    files = dataset(text) | {"records/mitra/desa-contoh.yaml": VILLAGE}
    portal = portal_of(write_dataset(tmp_path, files))
    assert portal.regions_of(portal.kerja_sama["pub-2022-0001"]) == ["35.73"]
    assert Context(portal, "").mitra_by_wilayah["35.07"].id == "pemkab-malang"
