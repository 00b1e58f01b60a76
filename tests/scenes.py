"""What the scenarios of tests/cases are made of: a dataset in the current folder, its releases, and what befalls them.

A scenario is a module named by its code, ``tests/cases/<area>/<name>.py``, with two functions: ``bad(scene)`` sets up
what raises the code and gives the arguments of khobao that find it, ``good(scene)`` what just passes.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import importlib.util
import json
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import orjson
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from conftest import CARD, page
from khobao.release.ledger import NAME as LEDGER
from khobao.release.manifest import NAME, encode, seal

CASES = Path(__file__).parent / "cases"


@dataclass(frozen=True)
class Scene:
    """A folder, which is the current one, things that are undone afterwards, and two releases to copy."""

    path: Path
    patch: pytest.MonkeyPatch
    undo: contextlib.ExitStack
    releases: Path

    def dataset(self) -> Path:
        """A dataset of five pages."""
        save_dataset(self.path)
        return self.path

    def release(self, count: int = 1) -> Path:
        """The same with `count` releases, 1.0.0 and 1.1.0; the folder of the last."""
        shutil.copytree(self.releases / str(count), self.path, dirs_exist_ok=True)
        return self.path / "dist" / f"1.{count - 1}.0"

    def succession(self, version: str, previous: str) -> list[str]:
        """Two releases; the arguments that check `version` as the one that came after `previous`."""
        self.release(2)
        return ["verify", f"dist/{version}", "--previous", f"dist/{previous}"]

    def put_back(self, name: str) -> list[str]:
        """Two releases, the second with the file `name` of the first; the arguments that check the second."""
        folder = self.release(2)
        shutil.copy(folder.parent / "1.0.0" / name, folder)
        return ["verify", "dist/1.1.0"]

    def write(self, name: str, content: str) -> Path:
        """A file with `content`."""
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, "utf-8")
        return path

    def edit(self, name: str, old: str, new: str) -> None:
        """Put `new` for `old`, which the file has once."""
        path = self.path / name
        text = path.read_text("utf-8")
        assert text.count(old) == 1
        path.write_text(text.replace(old, new), "utf-8")

    def gold(self, **values: object) -> None:
        """A page of three lines with its labels, some of whose members have other `values`."""
        text = "Trang chủ\nTin về lúa\nNgô và khoai\n"
        self.write("pages/a.txt", text)
        labels = [{"n": n, "label": label} for n, label in enumerate(("boilerplate", "title", "body", "empty"), 1)]
        record = {
            "schema": "gold/1", "page": "a.txt", "page_type": "article", "title": "Tin về lúa", "section": None,
            "published_at": None, "published_precision": None, "view_count": None, "authors": [],
            "source_sha256": hashlib.sha256(text.encode()).hexdigest(), "lines": labels,
        }  # fmt: skip
        self.write("gold/a.json", json.dumps({**record, **values}))

    def git(self, *arguments: str) -> None:
        """Run git here, whatever its configuration is elsewhere."""
        who = ("user.name=a", "user.email=a@b.example", "commit.gpgsign=false")
        settings = [part for one in who for part in ("-c", one)]
        subprocess.run(["git", *settings, *arguments], cwd=self.path, check=True, capture_output=True)

    def repository(self) -> Path:
        """A dataset in a git repository, committed on the branch `chinh`."""
        self.git("init", "--initial-branch", "chinh")
        self.dataset()
        self.git("add", ".")
        self.git("commit", "--message", "một")
        return self.path


def save_dataset(root: Path) -> None:
    """Write a card and five pages into `root`."""
    (root / "articles").mkdir()
    (root / "dataset_card.md").write_text(CARD, "utf-8")
    for number in range(5):
        (root / "articles" / f"trang-{number}.txt").write_text(page(number), "utf-8")


def rewrite_ledger(folder: Path, change: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    """Forge the ledger of the release in `folder`, with a manifest that agrees."""
    path = folder / LEDGER
    table = pq.read_table(path)
    pq.write_table(pa.Table.from_pylist([change(row) for row in table.to_pylist()], schema=table.schema), path)
    manifest = orjson.loads((folder / NAME).read_bytes())
    for file in manifest["files"]:
        if file["path"] == LEDGER:
            content = path.read_bytes()
            file |= {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    (folder / NAME).write_bytes(encode(seal(manifest)))


@functools.cache
def scenario(code: str) -> ModuleType:
    """The module of the scenario of `code`."""
    spec = importlib.util.spec_from_file_location(f"case_{code}", CASES / f"{code}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
