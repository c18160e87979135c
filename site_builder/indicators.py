"""Indicators: SQL over the published tables, so that anyone can recompute a figure from the CSV.

The rows of every base table are loaded once into a database in memory: text as the CSV files have
it, an empty cell as empty text, numbers typed by the schema. A query sees nothing else, cannot
write, cannot ask for the clock and is stopped when it runs away. What it does wrong is a finding.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as default
from datetime import date
from fractions import Fraction
from functools import cached_property

from site_builder.findings import Finding, Severity, shorten
from site_builder.model import EMPTY_WORDS
from site_builder.plan_model import Indikator, build_plan_record
from site_builder.portal import Portal
from site_builder.published import BASE_COMPUTED, base_tables, year_ends
from site_builder.ratios import decimal_text, growth, median, percent
from site_builder.schema import Package, Table
from site_builder.tables import Record, nearest

__all__ = [
    "COMPUTED_TABLES",
    "REGIONS",
    "Evaluation",
    "Result",
    "Value",
    "check_indicators",
    "classification_names",
    "classifications",
    "detail_rows",
    "evaluate",
    "load_script",
    "records_by_class",
    "value_rows",
]

#: What a query may call. Each gives the same answer on every machine and day.
_FUNCTIONS = frozenset(
    {
        *("abs", "avg", "coalesce", "count", "date", "glob", "ifnull", "iif", "instr"),
        *("julianday", "length", "like", "lower", "ltrim", "max", "min", "nullif", "round"),
        *("row_number", "rtrim", "strftime", "substr", "substring", "sum", "total", "trim"),
        *("typeof", "upper"),
    }
)
#: Date functions, with the place of the time among their arguments.
_DATE_FUNCTIONS = {"date": 0, "julianday": 0, "strftime": 1}
_MACHINE_WORDS = frozenset({"now", "localtime", "utc", "subsec", "subsecond"})
#: Steps of SQLite's machine that a query may take: some, and some for each row of the data.
_STEPS = 5_000_000
_STEPS_PER_ROW = 300
_STEPS_PER_CALL = 10_000
_LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: 100_000,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 20_000,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 50,
}
_TYPES = {"integer": "INTEGER", "number": "REAL"}
_YEAR = re.compile(r"[0-9]{4}")
_NAMES = re.compile(r"[;,]\s*")
#: Classifications that are not a plain column of the agreements: name -> (id, class) by SQL.
_CLASSES = {
    "status": "SELECT kerja_sama, status AS kelas FROM status",
    "urusan": "SELECT kerja_sama, urusan AS kelas FROM urusan_kerja_sama",
    "golongan": (
        "SELECT DISTINCT p.kerja_sama, k.golongan AS kelas FROM para_pihak p "
        "JOIN mitra m ON m.id = p.mitra JOIN kelas_mitra k ON k.kode = m.kelas "
        "WHERE coalesce(p.peran, '') NOT IN ('fasilitator', 'saksi')"
    ),
}
#: The regions as a classification; no indicator need name it.
REGIONS = "wilayah"
#: Stands in the details for every region that has a value.
EVERYWHERE = "semua"
_REGIONS = (
    "SELECT kerja_sama, wilayah AS kelas FROM wilayah_kerja_sama "
    "UNION ALL SELECT usulan, wilayah FROM wilayah_usulan "
    "UNION ALL SELECT id, kode_wilayah FROM renstra"
)
#: Gives ``status`` the rows it had at the end of a year.
_AT_YEAR_END = (
    "INSERT INTO status SELECT kerja_sama, as_of, status, '', '', ends_from, ends_to "
    "FROM status_akhir_tahun WHERE as_of = ?"
)

#: Classifications that change with the date: read again for the end of each year.
_CHANGING = frozenset({"status"})
#: Parts of which a method takes the value of each record.
_VALUED = {"median": ("pembilang",), "rasio": ("pembilang", "penyebut")}
#: Methods that divide by a denominator of their own.
_DIVIDED = ("persen", "rasio")

Groups = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Value:
    """One value of an indicator; `nilai` is None where it is undefined.

    Attributes:
        tahun: Year; for an indicator of state that of its last day, "" for the date of the data.
        klasifikasi: Name of the classification, "" for none.
        kelas: Code of the class, "" where the class is not recorded.
        wilayah: Code of the region, "" for all.
        pembilang: Records in the numerator.
        penyebut: Records in the denominator, for growth those of the year before; else None.
        nilai: The value.
    """

    tahun: str
    klasifikasi: str
    kelas: str
    wilayah: str
    pembilang: int
    penyebut: int | None
    nilai: Fraction | None

    @property
    def text(self) -> str:
        """The value as the CSV file has it."""
        return "" if self.nilai is None else decimal_text(self.nilai)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record falls that is not itself an agreement, proposal or plan.

    Attributes:
        kerja_sama: The agreement whose classes it has, "" for none.
        wilayah: Its own regions; None where it has those of the agreement.
    """

    kerja_sama: str
    wilayah: dict[str, None] | None


