"""Where the values of an article stand in its file."""

import json

from khobao.articles import build_article
from khobao.checks.findings import Found
from khobao.errors import Location
from khobao.locating import in_json, in_page
from khobao.pages import Page, read_contribution, read_page_text
from khobao.structure import structure_page

PAGE = """---
outlet: Báo mẫu
article:
  section: Xã hội
---
  Khai mạc   hội chợ làng nghề
09:05 14/02/2022
Sáng nay, hội chợ làng nghề khai mạc tại trung tâm xã,   với bốn mươi gian hàng của các hộ trong vùng.
Ban tổ chức cho biết hội chợ kéo dài đến cuối tuần và vào cửa tự do cho mọi người dân.
"""


def test_a_character_of_the_text_is_found_in_the_file_that_it_was_read_from() -> None:
    """Lines count the front matter, columns count the spaces that cleaning folds."""
    contribution, _ = read_contribution(Page("p.txt", 1, "text", PAGE.encode()))
    read, _ = read_page_text(contribution)
    assert read is not None
    structure = structure_page(read.text)
    article = build_article(Page("p.txt", 1, "text", PAGE.encode())).article
    assert article is not None
    locate = in_page(article, structure, contribution, read.text)
    lines = PAGE.split("\n")
    for field, word in (("title", "hội chợ"), ("text", "bốn mươi"), ("text", "Ban tổ"), ("lead", "xã,")):
        start = article[field].index(word)
        issue = Found(field, "sense/weekday", "", start, start + 2).issue(locate)
        assert lines[issue.where.line - 1][issue.where.column - 1 :].startswith(word)
        assert issue.length == 2
    assert locate("/section") == Location("p.txt", 4, 3)
    assert locate("/outlet") == Location("p.txt", 2, 1)
    assert locate("/tags") == Location("p.txt", 6, 1)


def test_a_character_of_a_string_in_json_is_found_behind_its_escapes() -> None:
    """An escape, also of a surrogate pair, is one character."""
    source = '{\n "text": "a\\n\\ud83d\\ude00\\u00e9 chợ 😀 quê"}'
    locate = in_json(source, Location("a.json", 3))
    text = "a\n😀é chợ 😀 quê"
    for word in ("chợ", "quê"):
        where = locate("/text", text.index(word))
        assert (where.line, where.path) == (4, "a.json")
        assert source.split("\n")[1][where.column - 1 :].startswith(word)


def test_a_character_of_a_page_in_a_row_is_found_behind_escapes_and_cleaning() -> None:
    """The column is that of the character in the line of JSON; a row of a table has no columns."""
    row = json.dumps({"id": "1", "text": PAGE.partition("---\n")[2].partition("---\n")[2].replace("hợp", "ho\u0323")})
    for path in ("crawl.jsonl", "crawl.parquet"):
        page = Page(path, 5, "record", row.encode())
        contribution, _ = read_contribution(page)
        read, _ = read_page_text(contribution)
        assert read is not None
        structure, article = structure_page(read.text), build_article(page).article
        assert article is not None
        locate = in_page(article, structure, contribution, read.text)
        for word in ("bốn mươi", "Ban tổ"):
            where = locate("/text", article["text"].index(word))
            at = row.index(json.dumps(word)[1:-1]) + 1 if path == "crawl.jsonl" else 1
            assert where == Location(path, 5, at)
