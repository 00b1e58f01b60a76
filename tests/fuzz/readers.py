"""The readers as functions of bytes, each with seeds: what is fuzzed by Hypothesis in the tests and by `make fuzz`."""

from __future__ import annotations

import gzip
import io
import json
import tempfile
from collections.abc import Callable
from pathlib import Path

from khobao import sources
from khobao.articles import build_articles
from khobao.card import read_card
from khobao.errors import KhobaoError

PAGE = (
    "---\nurl: https://bao.example/1\noutlet: Báo Ví dụ\nretrieved_at: 2024-05-31T08:30:00+07:00\narticle:\n"
    "  tags: [sông, lũ]\n---\nTrang chủ > Thời sự\nNước sông Đà lên nhanh\n08:30, 31/05/2024\n\n"
    "Sáng nay, mực nước sông Đà tại trạm đo đã lên thêm một mét, theo đài khí tượng thủy văn.\n\n"
    "Người dân các xã ven sông được báo trước để dời đồ đạc và trâu bò lên chỗ cao.\n\nLê Hạnh Nguyên\nTin liên quan\n"
)
_FRONT, _, _BODY = PAGE.removeprefix("---\n").partition("---\n")
_HTML = (
    '<!doctype html><html><head><meta charset="utf-8"><title>Nước sông Đà lên nhanh</title>'
    '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Nước sông Đà lên nhanh", "datePublished":'
    ' "2024-05-31T08:30:00+07:00", "author": [{"name": "Lê Hạnh Nguyên"}]}</script></head><body><nav>Trang chủ</nav>'
    "<article><h1>Nước sông Đà lên nhanh</h1><time>08:30, 31/05/2024</time>"
    f"{''.join(f'<p>{line}</p>' for line in _BODY.split(chr(10))[4:7])}"
    "<p><b>Lê Hạnh Nguyên</b></p></article></body></html>"
)
CARD = """---
pretty_name: Thử
language: [vi]
khobao:
  name: thu
  sources: [articles]
  columns: {text: content}
  splits: {train: 60, validation: 20, test: 20}
  seed: x
---
# Thử

<!-- khobao:begin version -->
<!-- khobao:end version -->
"""


def _article() -> dict[str, object]:
    from khobao.articles import build_article
    from khobao.pages import Page

    made = build_article(Page("p", 1, "text", PAGE.encode())).article
    assert made is not None
    return made


def _lines() -> bytes:
    rows = [{"text": _BODY, "url": "https://bao.example/1", "id": 1}, _article()]
    return b"".join(json.dumps(row, ensure_ascii=False).encode() + b"\n" for row in rows)


def _zst() -> bytes:
    import pyarrow as pa

    return bytes(memoryview(pa.compress(_lines(), codec="zstd", asbytes=True)))


def _parquet(compression: str, dictionary: bool) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    sink = io.BytesIO()
    rows = [{"text": _BODY, "url": f"https://bao.example/{number}", "date": None} for number in range(3)]
    pq.write_table(pa.Table.from_pylist(rows), sink, compression=compression, use_dictionary=dictionary)
    return sink.getvalue()


def _read(name: str, content: bytes, beside: tuple[str, bytes] | None = None) -> int:
    """How many findings a contribution has; it is read as `khobao validate` reads it."""
    with tempfile.TemporaryDirectory(prefix="khobao-fuzz-") as folder:
        path = Path(folder, name)
        path.write_bytes(content)
        if beside:
            Path(folder, beside[0]).write_bytes(beside[1])
        try:
            found = sources.find([str(path)])
            count = len(found.issues)
            spool = Path(folder, "spool")
            spool.mkdir()
            for batch in sources.batches(sources.pages(found.files, spool)):
                for outcome in build_articles(batch):
                    count += len(outcome.issues)
                    assert outcome.article is not None or outcome.issues
                    # What a report writes down has to be text.
                    json.dumps([issue.as_record() for issue in outcome.issues], ensure_ascii=False).encode()
                    json.dumps([outcome.article, outcome.page], ensure_ascii=False).encode()
        except KhobaoError as error:
            if error.exit_code not in (2, 3):
                raise
            return 1
    return count


def _read_card(content: bytes) -> int:
    with tempfile.TemporaryDirectory(prefix="khobao-fuzz-") as folder:
        Path(folder, "dataset_card.md").write_bytes(content)
        try:
            read_card(Path(folder))
        except KhobaoError as error:
            if error.exit_code not in (2, 3):
                raise
            error.issue.message.encode()
            return 1
    return 0


def _gz() -> bytes:
    return gzip.compress(_lines(), mtime=0)


#: Name to reader and seeds. A reader gives the number of findings and raises for a bug.
READERS: dict[str, tuple[Callable[[bytes], int], Callable[[], list[bytes]]]] = {
    "text": (lambda content: _read("a.txt", content), lambda: [PAGE.encode(), _BODY.encode()]),
    "html": (lambda content: _read("a.html", content), lambda: [_HTML.encode(), _HTML.encode("utf-16")]),
    "front": (lambda content: _read("a.html", _HTML.encode(), ("a.yaml", content)), lambda: [_FRONT.encode()]),
    "json": (
        lambda content: _read("a.json", content),
        lambda: [json.dumps(_article(), ensure_ascii=False).encode(), json.dumps(_article()).encode()],
    ),
    "jsonl": (lambda content: _read("a.jsonl", content), lambda: [_lines()]),
    "gz": (lambda content: _read("a.jsonl.gz", content), lambda: [_gz()]),
    "zst": (lambda content: _read("a.jsonl.zst", content), lambda: [_zst()]),
    "parquet": (
        lambda content: _read("a.parquet", content),
        lambda: [_parquet("none", False), _parquet("snappy", True), _parquet("zstd", True)],
    ),
    "card": (_read_card, lambda: [CARD.encode()]),
}
