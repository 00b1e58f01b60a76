"""Public test suites as contributions: whatever a file holds, a run ends with a code of the list and a finding."""

from __future__ import annotations

import contextlib
import json
import os
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
import yaml
from conftest import page
from forked import runner
from khobao import strict_json, strict_yaml, text
from khobao.articles import build_article
from khobao.columns import SchemaError
from khobao.pages import Page

Run = Callable[..., Any]
GOOD = page(1)

#: What the suite leaves open, decided: files that are read. All others of them are refused.
FREE_READ = {
    "i_number_double_huge_neg_exp.json", "i_number_real_underflow.json", "i_number_too_big_neg_int.json",
    "i_number_too_big_pos_int.json", "i_number_very_big_negative_int.json", "i_structure_UTF-8_BOM_empty_object.json",
}  # fmt: skip
#: What the suite wants to be read, and we do not: a name given twice.
REFUSED = {"y_object_duplicated_key.json", "y_object_duplicated_key_and_value.json"}


@pytest.fixture(scope="session")
def corpora() -> Path:
    """The folder with the test suites; without one, the test is skipped."""
    named = os.environ.get("KHOBAO_CORPORA")
    if not named or not Path(named).is_dir():
        pytest.skip("KHOBAO_CORPORA names no folder with the test suites")
    return Path(named)


@pytest.fixture(scope="session")
def run_case() -> Run:
    """Run `khobao` in a forked process within the limits."""
    return runner()


def codes(output: str) -> list[str]:
    """The codes of the findings that a run printed as JSON."""
    shown = output[: output.rindex("}") + 1]
    return [issue["code"] for issue in json.loads(shown)["issues"]]


@pytest.mark.parametrize(("kind", "count"), [("n", 188), ("y", 95), ("i", 35)])
def test_json_suite(kind: str, count: int, corpora: Path, run_case: Run, tmp_path: Path) -> None:
    """Must-fail files are refused as JSON, must-pass files are read, and the free ones are as decided."""
    files = sorted((corpora / "json-test-suite" / "test_parsing").glob(f"{kind}_*.json"))
    assert len(files) == count
    wrong = {}
    for file in files:
        (tmp_path / "a.json").write_bytes(file.read_bytes())  # a copy: some of the files are marked as programs
        result = run_case("validate", "--format", "json", tmp_path / "a.json")
        found = codes(result.output) if not result.fault else []
        faults = [code for code in found if code.startswith("json/") or code == "page/undecodable"]
        refused = bool(found) and faults == found
        wanted = kind == "n" or file.name in REFUSED or (kind == "i" and file.name not in FREE_READ)
        if result.fault or refused != wanted or result.code != 1 or not found:
            wrong[file.name] = (result.fault, found[:3])
    assert wrong == {}


def test_schema_suite(corpora: Path) -> None:
    """Every required test of JSON Schema 2020-12 holds with the settings of our validator, and nothing is fetched."""
    folder = corpora / "json-schema-test-suite"
    remotes = {
        f"http://localhost:1234/{path.relative_to(folder / 'remotes').as_posix()}": path
        for path in sorted((folder / "remotes").rglob("*.json"))
    }

    def closed(uri: str) -> Any:
        if uri not in remotes:
            raise SchemaError(f"{uri}: no schema is fetched")
        return json.loads(remotes[uri].read_text("utf-8"))

    count, wrong = 0, []
    for file in sorted((folder / "tests" / "draft2020-12").glob("*.json")):
        for group in json.loads(file.read_text("utf-8")):
            # Required tests take `format` for an annotation; khobao asserts it, which is the only other setting.
            check = jsonschema_rs.Draft202012Validator(group["schema"], validate_formats=False, retriever=closed)
            for case in group["tests"]:
                count += 1
                if check.is_valid(case["data"]) != case["valid"]:
                    wrong.append(f"{file.name}: {group['description']}: {case['description']}")
    assert (count, wrong) == (1_299, [])


def naughty(corpora: Path) -> list[str]:
    """The naughty strings."""
    found: list[str] = json.loads((corpora / "naughty-strings" / "blns.json").read_text("utf-8"))
    assert len(found) == 515
    return found


def as_article(value: str) -> tuple[str, bytes]:
    """A finished article with `value` in all of its text fields."""
    article = build_article(Page("p", 1, "text", GOOD.encode())).article
    assert article is not None
    fields = ("title", "section", "outlet", "source_credit", "license", "rights")
    made = {**article, **dict.fromkeys(fields, value), "authors": [value], "tags": [value], "captions": value,
            "lead": value, "text": value}  # fmt: skip
    return "a.json", json.dumps(made, ensure_ascii=False).encode()


def as_lines(value: str) -> tuple[str, bytes]:
    """A page with `value` as headline and as lines between the others."""
    head, *lines = GOOD.split("\n")
    return "a.txt", "\n".join([head, value, *[part for line in lines for part in (line, value)]]).encode()


def as_front_matter(value: str) -> tuple[str, bytes]:
    """A page about which `value` is stated."""
    stated = {
        **dict.fromkeys(("outlet", "license", "rights", "note", "contributor", "url", "id", "retrieved_at"), value)
    }
    front = yaml.safe_dump({**stated, "article": {"title": value, "published_at": value, "tags": [value]}})
    return "a.txt", f"---\n{front}---\n{GOOD}".encode()


def as_raw_front_matter(value: str) -> tuple[str, bytes]:
    """A page about which `value` is stated, by somebody who does not know how YAML is quoted."""
    return "a.txt", f"---\noutlet: {value}\nnote: '{value}'\nlicense: \"{value}\"\n---\n{GOOD}".encode()


