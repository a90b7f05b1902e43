"""What a person enters beside the ledgers: facts of an enterprise, a policy seen at the counter."""

import sqlite3
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from zcins.records import Enterprise
from zcins.store.merge import SqlValue, values_of
from zcins.store.merge_register import EXTRA
from zcins.store.search import refresh

_PLACE = ("record", "event", "by_hand", "import", "sheet", "row", "period")
# Before every day that a ledger can state.
_EVER = "0001-01-01"


@dataclass(frozen=True, slots=True)
class Keys:
    """What is worked out of an entry's names: normalised, without regions, former ones."""

    name_key: str
    core_key: str | None
    former_keys: str | None
    project_key: str

    def stored(self, valid_from: str) -> tuple[SqlValue, ...]:
        """Give them in the order of EXTRA."""
        return (self.name_key, self.core_key, self.former_keys, self.project_key, valid_from)


@dataclass(frozen=True, slots=True)
class _Version:
    """A version of an entry; `source` is (import, sheet, row, period), `extra` as EXTRA."""

    id: int
    source: tuple[SqlValue, ...]
    facts: dict[str, SqlValue]
    extra: tuple[SqlValue, ...]

    @property
    def valid_from(self) -> str:
        """Give the first day on which the facts hold."""
        return str(self.extra[-1])

    def under(self, keys: Keys, changed: Collection[str], valid_from: str) -> "_Version":
        """Give it with new keys for the names that changed, from a day on."""
        name, core, former, project, _from = self.extra
        if "name" in changed:
            name, core = keys.name_key, keys.core_key
        if "former_names" in changed:
            former = keys.former_keys
        return replace(self, extra=(name, core, former, project, valid_from))


@dataclass(frozen=True, slots=True)
class ShownPolicy:
    """A policy that an enterprise has shown; `sha256` is that of the archived evidence."""

    enterprise: int
    insurer: str
    policy_no: str
    inception: date
    expiry: date
    file: str
    sha256: str


