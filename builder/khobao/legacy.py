"""Encodings that Vietnamese used before Unicode, recognised by the letters that they show when they are misread.

TCVN 5712 (also called TCVN3, the ABC fonts) puts a letter with its marks on one byte of the upper half of Latin-1; VNI
writes the mark as a letter of its own behind the vowel; VISCII leaves the vowels of Latin-1 where they are and uses
control codes as well. The letters listed are those of the most frequent Vietnamese vowels, after the tables of the
three encodings (TCVN 5712:1993; VNI for Windows; RFC 1456 for VISCII).
"""

from __future__ import annotations

import re

#: Share of such signs among the letters from which a text counts as misread. Other languages of Latin script have
#: hardly any of the TCVN3 signs, and do not put VNI's marks behind vowels.
SHARE = 0.04
#: The same for đ, and for ư and ơ together, in VISCII: in Vietnamese each makes 2 to 5 % of the letters.
VISCII_SHARE = 0.008

_TCVN3 = re.compile("[®\u00ad¸µ¶·¹¨©ªÊÇÈÉËÕÒÓÔÖÝ×ØÜÞãßáâäèåæçéíêëìîóïñòôýúûüþ¾»¼½Æ]")
_TCVN3_SURE = re.compile("[®\u00ad¸µ¶·¹¨©ª¾»¼½]")
_VNI = re.compile("[aeouyAEOUYöôÖÔ][ùøûõïâêáàåãäéèúüëÙØÛÕÏÂÊÁÀÅÃÄÉÈÚÜË]")
# đ, which the other two put on letters that no Vietnamese word has there, and ư and ơ.
_VISCII_D, _VISCII_HORNS = re.compile("[ðÐ]"), re.compile("[ß½]")
_LETTER = re.compile(r"[^\W\d_]|[®¸µ¶·¹¨©ª¾»¼½\u00ad\u0080-\u009f]")


def misread_encoding(text: str) -> str | None:
    """The encoding that `text` was written in if it was misread as Latin-1 or Windows-1252, else None."""
    letters = len(_LETTER.findall(text))
    if letters < 20:
        return None
    if min(len(_VISCII_D.findall(text)), len(_VISCII_HORNS.findall(text))) > VISCII_SHARE * letters:
        return "VISCII"
    if len(_TCVN3_SURE.findall(text)) > SHARE * letters and len(_TCVN3.findall(text)) > 2 * SHARE * letters:
        return "TCVN3"
    if len(_VNI.findall(text)) > 2 * SHARE * letters:
        return "VNI"
    return None


def undecoded_encoding(content: bytes) -> str | None:
    """The encoding of `content`, which is not UTF-8, if it is recognised: by its byte order mark or its letters."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "UTF-16"
    readable = content.decode("utf-8", errors="ignore")
    if b"\x00" in content[:1000] or len(readable.encode("utf-8")) > 0.95 * len(content):
        return None  # binary, or UTF-8 with a few damaged bytes
    return misread_encoding(content.decode("latin-1"))
