"""The JSON Schemas of khobao, and the column tree that the rest of the builder reads them as."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import orjson

if TYPE_CHECKING:
    import jsonschema_rs

#: Kind of a leaf by JSON type and format; a format that is not listed leaves the kind of its type.
_LEAVES = {
    ("string", None): "string",
    ("string", "date"): "date",
    ("string", "date-time"): "instant",
    ("integer", None): "integer",
    ("number", None): "number",
    ("boolean", None): "boolean",
}


class SchemaError(ValueError):
    """A schema is outside the profile."""


@dataclass(frozen=True)
class Column:
    """One value of a record: `kind` is that of a leaf, ``struct`` or ``list``.

    A struct has one child a member, in the order of the schema; a list has one child, its item, named ``item``.
    """

    name: str
    kind: str
    nullable: bool
    description: str
    choices: tuple[str, ...] = ()
    children: tuple[Column, ...] = ()

    def __hash__(self) -> int:
        return self._hash

    @functools.cached_property
    def _hash(self) -> int:
        # Columns are keys of caches that are asked for each value: the tree below one is gone through once.
        return hash((self.name, self.kind, self.nullable, self.choices, self.children))


def _deny(uri: str) -> None:
    raise SchemaError(f"{uri}: no schema is fetched")


def _validator(schema: Mapping[str, Any]) -> jsonschema_rs.Draft202012Validator:
    # Formats are asserted and nothing is ever fetched: both are off by default in every JSON Schema library.
    import jsonschema_rs

    return jsonschema_rs.Draft202012Validator(dict(schema), validate_formats=True, retriever=_deny)


@functools.cache
def load_schema(name: str) -> dict[str, Any]:
    """The packaged schema `name`: one of a table, ``issue``, ``release`` or ``profile``."""
    schema: dict[str, Any] = orjson.loads(files("khobao.schema").joinpath(f"{name}.schema.json").read_bytes())
    return schema


@functools.cache
def validator(name: str) -> jsonschema_rs.Draft202012Validator:
    """A validator of the packaged schema `name`, made once a process: it cannot be pickled."""
    return _validator(load_schema(name))


def compile_columns(schema: Mapping[str, Any]) -> tuple[Column, ...]:
    """The columns of `schema`, in its order. Raises :class:`SchemaError` if it is outside the profile."""
    error = next(iter(_validator(load_schema("profile")).iter_errors(dict(schema))), None)
    if error is not None:
        raise SchemaError(f"{'/'.join(map(str, error.instance_path)) or 'schema'}: {error.message}")
    return tuple(_members(schema, ""))


@functools.cache
def columns(name: str) -> tuple[Column, ...]:
    """The columns of the packaged schema `name`."""
    return compile_columns(load_schema(name))


def _members(schema: Mapping[str, Any], path: str) -> Iterator[Column]:
    if list(schema["properties"]) != list(schema["required"]):
        raise SchemaError(f"{path or 'schema'}: `required` lists all properties in their order")
    for name, node in schema["properties"].items():
        yield _column(name, node, f"{path}/{name}")


def _column(name: str, node: Mapping[str, Any], path: str) -> Column:
    types = node["type"] if isinstance(node["type"], list) else [node["type"]]
    kind, nullable = types[0], "null" in types
    choices = tuple(choice for choice in node.get("enum", ()) if choice is not None)
    if "enum" in node and (None in node["enum"]) != nullable:
        raise SchemaError(f"{path}: null is in both `type` and `enum` or in neither")
    children: tuple[Column, ...] = ()
    if kind == "object":
        kind, children = "struct", tuple(_members(node, path))
    elif kind == "array":
        kind, children = "list", (_column("item", node["items"], f"{path}/items"),)
    else:
        kind = _LEAVES.get((kind, node.get("format")), _LEAVES[kind, None])
    return Column(name, kind, nullable, node["description"], choices, children)
