"""Flat tables: what the annotation layer says of an article, one fact a row, for people who think in SQL.

A row follows from the record of its article and from nothing else. Every row has the id and the publication time of the
article and the span in which the fact stands.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from khobao.columns import columns
from khobao.strict_json import canonical

Record = Mapping[str, Any]
#: What a row says, and the spans in which it is said: one row for each.
_Facts = Iterator[tuple[Record, Sequence[Record]]]

#: The flat tables and the schema of the rows of each.
FLAT = {"positions": "position", "events": "event", "citations": "citation", "mentions": "mention"}
#: The fields that list what each kind of mention names.
_NAMED = {"person": "people", "organization": "organizations", "place": "places"}
#: What a mention says of a place alone.
_OF_PLACE = ("place_kind", "code", "vintage", "successor", "successor_code")
#: With what each row ends.
_SPAN = ("field", "start", "end", "surface")


def flatten(config: str, article: Record) -> list[dict[str, Any]]:
    """The rows that `article`, a record of the schema ``article``, has in the flat table `config`, in its order.

    They follow the schema that :data:`FLAT` names for the table. Raises KeyError for another table.
    """
    names = _names(FLAT[config])
    rows = []
    for facts, spans in _FACTS[config](article):
        of_article = {"article_id": article["id"], "published_at": article["published_at"], **facts}
        row = {name: of_article[name] for name in names}
        rows += [{**row, **{name: span[name] for name in _SPAN}} for span in spans]
    return rows


def rows_digest(rows: Iterable[Record]) -> bytes:
    """SHA-256 over `rows` in canonical JSON, sorted and joined by line feeds: the same whatever their order; of a
    single row it is that of its JSON."""
    return hashlib.sha256(b"\n".join(sorted(map(canonical, rows)))).digest()


@functools.cache
def _names(schema: str) -> tuple[str, ...]:
    """The columns before the span."""
    return tuple(column.name for column in columns(schema) if column.name not in _SPAN)


def _positions(article: Record) -> _Facts:
    for person in article["people"]:
        for position in person["positions"]:
            yield {**position, "person": person["name"], "honorific": person["honorific"]}, [position["mention"]]


def _listed(field: str) -> Callable[[Record], _Facts]:
    def facts(article: Record) -> _Facts:
        return ((entry, [entry["mention"]]) for entry in article[field])

    return facts


def _mentions(article: Record) -> _Facts:
    for kind, field in _NAMED.items():
        for named in article[field]:
            place = {**named, "place_kind": named["kind"]} if kind == "place" else dict.fromkeys(_OF_PLACE)
            yield {**place, "kind": kind, "name": named["name"]}, named["mentions"]


_FACTS: dict[str, Callable[[Record], _Facts]] = {
    "positions": _positions, "events": _listed("events"), "citations": _listed("documents"), "mentions": _mentions,
}  # fmt: skip
