"""Lines that are read together show what each of them shows alone."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from khobao.structure.lines import Line, split_lines
from khobao.structure.readings import read_together
from khobao.text import clean

SHOWN = (
    "folded", "n_words", "stops", "trails_off", "bullet", "key", "furniture", "stamp", "byline", "dateline",
    "photo_credit", "opens_caption", "is_prose", "views",
)  # fmt: skip
PIECES = st.sampled_from([
    "Trang chủ", "Bình luận (3)", "08:15, 12/09/2022", "Lê Hạnh Nguyên", "Theo TTXVN", "•", "-", "1.", "(12)", "[…]",
    "...", "?", "!", ":", "»", "”", "Lượt xem: 512", "Quang cảnh", "Ảnh: T.A", "| 12", "12 lần xem", "hoà", "Σ", "İ",
    "mực nước trên các sông ở hạ lưu tiếp tục lên nhanh,", "Ảnh minh hoạ", "Nguồn ảnh", "GS. TS Lê A", "tổng hợp",
])  # fmt: skip
LINES = (
    st.lists(PIECES | st.text(max_size=8), min_size=1, max_size=9)
    .map(lambda pieces: clean(" ".join(pieces)))
    .filter(bool)
)


@given(st.lists(LINES, min_size=1))
def test_lines_read_together_show_what_each_shows_alone(texts: list[str]) -> None:
    """Whatever the lines, nothing depends on how many are read at once."""
    page_text = "\n".join(texts)
    together = [line for line in split_lines(page_text) if line.text]
    alone = [Line(*line) for line in together]
    read_together(together)
    for line, other in zip(together, alone, strict=True):
        assert [getattr(line, name) for name in SHOWN] == [getattr(other, name) for name in SHOWN]
