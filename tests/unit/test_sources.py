"""Files to pages: every format, cut into parts, with whatever is damaged reported in its place."""

from __future__ import annotations

import gzip
import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from conftest import page
from hypothesis import given
from hypothesis import strategies as st
from khobao import sources
from khobao.cli import main
from khobao.errors import UnavailableError
from khobao.pages import COLUMNS, Page
from khobao.pipeline import Built
from khobao.sources import jsonl

ROWS = [{"text": page(number), "url": f"https://bao.example/{number}"} for number in range(12)]


def pack(path: Path, content: bytes) -> Path:
    """Write `content` to `path`, compressed as its ending says."""
    if path.suffix == ".gz":
        path.write_bytes(gzip.compress(content))
    elif path.suffix == ".zst":
        with pa.CompressedOutputStream(str(path), "zstd") as stream:
            stream.write(content)
    else:
        path.write_bytes(content)
    return path


def lines(rows: list[Any]) -> bytes:
    """`rows` as lines of JSON."""
    return b"".join(json.dumps(row, ensure_ascii=False).encode() + b"\n" for row in rows)


def read(path: Path, spool: Path, **columns: str) -> list[Page]:
    """The pages of a file, part by part."""
    (file,) = sources.find([str(path)]).files
    spool.mkdir(exist_ok=True)
    pages = [each for part in sources.plan(file, spool) for each in sources.read(part, columns or sources.COLUMNS)]
    return [Page(path.name, each.line, each.format, each.content) for each in pages]


@pytest.mark.parametrize("ending", [".jsonl", ".jsonl.gz", ".jsonl.zst"])
def test_rows_keep_their_lines(ending: str, tmp_path: Path) -> None:
    """Packed or not, with or without a last line feed, every row is a page on its line; blank lines are none."""
    path = pack(tmp_path / f"crawl{ending}", b"\xef\xbb\xbf" + lines(ROWS[:2]) + b"\n \r\n" + lines(ROWS[2:])[:-1])
    found = read(path, tmp_path / "spool")
    assert [each.line for each in found] == [1, 2, *range(5, 15)]
    assert [json.loads(each.content) for each in found] == ROWS


def test_parquet_gives_the_rows_of_every_row_group(tmp_path: Path) -> None:
    """Rows count on over row groups; only the mapped columns are read."""
    table = pa.Table.from_pylist([{**row, "embedding": [1.0] * 9} for row in ROWS])
    pq.write_table(table, tmp_path / "crawl.parquet", row_group_size=5)
    found = read(tmp_path / "crawl.parquet", tmp_path / "spool", text="text", url="url")
    assert [each.line for each in found] == list(range(1, 13))
    assert [json.loads(each.content) for each in found] == ROWS


