"""The command line: the only owner of the clock, standard output and exit codes.

Exit codes: 0 nothing stands in the way, 1 findings, 2 wrong use.
"""

from __future__ import annotations

import datetime
import gc
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from site_builder.findings import Finding, Severity, as_github, as_html, as_json, as_text

if TYPE_CHECKING:  # the commands import what they need: --help must not load everything
    from site_builder.pipeline import Checked
    from site_builder.portal import Portal

__all__ = ["main"]

#: Western Indonesia Time: the day a reader in Jakarta calls today.
_WIB = datetime.timezone(datetime.timedelta(hours=7))
_RENDERINGS: dict[str, Callable[[list[Finding], int], str]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
    "html": as_html,
}
#: Every site has this file, and nothing else that could stand in the way has.
_MADE_BY_BUILD = "data/datapackage.json"
_DEFAULT_BASE_URL = "https://kerja-sama-daerah.github.io/portal/"


def _parse_date(
    _context: click.Context, _parameter: click.Parameter, value: str | None
) -> datetime.date:
    """Take the date from the option, else SOURCE_DATE_EPOCH, else the clock."""
    if value is not None:
        try:
            return datetime.date.fromisoformat(value)
        except ValueError as error:
            raise click.BadParameter("tulis TTTT-BB-HH, mis. 2026-11-21") from error
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is not None:
        try:
            return datetime.datetime.fromtimestamp(int(epoch), tz=_WIB).date()
        except (ValueError, OverflowError, OSError) as error:
            raise click.UsageError(f"SOURCE_DATE_EPOCH bukan bilangan detik: {epoch}") from error
    return datetime.datetime.now(tz=_WIB).date()


