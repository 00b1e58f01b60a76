"""HTML to lines: what a reader would see, one block a line, with what the tags say of each.

Blocks are those of the HTML standard's rendering section; text that is never shown (scripts, templates, forms' fields,
`hidden`) is left out. Classes are read where newsrooms agree on a word: caption, related, sapo (the lead of a
Vietnamese article), tags.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from khobao.metadata import Metadata, read_metadata

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

#: Deepest nesting and most attributes of an element that are read: the parser's time grows with their square, and
#: browsers stop at 512 levels.
MAX_DEPTH, MAX_ATTRIBUTES = 1_000, 1_000

_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "button", "caption", "center", "dd", "details",
    "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3",
    "h4", "h5", "h6", "header", "hgroup", "hr", "html", "legend", "li", "listing", "main", "menu", "nav", "ol",
    "optgroup", "option", "p", "plaintext", "pre", "search", "section", "summary", "table", "tbody", "td",
    "tfoot", "th", "thead", "title", "tr", "ul", "xmp", "br",
})  # fmt: skip
_UNSEEN = frozenset({
    "script", "style", "noscript", "template", "head", "svg", "math", "iframe", "object", "embed", "audio",
    "video", "canvas", "select", "textarea", "datalist", "map", "noframes", "noembed",
})  # fmt: skip
_TAGS = {
    "h1": "headline", "h2": "heading", "h3": "heading", "h4": "heading", "h5": "heading", "h6": "heading",
    "nav": "navigation", "footer": "navigation", "form": "navigation", "button": "navigation", "aside": "aside",
    "figcaption": "caption", "time": "published", "a": "link",
    "pre": "preformatted",
}  # fmt: skip
_ROLES = {"navigation": "navigation", "search": "navigation", "contentinfo": "navigation", "complementary": "aside"}
_PROPERTIES = {"headline": "headline", "datepublished": "published", "author": "author", "caption": "caption"}
_CLASSES = (
    ("caption", re.compile(r"caption|chu-?thich", re.IGNORECASE)),
    ("related", re.compile(r"relate|lien-?quan", re.IGNORECASE)),
    ("lead", re.compile(r"\bsapo\b|[-_]sapo\b|\bsapo[-_]", re.IGNORECASE)),
    ("tags", re.compile(r"(?:^|\s)(?:tags?|keywords?)(?:\s|$)|(?:article|post|news|detail)[-_]tags?\b", re.IGNORECASE)),
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_CHARSET = re.compile(rb"""<meta\b[^>]{0,200}?\bcharset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE)
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
#: What the HTML standard reads as Windows-1252.
_LATIN = dict.fromkeys(("iso-8859-1", "latin1", "latin-1", "us-ascii", "ascii"), "windows-1252")
_OPENING = re.compile(rb"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_LONG_TAG = re.compile(rb"<[a-zA-Z][^<>]{4096,}")
_QUOTED = re.compile(rb"\"[^\"]*\"|'[^']*'")
#: Elements that close by themselves, so that counting them would count no nesting.
_UNCLOSED = frozenset(
    b"area base basefont br col embed frame hr img input link meta param source track wbr p li td th tr dt dd option"
    b" optgroup thead tbody tfoot colgroup rp rt".split()
)


class MarkupError(ValueError):
    """The HTML cannot be read. `code` is an issue code."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code, self.message = code, message


@dataclass(frozen=True)
class Markup:
    """A page of HTML: its lines from top to bottom, each with what its tags say of the whole of it, and its metadata.

    What tags can say: ``headline``, ``heading``, ``navigation``, ``aside``, ``caption``, ``published``, ``author``,
    ``link``, ``related``, ``lead``, ``tags``, ``preformatted``; ``titled`` means that the
    metadata name the line as the page's title.
    """

    lines: tuple[tuple[str, frozenset[str]], ...]
    metadata: Metadata


def read_markup(content: bytes) -> Markup:
    """The page of the HTML `content`. Raises UnicodeDecodeError and :class:`MarkupError`."""
    from selectolax.lexbor import LexborHTMLParser

    _bound(content)
    tree = LexborHTMLParser(decode(content))
    metadata = read_metadata(tree)
    title = (metadata.title or "").casefold()
    lines = [(text, tags | {"titled"} if text.casefold() == title else tags) for text, tags in _flatten(tree.root)]
    return Markup(tuple(lines), metadata)


def decode(content: bytes) -> str:
    """HTML as text: by its byte order mark, else by the charset that it declares, else as UTF-8.

    Raises UnicodeDecodeError, and :class:`MarkupError` for a charset that is not known.
    """
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if content.startswith(mark):
            return content[len(mark) :].decode(name)
    declared = _CHARSET.search(content[:4096])
    # A page that declares UTF-16 in ASCII letters is not written in it: the HTML standard reads it as UTF-8.
    name = (
        declared[1].decode("ascii").lower() if declared and not declared[1].lower().startswith(b"utf-16") else "utf-8"
    )
    # So does it read Latin-1 as Windows-1252.
    name = {"iso-8859-1": "windows-1252", "latin1": "windows-1252", "us-ascii": "windows-1252"}.get(name, name)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        if name in ("utf-8", "utf8"):
            raise
    try:
        return content.decode(name)
    except LookupError as error:
        raise MarkupError("page/charset", f"the page declares the charset {name!r}, which is not known") from error


def _bound(content: bytes) -> None:
    for tag in _LONG_TAG.finditer(content):
        if len(_QUOTED.sub(b"", tag[0]).replace(b"/", b" ").split()) > MAX_ATTRIBUTES:
            raise MarkupError("page/too-deep", f"an element has more than {MAX_ATTRIBUTES:,} attributes")
    if content.count(b"<") <= MAX_DEPTH:
        return
    depth: dict[bytes, int] = {}
    total = 0
    for closing, name in _OPENING.findall(content):
        name = name.lower()
        if name in _UNCLOSED:
            continue
        held = depth.get(name, 0)
        if closing and held:
            depth[name] = held - 1
            total -= 1
        elif not closing:
            depth[name] = held + 1
            total += 1
            if total > MAX_DEPTH:
                raise MarkupError("page/too-deep", f"the elements are nested more than {MAX_DEPTH:,} deep")


def _flatten(root: LexborNode | None) -> list[tuple[str, frozenset[str]]]:
    """The lines below `root`. The walk keeps its own stack: nesting must not reach Python's."""
    lines: list[tuple[str, frozenset[str]]] = []
    pieces: list[tuple[str, frozenset[str]]] = []

    def end_line() -> None:
        text = " ".join("".join([piece for piece, _ in pieces]).split())
        if text:
            said = [tags for piece, tags in pieces if piece.strip()]
            lines.append((text, frozenset.intersection(*said)))
        pieces.clear()

    # A node with what its ancestors say of it; None where a block ends.
    waiting: list[tuple[LexborNode | None, frozenset[str]]] = [(root, frozenset())]
    while waiting:
        node, tags = waiting.pop()
        if node is None:
            end_line()
            continue
        name = node.tag
        if name == "-text":
            shown = node.text_content or ""
            for number, text in enumerate(shown.split("\n") if "preformatted" in tags else [shown]):
                if number:
                    end_line()
                pieces.append((text, tags))
            continue
        if name is None or name in _UNSEEN or name.startswith("-"):
            continue
        attributes = node.attributes
        if "hidden" in attributes or _HIDDEN.search(attributes.get("style") or ""):
            continue
        if name in _BLOCKS:
            end_line()
            waiting.append((None, tags))
        below = tags | _said(name, attributes)
        children = []
        child = node.child
        while child is not None:
            children.append((child, below))
            child = child.next
        waiting += reversed(children)
    end_line()
    return lines


def _said(name: str, attributes: dict[str, str | None]) -> frozenset[str]:
    """What an element says of the text in it."""
    said = {_TAGS.get(name), _ROLES.get(attributes.get("role") or "")}
    said |= {_PROPERTIES.get(one) for one in (attributes.get("itemprop") or "").lower().split()}
    if marks := f"{attributes.get('class') or ''} {attributes.get('id') or ''}".strip():
        said |= {tag for tag, pattern in _CLASSES if pattern.search(marks)}
    if "tag" in (attributes.get("rel") or "").split():
        said.add("tags")
    if "author" in (attributes.get("rel") or "").split():
        said.add("author")
    return frozenset(tag for tag in said if tag)
