"""Taking a ledger's records in: new, changed or known already."""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from itertools import count
from typing import Any, NamedTuple

from zcins.records import RECORDS, Endorsement, Record

_MODELS: tuple[type[Record], ...] = (*RECORDS.values(), Endorsement)
MODELS: dict[str, type[Record]] = {model.table: model for model in _MODELS}
SqlValue = str | int | None


class Incoming(NamedTuple):
    """A record on its way in: its key, its fields as stored, and where it stands in its file."""

    key: str
    values: tuple[SqlValue, ...]
    sheet: str
    row: int


@dataclass(slots=True)
class Counts:
    """What became of the rows: `new + updated + unchanged` is all of them.

    `repeated` rows say again what this event has brought already; keys in `conflicts` were said
    in two ways by this event, and must not be taken at all. Of the register: `over_hand` rows say
    otherwise than a person had entered, and `records` are the entries with a new version.
    """

    new: int = 0
    updated: int = 0
    unchanged: int = 0
    repeated: list[Incoming] = field(default_factory=list)
    conflicts: set[str] = field(default_factory=set)
    over_hand: list[Incoming] = field(default_factory=list)
    records: set[int] = field(default_factory=set)


def to_sql(value: Any) -> SqlValue:
    """Give a field as the store keeps it: days as ISO text, truth as 0 or 1."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, StrEnum):
        return value.value
    return value  # type: ignore[no-any-return]


def values_of(record: Record, columns: Sequence[str]) -> tuple[SqlValue, ...]:
    """Give a record's fields as stored values, in the order of `columns`."""
    return tuple([to_sql(getattr(record, column)) for column in columns])


class _Standing(NamedTuple):
    """A record's current version, the latest period that stated it, whether this event has."""

    record: int
    version: int
    period: str
    touched: bool
    values: tuple[SqlValue, ...]


def merge(
    connection: sqlite3.Connection,
    event: int,
    table: str,
    rows: Sequence[Incoming],
    period: str,
    given: frozenset[str],
) -> Counts:
    """Take rows of one ledger into a table whose records have one key each.

    A row from an earlier period than the record's latest is kept as a version that never
    was current (definitions: Periods, versions, events).
    """
    fresh = enter(connection, table, [row.key for row in rows])
    return weigh(connection, event, table, rows, period, given, fresh)


def weigh(
    connection: sqlite3.Connection,
    event: int,
    table: str,
    rows: Sequence[Incoming],
    period: str,
    given: frozenset[str],
    fresh: dict[str, int] | None,
) -> Counts:
    """Take in rows whose keys `enter` has entered; `fresh` is what it gave."""
    columns = MODELS[table].fields()
    carried = [at for at, column in enumerate(columns) if column not in given]
    changes = Changes(event, table, period)
    standing = {} if fresh is not None else _standing(connection, event, table, rows)
    for row in rows:
        known = standing.get(row.key)
        if known is None or not known.values:
            record = known.record if known else (fresh or {})[row.key]
            changes.add(record, row, row.values)
            standing[row.key] = _Standing(record, 0, period, touched=True, values=row.values)
            changes.counts.new += 1
            continue
        values = _carry(row.values, known.values, carried)
        standing[row.key] = changes.hold(connection, row, known, values)
    changes.save(connection, columns)
    return changes.counts


def enter(connection: sqlite3.Connection, table: str, keys: Iterable[str]) -> dict[str, int] | None:
    """Enter the keys that are new, and give the numbers of all; None where some were known."""
    last = connection.execute(f"SELECT coalesce(max(id), 0) FROM {table}").fetchone()[0]
    fresh = dict(zip(dict.fromkeys(keys), count(last + 1), strict=False))
    # In the order of the index, so that it is not walked at random.
    entries = ((key, fresh[key]) for key in sorted(fresh))
    insert = f"INSERT OR IGNORE INTO {table} (key, id) VALUES (?, ?)"
    entered = connection.executemany(insert, entries)
    return fresh if entered.rowcount == len(fresh) else None


