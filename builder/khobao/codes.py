"""The codes of problems: what each is called, how grave it is, how to mend it, at which level it is looked for.

A code is ``area/name`` and never changes its meaning. ``khobao explain`` tells more of each.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Code:
    """A kind of problem. An error keeps the record out of a release, a warning does not."""

    severity: str
    hint: str


#: What is checked, in order; a record that fails a level is not checked at the next, where its fault would only echo.
LEVELS = ("readable", "schema", "spans", "sense", "editorial")
#: The level of each area of codes; all others are of what can be read at all.
_LEVELS = {"schema": "schema", "span": "spans", "sense": "sense", "corpus": "sense", "letters": "editorial",
           "private": "editorial"}  # fmt: skip


def level_of(code: str) -> str:
    """The one of :data:`LEVELS` at which `code` is found."""
    return _LEVELS.get(code.partition("/")[0], LEVELS[0])


def can_be_silenced(code: str) -> bool:
    """Whether a person may overrule `code`. No dataset can be built of records that fail an earlier level, nor of two
    records with one id."""
    return level_of(code) in ("sense", "editorial") and not code.startswith("corpus/")


CODES: dict[str, Code] = {
    "card/region": Code("error", "each generated region opens with `<!-- khobao:begin NAME -->` and closes once"),
    "card/stale": Code("error", "run `khobao build --update-card` and commit dataset_card.md"),
    "corpus/duplicate-id": Code("error", "remove one of the two, or give it an `id` of its own in its front matter"),
    "corpus/empty": Code("error", "add a page (.txt) or a finished article (.json) to one of the source folders"),
    "corpus/near-duplicate": Code("warning", "keep the better of the two, unless each says what the other does not"),
    "file/executable": Code("error", "take the mark away: `chmod -x FILE`, and `git update-index --chmod=-x FILE`"),
    "file/lfs-pointer": Code("error", "fetch the file with `git lfs pull`, or contribute it without Git LFS"),
    "file/name-clash": Code("error", "rename one of the two: names differ by more than case and the form of accents"),
    "file/name-unsafe": Code("error", "rename it, with letters, digits, hyphens, dots and underscores"),
    "file/not-regular": Code("error", "save what it gives as a file"),
    "file/submodule": Code("error", "put the files themselves in the folder, without their repository"),
    "file/symlink": Code("error", "put the file itself in its place; only a path that you name yourself may be a link"),
    "gold/invalid": Code("error", "a gold file is JSON with `lines`, one label for each line of its page"),
    "gold/page-changed": Code("error", "score against the page that was labelled, or label the page again"),
    "git/missing": Code("error", "install git, or leave out --changed-since"),
    "git/no-merge-base": Code("error", "fetch the history of both: a shallow clone ends before the commit they share"),
    "git/no-repository": Code("error", "run khobao in the repository that holds the paths"),
    "git/unknown-revision": Code("error", "name a commit, a branch or a tag that this repository has, or fetch it"),
    "ignore/no-reason": Code("error", "say why: `# khobao: ignore CODE because REASON`"),
    "ignore/unknown": Code(
        "error", "write `# khobao: ignore CODE, CODE because REASON` with codes of sense or editorial"
    ),
    "ignore/unused": Code("warning", "remove the code from the comment: nothing of the kind is found here"),
    "init/invalid": Code(
        "error", "--name takes letters, digits, `.`, `_` and `-`; --title one line; --pin the full hash of a commit"
    ),
    "init/not-empty": Code("error", "name a folder that does not exist, or is empty but for .git"),
    "json/duplicate-key": Code("error", "keep one of the two members"),
    "json/invalid": Code(
        "error",
        "JSON is strict: straight double quotes, no comma too many, no comments, no NaN",
    ),
    "json/too-large": Code("error", "leave out what is no part of an article; one article a file or row"),
    "letters/bidi-control": Code("error", "remove the character: it makes text look other than it is"),
    "letters/combining-marks": Code("error", "remove the damaged characters; no writing system stacks so many marks"),
    "letters/control-character": Code("error", "remove the character, or write a space or a line feed in its place"),
    "letters/entity": Code("warning", "write the character that it stands for"),
    "letters/eth": Code("warning", "write Đ (U+0110) or đ (U+0111), which search and sorting know"),
    "letters/invisible": Code("warning", "remove the character: nobody sees it, and it splits words for every reader"),
    "letters/legacy-encoding": Code(
        "warning", "write the words in Unicode, with a tool that knows the encoding named here"
    ),
    "letters/mixed-script": Code("warning", "write the whole word in letters of one script"),
    "letters/mojibake": Code("warning", "save the page again as UTF-8, or write the words as the page shows them"),
    "letters/not-nfc": Code("error", "write the text in Unicode normal form C, in which offsets count"),
    "letters/private-use": Code("warning", "write the character that the page shows, or leave it out"),
    "letters/replacement": Code("warning", "write the character that was lost, as the page shows it"),
    "letters/stray-mark": Code("warning", "write letter and mark as one character"),
    "letters/tone-marks": Code("warning", "leave it if the page prints both; khobao compares words either way"),
    "meta/date-impossible": Code("error", "correct the date; check day, month and the length of the month"),
    "meta/disagrees": Code("warning", "check both; state the right value under `article:` if the page is wrong"),
    "meta/duplicate-key": Code("error", "keep one of the two lines"),
    "meta/invalid": Code(
        "error",
        "write one `name: value` a line, between two lines of `---`; indent with spaces, only under `article:`",
    ),
    "meta/time-format": Code("error", "write it as 2024-05-31T08:30:00+07:00; leave it out if you do not know it"),
    "meta/too-large": Code("error", "state only what README.md lists; the page itself stands below the front matter"),
    "meta/unclosed": Code("error", "close the front matter with a line of three hyphens, or remove the first line"),
    "meta/unknown-field": Code(
        "error",
        "on top stand id, url, outlet, retrieved_at, license, rights, contributor, note; all others under `article:`",
    ),
    "page/bidi-control": Code("error", "remove the character: it makes text look other than it is"),
    "page/charset": Code("error", "convert the page to UTF-8, or declare the charset that it is written in"),
    "page/combining-marks": Code("error", "remove the damaged characters; no writing system stacks so many marks"),
    "page/control-character": Code("error", "remove the character; save the page again as plain text"),
    "page/empty": Code("error", "save the text of the page below the front matter"),
    "page/legacy-encoding": Code(
        "error",
        "save it as UTF-8 with an editor; TCVN3, VNI and VISCII take a converter first, as UniKey has one",
    ),
    "page/line-too-long": Code("error", "save the page with its line breaks"),
    "page/not-an-article": Code(
        "error", "save the whole page of one article; if it is one all the same, state its `text` under `article:`"
    ),
    "page/not-vietnamese": Code("error", "contribute pages in Vietnamese, saved with their diacritics"),
    "page/second-page": Code("error", "put each page into a file of its own, with its own front matter"),
    "page/too-deep": Code("error", "save the page again; no page of a newspaper is nested or attributed like this"),
    "page/too-large": Code("error", "contribute one article per file"),
    "page/too-many-lines": Code("error", "contribute one article per file"),
    "page/undecodable": Code("error", "open the file in an editor that shows it right, and save it as UTF-8"),
    "private/bank-account": Code("warning", "leave the page out, or cut the number if it is a private person's"),
    "private/email": Code("warning", "leave the page out, or cut the address if it is a private person's"),
    "private/identity-card": Code("warning", "leave the page out, or cut the number"),
    "private/number-plate": Code("warning", "leave the page out, or cut the number if it is a private person's"),
    "private/passport": Code("warning", "leave the page out, or cut the number"),
    "private/phone": Code("warning", "leave the page out, or cut the number if it is a private person's"),
    "private/secret": Code("warning", "cut it, and have its owner withdraw it: it was public"),
    "promise/divided": Code("error", "build the release again with the one before it in place"),
    "promise/forgotten": Code("error", "build the release again with the one before it in place"),
    "promise/moved": Code("error", "build the release again with the one before it in place, or say --resplit"),
    "promise/predecessor": Code("error", "name the release that this one follows"),
    "promise/version": Code("error", "give the release the version named here, or a larger one"),
    "rebuild/inputs": Code("error", "check out the sources as they were when the release was built"),
    "rebuild/rows": Code("error", "build with the version of khobao that the manifest names under `writer`"),
    "rebuild/splits": Code("error", "check out dataset_card.md as it was when the release was built"),
    "release/changed": Code("error", "download the file again, or build the release again"),
    "release/extra": Code("error", "remove the file: it is not part of the release"),
    "release/foreign": Code("error", "download the file again: another one stands in its place"),
    "release/manifest": Code("error", "download the release again: its manifest is damaged or was edited"),
    "release/missing": Code("error", "download the file again, or build the release again"),
    "release/rolled-back": Code("error", "download the release again, or call the folder by its version"),
    "release/truncated": Code("error", "download the file again: it is shorter than the manifest says"),
    "release/unloadable": Code("error", "report this as a bug in khobao; nothing was released"),
    "schema/format": Code("error", "write it in the form that is named; leave it out, or null, if nobody knows it"),
    "schema/range": Code("error", "write a value within the limit that is named, or null if nobody knows it"),
    "schema/required": Code("error", 'add the field; write null, [] or "" when the page does not say'),
    "schema/type": Code("error", "write it as the kind of value that is named"),
    "schema/unique": Code("error", "list each value once"),
    "schema/unknown-field": Code("error", "remove the field, or correct its name"),
    "schema/value": Code("error", "write one of the values that are listed, to the letter"),
    "sense/far-from-event": Code("warning", "check `published_at` and the day in the text: one of them is years off"),
    "sense/lead-not-in-text": Code("error", "`text` begins with `lead`, followed by a line feed or nothing"),
    "sense/precision": Code(
        "error", "`published_at` and `published_precision` are both given or both null, and finer parts are zero or one"
    ),
    "sense/province-date": Code("warning", "check `published_at`; leave it if the page itself names the province so"),
    "sense/published-after-retrieval": Code(
        "error",
        "check `retrieved_at`; if that is right, state the right `published_at` under `article:`",
    ),
    "sense/published-too-early": Code("warning", "check `published_at`; leave it if the article was printed then"),
    "sense/repeated-paragraph": Code("warning", "leave one of them, unless the page repeats itself"),
    "sense/short-text": Code("warning", "check that the text is whole"),
    "sense/teasers": Code("warning", "save the page of one article, not the list of its teasers"),
    "sense/title-cut": Code("warning", "state the whole `title`"),
    "sense/title-outlet": Code("warning", "state the `title` of the article"),
    "sense/title-rubric": Code("warning", "state the `title` of the article; a rubric is its `section`"),
    "sense/weekday": Code("warning", "check the date on the page: weekday and date do not agree"),
    "settings/invalid": Code("error", "see the `khobao:` key in the front matter of dataset_card.md"),
    "source/column": Code("error", "name the column with the text under `columns:` in the settings of the card"),
    "source/damaged": Code("error", "get the file again; what stands before the damage was read"),
    "source/expansion": Code("error", "unpack the file and look at it: text does not pack so well"),
    "source/missing": Code("error", "check the path"),
    "source/remote": Code("error", "pip install fsspec, and the package for the kind of address"),
    "source/unreadable": Code("error", "check the permissions of the file"),
    "source/unsupported": Code(
        "error",
        "contribute .txt or .html (a page), .json (an article), .jsonl, .jsonl.gz, .jsonl.zst or .parquet (many)",
    ),
    "span/mismatch": Code("error", "count `start` and `end` in code points of the field; `surface` is what is between"),
    "span/range": Code("error", "count `start` and `end` in code points of the field, the end after the last"),
    "split/bridge": Code("error", "wait for the next major version, or leave out what the article repeats"),
    "split/undated": Code("error", "state `published_at` under `article:`, or split by another strategy"),
    "version/exists": Code("error", "build into another folder with --out, or declare another version"),
    "version/too-small": Code(
        "error", "declare at least the version named here, or none, in the front matter of the card"
    ),
    "worker/lost": Code("error", "run with fewer --workers or more memory; nothing of the release was left behind"),
    "write/locked": Code("error", "wait until the other build is over, or build into another folder with --out"),
    "write/failed": Code("error", "free space or mend permissions; nothing of the release was left behind"),
}

#: What stands before the slash of a code.
AREAS = frozenset(code.partition("/")[0] for code in CODES)


def near_names(name: str, names: Iterable[str]) -> list[str]:
    """Those of `names` that are like `name`, at most three, the most like it first."""
    import difflib

    return difflib.get_close_matches(name[:60], sorted(names), n=3, cutoff=0.6)


def nearest(name: str, names: Iterable[str] = (*CODES, *AREAS)) -> str:
    """Those of `names`, codes and areas if none are given, most like `name`, as the end of a message; empty if none
    is."""
    near = near_names(name, names)
    return f"; did you mean {' or '.join(near)}?" if near else ""
