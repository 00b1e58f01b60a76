"""Gold files and the pages that they label."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from khobao.errors import UnavailableError, UsageError
from khobao.pages import Page, PageText, read_contribution, read_page_text
from khobao.strict_json import StrictJSONError, parse


def read_gold(path: Path) -> dict[str, Any]:
    """The record of a gold file. Raises :class:`UsageError` when it is not one."""
    try:
        record = parse(path.read_text("utf-8"))
    except StrictJSONError as error:
        raise UsageError("gold/invalid", error.message, path.as_posix(), error.line, error.column) from error
    if not isinstance(record, dict):
        raise UsageError("gold/invalid", "a gold file holds one JSON object", path.as_posix())
    return record


def read_page(path: Path, record: Mapping[str, Any], pages: Path) -> PageText:
    """The page that `record`, from the gold file at `path`, labels; its file is in the folder `pages`.

    Raises :class:`UnavailableError` when it is gone, :class:`UsageError` when it is not the page that was labelled.
    """
    page = pages / str(record.get("page") or record.get("seed"))
    try:
        content = page.read_bytes()
    except OSError as error:
        raise UnavailableError("source/missing", f"the page of {path.name} is not here", page.as_posix()) from error
    kind = "html" if page.suffix == ".html" else "text"
    contribution, issues = read_contribution(Page(page.as_posix(), 1, kind, content))
    digest = hashlib.sha256(contribution.body).hexdigest()
    if record.get("source_sha256") not in (None, digest):
        raise UsageError("gold/page-changed", f"the page is not the one that {path.name} labels", page.as_posix())
    read, more = read_page_text(contribution)
    if read is None or issues:
        raise UsageError("gold/invalid", [*issues, *more][0].message, page.as_posix())
    lines = read.text.count("\n") + 1
    if len(record["lines"]) != lines:
        raise UsageError("gold/invalid", f"{len(record['lines'])} labels for {lines} lines", path.as_posix())
    return read
