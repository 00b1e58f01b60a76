"""People and their posts, found in invented sentences."""

from typing import Any

import pytest
from khobao.annotate import annotate


def article(text: str, title: str | None = None, captions: str | None = None) -> dict[str, Any]:
    """An article with these texts."""
    fields = {"title": title, "text": text, "captions": captions}
    return {**fields, "published_at": None, "published_precision": None}


def people(text: str) -> dict[str, list[str]]:
    """The posts of each person that `text` names, as ``title @ organisation``, with ``former`` in front."""
    return {
        person.name: [
            f"{'former ' * post.former}{post.title}{' @ ' * bool(post.organization)}{post.organization or ''}"
            for post in person.positions
        ]
        for person in annotate(article(text))["people"]
    }


POSTS = {
    "name, then posts between commas": (
        "Chiều 5/3, đồng chí Lò Văn Thảnh, Ủy viên Trung ương Đảng, Bí thư Tỉnh ủy Sơn La chủ trì hội nghị.",
        {
            "Lò Văn Thảnh": [
                "Ủy viên Ban Chấp hành Trung ương Đảng @ Ban Chấp hành Trung ương Đảng",
                "Bí thư @ Tỉnh ủy Sơn La",
            ]
        },
    ),
    "posts, then the name without a comma": (
        "Dự lễ có Phó Chủ tịch UBND tỉnh Bắc Giang Nguyễn Thị Mận và Chủ tịch Hội Nông dân tỉnh Trần Văn Lịch.",
        {
            "Nguyễn Thị Mận": ["Phó Chủ tịch @ UBND tỉnh Bắc Giang"],
            "Trần Văn Lịch": ["Chủ tịch @ Hội Nông dân tỉnh Bắc Giang"],
        },
    ),
    "one body behind several titles": (
        "Ông Sơn Minh Thắm, Ủy viên Ban Thường vụ, Trưởng ban Dân vận Tỉnh ủy Trà Vinh phát biểu.",
        {"Sơn Minh Thắm": ["Ủy viên Ban Thường vụ @ Tỉnh ủy Trà Vinh", "Trưởng ban @ Ban Dân vận Tỉnh ủy Trà Vinh"]},
    ),
    "a list after one honorific, with letters for posts": (
        "Các đồng chí: Hà Quang Tiệp, UVTW Đảng, Bí thư Tỉnh ủy; Lê Thị Sáng, PBT Thường trực Tỉnh ủy, Chủ tịch HĐND"
        " tỉnh Phú Thọ; Vũ Đình Tới, Phó Bí thư Tỉnh ủy, Chủ tịch UBND tỉnh dự.",
        {
            "Hà Quang Tiệp": [
                "Ủy viên Ban Chấp hành Trung ương Đảng @ Ban Chấp hành Trung ương Đảng",
                "Bí thư @ Tỉnh ủy Phú Thọ",
            ],
            "Lê Thị Sáng": ["Phó Bí thư Thường trực @ Tỉnh ủy Phú Thọ", "Chủ tịch @ HĐND tỉnh Phú Thọ"],
            "Vũ Đình Tới": ["Phó Bí thư @ Tỉnh ủy Phú Thọ", "Chủ tịch @ UBND tỉnh Phú Thọ"],
        },
    ),
    "a rank before, a post behind a dash": (
        "Đại tá Cao Xuân Bách - Phó Giám đốc Công an tỉnh Lào Cai cho biết vụ việc đang được điều tra.",
        {"Cao Xuân Bách": ["Đại tá", "Phó Giám đốc @ Công an tỉnh Lào Cai"]},
    ),
    "a degree in letters, and a department in a house": (
        "Theo PGS.TS Đỗ Thị Hiên, Trưởng khoa Nội Bệnh viện Đa khoa tỉnh Thái Bình, bệnh nhân đã ổn định.",
        {
            "Đỗ Thị Hiên": [
                "Phó Giáo sư, Tiến sĩ",
                "Trưởng khoa @ Khoa Nội Bệnh viện Đa khoa tỉnh Thái Bình",
            ]
        },
    ),
    "former posts": (
        "Nguyên Phó Chủ tịch HĐND tỉnh Hà Nam Phạm Văn Quyến và cựu Giám đốc Sở Y tế Hà Nam Bùi Thị Lựu có mặt.",
        {
            "Phạm Văn Quyến": ["former Phó Chủ tịch @ HĐND tỉnh Hà Nam"],
            "Bùi Thị Lựu": ["former Giám đốc @ Sở Y tế tỉnh Hà Nam"],
        },
    ),
    "posts in brackets": (
        "Ông Trần Văn Hợi (Chủ tịch UBND xã Tân Lập, huyện Vũ Thư) xác nhận.",
        {"Trần Văn Hợi": ["Chủ tịch @ UBND xã Tân Lập"]},
    ),
    "ministers": (
        "Bộ trưởng Bộ Y tế Đào Hồng Lanh trả lời. Thứ trưởng Bộ Giáo dục và Đào tạo Ngô Thị Mùi có mặt.",
        {"Đào Hồng Lanh": ["Bộ trưởng @ Bộ Y tế"], "Ngô Thị Mùi": ["Thứ trưởng @ Bộ Giáo dục và Đào tạo"]},
    ),
    "words of a title that open its body": (
        "Bí thư Đảng ủy Khối các cơ quan tỉnh Vương Thị Thơ và Chánh Văn phòng UBND tỉnh Nam Định Tạ Đức Hòe dự.",
        {
            "Vương Thị Thơ": ["Bí thư @ Đảng ủy Khối các cơ quan tỉnh Nam Định"],
            "Tạ Đức Hòe": ["Chánh Văn phòng @ Văn phòng UBND tỉnh Nam Định"],
        },
    ),
    "a title that holds its body": (
        "Đồng chí Mùa A Sánh, Tỉnh ủy viên, Bí thư Huyện ủy Mường Nhé, tỉnh Điện Biên phát biểu.",
        {"Mùa A Sánh": ["Tỉnh ủy viên @ Tỉnh ủy Điện Biên", "Bí thư @ Huyện ủy Mường Nhé"]},
    ),
    "a place and a name in one row of capitals": (
        "Trưởng Công an xã Mường Lói Sùng A Dế và Trưởng phòng Giáo dục và Đào tạo huyện Tủa Chùa Lò Thị Mai dự.",
        {
            "Sùng A Dế": ["Trưởng Công an @ Công an xã Mường Lói"],
            "Lò Thị Mai": ["Trưởng phòng @ Phòng Giáo dục và Đào tạo huyện Tủa Chùa"],
        },
    ),
    "a company and a name in one row of capitals": (
        "Chủ tịch HĐQT Tập đoàn Hoa Mai Trần Thị Hương và CEO FastGo Lê Hải Đăng ký kết.",
        {"Trần Thị Hương": ["Chủ tịch HĐQT @ Tập đoàn Hoa Mai"], "Lê Hải Đăng": ["CEO"]},
    ),
    "a body that goes on in small letters up to a comma": (
        "Ông Trần Văn Tám, Giám đốc Trung tâm Bảo tồn lan rừng phía Bắc, cho biết.",
        {"Trần Văn Tám": ["Giám đốc @ Trung tâm Bảo tồn lan rừng phía Bắc"]},
    ),
    "a body that goes on up to a verb": (
        "Bà Lê Thị Sáu, Trưởng phòng Quản lý nhập khẩu hạt giống khẳng định như vậy.",
        {"Lê Thị Sáu": ["Trưởng phòng @ Phòng Quản lý nhập khẩu hạt giống"]},
    ),
    "the head of an office in a body that no list has is in no department of that name": (
        "Ông Trần Văn Tám, Chánh Văn phòng Sở NN & PTNT, cho biết.",
        {"Trần Văn Tám": ["Chánh Văn phòng"]},
    ),
    "a post that somebody is given": (
        "Bổ nhiệm ông Lý Văn Bảy, Phó Bí thư Huyện ủy, giữ chức Phó Giám đốc Sở Nội vụ tỉnh Sơn La.",
        {"Lý Văn Bảy": ["Phó Bí thư @ Huyện ủy", "Phó Giám đốc @ Sở Nội vụ tỉnh Sơn La"]},
    ),
    "a year of birth before the post": (
        "Bị cáo Hà Văn Chín (SN 1984), nguyên Giám đốc Công ty TNHH Sao Mai Đỏ, nhận tội.",
        {"Hà Văn Chín": ["former Giám đốc @ Công ty TNHH Sao Mai Đỏ"]},
    ),
    "a hamlet behind its headman": (
        "Ông Đỗ Văn Mười, Trưởng ấp Hòa Thuận, phấn khởi kể lại.",
        {"Đỗ Văn Mười": ["Trưởng ấp"]},
    ),
    "a picture's credit behind a dash is no body": (
        "Bà Vũ Thị Hai, Chủ tịch Hội Khuyến học huyện Mù Cang Chải - Ảnh: Minh An",
        {"Vũ Thị Hai": ["Chủ tịch @ Hội Khuyến học huyện Mù Cang Chải"]},
    ),
    "names that Vietnamese syllables do not spell": (
        "Các chị Hồ Thị Plang, Kim Thị Sa Rone và anh K' Brếu, chị Rơ Châm H'Lim cùng dự.",
        {"Hồ Thị Plang": [], "Kim Thị Sa Rone": [], "K' Brếu": [], "Rơ Châm H'Lim": []},
    ),
    "names of saints": (
        "Linh mục Giuse Phan Văn Lành và bà Maria Têrêsa Nguyễn Thị Sen cử hành.",
        {"Giuse Phan Văn Lành": ["Linh mục"], "Maria Têrêsa Nguyễn Thị Sen": []},
    ),
    "ranks and posts of generals": (
        "Thượng tướng Lương Tam Quảng, Ủy viên Bộ Chính trị, Bộ trưởng Bộ Công an; Trung tướng Nguyễn Ngọc Lượm dự.",
        {
            "Lương Tam Quảng": ["Thượng tướng", "Ủy viên Bộ Chính trị @ Bộ Chính trị", "Bộ trưởng @ Bộ Công an"],
            "Nguyễn Ngọc Lượm": ["Trung tướng"],
        },
    ),
    "jobs, as printed": (
        "HLV Park Hang Seo và tiền đạo Nguyễn Công Phướng dự buổi tập.",
        {"Park Hang Seo": ["HLV"], "Nguyễn Công Phướng": ["tiền đạo"]},
    ),
    "heads of other countries": (
        "Thủ tướng Nhật Bản Shinzo Abe gặp Tổng thống Pháp Emmanuel Macron tại Tokyo.",
        {"Shinzo Abe": ["Thủ tướng"], "Emmanuel Macron": ["Tổng thống"]},
    ),
    "names of peoples of the uplands": (
        "Bà H'Yim Kđoh, Phó Chủ tịch HĐND tỉnh Đắk Lắk, ông Y Thanh Hà Niê Kđăm dự.",
        {"H'Yim Kđoh": ["Phó Chủ tịch @ HĐND tỉnh Đắk Lắk"], "Y Thanh Hà Niê Kđăm": []},
    ),
    "given names of two behind a job": (
        "Ca sĩ Mỹ Tâm và diễn viên Ninh Dương Lan Ngọc chia sẻ.",
        {"Mỹ Tâm": ["Ca sĩ"], "Ninh Dương Lan Ngọc": ["diễn viên"]},
    ),
    "a post behind an honorific": (
        "Giám đốc Trung tâm Y tế huyện Ba Vì, bác sĩ Nguyễn Thị Lành cho hay.",
        {"Nguyễn Thị Lành": ["Giám đốc @ Trung tâm Y tế huyện Ba Vì", "Bác sĩ"]},
    ),
    "the accused, with year of birth": (
        "TAND tỉnh Quảng Trị tuyên phạt bị cáo Hồ Văn Nhỏ (SN 1990, trú xã A Ngo) 7 năm tù.",
        {"Hồ Văn Nhỏ": []},
    ),
    "names hyphenated after the sound": (
        "Bộ trưởng Tài chính Anh Phi-líp Ham-mơn ngày 13/9 phát biểu.",
        {"Phi-líp Ham-mơn": ["Bộ trưởng @ Bộ Tài chính Anh"]},
    ),
    "one post for all of a list": (
        "Dự lễ có ông Vũ Đình Tới, Chủ tịch LĐLĐ tỉnh Phú Thọ; các Phó Chủ tịch LĐLĐ tỉnh: Hà Quang Tiệp, Lê Thị Sáng"
        " và Cao Xuân Bách.",
        {
            "Vũ Đình Tới": ["Chủ tịch @ Liên đoàn Lao động tỉnh Phú Thọ"],
            "Hà Quang Tiệp": ["Phó Chủ tịch @ Liên đoàn Lao động tỉnh Phú Thọ"],
            "Lê Thị Sáng": ["Phó Chủ tịch @ Liên đoàn Lao động tỉnh Phú Thọ"],
            "Cao Xuân Bách": ["Phó Chủ tịch @ Liên đoàn Lao động tỉnh Phú Thọ"],
        },
    ),
    "a post of one before a list": (
        "Giữ quyền công tố là kiểm sát viên Võ Đình Nhân và Lê Thị Mai Thơ.",
        {"Võ Đình Nhân": ["Kiểm sát viên"], "Lê Thị Mai Thơ": []},
    ),
    "a post behind a people": (
        "Chị Triệu Mùi Phấy, người Dao, Bí thư Đoàn xã nhẩm tính lại số quà.",
        {"Triệu Mùi Phấy": ["Bí thư"]},
    ),
    "a post behind a home, in the same brackets": (
        "Cảnh sát bắt Ngô Đình Tâm (SN 1985, trú xã Tân Lập, Lào Cai, cựu kế toán) và hai người khác.",
        {"Ngô Đình Tâm": ["former kế toán"]},
    ),
    "a post at a later mention": (
        "Ông Đặng Sỹ Hạnh dự họp. Ông Hạnh, đồng thời là Phó Giám đốc Sở Y tế tỉnh Sơn La, đồng ý.",
        {"Đặng Sỹ Hạnh": ["Phó Giám đốc @ Sở Y tế tỉnh Sơn La"]},
    ),
    "a job of another behind a later mention": (
        "Bà Trần Thanh Loan họp lớp. Theo bà Loan, giáo viên Tính không giải thích.",
        {"Trần Thanh Loan": []},
    ),
    "a post before the one who is given it": (
        "Bộ trưởng bổ nhiệm lại Phó Chánh Thanh tra Bộ Y tế đối với bà Nghiêm Bảo Trân.",
        {"Nghiêm Bảo Trân": ["Phó Chánh Thanh tra @ Thanh tra Bộ Y tế"]},
    ),
    "a post that a relative clause tells": (
        "Lê Viết Chánh, người từng là Giám đốc Sở Tài chính tỉnh Lào Cai, phản đối.",
        {"Lê Viết Chánh": ["Giám đốc @ Sở Tài chính tỉnh Lào Cai"]},
    ),
    "a post between two dashes": (
        "Dự hội thảo có luật sư Trần Quang Nghị - Giám đốc Công ty Luật Hoàng Gia - phân tích ba vụ việc.",
        {"Trần Quang Nghị": ["Luật sư", "Giám đốc @ Công ty Luật Hoàng Gia"]},
    ),
    "others behind a post": (
        "Bà Lò Thị Sen, Phó Chủ tịch HĐND tỉnh Sơn La và 12 thành viên của đoàn dự lễ.",
        {"Lò Thị Sen": ["Phó Chủ tịch @ HĐND tỉnh Sơn La"]},
    ),
    "a unit without a name before a person": (
        "Chủ tịch Ủy ban bầu cử phường Đỗ Mạnh Kha đọc báo cáo. Họ đến từ phường Võ Thị Sáu.",
        {"Đỗ Mạnh Kha": ["Chủ tịch"]},
    ),
    "the name of a village before that of its head": (
        "Bí thư Chi bộ, Trưởng thôn Phương Trứ Nguyễn Huy Chất trao quà.",
        {"Nguyễn Huy Chất": ["Bí thư", "Trưởng thôn"]},
    ),
    "a list of foreigners, one of them listed": (
        "Đội hình có Daniel Burek, Herve Di Rosy và Yanko Pekov.",
        {"Daniel Burek": [], "Herve Di Rosy": [], "Yanko Pekov": []},
    ),
}


