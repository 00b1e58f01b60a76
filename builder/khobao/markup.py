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
#: Most tags that are read, with those that the parser adds: it opens unclosed ``<b>`` and the like again in every
#: block that follows. Real pages have some thousands.
MAX_ELEMENTS = 100_000
#: Largest sum of the squares of the numbers of attributes, which is what the parser's time follows.
_MAX_SQUARES = 100_000_000

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
#: What the Encoding Standard reads, by the names that Python has for it; its other codecs are no charsets of pages.
_CHARSETS = frozenset({
    "utf-8", "cp866", "koi8-r", "koi8-u", "mac-roman", "mac-cyrillic", "cp874", "tis-620", "gbk", "gb2312", "gb18030",
    "big5", "big5hkscs", "euc_jp", "shift_jis", "cp932", "euc_kr", "cp949", "iso2022_jp", "iso8859-1", "ascii",
    *(f"iso8859-{number}" for number in range(2, 17)), *(f"cp{number}" for number in range(1250, 1259)),
})  # fmt: skip
#: What it reads as Windows-1252.
_LATIN = ("iso8859-1", "ascii")
_OPENING = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_ATTRIBUTE = r"""[\t\n\f\r /]*+[^\t\n\f\r />][^\t\n\f\r />=]*+"""
_VALUE = r"""(?:[\t\n\f\r ]*+=[\t\n\f\r ]*+(?:"[^"]*+"?|'[^']*+'?|[^\t\n\f\r >]*+))?+"""
_TAG = re.compile(rf"(<[a-zA-Z][^\t\n\f\r />]*+)(?:{_ATTRIBUTE}{_VALUE}){{0,{MAX_ATTRIBUTES + 1}}}+")
_ATTRIBUTES = re.compile(_ATTRIBUTE + _VALUE)
#: A tag of no more characters has few attributes.
_SHORT_TAG = 128
_FORMATTING = frozenset({
    "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
})  # fmt: skip
#: Elements that close by themselves, so that counting them would count no nesting.
_UNCLOSED = frozenset({
    "area", "base", "basefont", "br", "col", "embed", "frame", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr", "p", "li", "td", "th", "tr", "dt", "dd", "option", "optgroup", "thead", "tbody", "tfoot",
    "colgroup", "rp", "rt",
})  # fmt: skip


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

    source = decode(content)
    _bound(source)
    tree = LexborHTMLParser(source)
    metadata = read_metadata(tree)
    title = (metadata.title or "").casefold()
    lines = [(text, tags | {"titled"} if text.casefold() == title else tags) for text, tags in _flatten(tree.root)]
    return Markup(tuple(lines), metadata)


def decode(content: bytes) -> str:
    """HTML as text: by its byte order mark, else by the charset that it declares, else as UTF-8.

    Raises UnicodeDecodeError, and :class:`MarkupError` for a charset that is not known.
    """
    for mark, name in _MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(name)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        if (name := _charset(content)) == "utf-8":
            raise
    return content.decode(name)


def _charset(content: bytes) -> str:
    """The charset that a page declares. Raises :class:`MarkupError` if it is none of the Encoding Standard."""
    declared = _CHARSET.search(content[:4096])
    # A page that declares UTF-16 in ASCII letters is not written in it: the HTML standard reads it as UTF-8.
    if not declared or declared[1].lower().startswith(b"utf-16"):
        return "utf-8"
    stated = declared[1].decode("ascii", "replace").lower()
    try:
        name = codecs.lookup(stated).name
    except LookupError:
        name = ""
    if name not in _CHARSETS:
        raise MarkupError("page/charset", f"the page declares the charset {stated!r}, which is not known")
    return "cp1252" if name in _LATIN else name


def _bound(source: str) -> None:
    """Raises :class:`MarkupError` for what would keep the parser busy for longer than a page deserves."""
    _bound_attributes(source)
    if (count := source.count("<")) <= MAX_DEPTH:
        return
    if count > MAX_ELEMENTS:
        raise _too_many()
    depth: dict[str, int] = {}
    nested = formatting = elements = 0
    for closing, name in _OPENING.findall(source):
        name = name.lower()
        elements += 1 + formatting
        if name in _UNCLOSED:
            continue
        step = 0 if closing and not depth.get(name) else -1 if closing else 1
        depth[name] = depth.get(name, 0) + step
        nested += step
        formatting += step if name in _FORMATTING else 0
        if nested > MAX_DEPTH:
            raise MarkupError("page/too-deep", f"the elements are nested more than {MAX_DEPTH:,} deep")
    if elements > MAX_ELEMENTS:
        raise _too_many()


def _too_many() -> MarkupError:
    return MarkupError("page/too-deep", f"the page has more than {MAX_ELEMENTS:,} tags, counting again those left open")


def _bound_attributes(source: str) -> None:
    # Every `<` and letter is looked at as a tag, also inside comments, scripts and values: which of them are is for the
    # parser to know. So the same characters may be looked at more than once, within a bound.
    squares = looked = start = 0
    while tag := _TAG.search(source, start):
        length = tag.end() - tag.start()
        looked += length
        if length > _SHORT_TAG:
            count = sum(1 for _ in _ATTRIBUTES.finditer(source, tag.end(1), tag.end()))
            squares += count * count
            if count > MAX_ATTRIBUTES:
                raise MarkupError("page/too-deep", f"an element has more than {MAX_ATTRIBUTES:,} attributes")
        if squares > _MAX_SQUARES or looked > 8 * len(source):
            raise MarkupError("page/too-deep", "the elements have too many attributes, one inside the other")
        start = tag.start() + 1


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
