"""Whatever the bytes, a reader gives findings or one clear error of khobao, never another exception."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent.parent / "fuzz"))

from readers import READERS


def mutated(seeds: list[bytes]) -> st.SearchStrategy[bytes]:
    """A seed with some places cut out, repeated or written over by other bytes."""
    piece = st.one_of(
        st.binary(max_size=12),
        st.sampled_from([b"\n", b"\x00", b"---\n", b'"', b"{", b"[", b"<", b"\xff", b": ", b"\\u", "ố\u0301".encode()]),
        st.integers(0, 2**32 - 1).map(lambda number: number.to_bytes(4, "little")),
    )
    edits = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 40), piece, st.integers(1, 40)), max_size=6)

    def apply(seed: bytes, edits: list[tuple[float, int, bytes, int]]) -> bytes:
        for share, length, piece, times in edits:
            at = int(share * len(seed))
            seed = seed[:at] + piece * times + seed[at + length :]
        return seed

    return st.one_of(st.binary(max_size=300), st.builds(apply, st.sampled_from(seeds), edits))


@pytest.mark.parametrize("name", READERS)
def test_reader_never_raises_for_what_it_reads(name: str) -> None:
    """Seeds are read without a finding about their form; any change of them gives findings, not exceptions."""
    reader, seeds = READERS[name]

    @settings(max_examples=60, suppress_health_check=list(HealthCheck))
    @given(mutated(seeds()))
    def check(content: bytes) -> None:
        assert reader(content) >= 0

    check()


@pytest.mark.parametrize("name", READERS)
def test_seeds_of_the_fuzzers_are_good(name: str) -> None:
    """A seed is a contribution without an error, so that what is fuzzed gets past the first check."""
    reader, seeds = READERS[name]
    assert [reader(seed) for seed in seeds()] == [0] * len(seeds())


CASES = sorted(path for path in (Path(__file__).parent.parent / "fuzz" / "cases").glob("*/*") if path.is_file())


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.name}")
def test_what_once_was_a_bug_is_none(case: Path) -> None:
    """Inputs that fuzzing found are read without an exception."""
    assert READERS[case.parent.name][0](case.read_bytes()) >= 0
