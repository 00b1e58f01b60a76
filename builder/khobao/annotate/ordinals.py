"""Ordinals: `lần thứ IX`, `lần thứ 9` and `thứ chín` say the same."""

from __future__ import annotations

import re

from khobao.annotate.numerals import read_roman, read_words
from khobao.text import fold

_HEAD = re.compile(r"(?:(?:lần|kỳ họp|kỳ|khóa|phiên họp|phiên|đại hội|hội nghị|tháng|năm|ngày) ?)?(?:thứ )?")


def read_ordinal(printed: str) -> int | None:
    """The number of an ordinal with or without its head: `lần thứ IX`, `khoá XIII`, `thứ chín`, `thứ nhất`, `16`.

    None when the words are no ordinal. `thứ tư` is the fourth: whoever reads a weekday asks elsewhere.
    """
    words = " ".join(fold(printed).split())
    head = _HEAD.match(words)
    rest = words[head.end() :] if head else words
    if rest.isdecimal() and rest.isascii():
        return int(rest) if len(rest) <= 4 else None
    if rest == "nhất":
        return 1
    if rest == "nhì":
        return 2
    value = read_words(rest)
    return value if value is not None else read_roman(rest)
