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
        self.openings = {
            first: tuple(
                (phrase, len(phrase), value) for phrase, value in sorted(found, key=lambda pair: -len(pair[0]))
            )
            for first, found in index.items()
        }

    def match(self, folded: str, start: int) -> tuple[int, Value] | None:
        """The end of the longest phrase that stands in `folded` at `start`, and its value."""
        word = _WORD.match(folded, start)
        if word is None:
            return None
        for phrase, length, value in self.openings.get(word[0], ()):
            if folded.startswith(phrase, start):
                end = start + length
                if not folded[end : end + 1].isalnum():
                    return end, value
        return None
