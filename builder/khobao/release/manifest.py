"""``release.json``: what a release consists of, and how to tell that it is whole."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import orjson

from khobao.columns import validator
from khobao.errors import Issue, Location, UnavailableError
from khobao.flat import rows_digest
from khobao.strict_json import StrictJSONError, canonical, parse

NAME = "release.json"
FORMAT = 1


def seal(manifest: Mapping[str, Any]) -> dict[str, Any]:
    """`manifest` with its own digest."""
    body = {name: value for name, value in manifest.items() if name != "digest"}
    return {**body, "digest": hashlib.sha256(canonical(body)).hexdigest()}


def encode(manifest: Mapping[str, Any]) -> bytes:
    """The bytes of ``release.json``."""
    return orjson.dumps(manifest, option=orjson.OPT_INDENT_2) + b"\n"


def table_digest(rows: Iterable[Mapping[str, Any]]) -> str:
    """The logical digest of a table from its rows: the same whatever their order or format."""
    by_article: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows:
        by_article.setdefault(record_id(row), []).append(row)
    return combined_digest(map(rows_digest, by_article.values()))


def record_id(row: Mapping[str, Any]) -> str:
    """The id of the article that a row of any table is of."""
    identity: str = row["id"] if "id" in row else row["article_id"]
    return identity


def combined_digest(digests: Iterable[bytes]) -> str:
    """The logical digest of a table from the digest of the rows of each article in it, as
    :func:`khobao.flat.rows_digest` gives it."""
    return hashlib.sha256(b"".join(sorted(digests))).hexdigest()


def read_manifest(folder: Path) -> dict[str, Any] | Issue:
    """The manifest of the release in `folder`, or what is wrong with it.

    Raises :class:`UnavailableError` when there is none.
    """
    path = folder / NAME
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UnavailableError("source/missing", "there is no release here", path.as_posix()) from error
    try:
        manifest = parse(content.decode("utf-8"))
    except (UnicodeDecodeError, StrictJSONError) as error:
        return Issue(Location(NAME), "", "release/manifest", f"the manifest is not JSON: {error}")
    if fault := next(iter(validator("release").iter_errors(manifest)), None):
        pointer = "".join(f"/{part}" for part in fault.instance_path)
        return Issue(Location(NAME), pointer, "release/manifest", f"the manifest breaks its schema at {pointer or '/'}")
    if seal(manifest)["digest"] != manifest["digest"]:
        return Issue(Location(NAME), "/digest", "release/manifest", "the manifest was edited: its digest differs")
    return dict(manifest)
