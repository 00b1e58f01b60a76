"""What rules make of roles that the model gave, whatever the model."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from khobao.structure.bylines import read_byline, trailing_byline
from khobao.structure.corrections import decide
from khobao.structure.lines import Line, split_lines
from khobao.structure.paragraphs import unwrap

PROSE = "Sáng nay, người dân hai bên bờ kênh đã dọn xong lớp bùn mà trận lũ cuối tuần trước để lại trong các ngõ nhỏ."


def decided(*given: tuple[str, str]) -> list[tuple[str, str]]:
    """Each line's role and rule, from its text and the role that was predicted."""
    lines = split_lines("\n".join(text for text, _ in given))
    return decide(lines, [kind for _, kind in given], {})


def kinds(*given: tuple[str, str]) -> list[str]:
    """The role of each line."""
    return [kind for kind, _ in decided(*given)]


@pytest.mark.parametrize(
    "headline",
    [
        "Dọn bùn sau lũ ở hai bờ kênh", "Bao giờ kênh hết bùn?",
        "DỌN BÙN SAU LŨ Ở HAI BỜ KÊNH TRONG BA NGÀY CUỐI TUẦN.",
    ],
)  # fmt: skip
def test_a_line_that_reads_as_a_headline_above_the_first_paragraph_is_one(headline: str) -> None:
    """What does not end as a sentence, asks, or stands in capitals; not what ends as one in small letters, nor what
    opens with a list mark, as the first question of an interview does."""
    assert kinds((f"- {headline}", "lead"), (PROSE, "body")) == ["lead", "body"]
    assert kinds((headline, "lead"), (PROSE, "body"), (PROSE, "body")) == ["title", "lead", "body"]
    assert kinds(("Dọn bùn sau lũ ở hai bờ kênh.", "lead"), (PROSE, "body")) == ["lead", "body"]


def test_what_is_printed_twice_above_the_text_is_the_headline() -> None:
    """A headline below its breadcrumb says the same again; a menu does not."""
    twice = ("Chuyện con kênh", "boilerplate"), ("Chuyện con kênh", "section")
    assert kinds(*twice, (PROSE, "lead"), (PROSE, "body")) == ["title", "title", "lead", "body"]
    assert "title" not in kinds(("Đời sống", "boilerplate"), ("Xã hội", "section"), (PROSE, "lead"), (PROSE, "body"))


def test_a_headline_does_not_announce_a_list() -> None:
    """A line that ends in a colon belongs to the text."""
    assert kinds(("Những hình ảnh về buổi dọn kênh:", "title"), (PROSE, "body"))[0] == "lead"


def test_a_caption_reports_nothing_that_was_said() -> None:
    """A sentence with a verb of saying is text, unless a photographer is named."""
    said = "Ông Trần Văn Lúa cho biết kênh sẽ thông trong tuần."
    assert kinds((PROSE, "lead"), (said, "caption"), (PROSE, "body"))[1] == "body"
    assert kinds((PROSE, "lead"), (f"{said} Ảnh: Hà My", "caption"), (PROSE, "body"))[1] == "caption"
    assert kinds((PROSE, "lead"), ("Ông Trần Văn Lúa phát biểu.", "caption"), (PROSE, "body"))[1] == "caption"


def test_a_teaser_ends_in_its_link_and_its_list_has_a_heading() -> None:
    """What goes on elsewhere is another story; the words of a heading are one only above a list."""
    teaser = "Lũ rút chậm ở hạ lưu khiến hàng trăm hộ chưa thể về nhà...Xem chi tiết"
    assert kinds((PROSE, "lead"), (PROSE, "body"), (teaser, "body"))[2] == "related"
    assert kinds((PROSE, "lead"), (PROSE, "body"), ("Tin khác", "boilerplate"), (teaser, "related"))[2] == "related"
    assert kinds((PROSE, "lead"), (PROSE, "body"), ("Xem thêm", "boilerplate"))[2] == "boilerplate"


def test_names_alone_beside_the_text_sign_it() -> None:
    """Below the headline or behind the last paragraph, not inside the text."""
    name = "Đặng Thu Cúc"
    title = ("Dọn bùn sau lũ", "title")
    assert kinds(title, (name, "lead"), (PROSE, "body"), (PROSE, "body"))[1] == "byline"
    assert kinds(title, (PROSE, "lead"), (PROSE, "body"), (name, "body"))[3] == "byline"
    assert kinds(title, (PROSE, "lead"), (name, "body"), (PROSE, "body"))[2] == "body"


