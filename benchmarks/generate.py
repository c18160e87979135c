"""Seeded records in the likeness of the real ones: same fields, same lengths, any number.

Words are drawn as often as the real records use them, and new ones (names of places, firms, works)
keep coming as the text grows, by Heaps' law: an index of a closed vocabulary would be measured too
small.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import yaml

_SEED = 20260521
#: One party for so many agreements; the real dataset has about as many parties as agreements.
_AGREEMENTS_PER_PARTY = 2
_FORMS = {
    "ksdd": ("kb", "pks"),
    "ksdpk": ("kb", "pks"),
    "ksdpl": ("mou", "loi"),
    "sinergi": ("nk",),
}
_NAMES = {
    "kb": "Kesepakatan Bersama",
    "pks": "Perjanjian Kerja Sama",
    "mou": "Memorandum of Understanding",
    "loi": "Letter of Intent",
    "nk": "Nota Kesepakatan",
}


#: Exponent of Heaps' law: distinct words grow as text to this power. Fitted on the 408 real records
#: (titles, notes, facts; five shuffles): 0.58 to 0.65.
_HEAPS = 0.6
_ONSETS = ("b", "c", "d", "g", "h", "j", "k", "l", "m", "n", "p", "r", "s", "t", "w", "ng", "")
_VOWELS = ("a", "a", "a", "i", "u", "e", "o")
_CODAS = ("", "", "", "n", "ng", "r", "s", "t", "k", "m")


class _Vocabulary:
    """Words as text brings them: mostly known ones, by their frequency; now and then a new one.

    A new word comes with probability ``heaps * distinct / all``, which gives Heaps' law; a known one
    is any earlier word of the text, which gives Zipf's (Simon 1955, On a class of skew distribution
    functions).
    """

    def __init__(self, text: list[str]) -> None:
        self._text = list(text)
        self._known = {word.lower() for word in text}

    def draw(self, rng: random.Random) -> str:
        """Return the next word."""
        if rng.random() * len(self._text) < _HEAPS * len(self._known):
            word = self._invent(rng)
        else:
            word = rng.choice(self._text)
        self._text.append(word)
        return word

    def _invent(self, rng: random.Random) -> str:
        while True:
            word = "".join(
                rng.choice(_ONSETS) + rng.choice(_VOWELS) + rng.choice(_CODAS)
                for _ in range(rng.randint(2, 4))
            )
            if word not in self._known:
                self._known.add(word)
                return word.capitalize()


class _Likeness:
    """Words, parties and codes of the real records."""

    def __init__(self, root: Path) -> None:
        self.parties: dict[str, list[str]] = {}
        words: list[str] = []
        governments = ("pemerintah-provinsi", "pemerintah-kabupaten", "pemerintah-kota")
        for path in sorted((root / "records" / "mitra").glob("*.yaml")):
            record = yaml.load(path.read_bytes(), Loader=yaml.CBaseLoader)
            kind = "daerah" if record["kelas"] in governments else record["kelas"]
            self.parties.setdefault(kind, []).append(record["id"])
        for path in sorted((root / "records" / "kerja-sama").rglob("*.yaml")):
            record = yaml.load(path.read_bytes(), Loader=yaml.CBaseLoader)
            words.extend(record.get("tentang", "").replace('"', "").split())
        self.vocabulary = _Vocabulary(words)


def generate(root: Path, target: Path, count: int) -> None:
    """Write `count` agreements and their parties below ``target/records``; same seed, same bytes.

    Args:
        root: The project's folder; its records lend their words, its parties are copied.
        target: Folder to fill; it must not exist.
        count: Number of agreements.
    """
    likeness = _Likeness(root)
    rng = random.Random(_SEED)
    shutil.copytree(root / "records" / "mitra", target / "records" / "mitra")
    extra = [f"mitra-uji-{number:06d}" for number in range(count // _AGREEMENTS_PER_PARTY)]
    for party in extra:
        (target / "records" / "mitra" / f"{party}.yaml").write_text(
            f"id: {party}\nnama: PT {_phrase(rng, likeness, 2)} {party[-6:]}\n"
            "kelas: badan-usaha-swasta\n",
            encoding="utf-8",
        )
    serials: dict[int, int] = {}
    for text, record_id in _agreements(rng, likeness, extra, serials, count):
        folder = target / "records" / "kerja-sama" / record_id.split("-")[1]
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{record_id}.yaml").write_text(text, encoding="utf-8")


def _phrase(rng: random.Random, likeness: _Likeness, length: int) -> str:
    return " ".join(
        likeness.vocabulary.draw(rng).strip(",.:;()") or "daerah" for _ in range(length)
    )


def _agreements(
    rng: random.Random,
    likeness: _Likeness,
    extra: list[str],
    serials: dict[int, int],
    count: int,
) -> Iterator[tuple[str, str]]:
    umbrellas: list[tuple[str, int]] = []
    for _ in range(count):
        year = rng.randint(2010, 2025)
        serials[year] = serials.get(year, 0) + 1
        record_id = f"uji-{year}-{serials[year]:04d}"
        kind = rng.choices(list(_FORMS), weights=(44, 31, 12, 13))[0]
        form = rng.choice(_FORMS[kind])
        parties = _parties(rng, likeness, extra, kind)
        lines = [
            f"id: {record_id}",
            f"jenis: {kind}",
            f"bentuk_naskah: {form}",
            f"nama_naskah: {_NAMES[form]}",
            f'tentang: "{_phrase(rng, likeness, rng.randint(6, 24))} {record_id}"',
            f'tanggal_penandatanganan: "{year}-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}"',
        ]
        if rng.random() < 0.6:
            lines.append(f'tanggal_berakhir: "{year + rng.randint(1, 5)}-12-31"')
        earlier = [u for u in umbrellas[-20:] if u[1] < year]
        if form == "pks" and earlier:
            lines.append(f"induk: {rng.choice(earlier)[0]}")
        if form == "kb":
            umbrellas.append((record_id, year))
        lines += [
            "tingkat_bukti: " + rng.choice(("naskah", "situs-resmi", "berita", "daftar")),
            f'catatan: "{_phrase(rng, likeness, rng.randint(10, 40))}"',
            "para_pihak:",
        ]
        for number, party in enumerate(parties):
            lines.append(f"  - mitra: {party}")
            lines.append(f'    nomor_naskah: "{number}{record_id[-4:]}/{year}/{party[:8]}"')
        codes = rng.sample(("1.01", "1.02", "1.03", "2.09", "2.11", "3.26", "3.27", "3.30"), 2)
        lines += ["urusan:", *(f'  - "{code}"' for code in codes)]
        lines += [
            "ruang_lingkup:",
            *(f'  - "{_phrase(rng, likeness, 8)}"' for _ in range(rng.randint(2, 5))),
            "pelaksanaan:",
        ]
        for _ in range(rng.randint(1, 3)):
            lines += [
                "  - jenis_pelaksanaan: fakta",
                f'    tanggal: "{year + 1}"',
                f'    uraian: "{_phrase(rng, likeness, 20)}"',
            ]
        lines += [
            "sumber:",
            f"  - alamat: https://contoh.go.id/{record_id}",
            "    jenis_sumber: situs-resmi",
        ]
        yield "\n".join(lines) + "\n", record_id


def _parties(rng: random.Random, likeness: _Likeness, extra: list[str], kind: str) -> list[str]:
    governments = rng.sample(likeness.parties["daerah"], 2)
    match kind:
        case "ksdd":
            return governments
        case "ksdpk":
            return [governments[0], rng.choice(extra)]
        case "ksdpl":
            return [governments[0], rng.choice(likeness.parties["pemerintah-daerah-luar-negeri"])]
    return [governments[0], rng.choice(likeness.parties["instansi-vertikal"])]
