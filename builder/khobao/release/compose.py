"""The tables of a release, from the stage: Parquet, JSONL, ledger, rejects."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import orjson

from khobao.card import CONFIGS, Table
from khobao.columns import columns, load_schema
from khobao.errors import Issue, has_errors
from khobao.projections import arrow_schema
from khobao.release.manifest import table_digest
from khobao.release.stage import Stage
from khobao.release.write import GROUP_ROWS, File, write_bytes, write_jsonl, write_parquet
from khobao.similarity import Membership
from khobao.strict_json import canonical
from khobao.versions import Entry

if TYPE_CHECKING:
    import pyarrow as pa


LEDGER = "ledger.parquet"


@dataclass(frozen=True)
class Plan:
    """What goes where: the row in the stage, the split and the group, with the evidence for it, of each id of the
    release, and the version."""

    version: str
    rows: Mapping[str, int]
    splits: Mapping[str, str]
    members: Mapping[str, Membership]
    first_versions: Mapping[str, str]
    split_order: Sequence[str]

    def entries(self, stage: Stage) -> dict[str, Entry]:
        """What the ledger will hold of each id: the digest of its records, in hexadecimal, and its split."""
        digests = stage.gather("digest", list(self.rows.values())).to_pylist()
        return {
            identity: Entry(digest.hex(), self.splits[identity])
            for identity, digest in zip(self.rows, digests, strict=True)
        }

    def json_rows(self, stage: Stage, schema: str) -> Iterator[bytes]:
        """The rows of a table in canonical JSON, by id."""
        return _json_rows(stage, schema, _present(stage, schema, list(self.rows.values())))


def write_tables(folder: Path, stage: Stage, plan: Plan) -> tuple[list[File], list[Table]]:
    """Write every table of every split that has rows, as Parquet and as JSONL, rows by (published_at, id)."""
    files: list[File] = []
    tables: list[Table] = []
    for config, schema in CONFIGS.items():
        for split in plan.split_order:
            rows = _ordered(stage, [plan.rows[identity] for identity in plan.rows if plan.splits[identity] == split])
            rows = _present(stage, schema, rows)
            if not rows:
                continue
            name = f"{config}/{split}/{plan.version}-00000"
            arrow = arrow_schema(columns(schema))
            chunks = _chunks(stage, schema, rows, arrow)
            files.append(write_parquet(folder, f"data/{name}.parquet", chunks, arrow))
            files.append(write_jsonl(folder, f"jsonl/{name}.jsonl.gz", _json_rows(stage, schema, rows)))
            tables.append(Table(config, split, len(rows), table_digest(_json_rows(stage, schema, rows))))
    return files, tables


def _ordered(stage: Stage, rows: list[int]) -> list[int]:
    """`rows` by publication time, then id; articles without a time come last."""
    import pyarrow as pa

    taken = stage.gather("article", rows)
    table = pa.table({"at": taken.field("published_at"), "id": taken.field("id"), "row": pa.array(rows, pa.int64())})
    ordered: list[int] = table.sort_by([("at", "ascending"), ("id", "ascending")]).column("row").to_pylist()
    return ordered


def _present(stage: Stage, schema: str, rows: list[int]) -> list[int]:
    valid = stage.gather(f"{schema}_json", rows).is_valid().to_pylist()
    return [row for row, present in zip(rows, valid, strict=True) if present]


def _chunks(stage: Stage, schema: str, rows: list[int], arrow: pa.Schema) -> Iterator[pa.Table]:
    import pyarrow as pa

    for start in range(0, len(rows), GROUP_ROWS):
        structs = stage.gather(schema, rows[start : start + GROUP_ROWS])
        yield pa.Table.from_arrays(structs.flatten(), schema=arrow)


def _json_rows(stage: Stage, schema: str, rows: list[int]) -> Iterator[bytes]:
    for start in range(0, len(rows), GROUP_ROWS):
        yield from stage.gather(f"{schema}_json", rows[start : start + GROUP_ROWS]).to_pylist()


def write_ledger(folder: Path, stage: Stage, plan: Plan) -> File:
    """Write what the next release has to know of each article, by id."""
    import pyarrow as pa

    entries = plan.entries(stage)
    ids = sorted(entries)
    members = [plan.members[identity] for identity in ids]
    table = pa.table({
        "id": pa.array(ids, pa.string()),
        "digest": pa.array([entries[identity].digest for identity in ids], pa.string()),
        "group": pa.array([member.group for member in members], pa.string()),
        "match": pa.array([member.match for member in members], pa.string()),
        "similarity": pa.array([member.similarity for member in members], pa.float64()),
        "split": pa.array([entries[identity].split for identity in ids], pa.string()),
        "first_version": pa.array([plan.first_versions.get(identity, plan.version) for identity in ids], pa.string()),
    })  # fmt: skip
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
