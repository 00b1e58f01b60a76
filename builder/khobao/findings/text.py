"""Findings for a person at a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from khobao.errors import Issue
from khobao.findings.display import in_line, paint, place, visible, width
from khobao.findings.excerpts import Excerpt, excerpts
from khobao.findings.model import Findings

#: ANSI codes of the severities.
SEVERITIES = {"error": "1;31", "warning": "1;33"}
_GUTTER, _HINT = "34", "36"


def render_text(findings: Findings, colour: bool = False) -> str:
    """Each issue as ``path:line:column: severity[code] message``, the line with a marker under the span, and the hint.

    Nothing of the data acts on the terminal. Private values are masked.
    """
    return "\n".join(line for issue, part in excerpts(findings) for line in _lines(issue, part, colour))


def heading(issue: Issue) -> str:
    """What is wrong, and the JSON Pointer to it, without the place."""
    return visible(f"{issue.message}{f' ({issue.pointer})' if issue.pointer else ''}")


def _lines(issue: Issue, part: Excerpt | None, colour: bool) -> Iterator[str]:
    label = paint(f"{issue.severity}[{issue.code}]", SEVERITIES[issue.severity], colour)
    yield f"{place(issue.where)}: {label} {heading(issue)}"
    if part is not None:
        yield from _marked(part, SEVERITIES[issue.severity], colour)
    yield f"  {paint('hint:', _HINT, colour)} {issue.hint}"


def _marked(part: Excerpt, code: str, colour: bool) -> Iterator[str]:
    """The line, and below it the marker; a span of marks on the letter before it is marked there."""
    before, span = in_line(part.before), in_line(part.span)
    gutter = f"{part.number:>5} |"
    upto = width(before)
    taken = width(before + span) - upto
    start = upto if taken > 0 or not span else max(0, upto - 1)
    yield f"{paint(gutter, _GUTTER, colour)} {before}{span}{in_line(part.after)}"
    marker = paint("^" * max(1, taken), code, colour)
    yield f"{paint('|'.rjust(len(gutter)), _GUTTER, colour)} {' ' * start}{marker}"