@pytest.mark.parametrize(("text", "expected"), POSTS.values(), ids=POSTS.keys())
def test_posts_of_people(text: str, expected: dict[str, list[str]]) -> None:
    """Each person of the sentence is found, no other, with the posts in order, canonical, in canonical bodies."""
    assert people(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Xe chạy trên đường Nguyễn Trãi, qua ngã tư Lê Văn Lương - Hoàng Minh Giám rồi dừng.",
        "Học sinh Trường THPT Trần Hưng Đạo, phường Lê Lợi, quận Ngô Quyền nghỉ học.",
        "Thành phố Hồ Chí Minh và các tỉnh Lâm Đồng, Cao Bằng, Hà Nam có mưa.",
        "Đoàn TNCS Hồ Chí Minh xã Hòa Sơn trồng cây bên đường Hồ Chí Minh.",
        "Đồng chí Phó Bí thư Thường trực Tỉnh ủy, Chủ tịch HĐND tỉnh nhấn mạnh điều đó.",
        "Thứ Hai, ngày 3 Tháng Năm, Ban Tổ chức công bố Giải thưởng Lương Định Của.",
        "Làm theo gương Bác, cán bộ Thủ đô Hà Nội xuống Tây Nguyên.",
        "Tập đoàn Samsung Electronics và Tổ chức Y tế Thế giới hợp tác.",
        "Vở “Trần Thủ Độ” và phim “Lê Thị Tư” ra rạp.",
        "Đoàn Việt Nam vượt mốc 70 huy chương vàng. Từ Quảng Trị, xe đi tiếp ra Bắc.",
        "Đoàn Thanh niên và Trạm Trồng trọt cùng Công ty Merlion Homes tặng quà.",
    ],
)
def test_what_is_no_person(text: str) -> None:
    """Streets, schools, provinces, movements' short references, titles of works and bodies are no people."""
    assert people(text) == {}


