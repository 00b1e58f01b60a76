"""What words say of the role of a line and of the genre of a page: weights learnt from labelled ones.

The score of a line for a role is the sum of the weights of its words, with further ones for the first and the last
word, over the square root of how many these are; that of a page for a genre is the sum over all its words. Weights are
whole numbers, so that the sums are the same on every machine.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from khobao.structure.neighbours import Pages
from khobao.structure.tokens import Tokens

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Whole = npt.NDArray[np.int64]

#: Where a word stands: anywhere on the line, first or last on it.
PLACES = ("anywhere", "first", "last")
_FIGURE = re.compile(r"\d")
#: The table of a place where no word weighs anything.
_NOTHING: dict[str, Any] = {"words": [], "weights": []}


def as_counted(word: str) -> str:
    """`word`, folded and without punctuation, as the weights know it: a figure is like any other."""
    return _FIGURE.sub("0", word)


class Diction:
    """Weights for words: `table` has for each of :data:`PLACES` its words, and a row of weights for each of them, in
    hundredths, one for each of `classes` roles or genres."""

    def __init__(self, table: Mapping[str, Any], classes: int) -> None:
        import numpy as np

        said = [table.get(place, _NOTHING) for place in PLACES]
        self._known = [{word: row for row, word in enumerate(part["words"])} for part in said]
        # The last row is that of all words that are not known.
        self._weights: list[Whole] = [np.array([*part["weights"], [0] * classes], dtype=np.int64) for part in said]
        self._spelt: Sequence[str] = ()
        self._rows: Whole = np.zeros((len(PLACES), 0), dtype=np.int64)

    def of_lines(self, tokens: Tokens) -> npt.NDArray[np.float64]:
        """The score of each role for each line of `tokens`, in hundredths: shape ``(roles, lines)``."""
        import numpy as np

        _, first, last = self._weights
        rows = self._rows_of(tokens.spelt)
        opening = first.take(rows[1].take(tokens.word[tokens.starts]), axis=0)
        closing = last.take(rows[2].take(tokens.word[tokens.starts + tokens.count - 1]), axis=0)
        scores: npt.NDArray[np.float64] = (self._sums(tokens) + opening + closing).T / np.sqrt(tokens.count + 2)
        return scores

    def of_pages(self, tokens: Tokens, pages: Pages) -> npt.NDArray[np.float64]:
        """The score of each genre for each page that has lines, in hundredths: shape ``(genres, pages)``; `tokens` are
        those of the lines of `pages`."""
        import numpy as np

        filled = pages.counts > 0
        words = np.sqrt(pages.total(tokens.count)[filled])
        return np.stack([pages.total(sums)[filled] / words for sums in self._sums(tokens).T])

    def _sums(self, tokens: Tokens) -> Whole:
        """The sums of weights over the words of each line: shape ``(lines, classes)``."""
        import numpy as np

        if not len(tokens.starts):
            return np.zeros((0, self._weights[0].shape[1]), dtype=np.int64)
        rows = self._rows_of(tokens.spelt)[0].take(tokens.word)
        sums: Whole = np.add.reduceat(self._weights[0].take(rows, axis=0), tokens.starts, axis=0)
        return sums

    def _rows_of(self, spelt: Sequence[str]) -> Whole:
        """The row of each of the words that the process has met, at each place; each word is looked up once."""
        import numpy as np

        if spelt is not self._spelt:  # the process has forgotten all words and begun anew
            self._spelt, self._rows = spelt, np.zeros((len(PLACES), 0), dtype=np.int64)
        if fresh := [as_counted(word) for word in spelt[self._rows.shape[1] :]]:
            found = [[known.get(word, -1) for word in fresh] for known in self._known]
            self._rows = np.concatenate([self._rows, np.array(found, dtype=np.int64)], axis=1)
        return self._rows
