"""Splits and versions under growth."""

from __future__ import annotations

import random
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st
from khobao.splits import Split, assign
from khobao.versions import Entry, Version, compare, next_version

POLICY = (Split("train", 60), Split("validation", 20), Split("test", 20))
IDS = st.integers(0, 400).map(lambda number: f"id-{number:03}")
GROUPS = st.dictionaries(IDS, st.integers(0, 120).map(lambda number: f"group-{number}"), max_size=120)
ENTRIES = st.dictionaries(
    IDS, st.builds(Entry, st.sampled_from("abc"), st.sampled_from(["train", "test"])), max_size=20
)


def counts(splits: dict[str, str]) -> Counter[str]:
    """Articles by split."""
    return Counter(splits.values())


@given(st.integers(0, 300))
def test_singletons_meet_the_shares_exactly(count: int) -> None:
    """Without near-duplicates, no split is a whole article or more from its share."""
    assigned = assign({f"id-{n}": f"id-{n}" for n in range(count)}, {}, POLICY, "s").splits
    for split in POLICY:
        assert abs(counts(assigned)[split.name] - count * split.share / 100) < 1


def test_five_articles_give_three_one_one() -> None:
    """The first release of the dataset: 3, 1, 1."""
    assigned = assign({f"id-{n}": f"id-{n}" for n in range(5)}, {}, POLICY, "s").splits
    assert counts(assigned) == {"train": 3, "validation": 1, "test": 1}


@given(GROUPS, GROUPS)
def test_no_article_moves_and_no_group_is_divided(first: dict[str, str], second: dict[str, str]) -> None:
    """Over two releases ids keep their split, newcomers follow their group, and bridges are left out."""
    old = assign(first, {}, POLICY, "s")
    assert old.bridges == ()
    new = assign({**second, **first}, old.splits, POLICY, "s")
    assert all(new.splits[identity] == split for identity, split in old.splits.items())
    for name in set({**second, **first}.values()):
        members = [identity for identity, held in {**second, **first}.items() if held == name]
        assert len({new.splits[identity] for identity in members if identity in new.splits}) <= 1
    assert set(new.splits) | set(new.bridges) == set(first) | set(second)


def test_a_bridge_is_left_out_and_nothing_old_moves() -> None:
    """A newcomer that ties a training and a test article together is left out."""
    previous = {"a": "train", "b": "test"}
    result = assign({"a": "g", "b": "g", "c": "g"}, previous, POLICY, "s")
    assert result.splits == previous
    assert result.bridges == ("c",)


@given(GROUPS, st.randoms())
def test_order_of_input_does_not_matter(groups: dict[str, str], shuffler: random.Random) -> None:
    """Shuffled groups are assigned alike."""
    shuffled = list(groups.items())
    shuffler.shuffle(shuffled)
    assert assign(dict(shuffled), {}, POLICY, "s") == assign(groups, {}, POLICY, "s")


@given(GROUPS)
def test_splits_are_as_close_as_a_group_allows(groups: dict[str, str]) -> None:
    """No split is further from its share than the size of the largest group."""
    assigned = assign(groups, {}, POLICY, "s").splits
    largest = max(Counter(groups.values()).values(), default=0)
    for split in POLICY:
        assert abs(counts(assigned)[split.name] - len(groups) * split.share / 100) <= largest


def test_large_groups_are_dealt_before_small_ones() -> None:
    """A group of four and six single articles meet 60, 20 and 20 exactly."""
    groups = {**{f"big-{n}": "big" for n in range(4)}, **{f"one-{n}": f"one-{n}" for n in range(6)}}
    for seed in "abcdefgh":
        assert counts(assign(groups, {}, POLICY, seed).splits) == {"train": 6, "validation": 2, "test": 2}


@given(ENTRIES, ENTRIES)
def test_version_follows_from_the_difference(old: dict[str, Entry], new: dict[str, Entry]) -> None:
    """Removed, changed or moved is major; only added is minor; nothing is nothing."""
    fields = frozenset({"articles.id: string"})
    difference = compare(old, new, fields, fields)
    kept = {identity: entry for identity, entry in new.items() if identity in old}
    expected = "major" if kept != old else "minor" if len(new) > len(old) else None
    assert difference.part == expected


def test_columns_count_in_the_version() -> None:
    """An added column is minor, a lost or retyped one major."""
    one, two = frozenset({"a: string"}), frozenset({"a: string", "b: string"})
    assert compare({}, {}, one, two).part == "minor"
    assert compare({}, {}, two, one).part == "major"
    assert compare({}, {}, one, frozenset({"a: integer"})).part == "major"


def test_next_version_is_the_smallest_that_is_needed() -> None:
    """The first is 1.0.0, each part resets those behind it, a larger declared version is taken."""
    assert next_version(None, None, None, "card") == Version(1, 0, 0)
    assert next_version(Version(1, 2, 3), "minor", None, "card") == Version(1, 3, 0)
    assert next_version(Version(1, 2, 3), "major", None, "card") == Version(2, 0, 0)
    assert next_version(Version(1, 2, 3), "patch", Version(4, 0, 0), "card") == Version(4, 0, 0)
