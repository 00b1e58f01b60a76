"""Tokens that are looked up together, and what they show by their shape."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from khobao.structure.spellings import look_up
from khobao.structure.vocabulary import SHAPE, SHAPED, Vocabulary

SIGNS = st.sampled_from('aBđĐựẾ019,.:!?…-–()[]"“”|#>»•@/ªǅİ\u0345²½Ⅷ😀\0')
TOKENS = st.text(SIGNS | st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=12)
LINES = st.lists(TOKENS, min_size=1, max_size=6).map(" ".join)


@given(st.lists(LINES, min_size=1, max_size=6))
def test_tokens_looked_up_together_are_those_read_one_by_one(lines: list[str]) -> None:
    """Neither the length of a token nor what other tokens stand in the table changes what is known of it."""
    one_by_one = Vocabulary()
    expected = [one_by_one.rows[one_by_one[token]] for line in lines for token in line.split()]
    (bits, words, *figures), count, spelt = look_up(lines)
    assert count.tolist() == [len(line.split()) for line in lines]
    found = zip(bits.tolist(), *(column.tolist() for column in figures), strict=True)
    assert list(found) == [(shown, *counted) for shown, _, *counted in expected]
    assert [spelt[word] for word in words.tolist()] == [one_by_one.words[word] for _, word, *_ in expected]


@pytest.mark.parametrize("name", SHAPED)
@given(token=TOKENS)
def test_a_token_shows_what_its_shape_shows(name: str, token: str) -> None:
    """The tests of shapes do not tell a token from its shape."""
    assert bool(SHAPED[name](token)) == bool(SHAPED[name](token.translate(SHAPE)))
