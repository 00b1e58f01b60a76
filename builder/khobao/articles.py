"""One page in, one outcome out: an article with the page it was read from, or the reasons why there is none."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from khobao import strict_json
from khobao.checks import Locate, check_article
from khobao.columns import columns
from khobao.errors import Issue, Location, has_errors
from khobao.pages import PROVENANCE, Contribution, Page, page_schema, read_contribution, read_page_text
from khobao.sketches import SIGNATURE_SIZE, signatures
from khobao.structure import Structure, structure_pages
from khobao.structure.times import read_stated
from khobao.text import vietnamese_share

if TYPE_CHECKING:
    import pyarrow as pa

#: Share of letters that only Vietnamese has, from which a page counts as Vietnamese. Vietnamese news has 0.15 to
#: 0.25; French, which shares the circumflex, below 0.01; Vietnamese typed without diacritics has none.
VIETNAMESE_SHARE = 0.05

# Fields of the article that a person cannot state under `article:`: they are stated beside it or follow from it.
_NOT_STATED = (*PROVENANCE, "reviewed", "page_sha256")


@dataclass(frozen=True)
class Outcome:
    """What became of a page. `article` and `page` follow their schemas; `article` is None exactly if an issue is an
    error; `page` is None also for an article that came without its page. Issues are sorted."""

    path: str
    line: int
    article: dict[str, Any] | None
    page: dict[str, Any] | None
    issues: tuple[Issue, ...]


def build_article(page: Page) -> Outcome:
    """Read `page`, structure it and check the article. Pure; never raises for what is in the page."""
    return build_articles([page])[0]


def build_articles(pages: Sequence[Page]) -> list[Outcome]:
    """The outcome of each of `pages`, as :func:`build_article` gives it; faster on many pages at once."""
    drafts = [_from_json(page) if page.format == "article" else _from_text(page) for page in pages]
    waiting = [draft for draft in drafts if isinstance(draft, _Draft)]
    structures = iter(structure_pages([draft.page_text for draft in waiting]))
    outcomes = []
    for page, draft in zip(pages, drafts, strict=True):
        article, record, issues = _finish(draft, next(structures)) if isinstance(draft, _Draft) else draft
        issues = sorted(issues)
        if article is None or has_errors(issues):
            article = record = None
        outcomes.append(Outcome(page.path, page.line, article, record, tuple(issues)))
    return outcomes


_Built = tuple[dict[str, Any] | None, dict[str, Any] | None, list[Issue]]


@dataclass(frozen=True)
class _Draft:
    """A page that can be read: what is stated about it, and its text."""

    path: str
    contribution: Contribution
    page_text: str


def _from_json(page: Page) -> _Built:
    where = Location(page.path, page.line)
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

    def locate(pointer: str) -> tuple[int, int]:
        line, column = strict_json.locate(source, pointer)
        return page.line + line - 1, column

    return article, None, list(check_article(article, page.path, locate))


def _from_text(page: Page) -> _Draft | _Built:
    contribution, issues = read_contribution(page.content, page.path)
    if has_errors(issues):
        return None, None, issues
    page_text, issues = read_page_text(contribution.body, page.path, contribution.first_line)
    if page_text is None:
        return None, None, issues
    if vietnamese_share(page_text) < VIETNAMESE_SHARE:
        where = Location(page.path, contribution.first_line)
        return None, None, [Issue(where, "", "page/not-vietnamese", "the page is not in Vietnamese with diacritics")]
    return _Draft(page.path, contribution, page_text)


def _finish(draft: _Draft, structure: Structure) -> _Built:
    contribution = draft.contribution
    issues = list(_faults(structure, draft.page_text, draft.path, contribution))
    article = _read(structure, contribution, draft.page_text)
    issues += _state(article, contribution, draft.path)
    if has_errors(issues):
        return None, None, issues
    if refusal := _refusal(structure, article):
        where = Location(draft.path, contribution.first_line)
        return None, None, [*issues, Issue(where, "", "page/not-an-article", refusal)]
    issues += check_article(article, draft.path, _locator(contribution))
    blocks = [{"kind": kind, "start": start, "end": end} for kind, start, end in structure.blocks]
    return article, {"id": article["id"], "page_text": draft.page_text, "blocks": blocks}, issues


def _refusal(structure: Structure, article: Mapping[str, Any]) -> str | None:
    """Why the page is no article; None when it is one, or when a person states its text."""
    if "text" in article["reviewed"]:
        return None
    if structure.genre == "listing":
        return "the page reads as a list of stories"
    if structure.genre == "other":
        return "the page reads as a notice, a law, an advert, instructions or an error"
    return None if article["text"] else "no paragraph of an article was found"


def _read(structure: Structure, contribution: Contribution, page_text: str) -> dict[str, Any]:
    stated = contribution.stated
    published = structure.published
    return {
        "id": stated.get("id") or derive_id(stated.get("url"), page_text),
        "url": stated.get("url"),
        "outlet": stated.get("outlet"),
        "language": "vi",
        "section": structure.section,
        "title": structure.title,
        "published_at": published.value if published else None,
        "published_precision": published.precision if published else None,
        "authors": list(structure.authors),
        "source_credit": structure.source_credit,
        "tags": list(structure.tags),
        "view_count": structure.view_count,
        "lead": structure.lead,
        "text": structure.text,
        "captions": structure.captions,
        "license": stated.get("license"),
        "rights": stated.get("rights"),
        "retrieved_at": stated.get("retrieved_at"),
        "reviewed": [],
        "page_sha256": hashlib.sha256(contribution.body).hexdigest(),
    }


def derive_id(url: Any, page_text: str) -> str:
    """The id of a page without a stated one: from the URL if known, else from the page text.

    The scheme, the fragment and the case of the host do not count, so that the http and https address of a page
    give one id. 80 bits of SHA-256: among a million articles a clash has a chance of about 4 in 10^13.
    """
    source = f"text:{page_text}"
    if isinstance(url, str) and url:
        parts = urlsplit(url)
        source = f"url://{parts.netloc.lower()}{parts.path}{'?' if parts.query else ''}{parts.query}"
    return hashlib.sha256(source.encode("utf-8")).hexdigest()[:20]


def _state(article: dict[str, Any], contribution: Contribution, path: str) -> Iterator[Issue]:
    """Put what a person states in place of what was read; report what cannot be stated so."""
    stated = contribution.stated.get("article", {})
    for name in stated:
        where = Location(path, *contribution.place(f"/article/{name}"))
        if name not in article or name in _NOT_STATED:
            yield Issue(where, f"/article/{name}", "meta/unknown-field", f"`article:` has no field {name!r}")
            continue
        article[name] = stated[name]
    article["reviewed"] = sorted(name for name in stated if name in article and name not in _NOT_STATED)
    yield from _state_time(article, "retrieved_at", contribution.stated, "", contribution, path)
    yield from _state_time(article, "published_at", stated, "/article", contribution, path)
    moment = read_stated(str(stated.get("published_at")))
    if moment and "published_precision" not in stated:
        article["published_precision"] = moment.precision
        article["reviewed"] = sorted({*article["reviewed"], "published_precision"})
    elif "published_at" in stated and stated["published_at"] is None and "published_precision" not in stated:
        article["published_precision"] = None


def _state_time(
    article: dict[str, Any],
    name: str,
    stated: Mapping[str, Any],
    prefix: str,
    contribution: Contribution,
    path: str,
) -> Iterator[Issue]:
    """Read the time that `stated` gives for `name`."""
    if not isinstance(value := stated.get(name), str):
        return
    moment = read_stated(value)
    if moment and (name != "retrieved_at" or moment.precision in ("minute", "second")):
        article[name] = moment.value
        return
    where = Location(path, *contribution.place(f"{prefix}/{name}"))
    article[name] = None
    shaped = moment is None and value[:10].replace("-", "").isdigit() and len(value) >= 10
    code, message = (
        ("meta/date-impossible", f"the date {value!r} does not exist")
        if shaped
        else ("meta/time-format", f"{value!r} is not a time with its minute")
    )
    yield Issue(where, f"{prefix}/{name}", code, message)


def _locator(contribution: Contribution) -> Locate:
    def locate(pointer: str) -> tuple[int, int]:
        for stated in (f"/article{pointer}", pointer):
            if stated in contribution.places.places:
                return contribution.place(stated)
        return contribution.first_line, 1

    return locate


def _faults(structure: Structure, page_text: str, path: str, contribution: Contribution) -> Iterator[Issue]:
    for fault in structure.faults:
        line = contribution.first_line + page_text.count("\n", 0, fault.offset)
        column = fault.offset - page_text.rfind("\n", 0, fault.offset)
        yield Issue(Location(path, line, column), "/published_at", fault.code, fault.message)


@functools.cache
def outcome_schema() -> pa.Schema:
    """The Arrow schema of an OUTCOME batch: one row a page, with a null `article` where `issues` has an error.

    `article_json` and `page_json` are the same records in canonical JSON; `digest` is SHA-256 over both.
    """
    import pyarrow as pa

    from khobao.projections import arrow_schema

    issue = pa.struct([
        ("path", pa.string()), ("line", pa.int64()), ("column", pa.int64()),
        ("pointer", pa.string()), ("code", pa.string()), ("message", pa.string()),
    ])  # fmt: skip
    return pa.schema([
        ("path", pa.string()),
        ("line", pa.int64()),
        ("id", pa.string()),
        ("digest", pa.binary(32)),
        ("signature", pa.list_(pa.uint32(), SIGNATURE_SIZE)),
        ("article", pa.struct(list(arrow_schema(columns("article"))))),
        ("article_json", pa.binary()),
        ("page", pa.struct(list(arrow_schema(columns("page"))))),
        ("page_json", pa.binary()),
        ("issues", pa.list_(issue)),
    ])  # fmt: skip


def build_batch(pages: pa.RecordBatch) -> pa.RecordBatch:
    """PAGE batch to OUTCOME batch: same length, same order. Pure and picklable."""
    import pyarrow as pa

    assert pages.schema.equals(page_schema())
    rows = [_row(outcome) for outcome in build_articles([Page(**record) for record in pages.to_pylist()])]
    accepted = [row for row in rows if "article" in row]
    for row, signature in zip(accepted, signatures([row["article"]["text"] for row in accepted]), strict=True):
        row["signature"] = signature
    return pa.RecordBatch.from_pylist(rows, schema=outcome_schema())


def _row(outcome: Outcome) -> dict[str, Any]:
    from khobao.projections import to_arrow_value

    row: dict[str, Any] = {"path": outcome.path, "line": outcome.line, "issues": [
        {"path": issue.where.path, "line": issue.where.line, "column": issue.where.column,
         "pointer": issue.pointer, "code": issue.code, "message": issue.message}
        for issue in outcome.issues
    ]}  # fmt: skip
    for table, record in (("article", outcome.article), ("page", outcome.page)):
        if record is not None:
            row[table] = {field.name: to_arrow_value(field, record[field.name]) for field in columns(table)}
            row[f"{table}_json"] = strict_json.canonical(record)
    if outcome.article is not None:
        row["id"] = outcome.article["id"]
        row["digest"] = hashlib.sha256(row["article_json"] + b"\n" + row.get("page_json", b"")).digest()
    return row
