"""The release before this one: what the next has to keep, and what differs from it."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from khobao.card import CONFIGS
from khobao.columns import Column, columns, compile_columns
from khobao.errors import Issue, PromiseError
from khobao.release import manifest as manifests
from khobao.release.compose import LEDGER, Plan
from khobao.release.stage import Stage
from khobao.release.verify import verify_release
from khobao.versions import Difference, Entry, Version, compare, parse_version


@dataclass(frozen=True)
class Previous:
    """An earlier release: where it is, its manifest, its articles by id and its columns by table."""

    folder: Path
    manifest: Mapping[str, Any]
    entries: Mapping[str, Entry]
    first_versions: Mapping[str, str]
    columns: Mapping[str, tuple[Column, ...]]

    @property
    def version(self) -> Version:
        """Its version."""
        version = parse_version(self.manifest["version"])
        assert version is not None
        return version

    def sha256(self, path: str) -> str | None:
        """The digest of one of its files, None if it has no such file."""
        return next((file["sha256"] for file in self.manifest["files"] if file["path"] == path), None)

    def difference(self, stage: Stage, plan: Plan) -> Difference:
        """What changes from this release to that of `plan`. Records are compared by what both schemas have."""
        fields = {name: columns(name) for name in CONFIGS.values()}
        old_names, new_names = _column_names(self.columns), _column_names(fields)
        old, new = self.entries, plan.entries(stage)
        if old_names != new_names:
            shared = {
                name: frozenset(field.name for field in fields[name])
                & {field.name for field in self.columns.get(name, ())}
                for name in fields
            }
            old = _redigest(
                old, _common_digests({name: self._rows(config) for config, name in CONFIGS.items()}, shared)
            )
            new = _redigest(new, _common_digests({name: plan.json_rows(stage, name) for name in fields}, shared))
        return compare(old, new, old_names, new_names)

    def _rows(self, config: str) -> Iterator[bytes]:
        """The rows of a table in canonical JSON, from its JSONL files."""
        for path in sorted(self.folder.glob(f"jsonl/{config}/*/*.jsonl.gz")):
            with gzip.open(path, "rb") as stream:
                for line in stream:
                    yield line.rstrip(b"\n")


def newest(out: Path) -> Previous | None:
    """The release with the highest version in the folder `out`, None if there is none.

    Raises :class:`PromiseError` when it is not intact: what it promised could not be kept.
    """
    found = [(version, path) for path in out.iterdir() if (version := parse_version(path.name)) and path.is_dir()]
    if not found:
        return None
    folder = max(found)[1]
    if issues := verify_release(folder):
        issue = issues[0]
        raise PromiseError(
            issue.code,
            f"{issue.message}; the next release has to keep its splits",
            (folder / issue.where.path).as_posix(),
        )
    manifest = manifests.read_manifest(folder)
    assert not isinstance(manifest, Issue)
    ledger = _read_ledger(folder)
    return Previous(
        folder,
        manifest,
        {row["id"]: Entry(row["digest"], row["split"]) for row in ledger},
        {row["id"]: row["first_version"] for row in ledger},
        _read_columns(folder),
    )


def _read_ledger(folder: Path) -> list[dict[str, str]]:
    import pyarrow.parquet as pq

    table = pq.read_table(folder / LEDGER, columns=["id", "digest", "split", "first_version"])
    rows: list[dict[str, str]] = table.to_pylist()
    return rows


def _read_columns(folder: Path) -> dict[str, tuple[Column, ...]]:
    return {
        path.name.partition(".")[0]: compile_columns(orjson.loads(path.read_bytes()))
        for path in sorted(folder.glob("schema/*.schema.json"))
    }


def _column_names(tables: Mapping[str, tuple[Column, ...]]) -> frozenset[str]:
    """The columns of `tables` as ``table.path: kind``, nested ones by dotted path."""

    def walk(fields: tuple[Column, ...], prefix: str) -> Iterator[str]:
        for field in fields:
            yield f"{prefix}{field.name}: {field.kind}"
            yield from walk(field.children, f"{prefix}{field.name}.")

    return frozenset(name for table, fields in tables.items() for name in walk(fields, f"{table}."))


def _redigest(entries: Mapping[str, Entry], digests: Mapping[str, str]) -> dict[str, Entry]:
    return {identity: Entry(digests[identity], entry.split) for identity, entry in entries.items()}


def _common_digests(tables: Mapping[str, Iterable[bytes]], names: Mapping[str, frozenset[str]]) -> dict[str, str]:
    """A digest for each id over those members of its rows that `names` lists by table: what two schemas share."""
    hashes: dict[str, Any] = {}
    for table in sorted(tables):
        for row in tables[table]:
            record = orjson.loads(row)
            shared = {name: value for name, value in record.items() if name in names[table]}
            digest = hashes.setdefault(record["id"], hashlib.sha256())
            digest.update(orjson.dumps(shared, option=orjson.OPT_SORT_KEYS) + b"\n")
    return {identity: digest.hexdigest() for identity, digest in hashes.items()}
