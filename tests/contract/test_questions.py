"""The questions of docs/questions.md, asked of a small release."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import annotated
import duckdb
import pytest
from khobao.pipeline import Built

TEXT = (Path(__file__).parents[2] / "docs" / "questions.md").read_text("utf-8")
SETTING, *QUERIES = re.findall(r"^```sql\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], list[tuple[Any, ...]]]:
    """Run one of the queries on a release of three meetings and two articles that name nothing."""
    from khobao.card import read_card
    from khobao.pipeline import Order, build

    root = tmp_path_factory.mktemp("dataset")
    annotated.save(root, *annotated.some())
    built: Built = build(read_card(root), Order(root, root / "dist"), lambda _: None)
    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'America/New_York'")
    connection.execute(SETTING)

    def run(number: int) -> list[tuple[Any, ...]]:
        return connection.execute(QUERIES[number].replace("dist/1.0.0", str(built.release))).fetchall()

    return run


def test_every_question_has_three_lines_and_a_test() -> None:
    """The page has four queries, each of three lines."""
    assert [query.count("\n") for query in QUERIES] == [3, 3, 3, 3]


def test_who_held_which_post(ask: Callable[[int], list[tuple[Any, ...]]]) -> None:
    """Person, post, body, province, day and page, in order."""
    meeting, held = "Hội nghị giao ban các tỉnh lần thứ", ("Trần Thị Mẫu", "Bí thư", "Tỉnh ủy Hưng Yên", "Hưng Yên")
    assert ask(0) == [
        ("Lê Văn Thử", "Bí thư", "Tỉnh ủy Hà Nam", "Hà Nam", datetime.date(2021, 4, 20), f"Hà Nam: {meeting} 9"),
        (*held, datetime.date(2019, 5, 9), f"Hưng Yên: {meeting} 7"),
        (*held, datetime.date(2020, 6, 11), f"Hưng Yên: {meeting} 8"),
    ]


def test_every_meeting_of_a_series(ask: Callable[[int], list[tuple[Any, ...]]]) -> None:
    """The seventh, eighth and ninth, with their days, hosts and chairs."""
    rows = ask(1)
    assert [(row[1], row[2].isoformat(), row[3]) for row in rows] == [
        (7, "2019-05-09", "Hưng Yên"), (8, "2020-06-11", "Hưng Yên"), (9, "2021-04-20", "Hà Nam"),
    ]  # fmt: skip
    assert rows[0][4:] == (["Tỉnh ủy Hưng Yên"], ["Trần Thị Mẫu"], "hop-1")


def test_documents_cited_most(ask: Callable[[int], list[tuple[Any, ...]]]) -> None:
    """One document, with the three articles that cite it."""
    assert ask(2) == [("98-QĐ/TW", "Quy định", 3, ["hop-1", "hop-2", "hop-3"])]


def test_provinces_named_together(ask: Callable[[int], list[tuple[Any, ...]]]) -> None:
    """Hà Nam is in Ninh Bình and Thái Bình in Hưng Yên now: one pair, in two articles; the third has one unit alone."""
    assert ask(3) == [("Hưng Yên", "Ninh Bình", 2)]