class Changes:
    """What an import does to a table, gathered while its rows are looked at, then written."""

    def __init__(self, event: int, table: str, period: str) -> None:
        self.counts = Counts()
        self._event, self._table, self._period = event, table, period
        self._ended: list[int] = []
        self._versions: list[tuple[Any, ...]] = []
        self._sightings: list[tuple[Any, ...]] = []

    def hold(
        self,
        connection: sqlite3.Connection,
        row: Incoming,
        known: _Standing,
        values: tuple[SqlValue, ...],
    ) -> _Standing:
        """Hold a row against what is known, and give where the record stands after it.

        It says it again, contradicts this event's own row, comes late, or changes the record.
        """
        late = self._period < known.period
        if values == known.values or (
            late and _stated(connection, self._table, known, self._period, values)
        ):
            if known.touched:
                self.counts.repeated.append(row)
            self.see(known.record, row)
            return known._replace(touched=True)
        if known.touched:
            self.counts.conflicts.add(row.key)
            return known
        self.counts.updated += 1
        if late:
            self.add_late(known.record, row, values)
            return known
        self.add(known.record, row, values)
        self.end(known.version)
        return _Standing(known.record, 0, self._period, touched=True, values=values)

    def add(self, record: int, row: Incoming, values: tuple[SqlValue, ...]) -> None:
        """Add a version that holds from this event on."""
        event = self._event
        self._versions.append(
            (record, event, None, event, row.sheet, row.row, self._period, *values)
        )

    def add_late(self, record: int, row: Incoming, values: tuple[SqlValue, ...]) -> None:
        """Add a version that is kept and never was current."""
        event = self._event
        self._versions.append(
            (record, event, event, event, row.sheet, row.row, self._period, *values)
        )

    def add_from(self, record: int, source: Sequence[SqlValue], values: Sequence[SqlValue]) -> None:
        """Add a version that rests on another import; `source` is (import, sheet, row)."""
        self._versions.append((record, self._event, None, *source, self._period, *values))

    def end(self, version: int) -> None:
        """Let a version end with this event."""
        self._ended.append(version)

    def see(self, record: int, row: Incoming) -> None:
        """Keep that a ledger said again what was known."""
        self._sightings.append((self._event, self._table, record, row.sheet, row.row))
        self.counts.unchanged += 1

    def save(self, connection: sqlite3.Connection, columns: Sequence[str]) -> None:
        """Write what was gathered; `columns` are those of the versions' values."""
        connection.executemany(
            f"UPDATE {self._table}_version SET ended_by = ? WHERE id = ?",
            ((self._event, version) for version in self._ended),
        )
        names, marks = ", ".join(columns), ", ".join("?" * (7 + len(columns)))
        connection.executemany(
            f"INSERT INTO {self._table}_version (record, event, ended_by, import, sheet, row,"
            f" period, {names}) VALUES ({marks})",
            self._versions,
        )
        connection.executemany(
            "INSERT INTO sighting (import, kind, record, sheet, row) VALUES (?, ?, ?, ?, ?)",
            self._sightings,
        )


def _carry(
    values: tuple[SqlValue, ...], known: tuple[SqlValue, ...], carried: Sequence[int]
) -> tuple[SqlValue, ...]:
    """Keep what is known in the fields that the ledger has no column for."""
    if not carried or values == known:
        return values
    merged = list(values)
    for at in carried:
        merged[at] = known[at]
    return tuple(merged)


def _standing(
    connection: sqlite3.Connection, event: int, table: str, rows: Sequence[Incoming]
) -> dict[str, _Standing]:
    names = ", ".join(f"v.{column}" for column in MODELS[table].fields())
    # A record that an undone import had brought has no version in force: it starts anew.
    sql = (
        f"SELECT r.key, r.id, v.id, v.event, v.period, {names}, max(i.period_end), max(i.id)"
        f" FROM json_each(?) k CROSS JOIN {table} r ON r.key = k.value"
        f" LEFT JOIN {table}_version v ON v.record = r.id AND v.ended_by IS NULL"
        " LEFT JOIN sighting s ON s.kind = ? AND s.record = r.id"
        " LEFT JOIN import i ON i.id = s.import AND i.undone_by IS NULL GROUP BY r.id"
    )
    keys = json.dumps(list(dict.fromkeys([row.key for row in rows])), ensure_ascii=False)
    found = {}
    for key, record, version, brought, period, *values, seen, seen_by in connection.execute(
        sql, (keys, table)
    ):
        latest = max(period or "", seen or "")
        touched = event in {brought, seen_by}
        known = tuple(values) if version else ()
        found[key] = _Standing(record, version or 0, latest, touched, known)
    return found


def _stated(
    connection: sqlite3.Connection,
    table: str,
    known: _Standing,
    period: str,
    values: tuple[SqlValue, ...],
) -> bool:
    """Tell whether a late row says only what an earlier import of its period said."""
    sql = (
        f"SELECT {', '.join(f'v.{name}' for name in MODELS[table].fields())} FROM {table}_version v"
        " JOIN import i ON i.id = v.import"
        " WHERE v.record = ? AND v.period = ? AND i.undone_by IS NULL"
    )
    return any(row == values for row in connection.execute(sql, (known.record, period)))