class ByHand:
    """What one event enters by hand; its versions name no import."""

    def __init__(self, connection: sqlite3.Connection, event: int) -> None:
        self._connection = connection
        self._event = event

    def reason(self, text: str) -> None:
        """Keep why this event enters something."""
        self._connection.execute(
            "INSERT INTO hand_entry (event, reason) VALUES (?, ?)", (self._event, text)
        )

    def add_enterprise(self, record: Enterprise, keys: Keys, day: date) -> int:
        """Add an entry to the register whose facts hold from a day; gives its number."""
        cursor = self._connection.execute(
            "INSERT INTO enterprise (key) VALUES (?)", (f"hand:{self._event}:{keys.name_key}",)
        )
        number, first = int(cursor.lastrowid or 0), day.isoformat()
        facts = dict(zip(record.fields(), values_of(record, record.fields()), strict=True))
        self._add(number, _Version(0, (None, None, None, first), facts, keys.stored(first)))
        refresh(self._connection, [number])
        return number

    def correct(self, number: int, facts: Mapping[str, SqlValue], keys: Keys, day: date) -> None:
        """Change facts of an entry from a day on, in later versions as far as they repeat the old.

        `keys` are those of the changed names. The versions that are changed end with this event.
        """
        versions = self._versions(number)
        first = day.isoformat()
        if first < versions[0].valid_from:
            # The first version held backwards as well; before the day it still does.
            self._add(number, replace(versions[0], extra=(*versions[0].extra[:-1], _EVER)))
        old = [one for one in versions if one.valid_from <= first][-1:] or versions[:1]
        held = old[0].facts
        changed = replace(old[0], facts={**held, **facts}, source=(None, None, None, first))
        self._end([one.id for one in versions if one.valid_from == first])
        self._add(number, changed.under(keys, facts, first))
        for later in (one for one in versions if one.valid_from > first):
            repeated = {name: facts[name] for name in facts if later.facts[name] == held[name]}
            if repeated:
                self._end([later.id])
                source = (None, None, None, later.valid_from)
                new = replace(later, facts={**later.facts, **repeated}, source=source)
                self._add(number, new.under(keys, repeated, later.valid_from))
        refresh(self._connection, [number])

    def _versions(self, number: int) -> list["_Version"]:
        names = (*Enterprise.fields(), *EXTRA)
        rows = self._connection.execute(
            f"SELECT id, import, sheet, row, period, {', '.join(names)} FROM enterprise_version"
            " WHERE record = ? AND ended_by IS NULL ORDER BY valid_from, id",
            (number,),
        )
        end = -len(EXTRA)
        return [
            _Version(
                row[0],
                row[1:5],
                dict(zip(Enterprise.fields(), row[5:end], strict=True)),
                row[end:],
            )
            for row in rows
        ]

    def _end(self, versions: Sequence[int]) -> None:
        self._connection.executemany(
            "UPDATE enterprise_version SET ended_by = ? WHERE id = ?",
            ((self._event, version) for version in versions),
        )

    def _add(self, number: int, version: "_Version") -> None:
        names = (*_PLACE, *Enterprise.fields(), *EXTRA)
        place = (number, self._event, self._event, *version.source)
        values = (*place, *version.facts.values(), *version.extra)
        self._connection.execute(
            f"INSERT INTO enterprise_version ({', '.join(names)})"
            f" VALUES ({', '.join('?' * len(names))})",
            values,
        )

    def holds(self, event: int) -> bool:
        """Tell whether what an event entered by hand holds, in part at least.

        An entry that a decision added goes with its decision.
        """
        sql = (
            "SELECT 1 FROM enterprise_version WHERE by_hand = ?1 AND ended_by IS NULL"
            " AND NOT EXISTS (SELECT 1 FROM decision WHERE event = ?1) UNION"
            " SELECT 1 FROM hand_policy WHERE event = ?1 AND ended_by IS NULL"
        )
        return self._connection.execute(sql, (event,)).fetchone() is not None

    def resting_on(self, event: int) -> list[int]:
        """Give the later events that entered something by hand about entries of an event.

        A fact that was entered repeats all others of its entry; a policy was shown by the entry
        that an import or another such event had brought.
        """
        sql = """
            WITH own AS (SELECT record FROM enterprise_version WHERE ?1 IN (event, import, by_hand))
            SELECT by_hand FROM enterprise_version
            WHERE by_hand > ?1 AND ended_by IS NULL AND record IN own
            UNION SELECT event FROM hand_policy
            WHERE event > ?1 AND ended_by IS NULL AND enterprise IN own ORDER BY 1
        """
        return [int(row[0]) for row in self._connection.execute(sql, (event,))]

    def take_back(self, event: int) -> None:
        """End what an event entered by hand, and bring back what it had ended, as copies."""
        for table in ("enterprise_version", "hand_policy"):
            bring_back(self._connection, table, event, self._event)
        self._connection.execute(
            "UPDATE hand_policy SET ended_by = ? WHERE event = ? AND ended_by IS NULL",
            (self._event, event),
        )
        rows = self._connection.execute(
            "UPDATE enterprise_version SET ended_by = ? WHERE by_hand = ? AND event < ?"
            " AND ended_by IS NULL RETURNING record",
            (self._event, event, self._event),
        )
        refresh(self._connection, {int(row[0]) for row in rows.fetchall()})

    def enter_policy(self, policy: ShownPolicy) -> None:
        """Keep a policy that was shown; the same number entered again takes its place."""
        self._connection.execute(
            "UPDATE hand_policy SET ended_by = ? WHERE ended_by IS NULL AND insurer = ?"
            " AND policy_no = ?",
            (self._event, policy.insurer, policy.policy_no),
        )
        names = ShownPolicy.__slots__
        days = (policy.inception.isoformat(), policy.expiry.isoformat())
        self._connection.execute(
            f"INSERT INTO hand_policy ({', '.join(names)}, event)"
            f" VALUES ({', '.join('?' * len(names))}, ?)",
            (
                *(policy.enterprise, policy.insurer, policy.policy_no, *days),
                *(policy.file, policy.sha256, self._event),
            ),
        )


def bring_back(connection: sqlite3.Connection, table: str, ended_by: int, event: int) -> None:
    """Let what an event had ended in a table hold again, as copies that begin with `event`."""
    columns = [
        row[1]
        for row in connection.execute(f"PRAGMA table_info({table})")
        if row[1] not in {"id", "event", "ended_by"}
    ]
    names = ", ".join(columns)
    connection.execute(
        f"INSERT INTO {table} (event, {names}) SELECT ?, {names} FROM {table}"
        " WHERE ended_by = ? AND event < ?",
        (event, ended_by, ended_by),
    )
