"""What the grammar of bodies reads: heads, and the bodies named, with their canonical names."""

from __future__ import annotations

import re
from dataclasses import dataclass

from khobao.annotate.copies import replace
from khobao.annotate.territory import Territory

_OLD = "oà oá oả oã oạ oè oé oẻ oẽ oẹ uỳ uý uỷ uỹ uỵ"
_NEW = "òa óa ỏa õa ọa òe óe ỏe õe ọe ùy úy ủy ũy ụy"
_NEW_TONE = dict(zip(_OLD.split(" "), _NEW.split(" "), strict=True))
_OLD_TONE = re.compile(r"(?:o[àáảãạèéẻẽẹ]|(?<![qQ])u[ỳýỷỹỵ])(?!\w)")


@dataclass(frozen=True)
class Head:
    """What a body's name opens with: the canonical words, the type of the body, what follows, the level."""

    stem: str
    type: str
    tail: str
    level: str | None


@dataclass(frozen=True)
class Body:
    """A body named from `start` to `end`: `stem`, the canonical words before its territory or `parent`; `tail`, what
    its head asks for; `short` if the page has to tell the rest."""

    start: int
    end: int
    stem: str
    type: str
    tail: str
    level: str | None
    territory: Territory | None = None
    parent: Body | None = None
    short: bool = False
    depth: int = 0

    @property
    def name(self) -> str:
        """The canonical name, as far as it is known."""
        if self.parent is not None:
            return f"{self.stem} {self.parent.name}"
        if self.territory is None:
            return self.stem
        bare = self.tail in ("province", "district") and self.territory.name
        return f"{self.stem} {self.territory.name if bare else self.territory.printed}"

    @property
    def province(self) -> str | None:
        """The province it is in, as far as it is known."""
        if self.territory is not None and self.territory.province:
            return self.territory.province
        return self.parent.province if self.parent is not None else None

    @property
    def many(self) -> bool:
        """Whether the words name a class of bodies."""
        return bool(self.territory and self.territory.many) or bool(self.parent and self.parent.many)

    @property
    def core(self) -> Body:
        """The body at the end of its name."""
        return self if self.parent is None else self.parent.core

    def within(self, province: str) -> Body:
        """The body, if it is short of its province only, as that of this province."""
        if self.parent is not None:
            parent = self.parent.within(province)
            return replace(self, parent=parent, short=parent.short, level=self.level or parent.level)
        if self.territory is not None:
            territory = self.territory.within(province) if self.territory.open else self.territory
        else:
            territory = Territory(self.end, self.end, None, None, None).within(province)
        return replace(self, territory=territory, short=False, level=self.level or territory.level)


def canonical(words: str) -> str:
    """`words` with single spaces and tone marks in the new places: hóa, khỏe, thủy; quý stays."""
    return _OLD_TONE.sub(lambda found: _NEW_TONE[found[0].lower()], " ".join(words.split()))
