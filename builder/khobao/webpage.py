"""An article with its annotations as a page of HTML: one file, nothing loaded, nothing run.

All that comes from the data is escaped, and the policy of the page forbids whatever would get through.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from khobao.annotate import FIELDS
from khobao.findings.display import visible
from khobao.marks import KINDS, LISTS, Mark, label, marks, pieces

#: Background of each kind of mark: light enough for black text (contrast above 12 : 1).
_COLOURS = {
    "person": "#bfe5c4", "position": "#dff2c9", "organization": "#c5dcf7", "place": "#f9d3ea", "document": "#fde6a8",
    "event": "#c3ecec", "figure": "#f8cfc6", "time": "#dcdcdc",
}  # fmt: skip
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_STYLE = """
body { max-width: 46rem; margin: 2rem auto; padding: 0 1rem; font: 1.05rem/1.7 serif; color: #111; background: #fff; }
h1 { line-height: 1.3; } h2 { font-size: 1rem; margin-top: 2rem; border-bottom: 1px solid #bbb; }
dl, ul, h2 { font-family: sans-serif; } dl, ul { font-size: .9rem; } ul { padding-left: 1.2rem; }
dl { display: grid; grid-template-columns: max-content auto; gap: 0 1rem; } dt { color: #666; } dd { margin: 0; }
.legend { list-style: none; padding: 0; } .legend li { display: inline-block; margin-right: .6rem; }
.text { white-space: pre-line; overflow-wrap: anywhere; } mark { color: inherit; border-radius: 2px; }
"""
#: What is told of the article above its text.
_TOLD = ("id", "url", "outlet", "section", "published_at", "authors", "places", "organizations", "reviewed")


def render_page(article: Mapping[str, Any]) -> str:
    """`article`, a record that its schema accepts, as a page of HTML."""
    return "".join(_lines(article))


def _lines(article: Mapping[str, Any]) -> Iterator[str]:
    title = _escape(article["title"] or article["id"])
    yield '<!DOCTYPE html>\n<html lang="vi">\n<head>\n<meta charset="utf-8">\n'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
    yield '<meta name="viewport" content="width=device-width">\n'
    yield f"<title>{title}</title>\n<style>{_STYLE}{_colours()}</style>\n</head>\n<body>\n"
    found = marks(article)
    by_field = {field: [mark for mark in found if mark.field == field] for field in FIELDS}
    yield f"<h1>{_marked(article['title'], by_field['title']) if article['title'] else title}</h1>\n<dl>\n"
    for name in _TOLD:
        if value := article[name]:
            shown = " · ".join(label(one) for one in value) if isinstance(value, list) else value
            yield f"<dt>{name}</dt><dd>{_escape(shown)}</dd>\n"
    yield '</dl>\n<ul class="legend">\n'
    yield from (f'<li><mark class="{kind}">{kind}</mark></li>\n' for kind in KINDS)
    yield "</ul>\n"
    for field in FIELDS[1:]:
        if article[field]:
            yield f'<h2>{field}</h2>\n<div class="text">{_marked(article[field], by_field[field])}</div>\n'
    for heading, field, tell in LISTS:
        if article[field]:
            items = "".join(f"<li>{_escape(tell(one))}</li>\n" for one in article[field])
            yield f"<h2>{heading}</h2>\n<ul>\n{items}</ul>\n"
    yield "</body>\n</html>\n"


def _colours() -> str:
    return "".join(
        f".{kind} {{ background: {colour}; }}\n.in-{kind} {{ box-shadow: 0 3px 0 {colour}; }}\n"
        for kind, colour in _COLOURS.items()
    )


def _marked(text: str, found: list[Mark]) -> str:
    """`text` with every piece that is marked in the colour of the shortest mark, underlined in that of the longest."""
    return "".join(_piece(*piece) for piece in pieces(text, found))


def _piece(text: str, over: tuple[Mark, ...]) -> str:
    if not over:
        return _escape(text)
    names = over[-1].kind if over[0].kind == over[-1].kind else f"{over[-1].kind} in-{over[0].kind}"
    note = "\n".join(f"{mark.kind}: {mark.note}" for mark in reversed(over))
    return f'<mark class="{names}" title="{_escape(note)}">{_escape(text)}</mark>'


def _escape(text: str) -> str:
    """`text` as HTML shows it; what has no glyph, but for line feeds, as escapes that can be seen."""
    return escape("\n".join(visible(line) for line in text.split("\n")))
