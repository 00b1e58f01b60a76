"""Cleaning, folding and reading of arbitrary text."""

from __future__ import annotations

import json
import unicodedata
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from khobao import strict_json, strict_yaml
from khobao.errors import Location
from khobao.pages import Contribution, Page, read_page_text
from khobao.text import MAX_MARKS, clean, fold, longest_mark_run, words

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda below: st.lists(below, max_size=4) | st.dictionaries(st.text(), below, max_size=4),
    max_leaves=12,
)
VIETNAMESE = st.text(alphabet="aăâeêioôơuưyđhkntgbc \n\t\u00a0\u200b\ufeff\u0300\u0301\u0303\u0309\u0323ÀẾỰđĐÐ.,")


@given(st.text() | VIETNAMESE)
def test_clean_is_idempotent_normal_and_keeps_the_lines(text: str) -> None:
    """Cleaning twice changes nothing, gives NFC, and neither adds nor removes a line."""
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)
    assert cleaned.count("\n") == text.count("\n")
    assert all(line == line.strip() and "  " not in line for line in cleaned.split("\n"))


@given(st.text() | VIETNAMESE)
def test_plain_text_is_cleaned_as_any_other(text: str) -> None:
    """What is_plain says only saves work."""
    assert clean(text) == clean(text, plain=False)


@given(VIETNAMESE)
def test_clean_does_not_see_how_a_page_was_saved(text: str) -> None:
    """NFD, CRLF and a byte order mark give the same page text."""
    page, saved = clean(text), "\ufeff" + unicodedata.normalize("NFD", text).replace("\n", "\r\n")
    assert clean(saved) == page


@given(st.text())
def test_fold_keeps_offsets(text: str) -> None:
    """Folding changes no length, so that offsets found in the folded text hold in the text."""
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(("one", "other"), [("hoà", "hòa"), ("uỷ ban", "ủy ban"), ("Ðảng", "ĐẢNG"), ("khoẻ", "khỏe")])
def test_fold_joins_spellings(one: str, other: str) -> None:
    """Both tone-mark placements, both letters Đ and both cases compare equal."""
    assert fold(one) == fold(other)
    assert words(one) == words(other)


@given(st.integers(0, 80), st.integers(0, 80))
def test_longest_mark_run_finds_what_is_over_the_limit(one: int, other: int) -> None:
    """The longest run is reported exactly if it is over the limit."""
    marked = "a" + "\u0301" * one + "b" + "\u0323" * other + "c"
    start, length = longest_mark_run(marked)
    longest = max(one, other)
    assert length == (longest if longest > MAX_MARKS else 0)
    assert not length or set(marked[start : start + length]) <= {"\u0301", "\u0323"}


@given(st.binary())
def test_read_page_text_takes_any_bytes(content: bytes) -> None:
    """Any bytes give either a page text or issues."""
    page_text, issues = read_page_text(Contribution("text", content, Location("p.txt")))
    assert (page_text is None) == bool(issues)
    assert Page("p.txt", 1, "text", content).content == content


@given(JSON)
def test_json_reader_agrees_with_the_standard_one_and_finds_every_value(value: Any) -> None:
    """What is valid reads as `json` reads it, and each pointer leads to the text of its value."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    assert strict_json.parse(text) == value
    for pointer, part in walk(value, ""):
        line, column = strict_json.locate(text, pointer)
        rest = "\n".join(text.split("\n")[line - 1 :])[column - 1 :]
        assert json.JSONDecoder().raw_decode(rest)[0] == part


def walk(value: Any, pointer: str) -> list[tuple[str, Any]]:
    """Every part of `value` with its pointer."""
    below: list[tuple[str, Any]] = [(pointer, value)]
    if isinstance(value, dict):
        for name, member in value.items():
            below += walk(member, f"{pointer}/{strict_json.escape(name)}")
    elif isinstance(value, list):
        for index, item in enumerate(value):
            below += walk(item, f"{pointer}/{index}")
    return below


@given(st.text())
def test_json_reader_never_fails_but_by_its_own_error(text: str) -> None:
    """Any text is read or refused with a place."""
    place = (1, 1)
    try:
        strict_json.parse(text)
    except strict_json.StrictJSONError as error:
        place = (error.line, error.column)
    assert min(place) >= 1


@given(st.text())
def test_yaml_reader_never_fails_but_by_its_own_error(text: str) -> None:
    """Any text is read or refused with a place."""
    place = (1, 1)
    try:
        strict_yaml.parse(text)
    except strict_yaml.StrictYAMLError as error:
        place = (error.line, error.column)
    assert min(place) >= 1


# YAML 1.1, which PyYAML writes, breaks lines at these three, YAML 1.2 does not; the card is read back when written.
WRITABLE = st.text(alphabet=st.characters(exclude_characters="\x85\u2028\u2029", codec="utf-8"), min_size=1)


@given(st.dictionaries(WRITABLE, WRITABLE | st.integers(-(10**17), 10**17) | st.booleans() | st.none()))
def test_yaml_reader_reads_what_a_safe_dumper_writes(value: dict[str, Any]) -> None:
    """A mapping written by PyYAML reads back."""
    dumped = yaml.safe_dump(value, allow_unicode=True, sort_keys=False)
    assert strict_yaml.parse(dumped).value == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("no", "no"),
        ("12:30:45", "12:30:45"),
        ("0123", 123),
        ("1_000", "1_000"),
        ("2024-05-31", "2024-05-31"),
        ("", None),
    ],
)
def test_yaml_scalars_follow_the_1_2_core_schema(text: str, value: Any) -> None:
    """What YAML 1.1 takes for truth values, sexagesimals, octals or dates is text or a plain number."""
    assert strict_yaml.parse(f"a: {text}").value == {"a": value}


@pytest.mark.parametrize(
    "text", ["a: &x 1", "a: *x", "a: !!str 1", "!!map {a: 1}", "--- 1\n--- 2", "%YAML 1.2\n---\na: 1"]
)
def test_yaml_reader_refuses_what_a_stranger_does_not_need(text: str) -> None:
    """Anchors, aliases, tags, directives and further documents are refused."""
    with pytest.raises(strict_yaml.StrictYAMLError):
        strict_yaml.parse(text)
