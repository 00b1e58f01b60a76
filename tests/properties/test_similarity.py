"""Sketches, near-duplicates, groups and their evidence."""

from __future__ import annotations

import itertools
import os
import random
import subprocess
import sys
from collections import defaultdict
from collections.abc import Sequence

import numpy as np
import pytest
from conftest import words
from hypothesis import given
from hypothesis import strategies as st
from khobao import similarity, sketches, text
from khobao.similarity import Membership, candidates, group, near
from khobao.sketches import SIGNATURE_SIZE, shingles, signatures

VIETNAMESE = st.text(alphabet="aăâđeêioôơuưyhkntgbcÀẾỰĐÐİáạỏòừ0_ \n.,“”-\u00a0\u0301😀𠀀")
PARTS = tuple(words(f"đoạn {number}", 12) for number in range(24))
TEXTS = st.lists(st.lists(st.sampled_from(PARTS), max_size=8).map(" ".join), max_size=14)


def triples(content: str) -> set[tuple[str, ...]]:
    """The shingles of `content` as words: what their hashes stand for."""
    found = text.words(content)
    return {tuple(found[place : place + 3]) for place in range(max(1, len(found) - 2))}


def jaccard(one: str, other: str) -> float:
    """Share of the shingles of both that are in both, to 4 decimals."""
    return round(len(triples(one) & triples(other)) / len(triples(one) | triples(other)), 4)


def alike(one: str, other: str) -> bool:
    """Whether two texts are near-duplicates, by their words."""
    common, sizes = len(triples(one) & triples(other)), sorted((len(triples(one)), len(triples(other))))
    return jaccard(one, other) >= 0.5 or (common >= 0.8 * sizes[0] and sizes[1] <= 3 * sizes[0])


def grouped(texts: dict[str, str]) -> dict[str, Membership]:
    """The membership of each id of `texts`."""
    ids = sorted(texts)

    def read(rows: Sequence[int]) -> list[str]:
        return [texts[ids[row]] for row in rows]

    return dict(zip(ids, group(ids, signatures(read(range(len(ids)))), read), strict=True))


def edited(content: str, share: float, seed: int) -> str:
    """`content` with `share` of its words replaced at random places."""
    parts = content.split()
    for place in random.Random(seed).sample(range(len(parts)), int(share * len(parts))):
        parts[place] = f"khác{seed}{place}"
    return " ".join(parts)


@given(st.text(st.one_of(st.characters(), st.sampled_from("oOuUàáẠạèéẺỳÝỵÐđİiΣσ \n"))))
def test_letters_are_folded_as_text_is(content: str) -> None:
    """The code points that are hashed are those of the folded text, capitals, tone marks and all."""
    assert sketches._folded(f"\n{content}\n").tolist() == [ord(letter) for letter in text.fold(f"\n{content}\n")]


@given(st.lists(VIETNAMESE | st.text(), max_size=6))
def test_shingles_are_the_triples_of_the_words(texts: list[str]) -> None:
    """Hashes stand for word triples one to one, in all texts of a batch together."""
    sets = shingles(texts)
    for (one, hashes), (other, others) in itertools.product(zip(texts, sets, strict=True), repeat=2):
        assert len(hashes) == len(triples(one))
        assert len(np.intersect1d(hashes, others)) == len(triples(one) & triples(other))


@given(st.lists(VIETNAMESE, max_size=8), st.data())
def test_a_batch_of_any_size_gives_the_sketches_of_its_texts(texts: list[str], data: st.DataObject) -> None:
    """What stands beside a text, in a batch or in a chunk of it, does not change its sketch."""
    cut, chunk = data.draw(st.integers(0, len(texts))), data.draw(st.integers(1, 40))
    whole = signatures(texts)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sketches, "_CHUNK", chunk)
        parts = np.concatenate([signatures(texts[:cut]), signatures(texts[cut:])])
    assert whole.shape == (len(texts), SIGNATURE_SIZE)
    assert np.array_equal(whole, parts)


def test_a_text_longer_than_a_chunk_is_read_whole() -> None:
    """A text of a million letters has all its triples, and the text after it is none the worse."""
    long = words("dài", 200) + " " + "một " * 250_000 + words("cuối", 200)
    assert [len(hashes) for hashes in shingles([long, "một hai ba"])] == [len(triples(long)), 1]


