"""The tokens of many lines looked up in the vocabulary of the process, all of them at once.

Up to eight characters are two whole numbers, and most tokens have no more: these are found in a table by arithmetic
over arrays. The others, and those whose place in the table another token has, are asked for one by one.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import TYPE_CHECKING

from khobao.structure.vocabulary import Vocabulary

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Whole = npt.NDArray[np.int64]
    Halves = npt.NDArray[np.uint64]

#: Tokens known at most; then all are forgotten, so that a process that reads for days does not grow.
_MOST = 1 << 18
#: Places of the table, as a power of two.
_PLACES = 18
#: Most characters of a token that is found there.
_LONGEST = 8
_SPACE, _LINE_FEED = ord(" "), ord("\n")
#: Odd numbers that spread the bits of what they multiply, from the golden ratio and the square root of two.
_SPREAD = (0x9E3779B97F4A7C15, 0x6A09E667F3BCC909)


class _Spellings:
    """The vocabulary with its table. A place of the table holds both halves of the spelling of a token, and its number,
    which is -1 as long as no token has the place."""

    def __init__(self) -> None:
        import numpy as np

        self.vocabulary = Vocabulary()
        self.known: Whole = np.zeros((5, 0), dtype=np.int64)
        self.halves: Halves = np.zeros((1 << _PLACES, 2), dtype=np.uint64)
        self.numbers: Whole = np.full(1 << _PLACES, -1)

    def find(self, text: bytes, starts: Whole, ends: Whole) -> Whole:
        """The numbers of the tokens of `text`, in UTF-16, from `starts` up to but without `ends`, in code units."""
        import numpy as np

        # A last character U+0000 would be lost.
        fits = (ends - starts <= _LONGEST) & (np.frombuffer(text, "<u2")[ends - 1] > 0)
        halves = _spell(text, starts, ends)
        mixed = (halves[:, 0] ^ (halves[:, 1] * np.uint64(_SPREAD[1]))) * np.uint64(_SPREAD[0])
        place = (mixed >> np.uint64(64 - _PLACES)).astype(np.int64)
        there = self.halves.take(place, axis=0)
        same = fits & (there[:, 0] == halves[:, 0]) & (there[:, 1] == halves[:, 1])
        numbers: Whole = np.where(same, self.numbers.take(place), -1)
        asked = (numbers < 0).nonzero()[0]
        # Of the short ones that are spelt alike only one is asked for; a batch has most of them many times.
        short, ones, often = _alike(halves, asked[fits[asked]])
        for at in (*asked[~fits[asked]].tolist(), *ones.tolist()):
            numbers[at] = self.vocabulary[text[2 * starts[at] : 2 * ends[at]].decode("utf-16-le", "surrogatepass")]
        numbers[short] = numbers[ones].repeat(often)
        free = asked[fits[asked] & (self.numbers[place[asked]] < 0)]
        new = free[np.unique(place[free], return_index=True)[1]]
        self.halves[place[new]] = halves[new]
        self.numbers[place[new]] = numbers[new]
        return numbers

    def read(self, numbers: Whole) -> list[Whole]:
        """What the vocabulary says of the tokens `numbers`, as columns."""
        import numpy as np

        rows = self.vocabulary.rows[self.known.shape[1] :]
        if rows:
            self.known = np.concatenate([self.known, np.array(rows, dtype=np.int64).T], axis=1)
        return [column.take(numbers) for column in self.known]


def _alike(halves: Halves, tokens: Whole) -> tuple[Whole, Whole, Whole]:
    """The `tokens` with those that are spelt alike side by side, one of each such row, and how many are in it."""
    import numpy as np

    order = tokens[np.lexsort(halves[tokens].T)]
    spelt = halves[order]
    differs = np.ones(len(order), dtype=bool)
    differs[1:] = (spelt[1:] != spelt[:-1]).any(axis=1)
    first = differs.nonzero()[0]
    return order, order[first], np.diff(first, append=len(order))


def _spell(text: bytes, starts: Whole, ends: Whole) -> Halves:
    """Both halves of the spelling of each token, cut off behind the eighth character."""
    import numpy as np

    # Sixteen bytes from each code unit on, which overlap.
    windows: Whole = np.ndarray(len(text) // 2 + 1, "V16", text + bytes(2 * _LONGEST), strides=(2,))
    eights = windows[starts].view("<u8").reshape(-1, 2)
    masks = np.tri(_LONGEST + 1, _LONGEST, -1, dtype=np.uint16) * np.uint16(0xFFFF)
    halves: Halves = eights & masks.view(np.uint64).take(np.minimum(ends - starts, _LONGEST), axis=0)
    return halves


@functools.cache
def _spellings() -> _Spellings:
    """The spellings of this process."""
    return _Spellings()


def look_up(lines: Sequence[str]) -> tuple[list[Whole], Whole, Sequence[str]]:
    """What the vocabulary says of each token of `lines`, which are clean and not blank, as columns; how many tokens
    each line has; and the words that the process knows, by number."""
    import numpy as np

    if len(_spellings().vocabulary) > _MOST:
        _spellings.cache_clear()
    spellings = _spellings()
    text = "\n".join(lines).encode("utf-16-le", "surrogatepass")
    signs = np.frombuffer(text, "<u2")
    feeds = signs == _LINE_FEED
    outside = np.concatenate([[True], feeds | (signs == _SPACE), [True]])
    edges = (outside[1:] != outside[:-1]).nonzero()[0]
    starts, ends = edges[::2], edges[1::2]
    behind = np.searchsorted(starts, np.append(feeds.nonzero()[0], len(signs)))
    found = spellings.read(spellings.find(text, starts, ends))
    return found, np.diff(behind, prepend=0)[: len(lines)], spellings.vocabulary.words
