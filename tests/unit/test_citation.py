"""Citations: three styles, the version where there is one, nothing that LaTeX would run."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from site_builder.git_log import read_log
from site_builder.pipeline import build_portal
from site_builder.render.citation import citations, cited_version
from site_builder.render.context import Context
from tests.git_support import Repository
from tests.support import (
    AGREEMENT_PATH,
    agreement,
    check_folder,
    dataset,
    portal_of,
    write_dataset,
)

ID = "pub-2022-0001"
ADDRESS = f"https://contoh.id/portal/kerja-sama/{ID}/"


def test_three_styles_name_the_state_and_the_address(tmp_path: Path) -> None:
    portal = portal_of(write_dataset(tmp_path, dataset()))
    ctx = Context(portal, "")
    apa, chicago, bibtex = citations(ctx, portal.kerja_sama[ID])
    what = f"Catatan {ID}, keadaan per 21 November 2026"
    assert apa.text == (
        f"Data terbuka kerja sama daerah. (2026). Pemanfaatan sumber air [{what}]. {ADDRESS}"
    )
    assert chicago.text == (
        f"Data terbuka kerja sama daerah. “Pemanfaatan sumber air.” {what}. {ADDRESS}."
    )
    assert bibtex.text == (
        f"@misc{{{ID},\n"
        "  author = {{Data terbuka kerja sama daerah}},\n"
        "  title = {{Pemanfaatan sumber air}},\n"
        "  year = {2026},\n"
        f"  note = {{{what}}},\n"
        f"  url = {{{ADDRESS}}},\n}}"
    )
    assert cited_version(ctx, portal.kerja_sama[ID]) == ""


def test_a_title_cannot_break_out_of_bibtex(tmp_path: Path) -> None:
    portal = portal_of(write_dataset(tmp_path, dataset()))
    record = replace(portal.kerja_sama[ID], tentang="a}, x = {\\input{/etc/passwd} 5% & #1\n_b")
    text = citations(Context(portal, ""), record)[2].text
    assert r"{{A\}, x = \{\textbackslash{}input\{/etc/passwd\} 5\% \& \#1 \_b}}" in text
    assert len(text.splitlines()) == 7


def test_the_version_is_named_where_the_history_is_known(tmp_path: Path) -> None:
    repository = Repository(tmp_path / "repo")
    repository.commit(dict(dataset()), "2026-03-01")
    commit = repository.commit({AGREEMENT_PATH: agreement(catatan="Diperiksa.")}, "2026-04-01")
    folder, as_of = repository.root / "records", date(2026, 11, 21)

    def current() -> tuple[str, str]:
        checked, contents = check_folder(folder, as_of)
        log = read_log(folder, as_of)
        portal = build_portal(checked, contents, base_url="https://contoh.id/portal/", log=log)
        ctx = Context(portal, "")
        record = portal.kerja_sama[ID]
        return citations(ctx, record)[0].text, cited_version(ctx, record)

    text, address = current()
    assert f"versi {commit[:12]}, keadaan per 21 November 2026" in text
    assert address.startswith(f"kerja-sama/{ID}/riwayat/{commit[:12]}")
    # A file that is not as it was committed is no version anyone could see again.
    repository.write({AGREEMENT_PATH: agreement(catatan="Belum dikirim.")})
    text, address = current()
    assert "versi" not in text
    assert address == ""
