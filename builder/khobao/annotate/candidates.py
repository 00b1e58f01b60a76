"""What may be the name of a person among words with capitals, and how sure that is."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field
from functools import cached_property

from khobao.annotate.bodies import heads
from khobao.annotate.body import Body
from khobao.annotate.contexts import alone, context, does, openings_before, passage_words, title_before
from khobao.annotate.letters import placed
from khobao.annotate.names import (
    LONGEST,
    Token,
    common_surnames,
    is_syllable,
    is_vietnamese,
    name_end,
    namesakes,
    not_people,
    opens_person,
    split_person,
)  # fmt: skip
from khobao.annotate.openings import opens_compound
from khobao.annotate.posts import seats, titles
from khobao.annotate.reading import Passage
from khobao.annotate.wordlists import words

_HO_CHI_MINH = "hồ chí minh"
_COUNTRY = ("việt", "nam")
#: A family name, and the team of a place: Đoàn Việt Nam.
_DELEGATION = placed("đoàn")
_UNIT = re.compile(
    r" (?:tỉnh|thành phố|huyện|quận|thị xã|thị trấn|xã|phường|khu phố|thôn|ấp|bản|công ty|doanh nghiệp|tập đoàn"
    r"|ngân hàng|nhà máy|xí nghiệp|hợp tác xã|bệnh viện|nhà trường|trung tâm|quỹ|câu lạc bộ|đội|khách sạn|giải) $"
)
#: What tells where something happens.
_SOMEWHERE = re.compile(r" (?:tại|ở|thuộc|về|trên|từ|đến|địa bàn|cho|với|thăm) ")
_CLAUSE_SIGNS = ",;.:()\n"


@dataclass(frozen=True)
class Candidate:
    """What may be a name, from `start` to `end`: `sure` if its form and place leave no doubt; its `kind` vn for a
    family name and syllables, foreign, or other; `eponym` in the name of a movement."""

    start: int
    end: int
    sure: bool
    kind: str
    eponym: bool = False
    proved: bool = False


@dataclass
class Scan:
    """What a passage has: its bodies by where they start, candidates in order, and words with capitals left over."""

    passage: Passage
    bodies: dict[int, Body] = field(default_factory=dict)
    candidates: list[Candidate] = field(default_factory=list)
    rest: list[Token] = field(default_factory=list)
    cursor: int = 0
    after_post: int = -2
    place_end: int = -20
    places: set[str] = field(default_factory=set)

    @cached_property
    def in_order(self) -> list[Body]:
        """The bodies in order; asked for once all are found."""
        return [body for _, body in sorted(self.bodies.items())]


def longer_name(done: Scan, tokens: list[Token], place: int, end: int, kind: str) -> bool:
    """Whether a person's name opens at `place` that is proved, or goes on behind the name of a place of this `kind` up
    to `end`."""
    folded, start = done.passage.folded, tokens[place].start
    if kind == "countries" and end == tokens[place].end and _given_pair(done, tokens, place):
        return True
    proved = done.after_post == start - 1 or context(folded, start) in ("honorific", "eponym")
    if kind == "countries" or (kind == "names" and not proved) or (last := name_end(tokens, place)) == place:
        return False
    if folded.startswith(_HO_CHI_MINH, start):
        return proved or title_before(done.passage, start) is not None
    if tokens[last - 1].end <= end:
        return proved and tokens[last - 1].end == end and kind == "districts"
    behind = next((token.word for token in tokens[place:last] if token.start >= end), "")
    return behind not in common_surnames()


def _given_pair(done: Scan, tokens: list[Token], place: int) -> bool:
    """Whether a country of one syllable opens a proved given name of two: ca sĩ Mỹ Tâm."""
    given = words("names", "vietnamese", "given")
    if tokens[place].word not in words("names", "vietnamese", "middle") or len(tokens) - place != 2:
        return False
    start = tokens[place].start
    proved = done.after_post == start - 1 or context(done.passage.folded, start) == "honorific"
    proved = proved or title_before(done.passage, start) is not None
    return proved and tokens[place + 1].word in given and tokens[place + 1].word not in common_surnames()


def add_name(done: Scan, tokens: list[Token], place: int) -> int:
    """Adds the candidate that opens at `place`, or leaves the word over."""
    start = tokens[place].start
    capitals = done.passage.text[start : tokens[place].end].rstrip("'’")
    if len(capitals) > 1 and capitals.isupper() and not _named_in_capitals(tokens, place):
        done.rest.append(tokens[place])
        return place + 1
    said = context(done.passage.folded, start)
    if said == "place" and done.cursor == start - 1:  # the Bản of Nhật Bản is no village
        said = None
    posted = done.after_post == start - 1 or (
        (said is None or said in ("place", "weak")) and title_before(done.passage, start) is not None
    )
    last = name_end(tokens, place)
    if (
        tokens[place].word == _DELEGATION
        and not posted
        and said != "honorific"
        and _opens_place(done, tokens, place + 1)
    ):
        done.rest.append(tokens[place])
        return place + 1
    if last == place + 2 and opens_compound(done.passage.folded, tokens[last - 1].start, tokens[last - 1].end):
        done.rest.extend(tokens[place:last])  # Đoàn Thanh | niên, Trạm Trồng | trọt
        return last
    if posted and _names_seat(done.passage, start) and (last == place or split_person(tokens[place:])):
        end = place + (split_person(tokens[place:]) or 0)
        end = _row_end(done, tokens, place) if end == place else end
        done.cursor = tokens[max(end, place + 1) - 1].end
        return max(end, place + 1)
    posted = posted or (said == "place" and last - place >= 3 and _posted_in_unit(done, tokens, place))
    if not posted and (said == "place" or (said is None and _in_list(done, start))):
        end = max(last, place + 1)
        done.cursor = done.place_end = tokens[end - 1].end
        done.places.add(passage_words(done.passage, start, done.cursor))
        return end
    if last > place:
        kind = "vn" if is_vietnamese(tokens, place) else "foreign"
        if posted or said == "honorific":
            last = _with_foreign_syllables(done, tokens, place, last)
        proved = posted or said in ("honorific", "person", "eponym") or does(done.passage.folded, tokens[last - 1].end)
        sure = proved or _is_sure(done, tokens, place, last, kind)
        if len(capitals) > 1 and capitals.isupper():
            kind, sure = "caps", proved and 3 <= last - place <= 4
        done.candidates.append(Candidate(start, tokens[last - 1].end, sure, kind, said == "eponym", proved))
        return last
    return _unlisted(done, tokens, place, posted or said in ("honorific", "person"))


def _names_seat(passage: Passage, start: int) -> bool:
    """Whether a title stands right before `start` that a place follows: Trưởng ấp Hòa Thạnh."""
    title = title_before(passage, start)
    return title is not None and passage.folded[title : start - 1] in seats()


def _opens_place(done: Scan, tokens: list[Token], place: int) -> bool:
    """Whether the name of a place opens at `place`."""
    if tuple(token.word for token in tokens[place : place + 2]) == _COUNTRY:
        return True
    return place < len(tokens) and not_people().match(done.passage.folded, tokens[place].start) is not None


def _posted_in_unit(done: Scan, tokens: list[Token], place: int) -> bool:
    """Whether a person's name opens at `place` behind the word of a unit that a post is held in, which is not named:
    Chủ tịch Ủy ban bầu cử phường | Đỗ Mạnh Kha."""
    if not opens_person(tokens, place):
        return False
    folded, start = done.passage.folded, tokens[place].start
    unit = _UNIT.search(folded, max(0, start - 12), start)
    if unit is None or namesakes().match(folded, start):
        return False
    floor = max(folded.rfind(sign, max(0, start - 90), start) for sign in _CLAUSE_SIGNS) + 1
    openings = openings_before(folded, unit.start() + 1, max(floor, 0), 16)
    found = [title for opening in openings if (title := titles().match(folded, opening))]
    return any(
        title.group in ("office", "shared") and not _SOMEWHERE.search(folded, end, start) for end, title in found
    )


def _in_list(done: Scan, start: int) -> bool:
    """Whether a street or place of people's names stands right before, in one list with `start`."""
    gap = done.passage.folded[done.place_end : start] if 0 <= start - done.place_end <= 12 else None
    return gap is not None and gap.strip() in ("-", "–", ",", "và", "đến", "đi", "tới", "kéo dài -", "kéo dài –")


