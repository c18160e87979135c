"""An agreement as linked data, in the words of schema.org.

Schema.org has no word for a treaty or contract; a signed text is a ``CreativeWork``. The licence is
that of the description (``sdLicense``), not of the instrument.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from site_builder.model import KerjaSama, Mitra
from site_builder.portal import Portal
from site_builder.render import urls
from site_builder.render.context import Context

__all__ = ["agreement_json_ld"]

_GOVERNMENT = ("pemerintah-", "perangkat-daerah", "kementerian-lembaga", "instansi-vertikal")


def agreement_json_ld(ctx: Context, record: KerjaSama) -> Mapping[str, Any]:
    """Return an agreement as linked data (https://schema.org/CreativeWork)."""
    portal = ctx.portal
    state = portal.states[record.id]
    address = portal.base_url + urls.agreement(record.id)
    numbers = [p.nomor_naskah for p in record.para_pihak if p.nomor_naskah]
    signed = record.tanggal_penandatanganan
    ends = state.ends_to if state.ends_from == state.ends_to else None
    values: dict[str, Any] = {
        "@context": "https://schema.org/",
        "@type": "CreativeWork",
        "@id": address,
        "url": address,
        "name": ctx.heading(record),
        "alternateName": record.nama_naskah,
        "genre": ctx.label("jenis", record.jenis),
        "identifier": [record.id, *numbers, *record.nomor_lain],
        "dateCreated": None if signed is None else signed.text,
        "expires": None if ends is None else ends.isoformat(),
        "creator": [_party(portal, portal.mitra[p.mitra]) for p in record.para_pihak],
        "about": [ctx.label("urusan", code) for code in record.urusan],
        # The file of the instrument is the same thing; a page that tells of it is not.
        "sameAs": [a for d in record.dokumen if (a := urls.safe(d.alamat))],
        "citation": [a for s in record.sumber if (a := urls.safe(s.alamat))],
        "isPartOf": portal.base_url,
        "sdLicense": portal.package.descriptor["licenses"][0]["path"],
        "sdDatePublished": portal.as_of.isoformat(),
    }
    return {name: value for name, value in values.items() if value}


def _party(portal: Portal, mitra: Mitra) -> Mapping[str, str]:
    is_government = mitra.kelas.startswith(_GOVERNMENT)
    return {
        "@type": "GovernmentOrganization" if is_government else "Organization",
        "name": mitra.nama,
        "url": portal.base_url + urls.mitra(mitra.id),
    }
