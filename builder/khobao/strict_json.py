"""JSON as RFC 8259 means it: no duplicate names, no NaN, no lone surrogates; and where each value stands.

``json`` and ``orjson`` keep the last of duplicate names without a word, and ``json`` takes ``NaN``.
"""

from __future__ import annotations

import contextlib
import itertools
import json
import math
import re
from collections.abc import Callable, Iterator
from json.decoder import scanstring  # type: ignore[attr-defined]
from typing import Any, NoReturn

import orjson

from khobao.wording import json_fault

_SPACE = re.compile(r"[ \t\n\r]*")
_SCALAR = re.compile(r"[^\s,\]}]+")
_CONSTANTS = ("NaN", "Infinity", "-Infinity")
#: One character of a string as JSON writes it.
_UNIT = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[0-9a-fA-F]{4}|\\u[0-9a-fA-F]{4}|\\.|.", re.DOTALL)
_STRING = re.compile(r'"(?:[^"\\]++|\\.)*+"?', re.DOTALL)
_SURROGATE = re.compile("[\ud800-\udfff]")

_NESTED = frozenset({dict, list})

#: Deepest nesting that is read. Articles nest three deep.
MAX_DEPTH = 32
#: Most values and names of members that are read. An article has a few dozen; a row of a crawl may have a vector.
MAX_VALUES = 100_000


class StrictJSONError(ValueError):
    """The text is not strict JSON. `line` and `column` count from 1, columns in code points."""

    def __init__(self, code: str, message: str, line: int, column: int) -> None:
        super().__init__(message)
        self.code, self.message, self.line, self.column = code, message, line, column


class _DuplicateError(Exception):
    pass


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    record = dict(pairs)
    if len(record) != len(pairs):
        raise _DuplicateError
    return record


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a JSON value")


def _finite(digits: str) -> float:
    number = float(digits)
    if math.isinf(number):
        raise ValueError("a number is beyond what a double holds")
    return number


_SKIM = json.JSONDecoder()
_DECODER = json.JSONDecoder(object_pairs_hook=_unique, parse_constant=_refuse_constant, parse_float=_finite)


def _position(text: str, offset: int) -> tuple[int, int]:
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def parse(text: str) -> Any:
    """The value that `text` writes. Raises :class:`StrictJSONError` with the place of the first fault."""
    if _is_large(text):
        raise StrictJSONError("json/too-large", f"there are more than {MAX_VALUES:,} values", 1, 1)
    try:
        value = _DECODER.decode(text)
    except json.JSONDecodeError as error:
        fault, offset = json_fault(text, error.pos, error.msg)
        raise StrictJSONError("json/invalid", fault, *_position(text, offset)) from None
    except _DuplicateError:
        name, offset = _scan(text).duplicate or ("", 0)
        raise StrictJSONError("json/duplicate-key", f"{name!r} is given twice", *_position(text, offset)) from None
    except RecursionError:
        raise StrictJSONError("json/invalid", f"nested deeper than {MAX_DEPTH}", 1, 1) from None
    except ValueError as error:
        raise StrictJSONError("json/invalid", str(error), *_position(text, _scan(text).constant)) from None
    # Without such an escape there is no half of a pair.
    if "\\ud" in text or "\\uD" in text or _is_deep(value):
        for pointer, fault in _faults(value, "", 0):
            raise StrictJSONError("json/invalid", fault, *locate(text, pointer))
    return value


def _is_large(text: str) -> bool:
    """Whether `text` has more than :data:`MAX_VALUES`, told by the signs that come before each."""

    def count(text: str) -> int:
        return sum(map(text.count, "[{,:"))

    # Prose has commas too: only where there are many are strings taken out.
    return count(text) > MAX_VALUES and count(_STRING.sub("", text)) > MAX_VALUES


def _is_deep(value: Any) -> bool:
    """Whether lists and objects stand in `value` down to :data:`MAX_DEPTH`."""
    level = [value] if type(value) in _NESTED else []
    for _ in range(MAX_DEPTH):
        members = [one.values() if type(one) is dict else one for one in level]
        level = [one for held in members for one in held if type(one) in _NESTED]
        if not level:
            return False
    return True


def _faults(value: Any, pointer: str, depth: int) -> Iterator[tuple[str, str]]:
    """What the decoder lets pass, each with its pointer."""
    if depth > MAX_DEPTH:
        yield pointer, f"nested deeper than {MAX_DEPTH}"
    elif isinstance(value, str):
        if _SURROGATE.search(value):
            yield pointer, "a \\u escape writes half of a surrogate pair"
    elif isinstance(value, dict):
        for name, member in value.items():
            yield from _faults(name, pointer, depth)
            yield from _faults(member, f"{pointer}/{escape(name)}", depth + 1)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _faults(item, f"{pointer}/{index}", depth + 1)


