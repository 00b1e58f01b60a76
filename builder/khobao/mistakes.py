"""Files that are something else than a saved page with front matter, and fields under other names.

Taken for text, such files would pass, and what is stated in them would become part of the article; or they would be
refused for a byte that says nothing to the person who saved them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

from khobao.codes import near_names
from khobao.columns import columns
from khobao.errors import Issue, Location

#: How files begin that are no text, and what they are (registrations at IANA; PRONOM).
_SIGNATURES = {
    b"%PDF-": "a PDF document",
    b"{\\rtf": "an RTF document",
    b"PK\x03\x04": "an Office document or another archive",
    b"\xd0\xcf\x11\xe0": "an Office document",
    b"\x1f\x8b": "a gzip archive",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
}
_HTML = re.compile(rb"\s*<(?:!doctype html|html|head|body)\b", re.IGNORECASE)
_KEYS = rb"(?:id|url|outlet|retrieved_at|license|rights|contributor|article):[ \t\r\n]"
#: Fields of front matter with nothing before them but blank lines and a line of signs.
_UNOPENED = re.compile(rb"\s*+(?:[^\w\s][^\w\n]{0,80}\n\s*+)?" + _KEYS)
_SECOND = re.compile(rb"^---[ \t]*\r?\n(?:note:|" + _KEYS + rb")", re.MULTILINE)

#: How many fields of a record are compared with all names that there are.
GUESSES = 50
#: What newcomers call fields.
_OTHER_NAMES = {
    "source": "outlet", "newspaper": "outlet", "publisher": "outlet", "site": "outlet", "link": "url", "href": "url",
    "address": "url", "date": "published_at", "time": "published_at", "published": "published_at",
    "headline": "title", "byline": "authors", "category": "section", "keywords": "tags", "body": "text",
    "content": "text", "comment": "note", "saved": "retrieved_at", "crawled_at": "retrieved_at",
}  # fmt: skip


def check_unopened(content: bytes, path: str) -> Issue | None:
    """What is wrong with a file whose `content` does not begin with a line of three hyphens, if it has front matter."""
    if not _UNOPENED.match(content):
        return None
    message = "front matter begins with a line of exactly three hyphens, the first of the file"
    return Issue(Location(path), "", "meta/invalid", message)


def check_body(body: bytes, start: Location) -> Issue | None:
    """What is wrong with the `body` of a page, which begins at `start`, if it is no text, or of more than one page."""
    kind = "HTML; give it a name with .html" if _HTML.match(body) else None
    if kind := kind or next((kind for sign, kind in _SIGNATURES.items() if body.startswith(sign)), None):
        return Issue(start, "", "source/unsupported", f"this is not the text of a page but {kind}")
    # The pattern looks at every line; hardly any page has three hyphens.
    if b"---" in body and (second := _SECOND.search(body)):
        where = Location(start.path, start.line + body.count(b"\n", 0, second.start()))
        return Issue(where, "", "page/second-page", "another page begins here, with its own front matter")
    return None


def check_keys(stated: Mapping[str, Any], at: Callable[[str], Location], front: Collection[str]) -> Iterator[Issue]:
    """What is wrong with the names in front matter that has `stated` something, and with the values that are no field
    of an article; `at` gives the place of a JSON Pointer, `front` are the fields that front matter has."""
    for number, (name, value) in enumerate(stated.items()):
        pointer = f"/{name}"
        if name not in front:
            message = f"the front matter has no field {name!r}{_home(name, front) if number < GUESSES else ''}"
            yield Issue(at(pointer), pointer, "meta/unknown-field", message)
        elif name == "article" and not isinstance(value, dict):
            yield Issue(at(pointer), pointer, "schema/type", "`article` holds fields of the article, one a line")
        elif name in ("contributor", "note") and not isinstance(value, str):
            yield Issue(at(pointer), pointer, "schema/type", f"`{name}` is text; put it between quotes")


def _home(name: str, front: Collection[str]) -> str:
    """Where the field belongs that somebody called `name`, or what it is called, as the end of a message."""
    article = {field.name for field in columns("article")} - {*front}
    known = article | {*front}
    meant = _OTHER_NAMES.get(name.lower(), name.lower())
    near = meant if meant in known else next(iter(near_names(meant, known)), None)
    if near in article:
        return f"; write it under `article:`, as `{near}`"
    return f"; did you mean {near}?" if near else ""