def test_sketches_do_not_depend_on_the_process() -> None:
    """Two processes with different hash seeds sketch a text alike."""
    script = "from khobao.sketches import signatures; print(signatures(['nước sông lên nhanh ở hạ lưu']).tolist())"
    printed = {
        subprocess.run(
            [sys.executable, "-c", script], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(printed) == 1


@pytest.mark.parametrize("share", [0.05, 0.1, 0.2])
def test_sketches_estimate_the_jaccard_index(share: float) -> None:
    """Over 40 pairs the agreement of sketches is the Jaccard index, within three standard errors of the mean."""
    originals = [words(f"gốc {number}", 400) for number in range(40)]
    copies = [edited(original, share, number) for number, original in enumerate(originals)]
    estimated = (signatures(originals) == signatures(copies)).mean()
    expected = np.mean([jaccard(*pair) for pair in zip(originals, copies, strict=True)])
    assert abs(estimated - expected) < 3 * 0.5 / (SIGNATURE_SIZE * 40) ** 0.5


@given(TEXTS)
def test_every_match_is_a_near_duplicate_of_the_group(texts: list[str]) -> None:
    """Groups are named by their smallest ids, which state no match; the others state one that holds, as it is."""
    members = grouped({f"{number:02}": content for number, content in enumerate(texts)})
    groups = defaultdict(list)
    for identity, member in members.items():
        groups[member.group].append(identity)
    for identity, member in members.items():
        if identity == member.group:
            assert member == Membership(identity)
            assert min(groups[identity]) == identity
            continue
        assert member.match is not None
        assert members[member.match].group == member.group
        assert alike(texts[int(identity)], texts[int(member.match)])
        assert member.similarity == jaccard(texts[int(identity)], texts[int(member.match)])


@given(TEXTS, st.randoms())
def test_groups_are_the_same_whatever_the_ids(texts: list[str], shuffler: random.Random) -> None:
    """Which texts make a group does not depend on the order of the articles."""

    def sets(order: list[int]) -> set[frozenset[int]]:
        members = grouped({f"{place:02}": texts[number] for place, number in enumerate(order)})
        groups = defaultdict(set)
        for number, member in zip(order, members.values(), strict=True):
            groups[member.group].add(number)
        return set(map(frozenset, groups.values()))

    order = list(range(len(texts)))
    shuffled = order.copy()
    shuffler.shuffle(shuffled)
    assert sets(order) == sets(shuffled)


def test_near_duplicates_are_found_and_others_are_not() -> None:
    """Texts with a twentieth of their words replaced share a group with their original, independent texts do not."""
    originals = {f"a{number:02}": words(f"gốc {number}", 300) for number in range(20)}
    copies = {f"b{number:02}": edited(originals[f"a{number:02}"], 0.05, number) for number in range(20)}
    members = grouped(originals | copies)
    assert {identity: member.group for identity, member in members.items()} == {
        f"{letter}{number:02}": f"a{number:02}" for letter in "ab" for number in range(20)
    }
    assert all(members[f"b{number:02}"].match == f"a{number:02}" for number in range(20))


def test_a_story_that_grew_is_the_same_story() -> None:
    """A text is a near-duplicate of one that holds it and is up to three times as long, and of no longer one."""
    story = words("tin đầu", 200)
    for grown, same in ((200, True), (300, True), (450, False)):
        members = grouped({"a": story, "b": f"{story} {words('viết thêm', grown)}"})
        assert (members["b"].group == "a") is same
    assert near(np.array([80, 79, 80]), np.array([100, 100, 100]), np.array([300, 300, 301])).tolist() == [
        True, False, False,
    ]  # fmt: skip


def test_a_chain_is_one_group_and_its_matches_lead_to_the_first() -> None:
    """With a like b and b like c, a and c are of one group: c names b, and b names a, not c though it is more alike."""
    parts = [words(f"phần {number}", 100) for number in range(6)]
    texts = {"a": " ".join(parts[:4]), "b": " ".join(parts[1:5]), "c": " ".join([*parts[2:5], words("nữa", 20)])}
    members = grouped(texts)
    assert not alike(texts["a"], texts["c"])
    assert members == {
        "a": Membership("a"),
        "b": Membership("a", "a", jaccard(texts["a"], texts["b"])),
        "c": Membership("a", "b", jaccard(texts["b"], texts["c"])),
    }


def test_equal_matches_go_to_the_smallest_id() -> None:
    """Of copies of one text, each but the first names the first."""
    members = grouped({identity: words("bản tin", 50) for identity in "dacb"})
    assert members == {"a": Membership("a")} | {identity: Membership("a", "a", 1.0) for identity in "bcd"}


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(1, 9)), max_size=30))
def test_matches_of_any_group_lead_to_its_first(edges: list[tuple[int, int, int]]) -> None:
    """Whatever pairs are alike, each row but the first of its group goes on to it, in fewer steps than rows."""
    pairs = [(min(one, other), max(one, other)) for one, other, _ in edges if one != other]
    shares = [share / 9 for one, other, share in edges if one != other]
    joined: set[int] = set()
    for first, tree in similarity._trees(10, pairs, shares):
        towards = {row: match for row, match, _ in similarity._towards(first, tree)}
        assert first == min({first, *towards})
        assert len(tree) == len(towards)
        for start in towards:
            row, steps = start, 0
            while row != first:
                row, steps = towards[row], steps + 1
                assert steps < 10
        joined |= {first, *towards}
    assert joined == {row for pair in pairs for row in pair}


def test_copies_cost_no_more_than_a_window_each() -> None:
    """A thousand copies of a text give candidates in proportion to their number, and one group."""
    copies = {f"{number:04}": words("bản tin", 30) for number in range(1000)}
    pairs = candidates(signatures(list(copies.values())))
    assert len(pairs) < 1000 * (similarity._WINDOW + 1)
    assert {member.group for member in grouped(copies).values()} == {"0000"}


def test_no_article_has_no_group() -> None:
    """Nothing and one text are grouped as well."""
    assert group([], signatures([]), lambda _: []) == []
    assert grouped({"a": ""}) == {"a": Membership("a")}


def test_behind_the_last_letter_nothing_is_folded_or_part_of_a_word() -> None:
    """The tables of letters may end where they do: no code point from there on is a letter or has a lower case."""
    behind = "".join(map(chr, range(sketches.LETTERS_END, sys.maxunicode + 1)))
    assert text.words(behind) == []
    assert text.fold(behind) == behind
