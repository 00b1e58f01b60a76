"""Every entry of the word lists is loaded, and recognised in a sentence made from it."""

from typing import Any

import pytest
from khobao.annotate import annotate
from khobao.annotate.wordlists import phrases, tables, words
from khobao.text import fold


def read(text: str) -> dict[str, tuple[Any, ...]]:
    """What the article with this text names."""
    fields = {"title": None, "text": text, "captions": None, "published_at": None, "published_precision": None}
    return annotate(fields)


def names(text: str) -> list[str]:
    """The people of `text`, folded."""
    return [fold(person.name) for person in read(text)["people"]]


def capital(word: str) -> str:
    """`word` with a capital."""
    return word[:1].upper() + word[1:]


@pytest.mark.parametrize("surname", sorted(words("names", "vietnamese", "surnames")))
def test_a_family_name_opens_a_name(surname: str) -> None:
    """A family name and two syllables are a person without any other proof."""
    assert f"{surname} văn tám" in names(f"Hôm qua có {capital(surname)} Văn Tám ở đó.")


@pytest.mark.parametrize("surname", sorted(words("names", "vietnamese", "common")))
def test_a_common_family_name_opens_a_name_behind_a_place(surname: str) -> None:
    """In a row of capitals behind a title, a common family name parts the person from the place."""
    assert f"{surname} văn tám" in names(f"Chủ tịch UBND xã Tân Lập {capital(surname)} Văn Tám nói.")


@pytest.mark.parametrize("given", sorted(words("names", "vietnamese", "given")))
def test_a_given_name_proves_a_name_of_two(given: str) -> None:
    """A common family name and a given name are a person, where a syllable that is none is not."""
    assert names(f"Hôm ấy Đinh {capital(given)} ở đó.") == [f"đinh {given}"]
    assert names("Hôm ấy Đinh Nghiêng ở đó.") == []


@pytest.mark.parametrize("middle", sorted(words("names", "vietnamese", "middle")))
def test_a_given_name_of_two_is_known_by_its_first_syllable(middle: str) -> None:
    """Such a name is a person behind a job."""
    assert names(f"Sáng nay ca sĩ {capital(middle)} Thoa hát.") == [f"{middle} thoa"]


@pytest.mark.parametrize("between", sorted(words("names", "vietnamese", "between")))
def test_a_middle_name_parts_a_person_from_a_place(between: str) -> None:
    """Behind a title and a place, a family name opens a person's where such a syllable follows."""
    assert names(f"Trưởng bản Khe Nọi Giàng {capital(between)} Tám nói.") == [f"giàng {between} tám"]


def test_a_foreign_given_name_opens_a_name() -> None:
    """A given name of another language and a word with a capital are a person."""
    listed = sorted(words("foreign", "foreign", "given"))
    missed = [
        given for given in listed if names(f"Hôm qua có {capital(given)} Zbrodski ở đó.") != [f"{given} zbrodski"]
    ]
    assert missed == []


@pytest.mark.parametrize("closer", sorted(words("names", "vietnamese", "closers")))
def test_a_closer_ends_a_foreign_name(closer: str) -> None:
    """A word such as League is no part of a name."""
    assert f"robert {closer}" not in names(f"Hôm qua có Robert {capital(closer)} ở đó.")


def test_a_place_is_no_person() -> None:
    """The name of a place alone is nobody."""
    keys = [("provinces", "cities"), ("provinces", "provinces"), ("districts", "names"), ("other", "countries")]
    listed = [name for table, key in (*keys, ("other", "names")) for name in phrases("not_people", table, key)]
    assert [place for place in listed if names(f"Hôm nay ở {place} có mưa.")] == []


@pytest.mark.parametrize(("form", "province"), tables("not_people")["forms"].items())
def test_another_form_of_a_province(form: str, province: str) -> None:
    """A body takes the canonical name of its province from any form of it."""
    (body,) = read(f"Báo cáo của HĐND {form.upper()} nêu rõ.")["organizations"]
    assert body.place == province


@pytest.mark.parametrize("honorific", phrases("names", "context", "honorifics"))
def test_an_honorific_proves_a_name(honorific: str) -> None:
    """Two capitals behind an honorific are a person."""
    assert names(f"Rồi {honorific} Nghiêng Ngả đến.") == ["nghiêng ngả"]


@pytest.mark.parametrize(
    "word", sorted(set(phrases("names", "context", "person_words")) - set(phrases("names", "context", "weak")))
)
def test_a_word_for_a_person_proves_a_name(word: str) -> None:
    """Two capitals behind bị cáo, tác giả and the like are a person."""
    assert names(f"Đó chính {word} Nghiêng Ngả.") == ["nghiêng ngả"]


@pytest.mark.parametrize("verb", phrases("names", "context", "verbs"))
def test_a_verb_behind_proves_a_name(verb: str) -> None:
    """What only a person does proves a name of two syllables of which the second is no common given name."""
    assert names(f"Hôm ấy Đinh Nghiêng {verb} xong.") == ["đinh nghiêng"]


