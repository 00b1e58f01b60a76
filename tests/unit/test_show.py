"""What `show` makes of annotations: in a terminal, and as a page that nothing in the data can break out of."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import annotated
import pytest
from hypothesis import given
from hypothesis import strategies as st
from khobao.cli import main
from khobao.marks import KINDS, Mark, marks, pieces
from khobao.report import render_article
from khobao.webpage import render_page
from selectolax.lexbor import LexborHTMLParser

ARTICLE = annotated.some()[0]
HOSTILE = (
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</mark></div></style></title><b>",
    "&lt;i&gt;&#60;u&#62;", "<!-- --><![CDATA[", "' onmouseover='alert(1)", "\x00<svg/onload=x>\u202e",
    "</body></html><iframe>", "`${x}`\\u003cp\\u003e",
)  # fmt: skip


@given(st.text(max_size=30), st.lists(st.tuples(st.integers(0, 30), st.integers(1, 10)), max_size=6))
def test_pieces_partition_the_text_and_know_what_covers_them(text: str, spans: list[tuple[int, int]]) -> None:
    """Joined they are the text, and each character has exactly the marks that it lies in, the longest first."""
    held = [Mark("text", a, min(a + n, len(text)), kind, "") for (a, n), kind in zip(spans, KINDS, strict=False)]
    held = [mark for mark in held if mark.start < mark.end]
    at = 0
    for piece, over in pieces(text, held):
        for place in range(at, at + len(piece)):
            assert {mark for mark in held if mark.start <= place < mark.end} == set(over)
        lengths = [mark.end - mark.start for mark in over]
        assert lengths == sorted(lengths, reverse=True)
        at += len(piece)
    assert at == len(text)


def test_show_marks_the_texts_and_lists_what_they_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Marked words in brackets with their kind, or in the colour that the legend gives; people with posts, events,
    documents."""
    annotated.save(tmp_path, ARTICLE)
    assert main(["show", str(tmp_path / "articles" / "hop-1.json")]) == 0
    shown = capsys.readouterr().out
    assert "people               Trần Thị Mẫu\n" in shown
    assert "[Bí thư |position][Tỉnh ủy |organization][Hưng Yên|place], chủ trì" not in shown
    assert "Đồng chí [Trần Thị Mẫu|person], [Bí thư |position][Tỉnh ủy Hưng Yên|organization], chủ trì" in shown
    assert "People\n  đồng chí Trần Thị Mẫu: Bí thư, Tỉnh ủy Hưng Yên, Hưng Yên\n" in shown
    assert "Events\n  2019-05-09, Hội nghị giao ban các tỉnh lần thứ 7, Hưng Yên\n" in shown
    assert "Documents\n  Quy định 98-QĐ/TW" in shown
    coloured = render_article(ARTICLE, None, True, None)
    for kind, words in (("person", "Trần Thị Mẫu"), ("place", "Thái Bình"), ("figure", "120 đại biểu")):
        (code,) = re.findall(f"\x1b\\[(\\d+)m{kind}\x1b", coloured)
        assert f"\x1b[{code}m{words}\x1b[0m" in coloured


def test_show_says_nothing_of_annotations_where_there_are_none() -> None:
    """No legend and no headings without anything under them."""
    shown = render_article(annotated.bare(ARTICLE), None, False, None)
    assert "people               none\n" in shown
    assert "person position" not in shown
    assert "People" not in shown


def elements(html: str) -> list[str]:
    """The names of all elements that a browser would make of `html`."""
    return [node.tag for node in LexborHTMLParser(html).root.traverse()]  # type: ignore[union-attr]


def test_page_marks_every_span_with_colour_and_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """On standard output or in a file; each mark stands in its colour and says what it is; the texts are whole."""
    annotated.save(tmp_path, ARTICLE)
    path = str(tmp_path / "articles" / "hop-1.json")
    assert main(["show", path, "--html"]) == 0
    html = capsys.readouterr().out
    assert main(["show", path, "--html", str(tmp_path / "out.html")]) == 0
    assert (tmp_path / "out.html").read_text("utf-8") == html
    tree = LexborHTMLParser(html)
    (text,) = tree.css("div.text")
    assert text.text() == ARTICLE["text"]
    assert tree.css_first("h1").text() == ARTICLE["title"]  # type: ignore[union-attr]
    titles = "\n".join(node.attributes["title"] or "" for node in tree.css("mark[title]"))
    for mark in marks(ARTICLE):
        assert f"{mark.kind}: {mark.note}" in titles
        assert f".{mark.kind} {{ background: #" in html
    (policy,) = tree.css("meta[http-equiv]")
    assert policy.attributes["content"] == "default-src 'none'; style-src 'unsafe-inline'"
    assert not re.search(r"<script|<link|<img|\ssrc=|\shref=|\son\w+=|@import|url\(", html)


def test_page_that_cannot_be_written_is_exit_3(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder that is not there gives "write/failed"."""
    annotated.save(tmp_path, ARTICLE)
    path = str(tmp_path / "articles" / "hop-1.json")
    assert main(["show", path, "--html", str(tmp_path / "nowhere" / "out.html")]) == 3
    assert "error[write/failed]" in capsys.readouterr().out


def spoilt(value: Any, words: str) -> Any:
    """`value` with `words` added to every string in it that is not empty nor part of its form."""
    if isinstance(value, dict):
        return {name: member if name in ("field", "kind") else spoilt(member, words) for name, member in value.items()}
    if isinstance(value, list):
        return [spoilt(item, words) for item in value]
    return value + words if value and isinstance(value, str) else value


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_strings_make_no_element_and_no_attribute(words: str) -> None:
    """Whatever stands in any field: the elements are those of the same article without it, with the same attributes."""
    clean = LexborHTMLParser(render_page(ARTICLE))
    html = render_page(spoilt(ARTICLE, words))
    tree = LexborHTMLParser(html)
    assert elements(html) == elements(render_page(ARTICLE))
    given_, wanted = (
        [sorted(node.attributes) for node in one.root.traverse()]  # type: ignore[union-attr]
        for one in (tree, clean)
    )
    assert given_ == wanted
    shown = tree.css_first("h1").text()  # type: ignore[union-attr]
    assert shown.startswith(ARTICLE["title"])
    if words.isprintable():
        assert shown == ARTICLE["title"] + words
    assert "\u202e" not in html
    assert "\x00" not in html
