"""Are the letters of an article those of its words? Normal form, look-alikes, invisible and damaged characters.

Nearly every text consists of usual characters alone, which one scan shows; what is slow is asked about the others.
"""

from __future__ import annotations

import bisect
import functools
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from khobao.checks.findings import Found, limited, texts
from khobao.legacy import misread_encoding
from khobao.text import fold, longest_mark_run, vietnamese_share

# Printable ASCII, the letters of Vietnamese in one code point each, and what the press punctuates with. A text of these
# alone is in normal form C, and nothing in it can be wrong with a single letter.
_VIETNAMESE = "ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúýĂăĐđĨĩŨũƠơƯư\u1ea0-\u1ef9"
_USUAL = re.compile(f"[\t\n -~{_VIETNAMESE}“”‘’–—…•°²³×−]*")
_UNUSUAL = re.compile(f"[^\t\n -~{_VIETNAMESE}“”‘’–—…•°²³×−]")

# Marks without a glyph, the joiners inside words of Latin letters, and the two separators that break lines for some
# readers and not for others.
_INVISIBLE = "\u00ad\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u2060\ufeff"
_JOINERS = "\u200c\u200d"
_BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
# Letters that look like đ. Icelandic has ð inside words, so that small it counts at the start of a word only.
_ETH = "ÐðƉɖ"
# Of the Greek letters those that pass for Latin ones: µ, Ω and the letters of mathematics belong beside Latin letters.
_GREEK = "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧανοικρυχςϲϳͿ"
_ALIKE = re.compile("CYRILLIC|COPTIC|ARMENIAN|CHEROKEE|LISU|FULLWIDTH LATIN|MATHEMATICAL .*(?:CAPITAL|SMALL) ")
# A breve stands on letters of the languages of Tây Nguyên for which Unicode has no code point (n\u0306, ê\u0306).
_BREVE = "\u0306"
#: The longest syllable of Vietnamese, nghiêng, and with it the longest abbreviation that has a Đ.
_SYLLABLE = 7
#: How far a word is followed from one of its letters, in code points.
_REACH = 32

# Signs that TCVN3, VNI and VISCII leave when they are misread, after :mod:`khobao.legacy`, as far as they are unusual.
_REMAINS = "®¸µ¶·¹¨©ª¾»¼½øûïåäüëöÖÜËÏÄÅÛØßðÞß÷×Ç\u00ad"
# UTF-8 read as Windows-1252 or 1258, where its first byte of two or three becomes a letter that these signs never
# follow: à á â ã è é ê ì í ò ó ô õ ù ú ý, then ă đ ĩ ũ ơ ư, then the letters with two marks or a dot or a hook, then
# quotes and dashes. Quotes and dashes themselves do follow »: those need «, which no damaged word has.
_MOJIBAKE = re.compile(
    "[ÃĂ][¡¢£¨©ª¬²³´µ¹º½¿ƒ„†‚]|Â[¡-º¼-¿]|Ä[‘ƒ‚\u0090¨©]|Å[¨©]|Æ[°¡¯]"
    "|á[º»][¡-¿‚ƒ„†‡ˆ‰Š‹ŒŽ™š›œžŸ\u0081\u008d\u008f\u0090\u009d]|â€[™œ˜¦“”¢\u009d]"
)
_MOJIBAKE_SIGNS = frozenset("¡¢£¤¥¦§¨©ª«¬®¯±´µ¶·¸¹º»¼½¾¿ƒ„†‡ˆ‰Š‹ŒŽ™š›œžŸ€‚ÄÅÆ\u0081\u008d\u008f\u0090\u009d")
_ENTITY = re.compile(r"&(?:[A-Za-z]{2,8}[0-9]{0,2}|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});")

# Where the tone mark stands in open syllables with two vowels: hoà, khoẻ, thuý, or hòa, khỏe, thúy. After q, u belongs
# to the consonant, and both ways write quý. A pattern that begins with one set of letters is searched for ten times as
# fast as one that begins with two.
_OLD_TONE = re.compile(
    r"[àáảãạèéẻẽẹÀÁẢÃẠÈÉẺẼẸỳýỷỹỵỲÝỶỸỴ](?!\w)"
    r"(?:(?<=[oO][^ỳýỷỹỵỲÝỶỸỴ])|(?<=[uU][ỳýỷỹỵỲÝỶỸỴ])(?<![qQ]..))"
)
_NEW_TONE = re.compile(r"[òóỏõọÒÓỎÕỌùúủũụÙÚỦŨỤ](?:(?<=[òóỏõọÒÓỎÕỌ])[aeAE]|(?<=[ùúủũụÙÚỦŨỤ])[yY])(?!\w)")


