"""Who, where, when, under which document: what an article's title, text and captions name, found by rule.

The grammar of the genre is formulaic. Word lists are data files with their sources; the page's own words resolve
what stands for what: a short form of a body, a bare `tỉnh`, a given name alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from khobao.annotate.reading import Reading

#: The fields of the layer, in the order of the schema.
ANNOTATED = ("people", "organizations", "places", "documents", "events", "figures", "times")
#: The fields that are annotated, in the order of reading.
FIELDS = ("title", "text", "captions")
Found = dict[str, tuple[Any, ...]]
#: What finds the values of a field; it may ask for what the fields before it found.
Finder: TypeAlias = "Callable[[Reading, Found], tuple[Any, ...]]"


@cache
def finders() -> tuple[tuple[str, Finder], ...]:
    """What finds each field of the layer, in the order in which they ask each other; places are found before people and
    parted from them after. Made when first asked for: their patterns and word lists take longer to load than a page
    takes to check."""
    from khobao.annotate import organizations, people
    from khobao.annotate.documents import find_documents
    from khobao.annotate.events import find_events
    from khobao.annotate.figures import find_figures
    from khobao.annotate.places import find_places, free_of_people
    from khobao.annotate.times import find_times

    return (
        ("times", find_times),
        ("documents", find_documents),
        ("figures", find_figures),
        ("places", find_places),
        ("organizations", organizations.find),
        ("people", people.find),
        ("places", free_of_people),
        ("events", find_events),
    )


def annotate(article: Mapping[str, Any]) -> Found:
    """What `article` names, by field, as values of :mod:`khobao.annotate.values`, each list in order of appearance."""
    from khobao.annotate.reading import read

    reading = read(article)
    found: Found = dict.fromkeys(ANNOTATED, ())
    for name, find in finders():
        found[name] = find(reading, found)
    return found
