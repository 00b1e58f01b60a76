"""Bodies, found in invented sentences."""

import pytest
from khobao.annotate import annotate


def bodies(text: str) -> list[str]:
    """The names of the bodies of `text`, in order."""
    fields = {"title": None, "text": text, "captions": None, "published_at": None, "published_precision": None}
    return [body.name for body in annotate(fields)["organizations"]]


BODIES = {
    "in a line of capitals the name of a district ends where no other is known": (
        "HĐND HUYỆN HỌP THẨM TRA TỜ TRÌNH",
        ["HĐND huyện"],
    ),
    "a head inside another word opens no body": (
        "Văn phòng Điều phối họp. Bà Lan trực ban Công an huyện Tân Lạc gửi thông cáo báo chí.",
        ["Công an huyện Tân Lạc"],
    ),
    "the country ends the name of a body": (
        "Trung tâm Dự báo khí tượng thủy văn quốc gia và Cục Hàng hải Việt Nam họp.",
        ["Trung tâm Dự báo khí tượng thủy văn quốc gia", "Cục Hàng hải Việt Nam"],
    ),
    "a station is a body": ("Cán bộ Đồn Biên phòng Sen Bụt giúp dân.", ["Đồn Biên phòng Sen Bụt"]),
    "short forms take the province of the subject": (
        "UBND tỉnh Lai Châu họp với Sở Tài chính, Sở Nội vụ. Lãnh đạo UBND tỉnh, HĐND tỉnh dự.",
        ["UBND tỉnh Lai Châu", "Sở Tài chính tỉnh Lai Châu", "Sở Nội vụ tỉnh Lai Châu", "HĐND tỉnh Lai Châu"],
    ),
    "a list shares the province at its end": (
        "Cơ quan tham mưu của Thành ủy, HĐND, UBND, Đoàn Đại biểu Quốc hội Hải Phòng dự.",
        ["Thành ủy Hải Phòng", "HĐND thành phố Hải Phòng", "UBND thành phố Hải Phòng", "Đoàn ĐBQH thành phố Hải Phòng"],
    ),
    "a body at the end of a name is one too": (
        "Ban Tuyên giáo Tỉnh uỷ Yên Bái và Ban cán sự Đảng UBND tỉnh họp.",
        [
            "Ban Tuyên giáo Tỉnh ủy Yên Bái", "Tỉnh ủy Yên Bái", "Ban cán sự Đảng UBND tỉnh Yên Bái",
            "UBND tỉnh Yên Bái",
        ],
    ),
    "members of a list under one head": (
        "Tỉnh ủy các tỉnh: Hà Giang, Cao Bằng, Bắc Kạn ký quy chế.",
        ["Tỉnh ủy Hà Giang", "Tỉnh ủy Cao Bằng", "Tỉnh ủy Bắc Kạn"],
    ),
    "agencies and the short form of their committee": (
        "Đảng ủy khối cơ quan tỉnh Hà Nam tổ chức hội nghị. Đảng ủy khối đề ra nhiệm vụ cho Đảng bộ khối.",
        ["Đảng ủy Khối các cơ quan tỉnh Hà Nam", "Đảng bộ Khối các cơ quan tỉnh Hà Nam"],
    ),
    "no province on the page": (
        "Đảng ủy Khối các cơ quan tỉnh tổ chức hội nghị.",
        ["Đảng ủy Khối các cơ quan tỉnh"],
    ),
    "two subjects make a class": (
        "Tỉnh ủy Hà Giang, Tỉnh ủy Cao Bằng chủ trương hợp nhất Đảng bộ khối các cơ quan tỉnh.",
        ["Tỉnh ủy Hà Giang", "Tỉnh ủy Cao Bằng"],
    ),
    "classes": (
        "Các sở, ngành, các Đảng ủy khối, mỗi Đảng bộ Khối, Đảng ủy Khối các cơ quan các tỉnh, thành phố dự.",
        [],
    ),
    "bare words": ("Trung ương, Đảng, Nhà nước và địa phương cùng làm.", []),
    "central bodies have one name": (
        "Kết luận của Ban Bí thư; quy định của Ban Bí thư Trung ương; nghị quyết của Bộ Chính trị.",
        ["Ban Bí thư Trung ương Đảng", "Bộ Chính trị"],
    ),
    "courts and prosecutors": (
        "TAND tỉnh Quảng Trị xử; VKSND tỉnh truy tố; VKSND tối cao kháng nghị.",
        [
            "Tòa án nhân dân tỉnh Quảng Trị", "Viện kiểm sát nhân dân tỉnh Quảng Trị", "Viện kiểm sát nhân dân tối cao",
        ],
    ),
    "departments with commas in their names": (
        "Bộ Văn hóa, Thể thao và Du lịch phối hợp Sở Lao động - Thương binh và Xã hội Hà Nội mở lớp.",
        ["Bộ Văn hóa, Thể thao và Du lịch", "Sở Lao động - Thương binh và Xã hội thành phố Hà Nội"],
    ),
    "schools, hospitals, companies, banks": (
        "Trường THPT Lê Văn Bông, Bệnh viện Đa khoa Hoa Sen, Công ty cổ phần Gạch ngói Hưng Thịnh và"
        " Ngân hàng TMCP Á Đông ký kết.",
        [
            "Trường THPT Lê Văn Bông", "Bệnh viện Đa khoa Hoa Sen", "Công ty cổ phần Gạch ngói Hưng Thịnh",
            "Ngân hàng TMCP Á Đông",
        ],
    ),
    "heads in small letters": (
        "Ông đến công an tỉnh Hưng Yên rồi qua công ty TNHH Gió Mới làm việc.",
        ["Công an tỉnh Hưng Yên", "Công ty TNHH Gió Mới"],
    ),
    "words that only end like a head": (
        "Cảnh báo Michael tại trụ sở Công an, và quần đảo Trường Sa, Đài Loan, Hội An.",
        [],
    ),
    "tone marks in the old places": (
        "Sở Văn hoá và Thể thao Hà Nội, Công ty Thuỷ Lộc, Quỹ Bảo trợ Quý Sửu họp.",
        ["Sở Văn hóa và Thể thao thành phố Hà Nội", "Công ty Thủy Lộc", "Quỹ Bảo trợ Quý Sửu"],
    ),
    "fields that are no names, an exam, a company of a country": (
        "Ban Quản lý, Viện Nghiên cứu, kỳ thi THPT Quốc gia và một công ty Mỹ.",
        [],
    ),
    "a ministry of another country": ("Bộ Ngoại giao Mỹ bác bỏ.", ["Bộ Ngoại giao Mỹ"]),
    "a commune of the only name on the page": (
        "Công an xã Tân Lập vào cuộc. Công an xã đã lập biên bản.",
        ["Công an xã Tân Lập"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), BODIES.values(), ids=BODIES.keys())
def test_names_of_bodies(text: str, expected: list[str]) -> None:
    """Each body of the sentence is found under its canonical name, and no class or bare word."""
    assert sorted(bodies(text)) == sorted(expected)


def test_an_entry_has_type_level_place_and_mentions() -> None:
    """An entry says what the body is, what it covers, where, whether only a list names it, and all its mentions."""
    text = "Thành uỷ Hải Phòng tổ chức lễ. Thành ủy khen Huyện ủy Tiên Lãng; Tỉnh ủy các tỉnh: Hà Nam, Sơn La dự."
    fields = {"title": None, "text": text, "captions": None, "published_at": None, "published_precision": None}
    found = {body.name: body for body in annotate(fields)["organizations"]}
    city = found["Thành ủy Hải Phòng"]
    assert (city.type, city.level, city.place, city.by_coordination) == (
        "tỉnh ủy/thành ủy", "province", "Hải Phòng", False,
    )  # fmt: skip
    assert [mention.surface for mention in city.mentions] == ["Thành uỷ Hải Phòng", "Thành ủy"]
    assert found["Huyện ủy Tiên Lãng"].level == "district"
    assert found["Tỉnh ủy Sơn La"].by_coordination
