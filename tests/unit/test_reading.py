"""What is read of whole pages, each made to show one thing."""

from __future__ import annotations

import textwrap

from conftest import page, words
from khobao.structure import Structure, structure_page
from khobao.structure.lines import split_lines
from khobao.structure.paragraphs import join, unwrap
from khobao.text import clean


def read(text: str) -> Structure:
    """The structure of a page."""
    return structure_page(clean(text))


def kinds(structure: Structure) -> dict[str, str]:
    """The role of each line by its text."""
    starts = {role.start: role.kind for role in structure.roles}
    return {line.text: starts[line.start] for line in structure.lines if line.text}


TEASER = (
    "Theo cơ quan chức năng, sau khi gây tai nạn trên quốc lộ, chiếc xe tải đã bỏ chạy và được tìm thấy ở bãi đất "
    "trống cách hiện trường hơn hai cây số vào rạng sáng nay."
)


def test_teasers_below_the_comments_do_not_reach_the_text() -> None:
    """Full sentences behind a comment box or a rating are other stories."""
    for ending in ("Bình luận (0)", "Ý KIẾN", "Bài viết hay? Hãy đánh giá bài viết", "This website uses cookies."):
        structure = read(
            f"{page(3).split('Bình luận')[0]}{ending}\n\n{TEASER}\n\n{TEASER.replace('xe tải', 'xe khách')}"
        )
        assert "xe tải" not in structure.text
        assert "xe khách" not in structure.text


def test_hard_line_breaks_are_joined() -> None:
    """A page broken at 72 characters gives the text of the same page unbroken."""
    paragraphs = [f"Theo ghi nhận, {words(f'đoạn {number}', 60)}." for number in range(5)]
    head = "Nước sông lên nhanh ở vùng hạ lưu\n\n"
    broken = "\n\n".join(textwrap.fill(paragraph, 72) for paragraph in paragraphs)
    whole, saved = read(head + "\n\n".join(paragraphs)), read(head + broken)
    assert saved.text == whole.text == "\n".join(paragraphs)
    assert saved.lead == paragraphs[0]


def test_lines_that_are_not_broken_stay_apart() -> None:
    """Without a common width nothing is joined, and joining keeps the blank lines around a paragraph."""
    lines = [line for line in split_lines(clean(page(5))) if line.text]
    assert [len(run) for run in unwrap(lines)] == [1] * len(lines)
    assert [line.number for line in join([[line] for line in lines])] == [line.number for line in lines]


def test_a_question_can_be_the_headline() -> None:
    """A headline that asks is no paragraph."""
    title = "Vì sao nước sông ở vùng hạ lưu lên nhanh hơn mọi năm trong những ngày qua?"
    assert read(page(4).replace(page(4).split("\n")[1], title)).title == title


def test_byline_and_time_on_one_line_are_two_spans() -> None:
    """`Name HH:MM, date` gives an author, a time, and blocks cut between them."""
    text = page(6).replace("08:06, 07/03/2022", "Hồng Vân 18:51, 13/10/2023")
    structure = read(text)
    assert structure.authors[0] == "Hồng Vân"
    assert structure.published is not None
    assert structure.published.value == "2023-10-13T18:51:00+07:00"
    cut = [clean(text)[start:end] for kind, start, end in structure.blocks if kind in ("byline", "dateline")]
    assert cut[:2] == ["Hồng Vân ", "18:51, 13/10/2023\n"]


def test_keywords_are_read_in_one_line_and_in_many() -> None:
    """`Từ khóa: a, b`, hashtags, and one keyword a line below `Tags:`."""
    body = page(7).split("Bình luận")[0]
    assert read(f"{body}Từ khóa: mưa lũ, đê điều").tags == ("mưa lũ", "đê điều")
    assert read(f"{body}#lũ #đê").tags == ("lũ #đê",) or read(f"{body}#lũ #đê").tags == ("lũ", "đê")
    assert kinds(read(f"{body}Tags: mưa lũ\nđê điều\nhạ lưu"))["đê điều"] == "tag"


def test_a_dateline_with_a_view_count() -> None:
    """The number behind the bar is the view count, not part of the time."""
    structure = read(page(8).replace("08:08, 09/03/2022", "Thứ Tư, 09/03/2022 08:08 | 1.284"))
    assert structure.view_count == 1284
    assert structure.published is not None
    assert structure.published.precision == "minute"


def test_dates_of_the_story_are_no_publication_time() -> None:
    """A page without a dateline has no time, however many dates its text and its teasers carry."""
    text = page(9).replace("08:09, 10/03/2022\n\n", "").replace("Theo ghi nhận", "Sáng 10/3/2022, theo ghi nhận")
    assert read(f"{text}\n• Một tin khác (12/03/2022)\n• Tin nữa (13/03/2022 10:15)").published is None


def test_a_list_of_stories_is_no_article() -> None:
    """Headlines with dates and teasers are a listing, and its genre says so."""
    items = [
        f"{words(f'tin {n}', 9).capitalize()}\n{n + 1:02}/03/2022 10:{n:02}\n{words(f'sapo {n}', 20)}…"
        for n in range(12)
    ]
    listing = read("Trang chủ\nThời sự\n" + "\n".join(items) + "\nTrang sau\n1 2 3")
    assert listing.genre == "listing"
    assert listing.text == ""
    assert kinds(listing)[items[3].split("\n")[2]] == "related"
    assert read(page(10)).genre == "article"


def test_names_below_the_furniture_wrote_nothing_if_the_article_is_signed() -> None:
    """Titles and singers in a list of songs are no authors beside the one that signs the text."""
    body = page(11).split("Bình luận")[0].rstrip()
    songs = "Bình luận (0)\n\nNhạc sĩ Lê Thanh\n\nHồng Vân"
    signed = read(f"{body}\n\nTác giả: Đặng Thu Cúc\n\n{songs}").authors
    assert "Đặng Thu Cúc" in signed
    assert not {"Hồng Vân", "Lê Thanh"} & set(signed)


def test_a_headline_printed_twice_on_a_line_is_given_once() -> None:
    """As where a link with the headline stands before it."""
    headline = "Dọn bùn sau lũ ở hai bờ kênh"
    assert read(f"{headline} {headline}\n\n{TEASER}\n\n{TEASER.replace('xe tải', 'xe khách')}").title == headline
