"""Does every mention stand where it says, in the words that it gives?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from khobao.annotate import ANNOTATED
from khobao.checks.findings import Found

_NESTED = (list, dict)


def check_mentions(article: Mapping[str, Any]) -> Iterator[Found]:
    """Whether each mention of the annotation layer is the piece of its field that its offsets name."""
    for mention in _mentions(article):
        text = article[mention["field"]] or ""
        start, end = mention["start"], mention["end"]
        if not start < end <= len(text):
            message = f"`{mention['field']}` has {len(text):,} characters, none from {start:,} to {end:,}"
            yield Found(_pointer(article, mention), "span/range", message)
        elif text[start:end] != mention["surface"]:
            message = f"`{mention['field']}` reads {text[start:end]!r} there, not {mention['surface']!r}"
            yield Found(_pointer(article, mention), "span/mismatch", message)


def _mentions(article: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Every mention of `article`, in no order."""
    left: list[Any] = [article[name] for name in ANNOTATED]
    while left:
        value = left.pop()
        if isinstance(value, list):
            left += value
        elif isinstance(value, dict):
            if "surface" in value:
                yield value
            else:
                left += [member for member in value.values() if isinstance(member, _NESTED)]


def _pointer(article: Mapping[str, Any], mention: Mapping[str, Any]) -> str:
    """The pointer to `mention`, without its first slash. Most mentions are right and need none: it is looked for."""
    left: list[tuple[str, Any]] = [(name, article[name]) for name in ANNOTATED]
    while left:
        pointer, value = left.pop()
        if value is mention:
            return pointer
        if isinstance(value, list):
            left += [(f"{pointer}/{index}", item) for index, item in enumerate(value)]
        elif isinstance(value, dict):
            left += [(f"{pointer}/{name}", member) for name, member in value.items() if isinstance(member, _NESTED)]
    raise ValueError("the mention is of another article")
