"""The events that articles report."""

from typing import Any

import pytest
from khobao.annotate import annotate
from khobao.annotate.reading import Passage
from khobao.annotate.sentences import sentences
from khobao.annotate.tables import table


def events(text: str, title: str | None = None, published: str | None = None) -> list[dict[str, Any]]:
    """The events of an article with this text, as records."""
    article = {
        "title": title,
        "text": text,
        "captions": "",
        "published_at": published and f"{published}T08:00:00+07:00",
        "published_precision": published and "minute",
    }
    return [event.as_record() for event in annotate(article)["events"]]


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        (
            "Sáng 14/3, UBND tỉnh Lào Cai tổ chức Hội nghị tổng kết trồng rừng lần thứ 5 năm 2022 tại tỉnh Lào Cai.",
            None,
            {"kind": "hội nghị tổng kết", "date": "2022-03-14", "date_basis": "name", "part_of_day": "sáng",
             "place": "Lào Cai", "edition_year": 2022},
        ),
        (
            "Ngày 5/9/2021, Trường Trung học phổ thông Đồi Chè long trọng tổ chức lễ khai giảng.",
            None,
            {"kind": "lễ khai giảng", "date": "2021-09-05", "date_basis": "printed", "part_of_day": None},
        ),
        (
            "Chiều 3-6, Đảng ủy Khối các cơ quan tỉnh Yên Bái khai mạc Hội nghị Ban Chấp hành lần thứ mười hai, "
            "nhiệm kỳ 2020 - 2025.",
            "2023-06-04",
            {"kind": "hội nghị ban chấp hành", "ordinal": 12, "term": "2020-2025", "date": "2023-06-03",
             "date_basis": "dateline", "part_of_day": "chiều"},
        ),
        (
            "Ngày 20/11, Hội Nông dân tỉnh Hà Giang tổ chức Đại hội lần thứ IX.",
            None,
            {"ordinal": 9, "date": None, "date_basis": None},
        ),
        (
            "(HGO) - Ngày 11-7, tỉnh họp bàn về chống hạn. Bà Lê Thị Sáu, Phó Chủ tịch tỉnh, chủ trì cuộc họp.",
            "2022-07-11",
            {"date": "2022-07-11", "date_basis": "dateline"},
        ),
        (
            "Trong 2 ngày 17 và 18/8, Hội Nông dân tỉnh Hà Giang tổ chức Đại hội lần thứ IX.",
            "2021-08-19",
            {"date": "2021-08-17", "date_end": "2021-08-18"},
        ),
        (
            "Trao đổi chiều 14/11, Trung tá Lê Văn Tám cho biết khoảng 2h15 ngày 12/11 xe tải lật xuống suối.",
            "2023-11-15",
            {"kind": None, "date": "2023-11-12"},
        ),
        (
            "Ngày 23/5, ông Lê Văn Tám cho biết nhà máy vẫn chạy sau trận lũ ngày 24/2.",
            "2022-05-24",
            {"kind": None, "date": "2022-05-23"},
        ),
    ],
)  # fmt: skip
def test_event_is_read_from_its_frame(text: str, published: str | None, expected: dict[str, Any]) -> None:
    """Kind, ordinal, day with its evidence, part of the day and place are those of the sentence; no year, no day."""
    (event,) = events(text, published=published)
    assert {name: event[name] for name in expected} == expected


def test_second_item_of_the_day_is_an_event_of_its_own() -> None:
    """`Chiều cùng ngày` copies the day before it, and its part of the day is its own."""
    text = (
        "Sáng 8/5/2023, Huyện ủy Đồi Xanh tổ chức hội nghị giao ban quý I với các chi bộ.\n"
        "Hội nghị nghe báo cáo và bàn việc chống hạn, trong đó có nội dung về hồ chứa.\n"
        "* Chiều cùng ngày, Huyện ủy Đồi Xanh tổ chức gặp mặt các gia đình hiến đất làm đường."
    )
    first, second = events(text)
    assert (first["date"], first["part_of_day"], first["date_basis"]) == ("2023-05-08", "sáng", "printed")
    assert (second["date"], second["part_of_day"], second["date_basis"]) == ("2023-05-08", "chiều", "same-day")
    assert second["kind"] == "gặp mặt"


def test_meetings_that_are_cited_or_still_to_come_are_no_events() -> None:
    """A congress that a report prepares and a plenum that a resolution comes from are not reported."""
    text = (
        "Ngày 8/5/2023, Đảng bộ xã Khe Trúc tổ chức hội nghị sơ kết 6 tháng đầu năm.\n"
        "Xã sẽ chuẩn bị tổ chức Đại hội Đảng bộ huyện lần thứ XX và học tập nghị quyết Hội nghị Trung ương 5 khóa XIII."
    )
    (event,) = events(text)
    assert event["kind"] == "hội nghị sơ kết"


