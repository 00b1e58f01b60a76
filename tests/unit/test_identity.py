"""Which citations of many articles are of one document."""

from __future__ import annotations

import pytest
from khobao.annotate import annotate
from khobao.annotate.identity import link
from khobao.annotate.symbols import canonical_issuer, initials, normal_symbol


def linked(*texts: str) -> list[list[str | None]]:
    """The identifiers of the documents of articles with these texts."""
    articles = [
        {"title": None, "text": text, "captions": None, "published_at": None, "published_precision": None}
        for text in texts
    ]
    return link([annotate(article)["documents"] for article in articles])


FULL = "Quy định 61-QĐ/TW ngày 5/3/2014 của Ban Bí thư Trung ương nêu rõ."
BARE = "Việc thực hiện Quy định 61 của Ban Bí thư."


def test_a_bare_number_takes_the_identifier_of_the_one_document_known() -> None:
    """Type, number and issuer lead to a document that another article cites in full."""
    ((full,), (bare,)) = linked(FULL, BARE)
    assert full == bare == "quy-dinh/61/ban-bi-thu-trung-uong-dang/2014-03-05"


@pytest.mark.parametrize(
    "other",
    [
        "Quy định 61-QĐ/TW ngày 9/9/2019 của Ban Bí thư được bàn.",  # another term: which of the two stays open
        "Quy định số 61 ngày 9/9/2019 của Ban Bí thư Trung ương Đảng được bàn.",
    ],
)
def test_a_bare_number_that_two_documents_have_stays_open(other: str) -> None:
    """Two documents with one number, of different days, are two; a bare mention is neither."""
    (full,), (second,), (bare,) = linked(FULL, other, BARE)
    assert full != second
    assert bare is None


@pytest.mark.parametrize(
    "text",
    [
        "Quy định 61 được quán triệt.",  # no issuer
        "Quy định 61 của Bộ Chính trị được quán triệt.",
        "Kết luận 61 của Ban Bí thư được quán triệt.",
        "Quy định 62 của Ban Bí thư được quán triệt.",
        "Quy định 61 ngày 6/3/2014 của Ban Bí thư được quán triệt.",
    ],
)
def test_another_type_number_issuer_or_day_is_another_document(text: str) -> None:
    """What contradicts the full citation, or says too little, does not take its identifier."""
    (full,), (other,) = linked(FULL, text)
    assert other != full


def test_terms_keep_documents_of_one_symbol_apart() -> None:
    """12-NQ/TW of one term is not 12-NQ/TW of the next."""
    (one,), (two,) = linked("Nghị quyết 12-NQ/TW của Ban Chấp hành Trung ương khóa XI.",
                            "Nghị quyết 12-NQ/TW của Ban Chấp hành Trung ương khóa XII.")  # fmt: skip
    assert one is not None
    assert two is not None
    assert one != two


def test_a_state_symbol_with_its_year_needs_no_more() -> None:
    """The day, the issuer and spaces add nothing to a symbol with a year: all are one document on every page."""
    ids = linked(
        "Nghị định 12/2019/NĐ-CP.",
        "Nghị định số 12/2019 / NĐ - CP ngày 5/2/2019 của Chính phủ.",
        "Nghị định 12/2019 của Chính phủ.",
    )
    assert {identifier for (identifier,) in ids} == {"nghi-dinh/12/2019/nd-cp"}


def test_the_day_of_a_state_document_adds_nothing_to_its_year() -> None:
    """With and without a symbol or a day, the same number, issuer and year are one document."""
    ids = linked(
        "Quyết định số 999/QĐ-TTg ngày 3/5/2021.", "Quyết định 999 ngày 3/5/2021 của Thủ tướng Chính phủ.",
        "Nghị định 12 của Chính phủ năm 2019.", "Nghị định 12/2019/NĐ-CP.",
    )  # fmt: skip
    assert ids[0] == ids[1] == ["quyet-dinh/999/thu-tuong-chinh-phu/2021"]
    assert ids[2] == ids[3] == ["nghi-dinh/12/2019/nd-cp"]


def test_a_bare_number_beside_its_symbol_is_the_same_document() -> None:
    """On one page the short form has the identifier of the whole one."""
    ((whole, bare),) = linked("Nghị định 12/2019/NĐ-CP ngày 5/2/2019 có hiệu lực. Nghị định 12 đã rõ.")
    assert whole == bare == "nghi-dinh/12/2019/nd-cp"


def test_local_bodies_without_a_place_are_not_one_body() -> None:
    """Decisions of "UBND tỉnh" on two pages may be of two provinces; with its name they are of one."""
    text = "Quyết định số 8/QĐ-UBND ngày 1/2/2020 của UBND tỉnh{}."
    assert linked(text.format("")) == [[None]]
    assert linked(text.format(" Hà Nam")) == [["quyet-dinh/8/ubnd-tinh-ha-nam/2020"]]


def test_the_order_of_articles_does_not_matter() -> None:
    """A bare mention before the full one is linked as well."""
    assert linked(BARE, FULL) == list(reversed(linked(FULL, BARE)))


def test_symbols_have_one_normal_form() -> None:
    """Spaces, dashes, T.Ư and a missing zero make no difference; a bare number has no symbol."""
    assert {normal_symbol(symbol) for symbol in ("09-CT/TW", "9-CT/TW", "09 - CT / TW", "09–CT/T.Ư", "9-CT/TƯ")} == {
        "09-CT/TW"
    }
    assert normal_symbol("293") is None


def test_letters_name_an_issuer_where_they_name_one() -> None:
    """The table and the initials of ministries give the issuer; TW, TU and ĐU stand for several bodies."""
    assert [canonical_issuer(symbol) for symbol in ("5/2020/NĐ-CP", "9/QĐ-TTg", "45/2019/QH14", "7/2020/TT-BGDĐT",
        "05-CT/TW", "3-NQ/TU")] == [
        "Chính phủ", "Thủ tướng Chính phủ", "Quốc hội", "Bộ Giáo dục và Đào tạo", None, None,
    ]  # fmt: skip
    assert initials("Bộ Lao động - Thương binh và Xã hội") == "BLĐTBXH"
