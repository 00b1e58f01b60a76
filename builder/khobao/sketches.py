"""Texts as sets of word triples, and sketches of these sets, for many texts at once.

A word is hashed by its letters: the sum of a number for each letter times a power for its place, so that the hashes of
all words follow from one running sum over all letters (Karp and Rabin 1987). Three neighbouring words give a shingle;
the least shingles of a text under many orders of all shingles are its sketch (MinHash, Broder 1997). All of it is
arithmetic on whole numbers: no process, machine or neighbour in a batch changes a hash.
"""

from __future__ import annotations

import functools
import hashlib
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from khobao.text import fold

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Hashes = npt.NDArray[np.uint64]
    Places = npt.NDArray[np.int64]
    Points = npt.NDArray[np.uint32]
    Signatures = npt.NDArray[np.uint32]
    Whole = TypeVar("Whole", np.int64, np.uint64)

SHINGLE_WORDS = 3
#: How many bands a sketch has, and how many hashes a band: two texts that share a third of their shingles agree in
#: some band with a chance of 80 %, texts that share half of them with 99.6 %, a twentieth with 0.5 %.
BANDS, ROWS = 42, 3
SIGNATURE_SIZE = BANDS * ROWS

#: The number of code points of Unicode, and from where on none is a letter: planes 4 to 13 are empty, plane 14 has
#: marks, the others are for private use (The Unicode Standard, section 2.8).
_CODES, LETTERS_END = 0x110000, 0x40000
#: Texts are joined up to this many letters, so that what is computed of them stays in the cache of a core.
_CHUNK = 1 << 16
#: Odd, hence invertible modulo 2^64: the golden ratio in 64 bits (Knuth, The Art of Computer Programming 6.4).
_BASE = 0x9E3779B97F4A7C15


def shingles(texts: Sequence[str]) -> list[Hashes]:
    """For each text the hashes of its distinct word triples, ascending; one hash of all its words if it has fewer."""
    import numpy as np

    sets: list[Hashes] = []
    for chunk in _chunks(texts):
        triples, starts = _triples(chunk)
        sets += map(distinct, np.split(triples, starts[1:]))
    return sets


def signatures(texts: Sequence[str]) -> Signatures:
    """The sketch of each text: shape ``(len(texts), SIGNATURE_SIZE)``.

    The share of places in which two sketches agree estimates the Jaccard index of the texts' shingles.
    """
    import numpy as np

    multipliers = np.frombuffer(hashlib.shake_256(b"khobao minhash").digest(SIGNATURE_SIZE * 4), "<u4") | 1
    parts = [np.empty((0, SIGNATURE_SIZE), np.uint32)]
    for chunk in _chunks(texts):
        triples, starts = _triples(chunk)
        high = (triples >> np.uint64(32)).astype(np.uint32)
        permuted = np.empty_like(high)
        part = np.empty((SIGNATURE_SIZE, len(chunk)), np.uint32)
        for least, multiplier in zip(part, multipliers, strict=True):
            np.multiply(high, multiplier, out=permuted)
            np.minimum.reduceat(permuted, starts, out=least)
        parts.append(part.T)
    return np.concatenate(parts)


def distinct(values: npt.NDArray[Whole]) -> npt.NDArray[Whole]:
    """`values`, ascending, each once."""
    import numpy as np

    # What `numpy.unique` gives; since NumPy 2.3 that hashes first, which takes 6 to 40 times as long.
    ordered = np.sort(values)
    return ordered[np.concatenate(([True], ordered[1:] != ordered[:-1]))[: len(ordered)]]


