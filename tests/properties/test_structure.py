"""The structure of any page whatever."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from khobao.articles import Outcome, build_article
from khobao.columns import load_schema
from khobao.pages import Page
from khobao.structure import KINDS, Structure, structure_page
from khobao.text import clean

ROOT = Path(__file__).parent.parent.parent
ARTICLES = sorted((ROOT / "articles").glob("*.txt"))
LINES = st.sampled_from([
    "", "Trang chủ", "Tin liên quan", "Bình luận (3)", "Từ khóa: lũ, mưa", "08:15, 12/09/2022", "Lê Hạnh Nguyên",
    "Theo TTXVN",
    "Nước sông lên nhanh ở vùng hạ lưu", "• Một tin khác đã đăng", "Lượt xem: 512", "Quang cảnh buổi họp",
    "Sáng 12/9, mực nước trên các sông ở hạ lưu tiếp tục lên nhanh, nhiều xã ven đê phải đưa dân đến nơi cao.",
    "Hồng Vân 18:51, 13/10/2023", "31/02/2022 10:00", "…", "Ảnh: T.A",
])  # fmt: skip
PAGES = st.lists(LINES | st.text(max_size=40).map(lambda line: line.replace("\n", " ")), min_size=1).map("\n".join)


def check(page_text: str, structure: Structure) -> None:
    """The invariants of every structure."""
    assert "".join(page_text[start:end] for _, start, end in structure.blocks) == page_text
    assert {kind for kind, _, _ in structure.blocks} <= set(KINDS)
    for line in structure.lines:
        kinds = [role.kind for role in structure.roles if line.start <= role.start and role.end <= line.end]
        assert kinds
        assert ("empty" in kinds) == (not line.text)
    by_kind = {kind: [role for role in structure.roles if role.kind == kind] for kind in KINDS}
    assert structure.title is None or structure.title in page_text
    assert (structure.title is None) == (not by_kind["title"])
    assert structure.published is None or by_kind["dateline"]
    assert all(author in page_text for author in structure.authors)
    assert structure.lead is None or structure.text.startswith(structure.lead)
    furniture = [page_text[role.start : role.end] for kind in ("related", "boilerplate") for role in by_kind[kind]]
    body = [page_text[role.start : role.end] for kind in ("lead", "body") for role in by_kind[kind]]
    assert not structure.text or len(furniture) + len(body) <= len(structure.roles)


@given(PAGES)
def test_blocks_partition_any_page_and_every_value_stands_on_it(page: str) -> None:
    """Whatever the lines, the blocks partition the page and no value is invented."""
    page_text = clean(page)
    check(page_text, structure_page(page_text))


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_a_page_cut_at_any_line_is_read_without_invention(path: Path) -> None:
    """Each beginning of a page gives a structure, and never a time, author or title that the whole page lacks."""
    page_text = clean(path.read_text("utf-8").split("---\n", 2)[2])
    whole = structure_page(page_text)
    lines = page_text.split("\n")
    for count in range(1, len(lines)):
        cut = structure_page("\n".join(lines[:count]))
        check("\n".join(lines[:count]), cut)
        assert cut.published in (None, whole.published)
        assert set(cut.authors) <= set(whole.authors)


def variants(content: bytes) -> dict[str, bytes]:
    """The same page as other programs save it."""
    text = content.decode()
    return {
        "NFD": unicodedata.normalize("NFD", text).encode(),
        "CRLF": text.replace("\n", "\r\n").encode(),
        "byte order mark": b"\xef\xbb\xbf" + content,
        "no-break spaces": text.replace(" ", "\u00a0").encode(),
    }


def essence(outcome: Outcome) -> object:
    """All of an outcome but the digest of the bytes."""
    assert outcome.article is not None
    return {**outcome.article, "page_sha256": None}, outcome.page


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_how_a_page_was_saved_does_not_matter(path: Path) -> None:
    """NFD, CRLF, a byte order mark and no-break spaces give the same article, id and page text included."""
    body = path.read_bytes().split(b"---\n", 2)[2]
    expected = essence(build_article(Page("p.txt", 1, "text", body)))
    for name, content in variants(body).items():
        assert essence(build_article(Page("p.txt", 1, "text", content))) == expected, name


def test_kinds_are_those_of_the_schema() -> None:
    """Code and schema list the same kinds of blocks, in the same order."""
    block = load_schema("page")["properties"]["blocks"]["items"]
    assert list(KINDS) == block["properties"]["kind"]["enum"]