def _named_in_capitals(tokens: list[Token], place: int) -> bool:
    return name_end(tokens, place) >= place + 2 and tokens[place].word in common_surnames()


def _is_sure(done: Scan, tokens: list[Token], place: int, last: int, kind: str) -> bool:
    """Whether form and what follows prove a name."""
    count, end = last - place, tokens[last - 1].end
    if alone(done.passage.text, tokens[place].start, end):
        return False
    if kind == "foreign" or count >= 3:
        return True
    if tokens[place + 1].word not in words("names", "vietnamese", "given"):
        return False
    word = tokens[place].word
    return word in common_surnames() and word not in words("names", "vietnamese", "doubtful")


def _unlisted(done: Scan, tokens: list[Token], place: int, proved: bool) -> int:
    """Adds a candidate without a listed first word: two words and more that are proved, or two syllables that stand
    in given names."""
    given, middle = words("names", "vietnamese", "given"), words("names", "vietnamese", "middle")
    word, second = tokens[place].word, tokens[place + 1].word if place + 1 < len(tokens) else ""
    pair = word in middle and second in given
    if word in words("names", "vietnamese", "things") and not (pair or (proved and word in middle)):
        done.rest.append(tokens[place])
        return place + 1
    last = _row_end(done, tokens, place)
    if last - place > 2 and (tokens[last - 2].word, tokens[last - 1].word) == _COUNTRY:
        done.rest.extend(tokens[place:last])  # a company: Savora Việt Nam
        return last
    closers = words("names", "vietnamese", "closers")
    closed = last < len(tokens) and (tokens[last].word in closers or _is_acronym(done, tokens[last]))
    if last - place < 2 or closed:
        done.rest.extend(tokens[place : max(last, place + 1)])
        return max(last, place + 1)
    if proved and len(word) > 1 and (split := split_person(tokens[place:last])) and split + place < last - 1:
        place += split
    foreign = not any(is_syllable(token.word) for token in tokens[place:last] if len(token.word) > 1)  # Y Hlái
    end = tokens[last - 1].end
    cut_short = opens_compound(done.passage.folded, tokens[last - 1].start, end)  # Đội Cảnh | sát, Đồn Biên | phòng
    if cut_short and not is_vietnamese(tokens, place):
        done.rest.extend(tokens[place:last])
        return last
    sure = proved or ((pair or foreign) and does(done.passage.folded, end))
    if sure or (pair and last - place == 2) or foreign:
        done.candidates.append(Candidate(tokens[place].start, end, sure, "other"))
    else:
        done.rest.extend(tokens[place:last])
    return last


