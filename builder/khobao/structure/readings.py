"""What many lines show, read together: the same as each line reads of itself, in a fraction of the time.

What follows from the tokens of a line is read for all lines at once. The patterns behind the rest are left to the line,
but for lines without the tokens or digits that the pattern needs, which learn at once that they show nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from khobao.structure.bylines import read_byline
from khobao.structure.lines import Line, read_core, read_furniture, read_key
from khobao.structure.tokens import Tokens, read_tokens
from khobao.text import fold

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt


def read_together(lines: Sequence[Line]) -> Tokens:
    """The tokens of `lines`, one at least and none blank; from then on each line knows what they show."""
    texts = [line.text for line in lines]
    tokens = read_tokens(texts)
    known = zip(
        lines,
        texts,
        fold("\n".join(texts)).split("\n"),
        tokens.count.tolist(),
        tokens.last("stops").tolist(),
        tokens.last("dots").tolist(),
        (tokens.first("bullet") | (tokens.first("number") & (tokens.count > 1))).tolist(),
        _prose(tokens).tolist(),
        _may_name(tokens).tolist(),
        strict=True,
    )
    for line, text, folded, n_words, stops, trails_off, bullet, is_prose, may_name in known:
        seen = vars(line)
        seen["folded"] = folded
        seen["n_words"] = n_words
        seen["stops"] = stops
        seen["trails_off"] = trails_off
        seen["bullet"] = bullet
        seen["is_prose"] = is_prose
        seen["core"] = core = read_core(text, folded)
        seen["key"] = read_key(text, core) if bullet else core
        seen["furniture"] = read_furniture(folded, core)
        seen["byline"] = read_byline(text, folded) if may_name else None
    _rule_out(lines, tokens.decimals >= 5, stamp=None, dateline=None)
    _rule_out(lines, tokens.any("views") & (tokens.decimals > 0), views=None)
    _rule_out(lines, tokens.any("credit"), photo_credit=False)
    _rule_out(lines, tokens.first("opening"), opens_caption=False)
    return tokens


def _prose(tokens: Tokens) -> npt.NDArray[np.bool_]:
    """Whether each line is what :attr:`Line.is_prose` says."""
    one_sentence = tokens.number(tokens.each("inner_stop")) == tokens.last("inner_stop")
    asks = tokens.last("asks") & one_sentence
    states = tokens.last("stops") & ~tokens.last("last_colon") & ~asks
    prose: npt.NDArray[np.bool_] = states & (tokens.count >= 12) | (tokens.count >= 45)
    return prose


def _may_name(tokens: Tokens) -> npt.NDArray[np.bool_]:
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
    possible: npt.NDArray[np.bool_] = tokens.each("label")[opening] | ~(inside & np.append(refused, False)[first])
    return possible


def _rule_out(lines: Sequence[Line], possible: npt.NDArray[np.bool_], **nothing: Any) -> None:
    """Tell the lines that are not `possible` that they show `nothing`."""
    for place in (~possible).nonzero()[0].tolist():
        vars(lines[place]).update(nothing)
