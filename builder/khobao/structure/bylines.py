"""Who wrote it: names, pen names and initials of a byline, and the agency or desk that it credits."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from khobao.structure.phrases import phrases
from khobao.text import fold

_CREDIT = r"(?:theo|nguồn(?: tin| bài)?|nguon|trích(?: từ)?|source)"
_SOURCE_LINE = re.compile(rf"^[\s(\[\-–—*]*{_CREDIT}\s*:?\s+|^[\s(\[\-–—*]*{_CREDIT}\s*:\s*")
_LABEL = re.compile(
    r"^[\s\-–—*•(]*(?:(?:(?:tin|bài)(?: viết)?(?:(?: ?[,&\-–] ?| và | )(?:bài|ảnh|clip|video|infographic|đồ họa)){0,3}"
    r"|ảnh và bài|bút ký|ký sự|phóng sự(?: ảnh)?|ghi chép|tùy bút|tản văn|tác giả(?: bài viết)?"
    r"|thực hiện|người viết|phóng viên|pv|ctv|biên tập|biên dịch"
    r"|người đăng|đăng bởi|by|dịch|người dịch|viết bởi|bài viết của|nhóm pv|nhóm phóng viên|lược dịch|tổng hợp"
    r"|biên soạn|author)\s*:"
    r"|tác giả\s*,|ctv\.?\s(?=\w+ \w)"
    r"|(?:(?:posted|written|đăng|được đăng|viết|thực hiện) )?(?:by|bởi)\s"
    r"|(?:bài|bài viết|bài và ảnh|ghi chép|phóng sự|bút ký|ký sự|tùy bút|tản văn|truyện ngắn)(?: dự thi)? của\s)\s*"
)
#: The time behind a name: `by A on 2.3.14`, `đăng bởi A vào lúc 7:11`.
_WHEN = re.compile(r"\s(?:vào(?: lúc)?|lúc|on|at|ngày)\s\d.*$", re.IGNORECASE)
# How the two patterns above open: most lines are done with here.
_MARKED = re.compile(
    r"^[\s(\[\-–—*•]*(?:theo|ngu[ồo]n|trích|source|tin|bài|ảnh|tác|thực|người|viết|phóng|pv|ctv|biên|đăng|by|dịch|nhóm|lược"
    r"|tổng|bởi|author|posted|written|được|ghi|bút|ký|tùy|tản|truyện)"
)
_NOTE = re.compile(
    r" ?\( ?(?P<note>(?:theo|nguồn|ảnh|video|clip)[^()]{0,80}|t/h|th|tổng hợp|biên dịch|lược dịch|dịch"
    r"|[^()]{1,60}) ?\) ?$"
)
_ROLE_TAIL = re.compile(r" (?:biên dịch|lược dịch|tổng hợp|dịch|thực hiện|ghi|\(?t/h\)?|lược ghi|sưu tầm) ?$")
_ROLE_ENDS = ("dịch", "hợp", "hiện", "ghi", "t/h", "tầm")
_REPORTER = re.compile(r"^(?P<name>[^,]{1,40}), (?:phóng viên|PV|thông tín viên|cộng tác viên) (?P<agency>[^,]{1,60})$")
# People and the agency that they wrote for: `A - B/ Báo C`, `A - Báo C`.
_CREDITED = (
    re.compile(r"(?P<name>[^/]+?)\s*/\s*(?P<agency>[^/]+)$"),
    re.compile(r"(?P<name>[^/\-–]+?)\s[-–]\s\s*(?P<agency>.+)$"),
)
_INNER_SOURCE = re.compile(r" ?[-–—/,;] ?(?:theo|nguồn ?:) ")
# The end of a byline: the source has few words and no comma, as the rest of a sentence would.
_THEN_SOURCE = re.compile(r", theo (?=[^,.;:]{2,40}$)")
#: Agencies in a row, a word or letters each: Reuters, AFP.
_AGENCIES = re.compile(r"^[A-ZĐ]\w{1,11}(?:(?:, | và |; )[A-ZĐ]\w{1,11}){1,3}")
#: What somebody is to the agency that stands in brackets behind the name: P/v TTXVN tại Séc.
_CORRESPONDENT = re.compile(r"(?:p/?v|phóng viên|ctv|thông tín viên|đặc phái viên)\.? (?=\S)", re.IGNORECASE)
_DASH = re.compile(r" [-–—] ")
_SEPARATOR = re.compile(r" [-–—] | ?[,;&] ?| và | ?[–—] ?")
# Between two names of two syllables and more; a name of Europe has one word on one side: `Jean-Pierre Dupont`.
_PAIR = re.compile(r"(?<!\w)([A-ZĐ]\w* \w+)-(?=[A-ZĐ]\w+ [A-ZĐ])")
# Behind the last sentence: a dash or a label and names, or names in brackets, or an initial and a name; the
# initials of an editor may follow.
_BEHIND = re.compile(
    r"[.!?…/][\"”’»)]*\s?(?P<tail>(?:[-–—] ?|(?:Theo|Nguồn:|Nguồn :|Tin, ảnh:|Bài, ảnh:|Bài và ảnh:) )[^!?…\n]{2,60}"
    r"|\([^()\n]{2,60}\)|[A-ZĐ][a-z]?\.(?: ?[A-ZĐ]\.)? ?[A-ZĐÀ-Ỹ][^\W\d_]{1,6})"
    r"\.?(?: ?\[\w{1,6}\])?$"
)
_EDITOR = re.compile(r" ?\[\w{1,6}\]$")
#: Longer than all that the pattern above can match.
_TAIL = 100
_BESIDE_NAMES = ("và", "biên", "lược", "tổng", "dịch", "thực", "ghi", "sưu", "phóng", "thông", "cộng")
_CAPITAL = "[A-ZĐĂÂÊÔƠƯÁÀÝÚ]"
# T.A, H.L., N.Q, V.D; and an initial before a given name: B.NHƯ, Th.Long, T. Vi.
_INITIALS = re.compile(
    rf"(?:{_CAPITAL}[a-z]?\.\s?){{1,4}}{_CAPITAL}?[a-z]?\.?|(?:{_CAPITAL}[a-z]?\.\s?){{1,2}}{_CAPITAL}[^\W\d_]{{1,6}}"
)
#: A word written as two, `BongLan`; surnames of Europe are so too.
_JOINED = re.compile(r"\b(?!Mc|Mac|De|Di|Le|La|Van|Fitz)[A-ZĐ][a-zà-ỹđ]+[A-ZĐ][a-z]")
_SYLLABLE = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)?\.?")
#: Signs that may stand before a name.
MARKS = " -–—*•(),|;&"
#: Most syllables of a name; compound family names and double given names have five.
MAX_SYLLABLES = 5
#: Most words of a source behind `Nguồn:`, and behind `Theo`, which opens sentences too.
_NAMED, _TOLD = 14, 9
#: Characters of a remark in brackets at most that names no source and speaks of no picture.
_REMARK = 30
#: More words than a name with the longest degree before it and a role behind it.
_MOST_WORDS = MAX_SYLLABLES + 6


@dataclass(frozen=True)
class Byline:
    """What a byline says: people in the order printed, and the source that it credits. `labelled` when a label such
    as ``Tác giả:`` or ``Theo`` says that it is one; a bare name is a byline only where a byline can stand."""

    authors: tuple[str, ...]
    source_credit: str | None
    labelled: bool


def read_byline(line: str, folded: str | None = None) -> Byline | None:
    """The byline that the whole `line` is, or None; `folded` is the line folded, if that is at hand."""
    if len(bare := _unwrapped(_EDITOR.sub("", line.strip()))) != len(line):
        line, folded = bare, None
    if not line or len(line) > 120 or line[-1] in ":?!":
        return None
    folded = fold(line) if folded is None else folded
    marked = opens_label(folded)
    if marked and (source := _SOURCE_LINE.match(folded)) and len(line) - source.end() <= 80:
        return _read_source(line[source.end() :], _NAMED if ":" in source[0] else _TOLD)
    if marked and (label := _LABEL.match(folded)):
        rest, source_credit = _split_note(_WHEN.sub("", line[label.end() :]))
        name, agency = _split_agency(rest)
        authors = _names(name, certain=True) or _names(_DASH.split(name)[0], certain=True)
        source_credit = source_credit or (agency if authors else None)
        return Byline(authors, source_credit or None, True) if authors or source_credit else _desk(rest)
    if credited := _name_and_source(line, folded):
        return credited
    if _is_phrase(line):
        return None
    rest, source_credit = _split_note(line)
    rest, agency = _split_agency(rest)
    authors = _names(rest, certain=bool(agency))
    if not authors and source_credit and is_desk(rest):
        return Byline((), source_credit, True)
    if not authors or agency == "":
        return None
    source_credit = source_credit or agency
    return Byline(authors, source_credit, source_credit is not None)


def _name_and_source(line: str, folded: str) -> Byline | None:
    """The byline of `A, Theo Báo B`; the name of a source may have small words, which no list of names has."""
    if not (source := _THEN_SOURCE.search(folded)) or not line[source.end()].isupper():
        return None
    authors = _names(line[: source.start()])
    return Byline(authors, line[source.end() :].strip(" .)"), True) if authors else None


def trailing_byline(paragraph: str) -> int | None:
    """Where the byline begins that is glued to the last paragraph of a text; None when none is."""
    if (match := _BEHIND.search(paragraph, max(0, len(paragraph) - _TAIL))) is None:
        return None
    said = _unwrapped(match["tail"].strip(" -–—."))
    return match.start("tail") if read_byline(said) or is_desk(said) else None


def _unwrapped(line: str) -> str:
    """`line` without the brackets in which it stands as a whole."""
    inner = line[1:-1]
    return inner.strip() if line[:1] == "(" and line[-1:] == ")" and "(" not in inner and ")" not in inner else line


def _is_phrase(line: str) -> bool:
    """Whether `line` opens with words that no list of names opens with. The answer is sure; where other marks than
    commas stand between the words it is left open."""
    opening = line.lstrip(MARKS)
    if not opening[:1].isalnum():
        return True
    for count, word in enumerate(opening.split(" ", _MOST_WORDS)):
        if (fits := stands_in_name(word)) is not True:
            return fits is False
        if count == _MOST_WORDS - 1:
            return "," not in opening and ";" not in opening
    return False


def stands_in_name(word: str) -> bool | None:
    """Whether `word` can stand in a name: False for a figure, a heading or one without a capital; None where this
    depends on what stands beside it, as with marks, degrees and what joins names."""
    bare = word if word.isalpha() else word[:-1]
    if word[:1].isdecimal() or (word[-1:] == ":" and bare.isalpha()):
        return False
    may_stand = _words_beside_names()
    if not bare.isalpha() or bare in may_stand or (word is not bare and word[-1] not in ",;"):
        return None
    return not bare[0].islower() or fold(bare) in may_stand


def opens_label(folded: str) -> bool:
    """Whether a label such as ``theo`` may open the line whose first word this is, folded."""
    return _MARKED.match(folded) is not None


@functools.cache
def _words_beside_names() -> frozenset[str]:
    """Words without a capital that stand between names, before them as degrees or behind them."""
    degrees = {word for degree in phrases("bylines")["degrees"] for word in degree.split()}
    return frozenset({*degrees, *_BESIDE_NAMES})


@functools.cache
def _degree_openings() -> frozenset[str]:
    return frozenset(degree.split()[0] for degree in phrases("bylines")["degrees"])


def _split_agency(rest: str) -> tuple[str, str | None]:
    """`rest` without the agency or desk behind the name: ``A/Báo B``, ``A - Công an tỉnh``, ``A, phóng viên B``, ``A -
    Theo B``. The agency is empty when what stands there cannot be one."""
    if (inner := _INNER_SOURCE.search(fold(rest))) and rest[inner.end() :][:1].isupper():
        return rest[: inner.start()], rest[inner.end() :].strip(" .)")
    name, slash, agency = rest.partition("/")
    if slash:
        return name, agency.strip() if agency.strip()[:1].isalpha() else ""
    if "," in rest and (reporter := _REPORTER.match(rest)):
        return reporter["name"], reporter["agency"].strip()
    if dashes := list(_DASH.finditer(rest)):
        name, agency = rest[: dashes[-1].start()], rest[dashes[-1].end() :].strip()
        if is_desk(agency):
            return name, agency
        if fold(agency).startswith(phrases("bylines")["posts"]):
            return name, None
    return rest, None


def _desk(rest: str) -> Byline | None:
    return Byline((), rest.strip(" ()."), True) if rest.strip(" ().") and is_desk(rest) else None


def is_desk(name: str) -> bool:
    """Whether `name` opens like the name of an agency, desk or office."""
    return _opens_desk(fold(name))


def _opens_desk(folded: str) -> bool:
    return _desk_pattern().match(folded.lstrip(" (.")) is not None


@functools.cache
def _desk_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(map(re.escape, phrases('bylines')['desks']))})(?=[ /]|[).]*$)")


def _read_source(rest: str, most: int) -> Byline | None:
    """The byline of what stands behind the label of a source, `most` words of it at most."""
    rest = rest.strip(" ()[]").rstrip(".")
    if not rest or not (rest[0].isupper() or rest[0].isdigit() or "." in rest) or len(rest.split()) > most:
        return None
    if re.search(r"[,;]\s|[.!?]\s", rest) and not _AGENCIES.fullmatch(rest):
        return None  # "Theo ông A, ..." opens a sentence
    if note := re.match(r"(?P<name>[^()]+?)\s*\((?P<agency>[^()]+)\)?$", rest):
        authors = _names(note["name"])
        if authors and not is_desk(note["name"]) and (" " in note["name"] or "." in note["name"]):
            return Byline(authors, note["agency"].strip(), True)
    for pattern in _CREDITED:
        parts = pattern.match(rest)
        if parts and len(parts["name"].split()) > 1 and not is_desk(parts["name"]) and (found := _names(parts["name"])):
            return Byline(found, parts["agency"].strip(), True)
    rest = re.sub(r"(?:^|[:\s]\s*)https?://\S+$", "", rest)
    return Byline((), rest, True) if rest else None


def _split_note(line: str) -> tuple[str, str | None]:
    """`line` without the remark in brackets at its end, and the source that the remark credits."""
    if line.rstrip()[-1:] != ")" or not (note := _NOTE.search(fold(line))) or not any(map(str.isalpha, note["note"])):
        return line.strip(" ()"), None
    said, rest = line[note.start("note") : note.end("note")], line[: note.start()]
    folded = note["note"]
    if source := _SOURCE_LINE.match(folded):
        return rest, said[source.end() :].strip() or None
    if len(said) > _REMARK and not folded.startswith(("ảnh", "video", "clip")) and not _opens_desk(folded):
        return line.strip(" ()"), None
    if folded.startswith(("ảnh", "video", "clip", "t/h", "th", "tổng hợp", "biên dịch", "lược dịch", "dịch")):
        return rest, None
    said = said.strip()
    if correspondent := _CORRESPONDENT.match(said):
        said = re.sub(r" tại .*$", "", said[correspondent.end() :])
    return rest, said if any(map(str.isalpha, said)) else None


def _names(rest: str, certain: bool = False) -> tuple[str, ...]:
    """The people that `rest` lists, or nothing if any part of it is not a name; `certain` when what stands beside it
    says that it names somebody, so that a name of one syllable or one that is also a province will do."""
    rest = rest.strip(" -–—*•(),|")
    folded = fold(rest)
    if folded.endswith(_ROLE_ENDS) and (tail := _ROLE_TAIL.search(folded)):
        rest = rest[: tail.start()]
    rest = _without_degree(rest)
    split = _PAIR.sub(r"\1 - ", rest) if "-" in rest else rest
    parts = [part if _INITIALS.fullmatch(part) else part.rstrip(".") for part in _SEPARATOR.split(split) if part]
    if not 1 <= len(parts) <= 4 or not all(is_name(part, certain) for part in parts):
        return ()
    return tuple(dict.fromkeys(part.strip() for part in parts))


def _without_degree(name: str) -> str:
    """`name` without the degrees and ranks before it."""
    words = name.split()
    opening = fold(words[0]).replace(".", " ").split() if words else []
    if opening and opening[0] not in _degree_openings():
        return name
    for count in (3, 2, 1):
        title = " ".join(fold(" ".join(words[:count])).replace(".", " ").split())
        if len(words) > count + 1 and title in phrases("bylines")["degrees"]:
            return " ".join(words[count:])
    return name


def _opens_with_acronym(name: str) -> bool:
    """Whether an abbreviation stands before other words, as in `CTCK Lam Sơn`."""
    first, space, _ = name.partition(" ")
    return bool(space) and len(first) > 2 and first.isupper() and not name.isupper()


def is_name(name: str, certain: bool = False) -> bool:
    """Whether `name` has the shape of a person's name, pen name or initials: capitalised syllables, no digits; with
    `certain`, one syllable and the names of provinces are taken too."""
    name = name.strip()
    if _INITIALS.fullmatch(name):
        return True
    syllables = name.split()
    if not 1 <= len(syllables) <= MAX_SYLLABLES:
        return False
    if len(syllables) == 1 and not (name.isupper() and len(name) <= 4) and not certain:
        return False
    if not all(word[0].isupper() and _SYLLABLE.fullmatch(word) for word in syllables):
        return False
    folded, listed = fold(name), phrases("bylines")
    if _opens_desk(folded) or folded.partition(" ")[0] in listed["not_names"] or folded in listed["labels"]:
        return False
    if "online" in folded.split() or _JOINED.search(name) or _opens_with_acronym(name):
        return False
    if len(syllables) > 1 and max(map(len, syllables)) == 1:  # buttons for the size of letters: A A
        return False
    return len(name) > 1 and (certain or folded not in listed["places"])
