"""English: the catalogue is whole and fresh, every label has both languages, nothing is left untranslated."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from jinja2 import nodes

from scripts.messages import extract
from site_builder.message import counted, message
from site_builder.partial_date import parse_partial_date
from site_builder.render import urls
from site_builder.render.environment import environment
from site_builder.render.language import english, indonesian
from site_builder.render.languages import alternates, lead_to_english
from site_builder.schema import Package
from tests.support import ROOT, package

_CATALOGUE = ROOT / "site_builder/locale/en/LC_MESSAGES/site_builder.po"
#: Templates of the English pages and of their frame; what they include and import belongs to them.
_ENTRANCES = (
    "agreement.html", "dictionary.html", "dictionary_table.html", "footer.html", "header.html", "home.html",
    "list.html", "plain.html", "removed.html",
)  # fmt: skip
#: Included on the Indonesian page alone: the sheet to print.
_INDONESIAN_ONLY = {"_print.html"}
_TO_DO = "wrap it in _(…), run `make messages` and translate it (docs/pengembang, Translating)"
#: What reads the same in both languages.
_NAMES = {"English", "Indonesia", "CSV", "YAML", "GitHub", "CC BY 4.0", "SHA-256"}


@cache
def catalogue() -> Catalog:
    return read_po(BytesIO(_CATALOGUE.read_bytes()), locale="en", abort_invalid=True)


def test_catalogue_has_exactly_the_texts_of_the_program(tmp_path: Path) -> None:
    fresh = tmp_path / "site_builder.pot"
    extract(fresh)
    wanted = {m.id for m in read_po(BytesIO(fresh.read_bytes())) if m.id}
    found = {m.id for m in catalogue() if m.id}
    assert wanted - found == set(), "run `make messages` and translate what is new"
    assert found - wanted == set(), "run `make messages`: these are used no longer"
    assert not catalogue().obsolete


def test_every_text_is_translated_with_its_placeholders() -> None:
    for entry in catalogue():
        if not entry.id:
            continue
        texts = entry.string if isinstance(entry.string, tuple) else (entry.string,)
        assert all(texts), f"not translated: {entry.id}"
        assert not entry.fuzzy, entry.id
        assert [str(error) for error in entry.check(catalogue())] == [], entry.id
        ids = entry.id if isinstance(entry.id, tuple) else (entry.id,)
        for text in texts:
            assert _placeholders(text) == _placeholders(ids[0]), entry.id


def _placeholders(text: str) -> set[str]:
    return set(re.findall(r"%\((\w+)\)s", text))


def labelled(schema: Package) -> Iterator[tuple[str, str]]:
    """Yield (place, English label) of everything that has a label."""
    for table in schema.tables.values():
        yield f"{table.name} title", table.title_eng
        yield f"{table.name} description", table.description_eng
        for field in table.fields:
            yield f"{table.name}.{field.name} title", field.title_eng
            yield f"{table.name}.{field.name} description", field.description_eng
        for value in table.schema.get("missingValues", []):
            if not isinstance(value, str):
                yield f"{table.name} missing value {value['value']}", value.get("label_eng", "")
    for name, rows in schema.code_rows.items():
        for row in rows:
            for column in row:
                if f"{column}_eng" in row and row[column]:
                    yield f"{name}: {column} of {row}", row[f"{column}_eng"]
            if "judul" in row:
                yield f"{name}: label of {row['kode']}", row["judul_eng"]
            if "uraian" in row:
                assert "uraian_eng" in row, f"{name} has no column uraian_eng"


def test_every_table_field_and_code_has_an_english_label() -> None:
    assert [place for place, text in labelled(package()) if not text.strip()] == []


def parts_of_english_pages() -> list[tuple[str, str]]:
    """Return (template, macro) of all that English pages are made of, macro "" for the body.

    A template that is imported counts with the macros that are called, not with the others.
    """
    env = environment(english())
    assert env.loader is not None
    found = dict.fromkeys((name, "") for name in _ENTRANCES)
    pending = list(found)
    sources: dict[str, str] = {}  # of each name a template is imported as; the same everywhere
    while pending:
        name, macro = pending.pop()
        tree = env.parse(env.loader.get_source(env, name)[0])
        macros = {node.name: node for node in tree.find_all(nodes.Macro)}
        wanted: list[tuple[str, str]] = []
        for node in tree.find_all(nodes.Import):
            sources[node.target] = _constant(node.template)
        if macro and macro not in macros:
            del found[name, macro]  # an attribute of something else of that name
            continue
        for node in _inside(macros[macro] if macro else tree):
            if isinstance(node, nodes.Include | nodes.Extends):
                wanted.append((_constant(node.template), ""))
            elif isinstance(node, nodes.Name) and node.name in macros:
                wanted.append((name, node.name))
            elif (
                isinstance(node, nodes.Getattr)
                and isinstance(node.node, nodes.Name)
                and node.node.name in sources
            ):
                wanted.append((sources[node.node.name], node.attr))
        for part in wanted:
            if part not in found and part[0] not in _INDONESIAN_ONLY:
                found[part] = None
                pending.append(part)
    return sorted(found)


def _constant(node: nodes.Node) -> str:
    assert isinstance(node, nodes.Const), "the test can follow constant names only"
    return str(node.value)


def _inside(node: nodes.Node) -> Iterator[nodes.Node]:
    """Yield what is in a part, in the order of the text, macros that are defined in it left out."""
    for child in node.iter_child_nodes():
        if not isinstance(child, nodes.Macro):
            yield child
            yield from _inside(child)


class _Words(HTMLParser):
    """Collects the texts a reader meets: between tags and in the attributes that are read out."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in ("aria-label", "title", "alt", "placeholder") and value:
                self.handle_data(value)

    def handle_data(self, data: str) -> None:
        if re.search(r"[A-Za-z]{2}", data):
            self.found.append(data.strip())


