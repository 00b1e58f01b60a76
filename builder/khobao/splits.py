"""Which split an article belongs to: whole groups, in proportion, and never another one afterwards."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Split:
    """A split and its share, relative to the sum of all shares."""

    name: str
    share: float


@dataclass(frozen=True)
class Assignment:
    """The split of each id, and the newcomers left out because they tie groups of different splits together."""

    splits: dict[str, str]
    bridges: tuple[str, ...]


def assign(groups: Mapping[str, str], previous: Mapping[str, str], policy: Sequence[Split], seed: str) -> Assignment:
    """Deal the groups to the splits of `policy`.

    `groups` maps every id to its group, `previous` the ids of the previous release to their splits. An id of the
    previous release keeps its split. A newcomer follows its group; one whose group lies in two splits is a bridge
    and is left out. A group of newcomers goes, larger groups first, to the split that lacks most, so that no split
    is further from its share than the size of a group. Neither order of input nor time matters.
    """
    members: dict[str, list[str]] = defaultdict(list)
    for identity in sorted(groups):
        members[groups[identity]].append(identity)
    assigned = {identity: previous[identity] for identity in groups if identity in previous}
    bridges: list[str] = []
    fresh: list[list[str]] = []
    for ids in members.values():
        held = {previous[identity] for identity in ids if identity in previous}
        newcomers = [identity for identity in ids if identity not in previous]
        if not held:
            fresh.append(newcomers)
        elif len(held) == 1:
            assigned.update(dict.fromkeys(newcomers, next(iter(held))))
        else:
            bridges += newcomers
    counts = Counter(assigned.values())
    total = len(groups) - len(bridges)
    whole = sum(split.share for split in policy)
    for ids in sorted(fresh, key=lambda ids: (-len(ids), _draw(seed, ids[0]))):
        # `max` keeps the first of equals, so ties follow the order of the policy.
        neediest = max(policy, key=lambda split: total * split.share / whole - counts[split.name])
        counts[neediest.name] += len(ids)
        assigned.update(dict.fromkeys(ids, neediest.name))
    return Assignment(assigned, tuple(sorted(bridges)))


def _draw(seed: str, identity: str) -> bytes:
    return hashlib.sha256(f"{seed}\0{identity}".encode()).digest()