def _with_foreign_syllables(done: Scan, tokens: list[Token], place: int, last: int) -> int:
    """The index behind the name from `place` to `last` and up to two words that close the row and are no syllables of
    Vietnamese: of the uplands and of Korea, Rơ Châm | Hyơh, Kim Sang | Woo."""
    if not 1 <= len(tokens) - last <= 2 or len(tokens) - place > LONGEST:
        return last
    closers = words("names", "vietnamese", "closers")
    for before, token in itertools.pairwise(tokens[last - 1 :]):
        ends = token.start != before.end + 1 or token.word in closers
        if ends or is_syllable(token.word) or _is_acronym(done, token):
            return last
    return len(tokens)


def _is_acronym(done: Scan, token: Token) -> bool:
    """Whether a word is letters for other words, no initial and no numeral of a king."""
    word = done.passage.text[token.start : token.end]
    return len(word) > 1 and word.isupper() and not set(word) <= set("IVX")


def _row_end(done: Scan, tokens: list[Token], place: int) -> int:
    """The index behind the words from `place` that can be one name: up to a closer, a body, or a sign between two."""
    closers, last = words("names", "vietnamese", "closers"), place + 1
    if tokens[place].word in closers:
        return place
    while last < len(tokens) and last - place < LONGEST and tokens[last].word not in closers:
        token = tokens[last]
        if _is_acronym(done, token):
            break
        if token.start != tokens[last - 1].end + 1 or heads().match(done.passage.folded, token.start):
            break
        last += 1
    return last
