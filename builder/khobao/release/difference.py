"""What changed between two releases, down to the words."""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from typing import Any

import orjson

from khobao.card import CONFIGS, RECORDS
from khobao.columns import Column
from khobao.flat import FLAT
from khobao.release.manifest import record_id
from khobao.release.opened import Release
from khobao.versions import Difference, Entry, Version, compare

#: The rows of ids by table: configuration to id to rows.
Records = Mapping[str, Mapping[str, list[Mapping[str, Any]]]]

Rows = Iterable[Mapping[str, Any]]

#: Longest texts, in words, whose difference is sought word by word: the search takes the product of their lengths.
_MAX_WORDS = 4_000
#: Words shown around a change.
_CONTEXT = 3


@dataclass(frozen=True)
class FieldChange:
    """A field of a table that differs: its values, and for text where its words differ, as (old, new) with a few words
    around. Of a flat table the rows of the article differ as a whole: the field ``rows``."""

    table: str
    field: str
    old: Any
    new: Any
    edits: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ArticleChange:
    """An article whose records differ."""

    id: str
    title: str | None
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True)
class Changes:
    """All that changed from one release to the next.

    `added` and `removed` are (id, title, split), `moved` (id, title, old split, new split), each by id; `configs_*` are
    configurations; `columns_*` are ``table.column: type``, without what is inside a column or a table that is listed
    itself, retyped ones with both types; `counts` are (configuration, split, rows before, rows after).
    """

    old: Version
    new: Version
    part: str | None
    added: tuple[tuple[str, str | None, str], ...]
    removed: tuple[tuple[str, str | None, str], ...]
    changed: tuple[ArticleChange, ...]
    moved: tuple[tuple[str, str | None, str, str], ...]
    configs_added: tuple[str, ...]
    configs_removed: tuple[str, ...]
    columns_added: tuple[str, ...]
    columns_removed: tuple[str, ...]
    columns_retyped: tuple[str, ...]
    counts: tuple[tuple[str, str, int, int], ...]


def difference(
    old: Release, new: Mapping[str, Entry], columns: Mapping[str, tuple[Column, ...]], rows: Callable[[str], Rows]
) -> Difference:
    """What changes from `old` to articles with the entries `new`, tables with `columns` and the records `rows`, by
    configuration. Where the columns differ, records are compared by what both have."""
    entries = old.entries
    old_names, new_names = _column_names(old.columns), _column_names(columns)
    if old_names != new_names:
        shared = {
            name: {field.name for field in columns.get(name, ())} & {field.name for field in old.columns.get(name, ())}
            for name in CONFIGS.values()
        }
        entries = _redigest(entries, _digests({name: old.rows(config) for config, name in CONFIGS.items()}, shared))
        new = _redigest(new, _digests({name: rows(config) for config, name in CONFIGS.items()}, shared))
    return compare(entries, new, old_names, new_names)


def _column_names(tables: Mapping[str, tuple[Column, ...]]) -> frozenset[str]:
    """The columns of `tables` as ``table.path: kind``, nested ones by dotted path."""

    def walk(fields: tuple[Column, ...], prefix: str) -> Iterator[str]:
        for field in fields:
            yield f"{prefix}{field.name}: {field.kind}"
            yield from walk(field.children, f"{prefix}{field.name}.")

    return frozenset(name for table, fields in tables.items() for name in walk(fields, f"{table}."))


def _redigest(entries: Mapping[str, Entry], digests: Mapping[str, str]) -> dict[str, Entry]:
    return {identity: Entry(digests[identity], entry.split) for identity, entry in entries.items()}


def _digests(tables: Mapping[str, Rows], names: Mapping[str, Set[str]]) -> dict[str, str]:
    """A digest for each id over those members of its rows that `names` lists by table."""
    hashes: dict[str, Any] = {}
    for table in sorted(tables):
        for record in tables[table] if names[table] else ():
            shared = {name: value for name, value in record.items() if name in names[table]}
            digest = hashes.setdefault(record_id(record), hashlib.sha256())
            digest.update(orjson.dumps(shared, option=orjson.OPT_SORT_KEYS) + b"\n")
    return {identity: digest.hexdigest() for identity, digest in hashes.items()}


