"""Numbers that count nothing: ordinals, scores, telephone numbers, clocks, list marks, parts of names and addresses."""

from __future__ import annotations

import re
from functools import cache

from khobao.annotate.letters import UPPER, pattern
from khobao.annotate.tables import phrases
from khobao.annotate.timeforms import follows_hours

_CLOCK = pattern(r"\d{1,2}(?:h(?:\d{2})?|g\d{2}|:\d{2}(?::\d{2})?| giờ(?: \d{1,2}(?: phút)?)?)(?:['’p])?(?!\w)")
_CLOCK_SIGNS = ("h", "g", ":")
_PHONE = pattern(r"\+?(?:84|0)\d{1,4}(?:[ .-]?\d{2,4}){2,4}(?!\d)|1[89]00[ .-]?\d{4}(?!\d)")
_SCORE = pattern(r"\d{1,3}(?: ?[-–] ?\d{1,3}){1,5}(?![\d%,.]*\d)(?! ?(?:%|tuổi|người|m|km|kg|cm|ha)(?!\w))")
_SCORE_WORDS = ("tỷ số ", "tỉ số ", "thắng ", "thua ", "hòa ", "dẫn ", "kết quả ", "số ")
_LIST = pattern(r"\d{1,2}(?:\.\d{1,2})*[.)/-]+ ?(?=[^\d\s])")
_ALWAYS = pattern(r"24/(?:7|24)(?!\d)")
_NAME = re.compile(rf"(?:[^.!?:\n\"“] )[{UPPER}]\w*(?: [{UPPER}]\w*)* $")
_GLUED = re.compile(r"[^\W\d_]+")
_PLATE = re.compile(rf"\d{{2}}[{UPPER}]{{1,2}}\d? ?[-–.]? ?\d{{3,5}}(?:\.\d{{2}})?")
#: Labels that are verbs as well, or nouns that a measure may follow: a counted noun after the number undoes them.
_SIGNS = ".([“\"'"
_UNSURE = frozenset(
    ["số", "cấp", "đường", "tập", "khu", "lớp", "đội", "tổ", "lô", "giải", "vòng", "loại", "vùng", "bệnh viện"]
)


def exception(text: str, folded: str, start: int, end: int, counted: bool) -> str | None:
    """What the number at `start` is, if it counts nothing: the name of the case; None if it may count.

    `counted` says that a measure or a counted noun in the table follows the number.
    """
    if start and (text[start - 1].isalnum() or text[start - 1] == "_"):
        return "name"
    if folded.startswith("24/", start) and _ALWAYS.match(folded, start):
        return "phrase"
    if folded.endswith("thứ ", 0, start):
        return "ordinal"
    if folded.startswith(" phút", end) and follows_hours(folded, start):
        return "clock"
    glued = _glued(text, folded, start, end, counted)
    if glued or (counted and end - start < 4 and not _label(folded, start, counted)):
        return glued
    if (start == 0 or text[start - 1] == "\n") and _LIST.match(text, start):
        return "list"
    if (
        (text[start] == "0" and end - start > 1) or text[start] == "1" or text[start - 1 : start] == "+"
    ) and _PHONE.match(text, start):
        return "phone"
    if not counted and _SCORE.match(folded, start):
        return "score"
    if label := _label(folded, start, counted):
        return label
    return "name" if not counted and _NAME.search(text[max(0, start - 30) : start]) else None


def _glued(text: str, folded: str, start: int, end: int, counted: bool) -> str | None:
    """The case of a number that touches other signs: `Covid-19`, `15h30`, `29A`, `5G`."""
    before = text[start - 1 : start]
    if (
        before in ("-", "–", "/", ":", ".", "&")
        and before
        and start > 1
        and (text[start - 2].isalnum() or text[start - 2] == " ")
    ):
        if text[start - 2].isalpha() or (before == "-" and text[start - 2] == " " and text[end : end + 1] != "%"):
            return "name"
        return "part"
    hours = folded.startswith(" giờ", end)
    if (hours or folded[end : end + 1] in _CLOCK_SIGNS) and _CLOCK.match(folded, start) and not (hours and counted):
        return "clock"
    if text[end : end + 1].isupper() and _PLATE.match(text, start):
        return "name"
    return "name" if not counted and _GLUED.match(text, end) else None


@cache
def _labels() -> frozenset[str]:
    return phrases("number_labels", "word")


def _label(folded: str, start: int, counted: bool) -> str | None:
    if folded[start - 1 : start] != " ":
        return None
    words = folded[max(0, start - 24) : start].split()
    labels = _labels()
    if not words or ((word := words[-1].strip(_SIGNS)) not in labels and " ".join(words[-2:]) not in labels):
        return None
    return None if word in _UNSURE and counted and " ".join(words[-2:]) not in labels else "label"
