"""The command line: exit codes, formats, the date, and no traceback for faulty data."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from site_builder.cli import main
from tests.support import AGREEMENT_PATH, ROOT, agreement, dataset, write_dataset


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(a) for a in arguments], catch_exceptions=False)


def check(records: Path, *more: object) -> Result:
    return run(
        "check", *more, "--records", records, "--datapackage", ROOT / "datapackage", "--as-of",
        "2026-11-21",
    )  # fmt: skip


def test_clean_records_exit_0(tmp_path: Path) -> None:
    result = check(write_dataset(tmp_path, dataset()))
    assert result.exit_code == 0
    assert result.stdout.endswith("3 rekaman diperiksa: 0 galat, 0 peringatan, 0 saran.\n")


def test_error_exits_1_and_names_its_place(tmp_path: Path) -> None:
    result = check(write_dataset(tmp_path, dataset(agreement(jenis="ksddd"))))
    assert result.exit_code == 1
    assert f'{AGREEMENT_PATH}:2:8: galat: jenis: "ksddd"' in result.stdout


@pytest.mark.parametrize("arguments", [["--output-format", "xml"], ["--as-of", "kemarin"]])
def test_wrong_use_exits_2(tmp_path: Path, arguments: list[str]) -> None:
    records = write_dataset(tmp_path, dataset())
    result = run("check", "--records", records, "--datapackage", ROOT / "datapackage", *arguments)
    assert result.exit_code == 2


def test_warnings_fail_only_when_asked(tmp_path: Path) -> None:
    irregular = agreement(bentuk_naskah="mou", nama_naskah="MoU")
    records = write_dataset(tmp_path, dataset(irregular))
    assert check(records).exit_code == 0
    assert ": peringatan: " in check(records).stdout
    assert check(records, "--strict").exit_code == 1


def test_path_limits_what_is_shown(tmp_path: Path) -> None:
    records = write_dataset(
        tmp_path,
        dataset(agreement(jenis="x"), agreement(id="pub-2022-0002", jenis="y")),
    )
    result = check(records, records / "kerja-sama" / "2022" / "pub-2022-0002.yaml")
    assert "pub-2022-0002.yaml:2:8" in result.stdout
    assert "pub-2022-0001.yaml" not in result.stdout
    assert check(records, records / "mitra").exit_code == 0


def test_formats_hold_the_same_findings(tmp_path: Path) -> None:
    records = write_dataset(tmp_path, dataset(agreement(jenis="ksddd")))
    total = json.loads(check(records, "--output-format", "json").stdout)["total"]
    errors = check(records, "--output-format", "github").stdout.count("::error ")
    assert errors >= 1
    assert check(records, "--output-format", "html").stdout.count("<tr>") == total + 1


def test_date_comes_from_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    records = write_dataset(tmp_path, dataset())
    arguments = ("check", "--records", records, "--datapackage", ROOT / "datapackage")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")  # 1 January 1970 in Jakarta too
    assert "pub-2022-0001.yaml" in run(*arguments).stdout  # signed in the future
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795219200")
    assert "pub-2022-0001.yaml" not in run(*arguments).stdout
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "besok")
    assert run(*arguments).exit_code == 2


@pytest.mark.parametrize("output", ["records", ".", "..", "docs", "datapackage", "foto"])
def test_build_deletes_nothing_but_an_earlier_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, output: str
) -> None:
    work = tmp_path / "kerja"
    others = {"docs/index.md": "# Halo\n", "datapackage/a.yaml": "a: b\n", "foto/rapat.jpg": "x"}
    write_dataset(work, dataset() | others)
    monkeypatch.chdir(work)
    before = sorted(tmp_path.rglob("*"))
    result = run("build", "--output", output)
    assert result.exit_code == 2
    assert "--output" in result.stderr
    assert sorted(tmp_path.rglob("*")) == before


def test_real_records_have_no_error() -> None:
    result = check(ROOT / "records", "--output-format", "json")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["counts"]["galat"] == 0