@pytest.mark.parametrize("place", [as_article, as_lines, as_front_matter, as_raw_front_matter])
def test_naughty_strings(
    place: Callable[[str], tuple[str, bytes]], corpora: Path, run_case: Run, tmp_path: Path
) -> None:
    """In every text field of an article, as lines of a page and as what is stated about one: no crash."""
    wrong = {}
    for value in naughty(corpora):
        name, content = place(value)
        (tmp_path / name).write_bytes(content)
        result = run_case("validate", "--format", "json", tmp_path / name)
        if result.fault or result.code not in (0, 1):
            wrong[value] = (result.fault, result.output[-300:])
    assert wrong == {}


_SIGNS = (("␣", " "), ("—*»", "\t"), ("←", "\r"), ("⇔", "\ufeff"), ("↵", ""), ("∎\n?$", ""))


def yaml_cases(corpora: Path) -> Iterator[tuple[str, str, bool]]:
    """Name, YAML text and whether it must fail, of each case of the suite."""
    for file in sorted((corpora / "yaml-test-suite" / "src").glob("*.yaml")):
        fail, source = False, ""
        for number, case in enumerate(yaml.safe_load(file.read_text("utf-8"))):
            source, fail = case.get("yaml", source), case.get("fail", False)
            plain = source
            for sign, meaning in _SIGNS:
                plain = re.sub(sign, meaning, plain)
            yield f"{file.stem}-{number}", plain, fail


def test_yaml_suite(corpora: Path, run_case: Run, tmp_path: Path) -> None:
    """As what is stated beside a page: must-fail cases are refused, the others read or refused by a code."""
    counts: Counter[str] = Counter()
    wrong = {}
    (tmp_path / "a.html").write_text(f"<pre>{GOOD}</pre>", "utf-8")
    for name, source, fail in yaml_cases(corpora):
        (tmp_path / "a.yaml").write_text(source, "utf-8", newline="")
        result = run_case("validate", "--format", "json", tmp_path / "a.html")
        found = codes(result.output) if not result.fault else []
        counts["must fail" if fail else "may pass"] += 1
        meta = [code for code in found if code.startswith(("meta/", "schema/", "page/undecodable"))]
        if result.fault or (fail and not meta) or found != meta:
            wrong[name] = (result.fault, found, source)
    assert (counts, wrong) == ({"must fail": 94, "may pass": 312}, {})


def test_yaml_suite_is_parsed_or_refused(corpora: Path) -> None:
    """The parser gives a value or a code; of the must-fail cases it lets pass those that libyaml does."""
    passed = set()
    for name, source, fail in yaml_cases(corpora):
        with contextlib.suppress(strict_yaml.StrictYAMLError):
            strict_yaml.parse(source)
            passed |= {name} if fail else set()
    assert passed == LENIENT


#: Must-fail cases that libyaml reads: mostly white space where none belongs. None of them hides a value.
LENIENT = {
    "9C9N-0", "9JBA-0", "CVW2-0", "DK95-1", "G5U8-0", "QB6E-0", "S98Z-0", "SU5Z-0", "X4QW-0", "Y79Y-3", "YJV2-0",
}  # fmt: skip


def test_normal_form(corpora: Path) -> None:
    """Every line of NormalizationTest gives its NFC column when cleaned, but for spaces and marks without glyph."""
    count = 0
    for line in (corpora / "unicode" / "NormalizationTest-14.0.0.txt").read_text("utf-8").split("\n"):
        columns = line.partition("#")[0].split(";")[:5]
        if len(columns) < 5:
            continue
        source, nfc, nfd, nfkc, nfkd = ("".join(chr(int(code, 16)) for code in one.split()) for one in columns)
        wanted = " ".join(text._INVISIBLE_RUN.sub("", nfc).split())
        assert text.clean(source) == text.clean(nfc) == text.clean(nfd) == wanted, line
        assert text.clean(nfkc) == text.clean(nfkd), line
        assert unicodedata.is_normalized("NFC", text.clean(source))
        count += 1
    assert count >= 18_992


@pytest.mark.parametrize(
    ("folder", "count"),
    [
        ("parquet-testing/bad_data", 8), ("arrow-testing/data/parquet", 147), ("arrow-testing/data/arrow-ipc-file", 55),
        ("arrow-testing/data/arrow-ipc-stream", 353), ("arrow-testing/data/csv", 11),
    ],
)  # fmt: skip
def test_tables_of_other_projects(folder: str, count: int, corpora: Path, run_case: Run, tmp_path: Path) -> None:
    """As Parquet, as lines of JSON and packed: no crash; as what it is, a file of another format is refused by name."""
    files = [path for path in sorted((corpora / folder).rglob("*")) if path.is_file() and _is_case(path)]
    assert len(files) == count
    wrong = {}
    for file in files:
        for name in ("a.parquet", "a.jsonl", "a.jsonl.gz", "a.jsonl.zst", "a.arrow"):
            (tmp_path / name).write_bytes(file.read_bytes())
            result = run_case("validate", "--format", "json", tmp_path / name)
            found = codes(result.output) if not result.fault else []
            strange = name == "a.arrow" and found != ["source/unsupported"]
            if result.fault or strange or (result.code == 0) != (not found):
                wrong[f"{file.name} as {name}"] = (result.fault, found, result.output[-500:])
            (tmp_path / name).unlink()
    assert wrong == {}


def _is_case(path: Path) -> bool:
    return path.suffix.lower() not in (".md", ".txt")


def test_strict_reader_agrees_with_the_run(corpora: Path) -> None:
    """The reader as such takes all must-pass files but those with a name given twice."""
    refused = set()
    for file in sorted((corpora / "json-test-suite" / "test_parsing").glob("y_*.json")):
        try:
            strict_json.parse(file.read_bytes().decode("utf-8"))
        except strict_json.StrictJSONError:
            refused.add(file.name)
    assert refused == REFUSED
