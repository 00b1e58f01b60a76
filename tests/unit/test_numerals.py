"""Numbers and ordinals as Vietnamese prints them."""

import pytest
from khobao.annotate.numerals import number_spans, read_numeral, read_roman, read_words
from khobao.annotate.ordinals import read_ordinal


@pytest.mark.parametrize(
    ("printed", "values"),
    [
        ("7", (7.0,)),
        ("1.250", (1250.0,)),
        ("1.250,5", (1250.5,)),
        ("10,1", (10.1,)),
        ("2.450.000", (2450000.0,)),
        ("3.5", (3.5,)),
        ("1,250,000", (1250000.0,)),
        ("4,5,6", (4.0, 5.0, 6.0)),
        ("1.2.3", ()),
        ("1.250.5", ()),
    ],
)
def test_a_point_groups_thousands_and_a_comma_opens_decimals(printed: str, values: tuple[float, ...]) -> None:
    """Each way to print a number has one reading, a list several, and what is no number none."""
    assert read_numeral(printed) == values


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("IX", 9), ("lần thứ IX", 9), ("lần thứ 9", 9), ("thứ chín", 9), ("lần thứ chín", 9), ("khoá XIII", 13),
        ("khóa XIII", 13), ("Lần thứ nhất", 1), ("thứ tư", 4), ("thứ mười một", 11), ("thứ hai mươi mốt", 21), ("16",
         16),
        ("kỳ họp thứ 8", 8), ("lần thứ IIX", None), ("thứ tự", None), ("", None), ("lần thứ 12345", None),
    ],
)  # fmt: skip
def test_an_ordinal_reads_the_same_in_roman_arabic_and_words(printed: str, value: int | None) -> None:
    """IX, 9 and the ninth are one number; what is no ordinal is None."""
    assert read_ordinal(printed) == value


@pytest.mark.parametrize("number", [*range(1, 60), 99, 400, 1999])
def test_roman_numbers_are_read_as_written(number: int) -> None:
    """A Roman number in its one correct spelling gives its value, in either case."""
    signs = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
    ]
    signs += [(9, "IX"), (5, "V"), (4, "IV"), (1, "I")]
    rest, spelled = number, ""
    for value, sign in signs:
        spelled += sign * (rest // value)
        rest %= value
    assert read_roman(spelled) == read_roman(spelled.lower()) == number


def test_words_below_a_hundred_are_numbers() -> None:
    """Tens and units in words have a value; other words have none."""
    assert [read_words(words) for words in ("hai", "mười lăm", "ba mươi", "bốn mươi tư", "hai người", "")] == [
        2, 15, 30, 44, None, None,
    ]  # fmt: skip


def test_number_spans_hold_points_and_commas_between_digits_only() -> None:
    """A run of digits with what groups it is one number; the point that ends a sentence is not part of it."""
    text = "Có 1.250,5 ha và 3."
    assert [text[start:end] for start, end in number_spans(text)] == ["1.250,5", "3"]
