"""Does every mention stand where it says, in the words that it gives?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from khobao.annotate import ANNOTATED
from khobao.checks.findings import Found

#: Names and numbers from the record down to a value, the last first: most mentions are right and need no pointer.
_Trail = tuple[Any, ...]


def check_mentions(article: Mapping[str, Any]) -> Iterator[Found]:
    """Whether each mention of the annotation layer is the piece of its field that its offsets name."""
    for trail, mention in _mentions(article):
        text = article[mention["field"]] or ""
        start, end = mention["start"], mention["end"]
        if not start < end <= len(text):
            message = f"`{mention['field']}` has {len(text):,} characters, none from {start:,} to {end:,}"
            yield Found(_pointer(trail), "span/range", message)
        elif text[start:end] != mention["surface"]:
            message = f"`{mention['field']}` reads {text[start:end]!r} there, not {mention['surface']!r}"
            yield Found(_pointer(trail), "span/mismatch", message)


def _mentions(article: Mapping[str, Any]) -> Iterator[tuple[_Trail, Mapping[str, Any]]]:
    """Every mention of `article`, in no order, with the trail to it."""
    left: list[tuple[_Trail, Any]] = [((name,), article[name]) for name in ANNOTATED]
    while left:
        trail, value = left.pop()
        if isinstance(value, list):
            left += [((index, trail), item) for index, item in enumerate(value)]
        elif isinstance(value, dict):
            if "surface" in value:
                yield trail, value
            else:
                left += [((name, trail), member) for name, member in value.items() if isinstance(member, list | dict)]


def _pointer(trail: _Trail) -> str:
    """The pointer to the end of `trail`, without its first slash."""
    parts = []
    while trail:
        parts.append(str(trail[0]))
        trail = trail[1] if len(trail) > 1 else ()
    return "/".join(reversed(parts))
