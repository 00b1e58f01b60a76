"""Times, documents, figures and places of articles that are invented for the purpose."""

from __future__ import annotations

from typing import Any

import pytest
from khobao.annotate import annotate
from khobao.annotate.coverage import uncovered
from khobao.annotate.reading import read


def said(text: str, published: str | None = None, title: str | None = None) -> dict[str, tuple[Any, ...]]:
    """What is found in an article of one paragraph, published on an ISO day."""
    return annotate(
        {"title": title, "text": text, "captions": None,
            "published_at": f"{published}T08:00:00+07:00" if published else None,
         "published_precision": "day" if published else None}
    )  # fmt: skip


TIMES = [
    ("Sáng 9/5, tỉnh họp.", "2022-05-10", [("Sáng 9/5", "date", "2022-05-09")]),
    ("Chiều 28-12, tỉnh họp.", "2022-01-02", [("Chiều 28-12", "date", "2021-12-28")]),
    ("Chiều ngày 3.6, tỉnh họp.", "2022-06-03", [("Chiều ngày 3.6", "date", "2022-06-03")]),
    ("Ngày 07 tháng 6 năm 2022, xã họp.", None, [("Ngày 07 tháng 6 năm 2022", "date", "2022-06-07")]),
    ("Lễ hội mở từ ngày 27 đến 29/6.", "2022-06-30", [("ngày 27 đến 29/6", "date", "2022-06-27/2022-06-29")]),
    ("Trong các ngày 14 và 15-6, đoàn làm việc.", "2022-06-16", [("ngày 14 và 15-6", "date", "2022-06-14/2022-06-15")]),
    ("Trong 2 ngày 17 và 18/8, khối họp.", "2021-08-19",
     [("2 ngày", "duration", "P2D"), ("17 và 18/8", "date", "2021-08-17/2021-08-18")]),
    ("Hôm thứ Bảy 5 tháng Năm, hội họp.", "2018-05-11", [("thứ Bảy 5 tháng Năm", "date", "2018-05-05")]),
    ("Ngày 3 tháng Mười Hai năm 2019, hội họp.", None, [("Ngày 3 tháng Mười Hai năm 2019", "date", "2019-12-03")]),
    ("Thu 5 tháng năm 2020 đạt kế hoạch.", None, [("5 tháng năm 2020", "period", "2020-01-01/2020-05-31")]),
    ("Lúc 7h30 ngày 6/4/2022, mưa lớn.", None, [("7h30 ngày 6/4/2022", "date", "2022-04-06")]),
    ("Hội chợ sẽ mở ngày 20/6.", "2022-06-19", [("ngày 20/6", "date", "2022-06-20")]),
    ("Ngày 31/2 không có.", "2022-06-19", []),
    ("Sáng 5/3, họp lần thứ 4 năm 2021 của khối.", "2024-07-01",
     [("Sáng 5/3", "date", "2021-03-05"), ("năm 2021", "year", "2021")]),
    ("Chiều 4/7, xã nêu việc 6 tháng cuối năm 2018.", None,
     [("Chiều 4/7", "date", "2018-07-04"), ("6 tháng cuối năm 2018", "period", "2018-07-01/2018-12-31")]),
    ("Chiều 4/7, xã họp.", None, [("Chiều 4/7", "date", None)]),
    ("Ngày 4/7/2020, xã họp. Chiều cùng ngày, đoàn về.", None,
     [("Ngày 4/7/2020", "date", "2020-07-04"), ("Chiều cùng ngày", "date", "2020-07-04")]),
    ("Sáng nay, đoàn về. Tối qua trời mưa.", "2022-06-08", [("Sáng nay", "date", "2022-06-08"), ("Tối qua", "date",
     "2022-06-07")]),
    ("Quý I/2025 tăng; quý 3 năm 2024 giảm.", None,
     [("Quý I/2025", "period", "2025-01-01/2025-03-31"), ("quý 3 năm 2024", "period", "2024-07-01/2024-09-30")]),
    ("Thu 6 tháng đầu năm đạt kế hoạch.", "2022-07-05", [("6 tháng đầu năm", "period", "2022-01-01/2022-06-30")]),
    ("Kết quả 9 tháng; việc 3 tháng cuối năm 2023.", None,
     [("9 tháng", "period", "2023-01-01/2023-09-30"), ("3 tháng cuối năm 2023", "period", "2023-10-01/2023-12-31")]),
    ("Cháu bị phạt 9 tháng tù.", None, [("9 tháng", "duration", "P9M")]),
    ("Trong 6 tháng qua, xã làm tốt.", "2022-07-05", [("6 tháng qua", "period", None)]),
    ("Những tháng cuối năm 2019 khó khăn.", None, [("Những tháng cuối năm 2019", "period", None)]),
    ("Vụ mùa tháng 8/2022 và đầu tháng 9.", "2022-10-01",
     [("tháng 8/2022", "period", "2022-08-01/2022-08-31"), ("đầu tháng 9", "period", "2022-09-01/2022-09-30")]),
    ("Nhiệm kỳ 2015 – 2020 và 2020 – 2025 ổn định.", None,
     [("Nhiệm kỳ 2015 – 2020", "term", "2015/2020"), ("2020 – 2025", "term", "2020/2025")]),
    ("Giai đoạn 2021-2025 có đổi mới.", None, [("Giai đoạn 2021-2025", "period", "2021/2025")]),
    ("Tổng kết 5 năm 2014 – 2019.", None, [("5 năm 2014 – 2019", "period", "2014/2019")]),
    ("Tổng kết 5 năm thi đua.", None, [("5 năm", "duration", "P5Y")]),
    ("Kỷ niệm 30 năm (20/11/1982 - 20/11/2012).", None,
     [("30 năm", "anniversary", "P30Y"), ("20/11/1982 - 20/11/2012", "anniversary", "1982-11-20/2012-11-20")]),
    ("Án 2 năm 3 tháng tù.", None, [("2 năm 3 tháng", "duration", "P2Y3M")]),
    ("Họp trong 90 phút.", None, [("90 phút", "duration", "PT90M")]),
    ("Rằm và mùng 5 tháng Giêng vui.", "2022-03-01", [("mùng 5 tháng Giêng", "date", None)]),
    ("Lần thứ 16 năm 2024 là lớn nhất.", None, [("năm 2024", "year", "2024")]),
    ("Quý II năm ngoái lãi; đến tháng 10 năm nay lỗ.", "2022-12-21",
     [("Quý II năm ngoái", "period", "2021-04-01/2021-06-30"),
      ("tháng 10 năm nay", "period", "2022-10-01/2022-10-31")]),
    ("Máy bán từ ngày 5/4.", "2024-03-27", [("ngày 5/4", "date", "2024-04-05")]),
    ("Từ 6 giờ 30, dân có mặt; nghỉ đến 15 giờ. Khoảng 9 giờ, mưa.", None, []),
    ("Lúc 2 giờ 51 phút sáng, chợ cháy; sau 21 giờ mới tắt.", None, []),
    ("Ca mổ kéo dài đến 5 giờ; sau 3 giờ, bé tỉnh.", None,
     [("5 giờ", "duration", "PT5H"), ("3 giờ", "duration", "PT3H")]),
    ("Ảnh IMG_2033.JPG chụp cổng trường.", None, []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "published", "expected"), TIMES)
