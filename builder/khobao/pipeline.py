"""The order of the steps of a build, and nothing else."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from khobao import engines, sources
from khobao.card import NAME, Card, Facts
from khobao.checks import duplicate_id
from khobao.errors import Issue, Location, UsageError
from khobao.release.compose import Plan, encode_rejects, in_order
from khobao.release.opened import intact, newest
from khobao.release.overlaps import Overlaps
from khobao.release.publish import REJECTS, Counts, Draft, publish
from khobao.release.remote import local
from khobao.release.stage import Stage, plan_tasks, stage_shard, take_kept
from khobao.release.workspace import keep, kept, working
from khobao.release.write import write_bytes
from khobao.similarity import Membership, group
from khobao.sketches import SIGNATURE_SIZE
from khobao.splits import Policy, assign

#: From this many parts or bytes of pages on, building them takes longer than a process takes to start.
_WORTH_PARTS, _WORTH_BYTES = 512, 2 * 1024 * 1024


@dataclass(frozen=True)
class Order:
    """What a build is asked for.

    `root` is the folder of the dataset, `out` where releases go, `workers` how many processes to use; `max_rejects` and
    `max_reject_share` say how many rejected records to accept, of which the larger counts; `previous` is the folder or
    address of the release to follow, None for the newest in `out`; with `resplit`, articles may move to other splits;
    with `cache`, pages that the last build structured are taken from it.
    """

    root: Path
    out: Path
    workers: int = 1
    max_rejects: int = 0
    max_reject_share: float = 0.0
    previous: str | None = None
    resplit: bool = False
    cache: bool = True


@dataclass(frozen=True)
class Step:
    """What a build is at: the step, how many of its `total` parts are `done`, and the records of the last one."""

    name: str
    done: int = 0
    total: int = 0
    records: int = 0


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


def build(card: Card, order: Order, progress: Callable[[Step], None]) -> Built:
    """Read, structure, check, group, split, write and describe, telling `progress` of each step.

    Raises :class:`khobao.errors.KhobaoError`.
    """
    found = sources.find(card.settings.sources, str(order.root))
    if not found.files and not found.issues:
        raise UsageError("corpus/empty", "the sources hold no page and no article", (order.root / NAME).as_posix())
    with (
        working(order.out) as folder,
        local(order.previous or "") as before,
        engines.engine(order.workers) as engine,
    ):
        previous = intact(before) if order.previous else newest(order.out)
        made = kept(order.root) if order.cache else None
        stage = _stage(card, found.files, folder, made, engine, progress)
        issues = [*stage.issues(), *((issue,) for issue in found.issues)]
        progress(Step("looking for near-duplicates"))
        overlaps = Overlaps(made)
        held = {} if order.resplit or not previous else previous.splits
        plan = _plan(card.settings.policy, stage, overlaps, issues, held)
        rejects, rejected = encode_rejects(issues)
        built = Built(None, None, tuple(sorted(issue for each in issues for issue in each)), len(issues), rejected)
        if rejected > max(order.max_rejects, int(order.max_reject_share * len(issues))) or not plan.rows:
            write_bytes(order.out, REJECTS, rejects)
            return built
        (order.out / REJECTS).unlink(missing_ok=True)
        counts = Counts(len(issues), rejected)
        inputs = [{"path": file.name, "sha256": sources.digest(file)} for file in sources.inputs(found.files)]
        progress(Step("writing"))
        draft = Draft(card, stage, plan, counts, rejects, inputs, previous, order.resplit)
        release, facts, fresh = publish(
            order.out, draft, lambda function, tasks, worth: engine.run(function, tasks, worth=worth)
        )
        if order.cache and fresh:
            overlaps.write(folder)
            keep(folder, order.root)
        return replace(built, release=release, facts=facts, fresh=fresh)


def _stage(
    card: Card,
    files: Sequence[sources.SourceFile],
    folder: Path,
    made: Path | None,
    engine: engines.Engine,
    progress: Callable[[Step], None],
) -> Stage:
    """The outcomes of all records of `files`, in the files of `folder`; `made` holds those of the last build."""
    spool = folder / "unpacked"
    spool.mkdir()
    parts = (part for file in files for part in sources.plan(file, spool))
    tasks = plan_tasks(parts, card.settings.columns, folder, made)
    left = take_kept(tasks)
    worth = sum(len(task.parts) for task in left) >= _WORTH_PARTS or sum(task.bytes for task in left) >= _WORTH_BYTES
    for done, count in enumerate(engine.run(stage_shard, left, worth=worth), start=1):
        progress(Step("structured", done, len(left), count))
    return Stage([task.target for task in tasks])


def _plan(
    policy: Policy, stage: Stage, overlaps: Overlaps, issues: list[tuple[Issue, ...]], held: Mapping[str, str]
) -> Plan:
    """Who is in the release, in which group and split. Adds the issues that only show between records."""
    rows = _unique(stage, issues)
    members = _members(stage, overlaps, rows)
    groups = {identity: member.group for identity, member in members.items()}
    assignment = assign(groups, held, policy, _values(stage, rows, policy))
    for left, code, message in (
        (assignment.bridges, "split/bridge", "the article belongs with articles of different splits"),
        (assignment.undated, "split/undated", "the article has no date to be split by"),
    ):
        for identity in left:
            row = rows.pop(identity)
            issues[row] = (*issues[row], Issue(_place(stage, row), "", code, message))
    if assignment.bridges or assignment.undated:
        # What only a left out article joined is apart in the release, and no evidence names what is not in it.
        members = _members(stage, overlaps, rows)
    names = [split.name for split in policy.splits]
    names += sorted(set(assignment.splits.values()) - set(names))
    return Plan(in_order(stage, rows), assignment.splits, members, tuple(names))


def _values(stage: Stage, rows: Mapping[str, int], policy: Policy) -> dict[str, str | None]:
    """What the strategy of `policy` looks at of each article."""
    field = {"temporal": "published_at", "by": policy.field}.get(policy.strategy)
    if field is None:
        return {}
    values = stage.gather("article", list(rows.values()), field).to_pylist()
    return {
        identity: value.isoformat() if isinstance(value, datetime.datetime) else value
        for identity, value in zip(rows, values, strict=True)
    }


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


def _members(stage: Stage, overlaps: Overlaps, rows: Mapping[str, int]) -> dict[str, Membership]:
    """The group of each article in `rows`, the row of each id, and the evidence for it."""
    import numpy as np

    ids, order = list(rows), list(rows.values())
    signatures = np.asarray(stage.gather("signature", order).flatten()).reshape(len(ids), SIGNATURE_SIZE)

    def texts(wanted: Sequence[int]) -> list[str]:
        found: list[str] = stage.gather("article", [order[row] for row in wanted], "text").to_pylist()
        return found

    count = functools.partial(overlaps.count, stage.gather("article_sha256", order).to_pylist())
    return dict(zip(ids, group(ids, signatures, texts, count), strict=True))
