"""Checks contributions without building anything of them."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from khobao import sources
from khobao.articles import build_articles
from khobao.checks import duplicate_id
from khobao.errors import Issue, Location
from khobao.findings import Findings, collect
from khobao.pages import sidecar
from khobao.repeats import Repeats

#: Whether the file at a path is to be read.
Wanted = Callable[[str], bool]


def validate(
    paths: Sequence[str],
    columns: Mapping[str, str | None],
    spool: Path,
    wanted: Wanted,
    against: str | None = None,
) -> Findings:
    """What is wrong with the contributions at `paths` that are `wanted`; ids and texts are compared among these, texts
    also with the release at the address `against`.

    `columns` says where tables hold pages; the folder `spool` is for what has to be unpacked. Raises
    :class:`khobao.errors.UnavailableError`.
    """
    found = sources.find(paths)
    files = [file for file in found.files if wanted(file.path) or wanted(sidecar(file.path))]
    issues = [issue for issue in found.issues if wanted(issue.where.path)]
    names = [file.name for file in files] + [issue.where.path for issue in issues]
    ids: dict[str, Location] = {}
    with tempfile.TemporaryFile(dir=spool) as texts:
        repeats = Repeats(texts)
        for batch in sources.batches(sources.pages(files, spool, columns)):
            for outcome in build_articles(batch, annotated=False):
                issues += outcome.issues
                if (article := outcome.article) is not None:
                    where = Location(outcome.path, outcome.line)
                    issues += _repeated(article["id"], where, ids)
                    repeats.add(article["id"], where, article["text"])
        issues += repeats.against(against) if against else repeats.issues()
    return collect(issues, files=names)


def _repeated(identity: str, where: Location, ids: dict[str, Location]) -> list[Issue]:
    """The issue of the article at `where`, if its id is among `ids`, to which it is added."""
    first = ids.setdefault(identity, where)
    return [] if first is where else [duplicate_id(identity, first, where)]
