"""What one event may do to the store: each method is one kind of change."""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any, NamedTuple

from zcins.records import KEY_SEPARATOR, RECORDS, Endorsement
from zcins.store import layouts
from zcins.store.batch import Batch, merge_batch
from zcins.store.held import Held
from zcins.store.merge import Counts, Incoming, merge
from zcins.store.merge_register import merge_register
from zcins.store.search import refresh
from zcins.store.write_decisions import Decisions
from zcins.store.write_hand import ByHand, bring_back

VERSIONED = (*(record.table for record in RECORDS.values()), Endorsement.table)


class Written(NamedTuple):
    """A name and code as a ledger writes them; the last three are what tells them apart."""

    name: str
    name_key: str
    uscc: str
    project_key: str


@dataclass(frozen=True, slots=True)
class ImportEntry:
    """What the list of imports keeps of a file beside its receipt."""

    file: str
    sha256: str
    size: int
    kind: str
    insurer: str | None
    period: str
    period_end: str
    corrects: int | None = None


class Write:
    """An event being written. The transaction belongs to `Store.write`."""

    def __init__(self, connection: sqlite3.Connection, event: int) -> None:
        self.connection = connection
        self.event = event
        self.decisions = Decisions(connection, event)
        self.by_hand = ByHand(connection, event)
        self.held = Held(connection, event)

    def add_import(self, entry: ImportEntry) -> None:
        """Enter the file of this event; its receipt follows by `set_receipt`."""
        self.connection.execute(
            "INSERT INTO import (id, file, sha256, size, kind, insurer, period, period_end,"
            " corrects, sheets, receipt) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, '[]', '{}')",
            (
                self.event,
                entry.file,
                entry.sha256,
                entry.size,
                entry.kind,
                entry.insurer,
                entry.period,
                entry.period_end,
                entry.corrects,
            ),
        )

    def set_receipt(self, receipt: dict[str, Any], layouts: list[dict[str, Any]]) -> None:
        """Keep the receipt of this event's import, and how each sheet was read."""
        self.connection.execute(
            "UPDATE import SET receipt = ?, sheets = ? WHERE id = ?",
            (
                json.dumps(receipt, ensure_ascii=False),
                json.dumps(layouts, ensure_ascii=False),
                self.event,
            ),
        )

    def merge(
        self, table: str, rows: Sequence[Incoming], period: str, given: frozenset[str]
    ) -> Counts:
        """Take records in; fields that are not `given` by the ledger keep what is known."""
        if table == "enterprise":
            counts = merge_register(self.connection, self.event, rows, period, given)
            refresh(self.connection, counts.records)
            return counts
        return merge(self.connection, self.event, table, rows, period, given)

    def merge_batch(self, batch: Batch, period: str, given: frozenset[str]) -> Counts:
        """Take in the records of a batch like `merge`."""
        return merge_batch(self.connection, self.event, batch, period, given)

    def parties(self, written: Sequence[Written]) -> list[int]:
        """Give the numbers of names and codes as written, entering them at first sight."""
        keys = [KEY_SEPARATOR.join(one[1:]) for one in written]
        distinct: dict[str, Written] = {}
        for key, one in zip(keys, written, strict=True):
            distinct.setdefault(key, one)
        last = self.last_party()
        entered = self.connection.executemany(
            "INSERT INTO party (name, name_key, uscc, project_key) VALUES (?, ?, ?, ?)"
            " ON CONFLICT DO NOTHING",
            distinct.values(),
        )
        if entered.rowcount == len(distinct):
            numbers = dict(zip(distinct, count(last + 1), strict=False))
        else:
            numbers = self._numbers(distinct)
        return [numbers[key] for key in keys]

    def _numbers(self, keys: Iterable[str]) -> dict[str, int]:
        sql = (
            "SELECT k.value, p.id FROM json_each(?) k CROSS JOIN party p ON p.name_key || char(31)"
            " || p.uscc || char(31) || p.project_key = k.value"
        )
        asked = json.dumps(list(keys), ensure_ascii=False)
        return dict(self.connection.execute(sql, (asked,)))

    def party_towns(self, named: Iterable[tuple[int, str]]) -> None:
        """Keep in which towns this event's ledger places names and codes as written."""
        self.connection.executemany(
            "INSERT OR IGNORE INTO party_town (party, town, import) VALUES (?, ?, ?)",
            ((party, town, self.event) for party, town in named),
        )

    def last_party(self) -> int:
        """Give the highest number of a name and code as written."""
        sql = "SELECT coalesce(max(id), 0) FROM party"
        return int(self.connection.execute(sql).fetchone()[0])

    def keys_of(self, table: str, imports: Iterable[int]) -> list[str]:
        """Give the keys of the records that some imports brought, changed or saw again."""
        sql = (
            f"SELECT r.key FROM {table} r WHERE r.id IN (SELECT record FROM {table}_version"
            " WHERE import IN (SELECT value FROM json_each(?1))) OR r.id IN"
            " (SELECT record FROM sighting WHERE kind = ?2"
            " AND import IN (SELECT value FROM json_each(?1)))"
        )
        rows = self.connection.execute(sql, (json.dumps(list(imports)), table))
        return [str(row[0]) for row in rows]

    def links_of(self, parties: Iterable[int]) -> dict[int, str]:
        """Give how each of these names and codes is linked; those that wait are left out."""
        sql = (
            "SELECT party, how FROM json_each(?) k CROSS JOIN link ON party = k.value"
            " WHERE ended_by IS NULL"
        )
        return dict(self.connection.execute(sql, (json.dumps(list(parties)),)).fetchall())

    def set_links(self, ended: Iterable[int], new: Iterable[tuple[int, int, str]]) -> None:
        """End links by number, and add new ones (party, enterprise, how)."""
        self.connection.executemany(
            "UPDATE link SET ended_by = ? WHERE id = ?", ((self.event, link) for link in ended)
        )
        self.connection.executemany(
            "INSERT INTO link (party, enterprise, how, event) VALUES (?, ?, ?, ?)",
            ((*link, self.event) for link in new),
        )

    def undo(self, import_id: int) -> None:
        """End all that an import brought, and bring back what it had ended.

        What it ended comes back as copies that begin now, so that answers about the time
        between stay as they were.
        """
        self.connection.execute(
            "UPDATE import SET undone_by = ? WHERE id = ?", (self.event, import_id)
        )
        for table in VERSIONED:
            self._undo_versions(f"{table}_version", import_id)
        sql = "SELECT DISTINCT record FROM enterprise_version WHERE event IN (?, ?)"
        rows = self.connection.execute(sql, (import_id, self.event))
        refresh(self.connection, [int(row[0]) for row in rows])
        self.connection.execute(
            "UPDATE settlement SET ended_by = ? WHERE event = ? AND ended_by IS NULL",
            (self.event, import_id),
        )
        layouts.undo(self.connection, self.event, import_id)

    def _undo_versions(self, table: str, import_id: int) -> None:
        bring_back(self.connection, table, import_id, self.event)
        self.connection.execute(
            f"UPDATE {table} SET ended_by = ? WHERE ? IN (event, import) AND ended_by IS NULL",
            (self.event, import_id),
        )

    def later_imports(self, import_id: int) -> list[int]:
        """Give the later imports, not undone, that saw or changed this one's records.

        Those that corrected its quarantined rows rest on it too.
        """
        sql = "SELECT id FROM import WHERE corrects = ? AND undone_by IS NULL"
        found = {int(row[0]) for row in self.connection.execute(sql, (import_id,))}
        for table in VERSIONED:
            found.update(
                int(row[0])
                for row in self.connection.execute(
                    "SELECT DISTINCT s.import FROM sighting s JOIN import i ON i.id = s.import"
                    f" WHERE s.kind = ? AND s.import > ? AND i.undone_by IS NULL AND s.record IN"
                    f" (SELECT record FROM {table}_version WHERE event = ?) UNION"
                    f" SELECT DISTINCT v.event FROM {table}_version v"
                    " JOIN import i ON i.id = v.event"
                    " WHERE v.event > ? AND i.undone_by IS NULL AND v.record IN"
                    f" (SELECT record FROM {table}_version WHERE event = ?)",
                    (table, import_id, import_id, import_id, import_id),
                )
            )
        return sorted(found)