def test_day_of_what_happens_without_a_meeting_has_no_name() -> None:
    """The day that the first sentences name is kept, with neither kind nor name; a day of birth is not one."""
    (event,) = events("Rạng sáng 2/4/2021, một đoạn đê ở xã Bến Lau bị sạt, nước tràn vào ruộng lúa của ba thôn.")
    assert (event["date"], event["kind"], event["name"]) == ("2021-04-02", None, None)
    assert events("Nghệ nhân sinh ngày 2/4/1941 ở xã Bến Lau, theo nghề dệt từ thuở nhỏ cùng bà và mẹ.") == []


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Sáng 23/5, cầu Bến Lau thông xe. Năm 2022, huyện làm ba cầu. Hết năm 2022, huyện có năm cầu.", "2022-05-23"),
        ("Sáng 23/5, cầu Bến Lau thông xe. Cầu dài nhất huyện, khởi công từ 4-5-2021.", None),
        ("Ngày 7/3, trạm bơm có lãi. Trạm chạy từ tháng 4/2015. Năm 2015, trạm có một nghìn khách.", None),
        ("Ngày 7/3, trạm bơm có lãi. Năm 2014, trạm có một khách. Năm 2015, trạm có một nghìn khách.", None),
        ("Ngày 7/3, trạm bơm có lãi. Việc này theo Nghị quyết 08/2015/NQ và Nghị quyết 09/2015/NQ.", None),
        ("Xã chuẩn bị cho dịp lễ Quốc khánh 2-9. Các ngày từ 1 đến 3-9-2016, trạm bơm không nghỉ.", "2016-09-01"),
        ("Hôm nay tôi xin kể chuyện con đò. Đò đã cũ, người lái cũng đã già, mà bến thì vẫn vậy.", None),
    ],
)  # fmt: skip
def test_the_year_of_a_day_has_evidence_on_the_page(text: str, day: str | None) -> None:
    """The one year that the text prints again and again, or with the same month; no year that is over by then, of
    several, or of a document. Feasts and the author's own day are no events."""
    published = "2019-10-11" if "tôi" in text else None
    assert [event["date"] for event in events(text, published=published)] == ([day] if day else [])


def test_theme_and_chair_are_those_of_the_event() -> None:
    """The theme stands in quotes; who chairs is a person before the verb of chairing, in the same paragraph."""
    text = (
        "Ngày 9/8/2022, Sở Công Thương tỉnh Sơn La tổ chức hội thảo với chủ đề “Chè sạch cho thị trường xa”. Đồng chí "
        "Lò Văn Khánh, Giám đốc Sở Công Thương, chủ trì hội thảo."
    )
    (event,) = events(text)
    assert (event["topic"], event["topic_kind"]) == ("Chè sạch cho thị trường xa", "theme")
    assert event["chairs"] == ["Lò Văn Khánh"]
    assert event["hosts"] == ["Sở Công Thương tỉnh Sơn La"]


@pytest.mark.parametrize("row", table("event_nouns"), ids=lambda row: row["noun"])
def test_every_noun_of_the_list_names_an_event(row: dict[str, str]) -> None:
    """A sentence that holds it gives an event whose kind begins with the noun."""
    found = events(f"Ngày 7/6/2022, Hội Nông dân xã Khe Trúc tổ chức {row['noun']} cho các hộ trồng cam.")
    assert found
    assert found[0]["kind"].startswith(row["noun"])


@pytest.mark.parametrize("row", table("event_types"), ids=lambda row: row["words"])
def test_every_word_of_kind_joins_the_noun(row: dict[str, str]) -> None:
    """Behind a noun it is part of the kind."""
    (event,) = events(f"Ngày 7/6/2022, Hội Nông dân xã Khe Trúc tổ chức lễ {row['words']} ở nhà văn hóa.")
    assert event["kind"] == f"lễ {row['words']}"


@pytest.mark.parametrize("row", table("event_verbs"), ids=lambda row: row["verb"])
def test_every_verb_of_the_list_makes_a_frame(row: dict[str, str]) -> None:
    """Before the noun of an event, or behind it if it says that it takes place."""
    (event,) = events(f"Ngày 7/6/2022, đoàn cán bộ xã Khe Trúc {row['verb']} hội nghị về cây cam.")
    assert event["kind"] == "hội nghị"


def test_a_leader_of_dots_ends_one_sentence() -> None:
    """However long a row of full stops is, what follows it is the next sentence."""
    passage = Passage("text", f"Xã họp{'.' * 90_000} Xã bàn việc lúa{'…' * 90_000}thế thôi. Hết!")
    first, second, third = (passage.text[one.start : one.end] for one in sentences(passage))
    assert (first, third) == ("Xã họp", "Hết!")
    assert second.replace("…", "") == "Xã bàn việc lúathế thôi"
