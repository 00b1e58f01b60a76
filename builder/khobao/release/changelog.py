"""What changed, in Markdown: an entry of the ``CHANGELOG.md`` that a release carries."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from khobao.release.difference import ArticleChange, Changes
from khobao.text import counted

NAME = "CHANGELOG.md"
_HEAD = "# Changelog\n\nWhat changed between the versions of this dataset, the newest first.\n"
#: Articles that are listed of each kind; the ledger has them all.
LISTED = 50
_MARKS = str.maketrans({mark: f"\\{mark}" for mark in "\\`*_[]<>|#"})


def first_entry(version: str, articles: int) -> str:
    """The changelog of a first release."""
    return f"{_HEAD}\n## {version}\n\nThe first release: {counted(articles, 'article')}.\n"


def add_entry(changelog: str, changes: Changes) -> str:
    """`changelog`, that of the release before, with `changes` on top."""
    _, _, entries = changelog.partition("\n## ")
    return f"{_HEAD}\n{render(changes, LISTED)}" + (f"\n## {entries}" if entries else "")


def render(changes: Changes, listed: int | None = None) -> str:
    """`changes` in Markdown, at most `listed` articles of each kind."""
    return "\n".join(_lines(changes, listed)) + "\n"


def _lines(changes: Changes, listed: int | None) -> Iterator[str]:
    yield f"## {changes.new}"
    yield ""
    yield f"{summary(changes)}."
    for heading, configs in (("Configs added", changes.configs_added), ("Configs removed", changes.configs_removed)):
        yield from _section(heading, [f"`{config}`" for config in configs], None)
    for heading, columns in (
        ("Columns added", changes.columns_added),
        ("Columns removed", changes.columns_removed),
        ("Columns retyped", changes.columns_retyped),
    ):
        yield from _section(heading, [f"`{column}`" for column in columns], None)
    named = [(one.id, one.title, _fields(one)) for one in changes.changed]
    moved = [(identity, title, f"from {old} to {new}") for identity, title, old, new in changes.moved]
    for heading, articles in (
        ("Added", changes.added),
        ("Removed", changes.removed),
        ("Changed", named),
        ("Moved", moved),
    ):
        yield from _section(heading, [_article(*one) for one in articles], listed)
    yield ""
    yield "| config | split | before | now |"
    yield "| --- | --- | ---: | ---: |"
    yield from (f"| `{config}` | `{split}` | {old:,} | {new:,} |" for config, split, old, new in changes.counts)


def _section(heading: str, lines: Sequence[str], listed: int | None) -> Iterator[str]:
    if not lines:
        return
    yield ""
    yield f"### {heading}"
    yield ""
    yield from (f"- {line}" for line in lines[:listed])
    if listed is not None and len(lines) > listed:
        yield f"- and {len(lines) - listed:,} more"


def _article(identity: str, title: str | None, what: str) -> str:
    return f"`{identity}`{' ' + title.translate(_MARKS) if title else ''} ({what})"


def _fields(article: ArticleChange) -> str:
    return ", ".join(dict.fromkeys(change.field for change in article.fields))


def summary(changes: Changes) -> str:
    """What changed in one line: the kind of change and the counts."""
    kinds = [
        (len(changes.added), "added"),
        (len(changes.removed), "removed"),
        (len(changes.changed), "changed"),
        (len(changes.moved), "moved"),
    ]
    counts = [f"{counted(number, 'article')} {what}" for number, what in kinds if number]
    columns = len(changes.columns_added) + len(changes.columns_removed) + len(changes.columns_retyped)
    counts += [f"{counted(columns, 'column')} changed"] if columns else []
    configs = [(len(changes.configs_added), "added"), (len(changes.configs_removed), "removed")]
    counts += [f"{counted(number, 'config')} {what}" for number, what in configs if number]
    part = {"major": "Major", "minor": "Minor"}.get(changes.part or "", "Patch")
    return f"{part} change after {changes.old}: {', '.join(counts) or 'the same data, described anew'}"


def as_record(changes: Changes) -> dict[str, Any]:
    """`changes` as JSON can hold them."""
    names = ("id", "title", "split")
    return {
        "old": str(changes.old),
        "new": str(changes.new),
        "needs": changes.part or "patch",
        "added": [dict(zip(names, one, strict=True)) for one in changes.added],
        "removed": [dict(zip(names, one, strict=True)) for one in changes.removed],
        "moved": [dict(zip(("id", "title", "from", "to"), one, strict=True)) for one in changes.moved],
        "changed": [
            {
                "id": one.id,
                "title": one.title,
                "fields": [
                    {**vars(change), "edits": [dict(zip(("old", "new"), edit, strict=True)) for edit in change.edits]}
                    for change in one.fields
                ],
            }
            for one in changes.changed
        ],
        "configs": {"added": list(changes.configs_added), "removed": list(changes.configs_removed)},
        "columns": {
            "added": list(changes.columns_added),
            "removed": list(changes.columns_removed),
            "retyped": list(changes.columns_retyped),
        },
        "counts": [dict(zip(("config", "split", "old", "new"), one, strict=True)) for one in changes.counts],
    }
