"""The word lists of the annotation layer, from the files in ``lexicon/``, and phrases found by their first word."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterable
from importlib.resources import files
from typing import Any, Generic, TypeVar

from khobao.text import fold

_WORD = re.compile(r"[\w&]+")
Value = TypeVar("Value")


@functools.cache
def tables(name: str) -> dict[str, Any]:
    """The tables of ``lexicon/name.toml``."""
    text = files("khobao.annotate").joinpath("lexicon", f"{name}.toml").read_text("utf-8")
    return tomllib.loads(text)


@functools.cache
def words(name: str, table: str, key: str) -> frozenset[str]:
    """A list of single words between white space, folded."""
    return frozenset(fold(tables(name)[table][key]).split())


@functools.cache
def phrases(name: str, table: str, key: str) -> tuple[str, ...]:
    """A list of phrases, as printed in the file: a list of strings, or one text with commas, bars or lines between."""
    listed = tables(name)[table][key]
    if isinstance(listed, str):
        listed = (" ".join(phrase.split()) for phrase in re.split(r"[|\n]" if "|" in listed else ",", listed))
    return tuple(phrase for phrase in listed if phrase)


#: The letters behind the first word of phrases by which those that open alike are told apart.
_FOLLOWING = 4
_Listed = tuple[tuple[str, int, Value], ...]


def _by_what_follows(first: int, found: list[tuple[str, Value]]) -> tuple[dict[str, _Listed[Value]], _Listed[Value]]:
    """The phrases that open with a word of `first` letters, the longest first: by the next letters, and those that end
    before so many."""
    listed = tuple((phrase, len(phrase), value) for phrase, value in sorted(found, key=lambda pair: -len(pair[0])))
    short = tuple(one for one in listed if one[1] < first + _FOLLOWING)
    keys = {phrase[first : first + _FOLLOWING] for phrase, length, _ in listed if length >= first + _FOLLOWING}
    return {key: tuple(one for one in listed if one in short or one[0].startswith(key, first)) for key in keys}, short


class Phrases(Generic[Value]):
    """Phrases with a value each, found at a place of a folded text: the longest that ends there with a word.

    `openings` has them by their first word; `lasts` their last words, since most places are done with there.
    """

    def __init__(self, pairs: Iterable[tuple[str, Value]]) -> None:
        index: dict[str, list[tuple[str, Value]]] = {}
        for phrase, value in pairs:
            folded = fold(phrase)
            index.setdefault(_WORD.match(folded)[0], []).append((folded, value))  # type: ignore[index]
        self.lasts = frozenset(phrase.rpartition(" ")[2] for found in index.values() for phrase, _ in found)
        self.openings = {first: _by_what_follows(len(first), found) for first, found in index.items()}
        self._letters = frozenset(first[:2] for first in index)
        self._longest = max(map(len, index), default=0) + 1

    def match(self, folded: str, start: int) -> tuple[int, Value] | None:
        """The end of the longest phrase that stands in `folded` at `start`, and its value."""
        if folded[start : start + 2] not in self._letters and folded[start : start + 1] not in self._letters:
            return None
        limit = start + self._longest
        end = folded.find(" ", start, limit)
        word = folded[start : end if end >= 0 else limit]
        opening = self.openings.get(word)
        if opening is None:
            if word.isalnum() or (found := _WORD.match(folded, start)) is None or found[0] not in self.openings:
                return None
            word = found[0]
            opening = self.openings[word]
        following, alone = opening
        behind = start + len(word)
        for phrase, length, value in following.get(folded[behind : behind + _FOLLOWING], alone):
            if folded.startswith(phrase, start):
                end = start + length
                if not folded[end : end + 1].isalnum():
                    return end, value
        return None
