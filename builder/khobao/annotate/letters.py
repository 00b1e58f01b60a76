"""The letters of Vietnamese in patterns: capitals, and tone marks placed as in folded text."""

from __future__ import annotations

import re
from collections.abc import Iterable

from khobao.text import fold

#: What stands in the brackets of a pattern for one capital letter: those of ASCII, and all with a mark.
UPPER = "A-ZÀ-ÖØ-Ý" + "".join(
    letter
    for letter in map(chr, [0x102, 0x110, 0x128, 0x168, 0x1A0, 0x1AF, *range(0x1EA0, 0x1EFA)])
    if letter.isupper()
)
_TONES = re.compile("o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ]")


def placed(words: str) -> str:
    """`words` with their tone marks where folded text has them (`đoạn` has `ọa` there), all else unchanged."""
    return _TONES.sub(lambda match: fold(match.group()), words)


def alternatives(words: Iterable[str]) -> str:
    """The part of a pattern that is one of `words`, the longest that fits."""
    return f"(?:{'|'.join(sorted(map(re.escape, words), key=lambda one: (-len(one), one)))})"


def pattern(source: str) -> re.Pattern[str]:
    """The compiled pattern for folded text."""
    return re.compile(placed(source))
