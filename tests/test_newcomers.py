"""Contributions as people make them who have never seen khobao: the message alone has to say what to mend.

Each was read by somebody who asked: what is wrong, where, and what do I write instead? What they had to find in the
message or the hint stands beside it. A message that could not be understood goes here.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from khobao.cli import main

TEXT = """Nước sông lên nhanh ở vùng hạ lưu

08:15, 12/09/2022

Sáng 12/9, mực nước trên các sông ở hạ lưu tiếp tục lên nhanh, nhiều xã ven đê phải đưa dân đến nơi cao hơn để bảo đảm \
an toàn.

Lực lượng tại chỗ đã chuẩn bị thuyền, áo phao và lương thực cho hơn một nghìn hộ dân ở những nơi có thể bị chia cắt.

Lê Hạnh Nguyên
"""
ARTICLE = {
    "id": "nuoc-song", "url": None, "outlet": None, "language": "vi", "section": None, "title": "Nước sông lên nhanh",
    "published_at": "2022-09-12T08:15:00+07:00", "published_precision": "minute", "authors": ["Lê Hạnh Nguyên"],
    "source_credit": None, "tags": [], "view_count": None, "lead": "Sáng 12/9, nước lên.",
    "text": "Sáng 12/9, nước lên.\nDân đã đến nơi cao.", "captions": "", "people": [],
    "organizations": [], "places": [], "documents": [], "events": [], "figures": [], "times": [], "license": None,
    "rights": None, "retrieved_at": None, "reviewed": [], "page_sha256": None,
}  # fmt: skip


def front(stated: str, text: str = TEXT) -> str:
    """A page with front matter."""
    return f"---\n{stated}\n---\n{text}"


def article(**values: object) -> str:
    """A finished article with other `values`."""
    return json.dumps({**ARTICLE, **values}, ensure_ascii=False, indent=2)


def without(*names: str) -> str:
    """A finished article without some fields."""
    return json.dumps({name: value for name, value in ARTICLE.items() if name not in names}, indent=2)


HTML = f"<!DOCTYPE html>\n<html><body><p>{TEXT}</p></body></html>\n"
LIST = "Trang chủ\nThời sự\n" + "".join(f"Tin số {n}: nước lên ở xã {n}\n{n} giờ trước\n" for n in range(1, 15))
MISREAD = "N\u00adíc s«ng Hång lªn nhanh, nhiÒu x· ven ®ª ph¶i ®\u00ada d©n ®Õn n¬i cao ®Ó b¶o ®¶m an toµn\n"
ENGLISH = "River rises quickly\n\nThe river rose quickly on Monday and many families moved to higher ground.\n"

#: Name of the file and its content; where the message points, which code it has, and what it has to say.
CASES: dict[str, tuple[str | bytes, str, str, tuple[str, ...]]] = {
    # dates and times
    "date-as-printed.txt": (front("retrieved_at: 31/05/2024 8:30"), "2:1", "meta/time-format",
                            ("'31/05/2024 8:30'", "like 2024-05-31T08:30:00+07:00")),
    "date-in-words.txt": (front("article:\n  published_at: 12 tháng 9 năm 2022"), "3:3", "meta/time-format",
                          ("`published_at`", "2024-05-31 or")),
    "day-only.txt": (front("retrieved_at: 2024-05-31"), "2:1", "meta/time-format", ("leave it out",)),
    "zone-broken.txt": (front("retrieved_at: 2024-05-31 08:30Z+7"), "2:1", "meta/time-format", ("+07:00",)),
    "impossible.txt": (front("article:\n  published_at: 2022-02-30"), "3:3", "meta/date-impossible",
                       ("'2022-02-30' does not exist", "length of the month")),
    "hour-25.txt": (front("retrieved_at: 2022-02-20T25:00"), "2:1", "meta/date-impossible", ("does not exist",)),
    "saved-too-early.txt": (front("retrieved_at: 2022-09-01T08:00:00+07:00"), "4:1", "sense/published-after-retrieval",
                            ("2022-09-12", "check `retrieved_at`", "`published_at` under `article:`")),
    "utc.json": (article(published_at="2022-09-12T08:15:00Z"), "8:19", "schema/format", ("+07:00 like 2024-05-31",)),
    "date.json": (article(published_at="12/09/2022"), "8:19", "schema/format", ("like 2024-05-31T08:30:00+07:00",)),
    # YAML
    "tab.txt": (front("article:\n\ttitle: Nước lên"), "3:1", "meta/invalid", ("a tab", "spaces")),
    "no-colon.txt": (front("url https://bao.example/1\noutlet: Báo A"), "2:1", "meta/invalid", ("no colon",)),
    "no-space.txt": (front("outlet:Báo A\nurl: https://bao.example/1"), "2:1", "meta/invalid", ("colon with a space",)),
    "colon-in-value.txt": (front("note: Tin: nước lên"), "2:10", "meta/invalid", ("between straight quotes", "colon")),
    "at-sign.txt": (front("note: @baoA"), "2:7", "meta/invalid", ("between straight quotes", "'@'")),
    "star.txt": (front("note: * quan trọng"), "2:7", "meta/invalid", ("between straight quotes", "'*'")),
    "quote-open.txt": (front('outlet: "Báo A\nnote: x'), "2:9", "meta/invalid", ("quote that opens here", "closed")),
    "indent.txt": (front("  url: null\n outlet: Báo A"), "3:2", "meta/invalid", ("indent",)),
    "unclosed.txt": (f"---\nurl: null\n{TEXT}", "1:1", "meta/unclosed", ("never closed", "three hyphens")),
    "dashes.txt": (f"—\nurl: https://bao.example/1\n—\n{TEXT}", "1:1", "meta/invalid", ("exactly three hyphens",)),
    "unopened.txt": (f"url: https://bao.example/1\n---\n{TEXT}", "1:1", "meta/invalid", ("three hyphens", "first of")),
    "twice.txt": (front("outlet: Báo A\noutlet: Báo B"), "3:1", "meta/duplicate-key", ("'outlet'", "keep one")),
    "silence.txt": (front("# khobao: ignore sense/weekdya because báo in sai"), "2:18", "ignore/unknown",
                    ("did you mean sense/weekday",)),
    # names and values
    "source.txt": (front("source: Báo A"), "2:1", "meta/unknown-field", ("'source'", "did you mean outlet")),
    "link.txt": (front("link: https://bao.example/1"), "2:1", "meta/unknown-field", ("did you mean url",)),
    "title-on-top.txt": (front("title: Nước lên"), "2:1", "meta/unknown-field", ("under `article:`, as `title`",)),
    "author-on-top.txt": (front("author: Lê A"), "2:1", "meta/unknown-field", ("under `article:`, as `authors`",)),
    "url-below.txt": (front("article:\n  url: null"), "3:3", "meta/unknown-field", ("not stated under `article:`",)),
    "id-spaces.txt": (front("id: Nước Sông 1"), "2:1", "schema/format", ("3 to 64 of a to z, 0 to 9, dots, hyphens",)),
    "id-number.txt": (front("id: 2024"), "2:1", "schema/type", ("not text; put it between quotes",)),
    "no-scheme.txt": (front("url: www.bao.example/1"), "2:1", "schema/format", ("from http:// or https:// on",)),
    "url-space.txt": (front("url: https://bao.example/tin tức"), "2:1", "schema/format", ("no spaces",)),
    "curly.txt": (front("url: “https://bao.example/1”"), "2:1", "schema/format", ("“https", "from http://")),
    "author-text.txt": (front("article:\n  authors: Lê A"), "3:3", "schema/type", ("a list; put it between [ and ]",)),
    # JSON
    "comma-last.json": (article().replace('"page_sha256": null', '"page_sha256": null,'), "30:22", "json/invalid",
                        ("a comma too many",)),
    "comma-missing.json": (article().replace('"vi",', '"vi"'), "6:3", "json/invalid", ("a comma is missing",)),
    "single-quotes.json": (article().replace('"', "'"), "2:3", "json/invalid", ("straight one (\")",)),
    "curly-quotes.json": (article().replace('"vi"', "“vi”"), "5:15", "json/invalid", ("straight one (\")",)),
    "comment.json": ("// bài\n" + article(), "1:1", "json/invalid", ("a comment",)),
    "line-break.json": (article().replace("\\n", "\n"), "17:32", "json/invalid", ("write \\n",)),
    "open-text.json": (article()[:-12], "30:3", "json/invalid", ("no closing quote",)),
    "two.json": (article() + "\n" + article(), "32:1", "json/invalid", (".jsonl",)),
    "list.json": (f"[{article()}]", "1:1", "schema/type", ("a list, not an object", ".jsonl")),
    "nothing.json": ("", "1:1", "json/invalid", ("nothing is here",)),
    "missing.json": (without("captions"), "1:1", "schema/required", ("'captions' is missing", "null")),
    "author.json": (article(author="Lê A"), "31:13", "schema/unknown-field", ("did you mean authors",)),
    "license-blank.json": (article(license=""), "26:14", "schema/range", ("'license' is empty; write null",)),
    "capital.json": (article(published_precision="Minute"), "9:26", "schema/value", ("month, day, minute, second",)),
    # pages
    "two-pages.txt": (front("url: https://bao.example/1") + front("url: https://bao.example/2"), "13:1",
                      "page/second-page", ("another page begins here", "a file of its own")),
    "utf-16.txt": (front("url: null").encode("utf-16"), "1:1", "page/legacy-encoding", ("UTF-16", "save it as UTF-8")),
    "tcvn3.txt": (front("url: null", MISREAD).encode("latin-1"), "4:1", "page/legacy-encoding", ("TCVN3", "UniKey")),
    "html.txt": (front("url: null", HTML), "4:1", "source/unsupported", ("HTML", ".html")),
    "pdf.txt": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n", "1:1", "source/unsupported", ("a PDF document", ".txt")),
    "rtf.txt": ("{\\rtf1\\ansi Bao}\n", "1:1", "source/unsupported", ("an RTF document", ".txt")),
    "page.docx": (b"PK\x03\x04", "1:1", "source/unsupported", (".docx", ".txt")),
    "english.txt": (ENGLISH, "1:1", "page/not-vietnamese", ("not in Vietnamese",)),
    "list.txt": (LIST, "1:1", "page/not-an-article", ("save the whole page of one article",)),
    "empty.txt": (front("url: https://bao.example/1", ""), "4:1", "page/empty", ("no text", "below the front matter")),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_message_says_what_to_mend(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One finding, at the place that has to be mended, whose message and hint hold what a newcomer needs."""
    content, place, code, needed = CASES[name]
    (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    assert main(["validate", str(tmp_path / name)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith(f"{tmp_path / name}:{place}: error[{code}] ")
    said = f"{lines[0].partition('] ')[2]}\n{lines[-1]}"
    assert [part for part in needed if part not in said] == [], said
    assert sum(line.startswith("  hint: ") for line in lines) == 1


@pytest.mark.parametrize("left", [("---", "\ufeff\ufeff---", 1), ("\n", "\r\n", -1)])
def test_what_programs_leave_behind_is_no_fault(left: tuple[str, str, int], tmp_path: Path) -> None:
    """Byte order marks, even two, and the line ends of Windows."""
    (tmp_path / "page.txt").write_bytes(front("url: null").replace(*left).encode())
    assert main(["validate", str(tmp_path / "page.txt")]) == 0
