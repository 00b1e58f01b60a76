"""Does every mention stand where it says, in the words that it gives?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from khobao.annotate import ANNOTATED
from khobao.checks.findings import Found

_NESTED = (list, dict)


def check_mentions(article: Mapping[str, Any]) -> Iterator[Found]:
    """Whether each mention of the annotation layer is the piece of its field that its offsets name."""
    wrong = [(mention, *fault) for mention in _mentions(article) if (fault := _fault(article, mention))]
    if not wrong:
        return
    pointers = _pointers(article)
    for mention, code, message in wrong:
        yield Found(pointers[id(mention)], code, message)


def _fault(article: Mapping[str, Any], mention: Mapping[str, Any]) -> tuple[str, str] | None:
    """The code and message of what is wrong with `mention`."""
    text = article[mention["field"]] or ""
    start, end = mention["start"], mention["end"]
    if not start < end <= len(text):
        return "span/range", f"`{mention['field']}` has {len(text):,} characters, none from {start:,} to {end:,}"
    if text[start:end] != mention["surface"]:
        return "span/mismatch", f"`{mention['field']}` reads {text[start:end]!r} there, not {mention['surface']!r}"
    return None


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


def _pointers(article: Mapping[str, Any]) -> dict[int, str]:
    """The pointer to each mention of `article`, by its identity, without its first slash: most articles need none."""
    found: dict[int, str] = {}
    left: list[tuple[str, Any]] = [(name, article[name]) for name in ANNOTATED]
    while left:
        pointer, value = left.pop()
        if isinstance(value, list):
            left += [(f"{pointer}/{index}", item) for index, item in enumerate(value)]
        elif isinstance(value, dict):
            found[id(value)] = pointer
            left += [(f"{pointer}/{name}", member) for name, member in value.items() if isinstance(member, _NESTED)]
    return found