@limited
def check_letters(article: Mapping[str, Any]) -> Iterator[Found]:
    """Whether every text is in normal form C, without look-alikes, invisible signs, or what damaged encodings leave."""
    for field, text in texts(article):
        usual = _USUAL.match(text)
        if usual and usual.end() < len(text):
            yield from _check_unusual(field, text, usual.end())
        if "&" in text:
            yield from _check_entities(field, text)


def _check_unusual(field: str, text: str, start: int) -> Iterator[Found]:
    run, length = longest_mark_run(text)
    if length:  # normalising would take a time that grows with its square
        message = f"{length} combining marks in a row"
        yield Found(field, "letters/combining-marks", message, run, run + length)
        return
    normal = unicodedata.is_normalized("NFC", text)
    if not normal:
        yield _not_normal(field, text)
    found, has_signs = _find_single(field, text, start, normal)
    damage = list(_check_damage(field, text)) if has_signs else []
    yield from damage
    ends = [(one.start or 0, one.end or 0) for one in damage]
    for one in found:  # what is damaged as a whole is not reported letter by letter
        place = bisect.bisect(ends, (one.start, len(text)))
        if not place or ends[place - 1][1] <= (one.start or 0):
            yield one


def _find_single(field: str, text: str, start: int, normal: bool) -> tuple[list[Found], bool]:
    """What is wrong with single characters from `start` on, and whether there are signs of a wrong encoding."""
    found: list[Found] = []
    kinds = set()
    after = 0
    for match in _UNUSUAL.finditer(text, start):
        at = match.start()
        kind = _kind(match[0])
        kinds.add(kind)
        if at < after or kind not in _KINDS or (kind == "mark" and not normal):
            continue
        if one := _KINDS[kind](field, text, at):
            found.append(one)
            after = one.end or 0
        if kind in ("eth", "alike"):
            after = _word(text, at)[1]
    return found, "sign" in kinds


def _not_normal(field: str, text: str) -> Found:
    normal = unicodedata.normalize("NFC", text)
    at = next(at for at, (one, other) in enumerate(zip(text, f"{normal}\0", strict=False)) if one != other)
    end = at + 1
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    return Found(field, "letters/not-nfc", f"{text[at:end]!r} is not in normal form C", at, end)


@functools.lru_cache(4096)
def _kind(character: str) -> str:
    """What is to be asked about an unusual character, empty if nothing is."""
    category = unicodedata.category(character)
    for kind, members in (("bidi", _BIDI), ("invisible", _INVISIBLE), ("eth", _ETH)):
        if character in members:
            return kind
    if category == "Cc":
        return "control"
    if character == "\ufffd":
        return "replacement"
    # Later versions of Unicode assign code points; emoji, the most of them, outside the first plane.
    if category == "Co" or (category == "Cn" and not 0x10000 <= ord(character) < 0x40000):
        return "private"
    if "\u0300" <= character <= "\u036f":
        return "" if character == _BREVE else "mark"
    if character in _GREEK or _ALIKE.match(unicodedata.name(character, "")):
        return "alike"
    return "sign" if character in _REMAINS or character in _MOJIBAKE_SIGNS else ""


def _named(character: str) -> str:
    name = unicodedata.name(character, "")
    return f"U+{ord(character):04X}{f' ({name})' if name else ''}"


def _word(text: str, at: int) -> tuple[int, int]:
    """Start and end of the run of letters, digits and marks around `at`, as far as it reaches."""
    start, end = at, at + 1
    while start > max(0, at - _REACH) and _joins(text[start - 1]):
        start -= 1
    while end < min(len(text), at + _REACH) and _joins(text[end]):
        end += 1
    return start, end


def _joins(character: str) -> bool:
    return character.isalnum() or unicodedata.combining(character) > 0


def _latin(character: str) -> bool:
    return character.isalpha() and unicodedata.name(character, "").startswith("LATIN")


def _find_bidi(field: str, text: str, at: int) -> Found:
    return Found(field, "letters/bidi-control", f"the bidirectional control {_named(text[at])}", at, at + 1)


def _find_control(field: str, text: str, at: int) -> Found:
    return Found(field, "letters/control-character", f"the control character {_named(text[at])}", at, at + 1)


def _find_invisible(field: str, text: str, at: int) -> Found | None:
    around = text[max(0, at - 1) : at + 2]
    if text[at] in _JOINERS and not any(map(_latin, around)):
        return None
    end = at + 1
    while end < len(text) and text[end] in _INVISIBLE:
        end += 1
    return Found(field, "letters/invisible", f"the invisible character {_named(text[at])}", at, end)


