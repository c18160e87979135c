"""Indicators: anyone who loads the CSV files gets the same figures, and a bad query is a finding."""

from __future__ import annotations

import csv
import io
import sqlite3
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path
from statistics import median

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_builder.export import data_files
from site_builder.indicators import classifications, evaluate, load_script
from site_builder.plan_audit import achievements
from site_builder.portal import Portal
from site_builder.ratios import decimal_text, growth, percent, rounded
from tests.support import (
    AS_OF,
    ROOT,
    agreement,
    check_folder,
    dataset,
    package,
    portal_of,
    write_dataset,
)

DATES = (date(2019, 6, 30), date(2024, 12, 31), AS_OF)
RECORDS = ROOT / "records"
GROWTH = (RECORDS / "indikator" / "pertumbuhan-kb-pks.yaml").read_text()


def indicator(**changes: str) -> str:
    """A small valid indicator with fields changed."""
    fields = {
        "id": "uji",
        "nama": "Uji",
        "konsep": "Uji",
        "definisi": "Uji",
        "rumus": "Uji",
        "cara": "jumlah",
        "pembilang": "SELECT id AS kerja_sama FROM kerja_sama",
        "satuan": "naskah",
        "periode": "keadaan",
        "sumber_data": "kerja_sama",
        "arah": "netral",
    } | changes
    return "".join(f"{key}: >-\n  {value}\n" for key, value in fields.items())


def records_with(folder: Path, text: str, *agreements: str) -> Path:
    return write_dataset(folder, dataset(*agreements) | {"records/indikator/uji.yaml": text})


# --- the figures can be recomputed from the downloads ----------------------------------------


def plain_database(files: dict[str, bytes]) -> sqlite3.Connection:
    """Load the published CSV files the simplest way there is: every column as text."""
    connection = sqlite3.connect(":memory:")
    for name, content in files.items():
        if not (name.startswith("data/") and name.endswith(".csv")):
            continue
        header, *rows = csv.reader(io.StringIO(content.decode(), newline=""))
        table = name.removeprefix("data/").removesuffix(".csv")
        columns = ", ".join(f'"{c}"' for c in header)
        connection.execute(f'CREATE TABLE "{table}" ({columns})')
        connection.executemany(
            f'INSERT INTO "{table}" VALUES ({", ".join("?" * len(header))})',  # noqa: S608 # our own table
            rows,
        )
        for column in header[:1]:
            connection.execute(f'CREATE INDEX "i-{table}" ON "{table}" ("{column}")')
    return connection


def by_year(connection: sqlite3.Connection, sql: str, as_of: date) -> dict[str, dict[str, float]]:
    """Run a query as a reader would; return the records of each year with their value."""
    cursor = connection.execute(sql, {"as_of": as_of.isoformat()})
    names = [column[0] for column in cursor.description]
    found: dict[str, dict[str, float]] = {}
    for row in cursor:
        cells = dict(zip(names, row, strict=True))
        year = str(cells.get("tahun", ""))
        found.setdefault(year, {})[str(cells["kerja_sama"])] = cells.get("nilai") or 0
    return found


def expected_value(
    cara: str, numerator: dict[str, dict[str, float]], base: dict[str, dict[str, float]], year: str
) -> float | None:
    count = len(numerator.get(year, {}))
    if cara == "jumlah":
        return float(count)
    if cara == "persen":
        whole = len(base.get(year, {}))
        return count / whole * 100 if whole else None
    if cara == "pertumbuhan":
        before = len(numerator.get(str(int(year) - 1), {}))
        return (count - before) / before * 100 if before else None
    values = list(numerator.get(year, {}).values())
    return median(values) if values else None


@pytest.mark.parametrize("as_of", DATES, ids=str)
def test_published_sql_over_the_csv_gives_the_published_values(as_of: date) -> None:
    portal = portal_of(RECORDS, as_of)
    connection = plain_database(dict(data_files(portal)))
    checked = 0
    for indikator in portal.indikator.values():
        numerator = by_year(connection, indikator.pembilang, as_of)
        base = by_year(connection, indikator.penyebut, as_of) if indikator.penyebut else {}
        rows = connection.execute(
            "SELECT tahun, pembilang, nilai FROM nilai_indikator "
            "WHERE indikator = ? AND klasifikasi = '' AND wilayah = ''",
            [indikator.id],
        ).fetchall()
        for tahun, pembilang, nilai in rows:
            expected = expected_value(indikator.cara, numerator, base, tahun)
            assert int(pembilang) == len(numerator.get(tahun, {})), (indikator.id, tahun)
            if expected is None:
                assert nilai == "", (indikator.id, tahun)
            else:
                assert float(nilai) == pytest.approx(expected, abs=0.00005), (indikator.id, tahun)
            checked += 1
        years = {y for y in numerator if y.isdigit() and int(y) <= as_of.year}
        assert years <= {row[0] for row in rows}
    assert checked > 100


