"""Sorted spans of a text: which of them holds an offset, and which are left when overlaps go."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

#: How far a sentence is looked at on either side, in characters.
_NEAR = 400


class Placed(Protocol):
    """What stands somewhere in a text."""

    @property
    def start(self) -> int:
        """The first offset."""

    @property
    def end(self) -> int:
        """The offset after the last."""


T = TypeVar("T", bound=Placed)


class Spans:
    """Spans that do not overlap, to be asked for offsets."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        listed = sorted(spans)
        self._starts = [start for start, _ in listed]
        self._ends = [end for _, end in listed]

    def __contains__(self, offset: int) -> bool:
        at = bisect_right(self._starts, offset) - 1
        return at >= 0 and offset < self._ends[at]


def without_overlaps(placed: Iterable[T]) -> list[T]:
    """Those of `placed` that start after all before them have ended; of two that start together the longer one."""
    kept: list[T] = []
    end = 0
    for one in sorted(placed, key=lambda one: (one.start, -one.end)):
        if one.start >= end:
            kept.append(one)
            end = one.end
    return kept


def between(placed: Sequence[T], first: int, last: int) -> Sequence[T]:
    """Those of `placed`, in order of their starts, that start from `first` to `last`."""
    starts = bisect_right(placed, first - 1, key=lambda one: one.start)
    return placed[starts : bisect_right(placed, last, key=lambda one: one.start)]


def sentence(folded: str, start: int, end: int) -> tuple[int, int]:
    """The bounds of the sentence around a piece of text, as far as they are near."""
    low = max(0, start - _NEAR)
    first = max(folded.rfind("\n", low, start), folded.rfind(". ", low, start), low - 1) + 1
    stops = [at for at in (folded.find("\n", end, end + _NEAR), folded.find(". ", end, end + _NEAR)) if at >= 0]
    return first, min(stops, default=min(len(folded), end + _NEAR))
