"""Lines that state when a page was published."""

from __future__ import annotations

import re
from dataclasses import dataclass

from khobao.structure.bylines import Byline, read_byline
from khobao.structure.times import Stamp
from khobao.text import fold

#: Words that may stand with a date on its line without making it a sentence.
_DATE_WORDS = re.compile(
    r"(?:\b(?:ngày|đăng|phát hành|xuất bản|cập|nhật|nhập|lần cuối|gửi|lúc|vào|hồi|bởi|thời gian|viết|tạo|thứ|posted"
    r"|on|at|published|updated?|date|by|admin|administrator|gmt|lượt|xem|đọc|đã|số|views?|tháng|năm|in|bài|trang"
    r"|bản)\b|[\W\d_])*+"
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
    left, right = not _is_date_words(before), not _is_date_words(after)
    if not left and not right:
        return Dateline(stamp, None, 0, False)
    if left and right:
        return None
    rest, first = (before, True) if left else (after, False)
    name = _trim(rest)
    byline = read_byline(name)
    if byline is None or not (byline.authors or byline.source_credit):
        return None
    return Dateline(stamp, byline, line.index(name), first)


def _is_date_words(rest: str) -> bool:
    """Whether nothing but such words, figures and marks stands in `rest`."""
    return _DATE_WORDS.fullmatch(fold(rest)) is not None


def _trim(rest: str) -> str:
    return rest.strip(" |-–—,:;•()")
