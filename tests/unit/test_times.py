"""Publication times."""

import pytest
from khobao.structure import structure_page
from khobao.structure.datelines import glued_dateline
from khobao.structure.lines import split_lines
from khobao.structure.times import Moment, find_stamp, read_stated

PRINTED = [
    ("09:05 14/02/2022", "2022-02-14T09:05:00+07:00", "minute"),
    ("16:45, 03/11/2021", "2021-11-03T16:45:00+07:00", "minute"),
    ("03/11/2021, 16:45", "2021-11-03T16:45:00+07:00", "minute"),
    ("Thứ Ba, Ngày 08 Tháng 02 Năm 2022 4:07:09 PM", "2022-02-08T16:07:09+07:00", "second"),
    ("Thứ Ba, Ngày 08 Tháng 02 Năm 2022 4:07:09 PM | 512", "2022-02-08T16:07:09+07:00", "second"),
    ("Thứ Hai, 07/03/2022 | 08:30", "2022-03-07T08:30:00+07:00", "minute"),
    ("Thứ năm, 10/03/2022 - 08:00", "2022-03-10T08:00:00+07:00", "minute"),
    ("Thứ Sáu, 11/3/2022 9:40'(GMT+7)", "2022-03-11T09:40:00+07:00", "minute"),
    ("08:21, ngày 16-03-2022", "2022-03-16T08:21:00+07:00", "minute"),
    ("Thứ tư, 23 Tháng 3 2022 14:55", "2022-03-23T14:55:00+07:00", "minute"),
    ("Ngày đăng: 24/03/2022", "2022-03-24T00:00:00+07:00", "day"),
    ("Gửi lúc: 05/04/2022 15:42:27", "2022-04-05T15:42:27+07:00", "second"),
    ("Cập nhật lúc: 18:00 |22/05/2022", "2022-05-22T18:00:00+07:00", "minute"),
    ("Thứ 4, 06/04/2022 | 17:20", "2022-04-06T17:20:00+07:00", "minute"),
    ("06/04/2022 05:20 CH", "2022-04-06T17:20:00+07:00", "minute"),
    ("Cập nhật 10:40 tối, 06/04/2022", "2022-04-06T22:40:00+07:00", "minute"),
    ("3:05 chiều 06/04/2022", "2022-04-06T15:05:00+07:00", "minute"),
    ("06/04/2022 12:05 SA", "2022-04-06T00:05:00+07:00", "minute"),
    ("7h30 ngày 6/4/2022", "2022-04-06T07:30:00+07:00", "minute"),
    ("7 giờ 30 phút, ngày 6/4/2022", "2022-04-06T07:30:00+07:00", "minute"),
    ("23h31' ngày 6/4/2022", "2022-04-06T23:31:00+07:00", "minute"),
    ("2022-04-06T08:15:00+07:00", "2022-04-06T08:15:00+07:00", "second"),
    ("2022-04-06 08:15", "2022-04-06T08:15:00+07:00", "minute"),
    ("Chủ nhật, 20 tháng ba năm 2022", "2022-03-20T00:00:00+07:00", "day"),
    ("March 20, 2022", "2022-03-20T00:00:00+07:00", "day"),
    ("20 Mar 2022", "2022-03-20T00:00:00+07:00", "day"),
    ("21/08/2017 17:16PM", "2017-08-21T17:16:00+07:00", "minute"),
    ("17/07/202409:22:00(Xem: 613)", "2024-07-17T09:22:00+07:00", "second"),
    ("03:41 PM 06/05/2019 | Lượt xem: 1275 | In bài viết |", "2019-05-06T15:41:00+07:00", "minute"),
    ("5/14/2017 9:30:00 AM", "2017-05-14T09:30:00+07:00", "second"),
    ("06.04.2022 lúc 8:15", "2022-04-06T08:15:00+07:00", "minute"),
]


@pytest.mark.parametrize(("line", "value", "precision"), PRINTED)
def test_printed_time_is_read_to_its_precision(line: str, value: str, precision: str) -> None:
    """Each form gives its ISO time, no finer than printed, and the whole line is a dateline."""
    stamp = find_stamp(line)
    assert stamp is not None
    assert stamp.moment is not None
    assert (stamp.moment.value, stamp.moment.precision) == (value, precision)
    assert stamp.weekday_agrees is not False
    assert split_lines(line)[0].dateline is not None


@pytest.mark.parametrize(
    "line",
    [
        "Sáng 9/5, hội nghị khai mạc.",
        "quý I/2025",
        "2 giờ trước",
        "Hôm nay, 08:15",
        "đạt 15/20 xã",
        "12/05/21",
        "293-QĐ/TW",
        "",
    ],
)
def test_no_time_is_made_of_parts(line: str) -> None:
    """A line without day, month and four-digit year gives no time."""
    assert find_stamp(line) is None


@pytest.mark.parametrize(
    "line", ["31/02/2022 10:00", "00/01/2022", "12/13/2022", "10:00 32/01/2022", "25:10 01/02/2022", "1/1/1975"]
)
def test_impossible_time_is_a_fault(line: str) -> None:
    """A date or clock that does not exist gives no moment and says why."""
    stamp = find_stamp(line)
    assert stamp is not None
    assert stamp.moment is None
    assert stamp.fault


