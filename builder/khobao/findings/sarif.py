"""Findings as a log of SARIF 2.1.0 (OASIS Standard, with Errata 01), as GitHub code scanning and editors read it."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import Any
from urllib.parse import quote

from khobao import __version__
from khobao.codes import CODES
from khobao.errors import Issue
from khobao.explanations import explain
from khobao.findings.as_json import as_json
from khobao.findings.display import visible
from khobao.findings.excerpts import excerpts
from khobao.findings.explaining import render_help
from khobao.findings.model import Findings
from khobao.text import clean

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
#: The name under which the fingerprint of a result is given; a new way to take it gets a new number (section 3.27.17).
FINGERPRINT = "khobaoFinding/v1"


def render_sarif(findings: Findings, _: bool = False) -> str:
    """One run with a rule for every code that occurs and a result for every issue, in order."""
    codes = sorted({issue.code for issue in findings.issues})
    driver = {"name": "khobao", "semanticVersion": __version__, "rules": [_rule(code) for code in codes]}
    seen: Counter[str] = Counter()
    results = []
    for issue, part in excerpts(findings):
        same = _digest(issue, clean(part.text) if part else "")
        seen[same] += 1
        results.append(_result(issue, codes.index(issue.code), f"{same}:{seen[same]}"))
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return as_json({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(code: str) -> dict[str, Any]:
    area, _, name = code.partition("/")
    return {
        "id": code,
        "shortDescription": _message(f"{area}: {name.replace('-', ' ')}"),
        "fullDescription": _message(explain(code).why),
        "help": {**_message(CODES[code].hint), "markdown": render_help(code)},
        "defaultConfiguration": {"level": CODES[code].severity},
    }


def _result(issue: Issue, rule: int, fingerprint: str) -> dict[str, Any]:
    where = issue.where
    region = {"startLine": where.line, "startColumn": where.column}
    if issue.length:
        region["endColumn"] = where.column + issue.length
    location: dict[str, Any] = {"physicalLocation": {"artifactLocation": {"uri": _uri(where.path)}, "region": region}}
    if issue.pointer:
        location["logicalLocations"] = [{"fullyQualifiedName": visible(issue.pointer), "kind": "value"}]
    return {
        "ruleId": issue.code,
        "ruleIndex": rule,
        "level": issue.severity,
        "message": _message(visible(issue.message)),
        "locations": [location],
        "partialFingerprints": {FINGERPRINT: fingerprint},
    }


def _message(text: str) -> dict[str, str]:
    """`text` as it stands: braces are doubled and brackets escaped, which else mean arguments and links (sections
    3.11.5 and 3.11.6)."""
    if "](" in text:
        text = text.replace("[", r"\[").replace("]", r"\]")
    return {"text": text.replace("{", "{{").replace("}", "}}")}


def _uri(path: str) -> str:
    """`path` as a reference to it: relative, or of the scheme ``file`` (RFC 3986, RFC 8089)."""
    return f"file://{quote(path)}" if path.startswith("/") else quote(path)


def _digest(issue: Issue, line: str) -> str:
    """What stays the same while the line moves: of private values the `line` has no more than a mask."""
    return hashlib.sha256("\n".join((issue.code, issue.where.path, issue.pointer, line)).encode()).hexdigest()[:32]
