"""Properties of the check for what belongs to private persons. The numbers are drawn, nobody's in particular."""

from collections.abc import Mapping
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from khobao.checks.private import check_private

BARE: dict[str, Any] = dict.fromkeys(("title", "section", "outlet", "source_credit", "license", "rights"))

MOBILE_HEADS = [
    "032", "033", "034", "035", "036", "037", "038", "039", "056", "058", "059", "070", "076", "077", "078", "079",
    "081", "082", "083", "084", "085", "086", "087", "088", "089", "090", "091", "092", "093", "094", "096", "097",
    "098", "099",
]  # fmt: skip
OLD_MOBILE_HEADS = ["0120", "0122", "0123", "0125", "0164", "0168", "0186", "0199"]
AREAS = ["024", "028", "0203", "0236", "0254", "0292"]
MOBILE_GROUPS = [(10,), (4, 3, 3), (3, 3, 4), (3, 4, 3), (4, 2, 2, 2), (4, 6), (2, 4, 4), (5, 5), (3, 7)]
PLATE_LETTERS = ["A", "B", "C", "D", "E", "F", "G", "H", "K", "LD", "Z", "A1", "H1", "X3"]


def article(text: str) -> Mapping[str, Any]:
    """An article of which `text` is all there is."""
    return {**BARE, "text": text, "captions": "", "authors": [], "tags": []}


def found(text: str) -> list[tuple[str, str]]:
    """Code and characters of every finding in `text`; no message tells the characters."""
    findings = list(check_private(article(text)))
    shown = [(one.code, text[one.start : one.end]) for one in findings]
    assert not any(value in one.message for one in findings for _, value in shown)
    return shown


def digits(count: int) -> st.SearchStrategy[str]:
    """`count` digits."""
    return st.text("0123456789", min_size=count, max_size=count)


def grouped(number: str, sizes: tuple[int, ...], separator: str) -> str:
    """`number` printed in groups of `sizes`."""
    groups, start = [], 0
    for size in sizes:
        groups.append(number[start : start + size])
        start += size
    return separator.join(groups)


@st.composite
def mobile(draw: st.DrawFn) -> str:
    """A mobile number in one of the forms of the press."""
    old = draw(st.booleans())
    head = draw(st.sampled_from(OLD_MOBILE_HEADS if old else MOBILE_HEADS))
    number = head + draw(digits(7))
    sizes = draw(st.sampled_from([(11,), (4, 3, 4), (5, 3, 3), (4, 7)] if old else MOBILE_GROUPS))
    separator = draw(st.sampled_from([".", " ", "-", " - ", "\u00a0"]))
    return abroad(draw, grouped(number, sizes, separator))


def abroad(draw: st.DrawFn, number: str) -> str:
    """`number` as it is, or with the code of the country in place of its 0."""
    prefix = draw(st.sampled_from(["", "", "+84", "+84 ", "(+84)", "(+84) ", "+84-", "(84) ", "0084 ", "+84 (0)"]))
    return f"{prefix}{number.removeprefix('0')}" if prefix else number


@st.composite
def fixed(draw: st.DrawFn) -> str:
    """A number of an area, eleven digits with its code."""
    area = draw(st.sampled_from(AREAS))
    number = draw(digits(11 - len(area)))
    half = len(number) // 2
    local = draw(st.sampled_from([number, f"{number[:half]} {number[half:]}", f"{number[:half]}.{number[half:]}"]))
    form = draw(
        st.sampled_from(["{area}{local}", "{area} {local}", "{area}.{local}", "({area}) {local}", "{area}-{local}"])
    )
    return form.format(area=area, local=local)


SENTENCES = st.sampled_from([
    "Liên hệ {}.", "Bạn đọc gọi {} để đăng ký", "Điện thoại: {}; gặp chị Lan.", "Hotline {}, làm việc cả ngày.",
    "({})", "Số máy của ông là {}\nThôn Thượng", "Ngày 12/3/2021, người này gọi vào số {} lúc 7h30.",
])  # fmt: skip


@given(st.one_of(mobile(), fixed()), SENTENCES)
@settings(max_examples=2000)
def test_telephone_numbers_are_found_in_all_printed_forms(number: str, sentence: str) -> None:
    """A mobile number or one of an area is found, whole, and nothing else."""
    shown = found(sentence.format(number))
    assert [code for code, _ in shown] == ["private/phone"]
    assert "".join(filter(str.isdigit, shown[0][1])) == "".join(filter(str.isdigit, number))


