"""A page as it comes in: the record, its front matter, and the one way from bytes to page text."""

from __future__ import annotations

import bisect
import functools
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import orjson

from khobao import legacy, strict_json, strict_yaml, text
from khobao.errors import Issue, Location
from khobao.markup import MarkupError, read_markup
from khobao.metadata import NO_METADATA, Metadata
from khobao.mistakes import check_body, check_keys, check_unopened
from khobao.silences import Silence, read_silences

if TYPE_CHECKING:
    import pyarrow as pa

#: Largest page, in bytes. The longest real pages seen had 0.3 MB of text.
MAX_BYTES = 4 * 1024 * 1024
#: Longest line of a page, in code points.
MAX_LINE = 100_000
#: Most lines of a page, and most bytes that are stated beside one.
MAX_LINES, MAX_STATED = 10_000, 64 * 1024

#: What a contributor may state beside the page, and what else the front matter may hold.
PROVENANCE = ("id", "url", "outlet", "retrieved_at", "license", "rights")
_FRONT_MATTER = (*PROVENANCE, "contributor", "note", "article")

#: Share of Vietnamese letters under which a page may be Vietnamese that was misread.
_MISREAD = 0.02
_ID = re.compile(r"[a-z0-9][a-z0-9._-]{2,63}")
_BOM = b"\xef\xbb\xbf"
_FENCE = re.compile(rb"---[ \t]*\r?(?:\n|\Z)")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True)
class Page:
    """One record as a source gives it.

    `path` is relative to the dataset's folder, with forward slashes; `line` is where the record starts, from 1;
    `format` is ``text`` (saved text, with front matter), ``html``, ``record`` (a row of a crawl as JSON), ``article``
    (a finished one as JSON) or ``unread``: a record that its source could not read, in place of which stand an issue
    code and a message. `content` is its bytes; `beside` is what its format needs to be read: for ``html`` the YAML that
    is stated beside the page, for ``record`` the columns of the rows, as JSON.
    """

    path: str
    line: int
    format: str
    content: bytes
    beside: bytes = b""


@functools.cache
def page_schema() -> pa.Schema:
    """The Arrow schema of a PAGE batch: one row a :class:`Page`."""
    import pyarrow as pa

    return pa.schema([
        ("path", pa.string()), ("line", pa.int64()), ("format", pa.string()), ("content", pa.binary()),
        ("beside", pa.binary()),
    ])  # fmt: skip


#: Columns that only a finished article has; with two of them, a row is one.
_ARTICLE_COLUMNS = ("captions", "lead", "page_sha256", "published_precision", "reviewed")


def has_article_columns(names: Iterable[str]) -> bool:
    """Whether a table with the columns `names` holds finished articles, not pages."""
    return len(set(_ARTICLE_COLUMNS).intersection(names)) > 1


def is_article(page: Page) -> bool:
    """Whether `page` is a finished article: by its format, or a row by its columns."""
    if page.format != "record":
        return page.format == "article"
    return has_article_columns(name for name in _ARTICLE_COLUMNS if f'"{name}"'.encode() in page.content)


@dataclass(frozen=True)
class Contribution:
    """A saved page and what is stated about it.

    `format` is that of the page; `body` its bytes, which start at `start`; `stated` is what is stated; `where` gives
    the place of a stated value by its JSON Pointer, None for what is not stated; `silences` are what is overruled;
    `inside` gives the place of a character of a page that stands in a string of the file, by its offset.
    """

    format: str
    body: bytes
    start: Location
    stated: dict[str, Any] = field(default_factory=dict)
    where: Callable[[str], Location | None] = lambda _: None
    silences: tuple[Silence, ...] = ()
    inside: Callable[[int], Location] | None = None

    def at(self, pointer: str) -> Location:
        """Where the stated value stands that `pointer` names, or the page if it is not stated."""
        return self.where(pointer) or self.start

    def place(self, raw: str, offset: int) -> Location:
        """Where the character at `offset` of the page's text stands, `raw` as it was decoded; of HTML, and of a row of
        a table, no more is known than where it starts."""
        if self.inside is not None:
            return self.inside(offset)
        if self.format != "text":
            return self.start
        line = self.start.line + raw.count("\n", 0, offset)
        return Location(self.start.path, line, offset - raw.rfind("\n", 0, offset))

    def place_cleaned(self, page_text: str, offset: int) -> Location:
        """Where the character at `offset` of the `page_text` stands in the file, whose lines may be wider: cleaning
        drops marks and white space, and joins letters with their marks."""
        if self.inside is None and self.format != "text":
            return self.start
        raw, start = self.body.decode("utf-8"), 0
        for _ in range(page_text.count("\n", 0, offset)):
            start = raw.index("\n", start) + 1
        line, column = raw[start:].partition("\n")[0], offset - page_text.rfind("\n", 0, offset)
        within = bisect.bisect_left(range(len(line)), column, key=lambda end: len(text.clean(line[: end + 1])))
        return self.place(raw, start + within)


