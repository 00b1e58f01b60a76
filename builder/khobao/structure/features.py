"""What a line and its neighbours show, in numbers: the input of the line model.

A feature measures the form, the place or the company of a line, or says that its words are of a listed kind; none
stands for a word of one page. Blank lines have no features of their own: they show in those of the lines around them.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from khobao.structure.lines import Line
from khobao.structure.phrases import phrases
from khobao.structure.zones import KINDS, Zones

_ADDRESS = re.compile(r"https?://|www\.|@|\.(?:vn|com|net|org)\b")
_PHONE = re.compile(r"\b0\d{2,3}[ .\-]?\d{3}[ .\-]?\d{3,4}\b|\b(?:đt|tel|hotline|fax|điện thoại)\b")
_PRICE = re.compile(r"(?<![\d.,])\d[\d.,]{0,20} ?(?:đ|vnđ|vnd|₫|usd)\b")
_CHAPTER = re.compile(r"(?:điều|khoản|chương|mục|phần|phụ lục)\s+[\divxl]+\b|căn cứ ")
_STEP = re.compile(r"(?:bước|cách|mẹo|lưu ý|ghi chú|nguyên liệu|chuẩn bị)\b")
_SPEECH = re.compile(
    r"\b(?:cho biết|cho hay|nói|chia sẻ|khẳng định|nhấn mạnh|phát biểu|đề nghị|trả lời|thông tin|yêu cầu)\b"
)
_SEEN = re.compile(r"\b(?:phát biểu|trao|tặng|chụp ảnh|tại (?:buổi|hội nghị|lễ|hiện trường)|chứng kiến|bên|cùng)\b")
_OUTLET = re.compile(r"(?:\([^)\d]{2,25}\)|[A-ZĐ][\w.]{1,15}) ?[-–—] ")
_DATE_AT_END = re.compile(r"\(\s?\d{1,2}[/.\-]\d{1,2}(?:[/.\-]\d{2,4})?[^)]{0,12}\)$")
_SHORT_DATE = re.compile(r"\b\d{1,2}[/\-.]\d{1,2}(?:[/\-.]\d{2,4})?\b|\b\d{1,2}:\d{2}\b")
_RELATIVE = re.compile(r"\b\d+ (?:phút|giờ|ngày|tuần|tháng|năm) trước\b")
_SENTENCE = re.compile(r"[.!?…][\"”’)]?\s+[\"“‘(]?[A-ZĐÀ-ỸĂÂÊÔƠƯ]")
_TABLES = ("closing", "related", "tags", "furniture")
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


@dataclass(frozen=True)
class _Page:
    """What is computed once a page: words by line, and in how many lines each word and pair of words stands."""

    words: list[list[str]]
    content: list[set[str]]
    pairs: list[set[tuple[str, str]]]
    word_lines: Counter[str]
    pair_lines: Counter[tuple[str, str]]
    keys: Counter[str]


def _read(lines: Sequence[Line]) -> _Page:
    common = _function_words()
    words = [[word.strip('.,:;!?…"“”()[]') for word in line.folded.split()] for line in lines]
    content = [{word for word in found if word and word not in common} for found in words]
    pairs = [set(itertools.pairwise(found)) for found in words]
    return _Page(
        words,
        content,
        pairs,
        Counter(word for found in content for word in found),
        Counter(pair for found in pairs for pair in found),
        Counter(line.key for line in lines),
    )


@functools.cache
def _function_words() -> frozenset[str]:
    return frozenset(phrases("prose")["function_words"])


def featurize(lines: Sequence[Line], zones: Zones) -> list[list[float]]:
    """The features of each of `lines`, the lines of a page that are not blank; one row a line, in order.

    `zones` is what the rules alone make of the same lines. The columns are :data:`NAMES`.
    """
    page = _read(lines)
    prose = [line.is_prose and line.furniture is None for line in lines]
    own = [{**_form(line), **_words(line, page, index)} for index, line in enumerate(lines)]
    rows = [list(row.values()) for row in own]
    for row, company in zip(rows, _company(own), strict=True):
        row += company
    for row, place in zip(rows, _places(lines, own, prose), strict=True):
        row += place
    for row, zone in zip(rows, _zones(lines, zones, page), strict=True):
        row += zone
    return rows


def _form(line: Line) -> dict[str, float]:
    """What the line shows by its form and by the kinds that its reader found in it."""
    text, first = line.text, line.text[0]
    table = (line.furniture or "").partition(".")[0]
    byline = line.byline
    return {
        "length": len(text),
        "stops": line.stops,
        "dots": line.trails_off,
        "colon": text[-1] == ":",
        "comma": text[-1] == ",",
        "bullet": line.bullet,
        "lower": first.islower(),
        "digit": first.isdigit(),
        "quote": first in '"“‘',
        "bracket": first == "(",
        "upper": text.isupper(),
        "photo": line.photo_credit,
        "caption": line.opens_caption,
        "views": line.views is not None,
        "stamp": line.stamp is not None,
        "clock": line.stamp is not None and line.stamp.has_clock,
        "dateline": line.dateline is not None,
        "byline": byline is not None,
        "labelled": byline is not None and byline.labelled,
        "people": len(byline.authors) if byline else -1,
        "table": _TABLES.index(table) + 1 if table else 0,
        "bar": "|" in text,
        "arrow": "»" in text or ">>" in text or " > " in text,
        "question": "?" in text,
        "early_colon": ":" in text[:40],
        "prose": line.is_prose,
        "hash": first == "#",
        "signs": not any(map(str.isalpha, text)),
    }


def _words(line: Line, page: _Page, index: int) -> dict[str, float]:
    """What the words of the line say, and which of them the page has elsewhere."""
    text, folded, words = line.text, line.folded, page.words[index]
    count = len(words)
    digits = sum(map(str.isdigit, text))
    pairs, content = page.pairs[index], page.content[index]
    near = (index - 1 if index else None, index + 1 if index + 1 < len(page.words) else None)
    common = _function_words()
    return {
        "words": count,
        "capitals": sum(word[0].isupper() for word in text.split()) / count,
        "function": sum(word in common for word in words) / count,
        "address": ("." in text or "@" in text) and _ADDRESS.search(folded) is not None,
        "phone": digits > 6 and _PHONE.search(folded) is not None,
        "price": digits > 1 and _PRICE.search(folded) is not None,
        "chapter": _CHAPTER.match(folded) is not None,
        "step": _STEP.match(folded) is not None,
        "speech": _SPEECH.search(folded) is not None,
        "seen": _SEEN.search(folded) is not None,
        "outlet": _OUTLET.match(text) is not None,
        "date_at_end": digits > 1 and text[-1] == ")" and _DATE_AT_END.search(text) is not None,
        "short_date": digits > 1 and _SHORT_DATE.search(text) is not None,
        "relative": digits > 0 and _RELATIVE.search(folded) is not None,
        "sentences": len(_SENTENCE.findall(text)),
        "pairs": _share(page.pair_lines[pair] > 1 for pair in pairs),
        "met": _share(page.word_lines[word] > 1 for word in content),
        "met_often": _share(page.word_lines[word] > 2 for word in content),
        "like_before": _overlap(content, page.content[near[0]]) if near[0] is not None else -1,
        "like_after": _overlap(content, page.content[near[1]]) if near[1] is not None else -1,
        "repeats": page.keys[line.key],
        "digits": digits / len(text),
        "commas": text.count(",") / count,
    }


def _share(found: Iterable[bool]) -> float:
    listed = list(found)
    return sum(listed) / len(listed) if listed else 0.0


def _overlap(one: set[str], other: set[str]) -> float:
    return len(one & other) / max(1, min(len(one), len(other)))


def _company(own: Sequence[dict[str, float]]) -> list[list[float]]:
    outside = [-1.0] * len(_CARRIED)
    carried = [[row[name] for name in _CARRIED] for row in own]
    last = len(own)
    return [
        [value for offset in _REACH for value in (carried[i + offset] if 0 <= i + offset < last else outside)]
        for i in range(last)
    ]


_PLACES = (
    "index", "index_from_end", "position", "count", "to_first_prose", "to_last_prose", "prose_before", "prose_after",
    "prose_share", "median", "words_to_median", "words_before", "since_closing", "prose_3_before", "prose_3_after",
    "prose_6_before", "prose_6_after", "gap_before", "gap_after", "words_around", "spread_around", "numbers_around",
    "again", "list_run", "open_run", "short_run", "prose_run",
    "page_pairs", "page_met", "page_stops", "page_words", "page_bullets", "page_stamps", "page_furniture", "page_dots",
    "page_like",
)  # fmt: skip


def _places(lines: Sequence[Line], own: Sequence[dict[str, float]], prose: Sequence[bool]) -> list[list[float]]:
    count = len(lines)
    total = sum(prose)
    first = next((index for index, found in enumerate(prose) if found), count)
    last = max((index for index, found in enumerate(prose) if found), default=-1)
    lengths = sorted(row["words"] for row in own if row["prose"]) or [0.0]
    median = lengths[len(lengths) // 2]
    whole = _page_features(own, prose)
    all_words = sum(row["words"] for row in own)
    runs = [
        _runs([line.bullet for line in lines]),
        _runs([not row["stops"] and row["words"] >= 5 and not row["prose"] for row in own]),
        _runs([row["words"] < 5 for row in own]),
        _runs([bool(row["prose"]) for row in own]),
    ]
    seen = words_before = 0.0
    closed: int | None = None
    met: set[str] = set()
    rows: list[list[float]] = []
    for index, line in enumerate(lines):
        around = [own[near]["words"] for near in range(max(0, index - 3), min(count, index + 4))]
        mean = sum(around) / len(around)
        rows.append([
            index, count - 1 - index, index / count, count, first - index, last - index,
            seen, total - seen - prose[index], total / count, median,
            own[index]["words"] / max(1, median), words_before / max(1, all_words),
            index - closed if closed is not None else -1,
            sum(prose[max(0, index - 3) : index]), sum(prose[index + 1 : index + 4]),
            sum(prose[max(0, index - 6) : index]), sum(prose[index + 1 : index + 7]),
            line.number - (lines[index - 1].number if index else 0),
            (lines[index + 1].number if index + 1 < count else line.number) - line.number,
            mean, (sum((value - mean) ** 2 for value in around) / len(around)) ** 0.5,
            sum(own[near]["like_before"] for near in range(max(0, index - 3), min(count, index + 4))) / len(around),
            line.key in met, *(run[index] for run in runs), *whole,
        ])  # fmt: skip
        met.add(line.key)
        seen += prose[index]
        words_before += own[index]["words"]
        if own[index]["table"] in (1, 2, 3):
            closed = index
    return rows


def _page_features(own: Sequence[dict[str, float]], prose: Sequence[bool]) -> list[float]:
    paragraphs = [row for row, found in zip(own, prose, strict=True) if found]

    def mean(rows: Sequence[dict[str, float]], value: Callable[[dict[str, float]], float]) -> float:
        return sum(map(value, rows)) / len(rows) if rows else -1.0

    return [
        mean(paragraphs, lambda row: row["pairs"]), mean(paragraphs, lambda row: row["met"]),
        *(mean(own, lambda row, name=name: row[name]) for name in ("stops", "words", "bullet", "stamp")),  # type: ignore[misc]
        mean(own, lambda row: float(row["table"] > 0)), mean(own, lambda row: row["dots"]),
        mean(own, lambda row: row["like_before"]),
    ]  # fmt: skip


def _runs(flags: Sequence[Any]) -> list[int]:
    """For each place, the length of the run of true flags that it is in; 0 outside of one."""
    lengths = [0] * len(flags)
    start = 0
    for index in range(len(flags) + 1):
        if index == len(flags) or not flags[index]:
            lengths[start:index] = [index - start] * (index - start)
            start = index + 1
    return lengths


_ZONES = (
    *(f"rule_{kind}" for kind in KINDS), *(f"rule_{kind}_{side}" for side in ("before", "after")
    for kind in ("body", "related", "boilerplate", "caption")),
    "since_first", "since_last", "inside", "like_lead", "like_run",
)  # fmt: skip


def _zones(lines: Sequence[Line], zones: Zones, page: _Page) -> list[list[float]]:
    inside = set().union(*page.content[zones.first : zones.after]) if zones.first < zones.after else set()
    lead = page.content[zones.first] if zones.first < len(lines) else set()
    sides = ("body", "related", "boilerplate", "caption")
    rows: list[list[float]] = []
    for index in range(len(lines)):
        before = zones.kinds[index - 1] if index else None
        after = zones.kinds[index + 1] if index + 1 < len(lines) else None
        content = page.content[index]
        within = zones.first <= index < zones.after
        rows.append([
            *(zones.kinds[index] == kind for kind in KINDS), *(before == kind for kind in sides),
            *(after == kind for kind in sides), index - zones.first, index - zones.after, within,
            len(content & lead) / max(1, len(content)),
            -1.0 if within else len(content & inside) / max(1, len(content)),
        ])  # fmt: skip
    return rows


@functools.cache
def names() -> tuple[str, ...]:
    """The names of the columns of :func:`featurize`, in order."""
    line = Line(1, 0, 1, "a")
    own = [*_form(line), *_words(line, _read([line]), 0)]
    return (*own, *(f"{name}{offset:+}" for offset in _REACH for name in _CARRIED), *_PLACES, *_ZONES)