def test_times_are_read_with_the_year_that_the_page_supports(
    text: str, published: str | None, expected: list[Any]
) -> None:
    """Each form of a time has its words, its kind and its value; a year that nothing supports is not supplied."""
    assert [(one.mention.surface, one.kind, one.value) for one in said(text, published)["times"]] == expected


DOCUMENTS = [
    ("Theo Kết luận số 21-KL/TW ngày 7/8/2018 của Bộ Chính trị về nêu gương.",
     [("Kết luận số 21-KL/TW ngày 7/8/2018 của Bộ Chính trị", "Kết luận", "21-KL/TW", "21-KL/TW", "2018-08-07",
         "Bộ Chính trị",
       "ket-luan/21/bo-chinh-tri/2018-08-07")]),
    ("Thực hiện Quy định 77 ngày 2-2-2023 của Ban Bí thư Trung ương.",
     [("Quy định 77 ngày 2-2-2023 của Ban Bí thư Trung ương", "Quy định", "77", None, "2023-02-02",
         "Ban Bí thư Trung ương",
       "quy-dinh/77/ban-bi-thu-trung-uong-dang/2023-02-02")]),
    ("Nghị định 12/2019/NĐ-CP có hiệu lực; Nghị định 34/2020 / NĐ - CP thì chưa.",
     [("Nghị định 12/2019/NĐ-CP", "Nghị định", "12/2019/NĐ-CP", "12/2019/NĐ-CP", None, "Chính phủ",
         "nghi-dinh/12/2019/nd-cp"),
      ("Nghị định 34/2020 / NĐ - CP", "Nghị định", "34/2020 / NĐ - CP", "34/2020/NĐ-CP", None, "Chính phủ",
       "nghi-dinh/34/2020/nd-cp")]),
    ("Chỉ thị số 9-CT/T.Ư của Ban Bí thư.",
     [("Chỉ thị số 9-CT/T.Ư của Ban Bí thư", "Chỉ thị", "9-CT/T.Ư", "09-CT/TW", None, "Ban Bí thư", None)]),
    ("Nghị quyết Trung ương 4 (khóa XI, XII) về xây dựng Đảng.",
     [("Nghị quyết Trung ương 4 (khóa XI, XII)", "Nghị quyết", None, None, None, "Ban Chấp hành Trung ương", None)]),
    ("Nghị quyết Hội nghị Trung ương 8 khóa XII nêu rõ.",
     [("Nghị quyết Hội nghị Trung ương 8 khóa XII", "Nghị quyết", None, None, None, "Ban Chấp hành Trung ương",
       "nghi-quyet/hoi-nghi-trung-uong-8/khoa-12")]),
    ("Đưa nghị quyết đại hội XIII của Đảng vào cuộc sống.",
     [("nghị quyết đại hội XIII của Đảng", "Nghị quyết", None, None, None, "đại hội XIII của Đảng",
       "nghi-quyet/dai-hoi-toan-quoc/khoa-13")]),
    ("Kế hoạch của Tỉnh ủy thực hiện Nghị quyết số 7 của Bộ Chính trị.",
     [("Kế hoạch của Tỉnh ủy", "Kế hoạch", None, None, None, "Tỉnh ủy", None),
      ("Nghị quyết số 7 của Bộ Chính trị", "Nghị quyết", "7", None, None, "Bộ Chính trị", None)]),
    ("Luật Đất đai năm 2024 thay Luật Đất đai 2013; Bộ luật hình sự giữ nguyên.",
     [("Luật Đất đai năm 2024", "Luật", None, None, None, None, "luat/dat-dai-2024"),
      ("Luật Đất đai 2013", "Luật", None, None, None, None, "luat/dat-dai-2013"),
      ("Bộ luật hình sự", "Bộ luật", None, None, None, None, None)]),
    ("Hiến pháp năm 2013 và Điều lệ Đảng.",
     [("Hiến pháp năm 2013", "Hiến pháp", None, None, None, None, "hien-phap/hien-phap-2013"),
      ("Điều lệ Đảng", "Điều lệ", None, None, None, None, None)]),
    ("Các Nghị quyết số 18-NQ/TW, 19-NQ/TW của Ban Chấp hành Trung ương khóa XII.",
     [("Nghị quyết số 18-NQ/TW", "Nghị quyết", "18-NQ/TW", "18-NQ/TW", None, None, None),
      ("19-NQ/TW của Ban Chấp hành Trung ương khóa XII", "Nghị quyết", "19-NQ/TW", "19-NQ/TW", None,
       "Ban Chấp hành Trung ương", "nghi-quyet/19/ban-chap-hanh-trung-uong-dang/khoa-12")]),
    ("Quyết định phê duyệt đề án số 88/QĐ-UBND ngày 3/4/2019 của UBND tỉnh Hà Nam.",
     [("Quyết định phê duyệt đề án số 88/QĐ-UBND ngày 3/4/2019 của UBND tỉnh Hà Nam", "Quyết định",
       "88/QĐ-UBND", "88/QĐ-UBND", "2019-04-03", "UBND tỉnh Hà Nam", "quyet-dinh/88/ubnd-tinh-ha-nam/2019")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), DOCUMENTS)
def test_documents_are_cited_with_type_number_day_and_issuer(text: str, expected: list[Any]) -> None:
    """A citation runs from its type to what identifies it last, and has an identifier if the page gives one."""
    assert [
        (one.mention.surface, one.type, one.number, one.symbol, one.issued_on, one.issuer, one.document_id)
        for one in said(text)["documents"]
    ] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Các nghị quyết, kết luận, chỉ thị của Trung ương khoá XIII được quán triệt.",
        "Nghị quyết đại hội Đảng các cấp đi vào cuộc sống.",
        "Tỉnh ban hành Quy chế phối hợp công tác.",
        "Xã lập kế hoạch 5 năm và quyết định 3 việc.",
        "Các đề án của Ban Chấp hành Đảng bộ tỉnh được sơ kết.",
        "Luật sư Trần Văn Mẫu và Công ty Luật Bình Minh dự họp.",
        "Dự thảo Luật Dữ liệu được thảo luận.",
        "Công ước Liên hợp quốc về Luật Biển năm 1982.",
        "Ban quyết định 12 hộ được vay vốn.",
    ],
)
def test_generic_words_and_counts_are_no_citations(text: str) -> None:
    """A type word in the plural, without a number, or before a counted noun cites nothing."""
    assert said(text)["documents"] == ()