def test_an_eponym_is_marked() -> None:
    """A person in the name of a movement is an eponym, and the city of that name is none."""
    found = annotate(article("Thành phố Hồ Chí Minh học tập và làm theo tư tưởng, phong cách Hồ Chí Minh."))["people"]
    assert [(person.name, person.eponym, len(person.mentions)) for person in found] == [("Hồ Chí Minh", True, 1)]


@pytest.mark.parametrize(
    ("text", "honorific"),
    [
        ("Đồng chí Trần Văn Gạo phát biểu.", "đồng chí"),
        ("Bà Lê Thị Ngô và đ/c Trần Văn Gạo phát biểu.", "đồng chí"),
        ("Các đồng chí: Lê Thị Ngô, Bí thư Huyện ủy; Trần Văn Gạo, Chánh Văn phòng dự.", "đồng chí"),
        ("Giám đốc Sở Công Thương Long An – ông Trần Văn Gạo nêu ví dụ.", "ông"),
        ("Tiến sĩ Trần Văn Gạo nói.", "tiến sĩ"),
        ("PGS.TS Trần Văn Gạo nói.", "PGS.TS"),
        ("Phó Chủ tịch UBND tỉnh Trần Văn Gạo nói.", None),
    ],
)
def test_the_honorific_stands_before_the_name(text: str, honorific: str | None) -> None:
    """The honorific is in small letters, also from the head of a list; letters stay as printed."""
    found = {person.name: person.honorific for person in annotate(article(text))["people"]}
    assert found["Trần Văn Gạo"] == honorific