@pytest.mark.parametrize("as_of", DATES, ids=str)
def test_details_and_regions_lead_back_to_the_values(as_of: date) -> None:
    connection = plain_database(dict(data_files(portal_of(RECORDS, as_of))))
    wrong = connection.execute(
        """
        SELECT n.indikator, n.tahun, n.wilayah, n.pembilang, count(DISTINCT r.record)
        FROM nilai_indikator n
        LEFT JOIN rincian_indikator r
          ON r.indikator = n.indikator AND r.tahun = n.tahun AND r.bagian = 'pembilang'
         AND (n.wilayah = '' OR EXISTS (
           SELECT 1 FROM wilayah_kerja_sama w
           WHERE w.kerja_sama = r.record AND w.wilayah = n.wilayah))
        WHERE n.klasifikasi = ''
        GROUP BY n.rowid
        HAVING CAST(n.pembilang AS INTEGER) <> count(DISTINCT r.record)
        """
    ).fetchall()
    assert wrong == []


def test_load_script_gives_the_columns_the_queries_expect() -> None:
    script = load_script(package())
    connection = sqlite3.connect(":memory:")
    statements = [line for line in script.splitlines() if not line.startswith(".")]
    connection.executescript("\n".join(statements))
    imported = {line.split()[-1] for line in script.splitlines() if line.startswith(".import")}
    names = {
        row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
    }
    assert imported == names == set(package().tables)


# --- the real indicators ---------------------------------------------------------------------


@pytest.fixture(scope="module")
def real() -> Portal:
    return portal_of(RECORDS)


def test_real_indicators_have_no_finding_and_all_give_values(real: Portal) -> None:
    evaluation = evaluate(real)
    assert evaluation.findings == []
    assert evaluation.results.keys() == real.indikator.keys()
    assert evaluate(real) is evaluation


def test_shares_are_shares(real: Portal) -> None:
    for result in evaluate(real).results.values():
        if result.indikator.cara == "persen":
            for year, records in result.parts["pembilang"].items():
                assert set(records) <= set(result.parts["penyebut"][year])


def test_classes_of_a_partition_add_up(real: Portal) -> None:
    partitions = [n for n in classifications(package()) if n not in ("urusan", "golongan")]
    checked = 0
    for result in evaluate(real).results.values():
        total = {v.tahun: v for v in result.national}
        for name in partitions:
            parts = [v for v in result.values if v.klasifikasi == name]
            for year, value in total.items():
                here = [v for v in parts if v.tahun == year]
                if parts:
                    assert sum(v.pembilang for v in here) == value.pembilang
                    checked += 1
    assert checked


def test_two_evaluations_give_the_same_rows() -> None:
    first, second = (dict(data_files(portal_of(RECORDS, DATES[1]))) for _ in range(2))
    assert first == second


# --- growth as a plan computes it -------------------------------------------------------------

COUNTS = {2010: 14, 2011: 30, 2012: 38, 2013: 41, 2014: 46, 2015: 42}


def growth_portal(folder: Path, counts: dict[int, int]) -> Portal:
    texts = [
        agreement(
            id=f"pub-{year}-{n:04d}",
            tanggal_penandatanganan=f'"{year}-03-01"',
            tanggal_berakhir=None,
            bentuk_naskah=("kb", "pks")[n % 2],
        )
        for year, count in counts.items()
        for n in range(1, count + 1)
    ]
    return portal_of(
        write_dataset(
            folder, dataset(*texts) | {"records/indikator/pertumbuhan-kb-pks.yaml": GROWTH}
        )
    )


def test_table_of_a_plan_from_the_counts_by_the_real_engine(tmp_path: Path) -> None:
    portal = growth_portal(tmp_path, COUNTS)
    values = {int(v.tahun): v for v in evaluate(portal).results["pertumbuhan-kb-pks"].national}
    found = {y: values[y].nilai for y in range(2011, 2016)}
    printed = {y: rounded(v) for y, v in found.items() if v is not None}
    assert printed == {2011: 114, 2012: 27, 2013: 8, 2014: 12, 2015: -9}
    assert values[2010].nilai is None
    assert values[2016].nilai == -100
    assert values[2017].nilai is None
    rows = achievements(COUNTS, 20)
    assert [r.realisation for r in rows] == list(printed.values())
    assert [r.ratio for r in rows] == [570, 135, 40, 60, -45]
    regional = {
        v.tahun: v.nilai
        for v in evaluate(portal).results["pertumbuhan-kb-pks"].values
        if v.wilayah == "35.07"
    }
    assert all(regional[str(year)] == value for year, value in found.items())


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_growth_and_share_have_no_value_without_a_base(now: int, before: int) -> None:
    assert (growth(now, before) is None) == (before == 0)
    assert (percent(now, before) is None) == (before == 0)
    grown = growth(now, before)
    if grown is not None:
        assert before * (1 + grown / 100) == now


