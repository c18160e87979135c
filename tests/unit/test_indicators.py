"""Indicators: anyone who loads the CSV files gets the same figures, and a bad query is a finding."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path
from statistics import median

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_builder.export import data_files
from site_builder.indicators import (
    classification_names,
    classifications,
    evaluate,
    load_script,
)
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


def plain_database(files: dict[str, bytes], empty: str | None = "") -> sqlite3.Connection:
    """Load the published CSV files the simplest way there is: every column as text.

    Args:
        files: The published files.
        empty: What an empty cell becomes; some tools read it as NULL.
    """
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
            ([cell or empty for cell in row] for row in rows),
        )
        for column in header[:1]:
            connection.execute(f'CREATE INDEX "i-{table}" ON "{table}" ("{column}")')
    return connection


@cache
def published_at(as_of: date) -> tuple[Portal, dict[str, bytes]]:
    """Return the real records at a date with their files; made once for several tests."""
    portal = portal_of(RECORDS, as_of)
    return portal, dict(data_files(portal))


#: (year, class) -> record -> its value.
Counted = dict[tuple[str, str], dict[str, float]]
Groups = dict[str, set[str]]


def groups_of(connection: sqlite3.Connection, sql: str) -> Groups:
    """Read the classes of each record, as (record, class)."""
    found: Groups = {}
    for record, kelas in connection.execute(sql):
        if kelas not in (None, "", "tidak-diketahui", "tidak-berlaku", "dirahasiakan"):
            found.setdefault(record, set()).add(kelas)
    return found


def by_class(
    connection: sqlite3.Connection, sql: str, as_of: str, name: str, groups: Groups
) -> Counted:
    """Run a query as a reader would; return the records of each year and class with their value.

    Args:
        connection: The loaded files.
        sql: The published query.
        as_of: The date it is asked for.
        name: A classification, ``wilayah``, or "" for all.
        groups: The classes of each record.
    """
    cursor = connection.execute(sql, {"as_of": as_of})
    names = [column[0] for column in cursor.description]
    found: Counted = {}
    for row in cursor:
        cells = dict(zip(names, row, strict=True))
        record = str(cells.get("rekaman") or cells["kerja_sama"])
        if not name:
            classes = {""}
        elif name == "wilayah" and "wilayah" in cells:
            classes = {cells["wilayah"]} - {None, ""}
        else:
            without = set() if name == "wilayah" else {""}
            classes = groups.get(str(cells.get("kerja_sama", record)), without)
        for kelas in classes:
            key = (str(cells.get("tahun", "")), kelas)
            found.setdefault(key, {})[record] = float(cells.get("nilai") or 0)
    return found


def expected_value(
    cara: str, numerator: Counted, base: Counted, year: str, kelas: str
) -> tuple[int | None, float | None]:
    """Return the denominator and the value that the rows of the queries give."""
    here = numerator.get((year, kelas), {})
    count = len(here)
    if cara == "jumlah":
        return None, float(count)
    if cara in ("persen", "rasio"):
        below = base.get((year, kelas), {})
        part, whole = (
            (count, len(below)) if cara == "persen" else (sum(here.values()), sum(below.values()))
        )
        return len(below), part / whole * 100 if whole else None
    if cara == "pertumbuhan":
        before = len(numerator.get((str(int(year) - 1), kelas), {}))
        return before, (count - before) / before * 100 if before else None
    return None, median(here.values()) if here else None


REGIONS = """
    SELECT kerja_sama, wilayah FROM wilayah_kerja_sama
    UNION ALL SELECT usulan, wilayah FROM wilayah_usulan
    UNION ALL SELECT id, kode_wilayah FROM renstra