class _Scan:
    """One pass over valid JSON that reports the offset of every value and of every name."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.values: dict[str, int] = {}
        self.duplicate: tuple[str, int] | None = None
        self.constant = 0

    def skip(self, offset: int) -> int:
        match = _SPACE.match(self.text, offset)
        return match.end() if match else offset

    def value(self, offset: int, pointer: str) -> int:
        offset = self.skip(offset)
        self.values.setdefault(pointer, offset)
        match self.text[offset]:
            case "{":
                return self.members(offset + 1, pointer)
            case "[":
                return self.items(offset + 1, pointer)
            case '"':
                return int(scanstring(self.text, offset + 1, True)[1])
        scalar = _SCALAR.match(self.text, offset)
        if scalar and scalar.group() in _CONSTANTS and not self.constant:
            self.constant = offset
        return scalar.end() if scalar else offset + 1

    def members(self, offset: int, pointer: str) -> int:
        names: set[str] = set()
        offset = self.skip(offset)
        while self.text[offset] != "}":
            start = offset = self.skip(offset)
            name, offset = scanstring(self.text, offset + 1, True)
            if name in names and self.duplicate is None:
                self.duplicate = name, start
            names.add(name)
            offset = self.value(self.skip(offset) + 1, f"{pointer}/{escape(name)}")
            offset = self.skip(offset)
            if self.text[offset] == ",":
                offset = self.skip(offset + 1)
        return offset + 1

    def items(self, offset: int, pointer: str) -> int:
        index, offset = 0, self.skip(offset)
        while self.text[offset] != "]":
            offset = self.skip(self.value(offset, f"{pointer}/{index}"))
            index += 1
            if self.text[offset] == ",":
                offset = self.skip(offset + 1)
        return offset + 1


def canonical(value: Any) -> bytes:
    """`value` as canonical JSON: UTF-8, no white space, members in the order of their names."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)


def escape(name: str) -> str:
    """`name` as one part of a JSON Pointer (RFC 6901, section 3)."""
    return name.replace("~", "~0").replace("/", "~1")


def _scan(text: str, offset: int = 0, pointer: str = "") -> _Scan:
    scan = _Scan(text)
    # Where the text breaks off after the fault that is looked for, that fault is the first all the same.
    with contextlib.suppress(IndexError, RecursionError, ValueError):
        scan.value(offset, pointer)
    return scan


def locator(text: str) -> Callable[[str, int | None], tuple[int, int]]:
    """What :func:`locate` does with `text`, of which each member is looked through once, when it is asked for."""
    values: dict[str, int] = {}
    opened: set[str] = set()

    def place(pointer: str, offset: int | None) -> tuple[int, int]:
        values.update({} if values else _members(text))
        member = f"/{pointer[1:].partition('/')[0]}"
        if pointer not in values and member in values and member not in opened:
            opened.add(member)
            values.update(_scan(text, values[member], member).values)
        while pointer not in values:
            pointer, offset = pointer.rpartition("/")[0], None
        at = values[pointer]
        if offset is not None and text[at] == '"':
            units = _UNIT.finditer(text, at + 1)
            at = next(itertools.islice(units, offset, None)).start()
        return _position(text, at)

    return place


def _members(text: str) -> dict[str, int]:
    """The offsets of the value of valid JSON and of its members, by their pointers. The decoder passes over these: to
    read a record of a hundred values in Python takes forty times as long."""
    scan = _Scan(text)
    at = scan.skip(0)
    if text[at] != "{":
        return _scan(text).values
    values = {"": at}
    at = scan.skip(at + 1)
    with contextlib.suppress(RecursionError):
        while text[at] != "}":
            name, at = scanstring(text, at + 1, True)
            at = scan.skip(scan.skip(at) + 1)
            values.setdefault(f"/{escape(name)}", at)
            at = scan.skip(_SKIM.raw_decode(text, at)[1])
            at = scan.skip(at + (text[at] == ","))
    return values


def locate(text: str, pointer: str, offset: int | None = None) -> tuple[int, int]:
    """Line and column, from 1, of the value that `pointer` names in valid JSON, or of its nearest ancestor.

    With an `offset` into a string, the place of that character of it, as far as escapes go before it.
    """
    return locator(text)(pointer, offset)