def test_later_mentions_are_of_the_same_person() -> None:
    """A given name alone behind an honorific, the last two syllables, and capitals in the title name the person."""
    text = "Ông Đinh Công Thước đến. Sau đó ông Thước về. Công Thước nói ông mệt."
    found = annotate(article(text, title="ĐINH CÔNG THƯỚC LÊN ĐƯỜNG"))["people"]
    assert [person.name for person in found] == ["Đinh Công Thước"]
    assert [mention.surface for mention in found[0].mentions] == [
        "ĐINH CÔNG THƯỚC", "Đinh Công Thước", "Thước", "Công Thước",
    ]  # fmt: skip


def test_a_given_name_of_two_people_is_no_mention() -> None:
    """Where two people of the page share a given name, it alone names neither."""
    found = annotate(article("Ông Trần Văn Gạo và bà Lê Thị Gạo đến. Ông Gạo nói."))["people"]
    assert [len(person.mentions) for person in found] == [1, 1]


def test_a_caption_over_two_lines_is_one_phrase() -> None:
    """A post goes on behind a line break in captions; its mention has the break."""
    captions = "Đồng chí Phạm Thị Lụa - Tỉnh ủy viên, Bí thư Đảng ủy khối\ncác cơ quan tỉnh Hưng Yên trao cờ"
    (person,) = annotate(article("Hội nghị bế mạc.", captions=captions))["people"]
    assert [post.organization for post in person.positions] == [
        "Tỉnh ủy Hưng Yên", "Đảng ủy Khối các cơ quan tỉnh Hưng Yên",
    ]  # fmt: skip
    assert person.positions[1].mention.surface == "Bí thư Đảng ủy khối\ncác cơ quan tỉnh Hưng Yên"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Trao đổi với phóng viên, bà Phan Thị Lụa, Phó Giám đốc Sở Nội vụ, cho biết.",
         {"Phan Thị Lụa": ["Phó Giám đốc @ Sở Nội vụ"]}),
        ("Học sinh Trường Phổ thông dân tộc bán trú Thanh Quân vui chơi.", {}),
        ("Xe của Savora Việt Nam đắt khách.", {}),
        ("Tiền đạo vào sân thay người Lý Công Thành ghi bàn.", {"Lý Công Thành": []}),
        ("Quay phim Đào Nhật Huy dùng máy mới.", {"Đào Nhật Huy": ["Quay phim"]}),
        ("Bé Nông Thị Lan đang học bài.", {"Nông Thị Lan": []}),
        ("Chiến sĩ Đồn Biên phòng Sen Bụt giúp dân.", {}),
        ("Ông Trần Nhật Lâm (33 tuổi), Phó Chủ tịch UBND xã Tân Lập, kể.",
         {"Trần Nhật Lâm": ["Phó Chủ tịch @ UBND xã Tân Lập"]}),
        ("Ông Lê Văn An, Giám đốc phân tích Công ty Chứng khoán Đại Hưng, nói.",
         {"Lê Văn An": ["Giám đốc phân tích @ Công ty Chứng khoán Đại Hưng"]}),
    ],
)  # fmt: skip
def test_words_beside_a_name_say_whether_a_person_bears_it(text: str, expected: dict[str, list[str]]) -> None:
    """Who is told holds no post of who tells; schools, companies and stations are no people."""
    assert people(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Theo ông Châu Thành Luân, Phó Giám đốc Sở Nội vụ, việc đã xong.",
         {"Châu Thành Luân": ["Phó Giám đốc @ Sở Nội vụ"]}),
        ("Ông Kim Sang Woo, Tổng Giám đốc, nói.", {"Kim Sang Woo": ["Tổng Giám đốc"]}),
        ("Chủ tịch UBND xã Khe Sim Bạc Cầm Hiến có mặt.", {"Bạc Cầm Hiến": ["Chủ tịch @ UBND xã Khe Sim"]}),
        ("Bí thư Đảng ủy xã Ea Lút Y Thanh Byă cho biết.", {"Y Thanh Byă": ["Bí thư @ Đảng ủy xã Ea Lút"]}),
        ("Trưởng bản Khe Nọi Giàng A Sáy gọi điện.", {"Giàng A Sáy": ["Trưởng bản"]}),
        ("Anh Nay Y Blưng trở về làng.", {"Nay Y Blưng": []}),
        ("Bà Ksor H'Liên kể chuyện.", {"Ksor H'Liên": []}),
        ("Giám đốc công ty Đinh Văn Gạo khẳng định.", {"Đinh Văn Gạo": ["Giám đốc"]}),
        ("Trưởng ban tổ chức giải Trịnh Quang Gạo nói.", {"Trịnh Quang Gạo": ["Trưởng ban"]}),
        ("Cùng đi có chuyên gia thể lực người Nhật Bản Hiroko Tsukino.", {"Hiroko Tsukino": ["chuyên gia"]}),
        ("Halvor Brekk, Giám đốc điều hành quỹ, người ở Oslo, đồng ý.", {"Halvor Brekk": ["Giám đốc điều hành"]}),
        ("Gồm hai Phó Bí thư Tỉnh Đoàn Lê Trọng Gạo, Y Hlái.",
         {"Lê Trọng Gạo": ["Phó Bí thư @ Tỉnh đoàn"], "Y Hlái": ["Phó Bí thư @ Tỉnh đoàn"]}),
    ],
)  # fmt: skip
def test_names_of_the_uplands_and_of_elsewhere_are_whole(text: str, expected: dict[str, list[str]]) -> None:
    """Syllables that Vietnamese has not, a middle name of one letter and a place in front do not cut a name."""
    assert people(text) == expected


