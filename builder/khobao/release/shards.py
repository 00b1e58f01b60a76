"""Which rows share a file: shards that only grow.

A release is the files of the one before plus shards for what is new; a shard is written again only if one of its rows
changed or left. So that their number stays small, what is new for a split that has :data:`FEW` shards takes along every
one that is not :data:`FANOUT` times as large, as the levels of a log-structured merge tree do (O'Neil et al. 1996).
Each shard is then that much larger than the next, and their number, as how often a row is written again, grows with the
logarithm of the rows.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass

#: Shards of a split that are left alone whatever their sizes are: the first additions to a dataset only add files.
FEW = 2
#: By how much a shard is larger than the next where there are more. With 8, a hundred equal releases leave two shards
#: of a split and write a row ten times; with 4 three and six times, but a file of so many columns takes long to open.
FANOUT = 8
#: Most rows of a shard: about 250 MB of Parquet with the pages, half of what the Hub advises at most for a file.
SHARD_ROWS = 100_000


@dataclass(frozen=True)
class Shard:
    """Rows of a split that share files, one for each table and format, called `name`: the version that wrote it and a
    number. `kept` when the files of the release before serve as they are. `ids` are in the order of the rows."""

    split: str
    name: str
    ids: tuple[str, ...]
    kept: bool


def lay_out(
    splits: Mapping[str, str],
    held: Mapping[str, tuple[str, str]],
    changed: Set[str],
    version: str,
    compact: bool = False,
) -> list[Shard]:
    """The shards of a release, by split, the kept ones first.

    `splits` gives the split of each id, in the order in which rows are sorted; `held` the split and shard of each id of
    the release before; `changed` are ids whose rows are to be written again. With `compact`, as in a major version,
    what is small beside the rest of its split is merged as well.
    """
    old: dict[tuple[str, str], list[str]] = {}
    for identity, place in held.items():
        old.setdefault(place, []).append(identity)
    order = {identity: place for place, identity in enumerate(splits)}
    shards: list[Shard] = []
    for split in dict.fromkeys(splits.values()):
        mine = {identity for identity in splits if splits[identity] == split}
        runs: list[_Run] = []
        for (where, name), ids in sorted(old.items()):
            left = sorted(mine.intersection(ids), key=order.__getitem__) if where == split else []
            if left and not (compact and FANOUT * len(left) < len(mine)):
                runs.append((name if len(left) == len(ids) and changed.isdisjoint(left) else None, left))
        new = mine.difference(*(ids for _, ids in runs))
        fresh = [identity for identity in splits if identity in new]
        shards += _name(split, version, _merge(runs, fresh, order))
    return shards


#: The name of the shard that stays as it is, if any, and the ids of its rows.
_Run = tuple[str | None, list[str]]


def _merge(runs: list[_Run], fresh: list[str], order: Mapping[str, int]) -> list[_Run]:
    """The `runs` that stay, and those of the `fresh` ids together with the runs that they take along."""
    staying = sorted(runs, key=lambda run: len(run[1]))
    together = list(fresh)
    while len(runs) >= FEW and staying and len(staying[0][1]) < min(FANOUT * len(together), SHARD_ROWS):
        together += staying.pop(0)[1]
    staying.sort(key=lambda run: order[run[1][0]])
    return [*staying, *((None, run) for run in _cut(sorted(together, key=order.__getitem__)))]


def _cut(ids: list[str]) -> list[list[str]]:
    return [ids[start : start + SHARD_ROWS] for start in range(0, len(ids), SHARD_ROWS)]


def _name(split: str, version: str, runs: list[_Run]) -> list[Shard]:
    kept = [Shard(split, name, tuple(ids), True) for name, ids in runs if name is not None]
    written = [ids for name, ids in runs if name is None]
    return kept + [Shard(split, f"{version}-{number:05}", tuple(ids), False) for number, ids in enumerate(written)]
