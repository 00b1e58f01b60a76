"""What a line and its neighbours show, in numbers: the input of the line model.

A feature measures the form, the place or the company of a line, or says that its words are of a listed kind; none
stands for a word of one page. Blank lines have no features of their own: they show in those of the lines around them.

The lines of all pages are read at once: a column is an array over all of them.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from khobao.structure.diction import Diction
from khobao.structure.lines import Line
from khobao.structure.neighbours import Pages
from khobao.structure.places import PLACES, places
from khobao.structure.readings import Readings, read_together
from khobao.structure.sharing import Sightings, see_pairs, see_words
from khobao.structure.tokens import Tokens, read_tokens
from khobao.structure.zones import KINDS, Zones, read_zones

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Column = npt.NDArray[Any]
    Columns = dict[str, Column]

# The lookbehind stands behind the zero so that only zeros are looked at.
_PHONE = re.compile(r"0(?<!\w0)\d{2,3}[ .\-]?\d{3}[ .\-]?\d{3,4}\b")
_TELEPHONE = re.compile(r"\b(?:đt|tel|hotline|fax|điện thoại)\b")
_PRICE = re.compile(r"(?<![\d.,])\d[\d.,]{0,20} ?(?:đ|vnđ|vnd|₫|usd)\b")
_CHAPTER = re.compile(r"(?:điều|khoản|chương|mục|phần|phụ lục)\s+[\divxl]+\b|căn cứ ")
_STEP = re.compile(r"(?:bước|cách|mẹo|lưu ý|ghi chú|nguyên liệu|chuẩn bị)\b")
# Phrases of speech and of what pictures show; those of one word are known from the token.
_SPEECH = re.compile(
    r"\b(?:cho biết|cho hay|chia sẻ|khẳng định|nhấn mạnh|phát biểu|đề nghị|trả lời|thông tin|yêu cầu)\b"
)
_SEEN = re.compile(r"\b(?:phát biểu|chụp ảnh|tại (?:buổi|hội nghị|lễ|hiện trường)|chứng kiến)\b")
_OUTLET = re.compile(r"\A(?:\([^)\d]{2,25}\)|[A-ZĐ][\w.]{1,15}) ?[-–—] ")
_DATE_AT_END = re.compile(r"\(\s?\d{1,2}[/.\-]\d{1,2}(?:[/.\-]\d{2,4})?[^)]{0,12}\)$")
_RELATIVE = re.compile(r"\b\d+ (?:phút|giờ|ngày|tuần|tháng|năm) trước\b")
_TABLES = ("closing", "related", "tags", "furniture")
_OWN = (
    "length", "stops", "dots", "colon", "comma", "bullet", "lower", "digit", "quote", "bracket", "upper", "photo",
    "caption", "views", "stamp", "clock", "dateline", "byline", "labelled", "people", "table", "bar", "arrow",
    "question", "early_colon", "prose", "hash", "signs",
    "words", "capitals", "function", "narrative", "linking", "address", "phone", "price", "chapter", "step", "speech",
    "seen", "outlet", "date_at_end", "short_date", "relative", "sentences", "pairs", "met", "met_often", "like_before",
    "like_after", "repeats", "digits", "commas",
)  # fmt: skip
#: The features of a line that its neighbours carry as well, up to three lines away.
_CARRIED = (
    "words",
    "stops",
    "dots",
    "bullet",
    "capitals",
    "function",
    "stamp",
    "byline",
    "table",
    "prose",
    "pairs",
    "met",
)
_REACH = (-3, -2, -1, 1, 2, 3)
_SIDES = ("body", "related", "boilerplate", "caption")
_ZONES = (
    *(f"rule_{kind}" for kind in KINDS), *(f"rule_{kind}_{side}" for side in ("before", "after") for kind in _SIDES),
    "since_first", "since_last", "inside", "like_lead", "like_run",
)  # fmt: skip
_DICTION = (
    *(f"words_{kind}" for kind in KINDS), *(f"words_{kind}{offset:+}" for offset in (-1, 1) for kind in _SIDES),
)  # fmt: skip
_NAMES = (*_OWN, *(f"{name}{offset:+}" for offset in _REACH for name in _CARRIED), *PLACES, *_ZONES, *_DICTION)


def names() -> tuple[str, ...]:
    """The names of the columns of :func:`featurize`, in order."""
    return _NAMES


def featurize(
    texts: Sequence[Sequence[Line]], pages: Pages, diction: Diction
) -> tuple[npt.NDArray[np.float64], Tokens]:
    """The features of the lines of pages, and their tokens: one row a line, page after page; the columns are
    :func:`names`.

    `texts` has the lines of each page that are not blank, `pages` is their layout, and `diction` weighs their words.
    """
    import numpy as np

    lines = [line for page in texts for line in page]
    if not lines:
        return np.zeros((0, len(_NAMES))), read_tokens([])
    shown = read_together(lines)
    tokens = shown.tokens
    words = see_words(tokens, pages)
    own = {**_form(lines, shown), **_words(lines, tokens), **_shared(lines, tokens, words, pages)}
    own["digits"] = tokens.digits / own["length"]
    table = np.empty((len(_NAMES), len(lines)))
    for row, name in enumerate(_OWN):
        table[row] = own[name]
    at = len(_OWN)
    carried = table[[_OWN.index(name) for name in _CARRIED]]
    for offset in _REACH:
        table[at : at + len(_CARRIED)] = pages.beside(carried, offset, -1.0)
        at += len(_CARRIED)
    for column in (*places(lines, own, pages), *_zones([read_zones(page) for page in texts], words)):
        table[at] = column
        at += 1
    table[at:] = said(diction.of_lines(tokens), pages)
    return table.T, tokens


def said(scores: npt.NDArray[np.float64], pages: Pages) -> npt.NDArray[np.float64]:
    """The last columns of the features, as rows: what the words of each line say, the `scores` of its roles, and what
    those of the lines beside it do."""
    import numpy as np

    near = scores[[KINDS.index(kind) for kind in _SIDES]]
    return np.concatenate([scores, *(pages.beside(near, offset, 0.0) for offset in (-1, 1))])


def _form(lines: Sequence[Line], shown: Readings) -> Columns:
    """What each line shows by its form and by the kinds that its reader found in it."""
    import numpy as np

    tokens = shown.tokens
    bylines = {place: byline for place in shown.byline.nonzero()[0].tolist() if (byline := lines[place].byline)}
    stamps = {place: stamp for place in shown.dated.nonzero()[0].tolist() if (stamp := lines[place].stamp)}
    return {
        "length": np.array([len(line.text) for line in lines]),
        "stops": tokens.last("stops"),
        "dots": tokens.last("dots"),
        "colon": tokens.last("last_colon"),
        "comma": tokens.last("last_comma"),
        "bullet": shown.bullet,
        **{name: tokens.first(name) for name in ("lower", "digit", "quote", "bracket", "hash")},
        "upper": tokens.any("upper") & ~tokens.any("not_upper"),
        "photo": _where(shown.credited, lambda place: lines[place].photo_credit),
        "caption": _where(shown.opening, lambda place: lines[place].opens_caption),
        "views": _where(shown.counted, lambda place: lines[place].views is not None),
        "stamp": _scatter(len(lines), False, dict.fromkeys(stamps, True)),
        "clock": _scatter(len(lines), False, {place: stamp.has_clock for place, stamp in stamps.items()}),
        "dateline": _where(shown.dated, lambda place: lines[place].dateline is not None),
        "byline": _scatter(len(lines), False, dict.fromkeys(bylines, True)),
        "labelled": _scatter(len(lines), False, {place: byline.labelled for place, byline in bylines.items()}),
        "people": _scatter(len(lines), -1, {place: len(byline.authors) for place, byline in bylines.items()}),
        "table": np.array([_table(line.furniture) if line.furniture else 0 for line in lines]),
        "bar": tokens.any("bar"),
        "arrow": tokens.any("arrow") | _where(tokens.any("greater"), lambda place: " > " in lines[place].text),
        "question": tokens.any("question"),
        "early_colon": _where(tokens.any("colon"), lambda place: ":" in lines[place].text[:40]),
        "prose": shown.prose,
        "signs": ~tokens.any("letter"),
    }


@functools.cache
def _table(furniture: str) -> int:
    """The number of the table of ``phrases.toml`` that has this kind of furniture."""
    return _TABLES.index(furniture.partition(".")[0]) + 1


def _scatter(length: int, otherwise: int, known: Mapping[int, int]) -> Column:
    """An array of that `length` with the `known` values at their places."""
    import numpy as np

    column = np.full(length, otherwise)
    column[list(known)] = list(known.values())
    return column


def _words(lines: Sequence[Line], tokens: Tokens) -> Columns:
    """What the words of each line say."""

    def found(possible: Column, pattern: re.Pattern[str]) -> Column:
        return _where(possible, lambda place: pattern.search(lines[place].folded) is not None)

    def opens(possible: Column, pattern: re.Pattern[str]) -> Column:
        return _where(possible, lambda place: pattern.match(lines[place].folded) is not None)

    digits = tokens.digits
    dated = (digits > 1) & tokens.last("last_bracket")
    return {
        "words": tokens.count,
        "capitals": tokens.number(tokens.each("capital")) / tokens.count,
        "function": tokens.number(tokens.each("function")) / tokens.count,
        "narrative": tokens.number(tokens.each("narrative")) / tokens.count,
        "linking": tokens.first("linking") & ~tokens.second("capital"),
        "address": tokens.any("address") & tokens.any("dotted"),
        "phone": found(digits > 6, _PHONE) | found((digits > 6) & tokens.any("telephone"), _TELEPHONE),
        "price": found((digits > 1) & tokens.any("price"), _PRICE),
        "chapter": opens(tokens.first("chapter"), _CHAPTER),
        "step": opens(tokens.first("step"), _STEP),
        "speech": tokens.any("speech") | found(tokens.follow("speech_open", "speech_end") > 0, _SPEECH),
        "seen": tokens.any("seen") | found(tokens.follow("seen_open", "seen_end") > 0, _SEEN),
        "outlet": _where(tokens.any("dash"), lambda place: _OUTLET.match(lines[place].text) is not None),
        "date_at_end": _where(dated, lambda place: _DATE_AT_END.search(lines[place].text) is not None),
        "short_date": (digits > 1) & tokens.any("short_date"),
        "relative": found((digits > 0) & (tokens.follow("unit", "ago") > 0), _RELATIVE),
        "sentences": tokens.follow("sentence_end", "sentence_start"),
        "commas": tokens.commas / tokens.count,
    }


def _where(possible: Column, test: Any) -> Column:
    """Whether `test` holds for each place; it is asked only where that is `possible`."""
    result = possible.copy()
    for place in possible.nonzero()[0].tolist():
        result[place] = test(place)
    return result


def _shared(lines: Sequence[Line], tokens: Tokens, words: Sightings, pages: Pages) -> Columns:
    """Which words of each line the page has elsewhere, and how often it says the same."""
    import numpy as np

    before = words.share_before()
    numbers: dict[str, int] = {}
    keys = np.array([numbers.setdefault(line.key, len(numbers)) for line in lines])
    _, first, same, repeats = np.unique(
        pages.page * len(numbers) + keys, return_index=True, return_inverse=True, return_counts=True
    )
    return {
        "pairs": see_pairs(tokens, pages).share_seen(1),
        "met": words.share_seen(1),
        "met_often": words.share_seen(2),
        "like_before": before,
        "like_after": pages.beside(before, 1, -1.0),
        "repeats": repeats[same],
        "again": first[same] != np.arange(len(lines)),
    }


def _zones(zones: Sequence[Zones], words: Sightings) -> list[Column]:
    """What the rules alone make of the page around each line."""
    import numpy as np

    pages = words.pages
    kinds = np.array([KINDS.index(kind) for page in zones for kind in page.kinds])
    first = np.array([page.first for page in zones])[pages.page]
    after = np.array([page.after for page in zones])[pages.page]
    inside = (first <= pages.index) & (pages.index < after)
    sides = [pages.beside(kinds, offset, -1) == KINDS.index(kind) for offset in (-1, 1) for kind in _SIDES]
    return [
        *(kinds == place for place in range(len(KINDS))), *sides,
        pages.index - first, pages.index - after, inside,
        words.share_met(pages.index == first), np.where(inside, -1.0, words.share_met(inside)),
    ]  # fmt: skip
