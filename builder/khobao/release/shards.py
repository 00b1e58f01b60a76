"""Which rows share a file: shards that only grow.

A release is the files of the one before plus shards for what is new; a shard is written again only if one of its rows
changed or left. So that their number stays small, shards are merged in tiers as a log-structured merge tree does
(O'Neil et al. 1996): as soon as :data:`FANOUT` shards of a split are of one size class, they become one. The number of
shards then grows with the logarithm of the rows, and a row is written again about as often, the rows of a few small
shards a little more.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass

#: Shards of one size class that become one; a class spans sizes up to this factor.
FANOUT = 4
#: Shards below so many rows are of one class: to open a file takes as long as to read some hundred rows, to write so
#: few rows again costs less than either.
SMALL = 128
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
        mine = [identity for identity in splits if splits[identity] == split]
        intact = {
            name: sorted(ids, key=order.__getitem__)
            for (where, name), ids in old.items()
            if where == split and all(splits.get(one) == split and one not in changed for one in ids)
        }
        if compact:
            intact = {name: ids for name, ids in intact.items() if FANOUT * len(ids) >= len(mine)}
        serving = {identity for ids in intact.values() for identity in ids}
        fresh = [identity for identity in mine if identity not in serving]
        runs = [(name, ids) for name, ids in sorted(intact.items())]
        shards += _name(split, version, _merge(runs, fresh, order))
    return shards


_Run = tuple[str | None, list[str]]


def _merge(intact: list[tuple[str, list[str]]], fresh: list[str], order: Mapping[str, int]) -> list[_Run]:
    """`intact` shards and runs of `fresh` ids, with those of a size class merged until no class is full."""
    runs: list[_Run] = [*intact, *((None, run) for run in _cut(fresh))]
    while full := _full_tier(runs):
        together = sorted((identity for _, ids in full for identity in ids), key=order.__getitem__)
        runs = [run for run in runs if run not in full] + [(None, run) for run in _cut(together)]
    return runs


def _cut(ids: list[str]) -> list[list[str]]:
    return [ids[start : start + SHARD_ROWS] for start in range(0, len(ids), SHARD_ROWS)]


def _full_tier(runs: list[_Run]) -> list[_Run]:
    """The runs of the lowest size class that has enough of them to become one; empty when there is none."""
    tiers: dict[int, list[_Run]] = {}
    for run in runs:
        tiers.setdefault(_tier(len(run[1])), []).append(run)
    for _, members in sorted(tiers.items()):
        if len(members) >= FANOUT and sum(len(ids) for _, ids in members) <= SHARD_ROWS:
            return members
    return []


def _tier(rows: int) -> int:
    tier, rows = 0, rows // (SMALL // FANOUT)
    while rows >= FANOUT:
        rows //= FANOUT
        tier += 1
    return tier


def _name(split: str, version: str, runs: list[_Run]) -> list[Shard]:
    kept = [Shard(split, name, tuple(ids), True) for name, ids in runs if name is not None]
    written = [ids for name, ids in runs if name is None]
    return kept + [Shard(split, f"{version}-{number:05}", tuple(ids), False) for number, ids in enumerate(written)]
