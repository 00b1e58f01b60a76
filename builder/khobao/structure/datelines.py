"""Lines that state when a page was published."""

from __future__ import annotations

import re
from dataclasses import dataclass

from khobao.structure.bylines import Byline, read_byline
from khobao.structure.times import Stamp
from khobao.text import fold

#: Words that may stand with a date on its line without making it a sentence.
_DATE_WORDS = re.compile(
    r"\b(?:ngày|đăng|phát hành|xuất bản|cập|nhật|nhập|lần cuối|gửi|lúc|vào|hồi|bởi|thời gian|viết|tạo|thứ|posted|on|at"
    r"|published|updated?|date|by|admin|administrator|gmt|lượt|xem|đọc|đã|số|views?|tháng|năm|in|bài|trang|bản)\b|[\W\d_]+"
)


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
    left, right = _strip_date_words(before), _strip_date_words(after)
    if not left and not right:
        return Dateline(stamp, None, 0, False)
    rest, first = (before, True) if left and not right else (after, False)
    if left and right:
        return None
    name = _trim(rest)
    byline = read_byline(name)
    if byline is None or not (byline.authors or byline.source_credit):
        return None
    return Dateline(stamp, byline, line.index(name), first)


def _strip_date_words(rest: str) -> str:
    return _DATE_WORDS.sub(" ", fold(rest)).strip()


def _trim(rest: str) -> str:
    return rest.strip(" |-–—,:;•()")
