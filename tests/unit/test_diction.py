"""What words say of lines and pages, by weights."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from khobao.structure.diction import PLACES, Diction
from khobao.structure.neighbours import lay_out
from khobao.structure.tokens import read_tokens

ANYWHERE, FIRST, LAST = PLACES
TABLE = {
    ANYWHERE: {"words": ["màn", "cảnh", "00"], "weights": [[100, 0], [200, -100], [0, 50]]},
    FIRST: {"words": ["màn"], "weights": [[300, 0]]},
    LAST: {"words": ["cảnh"], "weights": [[0, 400]]},
}


def test_a_line_is_scored_by_its_words_and_where_they_stand() -> None:
    """The weights of the words, of the first and of the last, over the square root of so many; figures are alike."""
    scores = Diction(TABLE, 2).of_lines(read_tokens(["Màn cảnh", "cảnh, màn", "số 47"]))
    assert scores[:, 0] == pytest.approx(np.array([600, 300]) / 2)
    assert scores[:, 1] == pytest.approx(np.array([300, -100]) / 2)
    assert scores[:, 2] == pytest.approx(np.array([0, 50]) / 2)


def test_a_page_is_scored_by_all_its_words() -> None:
    """Pages without lines have no score."""
    tokens = read_tokens(["Màn cảnh", "cảnh 12", "không"])
    scores = Diction(TABLE, 2).of_pages(tokens, lay_out([2, 0, 1]))
    assert pytest.approx(np.array([[500 / 2, -150 / 2], [0, 0]])) == scores.T


@given(st.lists(st.lists(st.sampled_from(["màn", "cảnh", "là", "10"]), min_size=1).map(" ".join), min_size=1))
def test_lines_are_scored_alike_together_and_alone(lines: list[str]) -> None:
    """Neither the other lines nor the words that the process has met before change a score."""
    together = Diction(TABLE, 2).of_lines(read_tokens(lines))
    alone = Diction(TABLE, 2)
    for place, line in enumerate(lines):
        assert alone.of_lines(read_tokens([line]))[:, 0].tolist() == together[:, place].tolist()


def test_without_weights_nothing_is_said() -> None:
    """A model without a table scores every line as nothing."""
    assert not Diction({}, 3).of_lines(read_tokens(["Màn cảnh hội nghị"])).any()