def test_weekday_is_checked() -> None:
    """6 April 2022 was a Wednesday, which `Thứ 4` means."""
    assert find_stamp("Thứ 4, 06/04/2022").weekday_agrees is True  # type: ignore[union-attr]
    assert find_stamp("Thứ Năm, 06/04/2022").weekday_agrees is False  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("Hồng Vân 18:51, 13/10/2023", ("Hồng Vân",)),
        ("13/10/2023 18:51 - Hồng Vân", ("Hồng Vân",)),
        ("Đăng vào 14/06/2023 bởi Hạ Miên", ("Hạ Miên",)),
        ("Ngày 19/4/2019, tại thành phố, Ban Thường vụ tổ chức hội nghị", None),
        ("Kỷ niệm 30 năm (20/11/1982 - 20/11/2012)", None),
    ],
)
def test_dateline_may_carry_an_author_but_no_sentence(line: str, authors: tuple[str, ...] | None) -> None:
    """A name may share the line with the time, in either order; prose with a date is no dateline."""
    dateline = split_lines(line)[0].dateline
    assert (dateline and dateline.byline and dateline.byline.authors) == authors


@pytest.mark.parametrize(
    ("stated", "value"),
    [
        ("2022-04-06", ("2022-04-06T00:00:00+07:00", "day")),
        ("2022-04", ("2022-04-01T00:00:00+07:00", "month")),
        ("2022-04-06T01:15:00Z", ("2022-04-06T08:15:00+07:00", "second")),
        ("2022-04-06 08:15", ("2022-04-06T08:15:00+07:00", "minute")),
        ("2022-02-30", None),
        ("06/04/2022", None),
    ],
)
def test_stated_time(stated: str, value: tuple[str, str] | None) -> None:
    """ISO 8601 is read at +07:00 to its precision, nothing else."""
    moment = read_stated(stated)
    assert (moment and (moment.value, moment.precision)) == value


@pytest.mark.parametrize(
    ("opening", "value"),
    [
        ("Đăng ngày: 16/8/12", "2012-08-16T00:00:00+07:00"),
        ("Đã đăng vào 03/11/2019 lúc 15:14", "2019-11-03T15:14:00+07:00"),
        ("Cập nhật lúc 07:05 22-05-2022", "2022-05-22T07:05:00+07:00"),
        ("Posted on March 20, 2022", "2022-03-20T00:00:00+07:00"),
    ],
)
def test_a_time_glued_to_the_paragraph_after_it_is_the_time_of_publication(opening: str, value: str) -> None:
    """The statement becomes a part of its own, and the paragraph begins where the sentence does."""
    sentence = "Từ ngày 13/8/2012, cửa hàng của hợp tác xã chuyển tới địa điểm mới ở phường bên, rộng gấp đôi chỗ cũ."
    more = "Theo ban chủ nhiệm, nơi mới gần bến xe nên bà con mang rau tới bán dễ hơn trước rất nhiều."
    structure = structure_page(f"Hợp tác xã rau chuyển địa điểm bán hàng\n{opening}{sentence}\n{more}")
    assert structure.published is not None
    assert structure.published.value == value
    assert structure.lead == sentence
    assert structure.text == f"{sentence}\n{more}"


@pytest.mark.parametrize(
    "line",
    [
        "Đăng ngày 16/8/2012 trên báo địa phương, bài viết kể chuyện làng nghề.",
        "Cập nhật đến ngày 12/3/2020, cả nước có thêm ba mươi trường học.",
        "16/8/2012Từ ngày 13/8, cửa hàng chuyển đi.",
    ],
)
def test_a_sentence_with_a_date_is_not_cut(line: str) -> None:
    """Only a marker, a date and at once a capital letter are a glued statement of the time."""
    assert glued_dateline(line) is None


def test_two_readings_of_a_date_are_day_first() -> None:
    """Month before day is taken only where day before month cannot be, beside an American clock."""
    first = find_stamp("5/4/2017 9:30:00 AM")
    other = find_stamp("5/14/2017 09:30")
    assert first is not None
    assert first.moment is not None
    assert first.moment.value == "2017-04-05T09:30:00+07:00"
    assert other is not None
    assert other.fault is not None


def test_the_weekday_says_which_reading_is_right() -> None:
    """Beside an American clock, month before day is taken where only so the weekday agrees."""
    stamp = find_stamp("Friday, 12/07/2018 8:16 PM")
    assert stamp is not None
    assert stamp.moment == Moment("2018-12-07T20:16:00+07:00", "minute")
    stamp = find_stamp("Thursday, 12/07/2018 8:16 PM")
    assert stamp is not None
    assert stamp.moment == Moment("2018-07-12T20:16:00+07:00", "minute")


def test_the_date_of_today_over_the_page_is_not_that_of_publication() -> None:
    """The dateline below the headline counts, or else the nearest above it; words and counts may stand between a date
    and the name beside it."""
    prose = "Sáng nay, người dân hai bên bờ kênh đã dọn xong lớp bùn mà trận lũ cuối tuần trước để lại trong xóm."
    text = "\n\n".join([prose, prose.replace("Sáng", "Trưa"), prose.replace("Sáng", "Chiều")])
    today, stated, title = (
        "Thứ Sáu, 9/8/2024 09:41",
        "Thứ Hai, 22/7/2024, 10:05 (GMT+7)",
        "Dọn bùn sau lũ hai bên bờ kênh",
    )
    for page in (f"{today}\n{title}\n{stated}\n{text}", f"{today}\n{stated}\n{title}\n{text}"):
        published = structure_page(page).published
        assert published is not None
        assert published.value == "2024-07-22T10:05:00+07:00"
    line = split_lines("Ngày đăng: 30/08/2011 Lượt xem: 10562 Tác giả: Ngọc Hà")[0]
    assert line.dateline is not None
    assert line.dateline.byline is not None
    assert line.dateline.byline.authors == ("Ngọc Hà",)
