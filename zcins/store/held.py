"""The quarantine as an event changes it: rows come in, and are settled one way or another."""

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

Place = tuple[str, int]

_OPEN = "NOT EXISTS (SELECT 1 FROM settlement s WHERE s.quarantine = q.id AND s.ended_by IS NULL)"


@dataclass(frozen=True, slots=True)
class QuarantineRow:
    """A row that could not be taken, as it was, with what could be read of it.

    `origin` is the quarantined row that it was meant to correct.
    """

    sheet: str
    row: int
    key: str | None
    name_key: str | None
    uscc: str | None
    insurer: str | None
    policy_no: str | None
    inception: str | None
    expiry: str | None
    cells: str
    problems: str
    origin: int | None = None


class Held:
    """What one event does to the quarantine."""

    def __init__(self, connection: sqlite3.Connection, event: int) -> None:
        self._connection = connection
        self._event = event

    def keep(self, rows: Iterable[QuarantineRow]) -> None:
        """Keep the rows of this event's import that could not be taken."""
        names = QuarantineRow.__slots__
        self._connection.executemany(
            f"INSERT INTO quarantine (import, {', '.join(names)})"
            f" VALUES ({', '.join('?' * (1 + len(names)))})",
            ((self._event, *(getattr(row, name) for name in names)) for row in rows),
        )

    def settle(self, quarantine: Iterable[int], how: str, reason: str | None = None) -> None:
        """Close quarantined rows: corrected, superseded or dismissed."""
        self._connection.executemany(
            "INSERT INTO settlement (quarantine, event, how, reason) VALUES (?, ?, ?, ?)",
            ((row, self._event, how, reason) for row in quarantine),
        )

    def places(self, import_id: int) -> dict[Place, int]:
        """Give the quarantined rows of an import, open or not, by sheet and row."""
        sql = "SELECT sheet, row, id FROM quarantine WHERE import = ?"
        rows = self._connection.execute(sql, (import_id,))
        return {(sheet, row): number for sheet, row, number in rows}

    def settled_of(self, import_id: int) -> set[int]:
        """Give the quarantined rows of an import that are settled."""
        sql = f"SELECT id FROM quarantine q WHERE import = ? AND NOT {_OPEN}"
        return {int(row[0]) for row in self._connection.execute(sql, (import_id,))}

    def settle_line(self, origins: Iterable[int], how: str) -> None:
        """Close the open ones of these rows and of all older tries to correct them."""
        sql = (
            "WITH RECURSIVE line(id) AS (SELECT value FROM json_each(?)"
            " UNION SELECT c.id FROM quarantine c JOIN line ON c.origin = line.id)"
            f" SELECT q.id FROM quarantine q JOIN line USING (id) WHERE q.import < ? AND {_OPEN}"
        )
        rows = self._connection.execute(sql, (json.dumps(list(origins)), self._event))
        self.settle([int(row[0]) for row in rows.fetchall()], how)

    def supersede(self, keys: Iterable[str]) -> None:
        """Close open rows of earlier imports, of no later period, whose key has come in again."""
        if not self._connection.execute("SELECT 1 FROM quarantine LIMIT 1").fetchone():
            return
        sql = (
            "SELECT q.id FROM (SELECT DISTINCT value FROM json_each(?)) k"
            " CROSS JOIN quarantine q ON q.key = k.value JOIN import i ON i.id = q.import"
            " WHERE q.import < ?2 AND i.undone_by IS NULL"
            f" AND i.period_end <= (SELECT period_end FROM import WHERE id = ?2) AND {_OPEN}"
        )
        rows = self._connection.execute(sql, (json.dumps(list(keys)), self._event))
        self.settle([int(row[0]) for row in rows.fetchall()], "superseded")

    def settle_again(self) -> int:
        """Close rows of this import that were settled before, and give how many they are.

        They say again, to the letter, what was corrected or dismissed; so an insurer's next
        cumulative ledger asks nothing twice. The copy belongs to the event that settled the
        first one, and ends when that is undone.
        """
        done = self._connection.execute(
            "INSERT INTO settlement (quarantine, event, how, reason)"
            " SELECT q.id, s.event, s.how, s.reason FROM quarantine q JOIN quarantine old"
            " ON old.id = q.origin OR (old.key = q.key AND old.cells = q.cells)"
            " JOIN settlement s ON s.quarantine = old.id AND s.ended_by IS NULL"
            " WHERE q.import = ?1 AND old.import < ?1 AND s.event < ?1"
            " AND s.how IN ('corrected', 'dismissed') GROUP BY q.id",
            (self._event,),
        )
        return done.rowcount
