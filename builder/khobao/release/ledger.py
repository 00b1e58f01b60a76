"""``ledger.parquet``: what a release promises of each article that it ever had."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import pyarrow as pa

NAME = "ledger.parquet"


class Row(NamedTuple):
    """What is known of an article.

    `digest` is SHA-256 over its records, in hexadecimal; `group` the smallest id among its near-duplicates; `match` the
    article that it was verified against and `similarity` how much of both they share, null for the first of a group;
    `shard` the name of the files that hold it; `first_version` the release that had it first. An article that left has
    no shard, and `removed_in` names the release that it left in: its id and split stay taken.
    """

    id: str
    digest: str
    group: str
    match: str | None
    similarity: float | None
    split: str
    shard: str | None
    first_version: str
    removed_in: str | None


def as_table(rows: Iterable[Row]) -> pa.Table:
    """`rows` by id, as a table."""
    import pyarrow as pa

    columns = zip(*sorted(rows, key=lambda row: row.id), strict=True)
    kinds = {"similarity": pa.float64()}
    return pa.table({
        name: pa.array(column, kinds.get(name, pa.string()))
        for name, column in zip(Row._fields, columns, strict=True)
    })  # fmt: skip


def read(folder: Path) -> dict[str, Row]:
    """The ledger of the release in `folder`, by id. Raises OSError and, for another table, KeyError."""
    import pyarrow.parquet as pq

    # Not `read_table`, which loads the dataset reader and with it pandas.
    with pq.ParquetFile(folder / NAME) as file:
        table = file.read()
    columns = [table.column(name).to_pylist() for name in Row._fields]
    return {row.id: row for row in map(Row, *columns)}