@given(st.fractions(), st.integers(0, 6))
def test_rounding_is_half_away_from_zero_and_written_exactly(value: Fraction, digits: int) -> None:
    shown = rounded(value, digits)
    assert abs(shown - value) <= Fraction(1, 2 * 10**digits)
    assert rounded(-value, digits) == -shown
    assert Fraction(decimal_text(value, digits)) == shown
    assert rounded(Fraction(1, 2)) == 1


@settings(deadline=None, max_examples=15)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["kb", "pks", "nk", None]),
            st.sampled_from(["ksdd", "sinergi", "lainnya"]),
            st.integers(2018, 2030),
        ),
        max_size=12,
    )
)
def test_counts_by_class_and_year_add_up_to_the_records(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str | None, str, int]]
) -> None:
    texts = [
        agreement(
            id=f"pub-{year}-{n:04d}",
            bentuk_naskah=form,
            jenis=kind,
            tanggal_penandatanganan=f'"{year}"',
            tanggal_berakhir=None,
        )
        for n, (form, kind, year) in enumerate(rows, start=1)
    ]
    text = indicator(
        periode="tahunan",
        klasifikasi="jenis; bentuk_naskah",
        pembilang="SELECT substr(tanggal_penandatanganan, 1, 4) AS tahun, id AS kerja_sama "
        "FROM kerja_sama",
    )
    files = dataset(*texts) if texts else {}
    records = write_dataset(
        tmp_path_factory.mktemp("acak"), files | {"records/indikator/uji.yaml": text}
    )
    result = evaluate(portal_of(records)).results["uji"]
    late = sum(year > AS_OF.year for _, _, year in rows)
    assert sum(v.pembilang for v in result.national) == len(rows) - late
    assert result.undated == late
    for name in ("jenis", "bentuk_naskah"):
        parts = [v for v in result.values if v.klasifikasi == name]
        assert sum(v.pembilang for v in parts) == len(rows) - late


# --- undefined, empty, unusual -----------------------------------------------------------------


def test_empty_dataset_gives_counts_of_zero_and_undefined_shares(tmp_path: Path) -> None:
    files = {
        f"records/indikator/{p.name}": p.read_bytes() for p in (RECORDS / "indikator").iterdir()
    }
    evaluation = evaluate(portal_of(write_dataset(tmp_path, files)))
    assert evaluation.findings == []
    for result in evaluation.results.values():
        values = result.national
        if result.indikator.id == "keluasan-urusan":
            assert [v.text for v in values] == ["0"]
        elif result.indikator.periode == "tahunan":
            assert values == []
        else:
            assert [v.text for v in values] == ["0" if result.indikator.cara == "jumlah" else ""]


def test_no_indicator_at_all_gives_empty_tables(tmp_path: Path) -> None:
    portal = portal_of(write_dataset(tmp_path, dataset()))
    assert evaluate(portal).results == {}
    files = dict(data_files(portal))
    assert files["data/nilai_indikator.csv"].count(b"\n") == 1


def test_empty_ids_and_repeated_rows_count_once_or_not_at_all(tmp_path: Path) -> None:
    text = indicator(
        cara="median",
        pembilang="SELECT id AS kerja_sama, 4 AS nilai FROM kerja_sama UNION ALL "
        "SELECT NULL, 9 UNION ALL SELECT '', 9 UNION ALL SELECT 'x', NULL UNION ALL "
        "SELECT 'x', 'kata'",
    )
    result = evaluate(portal_of(records_with(tmp_path, text))).results["uji"]
    assert [(v.pembilang, v.text) for v in result.national] == [(2, "4")]


# --- the sandbox --------------------------------------------------------------------------------

BOMB = (
    "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x AS kerja_sama FROM n"
)
VALUES = "(VALUES " + ", ".join(f"({n})" for n in range(60)) + ")"
CROSS = "SELECT 1 AS kerja_sama FROM V, V, V, V, V, V".replace("V", VALUES)


