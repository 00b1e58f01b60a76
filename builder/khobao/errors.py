"""What can go wrong, and what it is called.

A problem in the data is a value, an :class:`Issue`. A problem of the run is an exception::

    KhobaoError
    ├── UsageError        exit 2   the call or the settings are wrong
    ├── UnavailableError  exit 3   an input or output cannot be reached
    └── PromiseError      exit 4   going on would break a promise made by an earlier release

Every issue and every exception carries a code ``area/name``. A code never changes its meaning.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Any


class ExitCode(IntEnum):
    """How the command ended."""

    CLEAN = 0
    DATA = 1
    USAGE = 2
    UNAVAILABLE = 3
    PROMISE = 4
    BUG = 70


@dataclass(frozen=True, order=True)
class Location:
    """A place in a file: line and column count from 1, columns in code points."""

    path: str
    line: int = 1
    column: int = 1


@dataclass(frozen=True)
class Code:
    """A kind of problem. An error keeps the record out of a release, a warning does not."""

    severity: str
    hint: str


#: What is checked, in order; a record that fails a level is not checked at the next, where its fault would only echo.
LEVELS = ("readable", "schema", "spans", "sense", "editorial")
#: The level of each area of codes; all others are of what can be read at all.
_LEVELS = {"schema": "schema", "span": "spans", "sense": "sense", "corpus": "sense", "letters": "editorial",
           "private": "editorial"}  # fmt: skip


CODES: dict[str, Code] = {
    "card/region": Code("error", "each generated region opens with <!-- khobao:begin NAME --> and closes once"),
    "card/stale": Code("error", "run `khobao build --update-card` and commit dataset_card.md"),
    "corpus/duplicate-id": Code("error", "remove one of the two, or give it an `id` of its own in its front matter"),
    "corpus/empty": Code("error", "add a page (.txt) or a finished article (.json) to one of the source folders"),
    "file/executable": Code("error", "take the mark away: `chmod -x FILE`, and `git update-index --chmod=-x FILE`"),
    "file/lfs-pointer": Code("error", "fetch the file with `git lfs pull`, or contribute it without Git LFS"),
    "file/name-clash": Code("error", "rename one of the two: names differ by more than case and the form of accents"),
    "file/name-unsafe": Code("error", "rename it, with letters, digits, hyphens, dots and underscores"),
    "file/not-regular": Code("error", "save what it gives as a file"),
    "file/submodule": Code("error", "put the files themselves in the folder, without their repository"),
    "file/symlink": Code("error", "put the file itself in its place; only a path that you name yourself may be a link"),
    "gold/invalid": Code("error", "a gold file is JSON with `lines`, one label for each line of its page"),
    "gold/page-changed": Code("error", "score against the page that was labelled, or label the page again"),
    "json/duplicate-key": Code("error", "keep one of the two members"),
    "json/invalid": Code("error", "write strict JSON in UTF-8: no comments, no trailing commas, no NaN"),
    "json/too-large": Code("error", "leave out what is no part of an article; one article a file or row"),
    "meta/date-impossible": Code("error", "correct the date; check day, month and the length of the month"),
    "meta/disagrees": Code("warning", "check both; state the right value under `article:` if the page is wrong"),
    "meta/duplicate-key": Code("error", "keep one of the two lines"),
    "meta/invalid": Code("error", "write plain YAML: `key: value` lines, no anchors, no aliases, no tags"),
    "meta/time-format": Code("error", "write it as 2024-05-31T08:30:00+07:00"),
    "meta/too-large": Code("error", "state only what README.md lists; the page itself stands below the front matter"),
    "meta/unclosed": Code("error", "close the front matter with a line of three hyphens, or remove the first line"),
    "meta/unknown-field": Code(
        "error", "see `Add an article` in README.md for the fields; fields of the article go under `article:`"
    ),
    "page/bidi-control": Code("error", "remove the character: it makes text look other than it is"),
    "page/charset": Code("error", "convert the page to UTF-8, or declare the charset that it is written in"),
    "page/combining-marks": Code("error", "remove the damaged characters; no writing system stacks so many marks"),
    "page/control-character": Code("error", "remove the character; save the page again as plain text"),
    "page/empty": Code("error", "save the text of the page below the front matter"),
    "page/legacy-encoding": Code("error", "convert the page to UTF-8 with a tool that knows the encoding named here"),
    "page/line-too-long": Code("error", "save the page with its line breaks"),
    "page/not-an-article": Code(
        "error", "leave out lists, forms and errors; if it is one, state its `text` under `article:`"
    ),
    "page/not-vietnamese": Code("error", "contribute pages in Vietnamese, saved with their diacritics"),
    "page/too-deep": Code("error", "save the page again; no page of a newspaper is nested or attributed like this"),
    "page/too-large": Code("error", "contribute one article per file"),
    "page/too-many-lines": Code("error", "contribute one article per file"),
    "page/undecodable": Code("error", "save the file as UTF-8"),
    "promise/divided": Code("error", "build the release again with the one before it in place"),
    "promise/forgotten": Code("error", "build the release again with the one before it in place"),
    "promise/moved": Code("error", "build the release again with the one before it in place, or say --resplit"),
    "promise/predecessor": Code("error", "name the release that this one follows"),
    "promise/version": Code("error", "give the release the version named here, or a larger one"),
    "rebuild/inputs": Code("error", "check out the sources as they were when the release was built"),
    "rebuild/rows": Code("error", "build with the version of khobao that the manifest names under `writer`"),
    "rebuild/splits": Code("error", "name the release that this one follows with --previous"),
    "release/changed": Code("error", "download the file again, or build the release again"),
    "release/extra": Code("error", "remove the file: it is not part of the release"),
    "release/foreign": Code("error", "download the file again: another one stands in its place"),
    "release/manifest": Code("error", "download the release again: its manifest is damaged or was edited"),
    "release/missing": Code("error", "download the file again, or build the release again"),
    "release/rolled-back": Code("error", "download the release again, or call the folder by its version"),
    "release/truncated": Code("error", "download the file again: it is shorter than the manifest says"),
    "release/unloadable": Code("error", "report this as a bug in khobao; nothing was released"),
    "schema/format": Code("error", "write the value in the form that the schema asks for"),
    "schema/range": Code("error", "write a value within the limits of the schema"),
    "schema/required": Code("error", 'add the field; write null, [] or "" when the page does not say'),
    "schema/type": Code("error", "write a value of the type that the schema asks for"),
    "schema/unique": Code("error", "list each value once"),
    "schema/unknown-field": Code("error", "remove the field, or correct its name"),
    "schema/value": Code("error", "write one of the values that the schema lists"),
    "sense/lead-not-in-text": Code("error", "`text` begins with `lead`, followed by a line feed or nothing"),
    "sense/precision": Code(
        "error", "`published_at` and `published_precision` are both given or both null, and finer parts are zero or one"
    ),
    "sense/published-after-retrieval": Code("error", "correct `published_at` or `retrieved_at`"),
    "sense/weekday": Code("warning", "check the date on the page: weekday and date do not agree"),
    "settings/invalid": Code("error", "see the `khobao:` key in the front matter of dataset_card.md"),
    "source/column": Code("error", "name the column with the text under `columns:` in the settings of the card"),
    "source/damaged": Code("error", "get the file again; what stands before the damage was read"),
    "source/expansion": Code("error", "unpack the file and look at it: text does not pack so well"),
    "source/missing": Code("error", "check the path"),
    "source/remote": Code("error", "pip install fsspec, and the package for the kind of address"),
    "source/unreadable": Code("error", "check the permissions of the file"),
    "source/unsupported": Code(
        "error",
        "contribute .txt or .html (a page), .json (an article), .jsonl, .jsonl.gz, .jsonl.zst or .parquet (many)",
    ),
    "split/bridge": Code("error", "wait for the next major version, or leave out what the article repeats"),
    "split/undated": Code("error", "state `published_at` under `article:`, or split by another strategy"),
    "version/exists": Code("error", "build into another folder with --out, or declare another version"),
    "version/too-small": Code(
        "error", "declare at least the version named here, or none, in the front matter of the card"
    ),
    "worker/lost": Code("error", "run with fewer --workers or more memory; nothing of the release was left behind"),
    "write/locked": Code("error", "wait until the other build is over, or build into another folder with --out"),
    "write/failed": Code("error", "free space or mend permissions; nothing of the release was left behind"),
}


@dataclass(frozen=True, order=True)
class Issue:
    """One problem in the data. Issues sort by place, then by pointer, code and message.

    `length` is how many code points of its line it concerns, from the column on; 0 when that is not known.
    """

    where: Location
    pointer: str
    code: str
    message: str
    length: int = 0

    @property
    def level(self) -> str:
        """The one of :data:`LEVELS` at which it is found."""
        return _LEVELS.get(self.code.partition("/")[0], LEVELS[0])

    @property
    def severity(self) -> str:
        """``error`` or ``warning``."""
        return CODES[self.code].severity

    @property
    def hint(self) -> str:
        """How to mend it."""
        return CODES[self.code].hint

    @property
    def is_error(self) -> bool:
        """Whether it keeps the record out of a release."""
        return self.severity == "error"

    def below(self, folder: str) -> Issue:
        """The same issue with its path seen from outside `folder`."""
        if folder in ("", "."):
            return self
        return replace(self, where=replace(self.where, path=f"{folder.rstrip('/')}/{self.where.path}"))

    def as_record(self) -> dict[str, Any]:
        """The issue as a record of ``issue.schema.json``."""
        return {
            "path": self.where.path,
            "line": self.where.line,
            "column": self.where.column,
            "length": self.length,
            "pointer": self.pointer,
            "code": self.code,
            "level": self.level,
            "severity": self.severity,
            "message": self.message,
            "hint": self.hint,
        }


def has_errors(issues: Iterable[Issue]) -> bool:
    """Whether any of `issues` keeps its record out of a release."""
    return any(issue.is_error for issue in issues)


class KhobaoError(Exception):
    """A problem of the run, at a place. Survives pickling, so that a worker can raise it."""

    exit_code = ExitCode.BUG

    def __init__(self, code: str, message: str, path: str, line: int = 1, column: int = 1) -> None:
        super().__init__(code, message, path, line, column)
        self.issue = Issue(Location(path, line, column), "", code, message)


class UsageError(KhobaoError):
    """The call or the settings are wrong."""

    exit_code = ExitCode.USAGE


class UnavailableError(KhobaoError):
    """An input or output cannot be reached."""

    exit_code = ExitCode.UNAVAILABLE


class PromiseError(KhobaoError):
    """Going on would break a promise made by an earlier release."""

    exit_code = ExitCode.PROMISE
