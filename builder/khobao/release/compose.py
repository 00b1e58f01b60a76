"""The tables of a release, from the stage: Parquet, JSONL, ledger, rejects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from khobao.card import CONFIGS, Table
from khobao.columns import load_schema
from khobao.errors import Issue, has_errors
from khobao.release.ledger import NAME as LEDGER
from khobao.release.ledger import Row, as_table
from khobao.release.opened import Release
from khobao.release.shards import Shard
from khobao.release.stage import Stage
from khobao.release.tables import Run, copy_shards, count_tables, json_rows, write_shards
from khobao.release.write import File, write_bytes, write_parquet
from khobao.similarity import Membership
from khobao.strict_json import canonical
from khobao.versions import Entry


@dataclass(frozen=True)
class Plan:
    """What is in a release: the row in the stage, the split and the group, with the evidence for it, of each id, by
    publication time and id; and the splits in order."""

    rows: Mapping[str, int]
    splits: Mapping[str, str]
    members: Mapping[str, Membership]
    split_order: Sequence[str]

    def entries(self, stage: Stage) -> dict[str, Entry]:
        """What the ledger will hold of each id: the digest of its records, in hexadecimal, and its split."""
        digests = stage.gather("digest", list(self.rows.values())).to_pylist()
        return {
            identity: Entry(digest.hex(), self.splits[identity])
            for identity, digest in zip(self.rows, digests, strict=True)
        }

    def records(self, stage: Stage, config: str, ids: Iterable[str] | None = None) -> Iterator[dict[str, Any]]:
        """The records of a table, those of `ids` alone if they are given."""
        rows = list(self.rows.values()) if ids is None else [self.rows[identity] for identity in ids]
        yield from map(orjson.loads, json_rows(stage, config, stage.present(CONFIGS[config], rows)))


def write_tables(
    folder: Path, stage: Stage, plan: Plan, shards: Sequence[Shard], previous: Release | None, run: Run
) -> tuple[list[File], list[Table]]:
    """Write every table of every split that has rows, as Parquet and as JSONL, shard by shard; kept ones are copied."""
    files = write_shards(folder, stage, plan.rows, [shard for shard in shards if not shard.kept], run)
    if previous:
        files += copy_shards(folder, previous, [shard for shard in shards if shard.kept])
    return files, list(count_tables(stage, plan.rows, plan.splits, plan.split_order))


def in_order(stage: Stage, rows: Mapping[str, int]) -> dict[str, int]:
    """`rows` by publication time, then id; articles without a time come last."""
    import pyarrow as pa

    places = list(rows.values())
    table = pa.table({"at": stage.gather("article", places, "published_at"), "id": stage.gather("id", places)})
    ordered = table.sort_by([("at", "ascending"), ("id", "ascending")]).column("id").to_pylist()
    return {identity: rows[identity] for identity in ordered}


def write_ledger(
    folder: Path,
    entries: Mapping[str, Entry],
    plan: Plan,
    shards: Sequence[Shard],
    version: str,
    previous: Release | None,
) -> File:
    """Write what the next release has to know of each article, those that left included."""
    held = previous.ledger if previous else {}
    rows = [
        row._replace(shard=None, removed_in=row.removed_in or version)
        for identity, row in held.items()
        if identity not in entries
    ]
    for shard in shards:
        for identity in shard.ids:
            member, entry = plan.members[identity], entries[identity]
            first = held[identity].first_version if identity in held else version
            rows.append(
                Row(
                    identity, entry.digest, member.group, member.match, member.similarity, entry.split, shard.name,
                    first, None,
                )
            )  # fmt: skip
    table = as_table(rows)
    return write_parquet(folder, LEDGER, [table], table.schema)


def encode_rejects(issues: Sequence[tuple[Issue, ...]]) -> tuple[bytes, int]:
    """One line of JSON for each rejected record, by path and line, and how many there are."""
    rejected = sorted(found for found in issues if has_errors(found))
    lines = [
        canonical({"path": found[0].where.path, "issues": [issue.as_record() for issue in found]}) + b"\n"
        for found in rejected
    ]
    return b"".join(lines), len(lines)


def write_schemas(folder: Path) -> list[File]:
    """Write the schemas of the tables."""
    return [
        write_bytes(folder, f"schema/{name}.schema.json", encode_schema(name)) for name in sorted(set(CONFIGS.values()))
    ]


def encode_schema(name: str) -> bytes:
    """The bytes of a schema as a release carries it."""
    return orjson.dumps(load_schema(name), option=orjson.OPT_INDENT_2) + b"\n"
