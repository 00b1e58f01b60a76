"""Is a record as its JSON Schema says?"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from khobao.checks.findings import Locate
from khobao.codes import nearest
from khobao.columns import Column, columns, load_schema, validator
from khobao.errors import Issue
from khobao.mistakes import GUESSES
from khobao.strict_json import escape
from khobao.structure.times import is_impossible, read_stated

#: JSON Schema keyword to issue code. Keywords are listed in the order in which one pointer reports them.
_CODES = {
    "additionalProperties": "schema/unknown-field",
    "required": "schema/required",
    "type": "schema/type",
    "enum": "schema/value",
    "format": "schema/format",
    "pattern": "schema/format",
    "minLength": "schema/range",
    "maxLength": "schema/range",
    "minimum": "schema/range",
    "maximum": "schema/range",
    "minItems": "schema/range",
    "maxItems": "schema/range",
    "uniqueItems": "schema/unique",
}
#: Types of JSON Schema, and forms of fields, as a person says it.
_TYPES = {
    "string": "text", "array": "a list", "object": "an object", "integer": "a whole number", "number": "a number",
    "boolean": "true or false", "null": "null",
}  # fmt: skip
_TIME = "a time at +07:00 like 2024-05-31T08:30:00+07:00"
_FORMS = {
    "id": "3 to 64 of a to z, 0 to 9, dots, hyphens and underscores",
    "url": "a whole address as browsers copy it: from http:// or https:// on, no spaces, other letters as %…",
    "language": "a code of two or three small letters, like vi",
    "published_at": _TIME,
    "retrieved_at": _TIME,
    "page_sha256": "64 hexadecimal digits in small letters",
}
#: Most issues of one record: who has so many has another kind of record.
MAX_ISSUES = 100
#: Code points, items or members of a value that are looked at again to explain it: more than any limit of a schema.
_SHOWN = 3_000
_RANK = {keyword: rank for rank, keyword in enumerate(_CODES)}


def check_schema(record: Any, schema: str, locate: Locate) -> Iterator[Issue]:
    """Where `record` departs from the packaged `schema`; at most one issue a value, and :data:`MAX_ISSUES`."""
    check = validator(schema)
    if check.is_valid(record):
        yield from _check_leaves(record, _watched(schema), "", locate)
        return
    seen: set[str] = set()
    # An error carries a copy of what it is about: long texts and lists are cut for the explanation.
    errors = list(check.iter_errors(_cut(record, load_schema(schema)["properties"]))) or list(check.iter_errors(record))
    for error in sorted(errors, key=lambda error: _RANK.get(error.kind.name, len(_RANK))):
        pointer = "".join(f"/{escape(str(part))}" for part in error.instance_path)
        for target, message in _explain(error, pointer):
            if target in seen or len(seen) == MAX_ISSUES:
                continue
            seen.add(target)
            code = _CODES.get(error.kind.name, "schema/value")
            if error.kind.name == "format" and isinstance(error.instance, str) and is_impossible(error.instance):
                code, message = "meta/date-impossible", f"the date {_shorten(error.instance)} does not exist"
            where = locate(target if code != "schema/required" else pointer)
            yield Issue(where, target, code, message)


def _cut(value: Any, names: Iterable[str] = ()) -> Any:
    """`value` with no more of it than shows every kind of fault; members called `names` stay."""
    if isinstance(value, str):
        return value[:_SHOWN]
    if isinstance(value, list):
        return [_cut(item) for item in value[:_SHOWN]]
    if isinstance(value, dict):
        known = {name: value[name] for name in names if name in value}
        return {name: _cut(member) for name, member in itertools.islice((known | value).items(), _SHOWN)}
    return value


def _explain(error: Any, pointer: str) -> Iterable[tuple[str, str]]:
    details: Mapping[str, Any] = error.kind.as_dict()
    name = pointer[1:]
    match error.kind.name:
        case "additionalProperties":
            extras = details["unexpected"]
            like = _like if not pointer and len(extras) <= GUESSES else lambda _: ""
            return [
                (f"{pointer}/{escape(extra)}", f"the schema has no field {_shorten(extra)}{like(extra)}")
                for extra in extras
            ]
        case "required":
            return [(f"{pointer}/{escape(details['property'])}", f"the field {details['property']!r} is missing")]
        case "type":
            return [(pointer, _explain_type(name, error.instance, details["types"]))]
        case "enum":
            options = ", ".join("null" if option is None else str(option) for option in details["options"])
            return [(pointer, f"{name!r} is {_shorten(error.instance)}, not one of {options}")]
        case "format" | "pattern":
            form = _FORMS.get(name) or details.get("pattern") or f"a {details['format']}"
            return [(pointer, f"{name!r} is {_shorten(error.instance)}, not {form}")]
        case "minLength":
            unknown = "" if name == "text" else "; write null when the page does not say"
            return [(pointer, f"{name!r} is empty{unknown}")]
        case "uniqueItems":
            return [(pointer, f"{name!r} lists a value twice")]
    return [(pointer, f"{name!r} is {_shorten(error.instance)}; its {error.kind.name} is {details.get('limit')}")]


def _explain_type(name: str, value: Any, types: Iterable[str]) -> str:
    wanted = " or ".join(_TYPES[kind] for kind in sorted(types, key=lambda kind: kind == "null"))
    message = f"{repr(name) if name else 'the record'} is {_kind(value)}, not {wanted}"
    if not name:
        return f"{message}: one article stands between {{ and }}; many go into .jsonl, one a line"
    if "array" in types and isinstance(value, str):
        return f"{message}; put it between [ and ]"
    return f"{message}; put it between quotes" if "string" in types and isinstance(value, int | float) else message


def _like(name: str) -> str:
    return nearest(name, [column.name for column in columns("article")])


def _kind(value: Any) -> str:
    names = {type(None): "null", bool: "boolean", int: "integer", float: "number", str: "string", list: "array"}
    return _TYPES[names.get(type(value), "object")]


def _shorten(value: Any) -> str:
    shown = repr(value)
    return shown if len(shown) <= 60 else f"{shown[:57]}..."


class _Watched(NamedTuple):
    """A field of which the schema lets pass what cannot be kept, or that holds such: its name and kind, and those of a
    struct, or of the structs of a list."""

    name: str
    kind: str
    children: tuple[_Watched, ...]


@functools.cache
def _watched(schema: str) -> tuple[_Watched, ...]:
    """The fields of records of `schema` that are watched."""

    def among(fields: Iterable[Column]) -> tuple[_Watched, ...]:
        inner = (field.children[0].children if field.kind == "list" else field.children for field in fields)
        found = (_Watched(field.name, field.kind, among(below)) for field, below in zip(fields, inner, strict=True))
        return tuple(one for one in found if one.children or one.kind in ("integer", "instant"))

    return among(columns(schema))


def _check_leaves(record: Any, fields: tuple[_Watched, ...], pointer: str, locate: Locate) -> Iterator[Issue]:
    for name, kind, children in fields:
        if (value := record[name]) is None:
            continue
        # To JSON Schema 1.0 is an integer; to Arrow it is not, and a person who writes it means something else.
        if kind == "integer":
            if isinstance(value, float):
                below = f"{pointer}/{name}"
                yield Issue(locate(below), below, "schema/type", f"{name!r} is {value}, not a whole number")
        # RFC 3339 has leap seconds and a year 0; the calendar of Python and Arrow has neither.
        elif kind == "instant":
            if read_stated(value) is None:
                below = f"{pointer}/{name}"
                yield Issue(locate(below), below, "meta/date-impossible", f"the time {value!r} cannot be kept")
        elif kind == "struct":
            yield from _check_leaves(value, children, f"{pointer}/{name}", locate)
        else:
            for index, item in enumerate(value):
                yield from _check_leaves(item, children, f"{pointer}/{name}/{index}", locate)