@pytest.mark.parametrize(
    ("end", "tail", "authors", "source"),
    [
        ("H.Lương", "H.Lương", ("H.Lương",), None),
        (" Th.Bảo", "Th.Bảo", ("Th.Bảo",), None),
        (" (Th. Long)", "(Th. Long)", ("Th. Long",), None),
        (" (Đặng Thu Cúc) [hm]", "(Đặng Thu Cúc) [hm]", ("Đặng Thu Cúc",), None),
        (" – Đặng Thu Cúc", "– Đặng Thu Cúc", ("Đặng Thu Cúc",), None),
        (" Theo Đặng Cúc - Vũ Mây/ Báo Bến", "Theo Đặng Cúc - Vũ Mây/ Báo Bến", ("Đặng Cúc", "Vũ Mây"), "Báo Bến"),
        ("/. (Theo Báo Bến)", "(Theo Báo Bến)", (), "Báo Bến"),
    ],
)
def test_a_byline_glued_to_the_last_sentence(end: str, tail: str, authors: tuple[str, ...], source: str | None) -> None:
    """Names and sources behind the last full stop are found where they begin."""
    cut = trailing_byline(PROSE + end)
    assert cut is not None
    assert (PROSE + end)[cut:] == tail
    byline = read_byline(tail.strip(" –"))
    assert byline is not None
    assert (byline.authors, byline.source_credit) == (authors, source)


@pytest.mark.parametrize(
    "end", ["", " Theo ông Lúa, kênh đã thông.", " (xem tiếp kỳ sau)", " (Hà Nội)", " Đặng Thu Cúc"]
)
def test_what_is_no_byline_stays_in_the_sentence(end: str) -> None:
    """Remarks and places in brackets, and bare names, which a sentence can end in."""
    assert trailing_byline(PROSE + end) is None


def lengths(lines: Sequence[Line]) -> list[int]:
    """How many lines each paragraph has."""
    return [len(run) for run in unwrap([line for line in lines if line.text])]


def test_a_block_of_broken_lines_is_joined_whatever_stands_around_it() -> None:
    """Whole paragraphs and short menus on the same page do not hide the width to which a part of it was broken."""
    words = PROSE.split()
    broken = [
        "Kênh",
        "bờ kênh hai bên đã sạch lớp bùn mà cơn lũ lớn để",
        "lại trong các ngõ nhỏ, theo lời kể của mấy người dân",
    ]
    broken += [
        "ở đầu xóm, những người thức trắng hai đêm liền để",
        "canh nước và dời gà vịt lên chỗ cao nhất trong vườn",
    ]
    broken += ["nhà mình. Nước rút từ sáng."]
    menu = ["Trang chủ", "Đời sống", "Liên hệ"]
    page = [*menu, " ".join(words * 4), *broken[1:], "", *menu]
    assert lengths(split_lines("\n".join(page))) == [1, 1, 1, 1, 5, 1, 1, 1]
    assert set(lengths(split_lines("\n".join([*menu, *[PROSE] * 6])))) == {1}


MENU = ("Tin mới | Thời sự | Đời sống", "boilerplate")


def test_the_line_that_says_what_the_text_says_is_the_headline() -> None:
    """Also far above the text; not a menu, nor what has few words of the text."""
    headline = ("Người dân dọn xong bùn hai bên bờ kênh", "boilerplate")
    between = ("Chia sẻ bài này", "boilerplate"), ("12", "boilerplate")
    assert kinds(MENU, headline, *between, (PROSE, "lead"), (PROSE, "body"))[1] == "title"
    other = ("Giá vàng miếng tăng phiên thứ ba liên tiếp", "boilerplate")
    assert "title" not in kinds(MENU, other, *between, (PROSE, "lead"), (PROSE, "body"))


def test_the_name_of_the_site_gives_way_to_a_headline_below_it() -> None:
    """An office in capitals heads its site; a headline that begins with an office stays."""
    office, headline = "UBND HUYỆN KÊNH ĐÔNG", "Người dân dọn xong bùn hai bên bờ kênh"
    page = (office, "title"), (headline, "boilerplate"), (PROSE, "lead"), (PROSE, "body")
    assert kinds(*page)[:2] == ["boilerplate", "title"]
    said = "UBND huyện giúp người dân dọn bùn"
    assert kinds((said, "title"), *page[1:])[:2] == ["title", "boilerplate"]
    assert kinds((office, "title"), MENU, *page[2:])[0] == "title"