def describe(
    found: Difference,
    old: Release,
    version: Version,
    splits: Mapping[str, str],
    rows: Callable[[str, Set[str]], Rows],
    counts: Mapping[tuple[str, str], int],
) -> Changes:
    """`found`, the difference from `old` to the release `version`, in full.

    `splits` gives the split of each id of the new release, `rows` those of some of its ids in a table, `counts` how
    many it has by configuration and split.
    """
    after = _records(rows, RECORDS, {*found.added, *found.changed, *found.moved})
    before = _records(old.rows, RECORDS, {*found.removed, *found.changed})
    titles = {
        identity: row.get("title")
        for held in (before["articles"], after["articles"])
        for identity, (row,) in held.items()
    }
    fields = {identity: tuple(_fields(before, after, identity)) for identity in found.changed}
    fields |= _flat_fields(old, rows, {identity for identity, changes in fields.items() if not changes})
    lost, gained = _by_name(found.columns_lost), _by_name(found.columns_added)
    configs_removed = [name for name, held in old.columns.items() if {f"{name}.{one.name}" for one in held} <= {*lost}]
    configs_added = {name.partition(".")[0] for name in gained} - old.columns.keys()
    held = {(table["config"], table["split"]): table["rows"] for table in old.manifest["tables"]}
    return Changes(
        old=old.version,
        new=version,
        part=found.part,
        added=tuple((identity, titles.get(identity), splits[identity]) for identity in found.added),
        removed=tuple((identity, titles.get(identity), old.splits[identity]) for identity in found.removed),
        changed=tuple(ArticleChange(identity, titles.get(identity), changes) for identity, changes in fields.items()),
        moved=tuple(
            (identity, titles.get(identity), old.splits[identity], splits[identity]) for identity in found.moved
        ),
        configs_added=_configs(configs_added),
        configs_removed=_configs(configs_removed),
        columns_added=_outermost(gained, {*lost}, {*configs_added}),
        columns_removed=_outermost(lost, {*gained}, {*configs_removed}),
        columns_retyped=tuple(
            f"{name}: {lost[name]} to {kind}" for name, kind in sorted(gained.items()) if name in lost
        ),
        counts=tuple((*place, held.get(place, 0), counts.get(place, 0)) for place in sorted({*held, *counts})),
    )


def _by_name(columns: Iterable[str]) -> dict[str, str]:
    """The kinds of `columns`, as :func:`_column_names` gives them, by path."""
    return {name: kind for name, _, kind in (column.partition(": ") for column in columns)}


def _configs(schemas: Iterable[str]) -> tuple[str, ...]:
    names = {schema: config for config, schema in CONFIGS.items()}
    return tuple(sorted(names.get(schema, schema) for schema in schemas))


def _outermost(columns: Mapping[str, str], other: Set[str], told: Set[str]) -> tuple[str, ...]:
    """Those of `columns` that `other` does not have, without those inside of one of them or of what is `told`."""
    named = {name for name in columns if name not in other}
    inside = {*told, *named}
    outermost = (name for name in named if not any(name[:at] in inside for at in _dots(name)))
    return tuple(f"{name}: {columns[name]}" for name in sorted(outermost))


def _dots(name: str) -> list[int]:
    return [at for at, sign in enumerate(name) if sign == "."]


def _records(rows: Callable[[str, Set[str]], Rows], configs: Iterable[str], ids: Set[str]) -> Records:
    found: dict[str, dict[str, list[Mapping[str, Any]]]] = {config: {} for config in configs}
    for config, held in found.items():
        for row in rows(config, ids) if ids else ():
            held.setdefault(record_id(row), []).append(row)
    return found


def _fields(before: Records, after: Records, identity: str) -> Iterator[FieldChange]:
    """The fields of the records of an article that differ; a column that only one release has is no change."""
    for config in RECORDS:
        one, other = (held[config].get(identity, [{}])[0] for held in (before, after))
        for name in dict.fromkeys((*one, *other)):
            if one and other and not (name in one and name in other):
                continue
            old, new = one.get(name), other.get(name)
            if old != new:
                words = tuple(edits(old, new)) if isinstance(old, str) and isinstance(new, str) else ()
                yield FieldChange(config, name, old, new, words)


def _flat_fields(
    old: Release, rows: Callable[[str, Set[str]], Rows], ids: Set[str]
) -> dict[str, tuple[FieldChange, ...]]:
    """The flat tables that differ for articles whose own records do not; of others, the rows follow."""
    before, after = _records(old.rows, FLAT, ids), _records(rows, FLAT, ids)
    changes = {
        identity: [
            FieldChange(config, "rows", before[config].get(identity, []), after[config].get(identity, []), ())
            for config in FLAT
        ]
        for identity in sorted(ids)
    }
    return {identity: tuple(one for one in each if one.old != one.new) for identity, each in changes.items()}


def edits(old: str, new: str) -> Iterator[tuple[str, str]]:
    """Where the words of two texts differ: what stands in each there, with a few words around."""
    one, other = old.split(), new.split()
    if max(len(one), len(other)) > _MAX_WORDS:
        return
    matcher = difflib.SequenceMatcher(None, one, other, autojunk=False)
    for group in matcher.get_grouped_opcodes(_CONTEXT):
        start, end = group[0], group[-1]
        yield " ".join(one[start[1] : end[2]]), " ".join(other[start[3] : end[4]])


def compare_releases(old: Release, new: Release) -> Changes:
    """What changed from the release `old` to the release `new`, in full."""
    found = difference(old, new.entries, new.columns, new.rows)
    counts = {(table["config"], table["split"]): table["rows"] for table in new.manifest["tables"]}
    return describe(found, old, new.version, new.splits, new.rows, counts)
