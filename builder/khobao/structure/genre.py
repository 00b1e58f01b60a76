"""What kind of page it is: an article, a list of other stories, or a text that is no news."""

from __future__ import annotations

from collections.abc import Sequence

from khobao.structure.features import names
from khobao.structure.forest import load_forest
from khobao.structure.zones import KINDS

#: The kinds of page: ``other`` is law, notices, adverts, shops, instructions, dictionaries, errors.
GENRES = ("article", "listing", "other")

_LINE_NAMES = (
    "bullet", "upper", "capitals", "function", "photo", "stamp", "short_date", "relative", "date_at_end", "people",
    "table", "address", "phone", "price", "chapter", "step", "speech", "outlet", "question", "prose", "pairs", "met",
    "met_often", "like_before", "digits", "stops", "dots", "commas", "repeats",
)  # fmt: skip
_LINE_PLACES = tuple(names().index(name) for name in _LINE_NAMES)
_PAGE_NAMES = ("count", "prose_share", "median", "page_pairs", "page_met", "page_words", "page_like")
_PAGE_PLACES = tuple(names().index(name) for name in _PAGE_NAMES)
_WORDS = names().index("words")

GENRE_NAMES = (
    *(f"mean_{name}" for name in _LINE_NAMES), *_PAGE_NAMES, *(f"lines_{kind}" for kind in KINDS),
    *(f"words_{kind}" for kind in KINDS), "words", "text_words", "text_lines", "longest_run", "runs", "confidence",
    *(f"text_{name}" for name in _LINE_NAMES),
)  # fmt: skip


def genre_features(rows: Sequence[Sequence[float]], kinds: Sequence[str], confidence: float) -> list[float]:
    """The features of a page from those of its lines and their roles; the columns are :data:`GENRE_NAMES`.

    `confidence` is by how much, on average, the role of a line beats the next best.
    """
    count = len(rows)
    words = [row[_WORDS] for row in rows]
    inside = [kind in ("lead", "body") for kind in kinds]
    text = [row for row, kept in zip(rows, inside, strict=True) if kept]
    runs = _runs(inside)
    return [
        *(sum(row[place] for row in rows) / count for place in _LINE_PLACES),
        *(rows[0][place] for place in _PAGE_PLACES),
        *(sum(kind == one for one in kinds) / count for kind in KINDS),
        *(sum(value for value, one in zip(words, kinds, strict=True) if one == kind) / sum(words) for kind in KINDS),
        sum(words),
        sum(value for value, kept in zip(words, inside, strict=True) if kept),
        len(text),
        max(runs, default=0),
        len(runs),
        confidence,
        *((sum(row[place] for row in text) / len(text) if text else -1.0) for place in _LINE_PLACES),
    ]


def _runs(flags: Sequence[bool]) -> list[int]:
    lengths, length = [], 0
    for flag in (*flags, False):
        if flag:
            length += 1
        elif length:
            lengths.append(length)
            length = 0
    return lengths


def read_genres(rows: Sequence[Sequence[float]]) -> list[str]:
    """The genre of each page from its features."""
    forest = load_forest("genres", GENRE_NAMES)
    if not rows:
        return []
    return [forest.classes[place] for place in forest.scores(rows).argmax(axis=1).tolist()]
