"""Codes explained, one, those of an area, or all: for a terminal, as JSON, and as the page ``docs/codes.md``."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from typing import Any

from khobao.codes import AREAS, CODES, can_be_silenced, level_of
from khobao.explanations import describe_area, explain
from khobao.findings.as_json import as_json
from khobao.findings.display import paint
from khobao.findings.text import SEVERITIES

_HEAD = """\
# Codes

What khobao can find, area by area: why it matters, the smallest example of it, the same just mended, and what to do.
`khobao explain CODE` prints one of them. An error keeps a record out of a release, a warning does not.

Written by `make docs` from `builder/khobao/explanations/`; edit there.
"""


def render_explained(name: str, output: str, colour: bool, width: int) -> str:
    """The code or area of codes `name`, or all codes if it is empty; as ``json``, ``markdown`` or ``text`` of at most
    `width` columns, examples and lists as wide as they are."""
    codes = [code for code in sorted(CODES) if name in ("", code, code.partition("/")[0])]
    if output == "json":
        return as_json([as_record(code) for code in codes])
    if name in CODES:
        return "\n".join(_section(name) if output == "markdown" else _in_full(name, colour, width))
    if output == "markdown":
        return "\n".join([*([] if name else _contents()), *_sections(codes)]).rstrip("\n")
    return "\n".join(_listed(codes, colour))


def as_record(code: str) -> dict[str, Any]:
    """Everything that is known of `code`, as JSON can hold it."""
    told = explain(code)
    return {
        "code": code, "severity": CODES[code].severity, "level": level_of(code), "ignorable": can_be_silenced(code),
        "hint": CODES[code].hint, "why": told.why, "bad": told.bad, "good": told.good, "mend": list(told.mend),
    }  # fmt: skip


def render_help(code: str) -> str:
    """The explanation of `code` in Markdown, without a heading."""
    return "\n".join(_body(code)).strip("\n")


def _in_full(code: str, colour: bool, width: int) -> Iterator[str]:
    told, severity = explain(code), CODES[code].severity
    yield f"{paint(f'{severity}[{code}]', SEVERITIES[severity], colour)} of the level {level_of(code)}"
    yield from _wrapped(CODES[code].hint, width)
    for title, text in (("Why", told.why), ("Bad", told.bad), ("Good", told.good)):
        yield f"\n{paint(title, '1', colour)}"
        if title == "Why":
            yield from _wrapped(text, width)
        else:
            tint = "31" if title == "Bad" else "32"
            yield from (f"  {paint('|', tint, colour)} {line}".rstrip() for line in text.split("\n"))
    yield f"\n{paint('Mend', '1', colour)}"
    for number, step in enumerate(told.mend, start=1):
        yield from _wrapped(step, width, f"  {number}. ")
    if can_be_silenced(code):
        yield ""
        yield from _wrapped(_overrule(code), width, "")


def _wrapped(text: str, width: int, start: str = "  ") -> list[str]:
    return textwrap.wrap(
        text, max(width, 40), initial_indent=start, subsequent_indent=" " * len(start), break_on_hyphens=False
    )


def _overrule(code: str) -> str:
    return f"Where it is wrong about your page, overrule it there: `# khobao: ignore {code} because REASON`"


def _listed(codes: Iterable[str], colour: bool) -> Iterator[str]:
    """A heading for each area, and each of its codes in one line."""
    wide = max(map(len, CODES))
    for number, (area, names) in enumerate(_by_area(codes)):
        yield f"{'' if number == 0 else chr(10)}{paint(area, '1', colour)}: {describe_area(area)}"
        for code in names:
            severity = CODES[code].severity
            yield f"  {paint(f'{code:<{wide}}', SEVERITIES[severity], colour)}  {severity:<7}  {CODES[code].hint}"


def _by_area(codes: Iterable[str]) -> list[tuple[str, list[str]]]:
    given = list(codes)
    by_area = [(area, [code for code in given if code.startswith(f"{area}/")]) for area in sorted(AREAS)]
    return [(area, names) for area, names in by_area if names]


def _contents() -> Iterator[str]:
    yield _HEAD
    for area, codes in _by_area(sorted(CODES)):
        yield f"- [{area}](#{area}): {describe_area(area)}"
        yield from (f"  - [`{code}`](#{_anchor(code)}): {CODES[code].hint}" for code in codes)
    yield ""


def _anchor(code: str) -> str:
    return code.replace("/", "-")


def _sections(codes: Iterable[str]) -> Iterator[str]:
    for area, names in _by_area(codes):
        describe = describe_area(area)
        yield f'<a id="{area}"></a>\n\n## {area}\n\n{describe[0].upper()}{describe[1:]}.\n'
        for code in names:
            yield from _section(code)


def _section(code: str) -> Iterator[str]:
    yield f'<a id="{_anchor(code)}"></a>\n\n### {code}\n'
    yield from _body(code)


def _body(code: str) -> Iterator[str]:
    told, kind = explain(code), CODES[code]
    yield f"{kind.severity.capitalize()} of the level {level_of(code)}: {kind.hint}.\n\n{told.why}\n"
    for title, example in (("Bad", told.bad), ("Good", told.good)):
        yield f"{title}:\n\n```text\n{example}\n```\n"
    yield from (f"{number}. {step}" for number, step in enumerate(told.mend, start=1))
    yield f"\n{_overrule(code)}.\n" if can_be_silenced(code) else ""
