"""Lines that state when a page was published."""

from __future__ import annotations

import re
from dataclasses import dataclass

from khobao.structure.bylines import Byline, is_desk, read_byline
from khobao.structure.times import Stamp, find_short_stamp, find_stamp
from khobao.text import fold

#: Words that may stand with a date on its line without making it a sentence.
_DATE_WORDS = re.compile(
    r"(?:\b(?:ngày|đăng|phát hành|xuất bản|cập|nhật|nhập|lần cuối|gửi|lúc|vào|hồi|bởi|thời gian|viết|tạo|thứ|posted"
    r"|on|at|published|updated?|date|by|admin|administrator|gmt|lượt|xem|đọc|đã|số|views?|tháng|năm|in|bài|trang"
    r"|bản)\b|[\W\d_])*+"
)
#: What opens a statement of the time of publication.
_MARKER = re.compile(
    r"\A(?:(?:đã\s|được\s|ngày\s|giờ\s|thời gian\s)*(?:đăng|cập nh[ậâ]t|xuất bản|gửi|viết)"
    r"|(?:posted|published|updated)(?:\son)?)(?:\s(?:lúc|vào|ngày|bài|tin|lần cuối))*\s?:?\s?"
)
#: Words at the end of a name that belong to the date after it: `Tác giả: A Cập nhật: 9:15`.
_ANNOUNCED = re.compile(r"\s(?:[cC]ập nhật|[nN]gày đăng|[đĐ]ăng(?: ngày| lúc)?|[lL]úc|[vV]ào(?: lúc)?|[nN]gày)\s?:?$")
_DIGIT = re.compile("[0-9]")
_MARKS = " |-–—,:;•"
#: Longer statements of the time of publication are not looked for.
_GLUED = 60
#: Most words of a desk beside a date; more of them open a sentence.
_DESK_WORDS = 4


@dataclass(frozen=True)
class Dateline:
    """A line that states when the page was published, with the byline that may share it."""

    stamp: Stamp
    byline: Byline | None
    byline_start: int
    byline_first: bool


def read_dateline(line: str, stamp: Stamp | None) -> Dateline | None:
    """The dateline that `line` is, `stamp` being the date on it; None when the date belongs to a sentence."""
    if stamp is None:
        return None
    before, after = line[: stamp.start], line[stamp.end :]
    left, right = not _is_date_words(before), not _is_date_words(after)
    if not left and not right:
        return Dateline(stamp, None, 0, False)
    if left and right:
        return None
    rest, first = (before, True) if left else (after, False)
    name = _trim(rest)
    desk = len(name.split()) <= _DESK_WORDS and name[-1:].isalpha() and is_desk(name)
    byline = read_byline(name) or (Byline((), name, True) if desk else None)
    if byline is None and (counted := _DATE_WORDS.match(fold(rest))) and counted.end():
        name = _trim(rest[counted.end() :])  # "Lượt xem: 105 Tác giả: A"
        byline = read_byline(name)
    if byline is None or not (byline.authors or byline.source_credit):
        return None
    return Dateline(stamp, byline, line.index(name), first)


def read_stamp(dateline: str, american: bool) -> Stamp | None:
    """The date of a line that states when the page was published; a year of two figures needs words that say so."""
    return find_stamp(dateline, american) or (find_short_stamp(dateline) if is_marked(dateline) else None)


def is_marked(line: str) -> bool:
    """Whether `line` opens with words that announce the time of publication, such as `Đăng ngày:`."""
    return _MARKER.match(fold(line[:_GLUED]).lstrip("([ ")) is not None


def glued_dateline(line: str) -> int | None:
    """Where a paragraph or headline begins that is glued to the time of publication before it; None when it is not.

    A page flattened without its line breaks gives `Đăng ngày: 16/8/2022Từ tháng tám, …`: a marker and a date, or a date
    and a clock, and at once a capital letter. No sentence is written so.
    """
    if not _DIGIT.search(line, 0, _GLUED):
        return None
    marker = _MARKER.match(fold(line[:_GLUED]))
    if marker is None and not line[:1].isdigit():
        return None
    begin = marker.end() if marker else 0
    rest = line[begin:_GLUED]
    stamps = [stamp for stamp in (find_stamp(rest), find_short_stamp(rest)) if stamp]
    stamp = min(stamps, key=lambda stamp: stamp.start, default=None)
    if stamp is None or not _is_date_words(rest[: stamp.start]) or not (marker or stamp.has_clock):
        return None
    cut = begin + stamp.end
    return cut if line[cut : cut + 1].isupper() else None


def trailing_dateline(title: str) -> int | None:
    """Where the time of publication begins that a headline ends in, a full date and a clock; None when it does not."""
    if not title[-1:].isdigit() or not (stamp := find_stamp(title)) or not stamp.has_clock:
        return None
    return stamp.start if stamp.start > len(title) // 2 and stamp.end == len(title) else None


def _is_date_words(rest: str) -> bool:
    """Whether nothing but such words, figures and marks stands in `rest`."""
    return _DATE_WORDS.fullmatch(fold(rest)) is not None


def _trim(rest: str) -> str:
    """`rest` without the marks around it, and without the words that announce the date beside it."""
    rest = _ANNOUNCED.sub("", rest.strip(_MARKS))
    return rest.strip("()").strip() if "(" not in rest.strip("()") and ")" not in rest.strip("()") else rest
