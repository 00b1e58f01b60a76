"""The command: exit codes, streams, messages."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from conftest import CARD, page
from khobao.cli import main

ROOT = Path(__file__).parent.parent.parent


@pytest.mark.parametrize(
    "arguments", [["validate", "nowhere"], ["build", "nowhere"], ["verify", "nowhere"], ["evaluate", "nowhere"]]
)
def test_missing_input_is_exit_3_with_one_clear_line(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """A path that does not exist gives "source/missing" with a hint, for each command."""
    assert main(arguments) == 3
    line, hint = capsys.readouterr().out.splitlines()
    assert line.startswith("nowhere")
    assert ":1:1: error[source/missing] " in line
    assert hint.startswith("  hint: ")


BAD_SETTINGS = {
    "khobao:\n  name: thu-nghiem": ("khobao:\n  tên: thu-nghiem", 7, 3),
    "  sources:\n  - articles": ("  sources: articles", 8, 3),
    "    train: 60": ("    train-1: 60", 11, 5),
    "    test: 20": ("    test: -20", 13, 5),
    "  seed: thử": ("  seed: thử\n  version: 1.0", 15, 3),
    "language:\n- vi": ("language: &a\n- vi", 3, 11),
    "pretty_name: Thử nghiệm": ("pretty_name: a\npretty_name: b", 3, 1),
}


@pytest.mark.parametrize("old", BAD_SETTINGS)
def test_bad_settings_are_exit_2_at_their_place(old: str, dataset: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A setting that is wrong gives "settings/invalid" with line and column, and nothing is written."""
    new, line, column = BAD_SETTINGS[old]
    assert CARD.count(old) == 1
    (dataset / "dataset_card.md").write_text(CARD.replace(old, new), "utf-8")
    assert main(["build", str(dataset)]) == 2
    assert f"dataset_card.md:{line}:{column}: error[settings/invalid]" in capsys.readouterr().out
    assert not (dataset / "dist").exists()


def test_no_pages_and_no_such_source(dataset: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A dataset without pages is "corpus/empty", one whose folder is gone "source/missing"."""
    for path in (dataset / "articles").iterdir():
        path.unlink()
    assert main(["build", str(dataset)]) == 2
    assert "error[corpus/empty]" in capsys.readouterr().out
    (dataset / "articles").rmdir()
    assert main(["build", str(dataset)]) == 3
    assert "articles:1:1: error[source/missing]" in capsys.readouterr().out


def test_results_go_to_standard_output_and_progress_to_standard_error(dataset: Path) -> None:
    """`build --format json` prints one JSON object and nothing else to standard output."""
    command = [sys.executable, "-m", "khobao", "build", "--format", "json", str(dataset)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, encoding="utf-8")
    result = json.loads(done.stdout)
    assert result["splits"] == {"train": 3, "validation": 1, "test": 1}
    assert Path(result["release"], "release.json").exists()
    assert "structured 5 records, 1 of 1 shards" in done.stderr


def test_readme_shows_what_validate_prints(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The finding in README is that of such a page, to the letter."""
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles/my-page.txt").write_text(f"---\noutlt: Báo Ví dụ\n---\n{page(1)}", "utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["validate", "articles/my-page.txt"]) == 1
    captured = capsys.readouterr()
    example = f"$ khobao validate articles/my-page.txt\n{captured.out}{captured.err}$ "
    assert example in (ROOT / "README.md").read_text("utf-8")


