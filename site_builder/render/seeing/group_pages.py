"""What can be seen of a region or a party: at a glance on its page, more on pages of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from site_builder.counterparts import BUCKETS, Bucket, Pair
from site_builder.dataset import GOVERNMENTS
from site_builder.model import KerjaSama, Mitra
from site_builder.portal import Portal
from site_builder.render import urls
from site_builder.render.build import PER_PAGE, Builder
from site_builder.render.charts import spark
from site_builder.render.context import Context, Summary
from site_builder.render.page import Page
from site_builder.render.seeing.atlas import ENOUGH, Picture, atlas_of
from site_builder.render.seeing.network import build_network
from site_builder.render.seeing.timelines import Bar, Row, build_axis, build_bar, in_chains

__all__ = [
    "CSS",
    "Glance",
    "glance_at_mitra",
    "glance_at_region",
    "group_pages",
    "region_records",
    "yearly",
]

CSS = ("lihat.css",)
_SHOWN = 10
#: How the three answers are called, everywhere.
BUCKET_WORDS: Mapping[Bucket, str] = {
    "berlaku": "Berlaku",
    "tidak-pasti": "Tidak dapat dipastikan",
    "tidak": "Tidak berlaku",
}


@dataclass(frozen=True, slots=True)
class Yearly:
    """Agreements by year of signing: the numbers, and the points of a small line."""

    years: Sequence[tuple[int, int]]
    points: Sequence[str]
    unknown: int

    @property
    def peak(self) -> tuple[int, int]:
        """The year with the most agreements, the first of equals, and how many."""
        return max(self.years, key=lambda y: (y[1], -y[0]))


@dataclass(frozen=True, slots=True)
class Glance:
    """What the page of a region or party shows beside its list."""

    links: Sequence[tuple[str, str]]
    yearly: Yearly | None
    picture: Picture | None
    picture_title: str
    regions: Mapping[str, int]
    words: Mapping[Bucket, str]
    pairs: Sequence[Pair]
    all_pairs: int
    pairs_address: str


def yearly(portal: Portal, records: Sequence[KerjaSama]) -> Yearly | None:
    """Count agreements by year of signing, years without any included; None for a single year."""
    counts = Counter(record.year for record in records)
    unknown = counts.pop(None, 0)
    years = [int(year) for year in counts if year is not None]
    if not years or min(years) == max(*years, portal.as_of.year):
        return None
    span = range(min(years), max(*years, portal.as_of.year) + 1)
    numbers = [(year, counts[str(year)]) for year in span]
    return Yearly(numbers, spark([Fraction(n) for _, n in numbers]), unknown)


def has_enough(records: Sequence[KerjaSama]) -> bool:
    """Tell whether there is something to compare in a picture."""
    return len(records) >= ENOUGH


def glance_at_region(build: Builder, code: str, records: Sequence[KerjaSama]) -> Glance | None:
    """Return what the page of a region shows; `records` are those its list has."""
    if not has_enough(records):
        return None
    ctx = build.ctx
    base = urls.under("wilayah", code)
    links = [("Lini masa", f"{base}linimasa/")]
    if has_enough(ctx.portal.by_wilayah.get(code, ())):
        links.append(("Jejaring mitra", f"{base}jejaring/"))
    government = ctx.mitra_by_wilayah.get(code)
    if government is not None and not has_enough(ctx.portal.by_mitra.get(government.id, ())):
        government = None
    name = ctx.label("wilayah", code)
    return _glance(ctx, links, records, name, code, atlas_of(ctx).ties.get(code, {}), government)


def glance_at_mitra(build: Builder, mitra: Mitra, records: Sequence[KerjaSama]) -> Glance | None:
    """Return what the page of a party shows."""
    if not has_enough(records):
        return None
    ctx = build.ctx
    atlas = atlas_of(ctx)
    links = [("Lini masa", timeline_of_mitra(ctx.portal, mitra, records))]
    met = atlas.regions_met(mitra, records)
    return _glance(ctx, links, records, mitra.nama, atlas.own_region(mitra), met, mitra)


def _glance(
    ctx: Context,
    links: Sequence[tuple[str, str]],
    records: Sequence[KerjaSama],
    name: str,
    centre: str | None,
    met: Mapping[str, int],
    paired: Mitra | None,
) -> Glance:
    """Return a glance at `records`; `paired` is the party whose counterparts are shown."""
    atlas = atlas_of(ctx)
    pairs = atlas.pairs(paired.id) if paired is not None else ()
    return Glance(
        links,
        yearly(ctx.portal, records),
        atlas.spokes("sebaran", centre, met),
        f"Daerah yang bekerja sama dengan {name}",
        met,
        BUCKET_WORDS,
        pairs[:_SHOWN],
        len(pairs),
        f"{urls.mitra(paired.id)}berlaku/" if paired is not None else "",
    )


def timeline_of_mitra(portal: Portal, mitra: Mitra, records: Sequence[KerjaSama]) -> str:
    """Return the address of a party's timeline: that of its region where the two are the same."""
    code = mitra.kode_wilayah
    if code is not None and "." in code and mitra.kelas in GOVERNMENTS:
        same = portal.by_wilayah.get(code, ())
        if [r.id for r in same] == [r.id for r in records]:
            return f"{urls.under('wilayah', code)}linimasa/"
    return f"{urls.mitra(mitra.id)}linimasa/"


def region_records(ctx: Context, code: str) -> Sequence[KerjaSama]:
    """Return the agreements the page of a region lists: a province has those of its regencies."""
    whole = ctx.provinces.get(code)
    return ctx.portal.by_wilayah.get(code, ()) if whole is None else whole


