"""Decisions about whose a row is, as an event makes or withdraws them."""

import sqlite3


class Decisions:
    """What one event does to the decisions."""

    def __init__(self, connection: sqlite3.Connection, event: int) -> None:
        self._connection = connection
        self._event = event

    def decide(self, party: int, enterprise: int | None, verdict: str, reason: str | None) -> int:
        """Remember a decision about a name and code as written, and give its number.

        It ends those that it denies: accepting an entry and rejecting all end every older decision,
        rejecting one entry ends the acceptance of that entry.
        """
        self._connection.execute(
            "UPDATE decision SET ended_by = ?1 WHERE party = ?2 AND ended_by IS NULL"
            " AND (?3 = 'accept' OR ?4 IS NULL OR enterprise = ?4)",
            (self._event, party, verdict, enterprise),
        )
        cursor = self._connection.execute(
            "INSERT INTO decision (party, enterprise, verdict, reason, event)"
            " VALUES (?, ?, ?, ?, ?)",
            (party, enterprise, verdict, reason, self._event),
        )
        return int(cursor.lastrowid or 0)

    def withdraw(self, decision: int) -> None:
        """End a decision; those that it had ended hold again, as copies that begin now."""
        self._connection.execute(
            "INSERT INTO decision (party, enterprise, verdict, reason, event)"
            " SELECT o.party, o.enterprise, o.verdict, o.reason, ?1 FROM decision o"
            " JOIN decision d ON d.event = o.ended_by AND d.party = o.party"
            " WHERE d.id = ?2 AND o.event < d.event ORDER BY o.id",
            (self._event, decision),
        )
        self._connection.execute(
            "UPDATE decision SET ended_by = ? WHERE id = ?", (self._event, decision)
        )