def test_clean_pages_print_nothing_to_standard_output(dataset: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Validating clean pages exits with 0, says so on standard error, and prints no colour."""
    assert main(["validate", str(dataset / "articles")]) == 0
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err == "5 files, 0 errors, 0 warnings\n"


def test_show_gives_fields_and_lines(dataset: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`show` prints each field and each line with its role and rule; as JSON, article and page."""
    path = str(dataset / "articles" / "trang-1.txt")
    assert main(["show", path]) == 0
    shown = capsys.readouterr().out
    assert "published_at         2022-03-02T08:01:00+07:00" in shown
    assert "   2  title " in shown
    assert main(["show", "--format", "json", path]) == 0
    record = json.loads(capsys.readouterr().out)
    assert record["article"]["authors"] == ["Lê Hạnh Nguyên"]
    assert main(["show", str(dataset / "articles")]) == 2
    assert "error[source/unsupported]" in capsys.readouterr().out


def test_control_characters_of_the_data_do_not_reach_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An escape sequence in a key is shown, not sent."""
    path = tmp_path / "p.txt"
    path.write_text(f'---\n"\\e[31mred": 1\n---\n{page(1)}', "utf-8")
    assert main(["validate", str(path)]) == 1
    assert "\x1b" not in capsys.readouterr().out


def test_card_is_kept_fresh(dataset: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """--check-card fails with "card/stale" until --update-card has written the regions; prose is kept."""
    assert main(["build", "--check-card", str(dataset)]) == 1
    assert "error[card/stale]" in capsys.readouterr().out
    assert main(["build", "--update-card", str(dataset)]) == 0
    text = (dataset / "dataset_card.md").read_text("utf-8")
    assert "Version **1.0.0**." in text
    assert "| `articles` | `train` | 3 |" in text
    assert main(["build", "--check-card", str(dataset)]) == 0
    changed = text.replace("| `articles` | `train` | 3 |", "| `articles` | `train` | 4 |")
    (dataset / "dataset_card.md").write_text(changed, "utf-8")
    assert main(["build", "--check-card", str(dataset)]) == 1


@pytest.mark.parametrize(
    "body", ["<!-- khobao:begin version -->\n", "<!-- khobao:end version -->\n", "<!-- khobao:begin tên -->"]
)
def test_broken_region_is_named(body: str, dataset: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A region that is not closed, not opened or not known: "card/region"; an unknown mark is prose."""
    card = dataset / "dataset_card.md"
    card.write_text(card.read_text("utf-8") + body, "utf-8")
    expected = 0 if "tên" in body else 2
    assert main(["build", str(dataset)]) == expected
    assert ("error[card/region]" in capsys.readouterr().out) == bool(expected)
    assert (dataset / "dist" / "1.0.0").exists() != bool(expected)


@pytest.mark.parametrize("limit", ["-1", "x", "5%%", "%"])
def test_limit_that_is_none_is_a_usage_error(limit: str, dataset: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """--max-rejects takes a count or a percentage."""
    with pytest.raises(SystemExit) as error:
        main(["build", f"--max-rejects={limit}", str(dataset)])
    assert error.value.code == 2
    assert "neither a count nor a percentage" in capsys.readouterr().err


def spoil(dataset: Path) -> str:
    """Add a page with a field that is not known, and return its path."""
    path = dataset / "articles" / "sai.txt"
    path.write_text(f"---\nsai: 1\n---\n{page(9)}", "utf-8")
    return str(path)


def test_github_gets_annotations_and_a_summary(
    dataset: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The summary is appended to the file that GitHub names, and to none in another format or without a name."""
    path, summary = spoil(dataset), tmp_path / "summary.md"
    summary.write_text("before\n", "utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    assert main(["validate", path]) == 1
    assert summary.read_text("utf-8") == "before\n"
    capsys.readouterr()
    assert main(["validate", "--format", "github", path]) == 1
    assert capsys.readouterr().out.startswith(f"::error file={path},line=2,endLine=2,col=1,title=meta/unknown-field::")
    assert summary.read_text("utf-8").startswith("before\n### khobao: 1 file, 1 error, 0 warnings\n")
    size = summary.stat().st_size
    monkeypatch.delenv("GITHUB_STEP_SUMMARY")
    assert main(["validate", "--format", "github", path]) == 1
    assert summary.stat().st_size == size


def test_summary_that_cannot_be_written_or_is_full_changes_nothing(
    dataset: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The exit code is that of the findings, a note says why, and the 1 MiB of GitHub are kept."""
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path))
    assert main(["validate", "--format", "github", str(dataset / "articles")]) == 0
    assert f"{tmp_path}: no summary was written: " in capsys.readouterr().err
    full = tmp_path / "summary.md"
    full.write_bytes(b"x" * (1024 * 1024 - 5))
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(full))
    assert main(["validate", "--format", "github", spoil(dataset)]) == 1
    assert full.stat().st_size == 1024 * 1024 - 5


@pytest.mark.parametrize("limit", ["0", "1"])
def test_build_and_verify_print_findings_in_each_format(
    limit: str, dataset: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The rejected of a build that fails or passes, and what is wrong with a release; SARIF stands alone."""
    spoil(dataset)
    build = ["build", "--no-cache", "--max-rejects", limit, str(dataset)]
    code = 1 - int(limit)
    assert main([*build, "--format", "sarif"]) == code
    [run] = json.loads(capsys.readouterr().out)["runs"]
    assert [result["ruleId"] for result in run["results"]] == ["meta/unknown-field"]
    assert main([*build, "--format", "github"]) == code
    assert capsys.readouterr().out.startswith("::error file=")
    if limit == "1":
        release = dataset / "dist" / "1.0.0"
        assert main(["verify", "--format", "github", str(release)]) == 0
        assert capsys.readouterr().out == f"{release}: intact\n"
        (release / "README.md").write_text("x", "utf-8")
        assert main(["verify", "--format", "sarif", str(release)]) == 1
        [run] = json.loads(capsys.readouterr().out)["runs"]
        assert [result["ruleId"] for result in run["results"]] == ["release/truncated"]
        assert main(["verify", str(release)]) == 1
        assert len(capsys.readouterr().out.splitlines()) == 2


@pytest.mark.parametrize("output", ["json", "github", "sarif", "junit"])
def test_problem_of_the_run_is_told_in_the_format_that_was_asked_for(
    output: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A path that does not exist is exit 3 in each, and "source/missing" in what is printed."""
    assert main(["validate", "--format", output, "nowhere"]) == 3
    assert "source/missing" in capsys.readouterr().out


def test_own_bug_is_exit_70(monkeypatch: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """An unexpected exception asks for a report and exits with 70."""
    monkeypatch.setattr("khobao.sources.find", lambda _: 1 / 0)
    assert main(["validate", "x"]) == 70
    assert "this is a bug in khobao" in capsys.readouterr().err


def test_unreadable_file(tmp_path: Path, monkeypatch: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that the system does not give is "source/unreadable", exit 3."""
    path = tmp_path / "p.txt"
    path.write_text(page(1), "utf-8")

    def refuse(*_: object) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("khobao.sources.text.read_whole", refuse)
    assert main(["validate", str(path)]) == 3
    assert "error[source/unreadable] Permission denied" in capsys.readouterr().out
