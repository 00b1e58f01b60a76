"""One page in, one outcome out: an article with the page it was read from, or the reasons why there is none."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from khobao import strict_json
from khobao.checks import check_article
from khobao.columns import columns
from khobao.errors import Issue, Location, has_errors
from khobao.fields import add_annotations, compose
from khobao.flat import FLAT, flatten, rows_digest
from khobao.locating import in_json, in_page
from khobao.pages import (
    Contribution,
    Page,
    PageText,
    is_article,
    page_schema,
    read_contribution,
    read_page_text,
)
from khobao.silences import settle
from khobao.sketches import SIGNATURE_SIZE, signatures
from khobao.structure import Structure, structure_pages
from khobao.text import is_vietnamese

if TYPE_CHECKING:
    import pyarrow as pa

#: Share of letters that only Vietnamese has, from which a page counts as Vietnamese. Vietnamese news has 0.15 to
#: 0.25; French, which shares the circumflex, below 0.01; Vietnamese typed without diacritics has none.
VIETNAMESE_SHARE = 0.05


@dataclass(frozen=True)
class Outcome:
    """What became of a page. `article` and `page` follow their schemas; `article` is None exactly if an issue is an
    error; `page` is None also for an article that came without its page. Issues are sorted. `structure` is how the
    page was read, if it got so far."""

    path: str
    line: int
    article: dict[str, Any] | None
    page: dict[str, Any] | None
    issues: tuple[Issue, ...]
    structure: Structure | None = None


def build_article(page: Page) -> Outcome:
    """Read `page`, structure it and check the article. Pure; never raises for what is in the page."""
    return build_articles([page])[0]


def build_articles(pages: Sequence[Page], annotated: bool = True) -> list[Outcome]:
    """The outcome of each of `pages`, as :func:`build_article` gives it; faster on many pages at once.

    Unless `annotated`, articles of pages come without what they name, which is found by rule and no cause of an issue.
    """
    drafts = [_from_json(page) if is_article(page) else _read_page(page) for page in pages]
    waiting = [draft for draft in drafts if isinstance(draft, _Draft)]
    structures = iter(structure_pages([draft.page.text for draft in waiting], [draft.page.tags for draft in waiting]))
    outcomes = []
    for page, draft in zip(pages, drafts, strict=True):
        structure = None
        if isinstance(draft, _Draft):
            structure = next(structures)
            silences = draft.contribution.silences
            overruled = {silence.code for silence in silences}
            article, record, issues = _finish(draft, structure, overruled, annotated)
            draft = article, record, list(settle(silences, issues))
        article, record, issues = draft
        issues = sorted(issues)
        if article is None or has_errors(issues):
            article = record = None
        outcomes.append(Outcome(page.path, page.line, article, record, tuple(issues), structure))
    return outcomes


_Built = tuple[dict[str, Any] | None, dict[str, Any] | None, list[Issue]]


@dataclass(frozen=True)
class _Draft:
    """A page that can be read: what is stated about it, and its text."""

    contribution: Contribution
    page: PageText


def _from_json(page: Page) -> _Built:
    try:
        source = page.content.decode("utf-8")
        article = strict_json.parse(source)
    except UnicodeDecodeError as error:
        line = page.content.count(b"\n", 0, error.start)
        where = Location(page.path, page.line + line)
        return None, None, [Issue(where, "", "page/undecodable", "the file is not UTF-8 here")]
    except strict_json.StrictJSONError as error:
        where = Location(page.path, page.line + error.line - 1, error.column)
        return None, None, [Issue(where, "", error.code, error.message)]

    return article, None, list(check_article(article, in_json(source, Location(page.path, page.line))))


def _read_page(page: Page) -> _Draft | _Built:
    contribution, issues = read_contribution(page)
    if has_errors(issues):
        return None, None, issues
    read, issues = read_page_text(contribution)
    if read is None:
        return None, None, issues
    if not is_vietnamese(read.text, VIETNAMESE_SHARE):
        message = "the page is not in Vietnamese with diacritics"
        return None, None, [Issue(contribution.start, "", "page/not-vietnamese", message)]
    return _Draft(contribution, read)


def _finish(draft: _Draft, structure: Structure, overruled: Collection[str], annotated: bool) -> _Built:
    contribution = draft.contribution
    issues = list(_faults(structure, draft))
    article, found = compose(structure, contribution, draft.page)
    issues += found
    if has_errors(issue for issue in issues if issue.code not in overruled):
        return None, None, issues
    if refusal := _refusal(structure, article):
        return None, None, [*issues, Issue(contribution.start, "", "page/not-an-article", refusal)]
    if annotated:
        add_annotations(article)
    issues += check_article(article, in_page(article, structure, contribution, draft.page.text), overruled)
    blocks = [{"kind": kind, "start": start, "end": end} for kind, start, end in structure.blocks]
    return article, {"id": article["id"], "page_text": draft.page.text, "blocks": blocks}, issues


def _refusal(structure: Structure, article: Mapping[str, Any]) -> str | None:
    """Why the page is no article; None when it is one, or when a person states its text."""
    if "text" in article["reviewed"]:
        return None
    if structure.genre == "listing":
        return "the page reads as a list of stories"
    if structure.genre == "other":
        return "the page reads as a notice, a law, an advert, instructions or an error"
    return None if article["text"] else "no paragraph of an article was found"


def _faults(structure: Structure, draft: _Draft) -> Iterator[Issue]:
    for fault in structure.faults:
        where = draft.contribution.place_cleaned(draft.page.text, fault.offset)
        yield Issue(where, "/published_at", fault.code, fault.message)


@functools.cache
def outcome_schema() -> pa.Schema:
    """The Arrow schema of an OUTCOME batch: one row a page, with a null `article` where `issues` has an error.

    `key` is that of the page; `article_json` and `page_json` are the same records in canonical JSON; of each flat table
    there are how many rows the article has in it and their digest, null where it has none; `digest` is SHA-256 over all
    of these.
    """
    import pyarrow as pa

    from khobao.projections import arrow_schema

    issue = pa.struct([
        ("path", pa.string()), ("line", pa.int64()), ("column", pa.int64()),
        ("pointer", pa.string()), ("code", pa.string()), ("message", pa.string()), ("length", pa.int64()),
    ])  # fmt: skip
    return pa.schema([
        ("path", pa.string()),
        ("line", pa.int64()),
        ("key", pa.binary(32)),
        ("id", pa.string()),
        ("digest", pa.binary(32)),
        ("signature", pa.list_(pa.uint32(), SIGNATURE_SIZE)),
        ("article", pa.struct(list(arrow_schema(columns("article"))))),
        ("article_json", pa.binary()),
        ("page", pa.struct(list(arrow_schema(columns("page"))))),
        ("page_json", pa.binary()),
        *((f"{name}_rows", pa.int64()) for name in FLAT.values()),
        *((f"{name}_sha256", pa.binary(32)) for name in FLAT.values()),
        ("issues", pa.list_(issue)),
    ])  # fmt: skip


def page_key(page: Page) -> bytes:
    """SHA-256 over all of `page` that its article depends on: not where it stands."""
    digest = hashlib.sha256(f"{page.format} {len(page.beside)}\n".encode())
    digest.update(page.beside)
    digest.update(page.content)
    return digest.digest()


def build_batch(pages: pa.RecordBatch) -> pa.RecordBatch:
    """PAGE batch to OUTCOME batch: same length, same order. Pure and picklable."""
    import pyarrow as pa

    assert pages.schema.equals(page_schema())
    given = [Page(**record) for record in pages.to_pylist()]
    rows = [
        {"key": page_key(page), **_row(outcome)} for page, outcome in zip(given, build_articles(given), strict=True)
    ]
    accepted = [row for row in rows if "article" in row]
    for row, signature in zip(accepted, signatures([row["article"]["text"] for row in accepted]), strict=True):
        row["signature"] = signature
    return pa.RecordBatch.from_pylist(rows, schema=outcome_schema())


def _row(outcome: Outcome) -> dict[str, Any]:
    from khobao.projections import to_arrow_value

    row: dict[str, Any] = {"path": outcome.path, "line": outcome.line, "issues": [
        {"path": issue.where.path, "line": issue.where.line, "column": issue.where.column,
         "pointer": issue.pointer, "code": issue.code, "message": issue.message, "length": issue.length}
        for issue in outcome.issues
    ]}  # fmt: skip
    for table, record in (("article", outcome.article), ("page", outcome.page)):
        if record is not None:
            row[table] = {field.name: to_arrow_value(field, record[field.name]) for field in columns(table)}
            row[f"{table}_json"] = strict_json.canonical(record)
    if outcome.article is not None:
        row["id"] = outcome.article["id"]
        digest = hashlib.sha256(row["article_json"] + b"\n" + row.get("page_json", b""))
        for name, count, held in _flat(outcome.article):
            row |= {f"{name}_rows": count, f"{name}_sha256": held}
            digest.update(b"\n%s %s" % (name.encode(), held))
        row["digest"] = digest.digest()
    return row


def _flat(article: Mapping[str, Any]) -> Iterator[tuple[str, int, bytes]]:
    """The flat tables in which `article` has rows: the schema of each, how many rows, and their digest."""
    for config, name in FLAT.items():
        if rows := flatten(config, article):
            yield name, len(rows), rows_digest(rows)
