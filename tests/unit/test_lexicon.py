"""Every word list of the annotation layer has a source for each entry, and each entry is used."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import khobao.annotate
import pytest
from khobao.annotate import annotate
from khobao.annotate.issuers import issuer_end
from khobao.annotate.symbols import canonical_issuer, has_known_letters, initials
from khobao.annotate.tables import table
from khobao.text import fold

FOLDER = Path(khobao.annotate.__file__).parent / "lexicon"
MINE = {
    "central_bodies", "counted_nouns", "document_types", "issuer_codes", "law_titles", "longer_names", "measures",
     "ministries",
    "no_units", "not_heads", "number_labels", "place_heads", "provinces", "qualifiers", "regions", "surnames",
}  # fmt: skip


def found(text: str, field: str, published: str | None = None) -> Any:
    """The values of one field in an article of one paragraph."""
    return annotate(
        {"title": None, "text": text, "captions": None, "published_at": published, "published_precision": "day"}
    )[field]


@pytest.mark.parametrize("name", sorted(MINE))
def test_every_entry_has_a_source_and_stands_once(name: str) -> None:
    """No row lacks its source, and no two rows are the same but for it."""
    rows = table(name)
    assert rows
    assert all(row["source"].strip() for row in rows)
    keys = [tuple(fold(value) for key, value in row.items() if key != "source") for row in rows]
    assert len(set(keys)) == len(keys)


def test_every_spelling_of_a_province_is_found() -> None:
    """Each name and spelling of both tables leads to its code, in the vintage of the day."""
    for row in table("provinces"):
        day = "2020-01-01T00:00:00+07:00" if row["vintage"].startswith("before") else "2025-08-01T00:00:00+07:00"
        for spelling in (row["name"], *filter(None, row["spellings"].split("|"))):
            head = "TP " if row["type"] == "thành phố" and "H" not in spelling[:2] else ""
            head = (
                "TP " if spelling == "Hồ Chí Minh" else "tỉnh " if spelling == "Huế" and row["type"] == "tỉnh" else head
            )
            (place,) = found(f"Người ở {head}{spelling} vui.", "places", day)
            assert (place.code, place.vintage, place.kind) == (row["code"], row["vintage"], "province"), spelling


def test_every_counted_noun_and_measure_is_a_unit() -> None:
    """A number before the entry is a figure that has it as its unit."""
    for row in table("counted_nouns"):
        (figure,) = found(f"Tổng cộng 25 {row['noun']}.", "figures")
        assert fold(figure.unit) == fold(row["noun"])
    for row in table("measures"):
        (figure,) = found(f"Tổng cộng 25 {row['printed']}.", "figures")
        assert figure.unit == row["unit"]


def test_nouns_that_join_stay_together() -> None:
    """A noun that may follow another after a comma does."""
    for row in table("counted_nouns"):
        if row["joins"]:
            (figure,) = found(f"Tổng cộng 25 sở, {row['noun']}.", "figures")
            assert figure.mention.surface == f"25 sở, {row['noun']}"


def test_every_qualifier_qualifies() -> None:
    """The entry before a number is its qualifier."""
    for row in table("qualifiers"):
        (figure,) = found(f"Ở đây {row['word']} 25 hộ.", "figures")
        assert figure.qualifier == row["word"]


def test_no_particle_is_a_unit_and_no_label_counts() -> None:
    """A number before a particle has no unit; after a label it is no figure."""
    for row in table("no_units"):
        assert found(f"Tổng là 2.500 {row['word']} xong.", "figures")[0].unit is None
    for row in table("number_labels"):
        assert found(f"Xem {row['word']} 25 này.", "figures") == (), row["word"]


def test_every_type_of_document_is_cited_by_number() -> None:
    """The type word with `số` and a number is a citation; its codes are letters of a symbol."""
    for row in table("document_types"):
        (document,) = found(f"Theo {row['type'].capitalize()} số 12 của Chính phủ.", "documents")
        assert fold(document.type) == fold(row["type"])
        bare = found(f"Theo {row['type'].capitalize()} 12 của Chính phủ.", "documents")
        assert bool(bare) == (row["bare"] == "yes"), row["type"]
        assert all(has_known_letters(f"12/{code}-XYZ") for code in filter(None, row["codes"].split("|")))


def test_every_law_is_cited_by_its_title() -> None:
    """`Luật` with a title of the table is a citation that ends with the title."""
    for row in table("law_titles"):
        (document,) = found(f"Theo Luật {row['title']} thì được.", "documents")
        assert document.mention.surface == f"Luật {row['title']}"


def test_every_body_can_issue() -> None:
    """Each form of a central body and each ministry is read as an issuer, and each code names one."""
    forms = [form for row in table("central_bodies") for form in (row["name"], *row["forms"].split("|")) if form]
    for name in [*forms, *(row["name"] for row in table("ministries"))]:
        assert issuer_end(f"{name} về việc", fold(f"{name} về việc"), 0) == len(name)
    for row in table("ministries"):
        assert canonical_issuer(f"12/2020/TT-{initials(row['name'])}") == row["name"]
    for row in table("issuer_codes"):
        assert canonical_issuer(f"12/2020/NQ-{row['code']}") == row["issuer"]


def test_every_head_introduces_a_place_or_hides_a_province() -> None:
    """A head with a kind gives a place of it; a head without one makes the name of a province something else."""
    for row in table("place_heads"):
        places = found(f"Gần {row['head']} Nam Định vui.", "places")
        kinds = {place.kind for place in places}
        assert kinds == (set() if row["kind"] == "none" else {row["kind"]}), row["head"]


def test_words_that_end_like_a_head_hide_nothing() -> None:
    """After them a province is a province."""
    for row in table("not_heads"):
        if row["word"] != "thành phố":
            assert "province" in {place.kind for place in found(f"Đó là {row['word']} Nam Định.", "places")}, row[
                "word"
            ]


def test_longer_names_and_surnames_hide_provinces() -> None:
    """A longer name that begins with a province is none, nor is a personal name that ends with one."""
    for row in table("longer_names"):
        assert "province" not in {place.kind for place in found(f"Tin về {row['name']} mới.", "places")}, row["name"]
    for row in table("surnames"):
        assert found(f"Gặp {row['surname']} Hải Dương.", "places") == (), row["surname"]


def test_every_region_is_found() -> None:
    """The name of a region, after the word for a group of provinces, is a region."""
    for row in table("regions"):
        (place,) = found(f"Ở khu vực {row['name']} mưa.", "places")
        assert (place.kind, place.name) == ("region", f"khu vực {row['name']}")
