"""Which split an article belongs to: whole groups, by the policy of the dataset, and never another one afterwards."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

#: How newcomers are dealt: in proportion; by publication time, so that the last split is the future; in proportion,
#: with all articles of a value of a field in one split.
STRATEGIES = ("proportional", "temporal", "by")


@dataclass(frozen=True)
class Split:
    """A split: its `share`, relative to the sum of all, or for the temporal strategy the date `until` which, exclusive,
    its articles were published, in ISO 8601; None for the last split, which is the future."""

    name: str
    share: float = 0.0
    until: str | None = None


@dataclass(frozen=True)
class Policy:
    """How articles are dealt to `splits`, in order. `seed` salts the order in which groups are dealt; `field` is the
    field of the article that the strategy ``by`` keeps together."""

    splits: tuple[Split, ...]
    seed: str = ""
    strategy: str = "proportional"
    field: str | None = None


@dataclass(frozen=True)
class Assignment:
    """The split of each id, and the newcomers left out: those that tie articles of different splits together, and with
    the temporal strategy those of which no member of their group has a date."""

    splits: dict[str, str]
    bridges: tuple[str, ...] = ()
    undated: tuple[str, ...] = ()


def assign(
    groups: Mapping[str, str],
    previous: Mapping[str, str],
    policy: Policy,
    values: Mapping[str, str | None] | None = None,
) -> Assignment:
    """Deal the groups to the splits of `policy`.

    `groups` maps every id to its group, `previous` the ids of the previous release to their splits, `values` every id
    to what the strategy looks at: the publication time in ISO 8601, or the value of the field. An id of the previous
    release keeps its split. A newcomer follows the articles that it is tied to; one tied to articles in two splits is a
    bridge and is left out. Newcomers tied to none are dealt by the policy, larger groups first. Neither order of input
    nor time matters.
    """
    values = values or {}
    assigned = {identity: previous[identity] for identity in groups if identity in previous}
    ties = _Ties()
    for identity in sorted(groups):
        if identity in previous:
            ties.hold(_keys(identity, groups, policy, values), previous[identity])
    bridges = [
        identity
        for identity in sorted(groups.keys() - previous.keys())
        if not ties.tie(_keys(identity, groups, policy, values))
    ]
    fresh: dict[str, list[str]] = {}
    for identity in sorted(groups.keys() - previous.keys() - set(bridges)):
        root = ties.root(_keys(identity, groups, policy, values)[0])
        held = ties.held.get(root)
        if held:
            assigned[identity] = next(iter(held))
        else:
            fresh.setdefault(root, []).append(identity)
    total = len(groups) - len(bridges)
    if policy.strategy == "temporal":
        dealt, undated = _deal_by_time(list(fresh.values()), policy, values)
    else:
        dealt, undated = _deal_by_share(list(fresh.values()), Counter(assigned.values()), total, policy), []
    return Assignment({**assigned, **dealt}, tuple(bridges), tuple(sorted(undated)))


def _keys(
    identity: str, groups: Mapping[str, str], policy: Policy, values: Mapping[str, str | None]
) -> tuple[str, ...]:
    """What `identity` is tied to others by: its group, and with the strategy ``by`` the value of its field."""
    value = values.get(identity) if policy.strategy == "by" else None
    return (f"group {groups[identity]}",) if value is None else (f"group {groups[identity]}", f"field {value}")


@dataclass
class _Ties:
    """Keys that belong together (a union-find forest), and the splits that articles of each are in already."""

    parents: dict[str, str] = field(default_factory=dict)
    held: dict[str, set[str]] = field(default_factory=dict)

    def root(self, key: str) -> str:
        """The key that stands for all that belong to `key`."""
        while (parent := self.parents.get(key, key)) != key:
            self.parents[key] = key = self.parents.get(parent, parent)
        return key

    def hold(self, keys: tuple[str, ...], split: str) -> None:
        """Note that an article with `keys` is in `split`. Articles of earlier releases tie no keys together."""
        for key in keys:
            self.held.setdefault(key, set()).add(split)

    def tie(self, keys: tuple[str, ...]) -> bool:
        """Let `keys` belong together, unless articles of them are in different splits."""
        roots = sorted({self.root(key) for key in keys})
        splits = set().union(*(self.held.get(root, ()) for root in roots))
        if len(splits) > 1:
            return False
        for root in roots[1:]:
            self.parents[root] = roots[0]
        if splits:
            self.held[roots[0]] = splits
        return True


def _deal_by_share(groups: list[list[str]], counts: Counter[str], total: int, policy: Policy) -> dict[str, str]:
    """Each group to the split that lacks most, so that no split is further from its share than the size of a group."""
    whole = sum(split.share for split in policy.splits)
    dealt: dict[str, str] = {}
    for ids in sorted(groups, key=lambda ids: (-len(ids), _draw(policy.seed, ids[0]))):
        # `max` keeps the first of equals, so ties follow the order of the policy.
        neediest = max(policy.splits, key=lambda split: total * split.share / whole - counts[split.name])
        counts[neediest.name] += len(ids)
        dealt.update(dict.fromkeys(ids, neediest.name))
    return dealt


def _deal_by_time(
    groups: list[list[str]], policy: Policy, values: Mapping[str, str | None]
) -> tuple[dict[str, str], list[str]]:
    """Each group to the split of its latest article, so that nothing before a date tells of what came after."""
    dealt: dict[str, str] = {}
    undated: list[str] = []
    for ids in groups:
        latest = max((value for identity in ids if (value := values.get(identity))), default=None)
        if latest is None:
            undated += ids
            continue
        split = next(split for split in policy.splits if split.until is None or latest < split.until)
        dealt.update(dict.fromkeys(ids, split.name))
    return dealt, undated


def _draw(seed: str, identity: str) -> bytes:
    return hashlib.sha256(f"{seed}\0{identity}".encode()).digest()
