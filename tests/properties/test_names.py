"""People and bodies of any text whatever."""

from __future__ import annotations

import time
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from khobao.annotate import annotate
from khobao.annotate.persons import parse
from khobao.text import clean

PAGES = sorted((Path(__file__).parent.parent / "golden" / "pages").glob("*.txt"))
TEXT = (
    "Sáng 5/3, UBND tỉnh Hòa Bình phối hợp Sở Nông nghiệp và Phát triển nông thôn tổ chức hội nghị. Các đồng chí: Lê"
    " Thị Sáng, UVTW Đảng, Bí thư Tỉnh ủy; Vũ Đình Tới, Phó Bí thư Tỉnh ủy, Chủ tịch UBND tỉnh chủ trì.\n"
    "Theo PGS.TS Đỗ Thị Hiên - nguyên Trưởng khoa Nội Bệnh viện Đa khoa tỉnh, bà Hiên khoẻ. HLV John Smith (52 tuổi) và"
    " tiền đạo Y Thanh Niê ký hợp đồng với Công ty cổ phần Gạch ngói Hưng Thịnh, quận 3, TP.HCM."
)
WORDS = st.sampled_from([
    *TEXT.split(), "các", "đồng", "chí", "ông", "bà", ",", ";", " - ", "(", ")", "\n", ":", "tỉnh", "Ban", "Thường",
    "vụ",
    "Tỉnh ủy", "Đảng ủy", "khối", "Trung ương", "Đảng ủy viên", "Chủ tịch", "nước", "Bộ trưởng", "Y tế", "Anh", "Mỹ",
    "Hồ Chí Minh", "A", "B.",
])  # fmt: skip


def article(text: str, captions: str | None = None) -> dict[str, Any]:
    """An article with these texts."""
    return {"title": None, "text": text, "captions": captions, "published_at": None, "published_precision": None}


def records(text: str) -> list[dict[str, Any]]:
    """All people and bodies of `text`, as records."""
    return [value.as_record() for values in annotate(article(text)).values() for value in values]


def mentions(text: str, captions: str | None = None) -> list[Any]:
    """All mentions of the article with these texts."""
    found = annotate(article(text, captions))
    people = [mention for person in found["people"] for mention in person.mentions]
    posts = [position.mention for person in found["people"] for position in person.positions]
    return [*people, *posts, *(mention for body in found["organizations"] for mention in body.mentions)]


@given(st.lists(WORDS, max_size=60).map(" ".join), st.lists(WORDS, max_size=20).map(" ".join))
def test_a_surface_is_the_piece_at_its_offsets(text: str, captions: str) -> None:
    """Every mention, of any text, is that piece of its field, without outer white space."""
    fields = {"text": clean(text), "captions": clean(captions)}
    for mention in mentions(fields["text"], fields["captions"]):
        assert fields[mention.field][mention.start : mention.end] == mention.surface
        assert mention.surface == mention.surface.strip() != ""


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_form_of_the_bytes_does_not_matter(form: str, end: str) -> None:
    """Decomposed letters and other line ends give the same values once the page is cleaned."""
    assert records(clean(unicodedata.normalize(form, TEXT).replace("\n", end))) == records(TEXT)


def test_old_placement_of_tone_marks_does_not_matter() -> None:
    """Bodies have the same names where tone marks stand in the old places."""
    old = TEXT.replace("ủy", "uỷ").replace("Hòa", "Hoà")
    assert [body.name for body in annotate(article(old))["organizations"]] == [
        body.name for body in annotate(article(TEXT))["organizations"]
    ]


@pytest.mark.parametrize("start", range(0, len(TEXT), 7))
def test_any_cut_names_only_what_it_has(start: int) -> None:
    """A piece of the text, wherever it is cut, names nobody whose words are not in it."""
    for end in range(start, len(TEXT), 61):
        piece = clean(TEXT[start:end])
        folded = " ".join(piece.split())
        assert all(person.name in folded for person in annotate(article(piece))["people"])


@pytest.mark.parametrize("path", PAGES[:60], ids=lambda path: path.stem)
def test_whole_pages_are_read(path: Path) -> None:
    """Whole pages, furniture and all, are read, and mentions are in order within each entry."""
    text = clean(path.read_text("utf-8"))
    found = annotate(article(text))
    for entry in (*found["people"], *found["organizations"]):
        places = [mention.start for mention in entry.mentions]
        assert places == sorted(places)


WORST = {
    "capitals": "Nguyễn Văn A " * 7000,
    "one run": "Trần " * 20000,
    "heads": "Ban Thường vụ " * 7000,
    "titles": "Phó Chủ tịch " * 7500,
    "commas": "Tỉnh ủy, " * 11000,
    "letters": "A" * 100_000,
    "initials": "A. B. " * 16000,
    "dashes": "A-" * 50_000,
    "spaces": " " * 100_000,
    "names and titles": "Lê Thị Sáng, Bí thư; " * 4700,
    "lower": "giám đốc công ty trách nhiệm " * 3400,
    "lines": "Ban\n" * 25_000,
}


@pytest.mark.parametrize("kind", WORST)
def test_time_grows_with_length(kind: str) -> None:
    """Twice the text takes about twice the time, also of the texts that patterns and lists fear most."""
    text = WORST[kind]

    def seconds(size: int) -> float:
        parse.cache_clear()
        began = time.process_time()
        annotate(article(clean(text[:size])))
        return time.process_time() - began

    short = min(seconds(25_000) for _ in range(2))
    assert seconds(100_000) < 4 * 3 * short + 0.5
