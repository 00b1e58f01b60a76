"""What checks of letters, sense and private matters say, beyond their cases in tests/warned and tests/passing."""

import csv
import datetime
import json
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from conftest import page
from khobao.checks.findings import MOST
from khobao.checks.letters import check_letters
from khobao.checks.paragraphs import check_paragraphs
from khobao.checks.provinces import check_provinces, provinces
from khobao.cli import main
from khobao.pipeline import Built

ARTICLE: dict[str, Any] = {
    "title": None, "text": "", "captions": "", "section": None, "outlet": None, "source_credit": None, "license": None,
    "rights": None, "authors": [], "tags": [], "lead": None, "published_at": None,
}  # fmt: skip


def test_many_findings_of_a_code_are_counted_by_the_last() -> None:
    """Of one code an article has five findings at most; the fifth says how many more there are."""
    found = list(check_letters({**ARTICLE, "text": "&amp; " * 12, "captions": "&nbsp;"}))
    assert [one.code for one in found] == ["letters/entity"] * MOST
    assert found[-1].message.endswith(", and 8 more like it")
    assert "more" not in found[-2].message


def test_lists_are_checked_member_by_member() -> None:
    """A finding in a tag or an author names which one it is."""
    found = list(check_letters({**ARTICLE, "tags": ["cầu", "Ðường"], "authors": ["Lê\u200b Hạnh"]}))
    assert [(one.field, one.code, one.start, one.end) for one in found] == [
        ("authors/0", "letters/invisible", 2, 3),
        ("tags/1", "letters/eth", 0, 1),
    ]


@pytest.mark.parametrize("wrong", ["cp1252", "latin-1"])
@pytest.mark.parametrize("times", [1, 2])
def test_utf8_that_was_read_otherwise_is_found(wrong: str, times: int) -> None:
    """Vietnamese that was read once or twice as a Western encoding is found wherever bytes of it are defined there."""
    text = "Người dân vùng cao đã đón những chuyến xe đầu tiên qua cầu"
    for _ in range(times):
        text = text.encode("utf-8").decode(wrong, errors="ignore")
    assert "letters/mojibake" in {one.code for one in check_letters({**ARTICLE, "text": text})}


@pytest.mark.parametrize(
    ("encoding", "damaged"),
    [
        ("TCVN3", "Tr­êng häc ®· cã ®iÖn, häc sinh ®­îc ®i cÇu míi mçi ngµy"),
        ("VNI", "Tröôøng hoïc ñaõ coù ñieän, hoïc sinh ñöôïc ñi caàu môùi moãi ngaøy"),
    ],
)
def test_words_in_legacy_encodings_are_found_in_good_text(encoding: str, damaged: str) -> None:
    """A run of words in an encoding before Unicode is found, with its ends, within a line that is right."""
    text = f"Trưởng thôn kể với mọi người đứng trên cầu: {damaged} và ai cũng mừng."
    [found] = check_letters({**ARTICLE, "text": text})
    assert (found.code, found.message) == ("letters/legacy-encoding", f"{encoding} that was misread")
    assert found.start is not None
    assert text[found.start : found.end] in damaged


def test_a_province_is_named_at_its_time() -> None:
    """Authorities of a province are no finding while it existed, a year longer, in memory, or under a longer name."""

    def found(text: str, day: str) -> list[str]:
        article = {**ARTICLE, "text": text, "published_at": f"{day}T00:00:00+07:00"}
        return [text[one.start : one.end] for one in check_provinces(article)]

    now = "UBND tỉnh Hải Dương và Tỉnh ủy Bắc Giang cho biết."
    assert found(now, "2025-06-30") == found(now, "2026-05-01") == []
    assert found(now, "2026-09-01") == ["Hải Dương", "Bắc Giang"]
    assert found("UBND tỉnh Đắk Nông họp.", "2003-05-05") == ["Đắk Nông"]
    assert found("Ông nguyên là Chủ tịch UBND tỉnh Hà Tây.", "2019-01-01") == []
    assert found("Năm 2005, UBND tỉnh Hà Tây đã cấp phép.", "2019-01-01") == []
    assert found("UBND tỉnh Vĩnh Phúc và UBND tỉnh Quảng Nam họp.", "2019-01-01") == []


