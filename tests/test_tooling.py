"""The papers and tools around the program: what they promise is there."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml

from site_builder.findings import Severity
from tests.support import ROOT, agreement, check_folder, dataset, package, write_dataset

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.y*ml"))
PAPERS = [
    ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "LICENSE-DATA.md")
]
PROSE = sorted((ROOT / "docs").rglob("*.md"))
#: Addresses the program makes; prose may link to them though no file in docs/ has them.
GENERATED = re.compile(
    r"(kerja-sama|mitra|wilayah|urusan|tahun|jenis|status|data|kamus-data"
    r"|panduan/aturan|pantauan|pemetaan|potensi|usulan|kejadian|kinerja|mutu-data|laporan|indikator|renstra"
    r"|perubahan|angka-kantor|peta|kalender|banding|berlaku|ikuti|ikhtisar|luring|en"
    r"|panduan/istilah)(/|$)"
)


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def load(path: Path) -> dict:
    return yaml.safe_load(text_of(path))


# --- make ------------------------------------------------------------------------------------


def make_targets() -> set[str]:
    return set(re.findall(r"^([a-z][a-z-]*):", text_of(ROOT / "Makefile"), flags=re.MULTILINE))


@pytest.mark.parametrize(
    "paper", ["README.md", "CONTRIBUTING.md", "docs/pengembang/index.md", ".ci/run"]
)
def test_every_make_target_that_a_paper_names_exists(paper):
    # In code only, so that "make a virtual environment" is not a target.
    named = set(re.findall(r"(?:`|^)make ([a-z]+)", text_of(ROOT / paper), flags=re.MULTILINE))
    assert named
    assert named <= make_targets()


def test_every_target_a_person_may_call_is_in_the_help():
    makefile = text_of(ROOT / "Makefile")
    phony = set(re.findall(r"^\.PHONY: (.+)$", makefile, flags=re.MULTILINE))
    helped = set(re.findall(r"^## ([a-z]+) ", makefile, flags=re.MULTILINE))
    assert phony == helped


def test_the_bootstrapped_uv_is_one_the_project_accepts():
    bootstrap = text_of(ROOT / "scripts" / "bootstrap.py")
    pinned = re.search(r'UV_PINNED = "(\d+)\.(\d+)\.\d+"', bootstrap)
    oldest = re.search(r"UV_OLDEST = \((\d+), (\d+)\)", bootstrap)
    required = tomllib.loads(text_of(ROOT / "pyproject.toml"))["tool"]["uv"]["required-version"]
    assert required == ">={}.{}".format(*oldest.groups())
    assert tuple(map(int, pinned.groups())) >= tuple(map(int, oldest.groups()))


def test_workflows_set_up_the_uv_that_make_pins():
    pinned = re.search(
        r'UV_PINNED = "([\d.]+)"', text_of(ROOT / "scripts" / "bootstrap.py")
    ).group(1)
    used = {
        step["with"]["version"]
        for path in WORKFLOWS
        for job in load(path)["jobs"].values()
        for step in job["steps"]
        if step.get("uses", "").startswith("astral-sh/setup-uv@")
    }
    assert used == {pinned}


# --- workflows -------------------------------------------------------------------------------


def test_the_workflows_are_there():
    assert {path.name for path in WORKFLOWS} >= {
        "check.yml",
        "test.yml",
        "publish.yml",
        "tautan.yml",
    }


def test_what_is_tested_on_a_change_of_records_exists():
    named = re.findall(
        r"(tests/[\w/]+\.py)(?:::(\w+))?", text_of(ROOT / ".github/workflows/check.yml")
    )
    assert named
    for path, function in named:
        assert not function or f"def {function}(" in text_of(ROOT / path)


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_workflow_grants_nothing_by_default_and_something_per_job(path):
    workflow = load(path)
    assert workflow["permissions"] == {}
    for job in workflow["jobs"].values():
        assert job["permissions"]
        assert job["timeout-minutes"]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_workflow_pins_every_action_by_commit_with_its_version(path):
    uses = re.findall(r"^\s*-?\s*uses:\s*(.+)$", text_of(path), flags=re.MULTILINE)
    assert uses
    for use in uses:
        assert re.fullmatch(r"[\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", use), use


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_workflow_leaves_no_credentials_behind(path):
    checkouts = [
        step
        for job in load(path)["jobs"].values()
        for step in job["steps"]
        if step.get("uses", "").startswith("actions/checkout@")
    ]
    assert all(step["with"]["persist-credentials"] is False for step in checkouts)


def test_one_action_has_one_commit_in_all_workflows():
    commits: dict[str, set[str]] = {}
    for path in WORKFLOWS:
        for name, commit in re.findall(r"uses:\s*([^@\s]+)@(\S+)", text_of(path)):
            commits.setdefault(name, set()).add(commit)
    assert {name: len(found) for name, found in commits.items()} == dict.fromkeys(commits, 1)


# --- papers ----------------------------------------------------------------------------------


def test_citation_names_this_project_version_and_licence():
    citation = load(ROOT / "CITATION.cff")
    project = tomllib.loads(text_of(ROOT / "pyproject.toml"))["project"]
    package = load(ROOT / "datapackage" / "datapackage.yaml")
    assert citation["cff-version"] == "1.2.0"
    assert citation["type"] == "dataset"
    assert citation["message"]
    assert citation["title"]
    assert all("name" in author or "family-names" in author for author in citation["authors"])
    assert str(citation["version"]) == project["version"] == package["version"]
    assert [citation["license"]] == [licence["name"] for licence in package["licenses"]]


def test_data_licence_names_every_table_with_other_terms():
    package = load(ROOT / "datapackage" / "datapackage.yaml")
    usual = {licence["name"] for licence in package["licenses"]}
    papers = text_of(ROOT / "LICENSE-DATA.md")
    others = [
        resource
        for resource in package["resources"]
        if {licence["name"] for licence in resource.get("licenses", [])} - usual
    ]
    assert others
    for resource in others:
        assert f"`datapackage/{resource['path']}`" in papers


def templates() -> list[str]:
    """Return the records that CONTRIBUTING.md shows: an agreement and a party."""
    return re.findall(r"```yaml\n(.*?)```", text_of(ROOT / "CONTRIBUTING.md"), flags=re.DOTALL)


def test_template_records_pass_the_check(tmp_path):
    template, party = templates()
    umbrella = agreement(
        id="pub-2023-0007",
        bentuk_naskah="kb",
        nama_naskah="Kesepakatan Bersama",
        tanggal_penandatanganan='"2023-01-10"',
        tanggal_berakhir='"2028-01-09"',
    )
    files = {
        **dataset(umbrella),
        "records/kerja-sama/2024/pub-2024-0012.yaml": template,
        "records/mitra/pemkab-malang.yaml": party,
    }
    checked, _ = check_folder(write_dataset(tmp_path, files))
    assert {record.id for record in checked.records} >= {"pub-2024-0012", "pemkab-malang"}
    assert [f for f in checked.findings if f.severity is not Severity.SARAN] == []


def test_template_record_shows_every_list_an_agreement_can_have():
    lists = {table.shape.key for table in package().children("kerja_sama")}
    assert lists <= set(yaml.safe_load(templates()[0]))


# --- links -----------------------------------------------------------------------------------


def relative_links(path: Path) -> list[str]:
    prose = re.sub(r"```.*?```|`[^`\n]*`", "", text_of(path), flags=re.DOTALL)
    targets = re.findall(r"\]\(([^)\s]+)\)", prose)
    return [target for target in targets if not re.match(r"[a-z]+:|//", target)]


def headings(path: Path) -> set[str]:
    """Return the anchors of a page: explicit ones, and those made from headings."""
    found = set(re.findall(r"\{[^}]*#([\w-]+)[^}]*\}", text_of(path)))
    for heading in re.findall(r"^#+ (.+)$", text_of(path), flags=re.MULTILINE):
        plain = re.sub(r"\{.*\}|[^\w\s-]", "", heading).strip().lower()
        found.add(re.sub(r"[-\s]+", "-", plain))
    return found


def test_there_is_prose_to_check():
    assert sum(len(relative_links(path)) for path in PROSE) > 10


@pytest.mark.parametrize("path", PAPERS + PROSE, ids=lambda path: str(path.relative_to(ROOT)))
def test_relative_links_lead_somewhere(path):
    broken = []
    for link in relative_links(path):
        target, _, anchor = link.partition("#")
        file = (path.parent / target).resolve() if target else path
        if file.exists():
            if anchor and anchor not in headings(file):
                broken.append(link)
        elif not (path in PROSE and is_generated(path, target)):
            broken.append(link)
    assert broken == []


def is_generated(page: Path, target: str) -> bool:
    """Tell whether a link leads to an address the program makes, seen from the page's address."""
    if not target.endswith("/"):
        return False
    docs = ROOT / "docs"
    address = page.parent if page.stem == "index" else page.with_suffix("")
    resolved = (address / target).resolve()
    return resolved.is_relative_to(docs) and bool(
        GENERATED.match(resolved.relative_to(docs).as_posix())
    )


@pytest.mark.parametrize("path", PAPERS + PROSE, ids=lambda path: str(path.relative_to(ROOT)))
def test_paper_names_the_repository_nowhere_but_in_the_configuration(path):
    assert "github.com/kerja-sama-daerah" not in text_of(path)
