"""The lines of the files that findings are about."""

from __future__ import annotations

import io
import itertools
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from khobao.errors import Issue
from khobao.findings.model import Findings

#: Longest part of a line that is shown, in code points.
WIDTH = 200
#: Stands for each code point of a value that nothing may show.
MASK = "·"
#: Files whose lines are those that issues name. A page in HTML has no places inside, tables have no lines.
_TEXTS = (".txt", ".json", ".jsonl", ".yaml", ".md")
_BLOCK = 1024 * 1024


@dataclass(frozen=True)
class Excerpt:
    """Part of the line `number` of a file: the `span` that an issue is about, and what stands `before` and `after`."""

    number: int
    before: str
    span: str
    after: str

    @property
    def text(self) -> str:
        """All of it."""
        return f"{self.before}{self.span}{self.after}"


def excerpts(findings: Findings) -> Iterator[tuple[Issue, Excerpt | None]]:
    """Each issue, in order, with the part of its line that it is about; None where there is no such line, or no text.

    Each file is read once, from its start to the last of these lines, and no more of a line than is needed. Never
    raises.
    """
    for path, issues in itertools.groupby(findings.issues, key=lambda issue: issue.where.path):
        lines = [(line, list(group)) for line, group in itertools.groupby(issues, key=lambda issue: issue.where.line)]
        # No code point has more than four bytes.
        wanted = [(line, 4 * (WIDTH + max(one.where.column + one.length for one in group))) for line, group in lines]
        texts = _read(path if findings.lines and path.endswith(_TEXTS) else os.devnull, wanted)
        for (line, group), text in zip(lines, texts, strict=True):
            text = _mask(text, findings.private.get((path, line), ()))
            for issue in group:
                yield issue, _cut(text, issue) if text.strip() and "\0" not in text else None


def _read(path: str, wanted: Iterable[tuple[int, int]]) -> Iterator[str]:
    """The first bytes of lines of the file at `path`, decoded: for each number, ascending, as many as are wanted."""
    with _open(path) as stream:
        line = 1
        for number, size in wanted:
            while line < number and (block := _readline(stream, _BLOCK)):
                line += block.endswith(b"\n")
            content = _readline(stream, size) if line == number else b""
            line += content.endswith(b"\n")
            content = content.removeprefix(b"\xef\xbb\xbf") if number == 1 else content
            yield content.removesuffix(b"\n").removesuffix(b"\r").decode("utf-8", errors="replace")


def _open(path: str) -> BinaryIO:
    try:
        return open(path, "rb") if os.path.isfile(path) else io.BytesIO()
    except OSError:
        return io.BytesIO()


def _readline(stream: BinaryIO, size: int) -> bytes:
    try:
        return stream.readline(size)
    except OSError:
        return b""


def _mask(text: str, places: Sequence[tuple[int, int]]) -> str:
    """`text` without the values at `places`, to the end of the word; or of the line, where the length is not known."""
    for column, length in places:
        start = column - 1
        end = start + length if length else len(text)
        # The last character may be written as an escape, which has no spaces.
        while end < len(text) and not text[end].isspace():
            end += 1
        text = f"{text[:start]}{MASK * len(text[start:end])}{text[end:]}"
    return text


def _cut(text: str, issue: Issue) -> Excerpt:
    start = min(issue.where.column - 1, len(text))
    first = max(0, min(start - WIDTH // 4, len(text) - WIDTH))
    last = min(len(text), first + WIDTH)
    end = min(start + max(issue.length, 1), last)
    before, after = "…" if first else "", "…" if last < len(text) else ""
    return Excerpt(issue.where.line, f"{before}{text[first:start]}", text[start:end], f"{text[end:last]}{after}")
