"""Rows that are taken in together, column by column, as nearly all of a large ledger are."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat

from zcins.store.merge import MODELS, Counts, Incoming, SqlValue, enter, weigh


@dataclass(frozen=True, slots=True)
class Batch:
    """Records on their way in: their keys, their fields by column, where they stand in a sheet.

    `columns` has the fields, as stored, that the records state; those that it lacks are unknown.
    """

    table: str
    keys: Sequence[str]
    columns: Mapping[str, Sequence[SqlValue]]
    sheet: str
    rows: Sequence[int]

    def amounts(self, name: str) -> Iterator[int]:
        """Give the figures of a field, those that are known."""
        return (value for value in self.columns.get(name, ()) if isinstance(value, int))

    def incoming(self) -> list[Incoming]:
        """Give the records one by one."""
        unknown = [None] * len(self.keys)
        fields = [self.columns.get(name, unknown) for name in MODELS[self.table].fields()]
        values = zip(*fields, strict=True)
        sheets = repeat(self.sheet, len(self.keys))
        return list(map(Incoming, self.keys, values, sheets, self.rows))


def merge_batch(
    connection: sqlite3.Connection, event: int, batch: Batch, period: str, given: frozenset[str]
) -> Counts:
    """Take a batch in like `merge`; where all its records are new, without a look at each."""
    fresh = enter(connection, batch.table, batch.keys)
    if fresh is None or len(fresh) < len(batch.keys):
        return weigh(connection, event, batch.table, batch.incoming(), period, given, fresh)
    names = ("record", "event", "import", "sheet", "row", "period", *batch.columns)
    size = len(batch.keys)
    told = (repeat(each, size) for each in (event, event, batch.sheet))
    stands = (*told, batch.rows, repeat(period, size))
    connection.executemany(
        f"INSERT INTO {batch.table}_version ({', '.join(names)})"
        f" VALUES ({', '.join('?' * len(names))})",
        zip(fresh.values(), *stands, *batch.columns.values(), strict=True),
    )
    return Counts(new=size)