@given(st.lists(mobile(), min_size=2, max_size=4), st.sampled_from([", ", " / ", "; ", " hoặc "]))
@settings(max_examples=300)
def test_each_of_several_numbers_is_found(numbers: list[str], separator: str) -> None:
    """Numbers one after another are found one by one."""
    assert len(found(f"Gọi {separator.join(numbers)} nhé.")) == len(numbers)


@given(
    st.sampled_from(["CMND", "số CMND:", "CCCD số", "chứng minh nhân dân số", "Căn cước công dân:", "CMT số "]),
    st.one_of(digits(9), digits(12)),
    st.sampled_from(["", " ", "."]),
)
@settings(max_examples=500)
def test_identity_cards_are_found_behind_their_words(cue: str, number: str, separator: str) -> None:
    """A number of nine or twelve digits behind a word for the card is one, in groups of three as well."""
    printed = separator.join(number[start : start + 3] for start in range(0, len(number), 3))
    assert found(f"Người này có {cue} {printed}, trú ở xã bên.") == [("private/identity-card", printed)]


@given(
    st.sampled_from(["STK:", "số tài khoản", "Số TK", "tài khoản Vietcombank", "tài khoản số:", "STK ngân hàng BIDV"]),
    st.integers(8, 16).flatmap(digits),
    st.sampled_from(["", " "]),
)
@settings(max_examples=500)
def test_bank_accounts_are_found_behind_their_words(cue: str, number: str, separator: str) -> None:
    """A number of eight to sixteen digits behind a word for an account is one."""
    printed = separator.join(number[start : start + 4] for start in range(0, len(number), 4))
    assert found(f"Giúp đỡ gửi về {cue} {printed}") == [("private/bank-account", printed)]


@given(
    st.integers(11, 99),
    st.sampled_from(PLATE_LETTERS),
    st.sampled_from(["-", " ", " - ", "–"]),
    st.one_of(digits(5).map(lambda number: f"{number[:3]}.{number[3:]}"), digits(5), digits(4)),
    st.sampled_from(["BKS", "biển số", "biển kiểm soát:", "mang BKS:"]),
)
@settings(max_examples=1000)
def test_number_plates_are_found(province: int, series: str, separator: str, number: str, cue: str) -> None:
    """The plate of a car or a motorcycle is found behind a word for it, and with a dot or a hyphen without one."""
    plate = f"{province}{series}{separator}{number}"
    assert found(f"Xe tải {cue} {plate} chạy qua cầu.") == [("private/number-plate", plate)]
    if "." in number or separator == "-":
        assert found(f"Chiếc {plate} chạy qua cầu.") == [("private/number-plate", plate)]


@given(st.emails(domains=st.sampled_from(["vidu.vn", "thu.vidu.com.vn", "a-b.org"])))
@settings(max_examples=500)
def test_addresses_are_found(address: str) -> None:
    """An address of e-mail is found; of quoted and rare local parts at least what stands before the sign."""
    shown = found(f"Thư gửi về {address}.")
    local, _, domain = address.rpartition("@")
    if local[-1] in "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._%+-":
        assert [code for code, _ in shown] == ["private/email"]
        assert shown[0][1].endswith(f"@{domain}")


@given(st.sampled_from(["hộ chiếu số", "Hộ chiếu:", "passport No."]), st.sampled_from(["B", "C", "N", "P"]), digits(7))
def test_passports_are_found_behind_their_words(cue: str, letter: str, number: str) -> None:
    """A letter and seven digits behind a word for a passport are its number."""
    assert found(f"Ông mất {cue} {letter}{number} ở sân bay.") == [("private/passport", f"{letter}{number}")]


WORDS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"


@given(
    st.one_of(
        st.text("ABCDEFGHIJ234567", min_size=16, max_size=16).map("AKIA{}".format),
        st.text(WORDS, min_size=36, max_size=36).map("ghp_{}".format),
        st.text(WORDS, min_size=35, max_size=35).map("AIza{}".format),
        st.text("0123456789", min_size=12, max_size=12).map("xoxb-{0}-{0}-abcdef".format),
        st.text(WORDS, min_size=20, max_size=60).map("eyJ{0}.eyJ{0}.{0}".format),
        st.sampled_from(["-----BEGIN RSA PRIVATE KEY-----", "-----BEGIN OPENSSH PRIVATE KEY-----"]),
    )
)
@settings(max_examples=300)
def test_secrets_are_found(secret: str) -> None:
    """Keys and tokens are found, whole."""
    assert [one for one in found(f"Mật khẩu: {secret} .") if one[0] == "private/secret"] == [("private/secret", secret)]
