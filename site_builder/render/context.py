"""What the templates ask of the dataset: labels, summaries, counts. Each language has one of its own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from site_builder.dataset import GOVERNMENTS
from site_builder.deadlines import Law, read_law
from site_builder.endings import ending_of
from site_builder.life import Life, life_of
from site_builder.message import Value
from site_builder.model import EMPTY_WORDS, KerjaSama, Mitra
from site_builder.partial_date import spanning
from site_builder.portal import Portal
from site_builder.render import urls
from site_builder.render.language import Language, indonesian
from site_builder.reports import reported_regions
from site_builder.schema import Field
from site_builder.tables import Record
from site_builder.watch import Parts, WatchList, by_party, watch

__all__ = [
    "FACETS",
    "MATRIX_FROM",
    "UNKNOWN_YEAR",
    "Cell",
    "Context",
    "Facet",
    "Option",
    "Summary",
]

UNKNOWN_YEAR = "tidak-diketahui"
#: A region with so many agreements has a matrix of affairs and kinds; below it, its list is short
#: enough to be read.
MATRIX_FROM = 5
#: Facets of the search: name in the address bar -> table with the labels, "" where there is none.
FACETS = {
    "keadaan": "keadaan",
    "jenis": "jenis",
    "bentuk_naskah": "bentuk_naskah",
    "wilayah": "wilayah",
    "urusan": "urusan",
    "tahun": "",
    "tahun_berakhir": "",
    "tingkat_bukti": "tingkat_bukti",
}
#: An id of a record that has a page, as notes name it.
_ID = re.compile(r"(?<![\w-])[a-z0-9]+-[0-9]{4}-[0-9]{4}(?![\w-])")
_ABBREVIATION = re.compile(r"\(([A-Za-z]{2,6})\)")


def upper_first(text: str) -> str:
    """Return text with a capital at its start, the rest untouched."""
    return text[:1].upper() + text[1:]


def lower_first(text: str) -> str:
    """Return text to go on a sentence with; a name of capitals at its start stays."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


@dataclass(frozen=True, slots=True)
class Cell:
    """A field as shown: its text, or the kind of emptiness.

    Attributes:
        label: Title of the field.
        text: What is shown.
        emptiness: The word that says why there is nothing, "" where there is something.
        is_own: Whether the text is the record's own words, the same in every language.
    """

    label: str
    text: str
    emptiness: str = ""
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class Summary:
    """An agreement as a row of a list.

    ``bentuk`` is the name as printed where the form is not recorded: ``is_named``. ``date`` is that of
    signing where it is known (``is_signed``), else that of the start; ``until`` the last day.
    """

    id: str
    title: str
    jenis: str
    bentuk: str
    date: str
    date_iso: str
    status: str
    parties: tuple[str, ...]
    jenis_kode: str
    bentuk_kode: str
    is_named: bool
    is_signed: bool
    until: str

    @property
    def form_beside_title(self) -> str:
        """The form, "" where it would say the title again."""
        return "" if upper_first(self.bentuk) == self.title else self.bentuk


@dataclass(frozen=True, slots=True)
class Option:
    """A value of a facet with the number of agreements that have it."""

    value: str
    label: str
    count: int
    group: str = ""


@dataclass(frozen=True, slots=True)
class Facet:
    """A facet with its values."""

    name: str
    title: str
    options: tuple[Option, ...]


