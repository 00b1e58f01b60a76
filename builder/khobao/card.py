"""The dataset card: settings and prose by hand, numbers computed.

The card in the repository carries the build's settings under ``khobao:`` in its front matter, and generated regions
between ``<!-- khobao:begin NAME -->`` and ``<!-- khobao:end NAME -->``. The release's README is the same card with
the Hub's keys in place of the settings.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from khobao import strict_yaml
from khobao.columns import columns
from khobao.errors import KhobaoError, UnavailableError, UsageError
from khobao.flat import FLAT
from khobao.measured import Measured, read_measured, render_measured
from khobao.pages import COLUMNS, PROVENANCE
from khobao.projections import field_table
from khobao.sources.parts import read_whole
from khobao.splits import STRATEGIES, Policy, Split
from khobao.structure.times import read_stated
from khobao.versions import Version, parse_version

NAME = "dataset_card.md"
#: Largest card, in bytes.
MAX_CARD = 1024 * 1024

_FRONT = re.compile(r"\A---\n(.*?\n)---\n", re.DOTALL)
_MARK = re.compile(r"<!-- khobao:(begin|end) ([a-z]+) -->")
_SPLIT_NAME = re.compile(r"\w+(\.\w+)*")
_SETTINGS = ("name", "sources", "columns", "splits", "strategy", "seed", "version")

#: Fields of which a dataset can keep all articles of a value in one split.
_KEPT_TOGETHER = ("outlet", "section", "license")

#: The configurations of a release and the schema of each; the first is the default. Of `RECORDS`, an article has a row
#: of its own; the rows of the others follow from it.
RECORDS = {"articles": "article", "pages": "page"}
CONFIGS = {**RECORDS, **FLAT}


@dataclass(frozen=True)
class Settings:
    """What a dataset states about its build. `columns` says which column of a table holds which field of its pages;
    `version` is the declared one, None to have it computed."""

    name: str
    sources: tuple[str, ...]
    columns: Mapping[str, str | None]
    policy: Policy
    version: Version | None


@dataclass(frozen=True)
class Card:
    """A card as read: settings, the other front matter (the Hub's), the body with its regions, and the scores kept
    beside it."""

    settings: Settings
    front: Mapping[str, Any]
    front_source: str
    body: str
    measured: tuple[Measured, ...] = ()


@dataclass(frozen=True)
class Table:
    """One table of one split in a release: its rows and its logical digest."""

    config: str
    split: str
    rows: int
    digest: str


@dataclass(frozen=True)
class Facts:
    """What the generated regions tell: the version, the tables, what became of the records, and the scores of the
    rules."""

    version: str
    tables: tuple[Table, ...]
    read: int
    accepted: int
    rejected: int
    measured: tuple[Measured, ...] = ()


def read_card(root: Path) -> Card:
    """The card of the dataset in `root`. Raises :class:`UnavailableError`, or :class:`UsageError` for its settings."""
    path = root / NAME
    name = path.as_posix()
    try:
        read = read_whole(str(path), MAX_CARD)
        if len(read) > MAX_CARD:
            raise UsageError("settings/invalid", f"the card has more than {MAX_CARD:,} bytes", name)
        content = read.decode("utf-8")
    except OSError as error:
        raise UnavailableError("source/missing", f"there is no dataset here: {error.strerror}", name) from error
    except UnicodeDecodeError as error:
        raise UsageError("settings/invalid", "the card is not UTF-8", name) from error
    if not (match := _FRONT.match(content)):
        raise UsageError("settings/invalid", "the card has no front matter", name)
    try:
        located = strict_yaml.parse(match[1])
    except strict_yaml.StrictYAMLError as error:
        raise UsageError("settings/invalid", error.message, name, error.line + 1, error.column) from error
    if not isinstance(located.value, dict):
        raise UsageError("settings/invalid", "the front matter is not a list of `key: value` lines", name, 2)
    settings = _read_settings(located, name)
    front = {key: value for key, value in located.value.items() if key != "khobao"}
    return Card(settings, front, match[1], content[match.end() :], read_measured(root))


def read_columns(root: Path) -> Mapping[str, str | None]:
    """The columns of tables of pages in the folder `root`: those of its card, if there is one. Raises as
    :func:`read_card`."""
    return read_card(root).settings.columns if (root / NAME).is_file() else COLUMNS


def _read_settings(located: strict_yaml.Located, path: str) -> Settings:
    def fail(pointer: str, message: str) -> KhobaoError:
        line, column = located.place(pointer)
        return UsageError("settings/invalid", message, path, line + 1, column)

    stated = located.value.get("khobao")
    if not isinstance(stated, dict):
        raise fail("/khobao", "the front matter has no `khobao:` settings")
    if unknown := [key for key in stated if key not in _SETTINGS]:
        raise fail(f"/khobao/{unknown[0]}", f"there is no setting {unknown[0]!r}")
    name, sources = stated.get("name"), stated.get("sources")
    if not isinstance(name, str) or not name:
        raise fail("/khobao/name", "`name` is the name of the dataset")
    if not isinstance(sources, list) or not sources or not all(isinstance(path, str) and path for path in sources):
        raise fail("/khobao/sources", "`sources` lists folders, files or patterns of the dataset")
    columns = stated.get("columns", {})
    if not isinstance(columns, dict) or not all(isinstance(held, str | None) for held in columns.values()):
        raise fail("/khobao/columns", "`columns` names the column that holds a field of a page, as in `text: content`")
    if unknown := [key for key in columns if key not in ("text", *PROVENANCE)]:
        raise fail(f"/khobao/columns/{unknown[0]}", f"a page has no field {unknown[0]!r}")
    policy = _read_policy(stated, fail)
    version = stated.get("version")
    declared = parse_version(version) if isinstance(version, str) else None
    if version is not None and declared is None:
        raise fail("/khobao/version", "`version` is written like 1.2.0")
    return Settings(name, tuple(sources), {**COLUMNS, **columns}, policy, declared)


def _read_policy(stated: Mapping[str, Any], fail: Callable[[str, str], KhobaoError]) -> Policy:
    seed, given = stated.get("seed", ""), stated.get("strategy", "proportional")
    if not isinstance(seed, str):
        raise fail("/khobao/seed", "`seed` is text")
    strategy, _, field = given.partition(" ") if isinstance(given, str) else ("", "", "")
    if strategy not in STRATEGIES or bool(field) != (strategy == "by") or (field and field not in _KEPT_TOGETHER):
        fields = " or ".join(_KEPT_TOGETHER)
        raise fail("/khobao/strategy", f"`strategy` is proportional, temporal, or by and a field: {fields}")
    splits = stated.get("splits")
    if not isinstance(splits, dict) or not splits:
        raise fail("/khobao/splits", "`splits` names the splits and says what is in each, as in `train: 80`")
    for split in splits:
        if not _SPLIT_NAME.fullmatch(split):
            raise fail(f"/khobao/splits/{split}", f"{split!r} cannot name a split: letters, digits, `_` and `.` only")
    read = _read_dates if strategy == "temporal" else _read_shares
    return Policy(read(splits, fail), seed, strategy, field or None)


def _read_shares(splits: Mapping[str, Any], fail: Callable[[str, str], KhobaoError]) -> tuple[Split, ...]:
    for split, share in splits.items():
        if isinstance(share, bool) or not isinstance(share, int | float) or share < 0:
            raise fail(f"/khobao/splits/{split}", f"the share of {split!r} is a number from 0")
    if not sum(splits.values()):
        raise fail("/khobao/splits", "no split has a share")
    return tuple(Split(name, share) for name, share in splits.items())


def _read_dates(splits: Mapping[str, Any], fail: Callable[[str, str], KhobaoError]) -> tuple[Split, ...]:
    *dated, last = splits.items()
    before = ""
    for split, until in dated:
        moment = read_stated(until) if isinstance(until, str) else None
        if moment is None or moment.precision != "day" or until <= before:
            message = f"{split!r} ends before a date like 2022-01-01, later than that of the split before it"
            raise fail(f"/khobao/splits/{split}", message)
        before = until
    if last[1] is not None:
        raise fail(f"/khobao/splits/{last[0]}", f"{last[0]!r} is the last split and has all that follows: write null")
    return tuple(Split(name, until=until) for name, until in splits.items())


def fill_regions(body: str, facts: Facts, path: str = NAME) -> str:
    """`body` with every generated region written from `facts`. Raises :class:`UsageError` for broken marks."""
    parts: list[str] = []
    end, opened = 0, None
    for mark in _MARK.finditer(body):
        line = body.count("\n", 0, mark.start()) + 1
        if (mark[1] == "begin") == (opened is not None) or (opened and mark[2] != opened) or mark[2] not in _REGIONS:
            raise UsageError("card/region", f"the mark {mark[0]} is out of place", path, line)
        if mark[1] == "begin":
            parts.append(body[end : mark.end()])
            opened = mark[2]
        else:
            parts.append(f"\n{_REGIONS[mark[2]](facts)}\n")
            end, opened = mark.start(), None
    if opened is not None:
        raise UsageError("card/region", f"the region {opened!r} is never closed", path)
    return "".join(parts) + body[end:]


def _version(facts: Facts) -> str:
    return f"Version **{facts.version}**."


def _counts(facts: Facts) -> str:
    return (
        f"{facts.read:,} records were read, {facts.accepted:,} accepted and {facts.rejected:,} rejected; "
        "`rejects.jsonl` lists the rejected with their reasons."
    )


def _splits(facts: Facts) -> str:
    rows = ["| config | split | rows |", "| --- | --- | ---: |"]
    rows += [f"| `{table.config}` | `{table.split}` | {table.rows:,} |" for table in facts.tables]
    return "\n".join(rows)


def _fields(_: Facts) -> str:
    return "\n\n".join(f"`{config}`:\n\n{field_table(columns(schema))}" for config, schema in CONFIGS.items())


def _annotations(facts: Facts) -> str:
    return render_measured(facts.measured, FLAT)


def _checksums(facts: Facts) -> str:
    # Of the rows, not of the files: the bytes of Parquet differ between versions of its writer, and a card that names
    # them would be stale on a machine with another one.
    rows = ["| config | split | SHA-256 of the rows |", "| --- | --- | --- |"]
    rows += [f"| `{table.config}` | `{table.split}` | `{table.digest}` |" for table in facts.tables]
    return "\n".join(rows)


def _loading(facts: Facts) -> str:
    splits = list(dict.fromkeys(table.split for table in facts.tables))
    first = splits[0] if splits else "train"
    held = [config for config in FLAT if any(table.config == config for table in facts.tables)]
    flat = "".join(f'{config} = load_dataset("dist/{facts.version}", "{config}")\n' for config in held)
    return f"""```python
from datasets import load_dataset

articles = load_dataset("dist/{facts.version}")  # or the name of the dataset on the Hub
pages = load_dataset("dist/{facts.version}", "pages")
{flat}print(articles["{first}"][0]["title"])
```

```sql
SELECT id, published_at, title FROM 'dist/{facts.version}/data/articles/*/*.parquet' ORDER BY published_at;
```

The JSONL files hold the same rows. `datasets` reads a time with an offset from JSON as naive UTC unless the
features are given, and makes a time of a text such as `times[].value` where all of a file are dates:

```python
features = articles["{first}"].features
load_dataset("json", data_files="dist/{facts.version}/jsonl/articles/{first}/*.jsonl.gz", features=features)
```"""


_REGIONS: dict[str, Callable[[Facts], str]] = {
    "version": _version,
    "counts": _counts,
    "splits": _splits,
    "fields": _fields,
    "annotations": _annotations,
    "checksums": _checksums,
    "loading": _loading,
}


def refresh_card(card: Card, facts: Facts) -> str:
    """The repository's card with its regions written from `facts`."""
    return f"---\n{card.front_source}---\n{fill_regions(card.body, replace(facts, measured=card.measured))}"
