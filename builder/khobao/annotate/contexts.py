"""What stands before and behind a word with a capital, and what this says of the word."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping

from khobao.annotate.letters import alternatives
from khobao.annotate.posts import titles
from khobao.annotate.reading import Passage
from khobao.annotate.wordlists import phrases
from khobao.text import fold

_AGE = re.compile(
    r" ?\((?:\d{1,3} tuổi|sn |sinh |nữ|nam\b|ảnh|trú |ngụ |quê )"
    r"|, ?(?:sn |sinh (?:năm|ngày)|\d{1,3} tuổi|trú |ngụ |quê )"
)
_DOES = re.compile(r" (?:(?:đã|sẽ|vừa|cũng|đang|còn|từng|luôn|rất|mới|chỉ|không|bị|được|cực|sau đó|tiếp tục) ){0,2}")


@functools.cache
def contexts() -> Mapping[str, str]:
    """What words before a name say of it: honorific, place, person, weak, eponym."""
    found = dict.fromkeys(map(fold, phrases("names", "context", "places")), "place")
    found.update(dict.fromkeys(map(fold, phrases("names", "context", "person_words")), "person"))
    found.update(dict.fromkeys(map(fold, phrases("names", "context", "weak")), "weak"))
    found.update(dict.fromkeys(map(fold, phrases("names", "context", "honorifics")), "honorific"))
    found.update(dict.fromkeys(map(fold, phrases("names", "context", "eponyms")), "eponym"))
    return found


@functools.cache
def _contexts_by_last() -> Mapping[str, tuple[tuple[str, str], ...]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for phrase, kind in contexts().items():
        found.setdefault(phrase.rpartition(" ")[2], []).append((f"{phrase} ", kind))
    return {last: tuple(sorted(pairs, key=lambda pair: -len(pair[0]))) for last, pairs in found.items()}


@functools.cache
def _ends_of_contexts() -> frozenset[str]:
    """The last two characters of these words, or the space and the word."""
    return frozenset(f" {last}"[-2:] for last in _contexts_by_last())


@functools.cache
def _verbs() -> re.Pattern[str]:
    return re.compile(rf"{alternatives(map(fold, phrases('names', 'context', 'verbs')))}\b")


def word_before(folded: str, start: int) -> str:
    """The word that ends at the space before `start`; empty if none does."""
    if start < 2 or folded[start - 1] != " ":
        return ""
    word = folded[folded.rfind(" ", 0, start - 1) + 1 : start - 1]
    return word.rpartition("\n")[2] if "\n" in word else word


def context(folded: str, start: int) -> str | None:
    """What the words right before `start` say, the longest phrase first."""
    if folded[max(0, start - 3) : start - 1] not in _ends_of_contexts():
        return None
    for phrase, kind in _contexts_by_last().get(word_before(folded, start), ()):
        opening = start - len(phrase)
        if folded.startswith(phrase, opening) and (opening == 0 or not folded[opening - 1].isalnum()):
            return kind
    return None


def openings_before(folded: str, start: int, floor: int, most: int) -> list[int]:
    """Where each of the last words before `start` opens, the farthest first."""
    found: list[int] = []
    place = start - 1
    while place > floor and len(found) < most:
        place = folded.rfind(" ", floor, place)
        found.append(max(place + 1, floor))
        if place < 0:
            break
    return found[::-1]


@functools.cache
def _ends_of_titles() -> frozenset[str]:
    """The last two characters of titles."""
    return frozenset(f" {last}"[-2:] for last in titles().lasts)


def title_before(passage: Passage, place: int) -> int | None:
    """Where the title begins that ends right before the space before `place`."""
    folded = passage.folded
    if (
        folded[max(0, place - 3) : place - 1] not in _ends_of_titles()
        or word_before(folded, place) not in titles().lasts
    ):
        return None
    for start in openings_before(folded, place, max(0, place - 44), 5):
        if (found := titles().match(folded, start)) and found[0] == place - 1:
            short = found[0] - start <= 3 and passage.text[start : found[0]].islower()
            return None if short else start
    return None


def alone(text: str, start: int, end: int) -> bool:
    """Whether a name is all of its line, as the author's may be, all of a quotation, or the credit of a picture."""
    if text[start - 1 : start] in ("“", '"', "‘") and text[end : end + 1] in ("”", '"', "’"):
        return True
    line = text[start - 1 : start] in ("", "\n") and text[end : end + 1] in ("", "\n")
    return line or fold(text[max(0, start - 8) : start]).endswith(("ảnh: ", "họa: ", "clip: ", "nguồn: "))


def does(folded: str, end: int) -> bool:
    """Whether what follows a name at `end` says that a person bears it: an age, an address, a verb of saying."""
    if folded[end : end + 1] not in (" ", ",", "("):
        return False
    if _AGE.match(folded, end):
        return True
    if folded[end] == " " and _verbs().match(folded, end + 1):
        return True
    gap = _DOES.match(folded, end)
    return gap is not None and _verbs().match(folded, gap.end()) is not None


def passage_words(passage: Passage, start: int, end: int) -> str:
    """The words between two offsets, folded, with single spaces."""
    return " ".join(passage.folded[start:end].split())