#: (part, year, record) -> its place, where a query gives one.
_Places = dict[tuple[str, str, str], Place]


@dataclass(frozen=True)
class Result:
    """An indicator with its values and the records behind them.

    Attributes:
        indikator: The indicator.
        values: Over all agreements by year, then by class, then by region.
        parts: ``pembilang`` and ``penyebut``: records by year, each list in order of id.
        undated: Records of the numerator left out because they have no usable year.
        places: Where records fall whose id does not tell it, by part, year and record.
    """

    indikator: Indikator
    values: Sequence[Value]
    parts: Mapping[str, Mapping[str, Sequence[str]]]
    undated: Sequence[str]
    places: Mapping[tuple[str, str, str], Place]

    @property
    def national(self) -> list[Value]:
        """The values over all agreements, by year."""
        return [v for v in self.values if not v.klasifikasi and not v.wilayah]

    @cached_property
    def by_region(self) -> Mapping[tuple[str, str], Value]:
        """The value of each region and year."""
        return {(v.wilayah, v.tahun): v for v in self.values if v.wilayah}


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Every indicator at the date of the data, and what stood in the way of some.

    Attributes:
        results: The indicators by id.
        findings: What stood in the way of the others.
        groups: The classes of each record, by classification and year; `REGIONS` is one of them.
            Only the state of agreements differs from year to year, the others have year "".
    """

    results: Mapping[str, Result]
    findings: Sequence[Finding]
    groups: Mapping[tuple[str, str], Groups]


class _QueryError(Exception):
    def __init__(self, message: str, remedy: str, *, is_column: bool = False) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy
        self.is_column = is_column


_ONLY_SELECT = "pakai satu perintah SELECT atas tabel unduhan, tanpa fungsi di luar daftar"


class _Database:
    """The published tables in memory, open to single SELECTs."""

    def __init__(
        self,
        package: Package,
        tables: Iterable[tuple[Table, Iterable[Sequence[str]]]],
        as_of: date,
    ) -> None:
        self._as_of = as_of.isoformat()
        self._names = _names(package)
        self._steps = 0
        self._calendar = sqlite3.connect(":memory:")
        self._open = sqlite3.connect(":memory:", isolation_level=None)
        rows = 0
        self._open.execute("BEGIN")
        for table, cells in tables:
            self._open.execute(_create(table))
            marks = ", ".join("?" * len(table.fields))
            cursor = self._open.executemany(f'INSERT INTO "{table.name}" VALUES ({marks})', cells)  # noqa: S608 # names of the schema
            rows += max(cursor.rowcount, 0)
            for statement in _indexes(table):
                self._open.execute(statement)
        self._open.execute("COMMIT")
        self._budget = (_STEPS + _STEPS_PER_ROW * rows) // _STEPS_PER_CALL
        for name in _DATE_FUNCTIONS:
            self._open.create_function(name, -1, self._date_function(name), deterministic=True)
        for limit, value in _LIMITS.items():
            self._open.setlimit(limit, value)
        self._guard()

    def _guard(self) -> None:
        self._open.set_progress_handler(self._tick, _STEPS_PER_CALL)
        self._open.set_authorizer(self._authorize)

    def turn_back(self, day: date) -> None:
        """Give the queries the states, and the date, of the end of a past year."""
        self._as_of = day.isoformat()
        self._open.set_authorizer(None)
        self._open.set_progress_handler(None, 0)
        self._open.execute("DELETE FROM status")
        self._open.execute(_AT_YEAR_END, [self._as_of])
        self._guard()

    def close(self) -> None:
        self._open.close()
        self._calendar.close()

    def select(self, sql: str) -> tuple[list[str], Iterator[tuple[object, ...]]]:
        """Run a query; return the names of its columns and its rows."""
        self._steps = 0
        try:
            cursor = self._open.execute(sql, {"as_of": self._as_of})
        except (sqlite3.Error, sqlite3.Warning) as error:
            raise self._explained(error) from error
        if cursor.description is None:
            raise _QueryError("tidak berisi perintah SELECT", _ONLY_SELECT)
        return [column[0] for column in cursor.description], self._rows(cursor)

    def _rows(self, cursor: sqlite3.Cursor) -> Iterator[tuple[object, ...]]:
        try:
            yield from cursor
        except sqlite3.Error as error:
            raise self._explained(error) from error

    def groups(self, sql: str) -> Groups:
        """Return the classes of each record, as one of our own queries gives them."""
        found: dict[str, list[str]] = {}
        for record, kelas in self.select(sql)[1]:
            text = str(kelas)
            if text not in EMPTY_WORDS:
                found.setdefault(str(record), []).append(text)
        return found

    def _tick(self) -> bool:
        self._steps += 1
        return self._steps > self._budget

    def _authorize(self, action: int, first: str | None, second: str | None, *_: object) -> int:
        if action == sqlite3.SQLITE_SELECT:
            return sqlite3.SQLITE_OK
        if action == sqlite3.SQLITE_READ and first in self._names:
            return sqlite3.SQLITE_OK
        if action == sqlite3.SQLITE_FUNCTION and (second or "").lower() in _FUNCTIONS:
            return sqlite3.SQLITE_OK
        return sqlite3.SQLITE_DENY

    def _date_function(self, name: str) -> Callable[..., str | float | None]:
        """Return SQLite's own function, without its ways to the clock of the machine."""
        time_at = _DATE_FUNCTIONS[name]

        def call(*arguments: object) -> str | float | None:
            words = {str(a).strip().lower() for a in arguments}
            if len(arguments) <= time_at or words & _MACHINE_WORDS:
                raise ValueError("clock")
            marks = ", ".join("?" * len(arguments))
            found: tuple[str | float | None]
            found = self._calendar.execute(f"SELECT {name}({marks})", arguments).fetchone()
            return found[0]

        return call

    def _explained(self, error: Exception) -> _QueryError:
        text = str(error)
        if "interrupted" in text:
            return _QueryError(
                "perintah SQL dihentikan karena terlalu berat",
                "batasi gabungan tabelnya; sambungkan tabel lewat id",
            )
        missing = re.search(r"no such (column|table): (\S+)", text)
        if missing is not None:
            return self._unknown(missing[1], missing[2].rpartition(".")[2])
        if "not authorized" in text or "prohibited" in text:
            return _QueryError("perintah SQL ini tidak diizinkan", _ONLY_SELECT)
        if "one statement" in text:
            return _QueryError("berisi lebih dari satu perintah SQL", "tulis satu SELECT saja")
        if "user-defined function" in text:
            return _QueryError(
                "tanggal diambil dari jam komputer", "pakai :as_of, tanggal data, sebagai gantinya"
            )
        return _QueryError(
            f"perintah SQL tidak dapat dijalankan ({shorten(text)})", "perbaiki perintahnya"
        )

    def _unknown(self, kind: str, name: str) -> _QueryError:
        choices = (
            set(self._names)
            if kind == "table"
            else {column for columns in self._names.values() for column in columns}
        )
        near = nearest(name, sorted(choices))
        word = "tabel" if kind == "table" else "kolom"
        return _QueryError(
            f'{word} "{shorten(name)}" tidak ada pada unduhan',
            f'maksud Anda "{near}"?' if near else "lihat kamus data",
            is_column=True,
        )


