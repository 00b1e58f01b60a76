"""What the head of an HTML page states about the page: JSON-LD, Open Graph and the older `meta` names.

Sources: schema.org (NewsArticle and its parents), the Open Graph protocol (article namespace), the HTML standard
(`link rel=canonical`, `meta name=author` and `keywords`). Values are as printed: whether a time is a time and a name
a name is for the caller to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import orjson

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

#: The types of schema.org that are an article or a page with one, in lower case.
_ARTICLES = frozenset({
    "article", "newsarticle", "reportagenewsarticle", "analysisnewsarticle", "opinionnewsarticle", "blogposting",
    "reviewnewsarticle", "backgroundnewsarticle", "socialmediaposting", "techarticle", "scholarlyarticle", "report",
})  # fmt: skip
#: Names of `meta` elements by what they state; the first that is there counts.
_META = {
    "url": ("og:url",),
    "outlet": ("og:site_name", "application-name"),
    "title": ("og:title", "twitter:title", "dc.title"),
    "section": ("article:section",),
    "published": (
        "article:published_time", "og:article:published_time", "datepublished", "pubdate", "dc.date.issued",
        "dcterms.created", "publishdate", "article:published",
    ),
    "authors": ("article:author", "author", "dc.creator", "dable:author"),
    "tags": ("article:tag", "news_keywords", "keywords"),
}  # fmt: skip
_LISTED = ("authors", "tags")
#: Deepest nesting and most nodes of JSON-LD that are looked at.
_MAX_DEPTH, _MAX_NODES = 8, 2_000


@dataclass(frozen=True)
class Metadata:
    """What a page's head states; None or empty for what it does not. `title` has no name of the site at its end."""

    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    section: str | None = None
    published: str | None = None
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


NO_METADATA = Metadata()


def read_metadata(tree: LexborHTMLParser) -> Metadata:
    """The metadata of a parsed page. JSON-LD goes before Open Graph, which goes before other `meta` elements."""
    stated = _from_meta(tree)
    for node in _linked_data(tree):
        stated = _over(_from_article(node), stated)
        break
    title = stated.title and _without_site(stated.title, stated.outlet)
    return replace(stated, url=_address(stated.url), title=title)


def _over(first: Metadata, second: Metadata) -> Metadata:
    """What `first` states, and what only `second` does."""
    return Metadata(
        **{field.name: getattr(first, field.name) or getattr(second, field.name) for field in fields(first)}
    )


def _from_meta(tree: LexborHTMLParser) -> Metadata:
    found: dict[str, list[str]] = {}
    for node in tree.css("meta[content]"):
        attributes = node.attributes
        name = (attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or "").lower()
        if content := _plain(attributes.get("content")):
            found.setdefault(name, []).append(content)
    values: dict[str, Any] = {}
    for field, names in _META.items():
        held = next((found[name] for name in names if name in found), [])
        values[field] = _each(held) if field in _LISTED else next(iter(held), None)
    for node in tree.css("link[rel=canonical][href]"):
        values["url"] = _plain(node.attributes.get("href")) or values["url"]
        break
    return Metadata(**values)


def _linked_data(tree: LexborHTMLParser) -> Iterator[Mapping[str, Any]]:
    """The articles that the page describes in JSON-LD, in its order. What is not JSON is passed over."""
    for script in tree.css('script[type="application/ld+json"]'):
        try:
            value = orjson.loads(script.text())
        except orjson.JSONDecodeError:
            continue
        yield from (node for node in _nodes(value) if _types(node) & _ARTICLES)


def _nodes(value: Any) -> Iterator[Mapping[str, Any]]:
    waiting = [(value, 0)]
    for _ in range(_MAX_NODES):
        if not waiting:
            return
        node, depth = waiting.pop(0)
        if isinstance(node, dict):
            yield node
        below = (
            node
            if isinstance(node, list)
            else [node.get("@graph"), node.get("mainEntity")]
            if isinstance(node, dict)
            else []
        )
        if depth < _MAX_DEPTH:
            waiting += [(one, depth + 1) for one in below if isinstance(one, list | dict)]


def _types(node: Mapping[str, Any]) -> set[str]:
    stated = node.get("@type")
    return {str(one).rpartition("/")[2].lower() for one in (stated if isinstance(stated, list) else [stated])}


def _from_article(node: Mapping[str, Any]) -> Metadata:
    place = node.get("mainEntityOfPage")
    return Metadata(
        url=next(iter(_names(place, "@id")), None) or next(iter(_names(node.get("url"))), None),
        outlet=next(iter(_names(node.get("publisher"))), None),
        title=next(iter(_names(node.get("headline"))), None),
        section=next(iter(_names(node.get("articleSection"))), None),
        published=next(iter(_names(node.get("datePublished"))), None),
        authors=tuple(_names(node.get("author"))),
        tags=_each(_names(node.get("keywords"))),
    )


def _names(value: Any, member: str = "name") -> Iterator[str]:
    """The text of a value of JSON-LD: a string, an object by its name, or a list of these."""
    for one in value if isinstance(value, list) else [value]:
        if text := _plain(one.get(member) if isinstance(one, dict) else one):
            yield text


def _plain(value: Any) -> str | None:
    return " ".join(value.split()) or None if isinstance(value, str) else None


def _each(values: Iterable[str]) -> tuple[str, ...]:
    parts = (part.strip() for value in values for part in re.split(r"[,;]", value))
    return tuple(dict.fromkeys(part for part in parts if part))


def _address(url: str | None) -> str | None:
    """`url` if it names one page of a site; many sites name their front page on every page."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    named = parts.scheme in ("http", "https") and parts.netloc and (parts.path.strip("/") or parts.query)
    return url if named else None


def _without_site(title: str, outlet: str | None) -> str:
    """`title` without the name of the site behind a bar or a dash."""
    head, _, tail = title.rpartition(" | ") if " | " in title else title.rpartition(" - ")
    same = outlet is not None and tail.strip().casefold() == outlet.casefold()
    return head.strip() if head and same else title
