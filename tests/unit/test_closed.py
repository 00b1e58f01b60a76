"""Validation is closed: it opens nothing but itself, what it is given and its spool, and no connection at all."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest
from guard import Ran, watch

ROOT = Path(__file__).parent.parent.parent
INPUTS = [ROOT / "articles", *sorted(path for path in (ROOT / "tests" / "invalid").iterdir() if path.is_dir())]


@pytest.mark.parametrize("given", INPUTS, ids=lambda path: path.name)
def test_validate_opens_nothing_else(given: Path, tmp_path: Path) -> None:
    """No connection, no process, and no file outside the package, its libraries, the paths given and the spool."""
    ran = watch("validate", "--format", "json", given, cwd=tmp_path)
    assert ran.events == []
    assert ran.code == (0 if given.name == "articles" else 1)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.json", '{"$schema": "http://127.0.0.1:9/x", "$ref": "file:///etc/hostname"}'),
        ("a.html", '<link rel=stylesheet href="http://127.0.0.1:9/x"><img src="file:///etc/hostname"><iframe src=//x>'),
        ("a.html", '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><p>&b;</p>'),
        ("a.txt", "---\nnote: !include /etc/hostname\n---\nx"),
        ("a.txt", "---\nurl: file:///etc/hostname\n---\nx"),
        ("a.jsonl", '{"text": "x", "url": "http://127.0.0.1:9/x"}'),
    ],
)
def test_addresses_in_a_contribution_are_not_followed(name: str, content: str, tmp_path: Path) -> None:
    """Whatever a contribution refers to, nothing is fetched and no other file is opened."""
    (tmp_path / name).write_text(content, "utf-8")
    ran = watch("validate", "--format", "json", tmp_path / name, cwd=tmp_path)
    assert (ran.code, ran.events) == (1, [])


def test_watch_sees_what_must_not_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The hook of these tests reports a connection, a process and a file elsewhere, so that its silence counts."""
    package = tmp_path / "khobao"
    shutil.copytree(Path(sys.modules["khobao"].__file__ or "").parent, package)
    with (package / "validation.py").open("a", encoding="utf-8") as stream:
        stream.write(
            "\nimport socket, subprocess\nsocket.socket().close()\nsubprocess.run(['true'])\n"
            "open('/etc/passwd').close()\n"
        )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    ran: Ran = watch("validate", "--format", "json", ROOT / "articles", cwd=tmp_path)
    seen = {event.partition(" ")[0] for event in ran.events}
    assert {"socket.__new__", "subprocess.Popen", "open"} <= seen