_Read = tuple[Contribution, list[Issue]]


def read_contribution(page: Page) -> _Read:
    """The page without what is stated about it, and that apart. Issues stand in file coordinates."""
    if page.format == "unread":
        code, _, message = page.content.decode().partition(" ")
        start = Location(page.path, page.line)
        return Contribution("unread", b"", start), [Issue(start, "", code, message)]
    if page.format == "html":
        return _read_sidecar(page)
    if page.format == "record":
        return _read_record(page)
    content, path = page.content.removeprefix(_BOM).removeprefix(_BOM), page.path
    if not (opening := _FENCE.match(content)):
        fault = check_unopened(content, path) or check_body(content, Location(path))
        return Contribution("text", content, Location(path)), [fault] if fault else []
    front, body = _split(content, opening.end())
    if front is None:
        issue = Issue(Location(path), "", "meta/unclosed", "the front matter opens here and is never closed")
        return Contribution("text", content, Location(path)), [issue]
    start = Location(path, content[: len(content) - len(body)].count(b"\n") + 1)
    read, issues = _read_front(front, path, 1, Contribution("text", body, start))
    fault = check_body(body, start)
    return read, [*issues, fault] if fault else issues


def _read_sidecar(page: Page) -> _Read:
    return _read_front(page.beside, sidecar(page.path), 0, Contribution("html", page.content, Location(page.path)))


def sidecar(path: str) -> str:
    """The name of the file that states things about the HTML page at `path`; that of another file is its own."""
    return f"{path.removesuffix('.html')}.yaml" if path.endswith(".html") else path


def _read_front(front: bytes, path: str, above: int, page: Contribution) -> _Read:
    """`page` with what the YAML `front` states, which stands in the file `path` below `above` other lines."""
    if len(front) > MAX_STATED:
        message = f"more than {MAX_STATED:,} bytes are stated about the page"
        return page, [Issue(Location(path, above + 1), "", "meta/too-large", message)]
    try:
        located = strict_yaml.parse(front.decode("utf-8"))
    except strict_yaml.StrictYAMLError as error:
        return page, [Issue(Location(path, error.line + above, error.column), "", error.code, error.message)]
    except UnicodeDecodeError as error:
        return page, [_undecodable(front, error, path, above + 1)]
    stated = {} if located.value is None else located.value
    if not isinstance(stated, dict):
        where = Location(path, above + 1)
        return page, [Issue(where, "", "meta/invalid", "what is stated is not a list of `key: value` lines")]

    def where_is(pointer: str) -> Location | None:
        if pointer not in located.places:
            return None
        line, column = located.places[pointer]
        return Location(path, line + above, column)

    silences, issues = read_silences(front.decode("utf-8"), path, above)
    contribution = replace(page, stated=stated, where=where_is, silences=silences)
    return contribution, [*issues, *check_keys(stated, contribution.at, _FRONT_MATTER)]


#: The columns of a crawl's rows: a field of the page to the column that holds it.
COLUMNS: dict[str, str | None] = {"text": "text", "url": "url", "retrieved_at": "date", "id": "id"}


def _read_record(page: Page) -> _Read:
    """A row of a crawl, as JSON: its columns by their names in the front matter; other columns are passed over."""
    start = Location(page.path, page.line)
    try:
        source = page.content.decode("utf-8")
        row = strict_json.parse(source)
    except UnicodeDecodeError as error:
        return Contribution("record", b"", start), [_undecodable(page.content, error, page.path, page.line)]
    except strict_json.StrictJSONError as error:
        where = Location(page.path, page.line, error.column)
        return Contribution("record", b"", start), [Issue(where, "", error.code, error.message)]
    columns: dict[str, str | None] = orjson.loads(page.beside) if page.beside else COLUMNS
    column = columns["text"]
    if not isinstance(row, dict) or not isinstance(row.get(column), str):
        message = f"the row has no text in its column {column!r}"
        return Contribution("record", b"", start), [Issue(start, f"/{column}", "source/column", message)]
    stated = {name: row[held] for name, held in columns.items() if name != "text" and row.get(held or "") is not None}
    place = strict_json.locator(source)
    held_in = {name: f"/{strict_json.escape(str(held))}" for name, held in columns.items()}
    # Crawls number rows in their own ways; an id that cannot be an article's is not taken for one.
    if not _ID.fullmatch(str(stated.get("id", ""))):
        stated.pop("id", None)

    def placed(name: str, offset: int | None = None) -> Location:
        return Location(page.path, page.line, place(held_in[name], offset)[1])

    def where_is(pointer: str) -> Location | None:
        return placed(pointer[1:]) if pointer[1:] in stated else None

    inside = None if page.path.endswith(".parquet") else functools.partial(placed, "text")
    return Contribution("record", row[column].encode("utf-8"), start, stated, where_is, inside=inside), []


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