def test_a_row_of_rubrics_is_no_headline() -> None:
    """Marks between the items of a menu; one bar before the name of a site is no menu."""
    assert (
        kinds(("Sinh viên | Giảng viên | Thư điện tử", "title"), (PROSE, "lead"), (PROSE, "body"))[0] == "boilerplate"
    )
    assert kinds(("Dọn bùn sau lũ | Báo Bến", "title"), (PROSE, "lead"), (PROSE, "body"))[0] == "title"


def test_names_beside_the_headline_are_no_furniture() -> None:
    """A name right below the headline or the date; not a rubric in capitals, nor what stands further away."""
    title, name = ("Dọn bùn sau lũ", "title"), ("Đặng Thu Cúc", "boilerplate")
    text = (PROSE, "lead"), (PROSE, "body")
    assert kinds(title, name, *text)[1] == "byline"
    assert kinds(title, ("Đặng Thu Cúc", "title"), *text)[1] == "byline"
    assert kinds(title, ("TIÊU ĐIỂM", "boilerplate"), *text)[1] == "boilerplate"
    assert kinds(title, ("Cỡ chữ", "boilerplate"), name, *text)[2] == "boilerplate"


def test_headlines_with_a_list_mark_among_paragraphs_are_links() -> None:
    """A list of the text is announced by a colon, or its items are short or end as sentences."""
    links = ("- Xã vùng hạ lưu xin thêm hai máy bơm", "body"), ("- Cầu tạm qua kênh mở lại từ thứ bảy", "body")
    assert kinds((PROSE, "lead"), *links, (PROSE, "body")) == ["lead", "related", "related", "body"]
    announced = ("Trong ngày, ba việc được làm xong ở hai bên bờ con kênh chạy qua xóm:", "body")
    assert kinds((PROSE, "lead"), announced, *links, (PROSE, "body"))[2:4] == ["body", "body"]
    ended = ("- Xã vùng hạ lưu xin thêm hai máy bơm.", "body")
    assert kinds((PROSE, "lead"), ended, (PROSE, "body"))[1] == "body"
    assert kinds((PROSE, "lead"), ("- Hai máy bơm", "body"), (PROSE, "body"))[1] == "body"


def test_a_picture_beside_its_name_or_credit_has_a_caption() -> None:
    """The name of a file, a name without tone marks, the short line below them or above a credit of its own."""
    shown = ("Bờ kênh sạch bùn sau ba ngày", "body")
    picture = ("IMG_2041.JPG", "boilerplate"), ("bo kenh sach bun", "body")
    for name in picture:
        assert kinds((PROSE, "lead"), name, shown, (PROSE, "body"))[1:3] == ["caption", "caption"]
    assert kinds((PROSE, "lead"), shown, ("Ảnh: Hà My", "caption"), (PROSE, "body"))[1] == "caption"
    assert kinds((PROSE, "lead"), shown, (PROSE, "body"))[1] == "body"
    assert kinds((PROSE, "lead"), (f"{PROSE} {PROSE}", "body"), ("Ảnh: Hà My", "caption"))[1] == "body"
    assert kinds(("bo_kenh.jpg", "boilerplate"), (PROSE, "lead"), (PROSE, "body"))[1] == "lead"


def test_pictures_behind_their_heading_have_captions() -> None:
    """Short lines behind `Một số hình ảnh`, up to a paragraph or to what signs the article."""
    heading, shown = ("Một số hình ảnh tại buổi lễ:", "body"), ("Bà con múa hát mừng nhà mới", "related")
    page = (PROSE, "lead"), heading, shown, ("Đại biểu chụp hình lưu niệm", "body"), ("Hà My", "byline")
    assert kinds(*page)[1:4] == ["caption"] * 3
    assert kinds((PROSE, "lead"), heading, (PROSE, "body"), shown)[2:] == ["body", "related"]
    assert kinds((PROSE, "lead"), ("Ảnh trên: Bà con mừng nhà mới", "body"), (PROSE, "body"))[1] == "caption"


