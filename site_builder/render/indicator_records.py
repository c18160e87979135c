"""The records behind the figures of an indicator, on pages that each figure leads to.

One list for all agreements and one for each classification, cut into pages like every long list.
A figure has a section with the records of its numerator and denominator; only figures that the
indicator's page shows have one, so the work grows with the records and not with their product.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from site_builder.indicators import Result, records_by_class
from site_builder.partial_date import in_words
from site_builder.render import urls
from site_builder.render.build import Builder
from site_builder.render.context import Context, lower_first, upper_first
from site_builder.render.indicator_classes import class_label, class_title
from site_builder.render.page import Page
from site_builder.render.record_sections import Cut, Item, cut, item

__all__ = ["UNDATED", "Figure", "RecordLists", "records_of"]

#: Stands for the year of the records that no year counts.
UNDATED = "tanpa-tahun"
_PARTS = {"pembilang": "Pembilang", "penyebut": "Penyebut"}


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of an indicator: over all agreements, or in a class; of a year, or of the state.

    Attributes:
        name: Name of the classification, "" for none.
        code: Code of the class, "" for none or where it is not recorded.
        year: Year, or `UNDATED`; of an indicator of state "" for the date of the data.
    """

    name: str
    code: str
    year: str

    @property
    def before(self) -> Figure | None:
        """The same figure of the year before, None where it is of no year."""
        if not self.year.isdigit():
            return None
        return Figure(self.name, self.code, str(int(self.year) - 1))

    @property
    def newness(self) -> int:
        """A number that is greater for a newer year; the date of the data is the newest."""
        return 0 if self.year == UNDATED else int(self.year or date.max.year)

    @property
    def anchor(self) -> str:
        """Where the figure stands on its page."""
        words = [self.code or "tidak-tercatat"] if self.name else []
        return "-".join([*words, *([self.year] if self.year else [])]) or "semua"


@dataclass(frozen=True, slots=True)
class Part:
    """Records of a figure's numerator or denominator on one page, with their number in all."""

    heading: str
    anchor: str
    total: int
    items: Sequence[Item]


@dataclass(frozen=True, slots=True)
class Section:
    """What one page lists of a figure; `anchor` is "" where the figure began on an earlier page."""

    heading: str
    anchor: str
    parts: Sequence[Part]
    before: tuple[str, int, str] | None


def records_of(indikator: str, figure: Figure) -> str:
    """Return the address of the records of a figure that the page of its indicator shows."""
    return f"{_base(indikator, figure.name)}#{figure.anchor}"


def _base(indikator: str, name: str) -> str:
    own = urls.under("indikator", indikator) + "rekaman/"
    return f"{own}{name.replace('_', '-')}/" if name else own