"""


def turn_back(connection: sqlite3.Connection, day: str) -> None:
    """Replace the states by those of the end of a year, as the method page says."""
    connection.execute("DELETE FROM status")
    connection.execute(
        "INSERT INTO status SELECT kerja_sama, as_of, status, '', '', ends_from, ends_to "
        "FROM status_akhir_tahun WHERE as_of = ?",
        [day],
    )


@pytest.mark.parametrize("empty", ["", None], ids=["empty text", "NULL"])
@pytest.mark.parametrize("as_of", DATES, ids=str)
def test_published_sql_over_the_csv_gives_every_published_value(
    as_of: date, empty: str | None
) -> None:
    portal, files = published_at(as_of)
    connection = plain_database(files, empty)
    published: dict[tuple[str, str, str], dict[tuple[str, str], tuple[str, str, str]]] = {}
    for row in connection.execute(
        "SELECT indikator, as_of, klasifikasi, wilayah, tahun, kelas, pembilang, penyebut, nilai "
        "FROM nilai_indikator"
    ):
        name, day, klasifikasi, wilayah, tahun, kelas, *numbers = (cell or "" for cell in row)
        part = published.setdefault((name, day, "wilayah" if wilayah else klasifikasi), {})
        numbers_of = (numbers[0], numbers[1], numbers[2])
        part[tahun, wilayah or kelas] = numbers_of
    known = classifications(package()) | {"wilayah": REGIONS}
    checked = {"": 0, "class": 0, "wilayah": 0}
    newest_first = sorted({day for _, day, _ in published}, reverse=True)
    assert len(newest_first) == 6
    for day in newest_first:
        if day != as_of.isoformat():
            turn_back(connection, day)
        groups = {name: groups_of(connection, sql) for name, sql in known.items()} | {"": {}}
        for indikator in portal.indikator.values():
            for name in ["", *classification_names(indikator), "wilayah"]:
                values = published.pop((indikator.id, day, name), {})
                args = (day, name, groups[name])
                numerator = by_class(connection, indikator.pembilang, *args)
                base = (
                    by_class(connection, indikator.penyebut, *args) if indikator.penyebut else {}
                )
                for (tahun, kelas), numbers in values.items():
                    year = tahun if indikator.periode == "tahunan" else ""
                    whole, value = expected_value(indikator.cara, numerator, base, year, kelas)
                    here = (indikator.id, day, name, tahun, kelas)
                    assert int(numbers[0]) == len(numerator.get((year, kelas), {})), here
                    assert numbers[1] == ("" if whole is None else str(whole)), here
                    if value is None:
                        assert numbers[2] == "", here
                    else:
                        assert float(numbers[2]) == pytest.approx(value, abs=0.00005), here
                    checked[name if name in checked else "class"] += 1
                if day == as_of.isoformat() or indikator.periode == "keadaan":
                    rows = {(t if indikator.periode == "tahunan" else "", k) for t, k in values}
                    wanted = {
                        (y, k)
                        for y, k in {*numerator, *base}
                        if (indikator.periode == "keadaan" or y.isdigit())
                        and int(y or 0) <= as_of.year
                    }
                    assert wanted <= rows, (indikator.id, day, name)
    assert published == {}
    assert min(checked.values()) > 100


@pytest.mark.parametrize("as_of", DATES, ids=str)
def test_details_lead_back_to_every_value_of_regions_and_classes(as_of: date) -> None:
    connection = plain_database(published_at(as_of)[1])
    connection.execute("CREATE TABLE golongan (klasifikasi, record, kelas)")
    for name, sql in classifications(package()).items():
        if name != "status":  # differs from year to year; the test above reads it for each
            classes = [(name, record, kelas) for record, kelas in connection.execute(sql)]
            connection.executemany("INSERT INTO golongan VALUES (?, ?, ?)", classes)
    connection.execute(
        "DELETE FROM golongan WHERE kelas IN ('', 'tidak-diketahui', 'tidak-berlaku')"
    )
    connection.execute("CREATE INDEX golongan_1 ON golongan (record, klasifikasi, kelas)")
    connection.execute(
        """
        CREATE TABLE rinci AS
        SELECT r.*, coalesce(l.kerja_sama, r.record) AS milik
        FROM rincian_indikator r
        LEFT JOIN laporan_jatuh_tempo l ON l.id = r.record
        """
    )
    connection.execute("CREATE INDEX rinci_1 ON rinci (indikator, tahun, bagian)")
    counted = """
        SELECT count(DISTINCT r.record) FROM rinci r
        WHERE r.indikator = n.indikator AND r.tahun = {year} AND r.bagian = '{part}'
          AND (n.wilayah = '' OR r.wilayah IN (n.wilayah, 'semua'))
          AND (n.klasifikasi = ''
               OR n.kelas <> '' AND EXISTS (
                 SELECT 1 FROM golongan g
                 WHERE g.record = r.milik AND g.klasifikasi = n.klasifikasi AND g.kelas = n.kelas)
               OR n.kelas = '' AND NOT EXISTS (
                 SELECT 1 FROM golongan g
                 WHERE g.record = r.milik AND g.klasifikasi = n.klasifikasi))
    """
    beside = """
        SELECT n.indikator, n.tahun, n.klasifikasi, n.kelas, n.wilayah,
               n.pembilang, ({numerator}),
               n.penyebut,
               CASE WHEN n.penyebut = '' THEN ''
                    WHEN i.cara = 'pertumbuhan' THEN ({before}) ELSE ({whole}) END
        FROM nilai_indikator n
        JOIN indikator i ON i.id = n.indikator
        WHERE n.klasifikasi <> 'status'
    """
    rows = connection.execute(
        beside.format(
            numerator=counted.format(year="n.tahun", part="pembilang"),
            whole=counted.format(year="n.tahun", part="penyebut"),
            before=counted.format(year="CAST(n.tahun - 1 AS TEXT)", part="pembilang"),
        )
    ).fetchall()
    wrong = [row for row in rows if row[5] != str(row[6]) or row[7] != str(row[8])]
    assert wrong == []
    assert len([row for row in rows if row[0] == "keluasan-urusan" and row[4]]) > 100


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


def test_two_periods_are_as_long_as_the_reports_of_each_kind(tmp_path: Path) -> None:
    def signed(n: int, jenis: str, when: str) -> str:
        fact = [{"jenis_pelaksanaan": "fakta", "tanggal": when, "uraian": "U"}]
        return agreement(
            id=f"pub-2022-{n:04d}",
            jenis=jenis,
            tanggal_penandatanganan='"2022-03-01"',
            tanggal_berakhir='"2030-03-01"',
            pelaksanaan=json.dumps(fact),
        )

    cases = [
        ("ksdd", "2025-11-21"),
        ("ksdd", "2025-11-22"),
        ("ksdpk", "2024-12-01"),
        ("ksdpl", "2024-11-22"),
        ("ksdll", "2024-11-21"),
        ("lainnya", "2026-01-01"),
    ]
    texts = [signed(n, *case) for n, case in enumerate(cases, start=1)]
    name = "records/indikator/pelaksanaan-dua-periode.yaml"
    records = write_dataset(tmp_path, dataset(*texts) | {name: (ROOT / name).read_text()})
    (now,) = (
        v
        for v in evaluate(portal_of(records, date(2026, 11, 21)))
        .results["pelaksanaan-dua-periode"]
        .national
        if not v.tahun
    )
    assert (now.pembilang, now.penyebut) == (2, 5)


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
    assert len(result.undated) == late
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
            assert [v.text for v in values] == ["0"] * 6
        elif result.indikator.periode == "tahunan":
            assert values == []
        else:
            text = "0" if result.indikator.cara == "jumlah" else ""
            assert [v.text for v in values] == [text] * 6


def test_region_of_a_row_counts_there_and_ratio_divides_sums(tmp_path: Path) -> None:
    parts = {
        part: "SELECT '2020' AS tahun, 'x' AS rekaman, '35.07' AS wilayah, "
        f"{value} AS nilai UNION ALL SELECT '2020', 'x', '35.73', NULL "
        "UNION ALL SELECT '2020', 'y', '', 0"
        for part, value in (("pembilang", 5), ("penyebut", 20))
    }
    text = indicator(cara="rasio", periode="tahunan", **parts)
    result = evaluate(portal_of(records_with(tmp_path, text))).results["uji"]
    assert [(v.tahun, v.pembilang, v.penyebut, v.text) for v in result.national] == [
        ("2020", 2, 2, "25")
    ]
    assert [(v.wilayah, v.text) for v in result.values if v.wilayah] == [
        ("35.07", "25"),
        ("35.73", "25"),
    ]


def test_state_of_a_past_year_knows_only_what_was_signed_by_then(tmp_path: Path) -> None:
    texts = [
        agreement(
            id="pub-2024-0001", tanggal_penandatanganan="2024", tanggal_berakhir="2025-06-30"
        ),
        agreement(
            id="pub-2025-0001",
            tanggal_penandatanganan="2025-12-31",
            tanggal_berakhir="2030-12-30",
        ),
        agreement(id="pub-0000-0001", tanggal_penandatanganan=None, tanggal_berakhir=None),
    ]
    text = indicator(klasifikasi="status", pembilang="SELECT kerja_sama FROM status")
    result = evaluate(portal_of(records_with(tmp_path, text, *texts))).results["uji"]
    assert [(v.tahun, v.text) for v in result.national] == [
        ("", "3"),
        ("2021", "0"),
        ("2022", "0"),
        ("2023", "0"),
        ("2024", "1"),
        ("2025", "2"),
    ]
    states = {(v.tahun, v.kelas) for v in result.values if v.klasifikasi == "status" and v.tahun}
    assert states == {("2024", "berlaku"), ("2025", "berlaku"), ("2025", "berakhir")}


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
    assert {(v.pembilang, v.text) for v in result.national} == {(2, "4")}


# --- the sandbox --------------------------------------------------------------------------------

BOMB = (
    "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x AS kerja_sama FROM n"
)
VALUES = "(VALUES " + ", ".join(f"({n})" for n in range(60)) + ")"
VALUED = "SELECT id AS kerja_sama, 1 AS nilai FROM kerja_sama"
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
        ({"cara": "rasio", "pembilang": VALUED}, "penyebut", "indikator-sql"),
        ({"target": "80"}, "sumber_target", "indikator-sql"),
        ({"sumber_target": "Renstra"}, "sumber_target", "indikator-sql"),
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
