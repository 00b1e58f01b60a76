"""The plain part of YAML: mappings, lists and scalars of the 1.2 core schema; and where each value stands.

PyYAML reads YAML 1.1: ``no`` is false, ``12:30`` is a number, the last of duplicate keys wins, aliases can grow
without bound. Here the value is built from the event stream, so that none of this happens.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from khobao.strict_json import escape
from khobao.wording import yaml_fault

#: Deepest nesting that is read.
MAX_DEPTH = 16

_INTEGER = re.compile(r"[-+]?[0-9]{1,18}")
_SURROGATE = re.compile("[\ud800-\udfff]")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_CONSTANTS: dict[str, bool | None] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True,
    "false": False, "False": False, "FALSE": False,
}  # fmt: skip


class StrictYAMLError(ValueError):
    """The text is not plain YAML. `line` and `column` count from 1."""

    def __init__(self, code: str, message: str, line: int, column: int) -> None:
        super().__init__(message)
        self.code, self.message, self.line, self.column = code, message, line, column


@dataclass(frozen=True)
class Located:
    """A value, and line and column (from 1) of each of its parts by JSON Pointer."""

    value: Any
    places: dict[str, tuple[int, int]] = field(default_factory=dict)

    def place(self, pointer: str) -> tuple[int, int]:
        """Where the part stands that `pointer` names, or its nearest ancestor."""
        while pointer and pointer not in self.places:
            pointer = pointer.rpartition("/")[0]
        return self.places.get(pointer, (1, 1))


def _fail(message: str, mark: Any, code: str = "meta/invalid") -> StrictYAMLError:
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    return StrictYAMLError(code, message, line, column)


def _explained(text: str, error: yaml.MarkedYAMLError) -> StrictYAMLError:
    mark, opened = error.problem_mark, error.context_mark
    if mark is None:
        return _fail(error.problem or "this is not YAML", mark)
    since = opened.line if opened else mark.line
    message, line, column = yaml_fault(text, mark.line, mark.column, error.problem or "", since)
    return StrictYAMLError("meta/invalid", message, line + 1, column + 1)


def _scalar(event: yaml.ScalarEvent) -> Any:
    text: str = event.value
    if _SURROGATE.search(text):
        raise _fail("an escape writes half of a surrogate pair", event.start_mark)
    if not event.implicit[0]:
        return text
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    if _FLOAT.fullmatch(text):
        number = float(text)
        if math.isinf(number):
            raise _fail("a number is beyond what a double holds", event.start_mark)
        return number
    return text


class _Builder:
    # Events are typed Any: which attributes one has depends on its class, and the stubs leave the marks optional.
    def __init__(self, events: Iterator[Any]) -> None:
        self.events = events
        self.places: dict[str, tuple[int, int]] = {}

    def value(self, event: Any, pointer: str, depth: int) -> Any:
        self.places.setdefault(pointer, (event.start_mark.line + 1, event.start_mark.column + 1))
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            message = "anchors and aliases are not read; put a value that begins with & or * between quotes"
            raise _fail(message, event.start_mark)
        if getattr(event, "tag", None):
            message = f"the tag {event.tag} is not read; put a value that begins with ! between quotes"
            raise _fail(message, event.start_mark)
        if depth > MAX_DEPTH:
            raise _fail(f"nested deeper than {MAX_DEPTH}", event.start_mark)
        if isinstance(event, yaml.ScalarEvent):
            return _scalar(event)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.items(pointer, depth)
        return self.members(pointer, depth)

    def items(self, pointer: str, depth: int) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.append(self.value(event, f"{pointer}/{len(items)}", depth + 1))
        return items

    def members(self, pointer: str, depth: int) -> dict[str, Any]:
        members: dict[str, Any] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            mark = event.start_mark
            if not isinstance(event, yaml.ScalarEvent) or event.tag or event.anchor:
                raise _fail("a key is a plain word", mark)
            name = event.value
            if name in members:
                raise _fail(f"{name!r} is given twice", mark, "meta/duplicate-key")
            below = f"{pointer}/{escape(name)}"
            self.places[below] = (mark.line + 1, mark.column + 1)
            members[name] = self.value(next(self.events), below, depth + 1)
        return members


def parse(text: str) -> Located:
    """The value that `text` writes, with the place of each part; an empty text writes null.

    The place of a member is that of its key. Raises :class:`StrictYAMLError` with the place of the first fault.
    """
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        events: Iterator[Any] = iter(yaml.parse(text, Loader=loader))
        builder = _Builder(events)
        next(events)
        if isinstance(document := next(events), yaml.StreamEndEvent):
            return Located(None)
        if document.version or document.tags:
            raise _fail("directives are not read", document.start_mark)
        value = builder.value(next(events), "", 0)
        next(events)
        if not isinstance(extra := next(events), yaml.StreamEndEvent):
            raise _fail("a second document begins here: keep one line of three hyphens", extra.start_mark)
    except yaml.reader.ReaderError as error:
        raise _fail(f"{error.reason} at character {error.position + 1}", None) from None
    except yaml.MarkedYAMLError as error:
        raise _explained(text, error) from None
    return Located(value, builder.places)


def comments(text: str) -> Iterator[tuple[int, int, str]]:
    """Line, column and text of each comment that has a line of valid YAML to itself. A scalar has none inside."""
    lines = text.split("\n")
    taken: set[int] = set()
    for token in yaml.scan(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
        if isinstance(token, yaml.ScalarToken):
            # A block scalar ends at the start of what follows it, any other behind its last character.
            last = token.end_mark.line + (token.end_mark.column > 0)
            taken.update(range(token.start_mark.line + 1, last))
    for number, line in enumerate(lines):
        comment = line.lstrip(" \t")
        if comment.startswith("#") and number not in taken:
            yield number + 1, len(line) - len(comment) + 1, comment.rstrip()
