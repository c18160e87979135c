"""A record that was published and taken away: the check asks why, the old address says it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from site_builder.cli import main
from site_builder.findings import Severity
from site_builder.git_log import removed_paths
from site_builder.render import pages
from tests.git_support import Repository
from tests.support import ROOT, agreement, dataset, portal_of

PATH = "records/kerja-sama/2022/pub-2022-0001.yaml"
GONE = "records/kerja-sama/2022/pub-2022-0002.yaml"
WHY = """\
id: pub-2022-0002
tabel: kerja_sama
tanggal: "2024-03-01"
alasan: Tercatat dua kali
pengganti: pub-2022-0001
"""


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """A repository in which one of two agreements was taken away."""
    found = Repository(tmp_path)
    second = agreement().replace("pub-2022-0001", "pub-2022-0002")
    found.commit({**dataset(agreement()), GONE: second}, "2024-01-01")
    found.commit({GONE: None}, "2024-03-01")
    return found


def findings(root: Path) -> list[str]:
    """Return the ids of the errors that the command prints for a folder."""
    result = CliRunner().invoke(
        main,
        [
            "check",
            f"--records={root / 'records'}",
            f"--datapackage={ROOT / 'datapackage'}",
            "--output-format=json",
        ],
    )
    return [
        f"{f['path']} {f['rule']}"
        for f in json.loads(result.stdout)["findings"]
        if f["severity"] == Severity.GALAT.value
    ]


def test_check_asks_why_a_record_is_gone(repository: Repository) -> None:
    assert findings(repository.root) == [f"{GONE} dihapus-tanpa-keterangan"]
    repository.write({"records/catatan-dihapus/pub-2022-0002.yaml": WHY})
    assert findings(repository.root) == []


def test_reason_for_a_record_of_another_table_is_none(repository: Repository) -> None:
    other = WHY.replace("tabel: kerja_sama", "tabel: potensi")
    repository.write({"records/catatan-dihapus/pub-2022-0002.yaml": other})
    assert findings(repository.root) == [f"{GONE} dihapus-tanpa-keterangan"]


def test_moved_file_is_no_removal_another_id_is(tmp_path: Path) -> None:
    repository = Repository(tmp_path)
    text = agreement()
    repository.commit({"records/kerja-sama/2023/pub-2022-0001.yaml": text}, "2024-01-01")
    repository.commit(
        {"records/kerja-sama/2023/pub-2022-0001.yaml": None, **dataset(text)}, "2024-01-02"
    )
    assert findings(tmp_path) == []
    renamed = text.replace("pub-2022-0001", "pub-2022-0009")
    repository.commit(
        {PATH: None, "records/kerja-sama/2022/pub-2022-0009.yaml": renamed}, "2024-01-03"
    )
    assert findings(tmp_path) == [f"{PATH} dihapus-tanpa-keterangan"]


def test_what_came_and_went_within_a_proposal_was_never_published(repository: Repository) -> None:
    repository.git("switch", "-q", "-c", "usulan")
    draft = "records/kerja-sama/2022/pub-2022-0003.yaml"
    repository.commit({draft: agreement()}, "2024-04-01")
    repository.commit({draft: None}, "2024-04-02")
    repository.git("switch", "-q", "main")
    repository.git("merge", "-q", "--no-ff", "usulan")
    assert removed_paths(repository.root / "records") == [GONE.removeprefix("records/")]


def test_folder_outside_a_repository_has_lost_nothing(tmp_path: Path) -> None:
    assert removed_paths(tmp_path) == []


def test_old_address_says_why_and_leads_on(repository: Repository) -> None:
    repository.write({"records/catatan-dihapus/pub-2022-0002.yaml": WHY})
    found = {page.path: page for page in pages(portal_of(repository.root / "records"))}
    page = found["kerja-sama/pub-2022-0002/"]
    assert "Tercatat dua kali" in page.body
    assert "1 Maret 2024" in page.body
    assert 'href="../../kerja-sama/pub-2022-0001/"' in page.body
    assert not page.is_indexed


def test_every_address_of_a_removed_agreement_says_so(repository: Repository) -> None:
    before = portal_of(repository.root / "records").history["pub-2022-0002"]
    repository.write({"records/catatan-dihapus/pub-2022-0002.yaml": WHY})
    found = {page.path: page for page in pages(portal_of(repository.root / "records"))}
    own = "kerja-sama/pub-2022-0002/"
    slug = next(version.slug for version in before.versions if version.blob)
    for path in (own, f"en/{own}", f"{own}riwayat/", f"{own}riwayat/{slug}/"):
        assert found[path].kind == "catatan-dihapus"
        assert "Tercatat dua kali" in found[path].body
        assert not found[path].is_indexed
    english = found[f"en/{own}"]
    assert "has been removed" in english.body
    assert 'href="../../../en/kerja-sama/pub-2022-0001/"' in english.body
    assert '<dd lang="id">Tercatat dua kali</dd>' in english.body


def test_changes_lead_to_where_a_removed_record_stood(repository: Repository) -> None:
    repository.commit({"records/catatan-dihapus/pub-2022-0002.yaml": WHY}, "2024-03-01")
    found = {page.path: page for page in pages(portal_of(repository.root / "records"))}
    assert "catatan-dihapus/" not in found["perubahan/"].body
    assert 'href="../kerja-sama/pub-2022-0002/"' in found["perubahan/"].body
