"""A record as it was: the page of an old version, from a repository made for the test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from scripts.site_server import serving
from tests.browser.checks import violations, width_problems
from tests.browser.conftest import build
from tests.git_support import Repository
from tests.support import AGREEMENT_PATH, agreement, dataset

pytestmark = pytest.mark.browser

PLACE = "kerja-sama/pub-2022-0001/"


@pytest.fixture(scope="module")
def old_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    repository = Repository(tmp_path_factory.mktemp("lama") / "repo")
    long = " ".join(["Catatan yang panjang sekali tentang pemanfaatan sumber air"] * 4)
    first = agreement(catatan=long, tanggal_berakhir='"2024-12-31"')
    repository.commit(dict(dataset(first)), "2023-01-01", "data: pertama")
    second = agreement(catatan=f"{long} yang diubah") + (
        "dokumen:\n  - alamat: https://contoh.go.id/" + "panjang" * 30 + ".pdf\n"
    )
    repository.commit({AGREEMENT_PATH: second}, "2024-02-01", "x" * 300)
    site = build(
        tmp_path_factory.mktemp("situs-lama") / "situs",
        "--records",
        str(repository.root / "records"),
    )
    with serving(site) as served:
        yield served.address


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "dark")])
def test_history_leads_to_the_record_as_it_was(
    width: int, scheme: str, old_address: str, browser: Browser
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    page = context.new_page()
    problems: list[str] = []

    def look() -> None:
        problems.extend(f"{page.url}: {problem}" for problem in violations(page))
        problems.extend(f"{page.url}: {problem}" for problem in width_problems(page))

    page.goto(old_address + PLACE)
    page.get_by_role("link", name="Lihat riwayat").first.click()
    look()
    page.get_by_role("link", name="Seperti pada 1 Januari 2023").click()
    look()
    assert page.locator("h1").count() == 1
    assert page.get_by_text("Bukan keadaan sekarang").is_visible()
    assert page.get_by_text("31 Desember 2024").first.is_visible()
    assert page.locator('meta[name="robots"]').get_attribute("content") == "noindex"
    page.get_by_role("link", name="Buka catatan yang sekarang").click()
    assert page.url == old_address + PLACE
    page.goto(old_address + "perubahan/")
    look()
    context.close()
    assert not problems, "\n".join(problems)