def _names(package: Package) -> dict[str, tuple[str, ...]]:
    """Return the columns of every table that a query may read."""
    return {
        table.name: tuple(f.name for f in table.fields)
        for table in package.tables.values()
        if not table.is_computed or table.name in BASE_COMPUTED
    }


def _create(table: Table) -> str:
    columns = ", ".join(f'"{f.name}" {_TYPES.get(f.type, "TEXT")}' for f in table.fields)
    return f'CREATE TABLE "{table.name}" ({columns})'


def _indexes(table: Table) -> Iterator[str]:
    keys = dict.fromkeys([table.primary_key[0], *(key.field for key in table.foreign_keys)])
    for number, name in enumerate(keys, start=1):
        yield f'CREATE INDEX "{table.name}_{number}" ON "{table.name}" ("{name}")'


def load_script(package: Package) -> str:
    """Return the commands by which the SQLite shell loads the published CSV files.

    Run where the files are: ``sqlite3 kerja-sama.db < muat.sql``.
    """
    lines = [".mode csv"]
    for table in package.tables.values():
        lines.append(f"{_create(table)};")
        lines.append(f".import --skip 1 {table.name}.csv {table.name}")
        if table.name in _names(package):
            lines.extend(f"{statement};" for statement in _indexes(table))
    return "\n".join(lines) + "\n"


