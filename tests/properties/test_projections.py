"""Column trees and their dialects, over random schemas of the profile."""

from __future__ import annotations

import datetime
from typing import Any

import datasets
import orjson
import pyarrow as pa
import pytest
from datasets.features.features import Features
from hypothesis import given
from hypothesis import strategies as st
from khobao.checks import check_schema
from khobao.columns import Column, SchemaError, _validator, columns, compile_columns, load_schema
from khobao.errors import Location
from khobao.projections import KINDS, arrow_schema, features, field_table, to_arrow_value

NAMES = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)
SCHEMAS = ("article", "page", "position", "event", "citation", "mention", "issue", "release")


def leaf(kind: str, nullable: bool, choices: list[str] | None) -> dict[str, Any]:
    """The schema of a leaf of `kind`."""
    json_type, form = {
        "string": ("string", None), "date": ("string", "date"), "instant": ("string", "date-time"),
        "integer": ("integer", None), "number": ("number", None), "boolean": ("boolean", None),
    }[kind]  # fmt: skip
    node: dict[str, Any] = {"description": f"a {kind}", "type": [json_type, "null"] if nullable else json_type}
    if form:
        node["format"] = form
    if choices and kind == "string":
        node["enum"] = [*choices, None] if nullable else choices
    return node


LEAVES = st.builds(
    leaf, st.sampled_from(sorted(KINDS)), st.booleans(), st.none() | st.lists(NAMES, min_size=1, unique=True)
)


def record(members: dict[str, Any]) -> dict[str, Any]:
    """The schema of a closed object."""
    return {
        "description": "a record", "type": "object", "properties": members, "required": list(members),
        "additionalProperties": False,
    }  # fmt: skip


NODES = st.recursive(
    LEAVES,
    lambda below: (
        st.dictionaries(NAMES, below, min_size=1, max_size=3).map(record)
        | below.map(lambda item: {"description": "a list", "type": "array", "items": item})
    ),
    max_leaves=8,
)
RANDOM_SCHEMAS = st.dictionaries(NAMES, NODES, min_size=1, max_size=4).map(
    lambda members: {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:khobao:schema:random",
        "title": "Random",
        **record(members),
    }
)


def values(column: Column) -> st.SearchStrategy[Any]:
    """JSON values that fit `column`."""
    days = st.dates(datetime.date(1997, 1, 1), datetime.date(2099, 12, 31))
    leaves: dict[str, st.SearchStrategy[Any]] = {
        "string": st.sampled_from(column.choices) if column.choices else st.text(),
        "date": days.map(str),
        "instant": st.tuples(days, st.times()).map(lambda pair: f"{pair[0]}T{pair[1]:%H:%M:%S}+07:00"),
        "integer": st.integers(-(2**63), 2**63 - 1),
        "number": st.floats(allow_nan=False, allow_infinity=False),
        "boolean": st.booleans(),
    }
    if column.kind == "struct":
        whole = st.fixed_dictionaries({child.name: values(child) for child in column.children})
    elif column.kind == "list":
        whole = st.lists(values(column.children[0]), max_size=3)
    else:
        whole = leaves[column.kind]
    return st.none() | whole if column.nullable else whole


def to_json(value: Any) -> Any:
    """An Arrow value as JSON holds it."""
    if isinstance(value, dict):
        return {name: to_json(member) for name, member in value.items()}
    if isinstance(value, list):
        return [to_json(item) for item in value]
    if isinstance(value, datetime.datetime):
        return value.isoformat(timespec="seconds")
    return str(value) if isinstance(value, datetime.date) else value


@given(RANDOM_SCHEMAS, st.data())
def test_projections_agree(schema: dict[str, Any], data: st.DataObject) -> None:
    """Arrow and `datasets` have the same types; a record that the schema accepts goes to Arrow and back unchanged."""
    fields = compile_columns(schema)
    arrow = arrow_schema(fields)
    loaded = Features._from_yaml_list(features(fields))
    assert loaded.arrow_schema.types == arrow.types
    assert Features.from_arrow_schema(arrow) == loaded
    assert datasets.Features(loaded).arrow_schema.names == [field.name for field in fields]
    rows = data.draw(st.lists(st.fixed_dictionaries({field.name: values(field) for field in fields}), max_size=3))
    assert all(_validator(schema).is_valid(row) for row in rows)
    table = pa.Table.from_pylist(
        [{field.name: to_arrow_value(field, row[field.name]) for field in fields} for row in rows], schema=arrow
    )
    assert [to_json(row) for row in table.to_pylist()] == rows
    assert all(f"| `{field.name}` |" in field_table(fields) for field in fields)


@pytest.mark.parametrize("name", SCHEMAS)
def test_packaged_schema_is_in_the_profile(name: str) -> None:
    """Every packaged schema compiles, and is itself a valid JSON Schema."""
    assert columns(name)
    assert all(field.description for field in columns(name))


BROKEN: dict[str, Any] = {
    "an open object": {"additionalProperties": True},
    "a property without description": {"properties": {"a": {"type": "string"}}},
    "a property that is not required": {"required": []},
    "two types": {"properties": {"a": {"description": "x", "type": ["string", "integer"]}}},
    "a list of anything": {"properties": {"a": {"description": "x", "type": "array"}}},
    "a choice of null that the type excludes": {
        "properties": {"a": {"description": "x", "type": "string", "enum": ["b", None]}}
    },
    "a reference": {"properties": {"a": {"$ref": "https://example.org/schema"}}},
}


@pytest.mark.parametrize("change", BROKEN.values(), ids=BROKEN.keys())
def test_schema_outside_the_profile_is_refused(change: dict[str, Any]) -> None:
    """What the projections cannot express does not compile."""
    schema = {**load_schema("article"), **record({"a": {"description": "x", "type": "string"}})}
    assert compile_columns(schema)
    with pytest.raises(SchemaError):
        compile_columns({**schema, **change})


def test_arrow_schema_is_what_the_readers_need() -> None:
    """All fields nullable, no large types, no schema metadata, descriptions on the fields."""
    for name in SCHEMAS:
        schema = arrow_schema(columns(name))
        assert schema.metadata is None
        assert all(field.nullable and field.metadata[b"description"] for field in schema)
        assert "large" not in str(schema)


def test_integer_column_refuses_a_float() -> None:
    """1.0 is an integer to JSON Schema and none to Arrow: it is refused before it gets there."""
    page = {"id": "abc", "page_text": "x", "blocks": [{"kind": "body", "start": 0.0, "end": 1}]}
    found = list(check_schema(page, "page", lambda *_: Location("p.json")))
    assert [(issue.code, issue.pointer) for issue in found] == [("schema/type", "/blocks/0/start")]
    assert orjson.loads(b"1.0") == 1