@dataclass(frozen=True)
class Context:
    """The dataset as the pages of one language see it."""

    portal: Portal
    repo_url: str
    language: Language = field(default_factory=indonesian)
    branch: str = "HEAD"

    def gettext(self, text: str, /, **values: Value) -> str:
        """Return a text of the pages in their language."""
        return self.language.gettext(text, **values)

    @cached_property
    def labels(self) -> Mapping[str, Mapping[str, str]]:
        """Label of every code, by code list."""
        package = self.portal.package
        names = ("judul", "nama") if self.language.is_source else ("judul_eng", "nama_eng", "nama")
        return {
            table: {
                code: next(filter(None, (row.get(name) for name in names)), code)
                for code, row in package.codes(table).items()
            }
            for table in package.code_rows
        }

    @property
    def codes(self) -> Mapping[str, Mapping[str, Mapping[str, str]]]:
        """Rows of every code list by code."""
        return self.portal.package.rows_by_code

    @cached_property
    def fields(self) -> Mapping[str, Mapping[str, Field]]:
        """Fields of every table by name."""
        return {
            name: {field.name: field for field in table.fields}
            for name, table in self.portal.package.tables.items()
        }

    @cached_property
    def raw(self) -> Mapping[str, Record]:
        """Rows of every agreement as the file has them, by id: they tell empty from unknown."""
        return {r.id: r for r in self.portal.records if r.table == "kerja_sama"}

    @cached_property
    def emptiness(self) -> Mapping[str, str]:
        """What each empty word means, from the schema."""
        values = self.portal.package.tables["kerja_sama"].schema.get("missingValues", [])
        label = "label" if self.language.is_source else "label_eng"
        named = {v["value"]: v[label] for v in values if not isinstance(v, str)}
        return EMPTY_WORDS | named

    @cached_property
    def life(self) -> Life:
        """What follows from the links and dates of the agreements."""
        return life_of(self.portal)

    @cached_property
    def law(self) -> Law:
        """The legal clocks."""
        return read_law(self.portal.package)

    @cached_property
    def watch_lists(self) -> Sequence[WatchList]:
        """What deserves a look."""
        return watch(self.life, self.law)

    @cached_property
    def watched_parties(self) -> Parts:
        """The parties that stand on a watch list, with their part of each."""
        return by_party(self.watch_lists, self.life)

    @cached_property
    def regions_with_reports(self) -> frozenset[str]:
        """Codes of the regions that have a report to complete."""
        return reported_regions(self.life)

    @cached_property
    def mapped_regions(self) -> frozenset[str]:
        """Codes of the regions that have potentials, or agreements enough for a matrix."""
        counts = self.facet_counts["wilayah"]
        many = (code for code in self.codes["wilayah"] if counts[code] >= MATRIX_FROM)
        return frozenset((*self.portal.potensi_by_wilayah, *many))

    def more_on_region(self, code: str) -> list[tuple[str, str]]:
        """Return (text, address) of the other pages on a region."""
        found = []
        if code in self.portal.by_wilayah:
            found.append(("Pantauan", f"pantauan/wilayah/{code}/"))
        if code in self.regions_with_reports:
            found.append(("Laporan untuk dilengkapi", f"laporan/{code}/"))
        if code in self.mapped_regions:
            found.append(("Pemetaan urusan dan potensi", f"pemetaan/{code}/"))
        return found

    @cached_property
    def rank(self) -> Mapping[str, int]:
        """Place of each agreement in the order of the lists, newest first."""
        return {record: place for place, record in enumerate(self.portal.kerja_sama)}

    @cached_property
    def marked_by_rule(self) -> Mapping[str, Sequence[str]]:
        """The agreements each rule marks, newest first."""
        found: dict[str, list[str]] = {}
        for record in self.portal.kerja_sama:
            findings = self.portal.warnings.get(record, ())
            for rule in dict.fromkeys(finding.rule for finding in findings):
                found.setdefault(rule, []).append(record)
        return found

    @cached_property
    def mitra_by_wilayah(self) -> Mapping[str, Mitra]:
        """The government of each region, where it is a party of some agreement."""
        return {
            m.kode_wilayah: m
            for m in self.portal.mitra.values()
            if m.kode_wilayah is not None and m.kelas in GOVERNMENTS
        }

    @cached_property
    def children_of_mitra(self) -> Mapping[str, Sequence[Mitra]]:
        """The services and units of each body."""
        found: dict[str, list[Mitra]] = {}
        for mitra in self.portal.mitra.values():
            if mitra.induk is not None:
                found.setdefault(mitra.induk, []).append(mitra)
        return found

    @cached_property
    def regencies(self) -> Mapping[str, Sequence[str]]:
        """Codes of the regencies and cities of each province."""
        found: dict[str, list[str]] = {}
        for code, row in self.codes["wilayah"].items():
            if row["provinsi"]:
                found.setdefault(row["provinsi"], []).append(code)
        return found

    @cached_property
    def provinces(self) -> Mapping[str, Sequence[KerjaSama]]:
        """The agreements of each province and of the regencies and cities in it, newest first."""
        by_region = self.portal.by_wilayah
        found: dict[str, Sequence[KerjaSama]] = {}
        for code, inside in self.regencies.items():
            wanted = {r.id: r for c in (code, *inside) for r in by_region.get(c, ())}
            found[code] = sorted(wanted.values(), key=lambda r: self.rank[r.id])
        return found

    @property
    def portal_title(self) -> str:
        """Title of the data of this portal."""
        descriptor = self.portal.package.descriptor
        return str(descriptor["title" if self.language.is_source else "title_eng"])

    @property
    def portal_description(self) -> str:
        """What the data of this portal are, in one or two sentences."""
        descriptor = self.portal.package.descriptor
        return str(descriptor["description" if self.language.is_source else "description_eng"])

    def title(self, table: str, name: str = "") -> str:
        """Return the title of a table or of one of its fields."""
        labelled = self.fields[table][name] if name else self.portal.package.tables[table]
        return labelled.title if self.language.is_source else labelled.title_eng

    def help(self, table: str, name: str = "") -> str:
        """Return the description of a table or of one of its fields."""
        labelled = self.fields[table][name] if name else self.portal.package.tables[table]
        return labelled.description if self.language.is_source else labelled.description_eng

    def label(self, table: str, code: str | None) -> str:
        """Return the label of a code; "" for none."""
        if code is None:
            return ""
        return self.labels[table].get(code, code)

    def stage_label(self, kind: str, stage: str) -> str:
        """Return the label of a stage of a kind of cooperation."""
        ending = "" if self.language.is_source else "_eng"
        return self.portal.package.stage_label(kind, stage, ending=ending)

    def explain(self, table: str, code: str, name: str = "uraian") -> str:
        """Return what a code list says of a code in a column of prose, "" for nothing."""
        row = self.codes[table][code]
        return row[name] if self.language.is_source else row[f"{name}_eng"]

    def short(self, table: str, code: str | None) -> str:
        """Return the abbreviation a label carries in brackets, else the whole label.

        The abbreviations are Indonesian: pages in another language have the whole label.
        """
        label = self.label(table, code)
        if not self.language.is_source:
            return label
        found = _ABBREVIATION.search(label)
        return found[1] if found else label

    def linked(self, text: str) -> Iterator[tuple[str, str]]:
        """Yield a note in parts, each with the address of the record it names, or ""."""
        at = 0
        for match in _ID.finditer(text):
            address = self.address_of(match[0])
            if address:
                yield text[at : match.start()], ""
                yield match[0], address
                at = match.end()
        yield text[at:], ""

    @cached_property
    def names(self) -> Mapping[str, Mapping[str, str]]:
        """What every record is called, by table and id; ids are sought in this order."""
        portal = self.portal
        return {
            "kerja_sama": {i: self.heading(r) for i, r in portal.kerja_sama.items()},
            "usulan": {i: upper_first(r.objek) for i, r in portal.usulan.items()},
            "potensi": {i: upper_first(r.nama) for i, r in portal.potensi.items()},
            "kejadian": {i: upper_first(r.nama) for i, r in portal.kejadian.items()},
            "renstra": {i: r.nama for i, r in portal.renstra.items()},
            "angka_kantor": {i: upper_first(r.indikator) for i, r in portal.angka_kantor.items()},
            "indikator": {i: r.nama for i, r in portal.indikator.items()},
            "mitra": {i: r.nama for i, r in portal.mitra.items()},
        }

    def name_of(self, record: str, table: str = "") -> str:
        """Return what a record is called, of one table or of any; "" for none."""
        tables = (table,) if table else self.names
        found = (self.names.get(name, {}).get(record, "") for name in tables)
        return next(filter(None, found), "")

    def page_of(self, table: str, record: str) -> str:
        """Return the address of a record of a main table, "" where it has no page of its own."""
        shape = self.portal.package.tables[table].shape
        return "" if shape is None or table == "angka_kantor" else f"{shape.folder}/{record}/"

    def address_of(self, record: str, table: str = "") -> str:
        """Return where a record is read, or that it was taken away; "" for none.

        Args:
            record: Its id.
            table: The table it is sought in; every one for "".
        """
        for name in (table,) if table else self.names:
            if record in self.names.get(name, {}):
                if name == "angka_kantor":
                    return f"angka-kantor/#{record}"
                return self.page_of(name, record)
        removed = self.portal.catatan_dihapus.get(record)
        if removed is None or table not in ("", removed.tabel, "catatan_dihapus"):
            return ""
        return self.page_of(removed.tabel, record)

    def region_page(self, code: str) -> str:
        """Return the address of a region's page, "" for none: a regency without agreements."""
        row = self.codes["wilayah"].get(code)
        has_page = row is not None and (not row["provinsi"] or code in self.portal.by_wilayah)
        return urls.under("wilayah", code) if has_page else ""

    def cell(self, table: str, values: Mapping[str, str], name: str) -> Cell:
        """Return a field of a raw row as shown, codes as labels and dates in words."""
        field = self.fields[table][name]
        raw = values.get(name, "")
        if raw in self.emptiness:
            return Cell(self.title(table, name), self.emptiness[raw], raw or "tidak-tercatat")
        is_own = (
            field.type == "string"
            and field.reference is None
            and field.kind not in ("partial-date", "rupiah")
        )
        return Cell(self.title(table, name), self.words(field, raw), is_own=is_own)

    def words(self, field: Field, raw: str) -> str:
        """Return a value that is not empty as people write it."""
        if field.kind == "partial-date":
            return self.language.date_words(raw)
        if field.kind == "rupiah":
            return self.language.rupiah(raw)
        if field.reference is not None and field.reference.table in self.labels:
            return self.label(field.reference.table, raw)
        return raw

    def main_cell(self, record: KerjaSama, name: str) -> Cell:
        """Return a main field of an agreement as shown."""
        return self.cell("kerja_sama", self.raw[record.id].main.values, name)

    def child_rows(self, record: KerjaSama, table: str) -> list[Mapping[str, str]]:
        """Return the raw rows of a child table of an agreement."""
        return [row.values for row in self.raw[record.id].children.get(table, ())]

    def heading(self, record: KerjaSama) -> str:
        """Return the title of an agreement with a capital at its start."""
        return upper_first(record.title)

    def summary(self, record: KerjaSama) -> Summary:
        """Return an agreement as a row of a list."""
        signed = record.tanggal_penandatanganan or record.tanggal_mulai
        code = record.bentuk_naskah
        return Summary(
            id=record.id,
            title=self.heading(record),
            jenis=self.short("jenis", record.jenis),
            bentuk=self.short("bentuk_naskah", code) or record.nama_naskah,
            date="" if signed is None else self.language.write(signed),
            date_iso="" if signed is None else signed.text,
            status=self.portal.states[record.id].status,
            parties=tuple(self.portal.mitra[p.mitra].nama for p in record.para_pihak),
            jenis_kode=record.jenis,
            bentuk_kode=code or "",
            is_named=code is None,
            is_signed=record.tanggal_penandatanganan is not None,
            until=self._until(record),
        )

    def since(self, row: Summary) -> str:
        """Return when an agreement was signed, or else began, in words within a sentence."""
        if not row.date:
            return self.gettext("tanggal tidak tercatat")
        if row.is_signed:
            return self.gettext("ditandatangani %(date)s", date=row.date)
        return self.gettext("mulai %(date)s", date=row.date)

    def _until(self, record: KerjaSama) -> str:
        """Return the last day of an agreement in words, "" where no day, month or year is known."""
        ending = ending_of(self.life, record)
        last = spanning(ending.first, ending.last) if ending is not None else None
        return "" if last is None else self.language.write(last)

    def summaries(self, records: Iterable[KerjaSama]) -> list[Summary]:
        """Return agreements as rows of a list."""
        return [self.summary(record) for record in records]

    def wilayah_of(self, record: KerjaSama) -> tuple[str, ...]:
        """Return the regions an agreement belongs to, the provinces around them included."""
        codes = self.portal.regions_of(record)
        provinces = [
            self.codes["wilayah"][c]["provinsi"] for c in codes if c in self.codes["wilayah"]
        ]
        return tuple(dict.fromkeys([*codes, *(p for p in provinces if p)]))

    def feeds_of(self, record: KerjaSama) -> list[tuple[str, str]]:
        """Return (section, code) of every region, party and affair whose feed tells of it."""
        return [
            *(("wilayah", code) for code in self.wilayah_of(record)),
            *(("mitra", code) for code in dict.fromkeys(self.portal.bodies_of(record))),
            *(("urusan", code) for code in dict.fromkeys(record.urusan)),
        ]

    def facets_of(self, record: KerjaSama) -> dict[str, tuple[str, ...]]:
        """Return the values of each facet of an agreement, at least one of each."""
        return {
            "keadaan": (self.portal.states[record.id].status,),
            "jenis": (record.jenis,),
            "bentuk_naskah": (record.bentuk_naskah or urls.UNRECORDED,),
            "wilayah": self.wilayah_of(record) or (urls.UNRECORDED,),
            "urusan": tuple(dict.fromkeys(record.urusan)) or (urls.UNRECORDED,),
            "tahun": (record.year or UNKNOWN_YEAR,),
            "tahun_berakhir": (self._ending_year(record),),
            "tingkat_bukti": (record.tingkat_bukti,),
        }

    def _ending_year(self, record: KerjaSama) -> str:
        ending = ending_of(self.life, record)
        if ending is None or ending.first.year != ending.last.year:
            return UNKNOWN_YEAR
        return str(ending.first.year)

    @cached_property
    def facet_counts(self) -> Mapping[str, Counter[str]]:
        """Number of agreements by facet and value."""
        counts: dict[str, Counter[str]] = {name: Counter() for name in FACETS}
        for record in self.portal.kerja_sama.values():
            for name, values in self.facets_of(record).items():
                counts[name].update(values)
        return counts

    def year_label(self, year: str) -> str:
        """Return a year as shown."""
        return self.gettext("Tahun tidak diketahui") if year == UNKNOWN_YEAR else year

    def facet_title(self, name: str) -> str:
        """Return the title of a facet, from the schema."""
        if name in self.fields["kerja_sama"]:
            return self.title("kerja_sama", name)
        if name == "tahun":
            return self.gettext("Tahun penandatanganan")
        if name == "tahun_berakhir":
            return self.gettext("Tahun berakhir")
        return self.title(name)

    @cached_property
    def facets(self) -> tuple[Facet, ...]:
        """Every facet with the values that occur."""
        return tuple(
            Facet(name, self.facet_title(name), tuple(self._options(name, table)))
            for name, table in FACETS.items()
        )

    def _options(self, name: str, table: str) -> Iterable[Option]:
        counts = self.facet_counts[name]
        if not table:
            for year in sorted(
                counts, key=lambda y: (y == UNKNOWN_YEAR, -int(y) if y.isdigit() else 0)
            ):
                yield Option(year, self.year_label(year), counts[year])
            return
        for code, row in self.codes[table].items():
            if not counts[code]:
                continue
            if table == "wilayah":
                province = row["provinsi"] or code
                whole = self.gettext("Seluruh %(name)s", name=row["nama"])
                label = row["nama"] if row["provinsi"] else whole
                yield Option(code, label, counts[code], self.label("wilayah", province))
            else:
                group = self.explain(table, code, "kelompok") if table == "urusan" else ""
                yield Option(code, self.label(table, code), counts[code], group)
        if counts[urls.UNRECORDED]:
            label = upper_first(self.emptiness[""])
            yield Option(urls.UNRECORDED, label, counts[urls.UNRECORDED])

    def count_by(self, facet: str) -> list[Option]:
        """Return every code of a facet with its number, those without any included."""
        counts = self.facet_counts[facet]
        return [
            Option(code, label, counts[code]) for code, label in self.labels[FACETS[facet]].items()
        ]