def classifications(package: Package) -> dict[str, str]:
    """Return every known classification with the query that gives (kerja_sama, kelas)."""
    columns = {
        f.name: f"SELECT id AS kerja_sama, {f.name} AS kelas FROM kerja_sama"  # noqa: S608 # names of the schema
        for f in package.tables["kerja_sama"].fields
        if f.reference is not None and f.reference.table in package.code_rows
    }
    return columns | _CLASSES


def classification_names(indikator: Indikator) -> list[str]:
    """Return the classifications an indicator names."""
    return [name for name in _NAMES.split((indikator.klasifikasi or "").strip()) if name]


# --- checking -------------------------------------------------------------------------------


def check_indicators(records: Iterable[Record], package: Package, as_of: date) -> list[Finding]:
    """Run every indicator's queries over empty tables and return what is wrong with them."""
    chosen = [record for record in records if record.table == "indikator"]
    if not chosen:
        return []
    tables = ((package.tables[name], ()) for name in _names(package))
    database = _Database(package, tables, as_of)
    known = classifications(package)
    findings: list[Finding] = []
    for record in chosen:
        for field in ("pembilang", "penyebut"):
            if record.text(field) not in EMPTY_WORDS:
                findings.extend(_query_findings(database, record, field))
        findings.extend(
            _finding(record, field, error) for field, error in _field_errors(record, known)
        )
    database.close()
    return findings


def _field_errors(record: Record, known: Iterable[str]) -> Iterator[tuple[str, _QueryError]]:
    """Yield the fields of an indicator that do not fit each other, with what is wrong."""
    method = record.text("cara")
    if method in _DIVIDED and record.text("penyebut") in EMPTY_WORDS:
        yield (
            "penyebut",
            _QueryError(f"cara {method} memerlukan penyebut", "tulis SELECT untuk penyebutnya"),
        )
    if (record.text("target") in EMPTY_WORDS) != (record.text("sumber_target") in EMPTY_WORDS):
        yield (
            "sumber_target",
            _QueryError(
                "target dan sumbernya tidak ditulis bersama", "tulis target dan sumber_target"
            ),
        )
    if method == "pertumbuhan" and record.text("periode") == "keadaan":
        yield (
            "periode",
            _QueryError("pertumbuhan memerlukan nilai tahunan", "tulis periode: tahunan"),
        )
    for name in _NAMES.split(record.text("klasifikasi")):
        if name not in EMPTY_WORDS and name not in known:
            near = nearest(name, known)
            yield (
                "klasifikasi",
                _QueryError(
                    f'penggolongan "{shorten(name)}" tidak dikenal',
                    f'maksud Anda "{near}"?' if near else f"pakai: {', '.join(sorted(known))}",
                    is_column=True,
                ),
            )


