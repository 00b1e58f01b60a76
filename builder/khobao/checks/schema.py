"""Is a record as its JSON Schema says?"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from khobao.checks.findings import Locate
from khobao.columns import Column, columns, load_schema, validator
from khobao.errors import Issue
from khobao.strict_json import escape
from khobao.structure.times import read_stated

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
#: Most issues of one record: who has so many has another kind of record.
MAX_ISSUES = 100
#: Code points, items or members of a value that are looked at again to explain it: more than any limit of a schema.
_SHOWN = 3_000
_RANK = {keyword: rank for rank, keyword in enumerate(_CODES)}


def check_schema(record: Any, schema: str, locate: Locate) -> Iterator[Issue]:
    """Where `record` departs from the packaged `schema`; at most one issue a value, and :data:`MAX_ISSUES`."""
    check = validator(schema)
    if check.is_valid(record):
        yield from _check_leaves(record, columns(schema), "", locate)
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
            if error.kind.name == "format" and _is_impossible(error.instance):
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
    name = pointer.rpartition("/")[2] or "the record"
    match error.kind.name:
        case "additionalProperties":
            return [
                (f"{pointer}/{escape(extra)}", f"the schema has no field {_shorten(extra)}")
                for extra in details["unexpected"]
            ]
        case "required":
            return [(f"{pointer}/{escape(details['property'])}", f"the field {details['property']!r} is missing")]
        case "type":
            types = " or ".join(sorted(details["types"], key=lambda kind: kind == "null"))
            return [(pointer, f"{name!r} is {_kind(error.instance)}, not {types}")]
        case "enum":
            options = ", ".join("null" if option is None else str(option) for option in details["options"])
            return [(pointer, f"{name!r} is {_shorten(error.instance)}, not one of {options}")]
        case "format":
            return [(pointer, f"{name!r} is {_shorten(error.instance)}, not a {details['format']}")]
        case "pattern":
            return [(pointer, f"{name!r} is {_shorten(error.instance)}, which does not match {details['pattern']}")]
        case "uniqueItems":
            return [(pointer, f"{name!r} lists a value twice")]
    return [(pointer, f"{name!r} is beyond {error.kind.name} {details.get('limit', '')}".rstrip())]


def _kind(value: Any) -> str:
    names = {type(None): "null", bool: "boolean", int: "integer", float: "number", str: "string", list: "array"}
    return names.get(type(value), "object")


def _shorten(value: Any) -> str:
    shown = repr(value)
    return shown if len(shown) <= 60 else f"{shown[:57]}..."


def _is_impossible(value: Any) -> bool:
    """Whether `value` is written like a time and names none."""
    if not isinstance(value, str) or len(value) < 10 or not value[:4].isdigit() or value[4] != "-":
        return False
    return read_stated(value) is None and value[:10].replace("-", "").isdigit()


def _check_leaves(record: Any, fields: tuple[Column, ...], pointer: str, locate: Locate) -> Iterator[Issue]:
    for field in fields:
        value, below = record[field.name], f"{pointer}/{field.name}"
        if value is None:
            continue
        # To JSON Schema 1.0 is an integer; to Arrow it is not, and a person who writes it means something else.
        if field.kind == "integer" and isinstance(value, float):
            yield Issue(locate(below), below, "schema/type", f"{field.name!r} is number, not integer")
        # RFC 3339 has leap seconds and a year 0; the calendar of Python and Arrow has neither.
        elif field.kind == "instant" and read_stated(value) is None:
            yield Issue(locate(below), below, "meta/date-impossible", f"the time {value!r} cannot be kept")
        elif field.kind == "struct":
            yield from _check_leaves(value, field.children, below, locate)
        elif field.kind == "list" and field.children[0].kind == "struct":
            for index, item in enumerate(value):
                yield from _check_leaves(item, field.children[0].children, f"{below}/{index}", locate)
