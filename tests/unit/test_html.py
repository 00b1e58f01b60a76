"""HTML pages: lines, tags, metadata, and what they make of an article."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from khobao.articles import Outcome, build_article
from khobao.markup import MAX_ATTRIBUTES, MAX_DEPTH, MarkupError, decode, read_markup
from khobao.metadata import NO_METADATA, Metadata
from khobao.pages import Page

TITLE = "Xã Bình Lâm khánh thành cầu dân sinh sau hai năm chờ đợi"
PARAGRAPHS = (
    "Sáng 13/10, Ủy ban nhân dân xã Bình Lâm tổ chức lễ khánh thành cầu dân sinh bắc qua suối Đá, công trình được người"
    " dân chờ đợi từ năm 2021.",
    "Cây cầu dài 42 m, rộng 4 m, tổng kinh phí 3,2 tỷ đồng, trong đó người dân đóng góp hơn 400 triệu đồng.",
    "Phát biểu tại buổi lễ, ông Trần Văn Lộc, Chủ tịch Ủy ban nhân dân xã, cảm ơn các hộ đã hiến đất mở đường.",
    "Trước đây, vào mùa mưa, học sinh thôn Thượng phải nghỉ học nhiều ngày vì nước suối dâng cao, không thể đi qua.",
)
CAPTION = "Người dân đi qua cầu mới trong ngày khánh thành. Ảnh: Hồng Tâm"
LINK = "Huyện miền núi hoàn thành mười hai cây cầu trong năm nay."


def document(head: str = "", dateline: str = "<time>18:51, 13/10/2023</time>") -> str:
    """A page in the manner of a newsroom's content system."""
    lead, *body = (f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    lead = lead.replace("<p>", '<h2 class="detail-sapo">').replace("</p>", "</h2>")
    return f"""<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>x</title>{head}
<script>var a = "<p>không hiện</p>";</script></head><body>
<header><nav><ul><li><a href="/">Trang chủ</a><li><a>Thời sự</a><li><a>Xã hội</a></ul></nav></header>
<article><div class="breadcrumb"><a>Xã hội</a></div><h1>{TITLE}</h1>
<div class="meta"><span rel="author">Hồng Tâm</span></div><div>{dateline}</div>
{lead}{body[0]}<figure><img alt="ảnh"><figcaption>{CAPTION}</figcaption></figure>{body[1]}
<p><a href="/x">{LINK}</a></p>{body[2]}
<p style="display: none">Đoạn này không ai thấy trên trang của tờ báo.</p></article>
<aside><h3>Tin liên quan</h3><p>Khởi công đường liên thôn ở xã Bình Lâm trong tháng 11, dài hơn ba cây số.</p></aside>
<footer><p>Báo Sông Trà. Giấy phép số 12/GP-BTTTT. Tổng biên tập: Nguyễn Văn A.</p></footer></body></html>"""


def build(html: str | bytes, beside: str = "") -> Outcome:
    """The outcome of an HTML page with what is stated beside it."""
    content = html.encode() if isinstance(html, str) else html
    return build_article(Page("a/tin.html", 1, "html", content, beside.encode()))


def article(outcome: Outcome) -> dict[str, Any]:
    """The article of an outcome that has one."""
    assert outcome.article is not None, outcome.issues
    return outcome.article


def linked(**members: Any) -> str:
    """A script with the page's article in JSON-LD, inside a graph."""
    graph = [{"@type": "WebSite", "name": "Báo Sông Trà"}, {"@type": "NewsArticle", **members}]
    return f'<script type="application/ld+json">{json.dumps({"@graph": graph})}</script>'


def test_article_is_read_from_its_tags() -> None:
    """Headline, lead, caption and text come from where the tags say; menus, asides, links and hidden text do not."""
    found = article(build(document()))
    assert found["title"] == TITLE
    assert found["lead"] == PARAGRAPHS[0]
    assert found["text"] == "\n".join(PARAGRAPHS)
    assert found["captions"] == CAPTION
    assert found["authors"] == ["Hồng Tâm"]
    assert found["published_at"] == "2023-10-13T18:51:00+07:00"
    assert found["published_precision"] == "minute"


def test_every_decision_by_a_tag_names_it() -> None:
    """The structure of the page says which roles came from HTML."""
    structure = build(document()).structure
    assert structure is not None
    rules = {role.rule for role in structure.roles if role.rule.startswith("html.")}
    assert rules >= {"html.headline", "html.lead", "html.caption"}


def test_metadata_fill_what_the_page_does_not_show() -> None:
    """Time, section, address and outlet come from the head if the page is silent; UTC becomes +07:00."""
    head = linked(
        headline=TITLE, datePublished="2023-10-13T11:51:22.000Z", articleSection="Xã hội", author={"name": "Hồng Tâm"}
    )
    head += '<meta property="og:site_name" content="Báo Sông Trà"><link rel="canonical" href="https://song.example/1">'
    found = article(build(document(head, dateline="")))
    assert found["published_at"] == "2023-10-13T18:51:22+07:00"
    assert found["published_precision"] == "second"
    assert (found["url"], found["outlet"]) == ("https://song.example/1", "Báo Sông Trà")
    assert "Xã hội" in found["section"]


def test_page_is_believed_before_its_metadata() -> None:
    """Where both speak and differ, the article has what the page shows, and an issue names both."""
    head = linked(headline="Cầu mới ở Bình Lâm", datePublished="2023-10-15T08:00:00+07:00", author=[{"name": "Lê Vân"}])
    outcome = build(document(head))
    found = article(outcome)
    assert (found["title"], found["authors"]) == (TITLE, ["Hồng Tâm"])
    assert found["published_at"] == "2023-10-13T18:51:00+07:00"
    told = {issue.pointer: issue for issue in outcome.issues}
    assert set(told) == {"/title", "/authors", "/published_at"}
    assert all(issue.code == "meta/disagrees" and not issue.is_error for issue in told.values())
    assert "2023-10-15" in told["/published_at"].message


def test_metadata_that_agree_say_nothing() -> None:
    """A finer time, the name of the site behind the title and an outlet as author are no disagreement."""
    head = '<meta property="og:title" content="' + TITLE + ' | Báo Sông Trà">'
    head += '<meta property="og:site_name" content="Báo Sông Trà"><meta name="author" content="baosongtra.example">'
    head += '<meta property="article:published_time" content="2023-10-13T18:51:22+0700">'
    assert build(document(head)).issues == ()


@pytest.mark.parametrize("stated", ["0001-01-01T00:00:00", "1970-01-01T00:00:00Z", "10/13/2023 6:51:00 PM", "hôm qua"])
def test_time_that_no_system_means_is_not_taken(stated: str) -> None:
    """The zero of a content system and forms that can be read in two ways give no time."""
    assert article(build(document(linked(datePublished=stated), dateline="")))["published_at"] is None


def test_what_stands_beside_the_page_wins() -> None:
    """The sidecar's fields go before page and metadata; its faults stand in its own lines."""
    stated = "outlet: Báo Khác\narticle:\n  title: Tiêu đề khác\n"
    found = article(build(document(linked(headline=TITLE)), stated))
    assert (found["outlet"], found["title"], found["reviewed"]) == ("Báo Khác", "Tiêu đề khác", ["title"])
    (issue,) = build(document(), "outlet: A\nretrieved_at: hôm qua\n").issues
    assert (issue.where.path, issue.where.line, issue.code) == ("a/tin.yaml", 2, "meta/time-format")


@pytest.mark.parametrize("charset", ["utf-8", "windows-1258", "utf-16"])
def test_charset_makes_no_difference(charset: str) -> None:
    """A page in Windows-1258 or UTF-16 gives the article that it gives in UTF-8."""
    import unicodedata

    html = document()
    if charset == "windows-1258":
        html = html.replace("utf-8", charset)
        # The code page has vowels with their first mark in one byte and tone marks behind them.
        encoded = b"".join(_windows_1258(character) for character in html)
    else:
        encoded = html.encode(charset)
    one, other = article(build(html.replace(charset, "utf-8"))), article(build(encoded))
    assert {**one, "page_sha256": ""} == {**other, "page_sha256": ""}
    assert unicodedata.is_normalized("NFC", other["text"])


def _windows_1258(character: str) -> bytes:
    import unicodedata

    try:
        return character.encode("windows-1258")
    except UnicodeEncodeError:
        base, *marks = unicodedata.normalize("NFD", character)
        tones = [mark for mark in marks if mark in "\u0300\u0301\u0303\u0309\u0323"]
        shape = unicodedata.normalize("NFC", base + "".join(mark for mark in marks if mark not in tones))
        return (shape + "".join(tones)).encode("windows-1258")


def test_declared_charset_yields_to_the_bytes() -> None:
    """UTF-8 under another charset's name is read as UTF-8; bytes that are not, as declared; no name, an error."""
    assert decode('<meta charset="windows-1252">Trà'.encode()) == '<meta charset="windows-1252">Trà'
    assert decode(b'<meta charset="iso-8859-1">caf\xe9') == '<meta charset="iso-8859-1">café'
    assert [issue.code for issue in build(b"<p>caf\xe9</p>").issues] == ["page/undecodable"]
    assert [issue.code for issue in build(b"<meta charset=klingon><p>caf\xe9</p>").issues] == ["page/charset"]


def test_page_of_legacy_fonts_is_refused_by_name() -> None:
    """HTML in TCVN3 letters is named, not built."""
    shown = "§¹i héi §¶ng bé thµnh phè lÇn thø X nhiÖm kú 2010 - 2015 ®· thµnh c«ng tèt ®Ñp"
    assert [issue.code for issue in build(f"<p>{shown}</p>").issues] == ["page/legacy-encoding"]


def test_nesting_and_attributes_are_read_up_to_their_limits() -> None:
    """At the limit a page is read; one more is refused, before the parser sees it."""
    read_markup(b"<b>" * MAX_DEPTH + b"x")
    with pytest.raises(MarkupError, match="nested"):
        read_markup(b"<b>" * (MAX_DEPTH + 1) + b"x")
    names = [f"data-name-{number}" for number in range(MAX_ATTRIBUTES + 1)]
    read_markup(f"<p {' '.join(names[:-1])}>x".encode())
    with pytest.raises(MarkupError, match="attributes"):
        read_markup(f"<p {' '.join(names)}>x".encode())
    assert read_markup(b"<li>x" * 5_000).lines[-1][0] == "x"


def test_lines_are_blocks() -> None:
    """A block is a line, inline elements join, breaks divide, cells and preformatted lines stand alone."""
    html = "<div>a <b>b</b>c<br>d<table><tr><td>e<td>f</table><pre>g\nh</pre>i</div>"
    assert [text for text, _ in read_markup(html.encode()).lines] == ["a bc", "d", "e", "f", "g", "h", "i"]


def test_tags_are_those_of_the_whole_line() -> None:
    """A line that is a link in part only is none."""
    lines = dict(read_markup(b"<p><a>a</a> b</p><p><a>c</a></p>").lines)
    assert ("link" in lines["a b"], "link" in lines["c"]) == (False, True)


def test_broken_metadata_are_passed_over() -> None:
    """JSON-LD that is no JSON, names no article or nests without end states nothing."""
    nested: Any = {"@type": "NewsArticle", "headline": TITLE}
    for _ in range(40):
        nested = {"@graph": [nested]}
    for content in ("{", "[]", '{"@type":"Organization","name":"A"}', json.dumps(nested)):
        html = f'<script type="application/ld+json">{content}</script>'
        assert read_markup(html.encode()).metadata == NO_METADATA


def test_front_page_is_no_address_of_an_article() -> None:
    """A canonical address without a path, or that is none, is not taken."""
    for href in ("https://bao.example/", "/tin/1", "javascript:x", "http://[bad"):
        metadata = read_markup(f'<link rel="canonical" href="{href}">'.encode()).metadata
        assert metadata == Metadata()


@given(st.text(alphabet="<>/=\"' aphbr1!-&;tdx", max_size=200))
def test_any_markup_gives_lines_or_a_refusal(html: str) -> None:
    """No text makes the reader fail, and no line of it holds a line feed or outer space."""
    for text, _ in read_markup(html.encode()).lines:
        assert text == text.strip()
        assert "\n" not in text