def _query_findings(database: _Database, record: Record, field: str) -> Iterator[Finding]:
    try:
        columns, rows = database.select(record.text(field))
        _columns(
            columns,
            needs_year=record.text("periode") == "tahunan",
            needs_value=field in _VALUED.get(record.text("cara"), ()),
        )
        for _ in rows:
            pass
    except _QueryError as error:
        yield _finding(record, field, error)


def _finding(record: Record, field: str, error: _QueryError) -> Finding:
    mark = record.main.mark_of(field)
    return Finding(
        "indikator-kolom" if error.is_column else "indikator-sql",
        Severity.GALAT,
        record.path,
        mark.line,
        mark.column,
        field,
        shorten(record.text(field)),
        error.message,
        error.remedy,
        record=record.id,
    )


@dataclass(frozen=True, slots=True)
class _Columns:
    """The places of the columns of a query; -1 for one it does not have or that is not needed."""

    record: int
    kerja_sama: int
    tahun: int
    nilai: int
    wilayah: int


def _columns(columns: Sequence[str], *, needs_year: bool, needs_value: bool) -> _Columns:
    counted = "rekaman" if "rekaman" in columns else "kerja_sama"
    wanted = [counted, *["tahun"] * needs_year, *["nilai"] * needs_value]
    missing = [name for name in wanted if name not in columns]
    if missing:
        raise _QueryError(
            f"hasil perintah SQL tidak memuat kolom {', '.join(missing)}",
            f"beri nama dengan AS: {', '.join(wanted)}",
            is_column=True,
        )

    def place(name: str, *, is_needed: bool = True) -> int:
        return columns.index(name) if is_needed and name in columns else -1

    return _Columns(
        place(counted),
        place("kerja_sama", is_needed=counted == "rekaman"),
        place("tahun", is_needed=needs_year),
        place("nilai", is_needed=needs_value),
        place("wilayah"),
    )


# --- evaluating -----------------------------------------------------------------------------

#: Year -> record -> its values (empty unless the method is one of `_VALUED`).
_Part = dict[str, dict[str, list[Fraction]]]


def evaluate(portal: Portal) -> Evaluation:
    """Return every indicator's values at the date of the portal; computed once for a portal."""
    return portal.once(Evaluation, lambda: _evaluate(portal))


def _evaluate(portal: Portal) -> Evaluation:
    records = [record for record in portal.records if record.table == "indikator"]
    results: dict[str, Result] = {}
    findings: list[Finding] = []
    groups: Mapping[tuple[str, str], Groups] = {}
    if records:
        database = _Database(portal.package, base_tables(portal), portal.as_of)
        engine = _Engine(database, portal.package, portal.as_of)
        counts = {r.id: _Counts(build_plan_record(Indikator, r)) for r in records}
        by_id = {record.id: record for record in records}

        def count(name: str, year: str) -> None:
            try:
                engine.count(counts[name], year)
            except _FieldError as problem:
                del counts[name]
                findings.append(_finding(by_id[name], problem.field, problem.error))

        for name in list(counts):
            count(name, "")
        engine.read_groups("")
        for day in year_ends(portal.as_of):
            database.turn_back(day)
            for name in [n for n, c in counts.items() if c.indikator.periode == "keadaan"]:
                count(name, f"{day.year:04d}")
            engine.read_groups(f"{day.year:04d}")
        database.close()
        results = {name: engine.result(counted) for name, counted in counts.items()}
        groups = engine.groups
    return Evaluation(results, findings, groups)