class _Progress:
    """Says on a terminal what is being done, and keeps how long each stage took."""

    def __init__(self) -> None:
        self._shown = sys.stderr.isatty()
        self._stage = ""
        self._since = time.perf_counter()
        self.seconds: dict[str, float] = {}

    def stage(self, name: str) -> None:
        """Begin a stage; what follows its first word only says how far it is."""
        now = time.perf_counter()
        if self._stage:
            self.seconds[self._stage] = self.seconds.get(self._stage, 0) + now - self._since
        self._stage, self._since = name.partition(" ")[0], now
        if self._shown and name:
            click.echo(f"\r\x1b[K{name} …", err=True, nl=False)

    def count(self, number: int) -> None:
        if self._shown and number % 100 == 0:
            click.echo(f"\r\x1b[K{self._stage}: {number}", err=True, nl=False)

    def counted(self, files: Iterator[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
        for number, item in enumerate(files, start=1):
            self.count(number)
            yield item

    def done(self) -> None:
        self.stage("")
        if self._shown:
            click.echo("\r\x1b[K", err=True, nl=False)


_folder = click.Path(exists=True, file_okay=False, path_type=Path)
_records_option = click.option(
    "--records",
    type=_folder,
    default=Path("records"),
    show_default=True,
    help="Folder of the records.",
)
_datapackage_option = click.option(
    "--datapackage",
    type=_folder,
    default=Path("datapackage"),
    show_default=True,
    help="Folder of the schema and code lists.",
)
_as_of_option = click.option(
    "--as-of",
    metavar="DATE",
    callback=_parse_date,
    help="Date of every computed state; default SOURCE_DATE_EPOCH, else today in WIB.",
)


@click.group()
@click.version_option(package_name="site-builder")
def main() -> None:
    """Check the records of regional cooperation agreements and build the public site."""
    # Reading makes millions of small values without cycles: walking them again and again in search
    # of cycles took a quarter of the time at 10,000 records and freed nothing. `build` turns the
    # collector on again for the pages.
    gc.disable()


@main.command()
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@_records_option
@_datapackage_option
@_as_of_option
@click.option(
    "--output-format",
    type=click.Choice(sorted(_RENDERINGS)),
    default="text",
    show_default=True,
    help="How findings are printed.",
)
@click.option("--strict", is_flag=True, help="Let warnings fail the check too.")
def check(
    paths: tuple[Path, ...],
    records: Path,
    datapackage: Path,
    as_of: datetime.date,
    output_format: str,
    strict: bool,
) -> None:
    """Check records; PATH limits what is shown to those files and folders."""
    from site_builder.pipeline import has_errors

    progress = _Progress()
    checked, file_count, _ = _check(records, datapackage, as_of, progress)
    progress.done()
    shown = [f for f in checked.findings if _is_below(f.path, records, paths)]
    click.echo(_RENDERINGS[output_format](shown, file_count), nl=False)
    fails = has_errors(shown) or (strict and any(f.severity is not Severity.SARAN for f in shown))
    sys.exit(1 if fails else 0)


def _is_below(name: str, records: Path, paths: tuple[Path, ...]) -> bool:
    if not paths:
        return True
    place = (records.resolve().parent / name).resolve()
    return any(place.is_relative_to(path.resolve()) for path in paths)


def _check(
    records: Path, datapackage: Path, as_of: datetime.date, progress: _Progress
) -> tuple[Checked, int, Mapping[str, bytes]]:
    from site_builder.git_log import removed_paths
    from site_builder.pipeline import check as run_check
    from site_builder.read import BASELINE_FILE, load_package, read_baseline, read_records

    progress.stage("membaca")
    package = load_package(datapackage)
    root = records.resolve()
    read = read_records(root, package, on_file=progress.count)
    progress.stage("tabel")
    baseline, baseline_source, baseline_findings = read_baseline(root)
    checked = run_check(
        read.records,
        package,
        as_of,
        contents=read.contents,
        read_findings=[*read.findings, *baseline_findings],
        baseline=baseline,
        baseline_path=f"{root.name}/{BASELINE_FILE}",
        baseline_source=baseline_source,
        removed=[f"{root.name}/{path}" for path in removed_paths(root)],
        on_stage=progress.stage,
    )
    return checked, read.file_count, read.contents


@main.command()
@_records_option
@_datapackage_option
@_as_of_option
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("site"),
    show_default=True,
    help="Folder the site is written to; replaced as a whole, so new, empty or an earlier site.",
)
@click.option(
    "--base-url",
    default=_DEFAULT_BASE_URL,
    show_default=True,
    help="Public address of the site.",
)
@click.option(
    "--shell",
    "shell_name",
    type=click.Choice(["material", "plain"]),
    default="material",
    show_default=True,
    help="Frame of the pages: the Material theme, or our own plain one.",
)
@click.option(
    "--docs",
    type=_folder,
    default=Path("docs"),
    show_default=True,
    help="Folder of the prose; mkdocs.yml lies beside it.",
)
@click.option(
    "--link-checks",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("pemeriksaan/tautan.csv"),
    show_default=True,
    help="What the scheduled check knows of addresses; may be absent.",
)
@click.option("--timings", is_flag=True, help="Print how many seconds each stage took.")
def build(
    records: Path,
    datapackage: Path,
    as_of: datetime.date,
    output: Path,
    base_url: str,
    shell_name: str,
    docs: Path,
    link_checks: Path,
    timings: bool,
) -> None:
    """Check the records and build the whole site; a failed build leaves the old one."""
    from site_builder.git_log import read_log
    from site_builder.indicators import evaluate
    from site_builder.link_state import COLUMNS, LinkError, read_states
    from site_builder.pipeline import build_portal, has_errors

    if not base_url.startswith(("https://", "http://")):
        raise click.BadParameter("tulis alamat http(s) lengkap", param_hint="--base-url")
    _check_output(output, (records, datapackage, docs, link_checks, Path.cwd()))
    progress = _Progress()
    checked, file_count, contents = _check(records, datapackage, as_of, progress)
    if has_errors(checked.findings):
        progress.done()
        errors = [f for f in checked.findings if f.severity is Severity.GALAT]
        click.echo(as_text(errors, file_count), err=True, nl=False)
        click.echo(
            "Situs tidak dibangun: perbaiki galat di atas dahulu. "
            "Peringatan dan saran ditampilkan oleh `site_builder check`.",
            err=True,
        )
        sys.exit(1)
    progress.stage("riwayat")
    log = read_log(records.resolve(), as_of)
    try:
        text = link_checks.read_text("utf-8") if link_checks.is_file() else ",".join(COLUMNS)
        links = read_states(text, as_of)
    except LinkError as error:
        raise click.ClickException(f"{link_checks}: {error}") from error
    progress.stage("keadaan")
    portal = build_portal(checked, contents, base_url=base_url, log=log, links=links)
    late = evaluate(portal).findings
    if late:
        progress.done()
        click.echo(as_text(list(late), file_count), err=True, nl=False)
        sys.exit(1)
    # Workbooks hold cycles and must be freed one by one; the records are kept out of the search.
    gc.freeze()
    gc.enable()
    page_count = _write_site(portal, output, shell_name, docs, progress)
    progress.done()
    click.echo(
        f"{len(portal.kerja_sama)} naskah, {page_count} berkas, keadaan per {as_of.isoformat()}: "
        f"{output}"
    )
    if timings:
        for stage, seconds in progress.seconds.items():
            click.echo(f"{stage:>10} {seconds:8.2f} s")


def _check_output(output: Path, kept: Iterable[Path]) -> None:
    """Refuse a folder whose replacement would delete what no build has made."""
    place = output.resolve()
    for path in kept:
        if path.resolve().is_relative_to(place):
            raise click.BadParameter(
                f"situs menggantikan seluruh isi folder ini, padahal di dalamnya ada {path}; "
                "pilih folder lain, mis. site",
                param_hint="--output",
            )
    if place.is_dir() and any(place.iterdir()) and not (place / _MADE_BY_BUILD).is_file():
        raise click.BadParameter(
            f"folder {output} berisi berkas lain, bukan situs buatan program ini, dan isinya akan "
            "terhapus; pilih folder baru, atau kosongkan dahulu",
            param_hint="--output",
        )


def _write_site(
    portal: Portal, output: Path, shell_name: str, docs: Path, progress: _Progress
) -> int:
    from site_builder.export import data_files
    from site_builder.publish import staging, write_files
    from site_builder.render import site_files
    from site_builder.render.context import Context
    from site_builder.search import search_files

    progress.stage("kerangka halaman")
    if shell_name == "material":
        from site_builder.mkdocs_shell import open_shell
    else:
        from site_builder.plain_shell import open_shell
    shell, prose = open_shell(
        docs, docs.resolve().parent / "mkdocs.yml", as_of=portal.as_of, base_url=portal.base_url
    )

    def files() -> Iterator[tuple[str, bytes]]:
        yield from prose
        yield from site_files(portal, shell)
        yield from data_files(portal)
        progress.stage("indeks pencarian")
        yield from search_files(Context(portal, shell.repo_url))

    with staging(output) as root:
        progress.stage("menulis")
        return write_files(root, progress.counted(files()))
