"""Flat tables: what the annotation layer says of an article, one fact a row, for people who think in SQL.

A row follows from the record of its article and from nothing else. Every row has the id and the publication time of the
article and the span in which the fact stands.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from khobao.columns import columns
from khobao.strict_json import canonical

Record = Mapping[str, Any]

#: The flat tables and the schema of the rows of each.
FLAT = {"positions": "position", "events": "event", "citations": "citation", "mentions": "mention"}
#: The fields that list what each kind of mention names.
_NAMED = {"person": "people", "organization": "organizations", "place": "places"}
#: What a mention says of a place alone.
_OF_PLACE = ("place_kind", "code", "vintage", "successor", "successor_code")


def flatten(config: str, article: Record) -> list[dict[str, Any]]:
    """The rows that `article`, a record of the schema ``article``, has in the flat table `config`, in its order.

    They follow the schema that :data:`FLAT` names for the table. Raises KeyError for another table.
    """
    names = _names(FLAT[config])
    head = {"article_id": article["id"], "published_at": article["published_at"]}
    rows = ({**head, **row} for row in _ROWS[config](article))
    return [{name: row[name] for name in names} for row in rows]


def rows_digest(rows: Iterable[Record]) -> bytes:
    """SHA-256 over the sorted SHA-256 digests of `rows`, each in canonical JSON: the same whatever their order."""
    return hashlib.sha256(b"".join(sorted(hashlib.sha256(canonical(row)).digest() for row in rows))).digest()


@functools.cache
def _names(schema: str) -> tuple[str, ...]:
    return tuple(column.name for column in columns(schema))


def _positions(article: Record) -> Iterator[dict[str, Any]]:
    for person in article["people"]:
        for position in person["positions"]:
            yield {"person": person["name"], "honorific": person["honorific"], **position, **position["mention"]}


def _listed(field: str) -> Callable[[Record], Iterator[dict[str, Any]]]:
    def rows(article: Record) -> Iterator[dict[str, Any]]:
        return ({**entry, **entry["mention"]} for entry in article[field])

    return rows


def _mentions(article: Record) -> Iterator[dict[str, Any]]:
    for kind, field in _NAMED.items():
        for named in article[field]:
            place = {**named, "place_kind": named["kind"]} if kind == "place" else dict.fromkeys(_OF_PLACE)
            for mention in named["mentions"]:
                yield {**place, "kind": kind, "name": named["name"], **mention}


_ROWS: dict[str, Callable[[Record], Iterator[dict[str, Any]]]] = {
    "positions": _positions, "events": _listed("events"), "citations": _listed("documents"), "mentions": _mentions,
}  # fmt: skip
