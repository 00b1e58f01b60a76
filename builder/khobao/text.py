"""Vietnamese text as strings: normal form, white space, folding for comparison, words.

Source for the rules of normal form: Unicode Standard Annex #15 (NFC, stream-safe text).
"""

from __future__ import annotations

import itertools
import re
import unicodedata

# Zero-width and directional marks without a glyph. They carry no meaning in Vietnamese and split words for
# every reader; the joiners U+200C and U+200D stay, since emoji need them.
_INVISIBLE = "\u00ad\u061c\u200b\u200e\u200f\u2060\ufeff"
_INVISIBLE_RUN = re.compile(f"[{_INVISIBLE}]+")
_MARK_RUN = re.compile(r"[^\w\s\x00-\x7f]{31,}")

#: Longest run of combining marks in stream-safe text (UAX #15, section 13); normalising longer runs is quadratic.
MAX_MARKS = 30

# Old-style tone placement against new style (hoà/hòa, khoẻ/khỏe, uỷ/ủy). Replaced everywhere, also inside closed
# syllables where both styles agree: a folded string is compared with folded strings only, never shown.
_NEW_TONE = dict(
    zip(
        ["oà", "oá", "oả", "oã", "oạ", "oè", "oé", "oẻ", "oẽ", "oẹ", "uỳ", "uý", "uỷ", "uỹ", "uỵ"],
        ["òa", "óa", "ỏa", "õa", "ọa", "òe", "óe", "ỏe", "õe", "ọe", "ùy", "úy", "ủy", "ũy", "ụy"],
        strict=True,
    )
)
_OLD_TONE = re.compile("o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ]")

# Letters that Vietnamese has and no other language of Latin script with many readers: ă đ ơ ư and the block of
# precomposed vowels with two marks or a dot or hook.
_VIETNAMESE = re.compile("[ăđơưĂĐƠƯ\u1ea0-\u1ef9]")
_LETTER = re.compile(r"[^\W\d_]")
#: The most frequent of them in the press, the first ones first.
_FREQUENT = "đưạệịếờốảềợộ"


def longest_mark_run(text: str) -> tuple[int, int]:
    """Offset and length, in code points, of the longest run of combining marks over 30; ``(0, 0)`` if none."""
    best = (0, 0)
    if not any(map(unicodedata.combining, text[MAX_MARKS :: MAX_MARKS + 1])):
        return best  # a longer run would have shown in every so many characters
    for match in _MARK_RUN.finditer(text):
        start = match.start()
        for offset in range(match.start(), match.end() + 1):
            if offset == match.end() or not unicodedata.combining(text[offset]):
                if offset - start > max(MAX_MARKS, best[1]):
                    best = (start, offset - start)
                start = offset + 1
    return best


def clean(text: str, plain: bool | None = None) -> str:
    """The published form of `text`: NFC, line feeds as line ends, white space folded to single spaces, lines stripped.

    Never adds or removes a line, where lines end with a line feed. Idempotent. Marks without a glyph are dropped.
    The caller makes sure that no run of combining marks is longer than :data:`MAX_MARKS`; `plain` is what
    :func:`is_plain` says of the text, if that is at hand.
    """
    plain = is_plain(text) if plain is None else plain
    if not plain and any(sign in text for sign in _INVISIBLE):
        text = _INVISIBLE_RUN.sub("", text)
    text = unicodedata.normalize("NFC", text)
    if plain and text.strip(" ") == text and not any(map(text.__contains__, ("  ", " \n", "\n "))):
        return text
    # `split` takes for white space what a pattern does.
    return "\n".join([" ".join(line.split()) for line in text.split("\n")])


def is_plain(text: str) -> bool:
    """Whether `text` has no other white space than spaces and line feeds, no control and no mark without a glyph: all
    of it is printed, as Python says. NFC leaves it so."""
    return text.replace("\n", "").isprintable()


def fold(text: str) -> str:
    """`text` for comparison: lower case, one tone-mark placement, one đ. Not for display; the length is kept."""
    # U+0130 is the one capital whose lower case is longer than itself.
    text = text.replace("\u00d0", "đ").replace("\u0130", "i").lower()
    return _OLD_TONE.sub(lambda match: _NEW_TONE[match.group()], text)


def words(text: str) -> list[str]:
    """The words of `text`, folded, in order: runs of letters and digits."""
    return re.findall(r"\w+", fold(text))


def is_vietnamese(text: str, share: float) -> bool:
    """Whether :func:`vietnamese_share` of `text` is `share` at least; for most texts a few letters show this."""
    # No text has more letters than characters.
    shown = any(count > share * len(text) for count in itertools.accumulate(map(text.count, _FREQUENT)))
    return shown or vietnamese_share(text) >= share


def vietnamese_share(text: str) -> float:
    """Share of the letters of `text` that Vietnamese alone uses: about 0.2 in Vietnamese, below 0.01 elsewhere."""
    letters = len(_LETTER.findall(text))
    return len(_VIETNAMESE.findall(text)) / letters if letters else 0.0


def counted(number: int, noun: str) -> str:
    """`number` of `noun`, as in ``1 file`` and ``1,200 files``."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
