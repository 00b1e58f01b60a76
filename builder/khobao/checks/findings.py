"""What a check of an article says, before anybody asks where in the file that is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from khobao.errors import Issue, Location


class Locate(Protocol):
    """Where a value stands: JSON Pointer to its place. With an `offset` into a text, the place of that character."""

    def __call__(self, pointer: str, offset: int | None = None) -> Location:
        """Line and column, from 1; the nearest place that is known."""
        ...


@dataclass(frozen=True)
class Found:
    """Something in the value of an article's `field`, a name or a pointer without its first slash; `start` and `end`
    are code points of that text, None when the value as a whole is meant."""

    field: str
    code: str
    message: str
    start: int | None = None
    end: int | None = None

    def issue(self, locate: Locate) -> Issue:
        """The same with its place, and with a length where both ends of it stand on one line of the file."""
        pointer = f"/{self.field}"
        where = locate(pointer, self.start)
        length = 0
        if self.start is not None and self.end is not None and self.end > self.start:
            last = locate(pointer, self.end - 1)
            # Where only the value has a place, not its characters, both ends have that same one.
            exact = last.line == where.line and last.column - where.column >= self.end - self.start - 1
            length = last.column - where.column + 1 if exact else 0
        return Issue(where, pointer, self.code, self.message, length)


#: A check of a whole article whose schema holds.
Check = Callable[[Mapping[str, Any]], Iterator[Found]]
