"""The lines of many pages in one row, and sums over the company that each has on its own page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Values = npt.NDArray[Any]
    Whole = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Pages:
    """How lines fall into pages: for each line its `page`, its `index` there, and the places `start` of the first line
    of the page and `end` behind its last; `counts` has the number of lines of each page, which may be 0."""

    counts: Whole
    page: Whole
    index: Whole
    start: Whole
    end: Whole

    def before(self, values: Values) -> Values:
        """The sum of whole `values` over the lines of the page above each line."""
        above: Values = values.cumsum() - values
        return above - above[self.start]

    def around(self, values: Values, back: int, ahead: int) -> Values:
        """The sum of whole `values` from `back` lines before each line up to but without `ahead` lines after it."""
        import numpy as np

        sums: Values = np.concatenate([[0], values.cumsum()])
        here = np.arange(len(values))
        # Both ends lie on the page or right behind it.
        upto: Values = sums[np.clip(here + ahead, self.start, self.end)]
        return upto - sums[np.clip(here + back, self.start, self.end)]

    def beside(self, values: Values, offset: int, outside: float) -> Values:
        """The value of the line `offset` lines away, `outside` where the page has no such line; the lines run along
        the last axis."""
        import numpy as np

        place = np.arange(len(self.page)) + offset
        missing = (place < self.start) | (place >= self.end)
        moved = np.roll(values, -offset, axis=-1)
        moved[..., missing] = outside
        return moved

    def runs(self, flags: Values) -> Whole:
        """The length of the run of true `flags` that each line is in, 0 outside of one."""
        import numpy as np

        changes = (flags != np.roll(flags, 1)) | (self.index == 0)
        breaks = np.append(changes.nonzero()[0], len(flags))
        lengths = np.diff(breaks)
        return np.repeat(lengths, lengths) * flags

    def total(self, values: Values) -> npt.NDArray[np.float64]:
        """The sum of `values` over each page, added up in the order of the lines."""
        import numpy as np

        return np.bincount(self.page, values, len(self.counts)).astype(np.float64)


def lay_out(counts: Sequence[int]) -> Pages:
    """The layout of pages of so many lines each."""
    import numpy as np

    sizes = np.array(counts, dtype=np.int64)
    page = np.repeat(np.arange(len(sizes)), sizes)
    end = sizes.cumsum()
    start = (end - sizes)[page]
    return Pages(sizes, page, np.arange(len(page)) - start, start, end[page])