def _chunks(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    """`texts` in order, cut into runs of up to `_CHUNK` letters; a longer text stands alone."""
    start = size = 0
    for place, text in enumerate(texts):
        if size and size + len(text) > _CHUNK:
            yield texts[start:place]
            start, size = place, 0
        size += len(text) + 1
    if start < len(texts):
        yield texts[start:]


def _triples(texts: Sequence[str]) -> tuple[Hashes, Places]:
    """The shingles of all texts in order of reading, and the place where those of each text start."""
    import numpy as np

    words, ends = _words(texts)
    # Zeros stand for the words that a text of fewer than three lacks: every text has a shingle.
    missing = np.maximum(SHINGLE_WORDS - np.diff(ends, prepend=0), 0)
    words = np.insert(words, np.repeat(ends, missing), np.uint64(0))
    ends += np.cumsum(missing)
    mixed = np.zeros(len(words) - SHINGLE_WORDS + 1, np.uint64)
    for offset in range(SHINGLE_WORDS):
        mixed = _mixed(mixed ^ words[offset : offset + len(mixed)])
    inside = np.ones(len(mixed), bool)
    for offset in range(1, SHINGLE_WORDS):
        inside[ends[:-1] - offset] = False
    starts = np.concatenate(([0], ends[:-1])) - np.arange(len(texts)) * (SHINGLE_WORDS - 1)
    return mixed[inside], starts


def _words(texts: Sequence[str]) -> tuple[Hashes, Places]:
    """The hashes of all words of all texts, in order, and how many there are up to the end of each text.

    Words are those of :func:`khobao.text.words`.
    """
    import numpy as np

    letters = _letters()[_folded("\n".join(["", *texts, ""]))]
    inside = letters != 0
    bounds = np.flatnonzero(inside[1:] != inside[:-1])
    before, last = bounds[::2], bounds[1::2]
    powers, inverses = _powers(max(_CHUNK * 2, 1 << len(letters).bit_length()))
    letters *= powers[: len(letters)]
    sums = np.cumsum(letters, out=letters)
    # The sum over a word, taken back to place 0, is the same wherever the word stands.
    hashes = (sums[last] - sums[before]) * inverses[before]
    return hashes, np.searchsorted(before, np.cumsum([len(text) + 1 for text in texts]))


def _folded(text: str) -> Points:
    """The code points of `text` as :func:`khobao.text.fold` gives them, in a quarter of its time."""
    import numpy as np

    if "\u03a3" in text:  # the one letter whose lower case depends on its neighbours
        return _points(fold(text))
    lower, pairs, moved = _folds()
    points = lower[_points(text)]
    first = np.flatnonzero(((points == ord("o")) | (points == ord("u")))[:-1])
    found = (points[first].astype(np.int64) << 32) + points[first + 1]
    places = np.minimum(np.searchsorted(pairs, found), len(pairs) - 1)
    same = pairs[places] == found
    for step in (0, 1):
        points[first[same] + step] = moved[places[same], step]
    return points


@functools.cache
def _folds() -> tuple[Points, Places, Points]:
    """Each code point as it is folded alone; the pairs that are folded together, ascending, and what they become."""
    import numpy as np

    lower = np.arange(_CODES, dtype="<u4")
    known = lower[:LETTERS_END]
    known[:] = _points(fold(known.tobytes().decode("utf-32-le", "surrogatepass")))
    accented = [letter for letter in map(chr, range(0xC0, 0x1F00)) if fold(letter) == letter]
    pairs = sorted(pair for vowel in "ou" for letter in accented if fold(pair := vowel + letter) != pair)
    codes = np.array([[ord(letter) for letter in pair] for pair in pairs], np.int64)
    moved = np.stack([_points(fold(pair)) for pair in pairs])
    return lower, (codes[:, 0] << 32) + codes[:, 1], moved


def _points(text: str) -> Points:
    import numpy as np

    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")


@functools.cache
def _letters() -> Hashes:
    """A number for each code point: 0 if it is not part of words, else one that looks random."""
    import numpy as np

    points = np.arange(1, LETTERS_END, dtype="<u4")
    letters = np.zeros(_CODES, np.uint64)
    for run in re.finditer(r"\w+", points.tobytes().decode("utf-32-le", "surrogatepass")):
        letters[run.start() + 1 : run.end() + 1] = _mixed(points[run.start() : run.end()].astype(np.uint64))
    return letters


@functools.lru_cache(maxsize=1)
def _powers(count: int) -> tuple[Hashes, Hashes]:
    """The first `count` powers of `_BASE` and of its inverse, modulo 2^64."""
    import numpy as np

    bases = np.repeat(np.array([[_BASE], [pow(_BASE, -1, 1 << 64)]], np.uint64), count, axis=1)
    bases[:, 0] = 1
    powers, inverses = np.multiply.accumulate(bases, axis=1)
    return powers, inverses


def _mixed(values: Any) -> Hashes:
    """`values`, of 64 bits, each spread over all bits, one to one: the finalizer of SplitMix64 (Steele et al. 2014)."""
    import numpy as np

    mixed: Hashes = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return mixed ^ (mixed >> np.uint64(31))