def _find_replacement(field: str, _: str, at: int) -> Found:
    return Found(field, "letters/replacement", "U+FFFD stands where a character was lost", at, at + 1)


def _find_private(field: str, text: str, at: int) -> Found:
    message = f"U+{ord(text[at]):04X} is no character of Unicode: only a font knows what it shows"
    return Found(field, "letters/private-use", message, at, at + 1)


def _find_mark(field: str, text: str, at: int) -> Found:
    message = f"{_named(text[at])} stands where no letter takes it"
    return Found(field, "letters/stray-mark", message, at, at + 1)


def _find_eth(field: str, text: str, at: int) -> Found | None:
    start, end = _word(text, at)
    if end - start > _SYLLABLE or (text[at] == "ð" and at > start):
        return None
    if text[at].isupper() and text[at + 1 : end].islower() and at > start:
        return None
    message = f"{_named(text[at])} looks like {'Đ' if text[at].isupper() else 'đ'}"
    return Found(field, "letters/eth", message, at, at + 1)


def _find_alike(field: str, text: str, at: int) -> Found | None:
    start, end = _word(text, at)
    if not any(map(_latin, text[start:end])):
        return None
    message = f"{_named(text[at])} in a word of Latin letters"
    return Found(field, "letters/mixed-script", message, start, end)


_KINDS: dict[str, Callable[[str, str, int], Found | None]] = {
    "bidi": _find_bidi,
    "control": _find_control,
    "invisible": _find_invisible,
    "replacement": _find_replacement,
    "private": _find_private,
    "mark": _find_mark,
    "eth": _find_eth,
    "alike": _find_alike,
}


def _check_damage(field: str, text: str) -> Iterator[Found]:
    """What is left of words that were written in one encoding and read in another, line by line."""
    start = 0
    for line in text.split("\n"):
        damaged = False
        for at, end in _words_with(_MOJIBAKE, line):
            damaged = True
            message = "UTF-8 that was read as another encoding"
            yield Found(field, "letters/mojibake", message, start + at, start + end)
        if not damaged and (found := _remains(line)):
            at, end, encoding = found
            yield Found(field, "letters/legacy-encoding", f"{encoding} that was misread", start + at, start + end)
        start += len(line) + 1


def _words_with(pattern: re.Pattern[str], line: str) -> Iterator[tuple[int, int]]:
    """The runs without white space that hold a match of `pattern`, as far as they reach."""
    after = 0
    for match in pattern.finditer(line):
        if match.start() < after:
            continue
        start = max(after, match.start() - _REACH)
        start = max(start, line.rfind(" ", start, match.start()) + 1)
        end = line.find(" ", match.end(), match.end() + _REACH)
        after = end if end >= 0 else min(len(line), match.end() + _REACH)
        yield start, after


def _remains(line: str) -> tuple[int, int, str] | None:
    """Start, end and encoding of the run from the first sign of a legacy encoding to the last, if it is one."""
    signs = [at for at, character in enumerate(line) if character in _REMAINS]
    if len(signs) < 3:
        return None
    start = line.rfind(" ", 0, signs[0]) + 1
    end = line.find(" ", signs[-1])
    end = len(line) if end < 0 else end
    run = line[start:end]
    encoding = misread_encoding(run) if vietnamese_share(run) < 0.02 else None
    return (start, end, encoding) if encoding else None


def _check_entities(field: str, text: str) -> Iterator[Found]:
    from html.entities import html5

    for match in _ENTITY.finditer(text):
        if match[0][1] == "#" or match[0][1:] in html5:
            message = f"{match[0]} is markup of HTML, not text"
            yield Found(field, "letters/entity", message, match.start(), match.end())


def check_tone_marks(article: Mapping[str, Any]) -> Iterator[Found]:
    """Whether no syllable has its tone mark in both places. Both are right, and most pages print some of each."""
    text = article["text"]
    if not (_NEW_TONE.search(text) and _OLD_TONE.search(text)):
        return
    new, old = _syllables(_NEW_TONE, text), _syllables(_OLD_TONE, text)
    places = sorted((new[syllable], old[syllable]) for syllable in new.keys() & old.keys())
    if places:
        one, other = (text[start:end] for start, end in places[0])
        message = f"the tone mark stands as in {one!r} and as in {other!r}"
        yield Found("text", "letters/tone-marks", message, *max(places[0]))


def _syllables(pattern: re.Pattern[str], text: str) -> dict[str, tuple[int, int]]:
    """Where each syllable with a match of `pattern`, folded, stands first."""
    found: dict[str, tuple[int, int]] = {}
    for match in pattern.finditer(text):
        start, end = _word(text, match.start())
        found.setdefault(fold(text[start:end]), (start, end))
    return found
