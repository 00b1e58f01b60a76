"""Text of the data, so that a terminal and a log show it and do not obey it."""

from __future__ import annotations

import unicodedata

from khobao.errors import Location


def visible(text: str) -> str:
    """`text` with everything that has no glyph as escapes: control characters, bidirectional controls, line ends.

    The log of GitHub Actions obeys ``##[command]`` wherever it stands in a line (actions/runner, ActionCommand.cs), so
    that is escaped as well.
    """
    if not text.isprintable():
        text = "".join(sign if sign.isprintable() else _escape(sign) for sign in text)
    return text.replace("##[", "#\\u0023[")


def _escape(sign: str) -> str:
    return f"\\u{ord(sign):04x}" if ord(sign) <= 0xFFFF else f"\\U{ord(sign):08x}"


def in_line(text: str) -> str:
    """Part of a line of a file as :func:`visible`, with every kind of space as one space."""
    return visible("".join(" " if sign == "\t" or unicodedata.category(sign) == "Zs" else sign for sign in text))


def place(where: Location) -> str:
    """`where` as ``path:line:column``, never the start of a command to the log of GitHub Actions."""
    path = visible(where.path)
    return f"{'./' if path.lstrip().startswith('::') else ''}{path}:{where.line}:{where.column}"


def width(text: str) -> int:
    """How many columns of a terminal `text` takes, which has no control characters."""
    from wcwidth import wcswidth

    return len(text) if text.isascii() else max(0, wcswidth(text))


def paint(text: str, code: str, colour: bool) -> str:
    """`text` in the ANSI `code`, if `colour` is wanted."""
    return f"\x1b[{code}m{text}\x1b[0m" if colour else text
