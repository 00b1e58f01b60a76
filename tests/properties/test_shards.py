"""Shards that only grow."""

from __future__ import annotations

import itertools
import math
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from khobao.release.shards import FANOUT, FEW, Shard, lay_out

SPLITS = ("train", "validation", "test")


def check(shards: list[Shard], splits: dict[str, str]) -> None:
    """Every id stands once, in its split, in the order of the rows; no two shards of a split share a name."""
    order = list(splits)
    assert sorted(identity for shard in shards for identity in shard.ids) == sorted(splits)
    for shard in shards:
        assert shard.ids
        assert all(splits[identity] == shard.split for identity in shard.ids)
        assert list(shard.ids) == sorted(shard.ids, key=order.index)
    assert max(Counter((shard.split, shard.name) for shard in shards).values(), default=1) == 1


def places(shards: list[Shard]) -> dict[str, tuple[str, str]]:
    """The split and shard of each id."""
    return {identity: (shard.split, shard.name) for shard in shards for identity in shard.ids}


@given(st.lists(st.tuples(st.integers(0, 40), st.sets(st.integers(0, 200), max_size=5), st.booleans()), max_size=8))
def test_every_row_stands_once_and_kept_shards_are_as_they_were(steps: list[tuple[int, set[int], bool]]) -> None:
    """Over any releases that add, change and remove, a kept shard has the ids that it had, none of them changed."""
    splits: dict[str, str] = {}
    shards: list[Shard] = []
    count = 0
    for number, (added, touched, removes) in enumerate(steps):
        names = {f"{one:04}" for one in touched} & splits.keys()
        if removes:
            splits = {identity: split for identity, split in splits.items() if identity not in names}
        splits |= {f"{one:04}": SPLITS[one % 3] for one in range(count, count + added)}
        count += added
        changed = set() if removes else names
        before = {(shard.split, shard.name): shard.ids for shard in shards}
        shards = lay_out(splits, places(shards), changed, f"1.{number}.0", compact=bool(names))
        check(shards, splits)
        for shard in shards:
            if shard.kept:
                assert before[shard.split, shard.name] == shard.ids
                assert not changed & set(shard.ids)
            else:
                assert shard.name.startswith(f"1.{number}.0-")


@given(st.integers(1, 60), st.integers(1, 60))
def test_number_of_shards_grows_with_the_logarithm(size: int, releases: int) -> None:
    """After any number of equal additions there are few shards, or each is larger than the next by the factor, and a
    row was written again at most as often as the levels allow."""
    splits: dict[str, str] = {}
    shards: list[Shard] = []
    written = 0
    for number in range(releases):
        splits |= {f"{number:03}-{one:03}": "train" for one in range(size)}
        shards = lay_out(splits, places(shards), set(), f"1.{number}.0")
        written += sum(len(shard.ids) for shard in shards if not shard.kept)
        sizes = sorted(len(shard.ids) for shard in shards)
        assert len(sizes) <= FEW or all(FANOUT * small <= large for small, large in itertools.pairwise(sizes))
    levels = math.log(releases, FANOUT) + 1
    assert len(shards) <= max(FEW, levels)
    assert written <= len(splits) * FANOUT * levels


def test_full_shards_stay_and_what_nothing_joins_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """A shard of the most rows is never written again, and a split without newcomers keeps its files as they are."""
    monkeypatch.setattr("khobao.release.shards.SHARD_ROWS", 1000)
    splits = {f"{number:05}": "train" for number in range(1500)} | {f"t{number}": "test" for number in range(20)}
    held = {
        one: (split, "1.0.0-00000" if one < "01000" or one == "t0" else "1.0.0-00001") for one, split in splits.items()
    }
    splits |= {f"x{number:05}": "train" for number in range(900)}
    shards = lay_out(splits, held, set(), "1.1.0")
    assert sorted((shard.split, shard.name, len(shard.ids)) for shard in shards) == [
        ("test", "1.0.0-00000", 1),
        ("test", "1.0.0-00001", 19),
        ("train", "1.0.0-00000", 1000),
        ("train", "1.1.0-00000", 1000),
        ("train", "1.1.0-00001", 400),
    ]


def test_small_addition_keeps_every_shard() -> None:
    """One percent more adds one shard; the first is kept."""
    splits = dict.fromkeys((f"{number:05}" for number in range(1000)), "train")
    first = lay_out(splits, {}, set(), "1.0.0")
    splits |= dict.fromkeys((f"x{number}" for number in range(10)), "train")
    second = lay_out(splits, places(first), set(), "1.1.0")
    assert [(shard.name, shard.kept, len(shard.ids)) for shard in second] == [
        ("1.0.0-00000", True, 1000),
        ("1.1.0-00000", False, 10),
    ]


def test_edit_writes_its_shard_again_and_a_major_version_takes_the_small_along() -> None:
    """A changed row costs its own shard and no larger one; with `compact`, shards small beside their split join it."""
    splits = dict.fromkeys((f"{number:05}" for number in range(1000)), "train")
    held = {
        identity: ("train", "1.0.0-00000" if number < 900 else f"1.{number % 2 + 1}.0-00000")
        for number, identity in enumerate(splits)
    }
    edited = lay_out(splits, held, {"00950"}, "1.3.0")
    assert [(shard.name, shard.kept, len(shard.ids)) for shard in edited] == [
        ("1.0.0-00000", True, 900),
        ("1.2.0-00000", True, 50),
        ("1.3.0-00000", False, 50),
    ]
    compacted = lay_out(splits, held, {"00950"}, "2.0.0", compact=True)
    assert [(shard.name, len(shard.ids)) for shard in compacted] == [("1.0.0-00000", 900), ("2.0.0-00000", 100)]
