"""Which words and pairs of words the lines of a page have in common."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from khobao.structure.neighbours import Pages
from khobao.structure.tokens import Tokens

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Flags = npt.NDArray[np.bool_]
    Shares = npt.NDArray[np.float64]
    Whole = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Sightings:
    """Every different item of a line once: its `line` and its `group`, which it shares with the same item on other
    lines of the page. Groups are in order, and the lines in them. `pages` is where the lines lie."""

    pages: Pages
    line: Whole
    group: Whole

    @cached_property
    def sizes(self) -> Whole:
        """The number of different items of each line."""
        import numpy as np

        return np.bincount(self.line, minlength=len(self.pages.page))

    def number(self, chosen: Flags) -> Whole:
        """How many of the `chosen` sightings are on each line."""
        import numpy as np

        return np.bincount(self.line[chosen], minlength=len(self.pages.page))

    def share_seen(self, times: int) -> Shares:
        """The share of the items of each line that stand in more than so many lines of the page; 0 without items."""
        import numpy as np

        often = np.bincount(self.group) > times
        return self.number(often[self.group]) / np.maximum(1, self.sizes)

    def share_met(self, among: Flags) -> Shares:
        """The share of the items of each line that stand in a line of the page which is `among` those chosen."""
        import numpy as np

        met = np.zeros(int(self.group.max(initial=-1)) + 1, dtype=bool)
        met[self.group[among[self.line]]] = True
        return self.number(met[self.group]) / np.maximum(1, self.sizes)

    def share_before(self) -> Shares:
        """The items that each line has in common with the line before it, as a share of the shorter one's; -1 where
        there is none before."""
        import numpy as np

        again = (np.diff(self.group, prepend=-1) == 0) & (np.diff(self.line, prepend=-2) == 1)
        shorter = np.minimum(self.sizes, np.roll(self.sizes, 1))
        return np.where(self.pages.index == 0, -1.0, self.number(again) / np.maximum(1, shorter))


def see_words(tokens: Tokens, pages: Pages) -> Sightings:
    """The sightings of the words of lines, without function words."""
    content = tokens.each("content")
    return _see(tokens.word[content], tokens.line[content], pages)


def see_pairs(tokens: Tokens, pages: Pages) -> Sightings:
    """The sightings of the pairs of words that follow each other on a line."""
    import numpy as np

    inside = tokens.line[1:] == tokens.line[:-1]
    words = np.unique(tokens.word, return_inverse=True)[1] if tokens.word.max(initial=0) >> 20 else tokens.word
    pairs = words[:-1][inside] * (int(words.max(initial=0)) + 1) + words[1:][inside]
    return _see(pairs, tokens.line[1:][inside], pages)


def _see(items: Whole, line: Whole, pages: Pages) -> Sightings:
    """The sightings of whole numbers `items`, each on its `line`."""
    import numpy as np

    bits = int(pages.counts.max(initial=0)).bit_length()
    width = int(items.max(initial=0)).bit_length()
    if width + bits + len(pages.counts).bit_length() > 62:
        items = np.unique(items, return_inverse=True)[1]
        width = len(items).bit_length()
    keys = np.sort(((pages.page[line] << width | items) << bits) | pages.index[line])
    keys = keys[np.diff(keys, prepend=-1) != 0]
    group = keys >> bits
    starts = pages.counts.cumsum() - pages.counts
    place = starts[group >> width] + (keys & (1 << bits) - 1)
    return Sightings(pages, place, np.cumsum(np.diff(group, prepend=-1) != 0) - 1)
