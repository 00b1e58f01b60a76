"""Where a line stands on its page: the features of its place and of the page as a whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from khobao.structure.lines import Line
from khobao.structure.neighbours import Pages

if TYPE_CHECKING:
    import numpy.typing as npt

    Column = npt.NDArray[Any]

#: The columns of :func:`places`, in order.
PLACES = (
    "index", "index_from_end", "position", "count", "to_first_prose", "to_last_prose", "prose_before", "prose_after",
    "prose_share", "median", "words_to_median", "words_before", "since_closing", "prose_3_before", "prose_3_after",
    "prose_6_before", "prose_6_after", "gap_before", "gap_after", "words_around", "spread_around", "numbers_around",
    "again", "list_run", "open_run", "short_run", "prose_run",
    "page_pairs", "page_met", "page_stops", "page_words", "page_bullets", "page_stamps", "page_furniture", "page_dots",
    "page_like",
)  # fmt: skip


def places(lines: Sequence[Line], own: Mapping[str, Column], pages: Pages) -> list[Column]:
    """The columns :data:`PLACES` of `lines`, whose own features `own` has by name."""
    import numpy as np

    words = own["words"]
    prose = (own["prose"] & (own["table"] == 0)).astype(np.int64)
    count, total = pages.counts[pages.page], pages.total(prose)[pages.page]
    first, last, median = _prose(prose, own, pages)
    seen = pages.before(prose)
    number = np.array([line.number for line in lines])
    gap_before = number - pages.beside(number, -1, 0)
    mean, spread, like = _around(words, own["like_before"], pages)
    closed = _last_before((own["table"] >= 1) & (own["table"] <= 3))
    return [
        pages.index, count - 1 - pages.index, pages.index / count, count, first - pages.index, last - pages.index,
        seen, total - seen - prose, total / count, median,
        words / np.maximum(1, median), pages.before(words) / np.maximum(1, pages.total(words))[pages.page],
        np.where(closed >= pages.start, np.arange(len(words)) - closed, -1),
        pages.around(prose, -3, 0), pages.around(prose, 1, 4), pages.around(prose, -6, 0), pages.around(prose, 1, 7),
        np.where(pages.index == 0, number, gap_before), pages.beside(gap_before, 1, 0),
        mean, spread, like, own["again"],
        pages.runs(own["bullet"]), pages.runs(~own["stops"] & (words >= 5) & ~own["prose"]), pages.runs(words < 5),
        pages.runs(own["prose"]), *_page(own, prose, pages),
    ]  # fmt: skip


def _prose(prose: Column, own: Mapping[str, Column], pages: Pages) -> tuple[Column, Column, Column]:
    """For each line, the indices of the first and the last paragraph of its page, and the median of their words; the
    number of lines, -1 and 0 for a page without. The median counts paragraphs that are furniture too."""
    import numpy as np

    first, last = pages.counts.copy(), np.full_like(pages.counts, -1)
    found = prose.nonzero()[0]
    last[pages.page[found]] = pages.index[found]
    first[pages.page[found[::-1]]] = pages.index[found[::-1]]
    rows = own["prose"].nonzero()[0]
    rows = rows[np.lexsort((own["words"][rows], pages.page[rows]))]
    numbers = np.bincount(pages.page[rows], minlength=len(pages.counts))
    median = np.zeros(len(numbers))
    some = numbers > 0
    median[some] = own["words"][rows[(numbers.cumsum() - numbers + numbers // 2)[some]]]
    return first[pages.page], last[pages.page], median[pages.page]


def _last_before(flags: Column) -> Column:
    """The place of the last true flag before each place; -1 if there is none."""
    import numpy as np

    latest = np.maximum.accumulate(np.where(flags, np.arange(len(flags)), -1))
    return np.concatenate([[-1], latest[:-1]])


def _around(words: Column, like: Column, pages: Pages) -> tuple[Column, Column, Column]:
    """Over the lines up to three away: the mean of their words, its standard deviation, and the mean of `like`."""
    import numpy as np

    number = pages.around(np.ones_like(words), -3, 4)
    mean = pages.around(words, -3, 4) / number
    squares, likes = np.zeros(len(words)), np.zeros(len(words))
    for offset in range(-3, 4):
        here = pages.beside(np.ones(len(words), dtype=bool), offset, 0)
        squares += np.where(here, (pages.beside(words, offset, 0) - mean) ** 2, 0.0)
        likes += pages.beside(like, offset, 0.0)
    # The power of the interpreter, which the models were trained with, rounds other than a square root.
    spread = np.array([value**0.5 for value in (squares / number).tolist()])
    return mean, spread, likes / number


def _page(own: Mapping[str, Column], prose: Column, pages: Pages) -> list[Column]:
    """Means over the paragraphs of the page, and over its lines."""
    import numpy as np

    paragraphs = pages.total(prose)
    mean_prose = [
        np.where(paragraphs > 0, pages.total(own[name] * prose) / np.maximum(1, paragraphs), -1.0)
        for name in ("pairs", "met")
    ]
    columns = [
        own["stops"], own["words"], own["bullet"], own["stamp"], own["table"] > 0, own["dots"], own["like_before"],
    ]  # fmt: skip
    means = [*mean_prose, *(pages.total(column) / np.maximum(1, pages.counts) for column in columns)]
    return [mean[pages.page] for mean in means]
