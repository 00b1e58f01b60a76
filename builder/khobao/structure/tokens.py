"""The tokens of many lines at once, numbered, with what each shows by itself.

Pages share most of their tokens, so each different one is read once a process; what lines show is then sums and unions
over the numbers of their tokens. A token is what stands between white space, as printed; the word in it is the token
folded and without punctuation.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from khobao.structure.spellings import look_up
from khobao.structure.vocabulary import BITS

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt


@dataclass(frozen=True)
class Tokens:
    """The tokens of lines, line after line; no line is without one.

    `starts` has the place of the first token of each line. By token: `line`, the number of its line from 0; `bits`,
    what it shows; `word`, the number of its word, which `spelt` has. By line: `count` of tokens, `digits`,
    `decimals`, `commas`, and `union`, all that its tokens show.
    """

    starts: npt.NDArray[np.int64]
    line: npt.NDArray[np.int64]
    bits: npt.NDArray[np.int64]
    word: npt.NDArray[np.int64]
    count: npt.NDArray[np.int64]
    digits: npt.NDArray[np.int64]
    decimals: npt.NDArray[np.int64]
    commas: npt.NDArray[np.int64]
    union: npt.NDArray[np.int64]
    spelt: Sequence[str]

    def each(self, name: str) -> npt.NDArray[np.bool_]:
        """Whether each token shows what `name` says."""
        return (self.bits & BITS[name]).astype(bool)

    def any(self, name: str) -> npt.NDArray[np.bool_]:
        """Whether any token of each line shows it."""
        return (self.union & BITS[name]).astype(bool)

    def first(self, name: str) -> npt.NDArray[np.bool_]:
        """Whether the first token of each line shows it."""
        return (self.bits[self.starts] & BITS[name]).astype(bool)

    def second(self, name: str) -> npt.NDArray[np.bool_]:
        """Whether the second token of each line shows it; false where there is none."""
        import numpy as np

        following = self.bits[np.minimum(self.starts + 1, len(self.bits) - 1)]
        return (following & BITS[name]).astype(bool) & (self.count > 1)

    def last(self, name: str) -> npt.NDArray[np.bool_]:
        """Whether the last token of each line shows it."""
        shown: npt.NDArray[np.int64] = self.bits[self.starts + self.count - 1] & BITS[name]
        return shown.astype(bool)

    def follow(self, name: str, other: str) -> npt.NDArray[np.int64]:
        """How often, on each line, a token that shows `name` stands right before one that shows `other`."""
        import numpy as np

        found = self.each(name)[:-1] & self.each(other)[1:] & (self.line[:-1] == self.line[1:])
        return self.number(np.append(found, False))

    def number(self, shown: npt.NDArray[np.bool_]) -> npt.NDArray[np.int64]:
        """In how many tokens of each line `shown` is true; it has one value for each token."""
        import numpy as np

        return np.bincount(self.line[shown], minlength=len(self.starts))


def read_tokens(texts: Sequence[str]) -> Tokens:
    """The tokens of `texts`, which are clean lines that are not blank."""
    import numpy as np

    (bits, word, *figures), count, spelt = look_up(texts)
    starts = np.cumsum(count) - count
    digits, decimals, commas = (np.add.reduceat(values, starts) if len(starts) else values for values in figures)
    union = np.bitwise_or.reduceat(bits, starts) if len(starts) else bits
    line = np.repeat(np.arange(len(count)), count)
    return Tokens(starts, line, bits, word, count, digits, decimals, commas, union, spelt)
