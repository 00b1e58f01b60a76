"""Does every mention stand where it says, in the words that it gives?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from khobao.annotate import ANNOTATED
from khobao.checks.findings import Found


def check_mentions(article: Mapping[str, Any]) -> Iterator[Found]:
    """Whether each mention of the annotation layer is the piece of its field that its offsets name."""
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
