"""Pages saved with hard line breaks: the lines that make one paragraph."""

from __future__ import annotations

from collections.abc import Sequence

from khobao.structure.lines import Line

#: Widths at which mail programs, terminals and old editors break lines.
_NARROWEST, _WIDEST = 45, 110


def unwrap(lines: Sequence[Line]) -> list[list[Line]]:
    """`lines`, which are those of a page that are not blank, in runs that are one paragraph each.

    A run has one line unless the page was saved with hard line breaks. A break is one where the line has no end of a
    sentence and the next word would not have fitted the width of the page.
    """
    if not (width := _width(lines)):
        return [[line] for line in lines]
    runs: list[list[Line]] = []
    for line in lines:
        if runs and _goes_on(runs[-1][-1], line, width):
            runs[-1].append(line)
        else:
            runs.append([line])
    return runs


def _width(lines: Sequence[Line]) -> int:
    """The width to which the page was broken, in code points; 0 if it was not: most lines of that width break inside
    a sentence, and hardly any is wider."""
    middle = sorted(length for line in lines if (length := len(line.text)) >= _NARROWEST)
    width = middle[int(0.9 * (len(middle) - 1))] if len(middle) >= 5 else 0
    if not width or width > _WIDEST:
        return 0
    full = [line for line in lines if width - 25 <= len(line.text) <= width + 5]
    breaking = sum(not line.stops for line in full)
    if len(full) < 5 or breaking < 0.6 * len(full) or len(full) < 0.4 * len(lines):
        return 0
    return width


def _goes_on(line: Line, following: Line, width: int) -> bool:
    if following.number != line.number + 1 or line.stamp or following.furniture or following.bullet:
        return False
    fits = len(line.text) + 1 + len(following.text.split(" ", 1)[0]) <= width - 2
    return not line.stops and (not fits or following.text[0].islower())


def join(runs: Sequence[Sequence[Line]]) -> list[Line]:
    """Each run as one line: its text joined by spaces, numbered so that the blank lines around it still count."""
    joined = []
    dropped = 0
    for run in runs:
        if len(run) == 1 and not dropped:
            joined.append(run[0])
            continue
        text = " ".join(line.text for line in run)
        joined.append(Line(run[0].number - dropped, run[0].start, run[-1].end, text))
        dropped += len(run) - 1
    return joined
