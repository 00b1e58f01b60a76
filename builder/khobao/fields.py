"""The fields of an article: what its page shows, what the page's metadata state, what a person states about it."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from khobao.annotate import ANNOTATED, FIELDS, annotate
from khobao.codes import nearest
from khobao.errors import Issue, Location
from khobao.metadata import Metadata
from khobao.pages import PROVENANCE, Contribution, PageText
from khobao.structure import Structure
from khobao.structure.bylines import is_name
from khobao.structure.times import PRINTED, is_impossible, read_machine_time, read_stated
from khobao.text import fold

# Fields of the article that a person cannot state under `article:`: they are stated beside it or follow from it.
_NOT_STATED = (*PROVENANCE, "reviewed", "page_sha256")


def compose(structure: Structure, contribution: Contribution, page: PageText) -> tuple[dict[str, Any], list[Issue]]:
    """The article that the page of `contribution` gives, not yet checked, and what is wrong with what is stated.

    What a person states goes before what the page shows, and this before its metadata.
    """
    article = _read(structure, contribution, page)
    issues = [*_complete(article, page.metadata, contribution.start), *_state(article, contribution)]
    return article, issues


def _read(structure: Structure, contribution: Contribution, page: PageText) -> dict[str, Any]:
    stated, metadata = contribution.stated, page.metadata
    published = structure.published
    url = stated.get("url") or metadata.url
    return {
        "id": stated.get("id") or derive_id(url, page.text),
        "url": url,
        "outlet": stated.get("outlet") or metadata.outlet,
        "language": "vi",
        "section": structure.section,
        "title": structure.title,
        "published_at": published.value if published else None,
        "published_precision": published.precision if published else None,
        "authors": list(structure.authors),
        "source_credit": structure.source_credit,
        "tags": list(structure.tags),
        "view_count": structure.view_count,
        "lead": structure.lead,
        "text": structure.text,
        "captions": structure.captions,
        **{name: [] for name in ANNOTATED},
        "license": stated.get("license"),
        "rights": stated.get("rights"),
        "retrieved_at": stated.get("retrieved_at"),
        "reviewed": [],
        "page_sha256": hashlib.sha256(contribution.body).hexdigest(),
    }


def add_annotations(article: dict[str, Any]) -> None:
    """Put what title, text and captions of `article` name where no person states it; nothing when these are not
    texts."""
    if all(isinstance(article[name], str | None) for name in FIELDS):
        for name, values in annotate(article).items():
            if name not in article["reviewed"]:
                article[name] = [value.as_record() for value in values]


def _complete(article: dict[str, Any], metadata: Metadata, start: Location) -> Iterator[Issue]:
    """Put what the metadata state where the page shows nothing; where both speak and differ, the page is believed."""
    published = read_machine_time(metadata.published) if metadata.published else None
    authors = [name for name in metadata.authors if is_name(name)]
    stated = {
        "title": metadata.title,
        "section": metadata.section,
        "authors": authors,
        "tags": list(metadata.tags),
        "published_at": published and published.value,
    }
    for name, value in stated.items():
        if not value:
            continue
        if not article[name]:
            article[name] = value
            if name == "published_at" and published:
                article["published_precision"] = published.precision
        elif name != "tags" and not _agree(name, article, value):
            shown, other = (", ".join(one) if isinstance(one, list) else one for one in (article[name], value))
            message = f"the page shows {shown!r}, its metadata state {other!r}"
            yield Issue(start, f"/{name}", "meta/disagrees", message)


def _agree(name: str, article: Mapping[str, Any], value: Any) -> bool:
    """Whether the page and its metadata say the same, as far as the page says it."""
    if name == "published_at":
        length = PRINTED[article["published_precision"]]
        return bool(article[name][:length] == value[:length])
    if name == "authors":
        return {fold(one) for one in article[name]} == {fold(one) for one in value}
    shown = [fold(one) for one in (article[name].split(" > ") if name == "section" else [article[name]])]
    return fold(value) in shown


def derive_id(url: Any, page_text: str) -> str:
    """The id of a page without a stated one: from the URL if known, else from the page text.

    The scheme, the fragment and the case of the host do not count, so that the http and https address of a page
    give one id. 80 bits of SHA-256: among a million articles a clash has a chance of about 4 in 10^13.
    """
    source = f"text:{page_text}"
    parts = None
    if isinstance(url, str) and url:
        with contextlib.suppress(ValueError):  # the check of the schema says that it is no URL
            parts = urlsplit(url)
    if parts:
        source = f"url://{parts.netloc.lower()}{parts.path}{'?' if parts.query else ''}{parts.query}"
    return hashlib.sha256(source.encode("utf-8")).hexdigest()[:20]


def _state(article: dict[str, Any], contribution: Contribution) -> Iterator[Issue]:
    """Put what a person states in place of what was read; report what cannot be stated so."""
    stated = contribution.stated.get("article", {})
    for name in stated:
        where = contribution.at(f"/article/{name}")
        if name not in article or name in _NOT_STATED:
            message = (
                f"`{name}` is not stated under `article:`, but beside it, without an indent"
                if name in PROVENANCE
                else f"`article:` has no field {name!r}{nearest(name, article.keys() - {*_NOT_STATED})}"
            )
            yield Issue(where, f"/article/{name}", "meta/unknown-field", message)
            continue
        article[name] = stated[name]
    article["reviewed"] = sorted(name for name in stated if name in article and name not in _NOT_STATED)
    yield from _state_time(article, "retrieved_at", contribution.stated, "", contribution)
    yield from _state_time(article, "published_at", stated, "/article", contribution)
    moment = read_stated(str(stated["published_at"])) if "published_at" in stated else None
    if moment and "published_precision" not in stated:
        article["published_precision"] = moment.precision
        article["reviewed"] = sorted({*article["reviewed"], "published_precision"})
    elif "published_at" in stated and stated["published_at"] is None and "published_precision" not in stated:
        article["published_precision"] = None


def _state_time(
    article: dict[str, Any],
    name: str,
    stated: Mapping[str, Any],
    prefix: str,
    contribution: Contribution,
) -> Iterator[Issue]:
    """Read the time that `stated` gives for `name`."""
    if not isinstance(value := stated.get(name), str):
        return
    moment = read_stated(value)
    if moment and (name != "retrieved_at" or moment.precision in ("minute", "second")):
        article[name] = moment.value
        return
    where = contribution.at(f"{prefix}/{name}")
    article[name] = None
    finest = "" if name == "retrieved_at" else "2024-05-31 or "
    code, message = (
        ("meta/date-impossible", f"the date {value!r} does not exist")
        if is_impossible(value)
        else ("meta/time-format", f"`{name}` is {value!r}, not a time like {finest}2024-05-31T08:30:00+07:00")
    )
    yield Issue(where, f"{prefix}/{name}", code, message)
