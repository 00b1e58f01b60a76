"""Near-duplicates: which articles tell the same text, whatever their order.

Articles whose sketches agree in a whole band are candidates; every candidate pair is verified on the exact shingle sets
of its texts. Two articles are near-duplicates if

- they share half of their shingles (Jaccard index): re-posts, wire copy under another headline, a page with more or
  less furniture, a text with a tenth of its words changed; or
- four fifths of the shingles of the shorter are in the longer, which is at most three times as long: a story that grew
  by new paragraphs. Beyond three times, candidates are found by luck and digests of many stories begin.

Two reports of one event, and follow-ups that tell the story so far again, stay apart. benchmarks/duplicates.py planted
pairs in 105,418 news articles: of 1,000 with 5 to 10 % of the words changed at scattered places (Jaccard index 0.54 to
0.76) and of 1,000 with one run of words changed, all are found; of 500 stories grown to double, 98 %, nearly all by
containment. In the same articles as they came, containment joins 76 pairs beside 3,936 by the Jaccard index; of 10,596
pairs read, 6,584 stay apart. With 0.7 it would join 330, follow-ups among them, and 1.3 % of the pairs within groups be
joined by a chain only instead of 0.4 %.

A group is what chains of near-duplicates join: with A like B and B like C, all three are one group even if A and C
have little in common, since no split may divide either pair.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from khobao.sketches import BANDS, ROWS, distinct, shingles

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from khobao.sketches import Hashes, Signatures

    Pairs = npt.NDArray[np.int64]
    Counts = npt.NDArray[np.int64]
    Texts = Callable[[Sequence[int]], Sequence[str]]

#: Jaccard index of the shingle sets from which two articles are near-duplicates.
THRESHOLD = 0.5
#: Share of the shingles of the shorter that are in the longer from which they are as well, and how much longer that
#: may be.
CONTAINMENT, GROWTH = 0.8, 3

# The least Jaccard index of near-duplicates is 0.25, for a story grown to three times its length. Sketches of 126
# hashes estimate it with a standard error of 0.04; what lies below this share is not read.
_AGREEMENT = 0.2
# Within a band, an article is a candidate with the first of those that agree and with as many as this that follow, so
# that ten thousand copies of a text cost ten thousand times as much as one. In real news, 2 to 16 give the same groups.
_WINDOW = 4
# Pairs verified at a time, and how many shingles are kept from one time to the next: 64 MiB.
_PAIRS, _HELD = 128, 1 << 23


@dataclass(frozen=True)
class Membership:
    """Where an article belongs: its group, named by the smallest id in it; and why: a near-duplicate, through which it
    is joined to the first of the group, and their Jaccard index, to 4 decimals. Both are None for the first. The
    matches of a group are the most similar that join all of it.
    """

    group: str
    match: str | None = None
    similarity: float | None = None


def group(
    ids: Sequence[str], signatures: Signatures, texts: Texts, count: Callable[[Pairs, Texts], Counts] | None = None
) -> list[Membership]:
    """The membership of each article.

    `ids` ascend, so that the answer does not depend on the order of the input; `signatures` are those of
    :func:`khobao.sketches.signatures`, one row an id; `texts` gives the texts of rows; `count` does what
    :func:`overlaps` does.
    """
    pairs, jaccard = verified(likely(signatures), texts, count)
    members = [Membership(identity) for identity in ids]
    for first, tree in _trees(len(ids), pairs.tolist(), jaccard):
        for row, match, similarity in _towards(first, tree):
            members[row] = Membership(ids[first], ids[match], similarity)
    return members


def likely(signatures: Signatures, known: int = 0) -> Pairs:
    """Pairs of rows that may be near-duplicates, as :func:`candidates` gives them; of the first `known` rows, which
    stand before all others, none with another of these."""
    pairs = candidates(signatures)
    return _likely(pairs[pairs[:, 1] >= known], signatures)


def verified(
    pairs: Pairs, texts: Texts, count: Callable[[Pairs, Texts], Counts] | None = None
) -> tuple[Pairs, list[float]]:
    """Those of `pairs` that are near-duplicates, and for each its Jaccard index, to 4 decimals; `count` does what
    :func:`overlaps` does."""
    common, one, other = (count or overlaps)(pairs, texts).T
    alike = near(common, one, other)
    # NumPy rounds the product with 10,000, `round` the number itself.
    return pairs[alike], [round(share, 4) for share in (common / (one + other - common))[alike].tolist()]


def near(common: Counts, one: Counts, other: Counts) -> npt.NDArray[np.bool_]:
    """Whether two articles are near-duplicates that have `one` and `other` shingles, `common` of them in both."""
    import numpy as np

    shorter, longer = np.minimum(one, other), np.maximum(one, other)
    similar = common >= THRESHOLD * (one + other - common)
    grown = (common >= CONTAINMENT * shorter) & (longer <= GROWTH * shorter)
    return similar | grown


def candidates(signatures: Signatures) -> Pairs:
    """Pairs of rows that agree in a band, ascending: shape ``(pairs, 2)``, the smaller row first."""
    import numpy as np

    count = len(signatures)
    found = np.empty(0, np.int64)
    for keys in _keys(signatures):
        order = np.argsort(keys, kind="stable")
        agree = np.concatenate(([False], keys[order[1:]] == keys[order[:-1]], [False]))[: count + 1]
        order = order[agree[1:] | agree[:-1]]
        ordered = keys[order]
        codes = [order[np.searchsorted(ordered, ordered)] * count + order]
        for step in range(1, _WINDOW + 1):
            agree = ordered[step:] == ordered[:-step]
            codes.append(order[:-step][agree] * count + order[step:][agree])
        found = distinct(np.concatenate([found, *codes]))
    pairs = np.stack(np.divmod(found, max(count, 1)), axis=1)
    return pairs[pairs[:, 0] < pairs[:, 1]]


def _keys(signatures: Signatures) -> Iterator[Hashes]:
    """One number a row for each band, equal where the hashes of the band are."""
    import numpy as np

    for band in range(BANDS):
        keys = np.zeros(len(signatures), np.uint64)
        for column in signatures.T[band * ROWS : (band + 1) * ROWS]:
            keys = keys * np.uint64(0x9E3779B97F4A7C15) + column
        yield keys


def _likely(pairs: Pairs, signatures: Signatures) -> Pairs:
    """Those of `pairs` whose sketches agree in enough places for near-duplicates."""
    import numpy as np

    kept = [np.empty((0, 2), np.int64)]
    for start in range(0, len(pairs), 1 << 14):
        part = pairs[start : start + (1 << 14)]
        agreement = (signatures[part[:, 0]] == signatures[part[:, 1]]).mean(axis=1)
        kept.append(part[agreement >= _AGREEMENT])
    return np.concatenate(kept)


def overlaps(pairs: Pairs, texts: Texts) -> Counts:
    """How many shingles both texts of each pair have in common, and how many each has: shape ``(pairs, 3)``."""
    import numpy as np

    held: dict[int, Hashes] = {}
    size = 0
    counts = np.empty((len(pairs), 3), np.int64)
    for start in range(0, len(pairs), _PAIRS):
        part = pairs[start : start + _PAIRS]
        if size > _HELD:
            held, size = {}, 0
        missing = [row for row in distinct(part.ravel()).tolist() if row not in held]
        held.update(zip(missing, shingles(texts(missing)), strict=True))
        size += sum(len(held[row]) for row in missing)
        for place, (one, other) in enumerate(part.tolist(), start):
            common = np.intersect1d(held[one], held[other], assume_unique=True)
            counts[place] = len(common), len(held[one]), len(held[other])
    return counts


_Edges = list[tuple[int, int, float]]


def _trees(count: int, pairs: Sequence[Sequence[int]], similarities: Sequence[float]) -> Iterator[tuple[int, _Edges]]:
    """For each group of more than one of `count` rows its smallest row, and of its pairs those that join it with the
    greatest similarity (a maximum spanning tree, Kruskal 1956); of equals, those of the smallest rows."""
    parents = list(range(count))

    def root(row: int) -> int:
        while parents[row] != row:
            parents[row] = parents[parents[row]]
            row = parents[row]
        return row

    kept: _Edges = []
    edges = sorted((-share, one, other) for share, (one, other) in zip(similarities, pairs, strict=True))
    for similarity, one, other in edges:
        first, second = sorted((root(one), root(other)))
        if first != second:
            parents[second] = first
            kept.append((one, other, -similarity))
    trees: dict[int, _Edges] = {}
    for edge in kept:
        trees.setdefault(root(edge[0]), []).append(edge)
    yield from trees.items()


def _towards(first: int, tree: _Edges) -> Iterator[tuple[int, int, float]]:
    """Each row of `tree` but `first`, the row through which it is joined to `first`, and how similar the two are."""
    beside: dict[int, list[tuple[int, float]]] = {}
    for one, other, similarity in tree:
        beside.setdefault(one, []).append((other, similarity))
        beside.setdefault(other, []).append((one, similarity))
    waiting, seen = [first], {first}
    while waiting:
        match = waiting.pop()
        for row, similarity in beside[match]:
            if row not in seen:
                seen.add(row)
                waiting.append(row)
                yield row, match, similarity
