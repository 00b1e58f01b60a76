"""The order of the steps of a build, and nothing else."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version as installed
from pathlib import Path
from typing import Any

from khobao import engines, sources
from khobao.card import CONFIGS, NAME, Card, Facts, Table, release_readme
from khobao.checks import duplicate_id
from khobao.errors import Issue, Location, UnavailableError, UsageError
from khobao.release import manifest as manifests
from khobao.release.compose import Plan, encode_rejects, encode_schema, write_ledger, write_schemas, write_tables
from khobao.release.previous import Previous, newest
from khobao.release.stage import Stage, Task, stage_shard
from khobao.release.write import publishing, sha256, write_bytes
from khobao.similarity import Membership, group
from khobao.sketches import SIGNATURE_SIZE
from khobao.splits import assign
from khobao.structure.forest import model_digests
from khobao.versions import next_version

REJECTS = "rejects.jsonl"
_WRITERS = ("isal", "khobao", "numpy", "orjson", "pyarrow")


@dataclass(frozen=True)
class Order:
    """What a build is asked for: the folder of the dataset, where releases go, how many processes to use, and how
    many rejected records to accept, as a count and as a share of what was read; the larger of both counts."""

    root: Path
    out: Path
    workers: int = 1
    max_rejects: int = 0
    max_reject_share: float = 0.0


@dataclass(frozen=True)
class Built:
    """What came of a build. `release` is None when too much was rejected, and `facts` with it; `fresh` is False when
    the newest release already is what the build would give. `issues` are those of all records, sorted."""

    release: Path | None
    facts: Facts | None
    issues: tuple[Issue, ...]
    read: int
    rejected: int
    fresh: bool = True


def build(card: Card, order: Order, progress: Callable[[str], None]) -> Built:
    """Read, structure, check, group, split, write and describe, telling `progress` of each step in a line.

    Raises :class:`khobao.errors.KhobaoError`.
    """
    found = sources.find(card.settings.sources, str(order.root))
    if not found.files and not found.issues:
        raise UsageError("corpus/empty", "the sources hold no page and no article", (order.root / NAME).as_posix())
    previous = _open_output(order.out)
    with tempfile.TemporaryDirectory(prefix=".stage-", dir=order.out) as folder:
        shards = sources.shards(found.files)
        tasks = [Task(shard, Path(folder, f"{number:06}.arrow")) for number, shard in enumerate(shards)]
        for done, _ in enumerate(engines.run(stage_shard, tasks, order.workers), start=1):
            progress(f"structured {done} of {len(tasks)} shards")
        stage = Stage([task.target for task in tasks])
        issues = [*stage.issues(), *((issue,) for issue in found.issues)]
        plan = _plan(card, stage, issues, previous)
        rejects, rejected = encode_rejects(issues)
        built = Built(None, None, tuple(sorted(issue for each in issues for issue in each)), len(issues), rejected)
        if rejected > max(order.max_rejects, int(order.max_reject_share * len(issues))) or not plan.rows:
            write_bytes(order.out, REJECTS, rejects)
            return built
        (order.out / REJECTS).unlink(missing_ok=True)
        part = previous.difference(stage, plan).part if previous else None
        if previous and part is None and (facts := _unchanged(card, previous, rejects, built)):
            return replace(built, release=previous.folder, facts=facts, fresh=False)
        held = previous.version if previous else None
        version = next_version(held, part, card.settings.version, (order.root / NAME).as_posix())
        progress(f"writing version {version}")
        target = order.out / str(version)
        inputs = [{"path": file.name, "sha256": sources.digest(file)} for file in found.files]
        facts = _write(card, target, stage, replace(plan, version=str(version)), rejects, inputs, built, previous)
        return replace(built, release=target, facts=facts)


def _open_output(out: Path) -> Previous | None:
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UnavailableError("write/failed", error.strerror or str(error), out.as_posix()) from error
    return newest(out)


def _plan(card: Card, stage: Stage, issues: list[tuple[Issue, ...]], previous: Previous | None) -> Plan:
    """Who is in the release, in which group and split. Adds the issues that only show between records."""
    rows = _unique(stage, issues)
    members = _members(stage, rows)
    groups = {identity: member.group for identity, member in members.items()}
    held = {identity: entry.split for identity, entry in previous.entries.items()} if previous else {}
    assignment = assign(groups, held, card.settings.splits, card.settings.seed)
    for identity in assignment.bridges:
        row = rows.pop(identity)
        message = "the article resembles articles of different splits"
        issues[row] = (*issues[row], Issue(_place(stage, row), "", "split/bridge", message))
    if assignment.bridges:
        # What only a left out article joined is apart in the release, and no evidence names what is not in it.
        members = _members(stage, rows)
    names = [split.name for split in card.settings.splits]
    names += sorted(set(assignment.splits.values()) - set(names))
    first = previous.first_versions if previous else {}
    return Plan("", rows, assignment.splits, members, first, tuple(names))


def _unique(stage: Stage, issues: list[tuple[Issue, ...]]) -> dict[str, int]:
    """The row of each id, by id; a second article with an id is reported and left out. Rows are in order of path."""
    rows: dict[str, int] = {}
    for row, identity in enumerate(stage.column("id").to_pylist()):
        if identity is None:
            continue
        if identity in rows:
            issue = duplicate_id(identity, _place(stage, rows[identity]), _place(stage, row))
            issues[row] = (*issues[row], issue)
        else:
            rows[identity] = row
    return dict(sorted(rows.items()))


def _place(stage: Stage, row: int) -> Location:
    return Location(stage.column("path")[row].as_py(), stage.column("line")[row].as_py())


def _members(stage: Stage, rows: Mapping[str, int]) -> dict[str, Membership]:
    """The group of each article in `rows`, the row of each id, and the evidence for it."""
    import numpy as np

    ids, order = list(rows), list(rows.values())
    signatures = np.asarray(stage.gather("signature", order).flatten()).reshape(len(ids), SIGNATURE_SIZE)

    def texts(wanted: Sequence[int]) -> list[str]:
        found: list[str] = stage.gather("article", [order[row] for row in wanted]).field("text").to_pylist()
        return found

    return dict(zip(ids, group(ids, signatures, texts), strict=True))


def _unchanged(card: Card, previous: Previous, rejects: bytes, built: Built) -> Facts | None:
    """The facts of the previous release, whose data are those of this build, if it is described alike as well."""
    facts = _facts(previous.manifest, built)
    described = {"README.md": release_readme(card, facts).encode(), REJECTS: rejects}
    described |= {f"schema/{name}.schema.json": encode_schema(name) for name in CONFIGS.values()}
    same = all(previous.sha256(path) == sha256(content) for path, content in described.items())
    return facts if same else None


def _write(
    card: Card,
    target: Path,
    stage: Stage,
    plan: Plan,
    rejects: bytes,
    inputs: list[dict[str, str]],
    built: Built,
    previous: Previous | None,
) -> Facts:
    with publishing(target) as folder:
        files, tables = write_tables(folder, stage, plan)
        files += [write_ledger(folder, stage, plan), *write_schemas(folder)]
        files.append(write_bytes(folder, REJECTS, rejects, rejects.count(b"\n")))
        manifest: dict[str, Any] = {
            "format": manifests.FORMAT,
            "name": card.settings.name,
            "version": plan.version,
            "previous": previous and {"version": previous.manifest["version"], "digest": previous.manifest["digest"]},
            "writer": [{"name": name, "version": installed(name)} for name in _WRITERS],
            "models": [{"name": name, "sha256": digest} for name, digest in model_digests().items()],
            "settings": {
                "seed": card.settings.seed,
                "splits": [{"name": split.name, "share": split.share} for split in card.settings.splits],
            },
            "counts": {"read": built.read, "accepted": built.read - built.rejected, "rejected": built.rejected},
            "tables": [vars(table) for table in tables],
            "files": [file.as_record() for file in files],
            "inputs": inputs,
        }
        facts = _facts(manifest, built)
        files.append(write_bytes(folder, "README.md", release_readme(card, facts).encode()))
        manifest["files"] = [file.as_record() for file in sorted(files, key=lambda file: file.path)]
        write_bytes(folder, manifests.NAME, manifests.encode(manifests.seal(manifest)))
    return facts


def _facts(manifest: Mapping[str, Any], built: Built) -> Facts:
    return Facts(
        version=manifest["version"],
        tables=tuple(Table(**table) for table in manifest["tables"]),
        read=built.read,
        accepted=built.read - built.rejected,
        rejected=built.rejected,
    )
