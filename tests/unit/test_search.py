"""The search index as files: words, roots, lists, pieces."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.render.context import Context
from site_builder.search import search_files
from site_builder.search.documents import Reader
from site_builder.search.index import ALPHABET, encode_numbers, encode_postings
from site_builder.search.roots import possible_roots, roots_of
from site_builder.search.words import Equivalents, read_equivalents, split_words
from tests.support import ROOT, agreement, dataset, package, portal_of, write_dataset


def _decode(text: str) -> list[int]:
    """Read letters back as the browser does."""
    found, number, shift = [], 0, 0
    for letter in text:
        value = ALPHABET.index(letter)
        number |= (value & 31) << shift
        if value & 32:
            shift += 5
        else:
            found.append(number)
            number = shift = 0
    return found


@given(st.lists(st.integers(0, 2**28)))
def test_numbers_come_back(numbers: list[int]) -> None:
    assert _decode(encode_numbers(numbers)) == numbers


@given(st.dictionaries(st.integers(0, 100_000), st.integers(0, 7)))
def test_lists_come_back(weights: dict[int, int]) -> None:
    last, found = -1, {}
    for step in _decode(encode_postings(n * 8 + w for n, w in sorted(weights.items()))):
        last += step >> 3
        found[last] = step & 7
    assert found == weights


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Kerja-Sama DAÉRAH", ("kerja", "sama", "daerah")),
        ("100.3.7.1/35.07.014/2024", ("100", "3", "7", "1", "35", "07", "014", "2024")),
        ("415.4 / 52", ("415", "4", "52")),
        ("a_b <b>", ("a", "b", "b")),
        ("大阪府 Ōsaka", ("大阪府", "osaka")),
    ],
)
def test_text_is_cut_into_words(text: str, words: tuple[str, ...]) -> None:
    assert split_words(text) == words


FAMILIES = [
    {"kelola", "pengelolaan", "mengelola", "dikelola"},
    {"angkut", "pengangkutan", "angkutan", "mengangkut"},
    {"sampah", "persampahan"},
    {"didik", "pendidikan", "mendidik"},
    {"layanan", "pelayanan", "melayani", "dilayani"},
    {"bangun", "pembangunan", "membangun", "terbangun"},
    {"tandatangan", "penandatanganan", "ditandatangani", "menandatangani"},
]


def test_forms_of_a_word_share_a_root() -> None:
    roots = roots_of(word for family in FAMILIES for word in family)
    for family in FAMILIES:
        assert len({roots[word] for word in family}) == 1, family
    assert len(set(roots.values())) == len(FAMILIES)


def test_a_root_is_its_own_root() -> None:
    roots = roots_of(word for family in FAMILIES for word in family)
    for root in roots.values():
        assert roots.get(root, root) == root


def test_names_of_places_are_no_forms_of_others() -> None:
    assert roots_of({"malang", "pemalang"}, {"malang", "pemalang"})["pemalang"] == "pemalang"
    assert roots_of({"malang", "pemalang"})["pemalang"] == "malang"


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz0123456789", min_size=1, max_size=20))
def test_a_word_is_the_first_of_its_possible_roots(word: str) -> None:
    assert possible_roots(word)[0] == word or word not in possible_roots(word)
    assert all(possible_roots(word))


@pytest.fixture(scope="module")
def equivalents(tmp_path_factory: pytest.TempPathFactory) -> Equivalents:
    portal = portal_of(write_dataset(tmp_path_factory.mktemp("data"), dataset()))
    return Reader(Context(portal, "")).equivalents


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("PKS RSUD", "perjanjian kerja sama rumah sakit umum daerah"),
        ("Pemerintah Kota Malang", "pemkot malang"),
        ("Pemkab Malang", "pemerintah kabupaten malang"),
        ("Dewan Perwakilan Rakyat Daerah", "dprd"),
        ("Perusahaan Listrik Negara", "pln"),
    ],
)
def test_abbreviations_are_read_both_ways(
    text: str, reading: str, equivalents: Equivalents
) -> None:
    assert tuple(reading.split()) in equivalents.readings(text)


def test_spellings_are_read_as_one(equivalents: Equivalents) -> None:
    assert equivalents.words("kerjasama") == equivalents.words("kerja sama")
    assert equivalents.words("Pemkot Sby") == equivalents.words("Pemkot Surabaya")


def test_every_equivalent_says_something_new() -> None:
    for row in package().code_rows["padanan"]:
        assert split_words(row["kode"]) != split_words(row["judul"]), row
        assert row["jenis"] == "singkatan" or len(split_words(row["kode"])) == 1, row


def _index(folder: Path, *agreements: str) -> tuple[dict[str, object], dict[str, str]]:
    portal = portal_of(write_dataset(folder, dataset(*agreements)))
    files = {name: content.decode() for name, content in search_files(Context(portal, ""))}
    about = json.loads(files.pop("cari/indeks.json"))
    start = f"cari/{about['folder']}/"
    assert all(name.startswith(start) for name in files)
    return about, {name.removeprefix(start): text for name, text in files.items()}


def test_parties_carry_every_reading_of_their_names() -> None:
    portal = portal_of(ROOT / "records")
    files = {name: content.decode() for name, content in search_files(Context(portal, ""))}
    (name,) = [name for name in files if name.endswith("/m.json")]
    rows = {row[0]: row[1:] for row in json.loads(files[name])}
    assert rows.keys() == portal.mitra.keys()
    assert rows["pemkot-malang"] == [
        "Pemerintah Kota Malang",
        len(portal.by_mitra["pemkot-malang"]),
        ["pemkot malang"],
    ]
    # A party with other names, each with its own readings.
    alias = next(m for m in portal.mitra.values() if m.alias)
    assert (
        " ".join(read_equivalents(package().code_rows["padanan"]).words(alias.alias[0]))
        in rows[alias.id][2]
    )
    for key, (title, count, others) in rows.items():
        assert (title, count) == (portal.mitra[key].nama, len(portal.by_mitra.get(key, ())))
        assert " ".join(split_words(title)) not in others
        assert len(others) == len({*others})


def _lines(files: dict[str, str]) -> dict[str, str]:
    pieces = [text for name, text in files.items() if name.startswith("k/")]
    lines = [line.split("\t") for text in pieces for line in text.split("\n")]
    assert len(lines) == len({word for word, _ in lines})
    return dict(lines)


def test_the_pieces_are_in_order_and_begin_where_it_says(tmp_path: Path) -> None:
    many = [
        agreement(tentang=f"Kata{n} lain{n} {'x' * 40}{n}").replace("-0001", f"-{n:04d}", 1)
        for n in range(1, 300)
    ]
    about, files = _index(tmp_path, *many)
    starts = about["starts"]
    assert isinstance(starts, list)
    assert len(starts) > 1
    assert starts == sorted(starts)
    for number, start in enumerate(starts):
        words = [line.split("\t")[0] for line in files[f"k/{number}.txt"].split("\n")]
        assert words[0] == start
        assert words == sorted(words)
    assert about["count"] == len(many)
    assert len(json.loads(files["r/0.json"])) == about["rows"]
    assert len(json.loads(files["u/0.json"])) == about["flat"]


def test_the_words_of_a_record_lead_to_it(tmp_path: Path) -> None:
    other = agreement(tentang="Pengelolaan sampah").replace("2022-0001", "2022-0002", 1)
    third = agreement(tentang="Cara kelola pasar").replace("2022-0001", "2022-0003", 1)
    _, files = _index(tmp_path, agreement(), other, third)
    lines = _lines(files)
    assert lines["pengelolaan"] == "=kelola"
    forms = dict(part.split(":") for part in lines["kelola"].split("|"))
    rows = [row for name in sorted(files) if name[:2] == "r/" for row in json.loads(files[name])]
    found = {
        form: {rows[step >> 3][0] for step in _absolute(text)} for form, text in forms.items()
    }
    assert found == {"": {"pub-2022-0003"}, "pengelolaan": {"pub-2022-0002"}}
    assert "2022 0002" in lines


def _absolute(text: str) -> list[int]:
    last, found = -1, []
    for step in _decode(text):
        last += step >> 3
        found.append(last * 8 + (step & 7))
    return found


def test_facets_hold_every_agreement_once_a_value(tmp_path: Path) -> None:
    _, files = _index(tmp_path, agreement())
    kinds = json.loads(files["s/jenis.json"])
    assert {value: _decode(text) for value, text in kinds.items()} == {"ksdd": [1]}


def test_an_empty_dataset_has_an_index(tmp_path: Path) -> None:
    (tmp_path / "records").mkdir()
    files = dict(search_files(Context(portal_of(tmp_path / "records"), "")))
    assert json.loads(files["cari/indeks.json"])["count"] == 0
