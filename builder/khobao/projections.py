"""Columns in the dialects of their readers: Arrow, `datasets`, Markdown.

Everything that khobao knows of a foreign type name stands in :data:`KINDS`, one row a kind.
"""

from __future__ import annotations

import datetime
import functools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from khobao.columns import Column

if TYPE_CHECKING:
    import pyarrow as pa

#: Việt Nam has kept this offset, without daylight saving, since 1975.
ZONE = datetime.timezone(datetime.timedelta(hours=7))


@dataclass(frozen=True)
class Kind:
    """One kind of leaf: its Arrow type, its `datasets` dtype, its name in the card, and how JSON is read into it; None
    where the value of JSON will do."""

    arrow: Callable[[], pa.DataType]
    dtype: str
    label: str
    read: Callable[[Any], Any] | None = None


def _arrow(name: str, *arguments: Any, **options: Any) -> Callable[[], pa.DataType]:
    def make() -> pa.DataType:
        import pyarrow as pa

        data_type: pa.DataType = getattr(pa, name)(*arguments, **options)
        return data_type

    return make


def _instant(value: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(value).astimezone(ZONE)


# `string`, not `large_string`: the first file that `datasets` reads decides the type for all splits.
KINDS: dict[str, Kind] = {
    "string": Kind(_arrow("string"), "string", "string"),
    "date": Kind(_arrow("date32"), "date32", "date", datetime.date.fromisoformat),
    "instant": Kind(
        _arrow("timestamp", "us", tz="+07:00"), "timestamp[us, tz=+07:00]", "timestamp at +07:00", _instant
    ),
    "integer": Kind(_arrow("int64"), "int64", "integer"),
    "number": Kind(_arrow("float64"), "float64", "number", float),
    "boolean": Kind(_arrow("bool_"), "bool", "boolean"),
}


def arrow_type(column: Column) -> pa.DataType:
    """The Arrow type of `column`."""
    import pyarrow as pa

    if column.kind == "struct":
        return pa.struct([arrow_field(child) for child in column.children])
    if column.kind == "list":
        return pa.list_(arrow_type(column.children[0]))
    return KINDS[column.kind].arrow()


def arrow_field(column: Column) -> pa.Field:
    """The Arrow field of `column`, with its description as metadata. Always nullable: `datasets` drops the feature
    of a field that is not."""
    import pyarrow as pa

    return pa.field(column.name, arrow_type(column), metadata={"description": column.description})


def arrow_schema(columns: tuple[Column, ...]) -> pa.Schema:
    """The Arrow schema of `columns`, in their order, without metadata of its own.

    A ``huggingface`` key is left out on purpose: the ``List`` type in it breaks `datasets` 3.6.
    """
    import pyarrow as pa

    return pa.schema([arrow_field(column) for column in columns])


def features(columns: tuple[Column, ...]) -> list[dict[str, Any]]:
    """The features of `columns` in the YAML form of a dataset card, in their order.

    Lists of records are written ``list:``: ``sequence:`` would mean a record of lists.
    """
    return [{"name": column.name, **_feature(column)} for column in columns]


def _feature(column: Column) -> dict[str, Any]:
    if column.kind == "struct":
        return {"struct": features(column.children)}
    if column.kind == "list":
        item = _feature(column.children[0])
        return {"list": item.get("dtype") or item.get("struct") or item}
    return {"dtype": KINDS[column.kind].dtype}


def to_arrow_value(column: Column, value: Any) -> Any:
    """The JSON `value` of `column` as ``pa.array`` takes it: times and dates as objects."""
    read = _reader(column)
    return value if value is None or read is None else read(value)


@functools.cache
def _reader(column: Column) -> Callable[[Any], Any] | None:
    """How a JSON value of `column` is read that is not null; None where it stays what it is, with all below it."""
    if column.kind not in ("struct", "list"):
        return KINDS[column.kind].read
    readers = {child.name: read for child in column.children if (read := _reader(child))}
    if not readers:
        return None
    if column.kind == "list":
        item = readers["item"]
        return lambda values: [None if value is None else item(value) for value in values]
    return lambda record: (
        record | {name: None if record[name] is None else read(record[name]) for name, read in readers.items()}
    )


def arrow_array(column: Column, values: Sequence[Any]) -> pa.Array:
    """The JSON `values` of `column` as Arrow has them; equal times and dates are read once."""
    import pyarrow as pa

    if column.kind in ("date", "instant"):
        read = {value: to_arrow_value(column, value) for value in set(values)}
        values = [read[value] for value in values]
    elif column.kind in ("struct", "list"):
        values = [to_arrow_value(column, value) for value in values]
    return pa.array(values, arrow_type(column))


def field_table(columns: tuple[Column, ...]) -> str:
    """A Markdown table with one row a field, nested fields by dotted path; a list adds ``[]``."""
    rows = ["| field | type | may be null | meaning |", "| --- | --- | --- | --- |"]
    rows += [
        f"| `{path}` | {_label(column)} | {'yes' if column.nullable else 'no'} | {_meaning(column)} |"
        for path, column in _walk(columns, "")
    ]
    return "\n".join(rows)


def _walk(columns: tuple[Column, ...], prefix: str) -> Iterator[tuple[str, Column]]:
    for column in columns:
        path = f"{prefix}{column.name}"
        yield path, column
        while column.kind == "list":
            column, path = column.children[0], f"{path}[]"
        yield from _walk(column.children, f"{path}.")


def _label(column: Column) -> str:
    if column.kind == "list":
        return f"list of {_label(column.children[0])}"
    return "record" if column.kind == "struct" else KINDS[column.kind].label


def _meaning(column: Column) -> str:
    choices = f" One of {', '.join(f'`{choice}`' for choice in column.choices)}." if column.choices else ""
    return f"{column.description}{choices}".replace("|", "\\|")