@dataclass(frozen=True)
class PageText:
    """The page text of a page; for HTML also what its tags say of each line, and its metadata."""

    text: str
    tags: tuple[frozenset[str], ...] = ()
    metadata: Metadata = NO_METADATA


def read_page_text(contribution: Contribution) -> tuple[PageText | None, list[Issue]]:
    """The page text of `contribution`, or None and the reason."""
    body, start = contribution.body, contribution.start
    if len(body) > MAX_BYTES:
        message = f"the page has {len(body):,} bytes; at most {MAX_BYTES:,} are read"
        return None, [Issue(start, "", "page/too-large", message)]
    try:
        raw = _read_html(body) if contribution.format == "html" else PageText(body.decode("utf-8"))
    except UnicodeDecodeError as error:
        return None, [_undecodable(body, error, start.path, start.line)]
    except MarkupError as error:
        return None, [Issue(start, "", error.code, error.message)]
    plain = text.is_plain(raw.text)
    if issue := _forbidden(raw.text, plain, contribution):
        return None, [issue]
    if encoding := None if text.is_vietnamese(raw.text, _MISREAD) else legacy.misread_encoding(raw.text):
        message = f"the page was written in {encoding} and misread"
        return None, [Issue(start, "", "page/legacy-encoding", message)]
    cleaned = replace(raw, text=text.clean(raw.text, plain))
    if not cleaned.text.strip():
        return None, [Issue(start, "", "page/empty", "the page has no text")]
    return cleaned, []


def _read_html(body: bytes) -> PageText:
    """The lines of an HTML page, not yet clean. Raises UnicodeDecodeError or :class:`khobao.markup.MarkupError`."""
    markup = read_markup(body)
    return PageText(
        "\n".join(line for line, _ in markup.lines), tuple(tags for _, tags in markup.lines), markup.metadata
    )


def _undecodable(content: bytes, error: UnicodeDecodeError, path: str, first_line: int) -> Issue:
    if encoding := legacy.undecoded_encoding(content):
        message = f"the page is written in {encoding}, not in UTF-8"
        return Issue(Location(path, first_line), "", "page/legacy-encoding", message)
    before = content[: error.start]
    line_start = before.rfind(b"\n") + 1
    column = len(before[line_start:].decode("utf-8", errors="replace")) + 1
    where = Location(path, first_line + before.count(b"\n"), column)
    return Issue(where, "", "page/undecodable", f"the byte 0x{content[error.start]:02X} is not {error.encoding} here")


def _forbidden(raw: str, plain: bool, contribution: Contribution) -> Issue | None:
    def issue(offset: int, code: str, message: str, length: int = 0) -> Issue:
        exact = contribution.format == "text"
        return Issue(contribution.place(raw, offset), "", code, message, length if exact else 0)

    if not plain and (match := _CONTROL.search(raw)):
        return issue(match.start(), "page/control-character", f"the control character U+{ord(match[0]):04X}", 1)
    if not plain and (match := _BIDI.search(raw)):
        return issue(match.start(), "page/bidi-control", f"the bidirectional control U+{ord(match[0]):04X}", 1)
    if (count := raw.count("\n")) > MAX_LINES:
        message = f"the page has {count:,} lines; at most {MAX_LINES:,} are read"
        return Issue(contribution.start, "", "page/too-many-lines", message)
    run_start, length = text.longest_mark_run(raw)
    if length:
        return issue(run_start, "page/combining-marks", f"{length} combining marks in a row", length)
    if len(raw) <= MAX_LINE:
        return None
    offset = 0
    for line in raw.split("\n"):
        if len(line) > MAX_LINE:
            message = f"the line has {len(line):,} characters; at most {MAX_LINE:,} are read"
            return issue(offset, "page/line-too-long", message)
        offset += len(line) + 1
    return None
