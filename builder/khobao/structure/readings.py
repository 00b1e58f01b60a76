"""What many lines show, read together: the same as each line reads of itself, in a fraction of the time.

What follows from the tokens of a line is read for all lines at once. The patterns behind the rest are left to the line,
but for lines without the tokens or digits that the pattern needs, which learn at once that they show nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from khobao.structure.bylines import read_byline
from khobao.structure.lines import Line, read_core, read_furniture, read_key
from khobao.structure.tokens import Tokens, read_tokens
from khobao.text import fold

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Readings:
    """What lines show, each array with a value for each line: their `tokens`; whether they open with a list mark
    (`bullet`) or read as paragraphs (`prose`); and which of them alone can be a `byline`, hold a date (`dated`) or a
    view count (`counted`), credit a picture (`credited`) or open as a caption (`opening`)."""

    tokens: Tokens
    bullet: Flags
    prose: Flags
    byline: Flags
    dated: Flags
    counted: Flags
    credited: Flags
    opening: Flags


def read_together(lines: Sequence[Line]) -> Readings:
    """What `lines` show, one at least and none blank; from then on each line knows it."""
    texts = [line.text for line in lines]
    tokens = read_tokens(texts)
    shown = Readings(
        tokens,
        bullet=tokens.first("bullet") | (tokens.first("number") & (tokens.count > 1)),
        prose=_prose(tokens),
        byline=_may_name(tokens),
        dated=tokens.decimals >= 5,
        counted=tokens.any("views") & (tokens.decimals > 0),
        credited=tokens.any("credit"),
        opening=tokens.first("opening"),
    )
    _tell(lines, texts, shown)
    _leave_open(lines, shown.dated, "stamp", "dateline")
    _leave_open(lines, shown.counted, "views")
    _leave_open(lines, shown.credited, "photo_credit")
    _leave_open(lines, shown.opening, "opens_caption")
    return shown


def _tell(lines: Sequence[Line], texts: Sequence[str], shown: Readings) -> None:
    """Tell `lines`, which have these `texts`, what is `shown`, what follows from a fold of all of them, and that they
    show nothing else."""
    columns = (
        shown.tokens.count, shown.tokens.last("stops"), shown.tokens.last("dots"), shown.bullet, shown.prose,
        shown.byline,
    )  # fmt: skip
    folds = fold("\n".join(texts)).split("\n")
    for line, text, folded, n_words, stops, trails_off, bullet, is_prose, may_name in zip(
        lines, texts, folds, *(column.tolist() for column in columns), strict=True
    ):
        core = read_core(text, folded)
        line.__dict__ = {
            "folded": folded,
            "n_words": n_words,
            "stops": stops,
            "trails_off": trails_off,
            "bullet": bullet,
            "is_prose": is_prose,
            "core": core,
            "key": read_key(text, core) if bullet else core,
            "furniture": read_furniture(folded, core),
            "byline": read_byline(text, folded) if may_name else None,
            "stamp": None,
            "dateline": None,
            "views": None,
            "photo_credit": False,
            "opens_caption": False,
        }


def _leave_open(lines: Sequence[Line], possible: Flags, *names: str) -> None:
    """Let the lines that are `possible` read by themselves what has these `names`."""
    for place in possible.nonzero()[0].tolist():
        for name in names:
            vars(lines[place]).pop(name, None)  # a line may stand there twice


def _prose(tokens: Tokens) -> Flags:
    """Whether each line is what :attr:`Line.is_prose` says."""
    one_sentence = tokens.number(tokens.each("inner_stop")) == tokens.last("inner_stop")
    asks = tokens.last("asks") & one_sentence
    states = tokens.last("stops") & ~tokens.last("last_colon") & ~asks
    prose: Flags = states & (tokens.count >= 12) | (tokens.count >= 45)
    return prose


def _may_name(tokens: Tokens) -> Flags:
    """Whether each line may be a byline: false where no label opens it and a word that cannot stand in a name comes
    before any that would make it doubtful."""
    import numpy as np

    opening = tokens.starts + (tokens.first("mark") & (tokens.count > 1))
    refused = tokens.each("not_in_name")
    telling = refused | tokens.each("beside_name")
    telling[tokens.starts[tokens.first("mark")]] = False
    places = np.append(telling.nonzero()[0], len(telling))
    first = places[np.searchsorted(places, tokens.starts)]
    inside = first < tokens.starts + tokens.count
    possible: Flags = tokens.each("label")[opening] | ~(inside & np.append(refused, False)[first])
    return possible
