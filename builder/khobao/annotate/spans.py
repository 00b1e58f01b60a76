"""Sorted spans of a text: which of them holds an offset, and which are left when overlaps go."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar


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
