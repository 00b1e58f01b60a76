"""The names of events: from the noun to the last word that identifies them."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from khobao.annotate.letters import alternatives, pattern
from khobao.annotate.ordinals import read_ordinal
from khobao.annotate.reading import Passage
from khobao.annotate.tables import phrases

#: Where a name ends at the latest: what follows says why, where, by whom or about what.
_STOP = pattern(
    r"[.;:“\"\n(]|,? (?:nhằm|để|với|về|nhân dịp|nhân|tại|do|theo|ở|vào|diễn ra|đã|có sự|dưới|cho|khai mạc|bế mạc|trong"
    r" khuôn khổ|dự|cùng dự|đến dự|tham dự|sáng|chiều|tối|ngày)(?!\w)"
)
_NUMBERED = pattern(
    r"(?:lần thứ|lần|kỳ họp thứ|phiên họp thứ|thứ) (?P<ordinal>[ivxl]+|\d{1,3}|nhất|hai|ba|tư|bốn|năm|sáu|bảy|tám|chín"
    r"|mười(?: \w+)?)(?!\w)"
)
_YEAR = pattern(r"(?<![\d–-])(?<!\d [–-] )(?:năm )?(?P<year>(?:19|20)\d\d)(?! ?[-–] ?\d)(?!\w)")
_TERM = pattern(r",? ?\(?(?:nhiệm kỳ (?P<term>\d{4} ?[-–] ?\d{4}|[ivxl]+)|khóa (?P<number>[ivxl]+|\d+))\)?")
_JOINED = pattern(
    r", (?:chúc mừng|tôn vinh|trao|biểu dương|khen thưởng|ra mắt|tổng kết|triển khai|phát động|công bố|sơ kết|đối thoại"
    r"|quán triệt|đảng ủy|đảng bộ|tỉnh|thành phố|ủy ban|hội đồng|huyện|xã|doanh nghiệp|sở|ban)"
)


class EventName(NamedTuple):
    """A name of an event, at its offsets in the passage. `series` is the name without ordinal, year and term, if it has
    one of these."""

    start: int
    end: int
    text: str
    kind: str
    series: str | None
    ordinal: int | None
    year: int | None
    term: str | None


def read_name(passage: Passage, start: int, limit: int) -> EventName:
    """The name that begins with the noun at `start` of `passage` and ends before `limit`."""
    kind = _kind(passage.folded, start)
    stop = _STOP.search(passage.folded, kind, limit)
    end = stop.start() if stop else limit
    folded = passage.folded[start:end]
    numbered, year, term = _last(_NUMBERED, folded), _last(_YEAR, folded), _last(_TERM, folded)
    marks = [match for match in (numbered, year, term) if match]
    if marks:
        length = max(match.end() for match in marks)
    else:
        length = next((at for at in _commas(folded) if not _JOINED.match(folded, at)), len(folded))
    text = passage.text[start : start + length].rstrip(" ,-–")
    return EventName(
        start, start + len(text), " ".join(text.split()), passage.text[start:kind].lower(),
        _series(text, marks) if marks else None,
        read_ordinal(numbered["ordinal"]) if numbered else None,
        int(year["year"]) if year else None,
        _term(term) if term else None,
    )  # fmt: skip


def _last(wanted: re.Pattern[str], folded: str) -> re.Match[str] | None:
    return max(wanted.finditer(folded), key=lambda match: match.start(), default=None)


def _commas(folded: str) -> list[int]:
    return [match.start() for match in re.finditer(",", folded)]


def _series(text: str, marks: list[re.Match[str]]) -> str | None:
    """`text` without what numbers the edition."""
    for match in sorted(marks, key=lambda match: -match.start()):
        text = text[: match.start()].rstrip(" ,-–") + text[match.end() :]
    return " ".join(text.split()) or None


def _term(match: re.Match[str]) -> str:
    printed = match["term"] or match["number"]
    return re.sub(r" ?[-–] ?", "-", printed.upper())


@cache
def _types() -> re.Pattern[str]:
    return re.compile(rf" {alternatives(phrases('event_types', 'words'))}(?!\w)")


@cache
def nouns() -> re.Pattern[str]:
    """The pattern of the nouns of events, in folded text."""
    return re.compile(rf"(?<!\w){alternatives(phrases('event_nouns', 'noun'))}(?!\w)")


def _kind(folded: str, start: int) -> int:
    """Where the noun at `start` ends with the word that says what kind of it: `hội nghị giao ban`."""
    noun = nouns().match(folded, start)
    end = noun.end() if noun else start
    modifier = _types().match(folded, end)
    return modifier.end() if modifier else end
