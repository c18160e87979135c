"""The classes that the values of an indicator fall into: titles, labels, order."""

from __future__ import annotations

from collections.abc import Mapping

from site_builder.render import urls
from site_builder.render.context import Context

__all__ = ["class_label", "class_order", "class_title"]

_GROUPS = {
    "daerah": "Pemerintah daerah dan unitnya",
    "pusat": "Pemerintah Pusat",
    "pihak-ketiga": "Pihak ketiga",
    "luar-negeri": "Luar negeri",
    "lainnya": "Lainnya",
}


def class_title(ctx: Context, name: str) -> str:
    """Return the title of a classification."""
    if name == "golongan":
        return "Golongan pihak"
    if name == "wilayah":
        return ctx.title("wilayah")
    if name in ctx.fields["kerja_sama"]:
        return ctx.title("kerja_sama", name)
    return ctx.title("status", "status") if name == "status" else ctx.title(name)


def class_label(ctx: Context, name: str, code: str) -> tuple[str, str]:
    """Return the label of a class and the address of its page, "" where it has none."""
    if not code:
        return "tidak tercatat", ""
    if name == "golongan":
        return _GROUPS.get(code, code), ""
    if name in ("wilayah", "urusan", "jenis", "status"):
        table = "keadaan" if name == "status" else name
        page = ctx.region_page(code) if name == "wilayah" else urls.under(name, code)
        return ctx.label(table, code), page
    reference = ctx.fields["kerja_sama"][name].reference
    return ctx.label(reference.table, code) if reference else code, ""


def class_order(ctx: Context, name: str) -> Mapping[str, int]:
    """Return the place of each class of a classification."""
    table = {"status": "keadaan"}.get(name, name)
    if name in ctx.fields["kerja_sama"]:
        reference = ctx.fields["kerja_sama"][name].reference
        table = reference.table if reference else name
    codes = _GROUPS if name == "golongan" else ctx.labels.get(table, {})
    return {code: place for place, code in enumerate(codes)}
