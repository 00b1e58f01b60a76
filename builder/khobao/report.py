"""What a person reads in a terminal: findings, and what was understood of a page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import orjson

from khobao.errors import Issue
from khobao.release.changelog import counted, summary
from khobao.release.difference import Changes, FieldChange
from khobao.structure import Structure

#: ANSI codes of the roles of ``show``; a role that is not listed is dimmed.
_COLOURS = {
    "title": "1;36", "section": "35", "dateline": "33", "byline": "32", "lead": "1", "body": "0", "caption": "34",
    "tag": "35",
}  # fmt: skip
_SEVERITIES = {"error": "1;31", "warning": "1;33"}


def _paint(text: str, code: str, colour: bool) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if colour else text


def render_issue(issue: Issue, colour: bool = False) -> str:
    """One issue as ``path:line:column: severity[code] message`` and a line with the hint.

    Control characters of the data are shown as escapes, so that they cannot act on the terminal.
    """
    where = issue.where
    label = _paint(f"{issue.severity}[{issue.code}]", _SEVERITIES[issue.severity], colour)
    pointer = f" ({issue.pointer})" if issue.pointer else ""
    message = _visible(f"{issue.message}{pointer}")
    return f"{_visible(where.path)}:{where.line}:{where.column}: {label} {message}\n  hint: {issue.hint}"


def _visible(text: str) -> str:
    return "".join(character if character.isprintable() else f"\\u{ord(character):04x}" for character in text)


def render_findings(issues: Sequence[Issue], files: int, output: str, colour: bool) -> str:
    """All `issues` as ``text`` or ``json``; empty text when there are none."""
    if output == "text":
        return "\n".join(render_issue(issue, colour) for issue in issues)
    errors = sum(issue.is_error for issue in issues)
    return as_json({
        "files": files,
        "errors": errors,
        "warnings": len(issues) - errors,
        "issues": [issue.as_record() for issue in issues],
    })  # fmt: skip


def summarise(issues: Sequence[Issue], files: int) -> str:
    """How many files were read and what was found, in one line."""
    errors = sum(issue.is_error for issue in issues)
    return f"{counted(files, 'file')}, {counted(errors, 'error')}, {counted(len(issues) - errors, 'warning')}"


def as_json(value: Any) -> str:
    """`value` as indented JSON."""
    return orjson.dumps(value, option=orjson.OPT_INDENT_2).decode()


def render_article(article: Mapping[str, Any], structure: Structure | None, colour: bool, width: int | None) -> str:
    """The fields of `article`, then every line of its page with role and rule; lines are cut to `width` columns."""
    return "\n".join([*_render_fields(article, colour, width), *_render_lines(structure, colour, width)])


def _render_fields(article: Mapping[str, Any], colour: bool, width: int | None) -> Iterator[str]:
    for name, value in article.items():
        if name in ("text", "captions"):
            paragraphs = value.count("\n") + 1 if value else 0
            shown = f"{counted(len(value), 'character')} in {counted(paragraphs, 'line')}"
        elif isinstance(value, list):
            shown = " · ".join(value) or "none"
        else:
            shown = "null" if value is None else str(value)
        yield f"{_paint(f'{name:<20}', '2', colour)} {_cut(shown, width and width - 21)}"


def _render_lines(structure: Structure | None, colour: bool, width: int | None) -> Iterator[str]:
    if structure is None:
        return
    yield ""
    texts = {line.start: line for line in structure.lines}
    page = "\n".join(line.text for line in structure.lines)
    number = 0
    for role in structure.roles:
        number = texts[role.start].number if role.start in texts else number
        shown = _cut(page[role.start : role.end].strip(), width and width - 41)
        if role.kind != "empty":
            label = f"{number:>4}  {role.kind:<11}  {role.rule:<20}"
            yield f"{_paint(label, '2', colour)}  {_paint(shown, _COLOURS.get(role.kind, '2'), colour)}"


def _cut(text: str, width: int | None) -> str:
    text = _visible(text)
    return text if width is None or len(text) <= max(width, 20) else f"{text[: max(width, 20) - 1]}…"


def render_changes(changes: Changes, colour: bool) -> str:
    """What changed between two releases: a summary, then each article with the fields and words that differ."""
    lines = [_paint(f"{changes.new}: {summary(changes)}", "1", colour)]
    for sign, code, columns in (
        ("+", "32", changes.columns_added),
        ("-", "31", changes.columns_removed),
        ("~", "33", changes.columns_retyped),
    ):
        lines += [_paint(f"{sign} column {column}", code, colour) for column in columns]
    lines += [_paint(f"+ {_named(*one)}", "32", colour) for one in changes.added]
    lines += [_paint(f"- {_named(*one)}", "31", colour) for one in changes.removed]
    lines += [
        _paint(f"> {_named(identity, title, f'{old} to {new}')}", "33", colour)
        for identity, title, old, new in changes.moved
    ]
    for article in changes.changed:
        lines.append(_paint(f"~ {_named(article.id, article.title, None)}", "33", colour))
        for field in article.fields:
            lines += [f"    {field.table}.{field.field}", *_render_field(field, colour)]
    for config, split, old, new in changes.counts:
        lines.append(f"  {config} {split}: {old:,} rows before, {new:,} now")
    return "\n".join(lines)


def _named(identity: str, title: str | None, note: str | None) -> str:
    return _visible(f"{identity}{f' {title}' if title else ''}{f' ({note})' if note else ''}")


def _render_field(field: FieldChange, colour: bool) -> Iterator[str]:
    for old, new in field.edits or ((_short(field.old), _short(field.new)),):
        yield _paint(f"      - {_visible(old)}", "31", colour)
        yield _paint(f"      + {_visible(new)}", "32", colour)


def _short(value: Any) -> str:
    shown = value if isinstance(value, str) else orjson.dumps(value).decode()
    return _cut(shown, 200)
