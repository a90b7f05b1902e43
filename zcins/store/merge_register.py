"""Taking the register in: facts with a day from which they hold."""

import sqlite3
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from zcins.records import KEY_SEPARATOR, Enterprise
from zcins.store.merge import Changes, Counts, Incoming, SqlValue

EXTRA = ("name_key", "core_key", "former_keys", "project_key", "valid_from")


@dataclass(frozen=True, slots=True)
class _Version:
    id: int
    by_hand: bool
    values: tuple[SqlValue, ...]
    extra: tuple[SqlValue, ...]

    @property
    def valid_from(self) -> str:
        """Give the first day on which the facts hold."""
        return str(self.extra[-1])

    @property
    def stored(self) -> tuple[SqlValue, ...]:
        """Give the values in the order of the record's fields and EXTRA."""
        return (*self.values, *self.extra)


class _Register:
    """The register's entries in force, found by code, else by name and town."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        columns = ", ".join((*Enterprise.fields(), *EXTRA))
        self.versions: dict[int, list[_Version]] = defaultdict(list)
        self.by_code: dict[tuple[SqlValue, ...], set[int]] = defaultdict(set)
        self.by_name: dict[tuple[SqlValue, ...], set[int]] = defaultdict(set)
        self.codes: dict[int, set[SqlValue]] = defaultdict(set)
        self.towns: dict[int, set[SqlValue]] = defaultdict(set)
        for row in connection.execute(
            f"SELECT record, id, import IS NULL, {columns}"
            " FROM enterprise_version WHERE ended_by IS NULL ORDER BY record, valid_from, id"
        ):
            end = -len(EXTRA)
            self.add(row[0], _Version(row[1], bool(row[2]), row[3:end], row[end:]))
        row = connection.execute("SELECT coalesce(max(id), 0) + 1 FROM enterprise").fetchone()
        self.next_id = int(row[0])
        # An entry that an undone import had brought keeps its number when it comes again.
        self.dormant: dict[str, int] = {
            key: record
            for key, record in connection.execute("SELECT key, id FROM enterprise ORDER BY id DESC")
            if record not in self.versions
        }

    def add(self, record: int, new: _Version) -> None:
        """Note a version of an entry."""
        uscc, town = new.values[_USCC], new.values[_TOWN]
        name_key, _core, _former, project, _valid_from = new.extra
        self.versions[record].append(new)
        self.versions[record].sort(key=lambda version: version.valid_from)
        self.by_name[name_key, project].add(record)
        self.towns[record].add(town)
        for code in (uscc, new.values[_REGISTRATION]):
            if code:
                self.by_code[code, project].add(record)
        if uscc:
            self.codes[record].add(uscc)

    def enter(self, connection: sqlite3.Connection, key: str) -> int:
        """Give a new entry its permanent number."""
        number, self.next_id = self.next_id, self.next_id + 1
        connection.execute("INSERT INTO enterprise (id, key) VALUES (?, ?)", (number, key))
        return number

    def find(self, row: Incoming) -> int | None:
        """Give the entry of a row: by its code, else by its name in its town, else a former one."""
        name_key, _core, former, project, _valid_from = row.values[-len(EXTRA) :]
        for code in (row.values[_USCC], row.values[_REGISTRATION]):
            if code and (found := self.by_code.get((code, project))):
                return min(found)
        names = [name_key, *(str(former).split(KEY_SEPARATOR) if former else ())]
        return next(filter(None, (self._named(row, name, project) for name in names)), None)

    def _named(self, row: Incoming, name_key: SqlValue, project: SqlValue) -> int | None:
        uscc, town = row.values[_USCC], row.values[_TOWN]
        named = {
            entry
            for entry in self.by_name.get((name_key, project), ())
            if not (uscc and self.codes[entry])
        }
        here = {entry for entry in named if town in self.towns[entry]}
        unknown = {entry for entry in named if town is None or None in self.towns[entry]}
        return min(here or unknown, default=None)


_FORMER = EXTRA.index("former_keys")
_USCC = Enterprise.fields().index("uscc")
_TOWN = Enterprise.fields().index("town")
_REGISTRATION = Enterprise.fields().index("registration_no")


def merge_register(
    connection: sqlite3.Connection,
    event: int,
    rows: Sequence[Incoming],
    period: str,
    given: frozenset[str],
) -> Counts:
    """Take a register in: each row holds from its own day, earlier facts stay for earlier days.

    A row's values end with those of `EXTRA`. All rows of a file come in one call.
    """
    taking = _Taking(connection, _Register(connection), Changes(event, "enterprise", period), given)
    for row in rows:
        taking.take(row)
    taking.changes.save(connection, (*Enterprise.fields(), *EXTRA))
    return taking.changes.counts


class _Taking:
    """A register on its way in, row by row; `touched` are the entries that it has spoken of."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        register: _Register,
        changes: Changes,
        given: frozenset[str],
    ) -> None:
        self.changes = changes
        self._connection = connection
        self._register = register
        self._given = given
        self._touched: dict[int, str] = {}

    def take(self, row: Incoming) -> None:
        """Take a row as a new entry or version, or see it again; note what it contradicts."""
        register, counts = self._register, self.changes.counts
        entry = register.find(row)
        values, extra = row.values[: -len(EXTRA)], row.values[-len(EXTRA) :]
        if entry is None:
            entry = register.dormant.pop(row.key, None) or register.enter(self._connection, row.key)
            counts.new += 1
        else:
            before = _in_force(register.versions[entry], str(extra[-1]))
            values, extra = _carried(before, values, extra, self._given)
            if values == before.values:
                self._see(entry, row)
                return
            if entry in self._touched:
                counts.conflicts |= {row.key, self._touched[entry]}
                return
            self._make_room(entry, row, before, str(extra[-1]))
        self._touched[entry] = row.key
        new = _Version(0, by_hand=False, values=values, extra=extra)
        register.add(entry, new)
        counts.records.add(entry)
        self.changes.add(entry, row, new.stored)

    def _see(self, entry: int, row: Incoming) -> None:
        if entry in self._touched:
            self.changes.counts.repeated.append(row)
        self._touched[entry] = row.key
        self.changes.see(entry, row)

    def _make_room(self, entry: int, row: Incoming, before: _Version, day: str) -> None:
        """Make room for a version that holds from `day`."""
        if before.by_hand:
            self.changes.counts.over_hand.append(row)
        _keep_later_word(self._connection, self._register, self.changes, entry, day)
        _give_way(self._register, self.changes, entry, before, day)


