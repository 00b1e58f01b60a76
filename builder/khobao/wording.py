"""Faults of JSON and YAML in the words of somebody who never read their grammar: where to look, and what to write.

The parsers say what they expected next; a person has to know what stands there and should not. The problems told apart
are those of ``json`` (CPython, json/decoder.py) and libyaml (scanner.c, parser.c).
"""

from __future__ import annotations

import re

_QUOTES = "'‘’“”„«`"
_JSON = (
    ("Illegal trailing comma", "there is a comma too many here"),
    ("Expecting ',' delimiter", 'a comma is missing before this, or a quote inside of a text is not written \\"'),
    ("Expecting ':' delimiter", "a colon is missing between a name and its value"),
    (
        "Extra data",
        "it is over before this: one article stands between { and }; many go into .jsonl, one a line",
    ),
    ("Unterminated string", "the text that begins here has no closing quote"),
    ("Invalid control character", "a line break or tab stands inside of a text: write \\n or \\t"),
    ("Invalid \\", "a backslash inside of a text is written twice: \\\\"),
    ("Expecting property name", "a name between straight double quotes has to stand here"),
    ("Expecting value", "no value of JSON begins like this: texts stand between straight double quotes"),
)


def json_fault(text: str, offset: int, problem: str) -> tuple[str, int]:
    """What is wrong with `text`, where ``json`` had the `problem` at `offset`; and the offset of what to mend."""
    sign, before = text[offset : offset + 1], text[:offset].rstrip()
    if not text.strip():
        return "nothing is here where an article should be", 0
    if sign and sign in _QUOTES:
        return f'the quote {sign} is not the straight one (") that JSON puts around names and texts', offset
    if text.startswith(("//", "/*", "#"), offset):
        return "this is a comment, and JSON has none", offset
    if before.endswith(",") and sign and sign in "}],":
        return "there is a comma too many here", offset if sign == "," else len(before) - 1
    return next((words for start, words in _JSON if problem.startswith(start)), problem), offset


def yaml_fault(text: str, line: int, column: int, problem: str, opened: int) -> tuple[str, int, int]:
    """What is wrong with `text`, where libyaml had the `problem` at `line` and `column`, with something open since the
    line `opened`; and line and column of what has to be mended. All count from 0."""
    lines = text.split("\n")
    here = lines[line] if line < len(lines) else ""
    if "\t" in here[: len(here) - len(here.lstrip())]:
        return "a tab indents this line; YAML wants spaces", line, here.index("\t")
    if problem.startswith("mapping values") and ": " in here[:column]:
        return "put the value between straight quotes: it has a colon with a space behind it", line, column
    if problem.startswith(("mapping values", "could not find expected ':'")):
        number = opened if problem.startswith("could") else _above(lines, line)
        return "this line has no colon with a space behind it, as in `url: https://…`", number, 0
    if problem.startswith("found unexpected end of stream") and (quote := re.search("[\"']", lines[opened])):
        return "the quote that opens here is never closed", opened, quote.start()
    if problem.startswith("found character that cannot start") or "alphabetic or numeric" in problem:
        begun = here[: column + 1].rstrip()
        return f"put the value between straight quotes: it begins with {begun[-1:]!r}", line, max(len(begun) - 1, 0)
    if problem.startswith("found unknown escape"):
        return "write the backslash twice, or put the value between single quotes", line, column
    if problem.startswith("did not find expected"):
        return "this does not go with the lines above: look at its indent, and at the quotes", line, column
    return problem, line, column


def _above(lines: list[str], line: int) -> int:
    """The number of the line above `line` that is not blank, or `line` if none is."""
    return next((number for number in range(line - 1, -1, -1) if lines[number].strip()), line)
