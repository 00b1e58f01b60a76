"""The counted and measured quantities that an article states.

Multipliers are part of the value: `5,2 tỷ đồng` is 5200000000 đồng. A range under one unit has two values; so has a
ratio `15/20 xã`. A share such as `1/3 số hộ` is one value, the quotient.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from khobao.annotate.exceptions import exception
from khobao.annotate.letters import pattern
from khobao.annotate.numerals import MULTIPLIERS, number_spans, read_numeral, read_words
from khobao.annotate.reading import Passage, Reading
from khobao.annotate.spans import Spans
from khobao.annotate.tables import phrases, table
from khobao.annotate.values import Figure
from khobao.text import fold

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_TO = pattern(r" ?[-–] ?(?=\d)| (?:đến|tới|hoặc) (?=\d)")
#: Between two numbers that share their multiplier and measure: `8,4 và 9,2 triệu đồng`, `từ 1,2 lên 2,1 triệu đồng`.
_AND = pattern(r" (?:và|lên|xuống|còn) (?=\d)")
_MULTIPLIER = pattern(r" ?(?P<word>chục|trăm|nghìn|ngàn|vạn|triệu|tỷ|tỉ)(?!\w)")
_AND_MORE = pattern(r" (?P<n>\d{1,3}) (?P<word>nghìn|ngàn|vạn|triệu)(?!\w)")
_WORD = re.compile(r" ([^\W\d_]+)")
_PER = re.compile(r"(?: ?/ ?(?:m[23](?!\w)|[^\W\d_][^\W\d_²³]*))+")
_LETTER_OR_DIGIT = re.compile(r"\w")
_STOP = re.compile(r"[,.;:()\n“”\"\d/–-]")
_LONG_WHAT = 6
#: Written numbers, and the one-syllable nouns that they are taken to count; other nouns are in the table.
_WRITTEN = ("hai ", "ba ", "bốn ", "sáu ", "bảy ", "tám ", "chín ", "mười ")
_WRITTEN_NUMBER = pattern(r"(?:(?:hai|ba|bốn|năm|sáu|bảy|tám|chín) mươi(?: (?:mốt|hai|ba|tư|bốn|lăm|sáu|bảy|tám|chín))?"
                          r"|mười(?: (?:một|hai|ba|bốn|lăm|sáu|bảy|tám|chín))?|hai|ba|bốn|sáu|bảy|tám|chín)(?= "
                          r")")  # fmt: skip
_PLAIN = frozenset(
    ["người", "nhóm", "đợt", "vụ", "chiếc", "căn", "ngôi", "tỉnh", "huyện", "xã", "phường", "thôn", "cháu", "quận"]
)
_KIN = frozenset(["vợ chồng", "mẹ con", "cha con", "anh em", "chị em", "thế hệ"])


#: Words after which `trên` and `hơn` are no approximation: `dựa trên hai`, `cao hơn 3 độ`.
_COMPARED = frozenset(
    ["dựa", "đặt", "nằm", "đứng", "cao", "thấp", "nhiều", "ít", "lớn", "nhỏ", "đắt", "rẻ", "nhanh", "chậm", "dài",
     "ngắn", "tốt", "kém", "sớm", "muộn", "mạnh", "nặng", "nhẹ"]
)  # fmt: skip


@cache
def _nouns() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """The counted nouns of the table, those that others may join, and the particles that are no nouns."""
    return phrases("counted_nouns", "noun"), phrases("counted_nouns", "noun", joins="yes"), phrases("no_units", "word")


@cache
def _measures() -> dict[str, tuple[tuple[str, str], ...]]:
    """The measures by their first letter, the longest first, each with the unit that it stands for."""
    found: dict[str, list[tuple[str, str]]] = {}
    for printed, unit in {fold(row["printed"]): row["unit"] for row in table("measures")}.items():
        found.setdefault(printed[0], []).append((printed, unit))
    return {letter: tuple(sorted(listed, key=lambda pair: -len(pair[0]))) for letter, listed in found.items()}


def _measure(folded: str, end: int) -> tuple[int, str] | None:
    """Where the measure ends that follows `end`, and the unit that it stands for."""
    start = end + (folded[end : end + 1] == " ")
    for printed, unit in _measures().get(folded[start : start + 1], ()):
        last = start + len(printed)
        if folded.startswith(printed, start) and not _LETTER_OR_DIGIT.match(folded, last):
            return None if folded.startswith(" chí", last) else (last, unit)
    return None


@cache
def _qualifiers() -> dict[str, tuple[str, ...]]:
    """The words of approximation by the last of each, the longest first."""
    found: dict[str, list[str]] = {}
    for phrase in sorted(phrases("qualifiers", "word"), key=len, reverse=True):
        found.setdefault(phrase.rsplit(None, 1)[-1], []).append(phrase)
    return {last: tuple(listed) for last, listed in found.items()}


def find_figures(reading: Reading, found: dict[str, tuple[Any, ...]]) -> tuple[Figure, ...]:
    """The figures of `reading` in order; numbers inside the times and documents in `found` are none."""
    figures: list[Figure] = []
    for passage in reading:
        taken = Spans(
            (value.mention.start, value.mention.end)
            for name in ("times", "documents")
            for value in found.get(name, ())
            if value.mention.field == passage.field
        )
        figures += sorted(
            (*_in_digits(passage, taken), *_in_words(passage, taken)), key=lambda figure: figure.mention.start
        )
    return tuple(figures)


def _in_digits(passage: Passage, taken: Spans) -> list[Figure]:
    figures: list[Figure] = []
    end = 0
    for start, stop in number_spans(passage.text):
        if start < end or start in taken:
            continue
        figure = _figure(passage, start, stop)
        if figure:
            figures.append(figure)
            end = figure.mention.end
    return figures


def _figure(passage: Passage, start: int, stop: int) -> Figure | None:
    """The figure whose number stands from `start` to `stop`; None when the number counts nothing."""
    text, folded = passage.text, passage.folded
    printed, end = text[start:stop], stop
    values: tuple[float, ...] = read_numeral(printed)
    if not values:
        return None
    factor, end = _factor(folded, end)
    to = (ranges := _TO.match(folded, end)) or _AND.match(folded, end)
    if factor == 1 and to and (second := _NUMBER.match(folded, to.end())):
        others = read_numeral(second.group())
        upper, until = _factor(folded, second.end())
        unit, last = _unit(text, folded, until)
        grows = ranges and others and others[0] * upper > values[0]
        shares = not ranges and (upper != 1 or _measure(folded, until))
        if unit and len(others) == len(values) == 1 and (grows or shares):
            if exception(text, folded, start, until, True) is None:
                both = _scaled(values[0], upper), _scaled(others[0], upper)
                return _made(passage, start, last, both, unit, _qualifier(folded, start))
            return None
    if folded[end : end + 1] == "/" and (ratio := _ratio(passage, start, end, values)):
        return ratio
    unit, last = _unit(text, folded, end)
    known = unit is not None and (factor != 1 or (last > end and _is_known(folded[end:last].strip())))
    if exception(text, folded, start, stop, known):
        return None
    qualifier = _qualifier(folded, start)
    if unit is None and factor == 1 and not qualifier and printed.isdigit():
        return None
    return _made(passage, start, last, tuple(_scaled(value, factor) for value in values), unit, qualifier)


def _scaled(value: float, factor: float) -> float:
    """The product as printed: 8,3 tỷ is 8300000000, though no binary number is 8.3."""
    return float(f"{value * factor:.12g}")


def _factor(folded: str, end: int) -> tuple[float, int]:
    """What multiplies a number that ends at `end` (`triệu`, `nghìn tỷ`), and where that ends."""
    factor = 1.0
    while multiplier := _MULTIPLIER.match(folded, end):
        factor *= MULTIPLIERS[multiplier["word"]]
        end = multiplier.end()
    return factor, end


def _ratio(passage: Passage, start: int, end: int, values: tuple[float, ...]) -> Figure | None:
    """The figure of `15/20 xã`, two values, or of `1/3 số hộ`, one."""
    second = _NUMBER.match(passage.folded, end + 1)
    below = read_numeral(second.group()) if second else ()
    if not second or len(below) != 1 or len(values) != 1 or not below[0]:
        return None
    if passage.text[start - 1 : start].isalnum() or passage.text[start - 1 : start] in ("/", "-"):
        return None
    unit, last = _unit(passage.text, passage.folded, second.end())
    if unit is None or values[0] > below[0]:
        return None
    share = unit in ("số", "tổng", "diện tích", "dân số", "quân số")
    both = (values[0] / below[0],) if share else (values[0], below[0])
    return _made(passage, start, last, both, unit, _qualifier(passage.folded, start))


def _unit(text: str, folded: str, end: int) -> tuple[str | None, int]:
    """The sign, measure or counted noun after a number, as the figure has it, and where it ends."""
    words = _words(folded, end)
    nouns, joined, particles = _nouns()
    known = next((one for count in (3, 2) if len(words) >= count and (one := " ".join(words[:count])) in nouns), "")
    measure = _measure(folded, end)
    if measure and measure[0] > end + len(known):
        last, sign = measure
        per = _PER.match(text, last) if folded[last : last + 2].strip().startswith("/") else None
        return (sign + text[last : per.end()].replace(" ", ""), per.end()) if per else (sign, last)
    if known:
        return _joined(text, folded, end, end + 1 + len(known), known, joined)
    if not words or words[0] in particles or not text[end + 1].islower():
        return (words[0], end + 1 + len(words[0])) if words and words[0] in joined else (None, end)
    if words[0] == "nhóm" and len(words) > 2 and f"{words[1]} {words[2]}" in nouns:
        last = end + 1 + len(" ".join(words[:3]))
        return text[end + 1 : last], last
    return _joined(text, folded, end, end + 1 + len(words[0]), words[0], joined)


def _words(folded: str, end: int) -> list[str]:
    """Up to three words of letters that follow `end`, each after one space."""
    words: list[str] = []
    while len(words) < 3 and (match := _WORD.match(folded, end)):
        words.append(match[1])
        end = match.end()
    return words


def _joined(text: str, folded: str, end: int, last: int, noun: str, joined: frozenset[str]) -> tuple[str, int]:
    """The counted noun from `end` to `last`, with those of its kind that follow after commas: `12 sở, ngành`."""
    if noun in joined:
        while folded[last : last + 2] == ", ":
            words = _words(folded, last + 1)
            some = next((one for count in (2, 1) if (one := " ".join(words[:count])) in joined), None)
            if some is None:
                break
            last += 2 + len(some)
    return text[end + 1 : last].lower(), last


def _is_known(printed: str) -> bool:
    """Whether what follows a number is a measure or a noun of the table."""
    return printed in _nouns()[0] or printed in _PLAIN or "," in printed or _measure(printed, 0) is not None


def _qualifier(folded: str, start: int) -> str | None:
    """The word of approximation before a number."""
    if folded[start - 1 : start] != " ":
        return None
    before = folded[max(0, start - 16) : start - 1]
    words = before.split()
    for word in _qualifiers().get(words[-1], ()) if words else ():
        if before.endswith(word) and not before[: -len(word)][-1:].isalpha():
            compares = word in ("trên", "hơn") and len(words) > 1 and words[-2] in _COMPARED
            return None if compares else word
    return None


def _made(
    passage: Passage, start: int, end: int, values: tuple[float, ...], unit: str | None, qualifier: str | None
) -> Figure:
    printed = None
    if qualifier:
        at = start - 1 - len(qualifier)
        printed = passage.text[at : at + len(qualifier)].lower()
    return Figure(values, unit, _what(passage, end), printed, passage.mention(start, end))


def _what(passage: Passage, end: int) -> str | None:
    """The words after the unit that say of what, up to a particle or a sign, as printed."""
    if passage.text[end : end + 1] != " ":
        return None
    piece = passage.text[end + 1 : end + 50]
    stop = _STOP.search(piece)
    last = stop.start() if stop else max(0, piece.rfind(" "))
    words, particles, count = passage.folded[end + 1 : end + 1 + last].split()[:_LONG_WHAT], _nouns()[2], 0
    while count < len(words) and words[count] not in particles:
        count += 1
    return " ".join(piece[:last].split()[:count]) or None


def _in_words(passage: Passage, taken: Spans) -> list[Figure]:
    """Figures whose number is in words: `hai tội danh`. `Năm` is a year too and `một` an article: neither counts."""
    folded, figures = passage.folded, []
    end = 0
    for match in _written(folded):
        if match.start() < end or match.start() in taken:
            continue
        value = read_words(match.group())
        words = _words(folded, match.end())
        noun = next(
            (one for count in (3, 2) if (one := " ".join(words[:count])) in _nouns()[0] and len(words) >= count), None
        )
        noun = noun or (words[0] if words and words[0] in _PLAIN else None)
        if value is None or noun is None or noun in _KIN or folded.endswith("thứ ", 0, match.start()):
            continue
        end = match.end() + 1 + len(noun)
        unit = passage.text[match.end() + 1 : end].lower()
        qualifier = _qualifier(folded, match.start())
        figures.append(_made(passage, match.start(), end, (float(value),), unit, qualifier))
    return figures


def _written(folded: str) -> list[re.Match[str]]:
    """The written numbers that stand as words of their own."""
    found = []
    for word in _WRITTEN:
        at = folded.find(word)
        while at >= 0:
            if (at == 0 or not folded[at - 1].isalnum()) and (match := _WRITTEN_NUMBER.match(folded, at)):
                found.append(match)
            at = folded.find(word, at + 1)
    return sorted(found, key=lambda match: (match.start(), -match.end()))