class _FieldError(Exception):
    def __init__(self, field: str, error: _QueryError) -> None:
        super().__init__(field)
        self.field = field
        self.error = error


@dataclass(slots=True)
class _Tally:
    """What falls into one class in one year."""

    numerator: int = 0
    denominator: int = 0
    values: list[Fraction] = default(default_factory=list)
    base_values: list[Fraction] = default(default_factory=list)


@dataclass(slots=True)
class _Counts:
    """What the queries of an indicator have given so far."""

    indikator: Indikator
    numerator: _Part = default(default_factory=dict)
    denominator: _Part = default(default_factory=dict)
    undated: set[str] = default(default_factory=set)
    places: _Places = default(default_factory=dict)


class _Engine:
    def __init__(self, database: _Database, package: Package, as_of: date) -> None:
        self._database = database
        self._as_of = as_of
        self._queries = {**classifications(package), REGIONS: _REGIONS}
        self._wanted: dict[str, None] = {REGIONS: None}
        self.groups: dict[tuple[str, str], Groups] = {}

    def count(self, counts: _Counts, year: str) -> None:
        """Run the queries of an indicator; `year` is that of an indicator of state."""
        indikator = counts.indikator
        self._wanted |= dict.fromkeys(classification_names(indikator))
        self._part(counts, "pembilang", indikator.pembilang, year)
        if indikator.penyebut is not None:
            self._part(counts, "penyebut", indikator.penyebut, year)

    def read_groups(self, year: str) -> None:
        """Read the classes that indicators name; those of a past year where they differ."""
        for name in self._wanted:
            if not year or name in _CHANGING:
                self.groups[name, year] = self._database.groups(self._queries[name])

    def result(self, counts: _Counts) -> Result:
        """Return the values of what was counted."""
        indikator, numerator, denominator = counts.indikator, counts.numerator, counts.denominator
        values = list(self._national(indikator, numerator, denominator))
        for name in [*classification_names(indikator), REGIONS]:
            classes = _classes(self.groups, name, counts.places, indikator)
            tallies = _tallies(numerator, denominator, classes)
            for kelas, by_year in sorted(tallies.items()):
                place = (
                    {"wilayah": kelas}
                    if name == REGIONS
                    else {"klasifikasi": name, "kelas": kelas}
                )
                values.extend(
                    self._value(indikator, by_year, year, **place)
                    for year in self._years(indikator, by_year)
                )
        parts = {"pembilang": _ids(numerator), "penyebut": _ids(denominator)}
        return Result(indikator, values, parts, sorted(counts.undated), counts.places)

    def _part(self, counts: _Counts, field: str, sql: str, state_year: str) -> None:
        """Run one query; keep its records by year, and which had no usable year."""
        indikator = counts.indikator
        is_yearly = indikator.periode == "tahunan"
        found = counts.numerator if field == "pembilang" else counts.denominator
        if not is_yearly:
            found[state_year] = {}
        try:
            columns, rows = self._database.select(sql)
            at = _columns(
                columns,
                needs_year=is_yearly,
                needs_value=field in _VALUED.get(indikator.cara, ()),
            )
            for row in rows:
                if row[at.record] in (None, ""):
                    continue
                record = str(row[at.record])
                year = str(row[at.tahun]) if is_yearly else state_year
                if is_yearly and not self._is_usable(year):
                    if field == "pembilang":
                        counts.undated.add(record)
                    continue
                values = found.setdefault(year, {}).setdefault(record, [])
                if at.nilai >= 0:
                    values.extend(_number(row[at.nilai]))
                if at.kerja_sama >= 0 or at.wilayah >= 0:
                    _add_place(counts.places, (field, year, record), row, at)
        except _QueryError as error:
            raise _FieldError(field, error) from error

    def _is_usable(self, year: str) -> bool:
        return _YEAR.fullmatch(year) is not None and int(year) <= self._as_of.year

    def _national(
        self, indikator: Indikator, numerator: _Part, denominator: _Part
    ) -> Iterator[Value]:
        by_year = _tallies(numerator, denominator, lambda *_: ("",)).get("", {})
        if indikator.periode == "keadaan":
            yield from (self._value(indikator, by_year, year) for year in sorted(numerator))
        elif by_year:
            # A figure that somebody printed is not missing in the years that nobody printed.
            is_printed = indikator.cara in _VALUED
            last = int(max(by_year)) if is_printed else self._as_of.year
            for year in range(int(min(by_year)), last + 1):
                yield self._value(indikator, by_year, str(year))

    def _years(self, indikator: Indikator, by_year: Mapping[str, _Tally]) -> list[str]:
        """Return the years of a class that have a value worth a row."""
        years = set(by_year)
        if indikator.cara == "pertumbuhan":
            years |= {str(int(y) + 1) for y in by_year if int(y) < self._as_of.year}
        return sorted(years)

    def _value(
        self,
        indikator: Indikator,
        by_year: Mapping[str, _Tally],
        year: str,
        *,
        klasifikasi: str = "",
        kelas: str = "",
        wilayah: str = "",
    ) -> Value:
        now = by_year.get(year, _Tally())
        base: int | None = None
        value: Fraction | None
        if indikator.cara == "jumlah":
            value = Fraction(now.numerator)
        elif indikator.cara == "persen":
            base = now.denominator
            value = percent(now.numerator, base)
        elif indikator.cara == "median":
            value = median(now.values)
        elif indikator.cara == "rasio":
            base = now.denominator
            value = percent(sum(now.values), sum(now.base_values))
        else:
            before = by_year.get(str(int(year) - 1)) if year else None
            base = before.numerator if before else 0
            value = growth(now.numerator, base)
        return Value(year, klasifikasi, kelas, wilayah, now.numerator, base, value)