@pytest.mark.parametrize(
    ("sql", "rule"),
    [
        ("ATTACH DATABASE '/tmp/x.db' AS x", "indikator-sql"),
        ("PRAGMA table_info(kerja_sama)", "indikator-sql"),
        ("SELECT name AS kerja_sama FROM pragma_table_info('kerja_sama')", "indikator-sql"),
        ("SELECT sql AS kerja_sama FROM sqlite_schema", "indikator-sql"),
        ("DELETE FROM kerja_sama", "indikator-sql"),
        ("UPDATE kerja_sama SET id = 'x' RETURNING id AS kerja_sama", "indikator-sql"),
        ("DROP TABLE kerja_sama", "indikator-sql"),
        ("CREATE TABLE x (kerja_sama)", "indikator-sql"),
        ("VACUUM INTO '/tmp/x.db'", "indikator-sql"),
        ("SELECT load_extension('x') AS kerja_sama", "indikator-sql"),
        ("SELECT random() AS kerja_sama", "indikator-sql"),
        ("SELECT zeroblob(1000000000) AS kerja_sama", "indikator-sql"),
        ("SELECT readfile('/etc/hosts') AS kerja_sama", "indikator-sql"),
        ("SELECT value AS kerja_sama FROM json_each('[1]')", "indikator-sql"),
        ("SELECT date('now') AS kerja_sama", "indikator-sql"),
        ("SELECT date() AS kerja_sama", "indikator-sql"),
        ("SELECT strftime('%Y') AS kerja_sama", "indikator-sql"),
        ("SELECT julianday('NOW ') AS kerja_sama", "indikator-sql"),
        ("SELECT date(:as_of, 'localtime') AS kerja_sama", "indikator-sql"),
        ("SELECT current_date AS kerja_sama", "indikator-sql"),
        ("SELECT id AS kerja_sama FROM kerja_sama; SELECT 1", "indikator-sql"),
        ("SELECT :lain AS kerja_sama", "indikator-sql"),
        ("SELECT ? AS kerja_sama", "indikator-sql"),
        ("bukan SQL", "indikator-sql"),
        ("-- kosong", "indikator-sql"),
        (BOMB, "indikator-sql"),
        (CROSS, "indikator-sql"),
        ("SELECT idd AS kerja_sama FROM kerja_sama", "indikator-kolom"),
        ("SELECT id AS kerja_sama FROM kerjasama", "indikator-kolom"),
        ("SELECT indikator AS kerja_sama FROM nilai_indikator", "indikator-kolom"),
        ("SELECT id FROM kerja_sama", "indikator-kolom"),
        ("EXPLAIN SELECT id AS kerja_sama FROM kerja_sama", "indikator-kolom"),
    ],
)
def test_hostile_or_wrong_query_is_a_finding_with_its_line(
    tmp_path: Path, sql: str, rule: str
) -> None:
    checked, _ = check_folder(records_with(tmp_path, indicator(pembilang=sql)))
    assert [(f.rule, f.field, f.severity, f.path, f.record) for f in checked.findings] == [
        (rule, "pembilang", "galat", "records/indikator/uji.yaml", "uji")
    ]
    assert checked.findings[0].line == 13
    assert checked.findings[0].remedy


def test_a_date_in_a_comment_or_a_wrong_date_is_no_clock(tmp_path: Path) -> None:
    sql = "SELECT id AS kerja_sama, julianday('2024-13-99') AS x, date(:as_of, '-2 years') AS y FROM kerja_sama"
    checked, _ = check_folder(records_with(tmp_path, indicator(pembilang=sql)))
    assert checked.findings == []


@pytest.mark.parametrize(
    ("changes", "field", "rule"),
    [
        ({"cara": "persen"}, "penyebut", "indikator-sql"),
        ({"klasifikasi": "jenis; urusann"}, "klasifikasi", "indikator-kolom"),
        ({"periode": "tahunan"}, "pembilang", "indikator-kolom"),
        ({"cara": "median"}, "pembilang", "indikator-kolom"),
        ({"cara": "persen", "penyebut": "SELECT 1"}, "penyebut", "indikator-kolom"),
        ({"cara": "pertumbuhan"}, "periode", "indikator-sql"),
    ],
)
def test_fields_that_do_not_fit_each_other_are_findings(
    tmp_path: Path, changes: dict[str, str], field: str, rule: str
) -> None:
    checked, _ = check_folder(records_with(tmp_path, indicator(**changes)))
    assert [(f.rule, f.field) for f in checked.findings] == [(rule, field)]


def heavy() -> Iterator[str]:
    for n in range(1, 61):
        yield agreement(id=f"pub-2022-{n:04d}")


def test_query_that_runs_away_on_real_rows_is_a_finding_of_the_build(tmp_path: Path) -> None:
    sql = (  # every agreement with every other, five times over
        "SELECT k0.id AS kerja_sama FROM kerja_sama k0, kerja_sama k1, kerja_sama k2, "
        "kerja_sama k3, kerja_sama k4, kerja_sama k5 WHERE k1.id || k2.id || k3.id = k4.id || k5.id"
    )
    records = records_with(tmp_path, indicator(pembilang=sql), *heavy())
    checked, _ = check_folder(records)
    assert [f for f in checked.findings if f.severity == "galat"] == []
    evaluation = evaluate(portal_of(records))
    assert evaluation.results == {}
    assert [(f.rule, f.line) for f in evaluation.findings] == [("indikator-sql", 13)]
    assert "terlalu berat" in evaluation.findings[0].message
