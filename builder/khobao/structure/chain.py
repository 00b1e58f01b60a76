"""The most likely sequence of roles along each page, for all pages at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from khobao.structure.forest import Forest
from khobao.structure.neighbours import Pages

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Whole = npt.NDArray[np.int64]


def best_paths(scores: Whole, pages: Pages, forest: Forest) -> Whole:
    """The class of each line, so that scores and transitions have the highest sum along each page (Viterbi 1967).

    `scores` has a row for each line, page after page, and a column for each class.
    """
    import numpy as np

    into = np.array(forest.chain["into"])  # into[b, a] is for b after a
    order = np.argsort(-pages.counts, kind="stable")
    starts = (pages.counts.cumsum() - pages.counts)[order]
    # Pages by falling length: those that have a line at some depth are the first so many.
    depths = [starts[: int(reach)] + depth for depth, reach in enumerate(_reaches(pages.counts))]
    totals = scores.copy()
    for depth, rows in enumerate(depths):
        before = totals[rows - 1, :, None] + into.T if depth else np.array(forest.chain["start"])[None, None, :]
        totals[rows] += before.max(axis=1)
    path = np.zeros(len(scores), dtype=np.int64)
    state = np.zeros(0, dtype=np.int64)
    for depth in range(len(depths) - 1, -1, -1):
        rows = depths[depth]
        step = totals[rows]
        step[: len(state)] += into[state]
        state = path[rows] = step.argmax(axis=1)
    return path


def _reaches(counts: Whole) -> Whole:
    """How many pages have more lines than 0, than 1, and so on, up to the last that some page has."""
    import numpy as np

    return len(counts) - np.bincount(counts, minlength=1).cumsum()[:-1]


def margins(scores: Whole, path: Whole) -> Whole:
    """By how much the score of the class in `path` beats that of the best other class, line by line."""
    import numpy as np

    lines = np.arange(len(path))
    others = scores.copy()
    others[lines, path] = np.iinfo(np.int64).min
    beaten: Whole = scores[lines, path] - others.max(axis=1)
    return beaten