@pytest.mark.parametrize("place", phrases("names", "context", "places"))
def test_a_word_for_a_place_makes_a_name_a_place(place: str) -> None:
    """A name behind đường, phố, trường is nobody."""
    assert names(f"Xe đi vào {place} Trần Hưng Đạt rồi dừng.") == []


@pytest.mark.parametrize("name", phrases("names", "context", "namesakes"))
def test_a_ward_is_called_after_somebody(name: str) -> None:
    """Behind a post and the word of a unit these are the unit, any other name is that of the holder."""
    assert names(f"Phó Chủ tịch UBND phường {name} đọc báo cáo.") == []
    assert names("Phó Chủ tịch UBND phường Trần Văn Tám đọc báo cáo.") == ["trần văn tám"]


TITLES = [
    *phrases("positions", "offices", "titles"), *phrases("positions", "offices", "shared"),
    *tables("positions")["members"], *tables("positions")["forms"], *tables("positions")["letters"],
    *phrases("positions", "jobs", "ranks"),
    *phrases("positions", "jobs", "degrees"), *phrases("positions", "jobs", "jobs"),
]  # fmt: skip


@pytest.mark.parametrize("title", TITLES)
def test_a_title_is_read_before_and_behind_a_name(title: str) -> None:
    """A title is a post in front of a name; behind one too, with its canonical words."""
    same = {**tables("positions")["forms"], **tables("positions")["letters"]}
    (before,) = read(f"Sáng nay có {title} Trần Văn Tám ở đó.")["people"]
    assert fold(before.positions[-1].title) == fold(same.get(title, title))
    (behind,) = read(f"Ông Trần Văn Tám, {title}, đến.")["people"]
    assert fold(same.get(title, title)) in [fold(post.title) for post in behind.positions]


@pytest.mark.parametrize("compound", phrases("positions", "jobs", "compounds"))
def test_a_noun_of_two_syllables_goes_on_with_a_post(compound: str) -> None:
    """What is a verb or a link alone ends no post as half of a noun."""
    (person,) = read(f"Ông Trần Văn Tám, cán bộ {compound}, đến.")["people"]
    assert person.positions[0].mention.surface == f"cán bộ {compound}"


@pytest.mark.parametrize(("word", "former"), [(word, True) for word in phrases("positions", "jobs", "former")])
def test_former_posts(word: str, former: bool) -> None:
    """Nguyên, cựu, cố before a title say that the post is a former one."""
    (person,) = read(f"Sáng nay có {word} Giám đốc Trần Văn Tám ở đó.")["people"]
    assert person.positions[-1].former is former


@pytest.mark.parametrize("word", phrases("positions", "jobs", "acting"))
def test_acting_posts(word: str) -> None:
    """Quyền, tân before a title belong to the words of the post, not to its title."""
    (person,) = read(f"Sáng nay có {word} Giám đốc Trần Văn Tám ở đó.")["people"]
    assert person.positions[-1].mention.surface == f"{word} Giám đốc"


BEHIND = {
    "fixed": "", "optional": "", "province": " Hưng Yên", "district": " Tiên Lãng", "khoi": " cơ quan tỉnh Hưng Yên",
    "party": " tỉnh Hưng Yên", "parent": " Tỉnh ủy Hưng Yên", "territory": " tỉnh Hưng Yên", "field": " Giáo dục",
    "open": " Lúa Vàng", "school": " THPT Lúa Vàng", "unit": "",
}  # fmt: skip
HEADS = [line.split("|") for line in tables("bodies")["heads"]["forms"].split("\n") if line]


@pytest.mark.parametrize(("form", "stem", "kind", "tail"), [row[:4] for row in HEADS], ids=[row[0] for row in HEADS])
def test_a_head_opens_a_body(form: str, stem: str, kind: str, tail: str) -> None:
    """A head and what it asks for are a body of its type, under its canonical words."""
    acronym = form.upper() if " " not in form and not fold(stem).startswith(form) else capital(form)
    found = read(f"Theo {acronym}{BEHIND[tail]}, việc này đã xong.")["organizations"]
    assert any(fold(body.name).startswith(fold(stem)) for body in found), found
    assert kind in [body.type for body in found] or kind == "đảng bộ"


@pytest.mark.parametrize("field", phrases("bodies", "fields", "names"))
def test_a_field_of_work_is_read_whole(field: str) -> None:
    """A department's name goes to the end of its field, commas and small words included."""
    (body,) = [one for one in read(f"Theo Sở {field} Hưng Yên, việc này đã xong.")["organizations"] if one.type == "sở"]
    assert fold(body.name) == fold(f"Sở {field} tỉnh Hưng Yên")


@pytest.mark.parametrize("compound", phrases("bodies", "compounds", "words"))
def test_a_compound_is_read_whole(compound: str) -> None:
    """The small second syllable of a compound belongs to the name."""
    found = [fold(one.name) for one in read(f"Theo Công ty Lúa {capital(compound)}, xong.")["organizations"]]
    assert found[0] == fold(f"công ty lúa {compound}")
