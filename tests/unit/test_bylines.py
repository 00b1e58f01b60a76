"""Bylines."""

import pytest
from khobao.structure.bylines import read_byline

BYLINES = [
    ("Lê Hạnh Nguyên", ("Lê Hạnh Nguyên",), None),
    ("Hải Đăng – Thu Cúc", ("Hải Đăng", "Thu Cúc"), None),
    ("Bài, ảnh: MINH ĐĂNG", ("MINH ĐĂNG",), None),
    ("Bài và ảnh: Diễm Hồng", ("Diễm Hồng",), None),
    ("Tác giả: Ngọc Hà", ("Ngọc Hà",), None),
    ("H.L.", ("H.L.",), None),
    ("K.A", ("K.A",), None),
    ("Sơn Hải (Theo CNN)", ("Sơn Hải",), "CNN"),
    ("Minh Ngọc (T/h)", ("Minh Ngọc",), None),
    ("Theo TTXVN", (), "TTXVN"),
    ("(Theo Lao Động)", (), "Lao Động"),
    ("Nguồn: baovidu.vn", (), "baovidu.vn"),
    ("Theo Lê Thảo - ĐBND", ("Lê Thảo",), "ĐBND"),
    ("Hải Vân/Báo Ví dụ", ("Hải Vân",), "Báo Ví dụ"),
    ("Cẩm Tú (Ảnh: Hữu Phúc)", ("Cẩm Tú",), None),
    ("Cẩm Tú (Ảnh: Hữu Phúc và các cộng tác viên của tòa soạn)", ("Cẩm Tú",), None),
    ("Thiện Nhân biên dịch", ("Thiện Nhân",), None),
    ("ThS. ĐOÀN THỊ HÀ", ("ĐOÀN THỊ HÀ",), None),
    ("Tiến sỹ Lê Văn Tám", ("Lê Văn Tám",), None),
    ("Hoài Nam - Công an tỉnh", ("Hoài Nam",), "Công an tỉnh"),
    ("Thu Lan, phóng viên RFA", ("Thu Lan",), "RFA"),
    ("Theo NGỌC DIỆP (SGGP)", ("NGỌC DIỆP",), "SGGP"),
    ("Nguồn GD&TĐ: http://example.vn/bai-1", (), "GD&TĐ"),
    ("bởi Hạ Miên", ("Hạ Miên",), None),
    ("Quỳnh Anh-Hải Nam", ("Quỳnh Anh", "Hải Nam"), None),
    ("Jean-Pierre Dupont", ("Jean-Pierre Dupont",), None),
    ("Hạ Miên, Theo Nhịp sống trẻ", ("Hạ Miên",), "Nhịp sống trẻ"),
    ("Ghi chép của Đặng Thu Cúc", ("Đặng Thu Cúc",), None),
    ("Truyện ngắn dự thi của ĐẶNG THU CÚC", ("ĐẶNG THU CÚC",), None),
    ("Được đăng bởi Đặng Thu Cúc vào lúc 07:11", ("Đặng Thu Cúc",), None),
    ("Posted by Đặng Thu Cúc on 9.8.14 No comments", ("Đặng Thu Cúc",), None),
    ("Người viết: Đặng Thu Cúc - GV lớp 4B", ("Đặng Thu Cúc",), None),
    ("Đặng Thu Cúc - Công chức văn hóa xã", ("Đặng Thu Cúc",), None),
    ("Tin, clip: Đặng Thu Cúc", ("Đặng Thu Cúc",), None),
    ("Bài, ảnh, video: Hà Thu - Minh Anh", ("Hà Thu", "Minh Anh"), None),
    ("Bút ký: Đặng Thu Cúc", ("Đặng Thu Cúc",), None),
    ("CTV Lò Hải - Quàng Hương", ("Lò Hải", "Quàng Hương"), None),
    ("Trường Huy", ("Trường Huy",), None),
    ("(Theo Reuters, AFP)", (), "Reuters, AFP"),
    ("Đặng Thu Cúc (P/v TTXVN tại Lào)", ("Đặng Thu Cúc",), "TTXVN"),
    ("Lò Thu Hiên (Trung tâm Truyền thông - Văn hóa)", ("Lò Thu Hiên",), "Trung tâm Truyền thông - Văn hóa"),
]
NO_BYLINES = [
    "A A",
    "TÁC GIẢ",
    "Nguồn: http://baovidu.example",
    "Theo Lan Anh, Minh Tú",
    "Đặng Thu Cúc (một thời để nhớ và một thời để thương)",
    "Theo ông Nguyễn Văn A, mực nước sẽ còn lên.",
    "Theo Thạc sĩ A, hành vi này có đủ căn cứ để xử lý.",
    "Tin liên quan",
    "Thời sự",
    "Hà Nội",
    "TVA: 24.600 / +6,96%",
    "Ý KIẾN BẠN ĐỌC (0)",
    "nước lên nhanh",
    "Được sự đồng ý của ông",
    "Ký sự của những người đi biển",
    "Ảnh của Minh An",
    "Hà Nội, theo Sở Y tế, có ba ca mắc",
    "Ủy ban nhân dân tỉnh họp",
    "",
]


@pytest.mark.parametrize(("line", "authors", "source_credit"), BYLINES)
def test_byline_gives_people_and_source(line: str, authors: tuple[str, ...], source_credit: str | None) -> None:
    """People go to authors, agencies and outlets to the source credit."""
    byline = read_byline(line)
    assert byline is not None
    assert (byline.authors, byline.source_credit) == (authors, source_credit)


@pytest.mark.parametrize("line", NO_BYLINES)
def test_what_is_no_byline_names_nobody(line: str) -> None:
    """Sentences, rubrics and fragments are no bylines."""
    assert read_byline(line) is None


@pytest.mark.parametrize(
    ("line", "authors", "source"),
    [
        ("Dã Thảo - Theo Thế giới Xanh", ("Dã Thảo",), "Thế giới Xanh"),
        ("Vy An / Theo Đời Sống Xanh", ("Vy An",), "Đời Sống Xanh"),
        ("Tin và ảnh: Thu Phượng - Phòng Công tác bạn đọc", ("Thu Phượng",), "Phòng Công tác bạn đọc"),
        ("PV (theo Trung tâm Khí tượng)", (), "Trung tâm Khí tượng"),
        ("Viết bởi Ban Biên tập", (), "Ban Biên tập"),
        ("Bài: Lan Anh, theo dõi từ hiện trường", (), None),
    ],
)
def test_source_behind_a_name_is_no_part_of_it(line: str, authors: tuple[str, ...], source: str | None) -> None:
    """`Theo X`, a desk or brackets behind a name are what it credits; a verb is not."""
    byline = read_byline(line)
    assert (byline.authors, byline.source_credit) == (authors, source) if byline else (authors, source) == ((), None)