class RecordLists:
    """The lists of one indicator, and the place of every figure on them."""

    def __init__(self, build: Builder, result: Result, shown: Iterable[Figure]) -> None:
        self._build = build
        self._result = result
        self._is_growth = result.indikator.cara == "pertumbuhan"
        wanted = dict.fromkeys(shown)
        if self._is_growth:
            wanted |= dict.fromkeys(figure.before for figure in wanted if figure.before)
        place: dict[tuple[str, str], int] = {}
        for figure in wanted:
            place.setdefault((figure.name, figure.code), len(place))
        newest_first = sorted(wanted, key=lambda f: (f.name, place[f.name, f.code], -f.newness))
        self._behind = dict(_behind(build.ctx, result, newest_first))
        self._cuts: dict[str, Cut[tuple[Figure, str], str]] = {}
        self._places: dict[tuple[Figure, str], str] = {}
        for name, figures in groupby(self._behind, key=lambda f: f.name):
            self._cuts[name] = cut(build, _base(result.indikator.id, name), self._parts(figures))
            self._places.update(self._cuts[name].starts)

    def place(self, figure: Figure, part: str = "") -> str:
        """Return the address of the records of a figure, or of a part of it; "" for no records."""
        before = figure.before if self._is_growth else None
        if part == "penyebut" and before:
            return self.place(before, "pembilang")
        if figure in self._behind:
            first = next(iter(self._behind[figure]))
            if part in ("", first):
                return f"{self._places[figure, first]}#{figure.anchor}"
            if part in self._behind[figure]:
                return f"{self._places[figure, part]}#{figure.anchor}-{part}"
        return self.place(before, "pembilang") if before and not part else ""

    def pages(self) -> Iterator[Page]:
        """Yield the pages of every list."""
        ctx, indikator = self._build.ctx, self._result.indikator
        own = urls.under("indikator", indikator.id)
        for name, one in self._cuts.items():
            by = f" menurut {lower_first(class_title(ctx, name))}" if name else ""
            title = f"{indikator.nama}: catatan yang dihitung{by}"
            for path, pager, parts in one.pages:
                yield self._build.page(
                    "indicator_records.html",
                    path,
                    title=pager.titled(title),
                    description=f"Catatan di balik angka indikator {indikator.nama}{by}.",
                    kind="indikator-rekaman",
                    section="indikator/",
                    crumbs=[
                        ("Indikator", "indikator/"),
                        (indikator.nama, own),
                        *pager.crumb(f"Catatan yang dihitung{by}"),
                    ],
                    definition=indikator.definisi,
                    details_csv=f"{own}{indikator.id}-rincian.csv",
                    pager=pager,
                    contents=self._contents(name, path) if pager.number == 1 else [],
                    has_parts=bool(indikator.penyebut),
                    sections=[
                        self._section(path, figure, [(part, on) for (_, part), on in some])
                        for figure, some in groupby(parts, key=lambda found: found[0][0])
                    ],
                )

    def _parts(
        self, figures: Iterable[Figure]
    ) -> Iterator[tuple[tuple[Figure, str], Sequence[str]]]:
        rank = self._build.ctx.rank
        for figure in figures:
            for part, records in self._behind[figure].items():
                yield (figure, part), sorted(records, key=lambda r: rank.get(r, 0))

    def _heading(self, figure: Figure) -> str:
        label = class_label(self._build.ctx, figure.name, figure.code)[0] if figure.name else ""
        is_state = self._result.indikator.periode == "keadaan"
        if figure.year == UNDATED:
            return "Tahun tidak tercatat"
        year = f"akhir tahun {figure.year}" if is_state and figure.year else figure.year
        words = ", ".join(filter(None, [label, year]))
        return upper_first(words) or f"Per {in_words(self._build.ctx.portal.as_of)}"

    def _contents(self, name: str, path: str) -> list[tuple[str, str, str, int]]:
        """Return (heading, address, anchor, 0) of every section: figures have their numbers beside.

        The anchor is that of a section on a later page: its address without the page leads on.
        """
        found = []
        for figure in self._behind:
            if figure.name == name:
                place = self.place(figure)
                moved = "" if place.startswith(f"{path}#") else figure.anchor
                found.append((self._heading(figure), place, moved, 0))
        return found if len(found) > 1 else []

    def _section(
        self, path: str, figure: Figure, parts: Iterable[tuple[str, Sequence[str]]]
    ) -> Section:
        ctx, behind = self._build.ctx, self._behind[figure]
        begins = {part for part in behind if self._places[figure, part] == path}
        earlier = figure.before
        before = None
        if self._is_growth and earlier in self._behind:
            count = len(self._behind[earlier]["pembilang"])
            before = (earlier.year, count, self.place(earlier))
        return Section(
            self._heading(figure),
            figure.anchor if next(iter(behind)) in begins else "",
            [
                Part(
                    _PARTS[part],
                    f"{figure.anchor}-{part}" if part in begins else "",
                    len(behind[part]),
                    [item(ctx, record) for record in records],
                )
                for part, records in parts
            ],
            before,
        )


def _behind(
    ctx: Context, result: Result, wanted: Iterable[Figure]
) -> Iterator[tuple[Figure, Mapping[str, Sequence[str]]]]:
    """Yield the records of each figure that has some, by part."""
    for name, figures in groupby(wanted, key=lambda f: f.name):
        found = records_by_class(ctx.portal, result, name)
        for figure in figures:
            if figure.year == UNDATED:
                yield figure, {"pembilang": result.undated}
            elif (figure.code, figure.year) in found:
                yield figure, found[figure.code, figure.year]