@pytest.mark.parametrize(("name", "macro"), parts_of_english_pages())
def test_no_text_of_these_templates_is_left_untranslated(name: str, macro: str) -> None:
    """What the template itself prints, outside ``_()``, has no words in it."""
    env = environment(english())
    assert env.loader is not None
    tree = env.parse(env.loader.get_source(env, name)[0])
    part = next(n for n in tree.find_all(nodes.Macro) if n.name == macro) if macro else tree
    words = _Words()
    for output in _inside(part):
        for node in output.nodes if isinstance(output, nodes.Output) else ():
            words.feed(node.data if isinstance(node, nodes.TemplateData) else "·")
    words.close()
    left = [text for text in words.found if text.strip(" ·:.,()") not in _NAMES]
    assert left == [], f"{name} {macro}: {left}: {_TO_DO}"


def test_a_sentence_keeps_its_values_in_either_language() -> None:
    day = parse_partial_date("2024-04")
    assert day is not None
    sentence = message("Berlaku sampai %(date)s.", date=day)
    assert str(sentence) == "Berlaku sampai April 2024."
    assert indonesian().write(sentence) == str(sentence)
    assert english().write(sentence) == "In force until April 2024."


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2009", "2009"),
        ("2024-04", "April 2024"),
        ("2024-05-07", "7 May 2024"),
        ("dahulu", "dahulu"),
    ],
)
def test_dates_are_written_as_far_as_they_are_known(text: str, words: str) -> None:
    assert english().date_words(text) == words


def test_numbers_inflect_english_only() -> None:
    one, many = counted("Sisa %(number)s hari.", 1), counted("Sisa %(number)s hari.", 1200)
    assert (str(one), str(many)) == ("Sisa 1 hari.", "Sisa 1.200 hari.")
    assert english().write(one) == "1 day left."
    assert english().write(many) == "1,200 days left."