@pytest.mark.parametrize(
    ("text", "surfaces"),
    [
        ("Ông Lê Văn Gạo, Giám đốc Trung tâm Y tế huyện thông tin: đã tiêm xong.", ["Giám đốc Trung tâm Y tế huyện"]),
        ("Ông Lê Văn Gạo, Chủ tịch UBND huyện và đoàn công tác đã đến.", ["Chủ tịch UBND huyện"]),
        ("Ông Lê Văn Gạo, Phó Chủ tịch UBND tỉnh phụ trách nội chính, đã đến.",
         ["Phó Chủ tịch UBND tỉnh phụ trách nội chính"]),
        ("Bầu ông Bùi Văn Ngô, Trưởng Công an huyện, thay đồng chí Lê Văn Gạo, nguyên Trưởng Công an huyện.",
         ["nguyên Trưởng Công an huyện"]),
        ("Dự có ông Lê Văn Gạo – Phó Vụ trưởng; GS. Bùi Văn Ngô nói.", ["Phó Vụ trưởng"]),
        ("Đó là Thiếu tá quân nhân chuyên nghiệp Lê Văn Gạo.", ["Thiếu tá quân nhân chuyên nghiệp"]),
        ("Tòa phạt Lê Văn Gạo, nguyên công chức địa chính - xây dựng xã 3 năm tù.",
         ["nguyên công chức địa chính - xây dựng xã"]),
        ("Ông Lê Văn Gạo, Phó Lãnh sự Ba Lan tại TP. Hồ Chí Minh, đã đến.", ["Phó Lãnh sự Ba Lan tại TP. Hồ Chí Minh"]),
        ("Thầy Lê Văn Gạo, Hiệu trưởng Trường TH - THCS Khe Sim, kể.", ["Hiệu trưởng Trường TH - THCS Khe Sim"]),
        ("Ông Lê Văn Gạo, Hiệu trưởng Trường PTDT nội trú tỉnh, kể.", ["Hiệu trưởng Trường PTDT nội trú tỉnh"]),
        ("Ông Lê Văn Gạo trúng cử Chủ tịch Hội người Việt Nam tại Lào.", ["Chủ tịch Hội người Việt Nam tại Lào"]),
        ("Ông Lê Văn Gạo, Trưởng phòng Hành chính và bà Bùi Thị Ngô cùng đến.", ["Trưởng phòng Hành chính"]),
        ("Khởi tố Lê Văn Gạo, Giám đốc Công ty TNHH Đầu tư Khe Sim và Ngọ Văn Ngô, kế toán.",
         ["Giám đốc Công ty TNHH Đầu tư Khe Sim"]),
        ("Ông Lê Văn Gạo, Phó Thủ trưởng Cơ quan CSĐT Công an tỉnh thông tin như vậy.",
         ["Phó Thủ trưởng Cơ quan CSĐT Công an tỉnh"]),
        ("Thầy Lê Văn Gạo, Tổ trưởng tổ Khoa học xã hội, kể.", ["Tổ trưởng tổ Khoa học xã hội"]),
        ("Khởi tố Lê Văn Gạo, Giám đốc Công ty CP Khe Sim về tội trốn thuế.", ["Giám đốc Công ty CP Khe Sim"]),
    ],
)  # fmt: skip
def test_a_post_ends_where_something_else_is_told(text: str, surfaces: list[str]) -> None:
    """What somebody does, who comes along and what the next person is are no part of a post."""
    found = {person.name: person.positions for person in annotate(article(text))["people"]}
    assert [post.mention.surface for post in found["Lê Văn Gạo"]] == surfaces