def test_a_later_mention_takes_day_and_issuer_from_the_first() -> None:
    """Two citations of one number on a page are one document; what one of them states holds for both."""
    first, second = said("Quy định 55 ngày 3/2/2020 của Ban Bí thư nêu rõ. Theo Quy định 55, việc đó là đúng.")[
        "documents"
    ]
    assert (second.issued_on, second.issuer, second.document_id) == ("2020-02-03", "Ban Bí thư", first.document_id)


def test_an_issuer_comes_from_the_symbol_only_where_that_names_one_body() -> None:
    """CP is the government; ĐUK is the committee that the page names; TW leaves open which of three bodies it is."""
    documents = said(
        "Đảng ủy Khối các cơ quan tỉnh họp. Nghị quyết số 04-NQ/ĐUK, Nghị định số 5/2020/NĐ-CP, Kết luận số 3-KL/TW."
    )
    assert [one.issuer for one in documents["documents"]] == ["Đảng ủy Khối các cơ quan tỉnh", "Chính phủ", None]


def test_members_and_groups_are_told_apart() -> None:
    """One plenum in two terms names its resolutions; the papers of three plenums stay a group without names."""
    named, group = said(
        "Nghị quyết Trung ương 5 khóa X, XI; các nghị quyết, kết luận của Hội nghị Trung ương 2,3,4 khóa XIII."
    )["documents"]
    assert named.members == ("Nghị quyết Trung ương 5 khóa X", "Nghị quyết Trung ương 5 khóa XI")
    assert (group.group, group.members, group.number) == (True, (), None)


