"""A release on disk, opened: what the next one has to keep, and what can be compared with it."""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import orjson

from khobao.columns import Column, compile_columns
from khobao.errors import Issue, PromiseError, UnavailableError
from khobao.release import ledger
from khobao.release.manifest import read_manifest, record_id
from khobao.release.verify import verify_release
from khobao.release.write import File
from khobao.versions import Entry, Version, parse_version


@dataclass(frozen=True)
class Release:
    """A release: where it is, its manifest, its ledger by id, tombstones included, and its columns by table."""

    folder: Path
    manifest: Mapping[str, Any]
    ledger: Mapping[str, ledger.Row]
    columns: Mapping[str, tuple[Column, ...]]

    @property
    def version(self) -> Version:
        """Its version."""
        version = parse_version(self.manifest["version"])
        assert version is not None
        return version

    @cached_property
    def entries(self) -> dict[str, Entry]:
        """The digest and split of each of its articles."""
        return {row.id: Entry(row.digest, row.split) for row in self.ledger.values() if row.removed_in is None}

    @cached_property
    def splits(self) -> dict[str, str]:
        """The split of each id that ever was in it: an id that comes back has to come back there."""
        return {row.id: row.split for row in self.ledger.values()}

    @cached_property
    def shards(self) -> dict[str, tuple[str, str]]:
        """The split and shard of each of its articles."""
        return {row.id: (row.split, row.shard) for row in self.ledger.values() if row.shard is not None}

    @cached_property
    def _files(self) -> dict[str, Mapping[str, Any]]:
        return {file["path"]: file for file in self.manifest["files"]}

    def file(self, path: str) -> File | None:
        """One of its files as its manifest lists it, None if it has no such file."""
        listed = self._files.get(path)
        return File(path, listed["bytes"], listed["sha256"], listed["rows"]) if listed else None

    def read(self, path: str) -> bytes:
        """The bytes of one of its files, empty if it has no such file."""
        return (self.folder / path).read_bytes() if path in self._files else b""

    def rows(self, config: str, ids: Iterable[str] | None = None) -> Iterator[dict[str, Any]]:
        """The rows of a table from its JSONL files, those of `ids` alone if they are given."""
        wanted = None if ids is None else set(ids)
        names = {self.shards[identity] for identity in (self.shards if wanted is None else wanted & self.shards.keys())}
        for split, shard in sorted(names):
            path = f"jsonl/{config}/{split}/{shard}.jsonl.gz"
            if path not in self._files:
                continue
            with gzip.open(self.folder / path, "rb") as stream:
                for line in stream:
                    record: dict[str, Any] = orjson.loads(line)
                    if wanted is None or record_id(record) in wanted:
                        yield record


def open_release(folder: Path) -> Release:
    """The release in `folder`. Raises :class:`UnavailableError` when there is none, or none that can be read."""
    manifest = read_manifest(folder)
    if isinstance(manifest, Issue):
        raise UnavailableError(manifest.code, manifest.message, (folder / manifest.where.path).as_posix())
    try:
        schemas = {
            path.name.partition(".")[0]: compile_columns(orjson.loads(path.read_bytes()))
            for path in sorted(folder.glob("schema/*.schema.json"))
        }
        return Release(folder, manifest, ledger.read(folder), schemas)
    except (OSError, ValueError, KeyError) as error:
        message = f"the release cannot be read, see `khobao verify`: {error}"
        raise UnavailableError("release/manifest", message, folder.as_posix()) from error


def newest(out: Path) -> Release | None:
    """The release with the highest version in the folder `out`, None if there is none.

    Raises :class:`PromiseError` when it is not intact: what it promised could not be kept.
    """
    found = [(version, path) for path in out.iterdir() if (version := parse_version(path.name)) and path.is_dir()]
    return intact(max(found)[1]) if found else None


def intact(folder: Path) -> Release:
    """The release in `folder`, of which every byte is what its manifest says. Raises :class:`PromiseError`."""
    if issues := verify_release(folder):
        issue = issues[0]
        message = f"{issue.message}; the next release has to keep its splits"
        raise PromiseError(issue.code, message, (folder / issue.where.path).as_posix())
    return open_release(folder)