def test_every_province_says_where_it_is_known_from() -> None:
    """Each row of the table has a source and a day on which the province began or ended."""
    rows = list(csv.DictReader(files("khobao.checks").joinpath("provinces.csv").read_text("utf-8").splitlines()))
    assert all(row["source"] and (row["from"] or row["until"]) for row in rows)
    assert len({row["name"] for row in rows}) == len(rows) == len(provinces())
    assert sum(one.end == datetime.date(2025, 7, 1) for one in provinces()) == 29


def test_abbreviations_end_no_sentence() -> None:
    """A single sentence is one whatever stands within it."""
    text = (
        "Sáng 3.10, tại TP. hồ chứa nước, người dân ba thôn đã góp 3.500 đồng mỗi nhà để mua dây điện, bóng đèn, cột "
        "tre và thuê thợ từ xã bên sang làm trong hai ngày."
    )
    assert [one.code for one in check_paragraphs({**ARTICLE, "text": text})] == ["sense/short-text"]


def near(paths: list[Path], capsys: pytest.CaptureFixture[str], *more: str) -> list[tuple[str, str]]:
    """File and message of the near-duplicates that `khobao validate` finds; nothing else may be found."""
    assert main(["validate", "--format", "json", *map(str, paths), *more]) == 0
    issues = json.loads(capsys.readouterr().out or '{"issues": []}')["issues"]
    assert {issue["code"] for issue in issues} <= {"corpus/near-duplicate"}
    return [(Path(issue["path"]).name, issue["message"]) for issue in issues]


def test_contributions_are_compared_with_a_release(
    dataset: Path, tmp_path: Path, build_dataset: Callable[..., Built], capsys: pytest.CaptureFixture[str]
) -> None:
    """A page that is nearly one of the release names the article; the released page itself is no duplicate."""
    release = build_dataset(dataset).release
    assert release is not None
    old, new, other = dataset / "articles" / "trang-3.txt", tmp_path / "moi.txt", tmp_path / "khac.txt"
    new.write_text(page(3).replace("Theo ghi nhận, ", "Theo ghi nhận mới, ", 1), "utf-8")
    other.write_text(page(77), "utf-8")
    assert near([old, other], capsys, "--against", str(release)) == []
    [(name, message)] = near([new, other], capsys, "--against", str(release))
    assert name == "moi.txt"
    identity = next(
        row["id"]
        for path in release.glob("data/articles/*/*.parquet")
        for row in rows(path)
        if row["text"].split("\n")[1] in page(3)
    )
    assert f"{identity} in the release 1.0.0" in message


def rows(path: Path) -> list[dict[str, Any]]:
    """The rows of the Parquet file at `path`."""
    import pyarrow.parquet as pq

    with pq.ParquetFile(path) as file:
        read: list[dict[str, Any]] = file.read().to_pylist()
    return read


def test_the_later_of_two_contributions_names_the_most_similar_before_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Among three versions of a page, each after the first names the one that it shares most with."""
    first, second, third = (tmp_path / f"{name}.txt" for name in "abc")
    first.write_text(page(5), "utf-8")
    second.write_text(page(5).replace("sông", "suối"), "utf-8")
    third.write_text(page(5).replace("sông", "suối").replace("Theo ghi nhận", "Theo ghi chép", 1), "utf-8")
    assert near([first], capsys) == []
    found = near([first, second, third], capsys)
    assert [name for name, _ in found] == ["b.txt", "c.txt"]
    assert "a.txt:1" in found[0][1]
    assert "b.txt:1" in found[1][1]
