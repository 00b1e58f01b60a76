"""Splits, groups and versions under growth."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections import Counter

import numpy as np
from conftest import words
from hypothesis import given
from hypothesis import strategies as st
from khobao.similarity import SIGNATURE_SIZE, group, jaccard, shingles, signature
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


def test_sketches_do_not_depend_on_the_process() -> None:
    """Two processes with different hash seeds sketch a text alike."""
    script = "from khobao.similarity import signature; print(signature('nước sông lên nhanh ở hạ lưu').tolist())"
    printed = {
        subprocess.run(
            [sys.executable, "-c", script], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(printed) == 1


def edited(text: str, share: float, seed: int) -> str:
    """`text` with `share` of its words replaced at random places."""
    parts = text.split()
    for place in random.Random(seed).sample(range(len(parts)), int(share * len(parts))):
        parts[place] = f"khác{seed}{place}"
    return " ".join(parts)


def test_near_duplicates_are_found_in_any_order_and_others_are_not() -> None:
    """Texts with a twentieth of their words replaced share a group with their original, independent texts do not."""
    originals = {f"a{n}": words(f"gốc {n}", 300) for n in range(20)}
    copies = {f"b{n}": edited(originals[f"a{n}"], 0.05, n) for n in range(20)}
    texts = {**originals, **copies}

    def grouped(ids: list[str]) -> dict[str, str]:
        sketches = np.stack([signature(texts[identity]) for identity in ids])
        return dict(zip(ids, group(ids, sketches, lambda row: texts[ids[row]]), strict=True))

    ids = sorted(texts)
    assert grouped(ids) == {f"{letter}{n}": f"a{n}" for letter in "ab" for n in range(20)}
    assert signature(texts["a1"]).shape == (SIGNATURE_SIZE,)


@given(st.lists(st.sampled_from(words("vốn từ", 40).split()), min_size=3, max_size=60))
def test_jaccard_of_a_text_with_itself_is_one_whatever_its_case(parts: list[str]) -> None:
    """Case and white space do not matter to similarity."""
    assert jaccard(shingles(" ".join(parts)), shingles("\n".join(parts).upper())) == 1.0


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