@given(st.lists(st.binary(max_size=40).map(lambda row: row.replace(b"\n", b" ")), max_size=30), st.integers(1, 64))
def test_cutting_into_ranges_loses_nothing(rows: list[bytes], size: int) -> None:
    """However small range, block and longest row are, each row is in one part, on its line, or reported as too long."""
    content = b"\n".join(rows)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(jsonl, "RANGE", size)
        patch.setattr(jsonl, "_BLOCK", max(1, size // 2))
        patch.setattr(jsonl, "MAX_ROW", 32)
        parts = list(jsonl._ranges(sources.SourceFile("p", "p"), io.BytesIO(content)))
    found: dict[int, bytes] = {}
    for part in parts:
        if part.fault:
            assert len(rows[part.line - 1]) + 1 > 32
            continue
        for number, row in enumerate(content[part.start : part.end].split(b"\n"), start=part.line):
            found[number] = found.get(number, b"") + row
    overlong = {part.line for part in parts if part.fault}
    assert {number for number, row in enumerate(rows, start=1) if row} <= found.keys() | overlong
    assert all(rows[number - 1] == row for number, row in found.items() if row)


@pytest.mark.parametrize("ending", [".jsonl.gz", ".jsonl.zst", ".parquet"])
def test_damaged_file_gives_what_is_whole_and_one_fault(ending: str, tmp_path: Path) -> None:
    """A file that breaks off is not the end of the run: what was read before counts, and the damage is named."""
    path = tmp_path / f"crawl{ending}"
    if ending == ".parquet":
        pq.write_table(pa.Table.from_pylist(ROWS), path)
    else:
        pack(path, lines(ROWS * 200))
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    found = read(path, tmp_path / "spool")
    assert [each.format for each in found[-1:]] == ["unread"]
    assert found[-1].content.startswith(b"source/damaged ")
    assert all(each.format == "record" for each in found[:-1])


def test_archive_that_unpacks_without_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Unpacking stops at a multiple of the packed size."""
    monkeypatch.setattr(jsonl, "MAX_EXPANSION", 10)
    found = read(pack(tmp_path / "bomb.jsonl.gz", b"\n" * 40_000_000), tmp_path / "spool")
    assert [each.content.partition(b" ")[0] for each in found] == [b"source/expansion"]


def test_sidecar_belongs_to_its_page(tmp_path: Path) -> None:
    """YAML beside an HTML page is part of it; YAML alone is no format of pages."""
    (tmp_path / "a.html").write_text("<p>a</p>", "utf-8")
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_text("outlet: A\n", "utf-8")
    found = sources.find([str(tmp_path)])
    assert [Path(file.name).name for file in found.files] == ["a.html"]
    assert [(Path(issue.where.path).name, issue.code) for issue in found.issues] == [("b.yaml", "source/unsupported")]
    assert [Path(file.name).name for file in sources.inputs(found.files)] == ["a.html", "a.yaml"]


def test_patterns_name_files(tmp_path: Path) -> None:
    """A pattern stands for the paths that match it; one without a match is missing."""
    for name in ("a-1.txt", "a-2.txt", "b.txt", "[c].txt"):
        (tmp_path / name).write_text("x", "utf-8")
    for pattern, names in (
        ("a-*.txt", ["a-1.txt", "a-2.txt"]),
        ("[ab]*", ["a-1.txt", "a-2.txt", "b.txt"]),
        ("[c].txt", ["[c].txt"]),
    ):
        assert [file.name for file in sources.find([pattern], str(tmp_path)).files] == names
    with pytest.raises(UnavailableError):
        sources.find(["d-*.txt"], str(tmp_path))


def test_every_format_gives_the_same_articles(
    dataset: Path, tmp_path: Path, build_dataset: Callable[..., Built]
) -> None:
    """Pages as lines, packed lines or rows, and the finished articles as either, build the same articles."""
    digests = set()
    card = (
        (dataset / "dataset_card.md")
        .read_text("utf-8")
        .replace("  splits:", "  columns:\n    text: nội dung\n  splits:")
    )
    (dataset / "dataset_card.md").write_text(card, "utf-8")
    rows = [{"nội dung": row["text"], "url": row["url"], "khác": 1} for row in ROWS]
    for ending in (".jsonl", ".jsonl.gz", ".jsonl.zst", ".parquet"):
        shutil.rmtree(dataset / "articles")
        (dataset / "articles").mkdir()
        path = dataset / "articles" / f"crawl{ending}"
        pq.write_table(pa.Table.from_pylist(rows), path) if ending == ".parquet" else pack(path, lines(rows))
        built = build_dataset(dataset, tmp_path / ending)
        assert built.facts is not None, built.issues
        digests.add(tuple(table.digest for table in built.facts.tables if table.config == "articles"))
    assert built.release is not None
    for kind in ("data/articles/*/*.parquet", "jsonl/articles/*/*.jsonl.gz"):
        shutil.rmtree(dataset / "articles")
        (dataset / "articles").mkdir()
        for path in built.release.glob(kind):
            shutil.copy(path, dataset / "articles" / f"{path.parent.name}-{path.name}")
        again = build_dataset(dataset, tmp_path / f"again-{kind.partition('/')[0]}")
        assert again.facts is not None, again.issues
        digests.add(tuple(table.digest for table in again.facts.tables if table.config == "articles"))
    assert len(digests) == 1


def test_bad_rows_are_rejected_and_the_others_built(
    dataset: Path, build_dataset: Callable[..., Built], capsys: pytest.CaptureFixture[str]
) -> None:
    """Each bad row is one rejected record with its file and line; build and validate agree."""
    content = lines(ROWS[:3]) + b'{"text": \n' + lines([{"url": "x"}, ["a"], *ROWS[3:]]) + b"\xff\n"
    (dataset / "articles" / "crawl.jsonl").write_bytes(content)
    built = build_dataset(dataset, max_rejects=4)
    assert built.facts is not None
    assert (built.read, built.rejected) == (5 + 12 + 4, 4)
    found = [(issue.where.line, issue.code) for issue in built.issues]
    assert found == [(4, "json/invalid"), (5, "source/column"), (6, "source/column"), (16, "page/undecodable")]
    assert main(["validate", "--format", "json", str(dataset / "articles")]) == 1
    shown = json.loads(capsys.readouterr().out)["issues"]
    errors = [issue for issue in shown if issue["severity"] == "error"]
    assert [(issue["line"], issue["code"]) for issue in errors] == found
    # Five of the rows are pages of the folder as well.
    assert len(shown) - len(errors) == 5


def test_killed_worker_is_one_clear_error() -> None:
    """A process that vanishes ends the run with a code of its own."""
    from khobao import engines

    with pytest.raises(UnavailableError) as caught, engines.engine(2) as engine:
        list(engine.run(_vanish, [1, 2]))
    assert caught.value.issue.code == "worker/lost"


def _fingerprints(root: Path, columns: dict[str, str | None] | None = None) -> list[str]:
    """That of each part of the files in `root`."""
    (root / "spool").mkdir(exist_ok=True)
    parts = [part for file in sources.find(["in"], str(root)).files for part in sources.plan(file, root / "spool")]
    return [sources.fingerprint([part], columns or COLUMNS) for part in parts]


def test_fingerprint_tells_whatever_a_page_is_made_from(tmp_path: Path) -> None:
    """The bytes of a file, a row group or what stands beside a page, its name, its line, the columns: each counts, and
    nothing else does."""
    folder = tmp_path / "one" / "in"
    folder.mkdir(parents=True)

    def write_table(text: str) -> None:
        table = pa.table({"text": ["a" * 900, "b" * 900, text], "id": ["x", "y", "z"]})
        pq.write_table(table, folder / "d.parquet", row_group_size=1)

    (folder / "a.txt").write_text("một", "utf-8")
    (folder / "b.html").write_text("<p>hai</p>", "utf-8")
    (folder / "b.yaml").write_text("note: ba", "utf-8")
    (folder / "c.jsonl").write_text('{"text": "bốn"}\n', "utf-8")
    write_table("năm")
    before = _fingerprints(tmp_path / "one")
    assert len(set(before)) == len(before) == 6
    shutil.copytree(tmp_path / "one", tmp_path / "two")
    assert _fingerprints(tmp_path / "two") == before
    assert not set(before) & set(_fingerprints(tmp_path / "one", {**COLUMNS, "url": "link"}))

    def changed() -> list[int]:
        pairs = zip(before, _fingerprints(tmp_path / "one"), strict=True)
        return [place for place, (one, other) in enumerate(pairs) if one != other]

    (folder / "a.txt").write_text("hai", "utf-8")
    assert changed() == [0]
    (folder / "b.yaml").write_text("note: bà", "utf-8")
    assert changed() == [0, 1]
    (folder / "c.jsonl").write_text('\n{"text": "bốn"}\n', "utf-8")
    assert changed() == [0, 1, 2]
    write_table("sáu")
    assert {0, 1, 2, 5} <= set(changed())
    (folder / "a.txt").rename(folder / "aa.txt")
    (folder / "aa.txt").write_text("một", "utf-8")
    assert 0 in changed()


def _where(_: int) -> int:
    import os

    return os.getpid()


def test_processes_start_when_they_are_worth_it_and_stay() -> None:
    """Tasks too small for a pool run here, until one has started; then they run there, in their order."""
    import os

    from khobao import engines

    with engines.engine(2) as engine:
        assert set(engine.run(_where, [1, 2], worth=False)) == {os.getpid()}
        started = set(engine.run(_where, range(8)))
        assert os.getpid() not in started
        assert os.getpid() not in set(engine.run(_where, [1, 2], worth=False))
        assert list(engine.run(str, range(20), worth=False)) == [str(number) for number in range(20)]
        assert list(engine.run(_where, [1])) == [os.getpid()]


def _vanish(_: int) -> None:
    import os
    import signal

    os.kill(os.getpid(), signal.SIGKILL)
