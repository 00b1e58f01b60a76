"""From the plan of a release to the release: its version, its files, its manifest."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Set
from dataclasses import dataclass
from importlib.metadata import version as installed
from pathlib import Path
from typing import Any

from khobao.card import CONFIGS, NAME, Card, Facts, Table
from khobao.columns import columns
from khobao.readme import release_readme
from khobao.release import changelog
from khobao.release import manifest as manifests
from khobao.release.compose import Plan, encode_schema, write_ledger, write_schemas, write_tables
from khobao.release.difference import describe, difference
from khobao.release.loadable import check_loadable
from khobao.release.opened import Release
from khobao.release.shards import lay_out
from khobao.release.stage import Stage
from khobao.release.tables import Run
from khobao.release.workspace import builder_digest
from khobao.release.write import File, publishing, sha256, write_bytes
from khobao.structure.forest import model_digests
from khobao.versions import Difference, Entry, Version, next_version

REJECTS = "rejects.jsonl"
_WRITERS = ("isal", "khobao", "numpy", "orjson", "pyarrow", "selectolax")


@dataclass(frozen=True)
class Counts:
    """How many records were read, and how many of them rejected."""

    read: int
    rejected: int


@dataclass(frozen=True)
class Draft:
    """All that a release is made from: its card, the outcomes and which of them are in it, what was read and rejected,
    the digest of every input, the release before, and whether articles may have moved."""

    card: Card
    stage: Stage
    plan: Plan
    counts: Counts
    rejects: bytes
    inputs: list[dict[str, str]]
    previous: Release | None
    resplit: bool = False


def publish(out: Path, draft: Draft, run: Run) -> tuple[Path, Facts, bool]:
    """Write the release of `draft` into the folder `out`, under the version that follows from what changed; `run`
    writes its tables.

    Gives the folder of the release, its facts, and False if the release before already is the same and nothing was
    written. Raises :class:`khobao.errors.PromiseError` for a declared version that is too small or exists.
    """
    previous, plan, stage = draft.previous, draft.plan, draft.stage
    entries = plan.entries(stage)
    found = _difference(draft, previous, entries) if previous else None
    if previous and found and found.part is None and (facts := _unchanged(draft, previous)):
        return previous.folder, facts, False
    held = previous.version if previous else None
    version = next_version(held, found.part if found else None, draft.card.settings.version, NAME)
    shards = lay_out(
        {identity: plan.splits[identity] for identity in plan.rows},
        previous.shards if previous else {},
        _rewritten(draft, found) if found else frozenset(),
        str(version),
        compact=found is not None and found.part == "major",
    )
    target = out / str(version)
    with publishing(target) as folder:
        files, tables = write_tables(folder, stage, plan, shards, previous, run)
        files += [write_ledger(folder, entries, plan, shards, str(version), previous), *write_schemas(folder)]
        files.append(write_bytes(folder, REJECTS, draft.rejects, draft.rejects.count(b"\n")))
        files.append(write_bytes(folder, changelog.NAME, _changelog(draft, found, version, tables).encode()))
        manifest = _manifest(draft, version, tables)
        facts = _facts(manifest)
        files.append(write_bytes(folder, "README.md", release_readme(draft.card, facts).encode()))
        manifest["files"] = [file.as_record() for file in sorted(files, key=lambda file: file.path)]
        write_bytes(folder, manifests.NAME, manifests.encode(manifests.seal(manifest)))
        check_loadable(folder, facts)
    return target, facts, True


def _difference(draft: Draft, previous: Release, entries: Mapping[str, Entry]) -> Difference:
    fields = {name: columns(name) for name in CONFIGS.values()}
    return difference(previous, entries, fields, functools.partial(draft.plan.records, draft.stage))


def _rewritten(draft: Draft, found: Difference) -> Set[str]:
    """The ids whose rows are written again: what changed, and everything if the columns did."""
    return draft.plan.rows.keys() if found.columns_added or found.columns_lost else frozenset(found.changed)


def _unchanged(draft: Draft, previous: Release) -> Facts | None:
    """The facts of the previous release, whose data are those of the draft, if it is described alike as well."""
    facts = _facts({**previous.manifest, "counts": _counts(draft.counts)})
    described: dict[str, bytes] = {
        "README.md": release_readme(draft.card, facts).encode(),
        REJECTS: draft.rejects,
        **{f"schema/{name}.schema.json": encode_schema(name) for name in CONFIGS.values()},
    }
    held: dict[str, File | None] = {path: previous.file(path) for path in described}
    same = all((file := held[path]) and file.sha256 == sha256(content) for path, content in described.items())
    return facts if same else None


def _changelog(draft: Draft, found: Difference | None, version: Version, tables: list[Table]) -> str:
    if draft.previous is None or found is None:
        return changelog.first_entry(str(version), len(draft.plan.rows))

    counts = {(table.config, table.split): table.rows for table in tables}
    plan, stage = draft.plan, draft.stage
    changes = describe(found, draft.previous, version, plan.splits, functools.partial(plan.records, stage), counts)
    return changelog.add_entry(draft.previous.read(changelog.NAME).decode(), changes)


def _manifest(draft: Draft, version: Version, tables: list[Table]) -> dict[str, Any]:
    previous, policy = draft.previous, draft.card.settings.policy
    return {
        "format": manifests.FORMAT,
        "name": draft.card.settings.name,
        "version": str(version),
        "previous": previous and {"version": previous.manifest["version"], "digest": previous.manifest["digest"]},
        "writer": [{"name": name, "version": installed(name)} for name in _WRITERS],
        "builder": builder_digest(),
        "models": [{"name": name, "sha256": digest} for name, digest in model_digests().items()],
        "settings": {
            "seed": policy.seed,
            "strategy": policy.strategy,
            "field": policy.field,
            "splits": [vars(split) for split in policy.splits],
            "resplit": draft.resplit,
        },
        "counts": _counts(draft.counts),
        "tables": [vars(table) for table in tables],
        "inputs": draft.inputs,
    }


def _counts(counts: Counts) -> dict[str, int]:
    return {"read": counts.read, "accepted": counts.read - counts.rejected, "rejected": counts.rejected}


def _facts(manifest: Mapping[str, Any]) -> Facts:
    return Facts(manifest["version"], tuple(Table(**table) for table in manifest["tables"]), **manifest["counts"])
