"""Findings for GitHub Actions: annotations in the log, and the summary of a job.

Sources: GitHub Docs, Workflow commands for GitHub Actions (the commands; a summary of at most 1 MiB a step); the files
ActionCommand.cs of actions/runner (escapes) and docs/problem-matchers.md of actions/toolkit (how many are shown).
"""

from __future__ import annotations

import html
from collections.abc import Iterator

from khobao.errors import Issue
from khobao.findings.display import place, visible
from khobao.findings.model import Findings
from khobao.findings.text import heading, render_text
from khobao.text import counted

#: Annotations of each severity that GitHub shows for one step; of a job it shows 50.
SHOWN = 10
#: Bytes of a summary that GitHub takes from one step; a longer one is not shown at all.
SUMMARY_BYTES = 1024 * 1024
#: Longest message of an annotation, in code points.
_MESSAGE = 4_000

_ESCAPES = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_DATA = str.maketrans(_ESCAPES)
_PROPERTY = str.maketrans({**_ESCAPES, ":": "%3A", ",": "%2C"})


def render_github(findings: Findings, _: bool = False) -> str:
    """An annotation for each issue that GitHub shows, errors first; the others as text, which the log does not obey."""
    errors = [issue for issue in findings.issues if issue.is_error]
    warnings = [issue for issue in findings.issues if not issue.is_error]
    lines = [_annotation(issue) for issue in (*errors[:SHOWN], *warnings[:SHOWN])]
    if more := [*errors[SHOWN:], *warnings[SHOWN:]]:
        rest = findings.only(more)
        told = " and ".join(
            counted(number, noun) for number, noun in ((rest.errors, "error"), (rest.warnings, "warning")) if number
        )
        lines += [f"{told} more, for which GitHub has no annotations left in this step:", render_text(rest)]
    return "\n".join(lines)


def _annotation(issue: Issue) -> str:
    where = issue.where
    properties = {"file": visible(where.path), "line": where.line, "endLine": where.line, "col": where.column}
    if issue.length:
        properties["endColumn"] = where.column + issue.length
    properties["title"] = issue.code
    stated = ",".join(f"{name}={str(value).translate(_PROPERTY)}" for name, value in properties.items())
    message = f"{heading(issue)[:_MESSAGE]}\nhint: {issue.hint}"
    return f"::{issue.severity} {stated}::{message.translate(_DATA)}"


def render_summary(findings: Findings, room: int = SUMMARY_BYTES) -> str:
    """The summary of a job, in Markdown: a heading and a table, errors first, in at most `room` bytes.

    The table is a block of HTML without an empty line, in which Markdown has no meaning (CommonMark 0.31, section 4.6);
    the data in it are escaped, and in ``code``, where GitHub makes no links of addresses and names.
    """
    head = f"### khobao: {findings.summary()}\n\n"
    rows = list(_rows(findings))
    table = "<table>\n<tr><th></th><th>Place</th><th>Problem</th><th>Hint</th></tr>\n"
    end = f"</table>\n\n{len(rows):,} more are in the log.\n\n"
    left = room - len((head + table + end).encode())
    shown = []
    for row in rows:
        left -= len(row.encode())
        if left < 0:
            break
        shown.append(row)
    if not shown:
        return head if len(head) <= room else ""
    missing = len(rows) - len(shown)
    more = f"{missing:,} more are in the log.\n\n" if missing else ""
    return f"{head}{table}{''.join(shown)}</table>\n\n{more}"


def _rows(findings: Findings) -> Iterator[str]:
    for issue in sorted(findings.issues, key=lambda issue: not issue.is_error):
        problem = f"<code>{issue.code}</code> {_code(heading(issue))}"
        cells = (issue.severity, _code(place(issue.where)), problem, _code(issue.hint))
        yield f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>\n"


def _code(text: str) -> str:
    return f"<code>{html.escape(visible(text))}</code>"