def test_words_of_a_record_are_marked_and_escaped() -> None:
    name = message("%(date)s menurut %(name)s", date="2024", name="<b>PKS</b>")
    assert "&lt;b&gt;PKS&lt;/b&gt;" in indonesian().markup(name)
    assert '<span lang="id">&lt;b&gt;PKS&lt;/b&gt;</span>' in english().markup(name)
    inside = message("Naskah yang diubahnya tidak lagi berlaku. %(reason)s", reason=name)
    assert english().markup(inside).count('lang="id"') == 2
    assert "&amp;lt;" not in english().markup(inside)


def test_links_lead_to_english_where_there_is_some() -> None:
    html = (
        '<a href="../../../">A</a><a class="x" href="../../../kerja-sama/pub-2022-0001/#waktu">B</a>'
        '<a href="../../../mitra/x/">C</a><a href="../../../kerja-sama/?q=air">D</a>'
        '<a href="../../../data/mitra.csv" download>E</a><a href="https://contoh.id/">F</a>'
        '<a href="#waktu">G</a>'
    )
    found = lead_to_english(html, "../../../", english())
    assert '<a href="../../../en/">A</a>' in found
    assert '<a class="x" href="../../../en/kerja-sama/pub-2022-0001/#waktu">B</a>' in found
    assert '<a href="../../../mitra/x/" hreflang="id">C' in found
    assert '<a href="../../../en/kerja-sama/?q=air">D</a>' in found
    assert found.count("(in Indonesian)") == 1
    assert found.endswith(html[html.index('<a href="../../../data') :])


def test_a_list_or_table_of_indonesian_links_says_so_once() -> None:
    links = '<li><a href="../mitra/a/">A</a></li><li><a href="../mitra/b/">B</a></li>'
    found = lead_to_english(f"<ul>{links}</ul><p><a href='#x'>C</a></p>", "../", english())
    note = '<span class="ksd-soft">(links to pages in Indonesian)</span>'
    assert found.startswith(
        f'<p class="ksd-language-note">{note}</p><ul><li><a href="../mitra/a/"'
    )
    assert found.count('hreflang="id"') == 2
    assert "ksd-language-mark" not in found
    table = '<table><caption>T</caption><tr><td><a href="../data/">A</a><a href="../peta/">B</a></table>'
    assert f"<caption>T {note}</caption>" in lead_to_english(table, "../", english())
    alone = lead_to_english('<ul><li><a href="../mitra/a/">A</a></li></ul>', "../", english())
    assert alone.count("ksd-language-mark") == 1


def test_citations_name_articles_in_the_language_of_the_page() -> None:
    text = "UU 23/2014 pasal 363(2)b; PP 28/2018 pasal 6"
    assert english().law(text) == "Law 23/2014 article 363(2)b; PP 28/2018 article 6"
    assert indonesian().law(text) == text


@pytest.mark.parametrize(
    ("path", "there"),
    [
        ("", "en/"),
        ("kerja-sama/", "en/kerja-sama/"),
        ("kerja-sama/halaman/2/", "en/kerja-sama/halaman/2/"),
        ("kerja-sama/pub-2022-0001/", "en/kerja-sama/pub-2022-0001/"),
        ("kerja-sama/pub-2022-0001/riwayat/", ""),
        ("mitra/", ""),
        ("en/", ""),
        ("404.html", ""),
    ],
)
def test_the_english_address_of_a_page(path: str, there: str) -> None:
    assert urls.in_english(path) == there
    assert len(alternates(path, "https://contoh.id/")) == (3 if there else 0)


def test_the_english_method_has_the_parts_of_the_indonesian_one() -> None:
    def parts(text: str) -> list[str]:
        return [anchor or "·" for anchor in re.findall(r"(?m)^## [^{\n]*(\{.*\})?$", text)]

    source, translated = (
        (ROOT / name).read_text(encoding="utf-8")
        for name in ("docs/metode.md", "docs/en/metode.md")
    )
    assert parts(translated) == parts(source), "docs/en/metode.md no longer follows docs/metode.md"
    assert translated.count("\n|") == source.count("\n|"), "a table differs in its rows"