def _number(value: object) -> list[Fraction]:
    """Return the value of a row as a fraction, nothing where it is empty."""
    if isinstance(value, int | float):
        return [Fraction(str(value))]
    return []


def _add_place(
    places: _Places, key: tuple[str, str, str], row: Sequence[object], at: _Columns
) -> None:
    """Keep where a row puts its record; a record in several rows has the regions of all."""
    if key not in places:
        kerja_sama = "" if at.kerja_sama < 0 else str(row[at.kerja_sama])
        places[key] = Place(kerja_sama, None if at.wilayah < 0 else {})
    regions = places[key].wilayah
    if regions is not None and row[at.wilayah] not in (None, ""):
        regions[str(row[at.wilayah])] = None


#: Classes of a record of a part in a year.
_Classes = Callable[[str, str, str], Iterable[str]]


def _classes(
    groups: Mapping[tuple[str, str], Groups],
    name: str,
    places: Mapping[tuple[str, str, str], Place],
    indikator: Indikator,
) -> _Classes:
    """Return what tells the classes of a record; "" names the one class of all records.

    A record without a class is counted as "", but for a region: it has none.
    """
    if not name:
        return lambda *_: ("",)
    without = () if name == REGIONS else ("",)
    is_changing = indikator.periode == "keadaan" and name in _CHANGING

    def classes(part: str, year: str, record: str) -> Iterable[str]:
        place = places.get((part, year, record))
        if place is not None and name == REGIONS and place.wilayah is not None:
            return place.wilayah
        known = groups[name, year if is_changing else ""]
        return known.get(record if place is None else place.kerja_sama, without)

    return classes


def _by_class(
    name: str, part: Mapping[str, Iterable[str]], classes: _Classes
) -> Iterator[tuple[str, str, str]]:
    """Yield (class, year, record) for the records of a part."""
    for year, records in part.items():
        for record in records:
            for kelas in classes(name, year, record):
                yield kelas, year, record


