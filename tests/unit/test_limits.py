"""What is too much: each limit at its last good value and one beyond, and what is refused without being read."""

from __future__ import annotations

import gzip
import json
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from conftest import page, words
from guard import watch
from khobao import markup, pages, sources, strict_json, strict_yaml
from khobao.articles import Outcome, build_article
from khobao.card import MAX_CARD, read_card
from khobao.errors import UsageError
from khobao.pages import Page
from khobao.sources import jsonl, table, text

MIB = 1024 * 1024
GOOD = page(1)


def outcome(content: str | bytes, form: str = "text", beside: bytes = b"") -> Outcome:
    """What becomes of a page."""
    return build_article(Page("p", 1, form, content.encode() if isinstance(content, str) else content, beside))


def codes(content: str | bytes, form: str = "text", beside: bytes = b"") -> list[str]:
    """The codes of what is found in a page."""
    return [issue.code for issue in outcome(content, form, beside).issues]


def article(**fields: Any) -> str:
    """A finished article as JSON."""
    made = outcome(GOOD).article
    assert made is not None
    return json.dumps({**made, **fields}, ensure_ascii=False)


def long_page(size: int) -> str:
    """A page of `size` bytes with lines that are not too long."""
    line = f"Theo ghi nhận, {words('dài', 4_000)}.\n"
    content = (GOOD + line * (size // len(line.encode()) + 1)).encode()[:size]
    return content.decode("utf-8", "ignore").ljust(size - 3, "a").ljust(size, "b") if size < 64 else pad(content, size)


def pad(content: bytes, size: int) -> str:
    """`content` cut or filled to `size` bytes exactly."""
    kept = content[:size].decode("utf-8", "ignore")
    return kept + "a" * (size - len(kept.encode()))


def nested(depth: int) -> str:
    """HTML with elements nested `depth` deep, html and body not counted."""
    return "<div>" * depth + f"<p>{GOOD}</p>" + "</div>" * depth


def with_lines(count: int) -> str:
    """A page with `count` line feeds."""
    return GOOD + "\n" * (count - GOOD.count("\n"))


def with_marks(count: int) -> str:
    """A page with a run of `count` combining marks."""
    return GOOD + "ô" + "\u0301\u0323" * (count // 2) + "\u0301" * (count % 2)


def front(size: int) -> str:
    """A page with `size` bytes of front matter."""
    return f"---\nnote: {'a' * (size - 7)}\n---\n{GOOD}"


LIMITS: list[tuple[str, int, Callable[[int], tuple[str, str, bytes]]]] = [
    ("page/too-large", pages.MAX_BYTES, lambda n: (long_page(n), "text", b"")),
    ("page/line-too-long", pages.MAX_LINE, lambda n: (f"{GOOD}\n{words('a', 60_000)[:n]}", "text", b"")),
    ("page/too-many-lines", pages.MAX_LINES, lambda n: (with_lines(n), "text", b"")),
    ("page/combining-marks", 30, lambda n: (with_marks(n), "text", b"")),
    ("page/too-deep", markup.MAX_DEPTH, lambda n: (nested(n), "html", b"")),
    ("page/too-deep", markup.MAX_ATTRIBUTES,
     lambda n: (f"<p {' '.join(f'a{i}' for i in range(n))}>{GOOD}</p>", "html", b"")),
    ("page/too-deep", markup.MAX_ELEMENTS, lambda n: (f"<p>{GOOD}{'<br>' * (n - 1)}", "html", b"")),
    ("meta/too-large", pages.MAX_STATED, lambda n: (front(n), "text", b"")),
    ("meta/too-large", pages.MAX_STATED, lambda n: (f"<p>{GOOD}", "html", b"note: " + b"a" * (n - 6))),
    ("meta/invalid", strict_yaml.MAX_DEPTH, lambda n: (f"---\nnote: {'[' * n}{']' * n}\n---\n", "text", b"")),
    ("json/invalid", strict_json.MAX_DEPTH, lambda n: ("[" * (n + 1) + "]" * (n + 1), "article", b"")),
    ("json/too-large", strict_json.MAX_VALUES, lambda n: (f"[{','.join('0' * n)}]", "article", b"")),
    ("schema/range", 200, lambda n: (article(authors=[f"Tên {i}" for i in range(n)]), "article", b"")),
    ("schema/range", 500, lambda n: (article(tags=[f"từ {i}" for i in range(n)]), "article", b"")),
    ("schema/range", 1000, lambda n: (article(title="a" * n), "article", b"")),
]  # fmt: skip


@pytest.mark.parametrize(("code", "limit", "make"), LIMITS)
def test_limit_holds_at_its_value_and_not_beyond(
    code: str, limit: int, make: Callable[[int], tuple[str, str, bytes]]
) -> None:
    """The last good value is not refused by the limit's code, the next one is refused by it alone."""
    assert code not in codes(*make(limit))
    assert codes(*make(limit + 1)) == [code]


FILES = [("a.txt", text.MAX_FILE), ("a.html", pages.MAX_BYTES), ("a.json", jsonl.MAX_ROW), ("a.jsonl", jsonl.MAX_ROW)]


@pytest.mark.parametrize(("name", "limit"), FILES)
def test_file_is_read_up_to_its_limit(name: str, limit: int, tmp_path: Path) -> None:
    """A file of so many bytes, or a row of a table, is read; of one byte more, it stands for one fault."""
    for size, form in ((limit, None), (limit + 1, "unread")):
        with (tmp_path / name).open("wb") as stream:
            stream.write(b'{"text"')
            stream.truncate(size)
        (found,) = sources.pages(sources.find([str(tmp_path / name)]).files, tmp_path)
        assert (found.format == "unread") == (form == "unread")
        assert form is None or found.content.startswith(b"page/too-large ")


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.json", "a.jsonl", "a.parquet", "a.jsonl.gz", "a.jsonl.zst"])
def test_ten_gigabytes_are_refused_without_reading_them(name: str, tmp_path: Path) -> None:
    """A sparse file of one line is refused in 5 s and 256 MiB."""
    with (tmp_path / name).open("wb") as stream:
        stream.truncate(10 * 1024 * MIB)
    ran = watch("validate", "--format", "json", tmp_path / name)
    assert (ran.code, len(ran.codes)) == (1, 1)
    assert ran.codes[0] in ("page/too-large", "source/damaged")
    assert ran.seconds <= 5
    assert ran.memory <= 256 * MIB


def _bomb(path: Path, kind: str) -> None:
    if kind == "rows":
        # 26 kB of file, 208 MB of rows.
        pq.write_table(pa.table({"text": ["a" * 100] * 2_000_000}), path, compression="zstd")
    elif kind == "values":
        value = pa.array(["a" * MIB]).dictionary_encode()
        column = pa.DictionaryArray.from_arrays(pa.array([0] * 9_000, pa.int32()), value.dictionary)
        pq.write_table(pa.table({"text": column}), path, compression="zstd")
    elif kind == "page":
        column = pa.array(["a" * (80 * MIB)])
        pq.write_table(pa.table({"text": column}), path, compression="zstd", use_dictionary=False)
    elif kind == "nulls":
        column = pa.array([[None] * 5_000_000], pa.list_(pa.null()))
        pq.write_table(pa.table({"text": column}), path, compression="zstd")
    elif kind == "prefixes":
        column = pa.array(["a" * MIB + str(number) for number in range(200)])
        encoding = {"text": "DELTA_BYTE_ARRAY"}
        pq.write_table(
            pa.table({"text": column}), path, compression="zstd", use_dictionary=False, column_encoding=encoding
        )
    elif kind == "columns":
        pq.write_table(pa.table({f"c{number}": [1] for number in range(table.MAX_COLUMNS + 1)}), path)


@pytest.mark.parametrize("kind", ["rows", "values", "page", "nulls", "prefixes", "columns"])
def test_parquet_that_unpacks_without_end_is_stopped(kind: str, tmp_path: Path) -> None:
    """Whatever it repeats, a small file is one fault, in 5 s and 512 MiB."""
    _bomb(tmp_path / "bomb.parquet", kind)
    ran = watch("validate", "--format", "json", tmp_path / "bomb.parquet")
    assert ran.codes[-1] == "source/expansion"
    assert ran.codes == ["source/expansion"] or kind == "values"
    assert ran.seconds <= 5
    assert ran.memory <= 512 * MIB


def test_parquet_of_a_thousand_columns_is_read(tmp_path: Path) -> None:
    """The last good number of columns; every way in which pages are written is understood."""
    wide = {f"c{number}": [1] for number in range(table.MAX_COLUMNS - 1)}
    pq.write_table(pa.table({"text": [GOOD], **wide}), tmp_path / "wide.parquet")
    assert [one.format for one in _rows(tmp_path / "wide.parquet")] == ["record"]
    rows = pa.Table.from_pylist([{"text": page(number)} for number in range(30)])
    for version in ("1.0", "2.0"):
        for compression in ("none", "snappy", "gzip", "brotli", "lz4", "zstd"):
            pq.write_table(rows, tmp_path / "a.parquet", data_page_version=version, compression=compression,
                           row_group_size=20, write_page_checksum=True, write_page_index=True)  # fmt: skip
            assert [one.format for one in _rows(tmp_path / "a.parquet")] == ["record"] * 30


def _rows(path: Path) -> list[Page]:
    return list(sources.pages(sources.find([str(path)]).files, path.parent))


def test_archive_that_unpacks_without_end_is_stopped(tmp_path: Path) -> None:
    """Line feeds that pack ten thousand times end at a thousand times the size of the archive."""
    with pa.CompressedOutputStream(str(tmp_path / "bomb.jsonl.zst"), "zstd") as stream:
        for _ in range(300):
            stream.write(b"\n" * MIB)
    ran = watch("validate", "--format", "json", tmp_path / "bomb.jsonl.zst")
    assert ran.codes == ["source/expansion"]
    assert ran.memory <= 256 * MIB


@pytest.mark.parametrize("ending", ["gz", "zst"])
def test_archive_unpacks_up_to_its_limit(ending: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An archive of exactly so many times its size is read, of one line feed more it is not."""
    path = tmp_path / f"a.jsonl.{ending}"
    if ending == "gz":
        path.write_bytes(gzip.compress(b"\n" * (8 * MIB), 9))
    else:
        with pa.CompressedOutputStream(str(path), "zstd") as stream:
            stream.write(b"\n" * (8 * MIB))
    monkeypatch.setattr(jsonl, "MAX_EXPANSION", 0)
    for beside, found in ((8 * MIB, []), (8 * MIB - 1, ["unread"])):
        monkeypatch.setattr(jsonl, "MIN_UNPACKED", beside)
        assert [one.format for one in _rows(path)] == found


@pytest.mark.parametrize(
    ("content", "form", "code"),
    [
        (f'{{"a": {"1" * 5_000}}}', "article", "json/invalid"),
        ('{"a": 1e400}', "article", "json/invalid"),
        ('{"a": -1e400}', "article", "json/invalid"),
        ("[" * 1_000_000, "article", "json/too-large"),
        ("[" * 90_000, "article", "json/invalid"),
        ('{"a":' * 30_000, "article", "json/invalid"),
        ('"' + '\\"' * 4_000_000, "article", "json/invalid"),
        ('"\\ud800"', "article", "json/invalid"),
        ("{}\x00", "article", "json/invalid"),
        ("---\nnote: 1e400\n---\n", "text", "meta/invalid"),
        (f"---\nnote: {'9' * 5_000}\n---\n", "text", "meta/invalid"),
        (f"---\nnote: {'[' * 30_000}\n---\n", "text", "meta/invalid"),
        (f"---\n{'- ' * 30_000}\n---\n", "text", "meta/invalid"),
        ("---\na: &a [x]\nb: *a\n---\n", "text", "meta/invalid"),
        ("---\nnote: !!python/object/apply:os.system [id]\n---\n", "text", "meta/invalid"),
        ('---\nnote: "\\ud800"\n---\n', "text", "meta/invalid"),
        ("---\nnote: a\x00b\n---\n", "text", "meta/invalid"),
        ("---\nnote: a\nnote: b\n---\n", "text", "meta/duplicate-key"),
        (GOOD + "\x00", "text", "page/control-character"),
        (GOOD.encode() + b"\xed\xa0\x80", "text", "page/undecodable"),
        ("ô" + "\u0301\u0323" * 40_000, "text", "page/combining-marks"),
        ("\n" * 4_000_000, "text", "page/too-many-lines"),
        ("<p>a" * 1_000_000, "html", "page/too-deep"),
        ("<a " + " <".join(f"a{n}" for n in range(300_000)) + ">", "html", "page/too-deep"),
        ("<a " + "".join(f'a{n}=">"' for n in range(200_000)) + ">", "html", "page/too-deep"),
        (("<a " + " ".join(f"a{n}" for n in range(900)) + ">") * 500, "html", "page/too-deep"),
        ("<a" * 2_000_000, "html", "page/too-deep"),
        ('<a b="' * 500_000, "html", "page/too-deep"),
        ("\ufeff<a " .encode("utf-16-le") + " ".join(f"a{n}" for n in range(90_000)).encode("utf-16-le"), "html",
         "page/too-deep"),
        (f"<p>{''.join(f'<b c={n}>' for n in range(200))}{'<p>x' * 40_000}", "html", "page/too-deep"),
        (b"<meta charset=punycode>" + b"\xff" * 4_000_000, "html", "page/charset"),
        (b"<meta charset=unicode_escape>\xff\\ud800", "html", "page/charset"),
        (b"<meta charset=utf-7>\xff", "html", "page/charset"),
    ],
    ids=lambda value: None if len(value) < 40 else f"{value[:12]!r}",
)  # fmt: skip
def test_what_would_take_long_is_refused_at_once(content: str | bytes, form: str, code: str) -> None:
    """Numbers without end, deep nesting, broken escapes, stacks of marks, tags without end: one finding each."""
    assert codes(content, form) == [code]


@pytest.mark.parametrize(
    "record",
    [
        {"authors": [0] * 90_000},
        {f"a{number}": 0 for number in range(40_000)},
        {"text": "a" * 20_000_000},
        {"title": "a" * 20_000_000, "authors": ["b" * 1_000_000] * 3},
    ],
    ids=["list", "names", "text", "texts"],
)
def test_record_with_many_faults_is_explained_in_part(record: dict[str, Any], tmp_path: Path) -> None:
    """However much is wrong with a record, it takes 5 s and 512 MiB, and at most a hundred findings."""
    (tmp_path / "a.json").write_text(json.dumps(record), "utf-8")
    ran = watch("validate", "--format", "json", tmp_path / "a.json")
    assert ran.code == 1
    assert 0 < len(ran.codes) <= 100
    assert ran.seconds <= 5
    assert ran.memory <= 512 * MIB


@pytest.mark.parametrize(
    "stated",
    ["0000-01-01T00:00:00+07:00", "2016-12-31T23:59:60+07:00", "2017-01-01T06:59:60+07:00"],
)
def test_time_that_no_calendar_holds_is_a_finding(stated: str) -> None:
    """RFC 3339 has a year 0 and leap seconds; the calendar of Python and Arrow has not."""
    assert codes(article(published_at=stated, published_precision="second"), "article") == ["meta/date-impossible"]


@pytest.mark.parametrize("stated", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-01:00"])
def test_time_beyond_the_calendar_is_a_finding(stated: str) -> None:
    """The first and the last day there is, moved over their edge by a time zone."""
    found = codes(f"---\nretrieved_at: {stated}\narticle:\n  published_at: {stated}\n---\n{GOOD}")
    assert set(found) <= {"meta/date-impossible", "meta/time-format"}
    assert found


@pytest.mark.parametrize("url", ["http://[::1", "http://a\u2100b/", "http://[v1.x]:9/"])
def test_url_that_cannot_be_taken_apart_is_a_finding(url: str) -> None:
    """Brackets left open and letters that fold to others give a finding of the schema, in a page and its metadata."""
    assert codes(f'---\nurl: "{url}"\n---\n{GOOD}') in (["schema/format"], [])
    assert "schema/format" not in codes(
        f'<link rel=canonical href="{url}"><p>{"</p><p>".join(GOOD.split(chr(10)))}', "html"
    )


def test_card_is_read_up_to_its_limit(dataset: Path) -> None:
    """A card of 1 MiB is read, of one byte more it is refused, and so is one that has no end."""
    path = dataset / "dataset_card.md"
    content = path.read_bytes()
    path.write_bytes(content.ljust(MAX_CARD, b"\n"))
    read_card(dataset)
    for size in (MAX_CARD + 1, 10 * 1024 * MIB):
        with path.open("r+b") as stream:
            stream.truncate(size)
        with pytest.raises(UsageError):
            read_card(dataset)


def test_normal_form_grows_within_its_bounds() -> None:
    """NFC makes no text more than three times as long, which is what limits after cleaning rely on."""
    assert max(len(unicodedata.normalize("NFC", chr(code))) for code in range(0x11_0000)) == 3
