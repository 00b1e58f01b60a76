"""What a person reads in a terminal: what was built, what was understood of a page, what changed between releases."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import orjson

from khobao.annotate import FIELDS
from khobao.card import Facts
from khobao.findings.as_json import as_json
from khobao.findings.display import paint, visible
from khobao.marks import KINDS, LISTS, Mark, label, marks, pieces
from khobao.release.changelog import summary
from khobao.release.difference import Changes, FieldChange
from khobao.structure import Structure
from khobao.text import counted

#: ANSI codes of the roles of ``show``; a role that is not listed is dimmed.
_COLOURS = {
    "title": "1;36", "section": "35", "dateline": "33", "byline": "32", "lead": "1", "body": "0", "caption": "34",
    "tag": "35",
}  # fmt: skip
#: ANSI codes of the marks of ``show``.
_MARK_COLOURS = {
    "person": "32", "position": "92", "organization": "34", "place": "35", "document": "33", "event": "36",
    "figure": "31", "time": "90",
}  # fmt: skip


def render_built(release: str, facts: Facts, fresh: bool, read: int, output: str) -> str:
    """What a build released into the folder `release` of `read` records, and how to load it; as ``json`` or as text."""
    splits = {table.split: table.rows for table in facts.tables if table.config == "articles"}
    if output == "json":
        return as_json({
            "release": release, "version": facts.version, "fresh": fresh, "read": read, "accepted": facts.accepted,
            "rejected": facts.rejected, "splits": splits,
        })  # fmt: skip
    counts = ", ".join(f"{split} {rows:,}" for split, rows in splits.items())
    lines = [f"{release}: version {facts.version}, {sum(splits.values()):,} articles ({counts})"]
    if not fresh:
        lines.append("nothing to release: this is what the build gives again")
    load = f'from datasets import load_dataset\n    articles = load_dataset("{release}")'
    return "\n".join([*lines, f"\nload it:\n\n    {load}"])


def render_article(article: Mapping[str, Any], structure: Structure | None, colour: bool, width: int | None) -> str:
    """The fields of `article`, its texts with what is annotated, what it names, then every line of its page with role
    and rule; but for the texts, lines are cut to `width` columns."""
    return "\n".join([
        *_render_fields(article, colour, width), *_render_annotated(article, colour), *_render_lists(article),
        *_render_lines(structure, colour, width),
    ])  # fmt: skip


def _render_fields(article: Mapping[str, Any], colour: bool, width: int | None) -> Iterator[str]:
    for name, value in article.items():
        if name in ("text", "captions"):
            paragraphs = value.count("\n") + 1 if value else 0
            shown = f"{counted(len(value), 'character')} in {counted(paragraphs, 'line')}"
        elif isinstance(value, list):
            shown = " · ".join(label(one) for one in value) or "none"
        else:
            shown = "null" if value is None else str(value)
        yield f"{paint(f'{name:<20}', '2', colour)} {_cut(shown, width and width - 21)}"


def _render_annotated(article: Mapping[str, Any], colour: bool) -> Iterator[str]:
    """The texts with their marks, in colour; without it, marked words stand in brackets with their kind."""
    found = marks(article)
    if not found:
        return
    yield ""
    yield " ".join(paint(kind, _MARK_COLOURS[kind], colour) for kind in KINDS)
    for field in FIELDS:
        if text := article[field]:
            here = [mark for mark in found if mark.field == field]
            yield ""
            yield "".join(_render_piece(*piece, colour) for piece in pieces(text, here))


def _render_piece(text: str, over: tuple[Mark, ...], colour: bool) -> str:
    shown = [visible(line) for line in text.split("\n")]
    if over:
        kind = over[-1].kind
        shown = [paint(line, _MARK_COLOURS[kind], True) if colour else f"[{line}|{kind}]" for line in shown]
    return "\n".join(shown)


def _render_lists(article: Mapping[str, Any]) -> Iterator[str]:
    for heading, field, tell in LISTS:
        if article[field]:
            yield ""
            yield heading
            yield from (f"  {visible(tell(one))}" for one in article[field])


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
            yield f"{paint(label, '2', colour)}  {paint(shown, _COLOURS.get(role.kind, '2'), colour)}"


def _cut(text: str, width: int | None) -> str:
    text = visible(text)
    return text if width is None or len(text) <= max(width, 20) else f"{text[: max(width, 20) - 1]}…"


def render_changes(changes: Changes, colour: bool) -> str:
    """What changed between two releases: a summary, then each article with the fields and words that differ."""
    lines = [paint(f"{changes.new}: {summary(changes)}", "1", colour)]
    lines += [paint(f"+ config {config}", "32", colour) for config in changes.configs_added]
    lines += [paint(f"- config {config}", "31", colour) for config in changes.configs_removed]
    for sign, code, columns in (
        ("+", "32", changes.columns_added),
        ("-", "31", changes.columns_removed),
        ("~", "33", changes.columns_retyped),
    ):
        lines += [paint(f"{sign} column {column}", code, colour) for column in columns]
    lines += [paint(f"+ {_named(*one)}", "32", colour) for one in changes.added]
    lines += [paint(f"- {_named(*one)}", "31", colour) for one in changes.removed]
    lines += [
        paint(f"> {_named(identity, title, f'{old} to {new}')}", "33", colour)
        for identity, title, old, new in changes.moved
    ]
    for article in changes.changed:
        lines.append(paint(f"~ {_named(article.id, article.title, None)}", "33", colour))
        for field in article.fields:
            lines += [f"    {field.table}.{field.field}", *_render_field(field, colour)]
    for config, split, old, new in changes.counts:
        lines.append(f"  {config} {split}: {old:,} rows before, {new:,} now")
    return "\n".join(lines)


def _named(identity: str, title: str | None, note: str | None) -> str:
    return visible(f"{identity}{f' {title}' if title else ''}{f' ({note})' if note else ''}")


def _render_field(field: FieldChange, colour: bool) -> Iterator[str]:
    for old, new in field.edits or ((_short(field.old), _short(field.new)),):
        yield paint(f"      - {visible(old)}", "31", colour)
        yield paint(f"      + {visible(new)}", "32", colour)


def _short(value: Any) -> str:
    shown = value if isinstance(value, str) else orjson.dumps(value).decode()
    return _cut(shown, 200)