FIGURES = [
    ("Huyện có 37 hộ nghèo.", [("37 hộ", (37.0,), "hộ", None)]),
    ("Tăng 4,2% so với năm trước.", [("4,2%", (4.2,), "%", None)]),
    ("Tạo việc làm cho hơn 54.100 lao động.", [("54.100 lao động", (54100.0,), "lao động", "hơn")]),
    ("Diện tích 1.250,5 ha.", [("1.250,5 ha", (1250.5,), "ha", None)]),
    ("Có 12 sở, ngành và 8 báo cáo và ý kiến.", [("12 sở, ngành", (12.0,), "sở, ngành", None), ("8 báo cáo", (8.0,),
     "báo cáo", None)]),
    ("Thu khoảng 5,2 tỷ đồng, chi 800 triệu.",
     [("5,2 tỷ đồng", (5.2e9,), "đồng", "khoảng"), ("800 triệu", (8e8,), None, None)]),
    ("Mỗi lớp 5-7 em, từ 30-35% là nữ.", [("5-7 em", (5.0, 7.0), "em", None), ("30-35%", (30.0, 35.0), "%", None)]),
    ("Đã có 15/20 xã đạt chuẩn.", [("15/20 xã", (15.0, 20.0), "xã", None)]),
    ("Khoảng 1/4 số hộ vay vốn.", [("1/4 số", (0.25,), "số", "khoảng")]),
    ("Giá 25.000 đồng/kg.", [("25.000 đồng/kg", (25000.0,), "đồng/kg", None)]),
    ("Giá 8,3 và 9,29 tỷ đồng, lương từ 1,2 lên 2,1 triệu đồng/người/năm, đất 44 triệu đồng/m2.",
     [("8,3 và 9,29 tỷ đồng", (8.3e9, 9.29e9), "đồng", None),
      ("1,2 lên 2,1 triệu đồng/người/năm", (1.2e6, 2.1e6), "đồng/người/năm", None),
      ("44 triệu đồng/m2", (4.4e7,), "đồng/m2", None)]),
    ("Dựa trên 7 khu công nghiệp, giá cao hơn 1.500 đồng.",
     [("7 khu công nghiệp", (7.0,), "khu công nghiệp", None), ("1.500 đồng", (1500.0,), "đồng", None)]),
    ("Trao quà cho 29 đồng chí, không quá 3 nhóm nhiệm vụ.",
     [("29 đồng chí", (29.0,), "đồng chí", None), ("3 nhóm nhiệm vụ", (3.0,), "nhóm nhiệm vụ", "không quá")]),
    ("Ông bị tuyên hai tội danh.", [("hai tội danh", (2.0,), "tội danh", None)]),
    ("Vào lúc 9h, nhà số 12 ở tầng 3, Trung tâm 115 và lớp 5.", []),
    ("Đội thắng 2-1, gọi 0912.345.678, kỳ họp thứ 8, tiêm Covid-19 24/7.", []),
    ("Năm 2020, ngày 3/4, tổng kết 5 năm.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), FIGURES)
def test_figures_have_value_unit_and_qualifier(text: str, expected: list[Any]) -> None:
    """A count or a measure is a figure with its full value; a label, a score, a clock or a time is none."""
    assert [(one.mention.surface, one.values, one.unit, one.qualifier) for one in said(text)["figures"]] == expected


def test_what_a_figure_counts_is_said_by_the_words_after_it() -> None:
    """The words up to the next particle or sign say of what the unit is."""
    assert [one.what for one in said("Có 37 hộ nghèo được vay, trồng 4 ha.")["figures"]] == ["nghèo", None]


PLACES = [
    ("Tỉnh ủy Hải Dương và UBND TP Hà Nội họp.", {("province", "Hải Dương", "30"), ("province", "Hà Nội", "01")}),
    ("Các tỉnh, thành phố Hồ Chí Minh, Cần Thơ, Điện Biên dự.",
     {("province", "Hồ Chí Minh", "79"), ("province", "Cần Thơ", "92"), ("province", "Điện Biên", "11")}),
    ("Học tập phong cách Hồ Chí Minh; đi đường Hồ Chí Minh.", {("other", "đường Hồ Chí Minh", None)}),
    ("Công nhân TP.HCM, TPHCM và Tp Hồ Chí Minh nghỉ.", {("province", "Hồ Chí Minh", "79")}),
    ("Công an tỉnh Thanh Hoá, HÀ NỘI, Bắc Cạn.",
     {("province", "Thanh Hóa", "38"), ("province", "Hà Nội", "01"), ("province", "Bắc Kạn", "06")}),
    ("Tại thành phố Hưng Yên, tỉnh Hưng Yên.", {("district", "thành phố Hưng Yên", None), ("province", "Hưng Yên",
     "33")}),
    ("Tỉnh Bà Rịa – Vũng Tàu và Bà Rịa-Vũng Tàu.", {("province", "Bà Rịa - Vũng Tàu", "77")}),
    ("Anh Nguyễn Hải Dương và bà Ninh Bình cùng đi.", set()),
    ("Hải Dương (25 tuổi) khai nhận.", set()),
    ("Mong đất nước thái bình, thế giới hòa bình.", set()),
    ("Tàu qua Thái Bình Dương và Điện Biên Phủ.", set()),
    ("Thuyền trên sông Đồng Nai.", {("other", "sông Đồng Nai", None)}),
    ("Đội Becamex Bình Dương gặp Sông Lam Nghệ An.", set()),
    ("Xã Tân Mẫu, huyện Văn Mẫu, thị trấn Mới và quận 5.",
     {("commune", "xã Tân Mẫu", None), ("district", "huyện Văn Mẫu", None), ("commune", "thị trấn Mới", None),
      ("district", "quận 5", None)}),
    ("Hợp tác xã Hòa An và Thông tấn xã Việt Nam.", set()),
    ("Cụm đồng bằng Bắc bộ, khu vực miền Bắc, khu vực phía Bắc và Tây Nguyên.",
     {("region", "cụm Đồng bằng Bắc Bộ", None), ("region", "khu vực miền Bắc", None), ("region", "khu vực phía Bắc",
         None),
      ("region", "Tây Nguyên", None)}),
    ("Người dân Huế và chị Nguyễn Thị Huế.", {("province", "Thừa Thiên Huế", "46")}),
    ("Sở Công Thương Long An.", {("province", "Long An", "80")}),
    ("Khách từ Hà Nội, Ninh Bình đến.", {("province", "Hà Nội", "01"), ("province", "Ninh Bình", "37")}),
    ("Mưa ở vùng núi Thanh Hóa.", {("province", "Thanh Hóa", "38")}),
    ("Chủ tịch UBND xã Tân Lập Nguyễn Văn Hùng nói.", {("commune", "xã Tân Lập", None)}),
    ("Trưởng thôn Đặng Văn Pảo kể.", set()),
    ("Khách viếng chùa Bà Thiên Hậu.", {("other", "chùa Bà Thiên Hậu", None)}),
    ("Các huyện Tân Lạc, Lạc Sơn và Mai Châu ngập.",
     {("district", f"huyện {name}", None) for name in ("Tân Lạc", "Lạc Sơn", "Mai Châu")}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), PLACES)
def test_places_are_told_from_what_has_their_name(text: str, expected: set[Any]) -> None:
    """A province counts where its name stands for it; towns, people, rivers, clubs and oceans of that name do not."""
    assert {(one.kind, one.name, one.code) for one in said(text)["places"]} == expected


@pytest.mark.parametrize(
    ("name", "published", "expected"),
    [
        ("Bắc Ninh", "2025-06-30", ("27", "before-2025-07-01", "VN-56", "Bắc Ninh", "24")),
        ("Bắc Ninh", "2025-07-01", ("24", "from-2025-07-01", None, "Bắc Ninh", "24")),
        ("Bắc Ninh", None, ("27", "before-2025-07-01", "VN-56", "Bắc Ninh", "24")),
        ("Bắc Giang", "2025-08-01", ("24", "before-2025-07-01", "VN-54", "Bắc Ninh", "24")),
        ("Cao Bằng", "2025-08-01", ("04", "from-2025-07-01", "VN-04", "Cao Bằng", "04")),
    ],
)
def test_the_code_of_a_province_follows_the_day_of_publication(name: str, published: str | None, expected: Any) -> None:
    """A code has the vintage of its table: the old one before 1 July 2025, without a day, and for its own names."""
    (one,) = said(f"Đoàn thăm tỉnh {name}.", published)["places"]
    assert (one.code, one.vintage, one.iso_3166_2, one.successor, one.successor_code) == expected


def test_hue_is_a_town_before_it_became_a_city_of_its_own() -> None:
    """`Thành phố Huế` is a district until the end of 2024 and a province from 2025."""
    assert [said("Tại thành phố Huế.", day)["places"][0].kind for day in ("2024-12-31", "2025-01-01")] == [
        "district",
        "province",
    ]


def test_places_of_one_name_are_one_place_with_all_mentions() -> None:
    """Every mention in title and text is listed with the words that stand there."""
    (one,) = said("Tại Hà Nội. Người Hà Nội vui.", title="Mưa ở Hà Nội")["places"]
    assert [(mention.field, mention.surface) for mention in one.mentions] == [
        ("title", "Hà Nội"),
        *[("text", "Hà Nội")] * 2,
    ]


def test_every_number_is_accounted_for() -> None:
    """Numbers outside all findings have the name of their exception, and None says that no rule knows them."""
    article = {"title": None,
        "text": "Điều 5, kỳ họp thứ 8, thắng 2-1, lúc 9h30, Covid-19, gọi 0912.345.678. Mã 77 x 12 y.",
               "captions": None, "published_at": None, "published_precision": None}  # fmt: skip
    left = {mention.surface: why for mention, why in uncovered(read(article), annotate(article))}
    assert [left[number] for number in ("5", "8", "2", "9", "19", "0912.345.678")] == [
        "label", "ordinal", "score", "clock", "name", "phone",
    ]  # fmt: skip


def test_mentions_of_a_place_stay_in_order_when_a_name_is_taken_off() -> None:
    """A mention that a person's name was part of stands where it stood among the others."""
    text = "Dân xã Tân Lập vui. Chủ tịch UBND xã Tân Lập Nguyễn Văn Hùng nói. Đoàn rời xã Tân Lập."
    (one,) = said(text)["places"]
    assert [mention.surface for mention in one.mentions] == ["xã Tân Lập"] * 3
    starts = [mention.start for mention in one.mentions]
    assert starts == sorted(starts)
