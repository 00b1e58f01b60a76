"""A page as it comes in: the record, its front matter, and the one way from bytes to page text."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from khobao import legacy, strict_yaml, text
from khobao.errors import Issue, Location

if TYPE_CHECKING:
    import pyarrow as pa

#: Largest page, in bytes. The longest real pages seen had 0.3 MB of text.
MAX_BYTES = 4 * 1024 * 1024
#: Longest line of a page, in code points.
MAX_LINE = 100_000

#: What a contributor may state beside the page, and what else the front matter may hold.
PROVENANCE = ("id", "url", "outlet", "retrieved_at", "license", "rights")
_FRONT_MATTER = (*PROVENANCE, "contributor", "note", "article")

#: Share of Vietnamese letters under which a page may be Vietnamese that was misread.
_MISREAD = 0.02
_FENCE = re.compile(rb"---[ \t]*\r?(?:\n|\Z)")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True)
class Page:
    """One record as a source gives it.

    `path` is relative to the dataset's folder, with forward slashes; `line` is where the record starts, from 1;
    `format` is ``text`` (a saved page, front matter included) or ``article`` (JSON); `content` is its bytes.
    """

    path: str
    line: int
    format: str
    content: bytes


@functools.cache
def page_schema() -> pa.Schema:
    """The Arrow schema of a PAGE batch: one row a :class:`Page`."""
    import pyarrow as pa

    return pa.schema([("path", pa.string()), ("line", pa.int64()), ("format", pa.string()), ("content", pa.binary())])


@dataclass(frozen=True)
class Contribution:
    """A saved page and what is stated about it.

    `stated` is the front matter; `body` the bytes below it, which start on line `first_line` of the file.
    """

    body: bytes
    stated: dict[str, Any] = field(default_factory=dict)
    places: strict_yaml.Located = field(default_factory=lambda: strict_yaml.Located(None))
    first_line: int = 1

    def place(self, pointer: str) -> tuple[int, int]:
        """Line and column in the file of a front-matter value."""
        line, column = self.places.place(pointer)
        return line + 1, column


def read_contribution(content: bytes, path: str) -> tuple[Contribution, list[Issue]]:
    """Split `content` into front matter and page, and read the front matter. Issues stand in file coordinates."""
    content = content.removeprefix(b"\xef\xbb\xbf")
    if not (opening := _FENCE.match(content)):
        return Contribution(content), []
    front, body = _split(content, opening.end())
    if front is None:
        return Contribution(content), [
            Issue(Location(path), "", "meta/unclosed", "the front matter opens here and is never closed")
        ]
    first_line = content[: len(content) - len(body)].count(b"\n") + 1
    try:
        located = strict_yaml.parse(front.decode("utf-8"))
    except strict_yaml.StrictYAMLError as error:
        where = Location(path, error.line + 1, error.column)
        return Contribution(body, first_line=first_line), [Issue(where, "", error.code, error.message)]
    except UnicodeDecodeError as error:
        return Contribution(body, first_line=first_line), [_undecodable(front, error, path, 2)]
    stated = {} if located.value is None else located.value
    if not isinstance(stated, dict):
        issue = Issue(Location(path, 2), "", "meta/invalid", "the front matter is not a list of `key: value` lines")
        return Contribution(body, first_line=first_line), [issue]
    contribution = Contribution(body, stated, located, first_line)
    return contribution, list(_check_keys(contribution, path))


def _split(content: bytes, start: int) -> tuple[bytes | None, bytes]:
    offset = start
    while offset < len(content):
        if closing := _FENCE.match(content, offset):
            return content[start:offset], content[closing.end() :]
        newline = content.find(b"\n", offset)
        if newline < 0:
            break
        offset = newline + 1
    return None, content


def _check_keys(contribution: Contribution, path: str) -> Iterator[Issue]:
    for name, value in contribution.stated.items():
        where = Location(path, *contribution.place(f"/{name}"))
        if name not in _FRONT_MATTER:
            yield Issue(where, f"/{name}", "meta/unknown-field", f"the front matter has no field {name!r}")
        elif name == "article" and not isinstance(value, dict):
            yield Issue(where, "/article", "schema/type", "`article` holds fields of the article, one a line")
        elif name in ("contributor", "note") and not isinstance(value, str):
            yield Issue(where, f"/{name}", "schema/type", f"`{name}` is text")


def read_page_text(body: bytes, path: str, first_line: int = 1) -> tuple[str | None, list[Issue]]:
    """The page text of `body`, or None and the reason. Lines are counted from `first_line` of the file."""
    if len(body) > MAX_BYTES:
        message = f"the page has {len(body):,} bytes; at most {MAX_BYTES:,} are read"
        return None, [Issue(Location(path, first_line), "", "page/too-large", message)]
    try:
        raw = body.decode("utf-8")
    except UnicodeDecodeError as error:
        return None, [_undecodable(body, error, path, first_line)]
    if issue := _forbidden(raw, path, first_line):
        return None, [issue]
    if encoding := None if text.is_vietnamese(raw, _MISREAD) else legacy.misread_encoding(raw):
        message = f"the page was written in {encoding} and misread"
        return None, [Issue(Location(path, first_line), "", "page/legacy-encoding", message)]
    page_text = text.clean(raw)
    if not page_text.strip():
        return None, [Issue(Location(path, first_line), "", "page/empty", "the page has no text")]
    return page_text, []


def _undecodable(content: bytes, error: UnicodeDecodeError, path: str, first_line: int) -> Issue:
    if encoding := legacy.undecoded_encoding(content):
        message = f"the page is written in {encoding}, not in UTF-8"
        return Issue(Location(path, first_line), "", "page/legacy-encoding", message)
    before = content[: error.start]
    line_start = before.rfind(b"\n") + 1
    where = Location(path, first_line + before.count(b"\n"), len(before[line_start:].decode("utf-8")) + 1)
    return Issue(where, "", "page/undecodable", f"the byte 0x{content[error.start]:02X} is not UTF-8 here")


def _forbidden(raw: str, path: str, first_line: int) -> Issue | None:
    def issue(offset: int, code: str, message: str) -> Issue:
        line = first_line + raw.count("\n", 0, offset)
        return Issue(Location(path, line, offset - raw.rfind("\n", 0, offset)), "", code, message)

    if match := _CONTROL.search(raw):
        return issue(match.start(), "page/control-character", f"the control character U+{ord(match[0]):04X}")
    if match := _BIDI.search(raw):
        return issue(match.start(), "page/bidi-control", f"the bidirectional control U+{ord(match[0]):04X}")
    start, length = text.longest_mark_run(raw)
    if length:
        return issue(start, "page/combining-marks", f"{length} combining marks in a row")
    offset = 0
    for line in raw.split("\n"):
        if len(line) > MAX_LINE:
            message = f"the line has {len(line):,} characters; at most {MAX_LINE:,} are read"
            return issue(offset, "page/line-too-long", message)
        offset += len(line) + 1
    return None
