"""Pages saved with hard line breaks: the lines that make one paragraph."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from khobao.structure.lines import Line

#: Widths at which mail programs, terminals and old editors break lines.
_NARROWEST, _WIDEST = 45, 110
#: How much shorter than the width a broken line is at most, and how many such lines show that a page was broken.
_RAGGED, _ENOUGH = 15, 4


def unwrap(lines: Sequence[Line]) -> list[list[Line]]:
    """`lines`, which are those of a page that are not blank, in runs that are one paragraph each.

    A run has one line unless the page was saved with hard line breaks. A break is one where the line has no end of a
    sentence and the next word would not have fitted the width to which lines were broken, or is in small letters.
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
    """The width to which lines of the page were broken, in code points; 0 if none were. Only lines that plainly go on
    below tell it: menus, captions and whole paragraphs can stand on the same page."""
    broken = sorted(
        length
        for line, below in itertools.pairwise(lines)
        if _NARROWEST <= (length := len(line.text)) <= _WIDEST and _goes_on_below(line, below)
    )
    if len(broken) < _ENOUGH:
        return 0
    return broken[-1] if broken[len(broken) // 2] >= broken[-1] - _RAGGED else 0


def _goes_on_below(line: Line, below: Line) -> bool:
    """Whether the sentence on a line goes on in small letters on the next."""
    return below.number == line.number + 1 and below.text[0].islower() and not line.stops


def _goes_on(line: Line, following: Line, width: int) -> bool:
    if following.number != line.number + 1 or line.stamp or following.furniture or following.bullet:
        return False
    needed = len(line.text) + 1 + len(following.text.split(" ", 1)[0])
    full = needed > width - 2 and len(line.text) <= width + _RAGGED
    return not line.stops and (full or following.text[0].islower())


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