def test_an_office_behind_the_text_signs_it() -> None:
    """Right behind the text and its pictures, not further down."""
    page = (PROSE, "lead"), (PROSE, "body"), ("Bà con mừng nhà mới", "caption")
    office, other = ("Ban Phong trào - MTTQ huyện", "boilerplate"), ("Về đầu trang", "boilerplate")
    assert kinds(*page, office)[3] == "byline"
    assert kinds(*page, other, office)[4] == "boilerplate"


def test_a_date_below_a_headline_that_ends_in_a_year_is_a_dateline() -> None:
    """Only a sentence breaks off before its date."""
    date = ("2 Tháng Sáu, 2018", "dateline")
    assert kinds(("Nuôi gà sao, thu ba trăm triệu đồng mỗi năm", "title"), date, (PROSE, "lead"))[1] == "dateline"
    assert kinds((PROSE, "lead"), ("Bản tin số 31, ngày", "body"), date, (PROSE, "body"))[2] == "body"


def test_a_notice_to_readers_is_furniture() -> None:
    """What a site says to those who use it, wherever it stands; not a sentence of the story with the same words."""
    notice = ("* Thông tin trong bài chỉ có tính chất tham khảo.", "body")
    assert kinds((PROSE, "lead"), notice, (PROSE, "body"))[1] == "boilerplate"
    inside = ("Ông nói mọi thắc mắc của dân sẽ được trả lời.", "body")
    assert kinds((PROSE, "lead"), inside, (PROSE, "body"))[1] == "body"


def test_buttons_below_keywords_are_none() -> None:
    """Short lines go on with a list of keywords, up to one that a button opens."""
    page = ("Từ khóa:", "boilerplate"), ("bùn non", "boilerplate"), ("Chia sẻ Facebook Zalo", "boilerplate")
    assert kinds((PROSE, "lead"), (PROSE, "body"), ("Từ khóa:", "tag"), *page[1:])[3:] == ["tag", "boilerplate"]


def test_a_path_glued_to_the_headline_is_not_part_of_it() -> None:
    """The line below says what the headline alone is."""
    headline = "Người dân dọn xong bùn hai bên bờ kênh"
    page = (f"Trang chủTinĐời sống{headline}", "title"), (headline, "boilerplate"), (PROSE, "lead"), (PROSE, "body")
    assert kinds(*page)[:2] == ["section", "title"]
    assert kinds(("Dọn bùn sau lũ ở hai bờ kênh", "title"), *page[1:])[:2] == ["title", "boilerplate"]


def test_a_broken_paragraph_is_not_opened_by_another_headline() -> None:
    """What stands below headline and date belongs to the paragraph; below the headline alone it may go on with that."""
    opening = ("Từ ngày 14/10, bốn thôn hai bên bờ kênh của xã", "title")
    page = ("Dọn bùn sau lũ ở hai bờ kênh", "title"), ("15/10/2022", "dateline"), opening
    assert kinds(*page, (PROSE, "lead"), (PROSE, "body"))[2:] == ["lead", "body", "body"]
    seen = ("Toàn cảnh bốn thôn hai bên bờ kênh của xã sau lũ", "title")
    assert kinds(*page[:2], seen, (PROSE, "lead"), (PROSE, "body"))[2:] == ["caption", "lead", "body"]
    assert kinds(page[0], opening, (PROSE, "lead"), (PROSE, "body"))[1] == "title"


def test_a_headline_above_its_date_may_end_in_a_full_stop() -> None:
    """And what repeats it behind other words is no text."""
    headline = ("Dọn bùn sau lũ ở hai bờ kênh.", "title")
    assert kinds(headline, ("15/10/2022", "dateline"), (PROSE, "lead"), (PROSE, "body"))[0] == "title"
    echo = ("null Dọn bùn sau lũ ở hai bờ kênh", "title")
    page = echo, ("Dọn bùn sau lũ ở hai bờ kênh", "title"), (PROSE, "lead"), (PROSE, "body")
    assert kinds(*page)[:3] == ["section", "title", "lead"]


def test_a_line_with_a_photo_credit_behind_it_is_no_headline() -> None:
    """A headline may open with `Ảnh:`; a credit at the end is that of a caption."""
    text = (PROSE, "lead"), (PROSE, "body")
    assert kinds(("Người dân khiêng gỗ ra bến đò Ảnh: HÀ MY", "title"), *text)[0] == "caption"
    assert kinds(("Ảnh: Người dân dọn bùn sau lũ", "title"), *text)[0] == "title"