def group_pages(build: Builder) -> Iterator[Page]:
    """Yield the pages below those of the regions and parties."""
    ctx = build.ctx
    title = ctx.title("wilayah")
    for code in ctx.codes["wilayah"]:
        records = region_records(ctx, code)
        if not has_enough(records):
            continue
        base = urls.under("wilayah", code)
        name = ctx.label("wilayah", code)
        crumbs = [(title, "wilayah/"), (name, base)]
        yield from _timeline(build, f"{base}linimasa/", name, records, crumbs, "wilayah/")
        if has_enough(ctx.portal.by_wilayah.get(code, ())):
            yield _network(build, code, name, crumbs)
    for mitra in ctx.portal.mitra.values():
        records = ctx.portal.by_mitra.get(mitra.id, ())
        if not has_enough(records):
            continue
        base = urls.mitra(mitra.id)
        crumbs = [(ctx.title("mitra"), "mitra/"), (mitra.nama, base)]
        if timeline_of_mitra(ctx.portal, mitra, records) == f"{base}linimasa/":
            yield from _timeline(build, f"{base}linimasa/", mitra.nama, records, crumbs, "mitra/")
        yield from _pairs(build, mitra, crumbs)


def _timeline(
    build: Builder,
    base: str,
    name: str,
    records: Sequence[KerjaSama],
    crumbs: Sequence[tuple[str, str]],
    section: str,
) -> Iterator[Page]:
    ctx = build.ctx
    axis = build_axis(ctx.life, records)
    rows = list(in_chains(records))
    for path, pager, part in build.paged(base, rows):
        shown: list[tuple[Row, Bar, Summary]] = [
            (row, build_bar(ctx.life, row.record, axis), ctx.summary(row.record)) for row in part
        ]
        yield build.page(
            "timelines.html",
            path,
            title=pager.titled(f"Lini masa: {name}"),
            description=f"Kapan {pager.total} naskah kerja sama {name} mulai dan berakhir.",
            kind="lini-masa",
            section=section,
            assets=CSS,
            crumbs=crumbs,
            name=name,
            axis=axis,
            rows=shown,
            pager=pager,
        )


def _network(build: Builder, code: str, name: str, crumbs: Sequence[tuple[str, str]]) -> Page:
    ctx = build.ctx
    portal = ctx.portal
    records = portal.by_wilayah[code]
    met = [partners_in(portal, code, record) for record in records]
    counts: Counter[str] = Counter(key for keys in met for key in keys)
    order = sorted(counts, key=lambda k: (-counts[k], portal.mitra[k].nama.casefold(), k))
    network = build_network([(k, portal.mitra[k].nama, counts[k]) for k in order], met)
    return build.page(
        "network.html",
        f"{urls.under('wilayah', code)}jejaring/",
        title=f"Jejaring mitra: {name}",
        description=f"{len(order)} mitra yang bekerja sama dengan {name}, sebagai gambar dan tabel.",
        kind="jejaring",
        section="wilayah/",
        assets=CSS,
        crumbs=crumbs,
        name=name,
        network=network,
        partners=[(portal.mitra[k], counts[k]) for k in order],
        total=len(records),
    )


def partners_in(portal: Portal, code: str, record: KerjaSama) -> list[str]:
    """Return the bodies a region meets in an agreement: topmost, its own left out."""
    found: dict[str, None] = {}
    for party in record.para_pihak:
        root = portal.root(party.mitra)
        if root.kode_wilayah != code or root.kelas not in GOVERNMENTS:
            found.setdefault(root.id)
    return list(found)


@dataclass(frozen=True, slots=True)
class Together:
    """The agreements of two parties, as far as they stand on one page."""

    mitra: str
    groups: Mapping[Bucket, Sequence[Summary]]


def _pairs(build: Builder, mitra: Mitra, crumbs: Sequence[tuple[str, str]]) -> Iterator[Page]:
    """Yield the agreements of a party by counterpart; paged by agreement, not by counterpart."""
    ctx = build.ctx
    pairs = atlas_of(ctx).pairs(mitra.id)
    base = f"{urls.mitra(mitra.id)}berlaku/"
    entries = [(p, bucket, i) for p in pairs for bucket in BUCKETS for i in p.of(bucket)]
    addresses: dict[str, str] = {}
    for place, (pair, _, _) in enumerate(entries):
        addresses.setdefault(pair.mitra, urls.numbered(base, place // PER_PAGE + 1))
    for path, pager, part in build.paged(base, entries):
        shown: dict[str, dict[Bucket, list[Summary]]] = {}
        for pair, bucket, record in part:
            groups = shown.setdefault(pair.mitra, {})
            groups.setdefault(bucket, []).append(ctx.summary(ctx.portal.kerja_sama[record]))
        yield build.page(
            "party_pairs.html",
            path,
            title=pager.titled(f"Berlaku dengan siapa: {mitra.nama}"),
            description=f"Naskah {mitra.nama} menurut pihak lainnya: yang berlaku hari ini, yang "
            "tidak dapat dipastikan, dan yang tidak berlaku.",
            kind="berlaku-mitra",
            section="mitra/",
            assets=CSS,
            crumbs=crumbs,
            pairs=pairs if pager.number == 1 else (),
            addresses=addresses,
            together=[Together(key, groups) for key, groups in shown.items()],
            words=BUCKET_WORDS,
            pager=pager,
        )
