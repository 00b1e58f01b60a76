"""Does an article hold what belongs to private persons, or opens a door? Findings say where and of which kind, never
what: a report is read by more people than the page.

Numbers are looked for in runs of digits, which few texts have many of; what a run is follows from its groups and from
the words before it. Forms after the numbering plans of Việt Nam: mobile numbers of ten digits, of eleven until 2018,
area codes of 2017 and before; identity cards of nine digits, of twelve since 2016; number plates with the letters of
a series behind the code of a province.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from khobao.checks.findings import Found, limited, texts
from khobao.text import fold

# Groups of digits, and what the press prints between them. A pattern that begins with a set of letters is searched for
# ten times as fast as one that begins with a look behind.
_RUN = re.compile(r"[0-9](?<!\w.)(?:[ .()\-–\u00a0]{0,3}[0-9]){5,}")
# What runs, number plates and passports are within; one scan finds what little there is of it.
_DENSE = re.compile(r"[0-9][0-9 .()\-–\u00a0A-ZĐ]{5,}")
_GROUP = re.compile(r"[0-9]+")
_MOBILE, _MOBILE_OLD = re.compile(r"0[35789][0-9]{8}"), re.compile(r"01[2689][0-9]{8}")
# With a code of two to four digits: 024, 0203, until 2017 also 04, 031, 0241.
_FIXED, _FIXED_OLD = re.compile(r"02[0-9]{9}"), re.compile(r"0[2-8][0-9]{8,9}")
_DATE = re.compile(r"(?:[0-9]{1,2}\D){2}(?:19|20)[0-9]{2}(?![0-9])")
# What is drawn in a lottery: 02-05-11-16-30.
_PAIRS = re.compile(r"[0-9]{2}(?: ?[-–] ?[0-9]{2}){4,5}")
#: Numbers that belong to no person and no place.
_SERVICES = ("1800", "1900")
_COUNTRY = re.compile(r"\(?(?:\+ ?|00)84|\(84")
#: How far before a number a word may stand that says what it is, in code points.
_BEFORE = 48


def _cue(pattern: str) -> re.Pattern[str]:
    """A pattern for folded text."""
    return re.compile(fold(pattern))


_PHONE_CUE = _cue(
    r"(?:điện thoại|đt|đtdđ|sđt|tel|phone|hotline|đường dây nóng|mobile|fax|zalo|viber|di động|máy bàn|số máy)"
    r"(?: số| bàn| liên hệ| nóng)?[\s:.,(]{0,4}$"
)
_OTHER_CUE = _cue(r"\b(?:mst|mã số thuế|mã số doanh nghiệp|mã số|giấy phép|gcn|đkkd|isbn|issn|doi|số hiệu|vận đơn)\b")
_CARD_CUE = _cue(r"\b(?:cmnd|cmtnd|cmt|cccd|chứng minh nhân dân|chứng minh thư|căn cước|số định danh|mã định danh)\b")
_BANK_CUE = _cue(r"\b(?:stk|tk|tài khoản|account)\b")
_BANK_SURE = _cue(r"\b(?:stk|số tk|tk số|số tài khoản|tài khoản số)\b")
#: How far an account is from its word when this may mean another account, of a bank or of a site.
_NEAR = 30
# What money and years look like: 2.828.096, 2006 - 2015.
_AMOUNT = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+(?![0-9.])|(?:19|20)[0-9]{2} ?[-–] ?(?:19|20)[0-9]{2}(?![0-9])")
_PASSPORT_CUE = _cue(r"\b(?:hộ chiếu|passport)\b")
_PASSPORT = re.compile(r"[A-Z](?<!\w.)[A-Z]? ?[0-9]{6,8}(?!\w)")

# 29A-123.45, 29-H1 123.45, 51F 12345, 30LD-123.45, 29H-4567; without dots and hyphens a word has to say what it is.
_PLATE = re.compile(
    r"[1-9](?<!\w.)[0-9] ?[-–]? ?(?:[A-ZĐ][A-Z]?[0-9]?) ?[-–.]? ?(?:[0-9]{3}[.\-]?[0-9]{2}|[0-9]{4})(?![.,]?[0-9])"
)
_PLATE_SURE = re.compile(r"[0-9]{2}[-–]?[A-ZĐ]{1,2}[0-9]? ?[-–.]? ?(?:[0-9]{3}\.[0-9]{2}|(?<=[-–.])[0-9]{4,5})")
_PLATE_CUE = _cue(r"\b(?:bks|bsx|biển số|biển kiểm soát|biển đăng ký|biển đỏ|mang biển|số xe|bs)\b")

_LOCAL = f"{string.ascii_letters}{string.digits}._%+-"
_DOMAIN = re.compile(r"(?<=@)(?:[A-Za-z0-9-]{1,63}\.){1,4}[A-Za-z]{2,24}(?![A-Za-z0-9])")

#: What a secret has in it, and the whole of it. The forms are those that their issuers document.
_SECRETS = {
    "AKIA": re.compile(r"(?<!\w)AKIA[0-9A-Z]{16}(?!\w)"),
    "ASIA": re.compile(r"(?<!\w)ASIA[0-9A-Z]{16}(?!\w)"),
    "_": re.compile(r"(?<!\w)(?:gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_\w{22,255})"),
    "AIza": re.compile(r"(?<!\w)AIza[\w-]{35}(?![\w-])"),
    "xox": re.compile(r"(?<!\w)xox[abeprs]-[\w-]{10,255}"),
    "-----BEGIN": re.compile(r"-----BEGIN [A-Z ]{0,30}PRIVATE KEY(?: BLOCK)?-----"),
    ".eyJ": re.compile(r"(?<![\w-])eyJ[\w-]{5,4000}\.eyJ[\w-]{5,4000}\.[\w-]{5,4000}"),
}
_ISSUERS = {
    "AKIA": "an access key of AWS", "ASIA": "an access key of AWS", "_": "a token of GitHub", "AIza": "a key of Google",
    "xox": "a token of Slack", "-----BEGIN": "a private key", ".eyJ": "a JSON web token",
}  # fmt: skip


@dataclass(frozen=True)
class _Run:
    """Groups of digits that follow each other in `text`: where each starts and ends."""

    text: str
    groups: Sequence[tuple[int, int]]


@limited
def check_private(article: Mapping[str, Any]) -> Iterator[Found]:
    """Whether a text holds a telephone number, an address of e-mail, the number of a card, an account, a passport or
    a vehicle, or a secret."""
    for field, text in texts(article):
        for code, kind, start, end in _private(text):
            yield Found(field, code, f"the text holds {kind}", start, end)


_Private = Iterator[tuple[str, str, int, int]]


def _private(text: str) -> _Private:
    if "@" in text:
        yield from _addresses(text)
    for sign, pattern in _SECRETS.items():
        if sign in text:
            for match in pattern.finditer(text):
                yield "private/secret", _ISSUERS[sign], match.start(), match.end()
    for dense in _DENSE.finditer(text):
        yield from _of_digits(text, *dense.span())


def _of_digits(text: str, start: int, end: int) -> _Private:
    """The numbers in the dense stretch from `start` to `end`, which a look ahead may leave."""
    for match in _RUN.finditer(text, start, end + 2):
        yield from _numbers(text, match)
    for match in _PLATE.finditer(text, start, end + 2):
        if _PLATE_SURE.fullmatch(match[0]) or _PLATE_CUE.search(_before(text, match.start())):
            yield "private/number-plate", "the number plate of a vehicle", *match.span()
    for match in _PASSPORT.finditer(text, max(0, start - 3), end + 2):
        if _PASSPORT_CUE.search(_before(text, match.start())):
            yield "private/passport", "the number of a passport", *match.span()


def _addresses(text: str) -> _Private:
    after = 0
    at = text.find("@")
    while at >= 0:
        head = text[max(after, at - 64) : at]
        start = at - len(head) + len(head.rstrip(_LOCAL))
        domain = _DOMAIN.match(text, at + 1)
        if start < at and domain:
            after = domain.end()
            yield "private/email", "an address of e-mail", start, after
        at = text.find("@", at + 1)


def _before(text: str, start: int, reach: int = _BEFORE) -> str:
    """What stands before `start` in its line, folded."""
    return fold(text[max(text.rfind("\n", 0, start) + 1, start - reach, 0) : start])


def _numbers(text: str, match: re.Match[str]) -> _Private:
    """What the run of digits `match` holds: a number that the words before it name, else telephone numbers."""
    first = match.start()
    if _DATE.match(text, first):
        return
    run = _Run(text, [group.span() for group in _GROUP.finditer(text, first, match.end())])
    start = next(first - len(sign) for sign in ("(+", "+", "(", "") if text.endswith(sign, 0, first))
    before = _before(text, start)
    if _CARD_CUE.search(before) and (end := _whole(run, (9, 12))):
        yield "private/identity-card", "the number of an identity card", first, end
    elif end := _account(run, before):
        yield "private/bank-account", "the number of a bank account", first, end
    elif not _OTHER_CUE.search(before):
        yield from _phones(run, start, bool(_PHONE_CUE.search(before)))


def _account(run: _Run, before: str) -> int | None:
    """Where the number of an account ends that the words `before` the run announce, None if they announce none."""
    cue = max((found.end() for found in _BANK_CUE.finditer(before)), default=None)
    if cue is None or "." in before[cue:] or (len(before) - cue > _NEAR and not _BANK_SURE.search(before)):
        return None
    start, last = run.groups[0][0], run.groups[-1][1]
    return None if _AMOUNT.match(run.text, start, last) else _whole(run, range(8, 20))


def _whole(run: _Run, lengths: Sequence[int]) -> int | None:
    """Where the most groups from the first end that have one of `lengths` together."""
    size, found = 0, None
    for start, end in run.groups:
        size += end - start
        if size > max(lengths):
            break
        found = end if size in lengths else found
    return found


def _phones(run: _Run, start: int, cued: bool) -> _Private:
    place = 0
    while place < len(run.groups):
        begin = start if place == 0 else run.groups[place][0]
        last = _phone(run, place, begin, cued and place == 0)
        if last is not None and (cued or not _PAIRS.fullmatch(run.text, run.groups[place][0], run.groups[last][1])):
            yield "private/phone", "a telephone number", begin, run.groups[last][1]
            place = last
        place += 1


def _phone(run: _Run, place: int, start: int, cued: bool) -> int | None:
    """The last group of the telephone number that begins with the group `place`, None if there is none."""
    country = _COUNTRY.match(run.text, start)
    first, after = run.groups[place]
    if not (country or cued or (run.text[first] == "0" and after - first > 1)):
        return None
    if run.text.startswith(_SERVICES, first):
        return None
    digits, best = "", None
    for last in range(place, min(place + 8, len(run.groups))):
        begin, end = run.groups[last]
        if end - begin > 15:
            break
        digits += run.text[begin:end]
        if len(digits) > 15:
            break
        number = _national(digits, country is not None, cued)
        if _MOBILE.fullmatch(number) or _MOBILE_OLD.fullmatch(number) or _FIXED.fullmatch(number):
            return last
        if (_FIXED_OLD.fullmatch(number) and (country or cued or last > place)) or (
            cued and last - place < 4 and 6 <= len(digits) <= 8
        ):
            best = last
    return best


def _national(digits: str, abroad: bool, cued: bool) -> str:
    """`digits` with a 0 in place of the code of the country."""
    bare = digits.removeprefix("00") if abroad else digits
    if (abroad or (cued and len(digits) > 10)) and bare.startswith("84"):
        return f"0{bare[2:].removeprefix('0')}"
    return digits
