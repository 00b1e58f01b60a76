"""How well the rules of the annotation layer do, as it was measured: a small report that is kept beside the card.

Gold is seldom published with a dataset. The report keeps what is needed to tell of it: the scores, digests of the rules
and of the gold, and what a person calls the pages that it was measured on.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import orjson

from khobao.errors import UnavailableError, UsageError

#: Where the report is, in the folder of a dataset.
NAME = "docs/annotation-scores.json"
#: What decides on annotations: how the texts of an article are read, and what is found in them.
_RULES = ("annotate", "structure")
_COUNTS = ("right", "false", "missed")
_RATES = ("precision", "recall", "f1")
_MEMBERS = {"called": str, "khobao": str, "rules": str, "gold": str, "pages": int, "annotations": dict}

#: One measurement: what its pages are called, the version and the digest of the rules, the digest of the gold, how many
#: pages, and the scores by kind.
Measured = Mapping[str, Any]


def read_measured(root: Path) -> tuple[Measured, ...]:
    """What the report of the dataset in `root` holds, nothing without one.

    Raises :class:`UsageError` for another file and :class:`UnavailableError` for one that cannot be read.
    """
    return _read(root / NAME)


def _read(path: Path) -> tuple[Measured, ...]:
    try:
        records = orjson.loads(path.read_bytes())
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise UnavailableError("source/unreadable", error.strerror or str(error), path.as_posix()) from error
    except orjson.JSONDecodeError as error:
        raise UsageError("settings/invalid", f"the scores are not JSON: {error}", path.as_posix()) from error
    if not isinstance(records, list) or not all(map(_is_measured, records)):
        raise UsageError("settings/invalid", "these are not scores of `khobao evaluate --scores`", path.as_posix())
    return tuple(records)


def _is_measured(record: Any) -> bool:
    if not isinstance(record, dict) or not all(isinstance(record.get(name), kind) for name, kind in _MEMBERS.items()):
        return False
    scores = record["annotations"].values()
    return all(isinstance(score, dict) and {*_COUNTS, *_RATES} <= score.keys() for score in scores)


def update(path: Path, record: Measured) -> None:
    """Put `record` into the report at `path`, in place of what is called the same. Raises OSError and
    :class:`UsageError`."""
    held = {one["called"]: one for one in _read(path)} | {record["called"]: record}
    records = [held[called] for called in sorted(held)]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(orjson.dumps(records, option=orjson.OPT_INDENT_2) + b"\n")


@functools.cache
def rules_digest() -> str:
    """SHA-256 over the code, word lists and models that annotations depend on."""
    digest = hashlib.sha256()
    for name in _RULES:
        for path, content in sorted(_contents(files("khobao").joinpath(name), name)):
            digest.update(f"{path} {len(content)}\n".encode() + content)
    return digest.hexdigest()


def _contents(folder: Traversable, name: str) -> Iterator[tuple[str, bytes]]:
    for below in folder.iterdir():
        inside = f"{name}/{below.name}"
        if below.is_dir():
            yield from _contents(below, inside)
        elif not below.name.endswith(".pyc"):
            yield inside, below.read_bytes()


def render_measured(measured: Iterable[Measured], tables: Iterable[str]) -> str:
    """The same in Markdown, with the flat `tables` that have it from the annotations."""
    names = ", ".join(f"`{table}`" for table in tables)
    lines = [
        "Every annotation of a page was made by rule, and so was every row of the tables that follow from them: "
        f"{names}. Only a field that `reviewed` names was stated by a person, and an article contributed without its "
        "page brought its own.",
    ]
    rows = [row for one in measured for row in _rows(one)]
    if not rows:
        lines += ["", f"How often they are right was not measured: `khobao evaluate GOLD --scores {NAME}` does."]
        return "\n".join(lines)
    lines += ["", "How often they are right, by kind of value, page by page against labels made by hand:", ""]
    lines += ["| pages | kind | right | false | missed | precision | recall | F1 |"]
    lines += ["| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |", *rows]
    for one in measured:
        lines += ["", _origin(one)]
    return "\n".join(lines)


def _rows(one: Measured) -> Iterator[str]:
    for kind, score in one["annotations"].items():
        counts = " | ".join(f"{score[name]:,}" for name in _COUNTS)
        # A rate of nothing is 1 by convention; in a table it would be taken for success.
        given = {"precision": score["right"] + score["false"], "recall": score["right"] + score["missed"]}
        rates = " | ".join(f"{score[name]:.3f}" if given.get(name, 1) else "–" for name in _RATES)
        yield f"| {_cell(one['called'])} | {_cell(kind)} | {counts} | {rates} |"


def _origin(one: Measured) -> str:
    told = (
        f"{_cell(one['called'])}: {one['pages']:,} pages, labels with the SHA-256 `{one['gold']}`, "
        f"khobao {one['khobao']}, rules with the SHA-256 `{one['rules']}`."
    )
    if one["rules"] == rules_digest():
        return told
    return f"{told} **The rules changed since then: those that made this version were not measured on these pages.**"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")