def _carried(
    before: _Version,
    values: tuple[SqlValue, ...],
    extra: tuple[SqlValue, ...],
    given: frozenset[str],
) -> tuple[tuple[SqlValue, ...], tuple[SqlValue, ...]]:
    """Keep what is known in the fields that the register has no column for."""
    merged = tuple(
        new if column in given else old
        for column, new, old in zip(Enterprise.fields(), values, before.values, strict=True)
    )
    if "former_names" not in given:
        extra = (*extra[:_FORMER], before.extra[_FORMER], *extra[_FORMER + 1 :])
    return merged, extra


def _give_way(
    register: _Register, changes: Changes, entry: int, before: _Version, day: str
) -> None:
    """End a version of the same day, in the place of which another comes."""
    if before.valid_from == day:
        changes.end(before.id)
        register.versions[entry].remove(before)
    changes.counts.updated += 1


def _keep_later_word(
    connection: sqlite3.Connection, register: _Register, changes: Changes, entry: int, day: str
) -> None:
    """Let facts that hold from `day` end where a later register had said the known ones again.

    That register's sighting becomes a version of its own, so that what comes late speaks of
    its own time only (definitions: Periods, versions, events).
    """
    versions = register.versions[entry]
    after = next((version.valid_from for version in versions if version.valid_from > day), "9999")
    again = connection.execute(
        "SELECT i.period_end AS said, i.id, s.sheet, s.row FROM sighting s"
        " JOIN import i ON i.id = s.import WHERE s.kind = 'enterprise' AND s.record = ?"
        " AND i.undone_by IS NULL AND said > ? AND said < ? ORDER BY said LIMIT 1",
        (entry, day, after),
    ).fetchone()
    if again:
        known = _in_force(versions, day)
        known = replace(known, id=0, by_hand=False, extra=(*known.extra[:-1], again[0]))
        register.add(entry, known)
        changes.add_from(entry, again[1:], known.stored)


def _in_force(versions: Sequence[_Version], day: str) -> _Version:
    """Give the version that holds on a day; the first one also holds backwards."""
    at = bisect_right(versions, day, key=lambda version: version.valid_from)
    return versions[max(at - 1, 0)]
