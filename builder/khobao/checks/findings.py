"""What a check of an article says, before anybody asks where in the file that is."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
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

#: How many findings of one code are reported of an article.
MOST = 5

# The fields that are text of the page or about it. The lead is not among them: the text begins with it.
_TEXTS = ("title", "text", "captions", "section", "outlet", "source_credit", "license", "rights")
_LISTS = ("authors", "tags")


def texts(article: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The texts of `article` that are not empty, each after its field: a name, or a pointer without its first slash."""
    for name in _TEXTS:
        if value := article[name]:
            yield name, value
    for name in _LISTS:
        for index, value in enumerate(article[name]):
            yield f"{name}/{index}", value


def limited(check: Check) -> Check:
    """`check`, with at most :data:`MOST` findings of a code, of which the last says how many more there are."""

    @functools.wraps(check)
    def limit(article: Mapping[str, Any]) -> Iterator[Found]:
        kept: dict[str, list[Found]] = {}
        left: dict[str, int] = {}
        for found in check(article):
            listed = kept.setdefault(found.code, [])
            if len(listed) < MOST:
                listed.append(found)
            else:
                left[found.code] = left.get(found.code, 0) + 1
        for code, listed in kept.items():
            if code in left:
                listed[-1] = replace(listed[-1], message=f"{listed[-1].message}, and {left[code]:,} more like it")
            yield from listed

    return limit
