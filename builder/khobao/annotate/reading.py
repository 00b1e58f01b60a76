"""The published texts of an article, as everything in the annotation layer reads them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from khobao.annotate import FIELDS
from khobao.annotate.values import Mention
from khobao.text import fold


@dataclass(frozen=True)
class Passage:
    """One field of an article: its published string."""

    field: str
    text: str

    @cached_property
    def folded(self) -> str:
        """The string folded for comparison; offsets stay the same."""
        return fold(self.text)

    def mention(self, start: int, end: int) -> Mention:
        """The piece between two offsets."""
        return Mention(self.field, start, end, self.text[start:end])


@dataclass(frozen=True)
class Reading:
    """The passages of an article that are not empty, and the day it was published, ISO, if it is known to the day."""

    passages: tuple[Passage, ...]
    published_on: str | None

    @cached_property
    def by_field(self) -> Mapping[str, Passage]:
        """The passages by the name of their field."""
        return {passage.field: passage for passage in self.passages}

    def __iter__(self) -> Iterator[Passage]:
        return iter(self.passages)


def read(article: Mapping[str, Any]) -> Reading:
    """The reading of `article`, a record with the fields ``title``, ``text``, ``captions`` and ``published_at``."""
    passages = tuple(Passage(name, article[name]) for name in FIELDS if article[name])
    fine = article["published_at"] and article["published_precision"] != "month"
    return Reading(passages, article["published_at"][:10] if fine else None)
