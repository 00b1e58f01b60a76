"""What kind of page it is: an article, a list of other stories, or a text that is no news."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from khobao.structure.features import names
from khobao.structure.forest import Forest
from khobao.structure.neighbours import Pages
from khobao.structure.zones import KINDS

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

#: The kinds of page: ``other`` is law, notices, adverts, shops, instructions, dictionaries, errors.
GENRES = ("article", "listing", "other")

_LINE_NAMES = (
    "bullet", "upper", "capitals", "function", "photo", "stamp", "short_date", "relative", "date_at_end", "people",
    "table", "address", "phone", "price", "chapter", "step", "speech", "outlet", "question", "prose", "pairs", "met",
    "met_often", "like_before", "digits", "stops", "dots", "commas", "repeats",
)  # fmt: skip
_LINE_PLACES = tuple(names().index(name) for name in _LINE_NAMES)
#: Kinds of words, counted over the page.
_WORD_NAMES = ("function", "narrative", "capitals")
_WORD_PLACES = tuple(names().index(name) for name in _WORD_NAMES)
_PAGE_NAMES = ("count", "prose_share", "median", "page_pairs", "page_met", "page_words", "page_like")
_PAGE_PLACES = tuple(names().index(name) for name in _PAGE_NAMES)
_WORDS, _STOPS, _DOTS, _LINKING, _SENTENCES, _REPEATS, _QUOTE = (
    names().index(name) for name in ("words", "stops", "dots", "linking", "sentences", "repeats", "quote")
)
#: By how much, in hundred-thousandths, another genre has to be likelier: of 811 articles of a corpus without furniture,
#: a sentence a line, 9 were refused without it and 5 are with it.
_DOUBT = 25_000
#: Words of a paragraph at least; shorter lines are headlines, items, furniture.
_PARAGRAPH = 14
#: What paragraphs show of a page: those of a story go on from one to the next, those of a list open anew each time.
_PARAGRAPH_NAMES = (
    "number", "linking", "sentences", "single", "quote", "whole", "below_short", "below_headline", "below_repeated",
    "below_paragraph",
)  # fmt: skip

GENRE_NAMES = (
    *(f"mean_{name}" for name in _LINE_NAMES), *_PAGE_NAMES, *(f"lines_{kind}" for kind in KINDS),
    *(f"words_{kind}" for kind in KINDS), "words", "text_words", "text_lines", "longest_run", "runs", "confidence",
    *(f"text_{name}" for name in _LINE_NAMES), *(f"share_{name}" for name in _WORD_NAMES),
    *(f"paragraphs_{name}" for name in _PARAGRAPH_NAMES), *(f"diction_{genre}" for genre in GENRES),
)  # fmt: skip


def genre_features(
    features: npt.NDArray[np.float64],
    kinds: Sequence[str],
    confidence: npt.NDArray[np.float64],
    pages: Pages,
    worded: npt.NDArray[np.float64],
) -> npt.NDArray[np.float64]:
    """The features of each page that has lines, from those of its lines and their roles; the columns are
    :data:`GENRE_NAMES`.

    `features` and `kinds` have an entry for each line, page after page as laid out in `pages`; `confidence` is by how
    much, on average, the role of a line of the page beats the next best, and `worded` what its words say of each genre.
    """
    import numpy as np

    kind = np.array([KINDS.index(name) for name in kinds], dtype=np.int64)
    words, of_kind = features[:, _WORDS], [kind == place for place in range(len(KINDS))]
    text = of_kind[KINDS.index("lead")] | of_kind[KINDS.index("body")]
    filled = pages.counts > 0
    count, all_words = pages.counts[filled], pages.total(words)[filled]
    lengths, runs = _runs(text, pages)
    shown = [features[:, place] for place in _LINE_PLACES]
    texts = pages.total(text)[filled]
    columns = [
        *(pages.total(column)[filled] / count for column in shown),
        *features[pages.index == 0][:, _PAGE_PLACES].T,
        *(pages.total(one)[filled] / count for one in of_kind),
        *(pages.total(words * one)[filled] / all_words for one in of_kind),
        all_words, pages.total(words * text)[filled], texts, lengths[filled], runs[filled], confidence[filled],
        *(np.where(texts > 0, pages.total(column * text)[filled] / np.maximum(1, texts), -1.0) for column in shown),
        *(pages.total(features[:, place] * words)[filled] / all_words for place in _WORD_PLACES),
        *_paragraphs(features, pages, filled), *worded,
    ]  # fmt: skip
    return np.stack(columns, axis=1)


def _paragraphs(
    features: npt.NDArray[np.float64], pages: Pages, filled: npt.NDArray[np.bool_]
) -> list[npt.NDArray[np.float64]]:
    """What the paragraphs of each page show, as :data:`_PARAGRAPH_NAMES` says; shares are -1 on a page without any."""
    import numpy as np

    words, stops, dots = features[:, _WORDS], features[:, _STOPS], features[:, _DOTS]
    long = words >= _PARAGRAPH
    above, stops_above = pages.beside(words, -1, 0.0), pages.beside(stops, -1, 1.0)
    short = (above > 0) & (above < _PARAGRAPH)
    sentences = 1 + features[:, _SENTENCES]
    shown = (
        features[:, _LINKING], sentences, sentences == 1, features[:, _QUOTE], (stops > 0) & (dots == 0), short,
        (above > 3) & (above < 1.5 * _PARAGRAPH) & (stops_above == 0), pages.beside(features[:, _REPEATS], -1, 0.0) > 1,
        above >= _PARAGRAPH,
    )  # fmt: skip
    number = pages.total(long)[filled]
    shares = [pages.total(column * long)[filled] / np.maximum(1, number) for column in shown]
    return [number, *(np.where(number > 0, share, -1.0) for share in shares)]


def _runs(flags: npt.NDArray[np.bool_], pages: Pages) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """The length of the longest run of true flags on each page, and the number of runs."""
    import numpy as np

    longest = np.zeros(len(pages.counts), dtype=np.int64)
    np.maximum.at(longest, pages.page, pages.runs(flags))
    opens = flags & ~pages.beside(flags, -1, False)
    return longest, np.bincount(pages.page[opens], minlength=len(longest))


def read_genres(forest: Forest, rows: npt.NDArray[np.float64]) -> list[str]:
    """The genre of each page from its features by the model `forest`; an article that is refused is lost, so a doubt is
    in its favour."""
    scores = forest.scores(rows)
    scores[:, forest.classes.index("article")] += _DOUBT
    return [forest.classes[place] for place in scores.argmax(axis=1).tolist()]
