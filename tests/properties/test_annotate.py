"""What the finders of times, documents, figures and places promise for any text."""

from __future__ import annotations

import gc
import time
import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from khobao.annotate import annotate
from khobao.text import clean

SAMPLE = (
    "Chiều 28-12, tại TP. Hưng Yên, Đảng ủy Khối các cơ quan tỉnh Hưng Yên họp lần thứ IX.\n"
    "Theo Kết luận số 21-KL/TW ngày 7/8/2018 của Bộ Chính trị và Nghị quyết Trung ương 4 (khóa XI, XII), 12 sở, ngành "
    "thu 5,2 tỷ đồng, tăng 4,2% so với 6 tháng đầu năm 2017; Luật Đất đai năm 2024, Nghị định 12/2019/NĐ-CP.\n"
    "Nhiệm kỳ 2015 – 2020 và 2020 – 2025, các tỉnh, thành phố Hồ Chí Minh, Cần Thơ, Bà Rịa - Vũng Tàu; quý "
    "I/2025; 9 tháng.\n"
    "Lúc 7h30 ngày 6/4/2022 (6-4), 15/20 xã của huyện Văn Mẫu, quốc lộ 57, hai tội danh, khoảng 1/4 số hộ, 2-1, "
    "0912.345.678."
)
PIECES = SAMPLE.replace("\n", " \n ").split(" ")
WORDS = st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=40).map(" ".join)


def said(text: str, captions: str | None = None) -> dict[str, tuple[Any, ...]]:
    """What is found in an article with this text."""
    return annotate({"title": None, "text": clean(text) or None, "captions": captions,
        "published_at": "2022-06-08T08:00:00+07:00",
                     "published_precision": "day"})  # fmt: skip


def mentions(found: dict[str, tuple[Any, ...]]) -> list[Any]:
    """All mentions of all findings."""
    return [
        mention
        for values in found.values()
        for one in values
        for mention in ([one.mention] if hasattr(one, "mention") else one.mentions)
    ]


@given(WORDS)
def test_every_span_is_the_words_that_it_names(text: str) -> None:
    """The surface of a mention is the piece of the field between its offsets, without outer white space."""
    page = clean(text)
    for mention in mentions(said(text)):
        assert page[mention.start : mention.end] == mention.surface == mention.surface.strip() != ""


@given(WORDS)
def test_how_a_page_was_saved_makes_no_difference(text: str) -> None:
    """NFD and CRLF give the findings of NFC and line feeds."""
    saved = unicodedata.normalize("NFD", clean(text)).replace("\n", "\r\n")
    assert said(saved) == said(clean(text))


@pytest.mark.parametrize("step", [1, 2])
def test_any_cut_of_a_text_can_be_read(step: int) -> None:
    """The text may end or start anywhere, inside a word, a number or a symbol."""
    for cut in range(0, len(SAMPLE), step * 3):
        said(SAMPLE[cut:])
        said(SAMPLE[:cut])


def printed(number: float) -> str:
    """`number` as the press prints it: a point between thousands, a comma before decimals."""
    whole, _, rest = f"{number:,.2f}".replace(",", ".").rpartition(".")
    return f"{whole},{rest}".rstrip("0").rstrip(",")


@given(st.integers(0, 10**12).map(lambda cents: cents / 100), st.sampled_from(["hộ", "ha", "đồng", "%", "đảng viên"]))
def test_every_number_printed_in_the_vietnamese_way_is_read_back(number: float, unit: str) -> None:
    """A number before a unit is a figure with the value that was printed."""
    (figure,) = said(f"Toàn huyện đạt {printed(number)} {unit} trong kỳ.")["figures"]
    assert figure.values == (pytest.approx(number),)
    assert figure.unit == unit


@given(st.dates(), st.sampled_from(["/", "-", "."]))
def test_every_full_day_is_read_back(day: Any, sign: str) -> None:
    """A day with its year is a time with the ISO value, whichever sign separates its parts."""
    if 1900 <= day.year < 2100:
        (one,) = said(f"Ngày {day.day}{sign}{day.month}{sign}{day.year}, xã họp.")["times"]
        assert (one.kind, one.value) == ("date", day.isoformat())


@given(WORDS)
def test_no_figure_lies_in_a_time_or_a_document(text: str) -> None:
    """What a number belongs to is said once."""
    found = said(text)
    spans = [(one.mention.start, one.mention.end) for name in ("times", "documents") for one in found[name]]
    for figure in found["figures"]:
        assert not any(start < figure.mention.end and figure.mention.start < end for start, end in spans)


@pytest.mark.parametrize(
    "piece",
    ["1", "1.", "1,", "1/", "1-", "ngày ", "12 tháng ", "Nghị quyết ", "Nghị quyết số 1, ", "của ", "Hà ",
        "Hà Nội, ", "TP. ", "xã A ",
     "khóa I, ", "đại hội ", "Luật An ", "nghị quyết đại hội a b c ", "1-NQ/", "từ 1 đến ", "A ", "kỷ niệm ",
      "luật ", "Sở a ", "hai ",
     "mười ", "năm 2020 - ", "2020-", "thực hiện Nghị quyết số 1 của Bộ Y tế ", "nghị quyết, kết luận, "],
)  # fmt: skip
def test_no_text_takes_long(piece: str) -> None:
    """A hundred thousand characters of one piece over and over are read in a time that grows with the length only, or
    within a second."""
    short, long = piece * (12_500 // len(piece)), piece * (100_000 // len(piece))

    def seconds(text: str) -> float:
        gc.disable()  # a collection takes as long as other tests left objects
        try:
            started = time.process_time()
            said(text)
            return time.process_time() - started
        finally:
            gc.enable()

    said(short)
    # Two other texts: what is kept of the last readings would make the second reading of one look quick.
    base = max(min(seconds(short + sign) for sign in ".;"), 0.004)
    assert seconds(long) < max(40 * base, 1.0)
