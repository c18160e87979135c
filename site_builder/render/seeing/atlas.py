"""Which regions cooperate with which, and where they lie."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from site_builder.counterparts import Pair, pairs_of
from site_builder.dataset import GOVERNMENTS
from site_builder.model import KerjaSama, Mitra
from site_builder.render import urls
from site_builder.render.context import Context
from site_builder.render.seeing.places import (
    Circle,
    Line,
    Names,
    lines_from,
    named,
    place_circles,
)
from site_builder.render.seeing.projection import INDONESIA, WORLD, Box, Point, indonesia, world

__all__ = ["ENOUGH", "JAVA", "Atlas", "Picture", "atlas_of"]

#: One agreement tells everything on its own page; pictures begin with two.
ENOUGH = 2
HOME = "ID"
#: Radius of the largest circle, in units of the map.
_LARGEST = 15.0
#: A phone draws the map at a third of its size: there circles of most maps grow by this factor, and
#: letters are as high as given, in thousandths of the width. ``lihat.css`` knows both.
_GROWN = 2.0
_NARROW = 0.034


def _box(north: float, west: float, south: float, east: float) -> Box:
    left, top = indonesia(north, west)
    right, bottom = indonesia(south, east)
    return Box(round(left), round(top), round(right - left), round(bottom - top))


#: Java and Bali, where most regions lie, drawn once more and larger.
JAVA = _box(-5.3, 104.9, -9.1, 116.3)


@dataclass(frozen=True, slots=True)
class Picture:
    """A map: its frame, its outline file, and what lies on it.

    Attributes:
        key: Part of the ids in the page.
        box: The ``viewBox``.
        circles: Places, largest first.
        wide: What is written on it.
        narrow: What is written on it on a phone, larger and less.
        grows: Whether its circles are drawn larger on a phone.
        lines: Lines below the circles.
        missing: Keys without a point.
        centre: The place lines start from.
    """

    key: str
    box: Box
    circles: Sequence[Circle]
    wide: Names
    narrow: Names
    grows: bool = False
    lines: Sequence[Line] = ()
    missing: Sequence[str] = ()
    centre: Circle | None = None


@dataclass(frozen=True)
class Atlas:
    """Places and ties of the regions, each computed once."""

    ctx: Context

    @cached_property
    def points(self) -> Mapping[str, Point]:
        """Place of every region that has one: of the region itself, else of its government."""
        found: dict[str, Point] = {}
        for code, row in self.ctx.codes["wilayah"].items():
            if row["lintang"] and row["bujur"]:
                found[code] = indonesia(float(row["lintang"]), float(row["bujur"]))
        for code, mitra in self.ctx.mitra_by_wilayah.items():
            if code not in found and mitra.lintang is not None and mitra.bujur is not None:
                found[code] = indonesia(float(mitra.lintang), float(mitra.bujur))
        return found

    @cached_property
    def ties(self) -> Mapping[str, Mapping[str, int]]:
        """For each region, how many agreements it has together with each other region."""
        found: dict[str, Counter[str]] = {}
        for record in self.ctx.portal.kerja_sama.values():
            codes = self.ctx.portal.regions_of(record)
            for code in codes:
                found.setdefault(code, Counter()).update(c for c in codes if c != code)
        return found

    @cached_property
    def provinces(self) -> Mapping[str, int]:
        """Number of agreements of every province that has some, those of its regencies included."""
        counts = self.ctx.facet_counts["wilayah"]
        rows = self.ctx.codes["wilayah"]
        return {
            code: counts[code]
            for code, row in rows.items()
            if not row["provinsi"] and counts[code]
        }

    @cached_property
    def foreign(self) -> Mapping[str, int]:
        """Number of agreements of every party abroad, by id."""
        portal = self.ctx.portal
        return {
            mitra.id: len(portal.by_mitra[mitra.id])
            for mitra in portal.mitra.values()
            if mitra.negara not in (None, HOME) and mitra.id in portal.by_mitra
        }

    @cached_property
    def foreign_points(self) -> Mapping[str, Point]:
        """Place of every party abroad that has one, on the world map."""
        return {
            key: world(float(mitra.lintang), float(mitra.bujur))
            for key in self.foreign
            if (mitra := self.ctx.portal.mitra[key]).lintang is not None
            and mitra.bujur is not None
        }

    def name(self, code: str) -> str:
        """Name of a region."""
        return self.ctx.label("wilayah", code)

    def regions(
        self,
        key: str,
        counts: Mapping[str, int],
        *,
        largest: float = _LARGEST,
        letter: float = 13,
        names: int = 12,
        grows: bool = True,
    ) -> Picture:
        """Return the map of Indonesia with a circle for every region that has a number.

        Args:
            key: Part of the ids in the page.
            counts: Number of agreements by region code.
            largest: Radius of the largest circle.
            letter: Height of the names.
            names: How many of the largest circles are named where there is room.
            grows: Whether the circles are drawn larger on a phone.
        """
        circles, missing = place_circles(
            counts, self.points, self.name, lambda code: urls.under("wilayah", code), largest
        )
        return Picture(
            key,
            INDONESIA,
            circles,
            named(circles, letter, INDONESIA, names, has_sizes=True),
            _narrow(circles, INDONESIA, 6, grows=grows, has_sizes=True),
            grows,
            missing=missing,
        )

    def java(self, whole: Picture) -> Picture:
        """Return the part of a map that shows Java and Bali, its circles half as large."""
        shown = [c for c in whole.circles if JAVA.holds((c.x, c.y))]
        small = [
            Circle(c.key, c.name, c.address, c.count, c.x, c.y, round(c.r / 2, 2)) for c in shown
        ]
        return Picture(
            f"{whole.key}-jawa",
            JAVA,
            small,
            named(small, 3.6, JAVA, 24, has_sizes=True),
            _narrow(small, JAVA, 8, has_sizes=True),
        )

    def world(self) -> Picture:
        """Return the world map with a circle for every party abroad whose place is known."""
        circles, missing = place_circles(
            self.foreign,
            self.foreign_points,
            lambda key: self.ctx.portal.mitra[key].nama,
            urls.mitra,
            7.0,
        )
        return Picture(
            "dunia",
            WORLD,
            circles,
            named(circles, 13, WORLD, 20, has_sizes=True),
            _narrow(circles, WORLD, 5, grows=True, has_sizes=True),
            grows=True,
            missing=missing,
        )

    def spokes(self, key: str, centre: str | None, counts: Mapping[str, int]) -> Picture | None:
        """Return the map of the regions a region or party works with, joined to its own place.

        Args:
            key: Part of the ids in the page.
            centre: Code of the region in the middle, None for a party that is none.
            counts: Number of agreements with each region.
        """
        own = self.points.get(centre) if centre is not None else None
        known = [self.points[code] for code in counts if code in self.points]
        if not known:
            return None
        box = INDONESIA.around([*known, own] if own is not None else known, 220)
        scale = box.width / INDONESIA.width
        circles, missing = place_circles(
            counts,
            self.points,
            self.name,
            lambda code: urls.under("wilayah", code),
            14.0 * scale,
        )
        middle = None
        lines: list[Line] = []
        if own is not None and centre is not None:
            middle = Circle(
                centre,
                self.name(centre),
                "",
                0,
                round(own[0], 1),
                round(own[1], 1),
                round(10 * scale, 2),
            )
            lines = lines_from(own, circles, circles[0].count)
        first = ([middle] if middle else []) + circles
        return Picture(
            key,
            box,
            circles,
            named(first, round(22 * scale, 2), box, 14),
            _narrow(first, box, 7, grows=True),
            grows=True,
            lines=lines,
            missing=missing,
            centre=middle,
        )

    def own_region(self, mitra: Mitra) -> str | None:
        """Code of the region whose government a party is or belongs to, None for all others."""
        root = self.ctx.portal.root(mitra.id)
        return root.kode_wilayah if root.kelas in GOVERNMENTS else None

    def regions_met(self, mitra: Mitra, records: Iterable[KerjaSama]) -> Counter[str]:
        """Count the regions a party has agreements with, its own left out."""
        own = self.own_region(mitra)
        found: Counter[str] = Counter()
        for record in records:
            found.update(code for code in self.ctx.portal.regions_of(record) if code != own)
        return found

    @cached_property
    def _pairs(self) -> dict[str, Sequence[Pair]]:
        return {}

    def pairs(self, mitra: str) -> Sequence[Pair]:
        """Return with whom a party has agreements; three pages ask for it."""
        if mitra not in self._pairs:
            own = self.ctx.portal.by_mitra.get(mitra, ())
            self._pairs[mitra] = pairs_of(self.ctx.portal, mitra, own)
        return self._pairs[mitra]


def _narrow(
    circles: Sequence[Circle],
    box: Box,
    limit: int,
    *,
    grows: bool = False,
    has_sizes: bool = False,
) -> Names:
    """Return what is written on a map on a phone."""
    return named(
        circles,
        round(_NARROW * box.width, 2),
        box,
        limit,
        grown=_GROWN if grows else 1.0,
        has_sizes=has_sizes,
    )


def atlas_of(ctx: Context) -> Atlas:
    """Return the atlas of a dataset, made once."""
    return ctx.portal.once(Atlas, lambda: Atlas(ctx))