def _tallies(
    numerator: _Part, denominator: _Part, classes: _Classes
) -> dict[str, dict[str, _Tally]]:
    """Count the distinct records of both parts by class and year."""
    found: dict[str, dict[str, _Tally]] = {}
    for kelas, year, record in _by_class("pembilang", numerator, classes):
        tally = found.setdefault(kelas, {}).setdefault(year, _Tally())
        tally.numerator += 1
        tally.values.extend(numerator[year][record])
    for kelas, year, record in _by_class("penyebut", denominator, classes):
        tally = found.setdefault(kelas, {}).setdefault(year, _Tally())
        tally.denominator += 1
        tally.base_values.extend(denominator[year][record])
    return found


def records_by_class(
    portal: Portal, result: Result, name: str
) -> dict[tuple[str, str], dict[str, list[str]]]:
    """Return the records that each value counts: (class, year) -> part -> records.

    Args:
        portal: The portal the result is of.
        result: An indicator with its values.
        name: A classification the indicator names, `REGIONS`, or "" for all agreements.
    """
    groups = evaluate(portal).groups
    classes = _classes(groups, name, result.places, result.indikator)
    found: dict[tuple[str, str], dict[str, list[str]]] = {}
    for part, by_year in result.parts.items():
        for kelas, year, record in _by_class(part, by_year, classes):
            found.setdefault((kelas, year), {}).setdefault(part, []).append(record)
    return found


def _ids(part: _Part) -> dict[str, list[str]]:
    return {year: sorted(part[year]) for year in sorted(part)}


# --- rows -----------------------------------------------------------------------------------


def day_of(result: Result, value: Value, as_of: date) -> str:
    """Return the day a value holds for, as the CSV file has it."""
    if result.indikator.periode == "keadaan" and value.tahun:
        return f"{value.tahun}-12-31"
    return as_of.isoformat()


def _chosen(portal: Portal, only: str) -> Iterator[tuple[str, Result]]:
    """Yield every indicator with its result, or the one that is named."""
    for name, result in evaluate(portal).results.items():
        if only in ("", name):
            yield name, result


def value_rows(portal: Portal, only: str = "") -> Iterator[dict[str, str]]:
    """Yield the rows of ``nilai_indikator``, of one indicator where it is named."""
    as_of = portal.as_of
    for name, result in _chosen(portal, only):
        for value in result.values:
            yield {
                "indikator": name,
                "tahun": value.tahun,
                "klasifikasi": value.klasifikasi,
                "kelas": value.kelas,
                "wilayah": value.wilayah,
                "as_of": day_of(result, value, as_of),
                "pembilang": str(value.pembilang),
                "penyebut": "" if value.penyebut is None else str(value.penyebut),
                "nilai": value.text,
            }


def detail_rows(portal: Portal, only: str = "") -> Iterator[dict[str, str]]:
    """Yield the rows of ``rincian_indikator``, of one indicator where it is named.

    A record has a row for each of its regions, one without where it has none. Where the query
    itself places it in every region that has a value, `EVERYWHERE` stands for them all.
    """
    groups = evaluate(portal).groups
    for name, result in _chosen(portal, only):
        regions = _classes(groups, REGIONS, result.places, result.indikator)
        valued: dict[str, set[str]] = {}
        for value in result.values:
            if value.wilayah:
                valued.setdefault(value.tahun, set()).add(value.wilayah)
        for part, by_year in result.parts.items():
            for year, records in by_year.items():
                for record in records:
                    codes = sorted(regions(part, year, record))
                    place = result.places.get((part, year, record))
                    is_placed = place is not None and place.wilayah is not None
                    if is_placed and len(codes) > 1 and set(codes) == valued[year]:
                        codes = [EVERYWHERE]
                    for region in codes or [""]:
                        yield {
                            "indikator": name,
                            "tahun": year,
                            "bagian": part,
                            "record": record,
                            "wilayah": region,
                        }


#: Computed tables that rest on the queries, with the function that gives their rows.
COMPUTED_TABLES: Mapping[str, Callable[[Portal], Iterator[dict[str, str]]]] = {
    "nilai_indikator": value_rows,
    "rincian_indikator": detail_rows,
}
