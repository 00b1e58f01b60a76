"""Does every mention stand where it says, in the words that it gives?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from khobao.annotate import ANNOTATED
from khobao.checks.findings import Found


def check_mentions(article: Mapping[str, Any]) -> Iterator[Found]:
    """Whether each mention of the annotation layer is the piece of its field that its offsets name."""
    if all(_is_right(mention, article) for mention in _all_mentions(article)):
        return
    for name in ANNOTATED:
        for pointer, mention in _mentions(article[name], name):
            text = article[mention["field"]] or ""
            start, end = mention["start"], mention["end"]
            if not start < end <= len(text):
                message = f"`{mention['field']}` has {len(text):,} characters, none from {start:,} to {end:,}"
                yield Found(pointer, "span/range", message)
            elif text[start:end] != mention["surface"]:
                message = f"`{mention['field']}` reads {text[start:end]!r} there, not {mention['surface']!r}"
                yield Found(pointer, "span/mismatch", message)


def _is_right(mention: Mapping[str, Any], article: Mapping[str, Any]) -> bool:
    text, start, end = article[mention["field"]] or "", mention["start"], mention["end"]
    return bool(start < end <= len(text) and text[start:end] == mention["surface"])


def _all_mentions(article: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Every mention, in no order: as :func:`_mentions` gives them, at a fraction of its cost."""
    left: list[Any] = [article[name] for name in ANNOTATED]
    while left:
        value = left.pop()
        if isinstance(value, list):
            left.extend(value)
        elif isinstance(value, dict):
            if "surface" in value:
                yield value
            else:
                left.extend(member for member in value.values() if isinstance(member, list | dict))


def _mentions(value: Any, pointer: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every mention below `value`, with its pointer."""
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from _mentions(item, f"{pointer}/{index}")
    elif isinstance(value, dict):
        if "surface" in value:
            yield pointer, value
            return
        for name, member in value.items():
            if isinstance(member, list | dict):
                yield from _mentions(member, f"{pointer}/{name}")
