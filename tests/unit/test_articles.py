"""Pages to articles."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pyarrow as pa
from conftest import page, words
from khobao.annotate import ANNOTATED
from khobao.articles import Outcome, build_article, build_articles, build_batch, outcome_schema
from khobao.columns import validator
from khobao.errors import Location
from khobao.fields import derive_id
from khobao.pages import MAX_BYTES, MAX_LINE, Page, page_schema

ROOT = Path(__file__).parent.parent.parent


def build(text: str, front: str = "") -> Outcome:
    """The outcome of a page with front matter."""
    return build_article(Page("p.txt", 1, "text", f"---\n{front}---\n{text}".encode()))


def test_outcome_follows_the_schemas() -> None:
    """Every contributed page gives an article and a page record that their schemas accept."""
    for path in sorted((ROOT / "articles").glob("*.txt")):
        outcome = build_article(Page(path.name, 1, "text", path.read_bytes()))
        assert validator("article").is_valid(outcome.article)
        assert validator("page").is_valid(outcome.page)
        # One of the pages prints khoá and khóa.
        assert {issue.code for issue in outcome.issues} <= {"letters/tone-marks"}


def test_digest_is_that_of_the_page_below_its_front_matter() -> None:
    """`page_sha256` does not change with what is stated above the page."""
    saved = page(1).replace("\n", "\r\n")
    outcome = build(saved, "outlet: Báo Ví dụ\n")
    assert outcome.article is not None
    assert outcome.article["page_sha256"] == hashlib.sha256(saved.encode()).hexdigest()
    assert outcome.article["outlet"] == "Báo Ví dụ"


def test_what_a_person_states_wins_and_is_named() -> None:
    """Fields under `article:` replace what was read; `reviewed` lists them."""
    outcome = build(page(1), "article:\n  title: Tiêu đề khác\n  published_at: 2022-01-02\n  authors: []\n")
    assert outcome.article is not None
    assert outcome.article["title"] == "Tiêu đề khác"
    assert outcome.article["published_at"] == "2022-01-02T00:00:00+07:00"
    assert outcome.article["published_precision"] == "day"
    assert outcome.article["authors"] == []
    assert outcome.article["reviewed"] == ["authors", "published_at", "published_precision", "title"]


def test_stated_null_takes_a_value_away() -> None:
    """Null for the time takes its precision with it."""
    outcome = build(page(1), "article:\n  published_at: null\n")
    assert outcome.article is not None
    assert outcome.article["published_at"] is None
    assert outcome.article["published_precision"] is None


def test_id_comes_from_the_url_then_from_the_text() -> None:
    """The id does not depend on scheme, host case or fragment, nor, without a URL, on front matter."""
    one = derive_id("https://Bao.example/tin/1?x=2#top", "a")
    assert one == derive_id("http://bao.example/tin/1?x=2", "b")
    assert one != derive_id("http://bao.example/tin/1?x=3", "a")
    stated, plain = build(page(1), "note: ghi chú\n").article, build(page(1)).article
    assert stated is not None
    assert plain is not None
    assert stated["id"] == plain["id"]


def test_weekday_that_disagrees_is_a_warning() -> None:
    """The article is kept, and the issue names the place of the date."""
    text = page(1).replace("08:01, 02/03/2022", "Thứ Năm, 02/03/2022 08:01")
    outcome = build(text)
    assert outcome.article is not None
    assert [(issue.code, issue.severity) for issue in outcome.issues] == [("sense/weekday", "warning")]


def codes(content: bytes) -> set[str]:
    """The codes of all issues of a page."""
    return {issue.code for issue in build_article(Page("p.txt", 1, "text", content)).issues}


def test_limits_hold_at_n_and_not_at_n_plus_one() -> None:
    """The largest page and the longest line are read, one byte or character more is refused."""
    whole = f"{page(1)}{words('dòng', 900_000)}".replace(" lúa ", ".\n").encode()[: MAX_BYTES - 4]
    whole = whole.decode(errors="ignore").encode()
    whole += b"." * (MAX_BYTES - len(whole))
    assert "page/too-large" not in codes(whole)
    assert codes(whole + b".") == {"page/too-large"}
    line = f"Theo ghi nhận, {words('dòng', 30_000)}"[:MAX_LINE]
    assert len(line) == MAX_LINE
    assert "page/line-too-long" not in codes(line.encode())
    assert codes(f"{line}.".encode()) == {"page/line-too-long"}


def test_batch_keeps_length_and_order() -> None:
    """One row in, one row out: a rejected page is a row with a null article and its issues."""
    contents = [page(1).encode(), b"\xff", page(2).encode(), b""]
    rows = [
        {"path": f"{n}.txt", "line": 1, "format": "text", "content": content, "beside": b""}
        for n, content in enumerate(contents)
    ]
    outcome = build_batch(pa.RecordBatch.from_pylist(rows, schema=page_schema()))
    assert outcome.schema.equals(outcome_schema())
    assert outcome.column("path").to_pylist() == ["0.txt", "1.txt", "2.txt", "3.txt"]
    assert outcome.column("article").is_valid().to_pylist() == [True, False, True, False]
    assert [len(issues) for issues in outcome.column("issues").to_pylist()] == [0, 1, 0, 1]


def record(**row: object) -> Outcome:
    """The outcome of a row of a crawl, the seventh of its file."""
    return build_article(Page("crawl.jsonl", 7, "record", json.dumps(row, ensure_ascii=False).encode()))


def test_row_of_a_crawl_is_a_page() -> None:
    """Text, address and date of a row count, its other columns do not; the text gives the same article as a file."""
    outcome = record(text=page(1), url="https://bao.example/1", date="2024-05-31T08:30:00Z", score=0.9, id="<urn:1>")
    assert outcome.article is not None
    assert outcome.article["url"] == "https://bao.example/1"
    assert outcome.article["retrieved_at"] == "2024-05-31T15:30:00+07:00"
    assert outcome.article["id"] == derive_id("https://bao.example/1", "")
    saved = build(page(1)).article
    assert saved is not None
    assert outcome.article["text"] == saved["text"]


def test_faults_of_a_row_stand_on_its_line() -> None:
    """Whatever is wrong in a row, its issue has the line of the row, and the column of the value or character."""
    (issue,) = record(text=page(1), date="hôm qua").issues
    assert (issue.where.line, issue.code) == (7, "meta/time-format")
    assert issue.where.column > len(page(1))
    for row, column, code in (
        ({"url": "a"}, 1, "source/column"),
        ({"text": 3}, 1, "source/column"),
        ({"text": "a\n\x01"}, len('{"text": "a\\n') + 1, "page/control-character"),
    ):
        (issue,) = record(**row).issues
        assert (issue.where, issue.code) == (Location("crawl.jsonl", 7, column), code)


def test_row_with_an_article_is_checked_as_one() -> None:
    """A row with the columns of a finished article is taken as it is."""
    article = build(page(1)).article
    assert article is not None
    assert record(**article).article == article
    (issue,) = record(**{**article, "language": 3}).issues
    assert (issue.where.line, issue.code, issue.pointer) == (7, "schema/type", "/language")


def test_findings_are_the_same_without_annotations() -> None:
    """What an article names is left out if nobody wants it, and neither the rest of it nor its issues change."""
    dated = page(3).replace("Theo ghi nhận", "Sáng 12/9/2022, theo ghi nhận", 1)
    given = Page("p.txt", 1, "text", dated.encode())
    (full,), (bare,) = build_articles([given]), build_articles([given], annotated=False)
    assert full.article is not None
    assert bare.article == {**full.article, **{name: [] for name in ANNOTATED}}
    assert bare.issues == full.issues
    assert full.article["times"] != []
