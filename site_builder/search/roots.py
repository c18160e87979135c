"""Which words are forms of one Indonesian word: "pengelolaan", "dikelola", "kelola".

Stripping affixes by rule alone leaves several possible roots (Porter-style stemmers pick one and
are often wrong: https://snowballstem.org/algorithms/indonesian/stemmer.html). Here the vocabulary
decides: of the roots a word may have, the one that most other words of the records share.
Morphology after Adriani et al. (2007), "Stemming Indonesian: a confix-stripping approach".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Set
from functools import lru_cache

__all__ = ["possible_roots", "roots_of"]

_SHORTEST = 3
_SUFFIXES = ("kannya", "annya", "inya", "nya", "lah", "kah", "kan", "an", "i")
#: Prefix -> what may have stood at the start of the root, "" for what is left as it is.
_NASAL = (
    ("meng", ("", "k")),
    ("meny", ("s",)),
    ("men", ("", "t")),
    ("mem", ("", "p")),
    ("me", ("",)),
    ("peng", ("", "k")),
    ("peny", ("s",)),
    ("pen", ("", "t")),
    ("pem", ("", "p")),
    ("per", ("",)),
    ("pe", ("",)),
    ("ber", ("",)),
    ("be", ("",)),
    ("ter", ("",)),
    ("di", ("",)),
    ("se", ("",)),
)
_LETTERS = re.compile(r"[a-z]+")
_VOWEL = re.compile(r"[aiueo]")


def _without_prefix(word: str) -> Iterator[str]:
    for prefix, starts in _NASAL:
        if not word.startswith(prefix):
            continue
        rest = word[len(prefix) :]
        # k, p, t, s melt into the nasal before a vowel only: mengelola, but membangun.
        yield from (start + rest for start in starts if not start or _VOWEL.match(rest))


@lru_cache(maxsize=200_000)
def possible_roots(word: str) -> tuple[str, ...]:
    """Return what a word may be built on, the word itself first."""
    found = {word: None}
    if not _LETTERS.fullmatch(word) or len(word) <= _SHORTEST:
        return (word,)
    bare = dict.fromkeys([word, *(word[: -len(s)] for s in _SUFFIXES if word.endswith(s))])
    for stem in bare:
        found.setdefault(stem)
        once = list(_without_prefix(stem))
        # ke- is an affix together with -an; alone it mostly belongs to the root (kelola, ketua).
        if stem != word and stem.startswith("ke"):
            once.append(stem[2:])
        for root in once:
            found.setdefault(root)
            for deeper in _without_prefix(root):
                found.setdefault(deeper)
    return tuple(r for r in found if len(r) > _SHORTEST and _VOWEL.search(r)) or (word,)


def roots_of(vocabulary: Iterable[str], names: Set[str] = frozenset()) -> Mapping[str, str]:
    """Return the root of every word: the possible one most of the vocabulary shares.

    A root that stands in the vocabulary itself counts more; of equals the longest wins. A word that
    shares nothing with another is its own root, and so is a name: Pemalang is no form of Malang.

    Args:
        vocabulary: Words as `split_words` gives them.
        names: Words of the vocabulary that are names of places.
    """
    words = sorted(set(vocabulary))
    attested = set(words)
    support: Counter[str] = Counter()
    for word in words:
        if word not in names:
            support.update(possible_roots(word))

    def weight(root: str) -> tuple[float, int, str]:
        return support[root] * (1.5 if root in attested else 1.0), len(root), root

    roots = {
        word: word
        if word in names
        else max((r for r in possible_roots(word) if r not in names or r == word), key=weight)
        for word in words
    }
    return {word: _last(roots, word) for word in words}


def _last(roots: Mapping[str, str], word: str) -> str:
    """Follow a word to the root that is its own: layanan may be built on what pelayanan is not."""
    seen = {word}
    root = roots[word]
    while root in roots and roots[root] != root and root not in seen:
        seen.add(root)
        root = roots[root]
    return root
