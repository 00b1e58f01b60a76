"""Numbers as Vietnamese prints them: a point between thousands, a comma before decimals, words, Roman figures.

The conventions are those of the Vietnamese press: `1.250,5` is one thousand two hundred and fifty and a half.
"""

from __future__ import annotations

import re
from functools import lru_cache

_UNITS = {
    "không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "nhăm": 5, "sáu": 6,
    "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
_TENS = {"mười": 10, "mươi": 10, "chục": 10}
#: What a number is multiplied by when one of these words follows it.
MULTIPLIERS = {
    "chục": 10, "trăm": 100, "nghìn": 1_000, "ngàn": 1_000, "vạn": 10_000, "triệu": 1_000_000, "tỷ": 1_000_000_000,
    "tỉ": 1_000_000_000,
}  # fmt: skip
_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
#: Each byte that is a digit of ASCII as a nought, each other one as a space.
_DIGITS = bytes(ord("0") if chr(code).isdecimal() else ord(" ") for code in range(128)) + b" " * 128
_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_PLAIN = re.compile(r"\d+(?:,\d+)?")
_ENGLISH = re.compile(r"\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?")
_POINT = re.compile(r"\d+\.\d+")
_ROMAN = re.compile(r"m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})")
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}


@lru_cache(maxsize=4)
def number_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Where the runs of digits, with the points and commas inside them, stand in `text`, in order."""
    # A byte a character, and one sign for all digits: a search for one byte is many times as fast as a pattern's.
    shown = text.encode("ascii", "replace").translate(_DIGITS)
    spans = []
    at = shown.find(b"0")
    while at >= 0:
        end = _NUMBER.match(text, at).end()  # type: ignore[union-attr]
        spans.append((at, end))
        at = shown.find(b"0", end)
    return tuple(spans)


def read_numeral(printed: str) -> tuple[float, ...]:
    """The numbers that a run of digits, points and commas says: one, several for a list such as `4,5,6`, none if it is
    no number (`1.2.3`)."""
    if _GROUPED.fullmatch(printed):
        return (float(printed.replace(".", "").replace(",", ".")),)
    if _PLAIN.fullmatch(printed):
        return (float(printed.replace(",", ".")),)
    if _ENGLISH.fullmatch(printed):
        return (float(printed.replace(",", "")),)
    if _POINT.fullmatch(printed):
        return (float(printed),)
    if "." not in printed and printed.count(",") > 1:
        return tuple(float(part) for part in printed.split(","))
    return ()


def read_roman(figures: str) -> int | None:
    """The value of a Roman number in either case; None when it is none."""
    lower = figures.lower()
    if not lower or not _ROMAN.fullmatch(lower):
        return None
    values = [_ROMAN_VALUES[letter] for letter in lower]
    return sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))


def read_words(words: str) -> int | None:
    """The value below one hundred of a number in words, in lower case: `hai mươi mốt` is 21; None when it is none."""
    parts = words.split()
    if len(parts) == 1:
        return _UNITS.get(parts[0], _TENS.get(parts[0]))
    if parts and parts[0] == "mười" and len(parts) == 2 and parts[1] in _UNITS:
        return 10 + _UNITS[parts[1]]
    if 2 <= len(parts) <= 3 and parts[0] in _UNITS and parts[1] in ("mươi", "chục"):
        last = _UNITS.get(parts[2]) if len(parts) == 3 else 0
        return None if last is None else 10 * _UNITS[parts[0]] + last
    return None
