"""The subsidy's batches: proposed, approved, paid; a part of the first migration.

A batch is numbered by its event. Its lines never change: a new proposal replaces an unapproved
batch, and money that came back ends its payment.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from zcins.store.view import View
from zcins.store.write import Write

# `amount` and `shares` are in fen; `line` is the whole line as the question module reads it.
SCHEMA = """
CREATE TABLE subsidy_batch (
    id INTEGER PRIMARY KEY REFERENCES event(id),
    year INTEGER NOT NULL,
    as_of TEXT NOT NULL,
    supplementary INTEGER NOT NULL,
    ended_by INTEGER REFERENCES event(id)
) STRICT;
CREATE TABLE subsidy_line (
    batch INTEGER NOT NULL REFERENCES subsidy_batch(id),
    number INTEGER NOT NULL,
    policy INTEGER REFERENCES policy(id),
    enterprise INTEGER REFERENCES enterprise(id),
    line TEXT NOT NULL,
    PRIMARY KEY (batch, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX subsidy_line_policy ON subsidy_line(policy);
CREATE TABLE subsidy_approval (
    batch INTEGER PRIMARY KEY REFERENCES subsidy_batch(id),
    approver TEXT NOT NULL,
    opinion TEXT NOT NULL,
    approved_on TEXT NOT NULL,
    event INTEGER NOT NULL REFERENCES event(id)
) STRICT;
CREATE TABLE subsidy_payment (
    id INTEGER PRIMARY KEY,
    batch INTEGER NOT NULL REFERENCES subsidy_batch(id),
    number INTEGER NOT NULL,
    payer TEXT NOT NULL,
    amount INTEGER NOT NULL,
    paid_on TEXT NOT NULL,
    event INTEGER NOT NULL REFERENCES event(id),
    ended_by INTEGER REFERENCES event(id),
    failure TEXT
) STRICT;
CREATE INDEX subsidy_payment_batch ON subsidy_payment(batch);
"""


@dataclass(frozen=True, slots=True)
class Approval:
    """Who approved a batch, in what words, on which day, by which event."""

    approver: str
    opinion: str
    approved_on: date
    event: int


@dataclass(frozen=True, slots=True)
class Payment:
    """A payer's part of a line that was paid, or came in where it is below 0, in fen.

    `failure` says why the transfer came back; it counts no more then.
    """

    number: int
    payer: str
    amount: int
    paid_on: date
    event: int
    failure: str | None = None


@dataclass(frozen=True, slots=True)
class StoredBatch:
    """A batch as the store keeps it; `replaced_by` is the event of the proposal after it."""

    id: int
    year: int
    as_of: date
    supplementary: bool
    replaced_by: int | None
    who: str
    at: str
    approval: Approval | None
    payments: tuple[Payment, ...]


def batches(view: View) -> list[StoredBatch]:
    """Give all batches, the oldest first, replaced ones included."""
    sql = (
        "SELECT b.id, b.year, b.as_of, b.supplementary,"
        f" CASE WHEN b.ended_by <= {view.event} THEN b.ended_by END, e.who, e.at,"
        " a.approver, a.opinion, a.approved_on, a.event"
        " FROM subsidy_batch b JOIN event e ON e.id = b.id LEFT JOIN subsidy_approval a"
        f" ON a.batch = b.id AND a.event <= {view.event} WHERE b.id <= {view.event} ORDER BY b.id"
    )
    paid = _payments(view)
    found = []
    for number, year, as_of, more, replaced, who, at, *approval in view.rows(sql):
        head = (number, year, date.fromisoformat(as_of), bool(more), replaced, who, at)
        found.append(StoredBatch(*head, _approval(*approval), tuple(paid.get(number, ()))))
    return found


def _approval(
    approver: str | None, opinion: str | None, day: str | None, event: int | None
) -> Approval | None:
    if approver is None or opinion is None or day is None or event is None:
        return None
    return Approval(approver, opinion, date.fromisoformat(day), event)


def _payments(view: View) -> dict[int, list[Payment]]:
    found: dict[int, list[Payment]] = {}
    sql = (
        "SELECT batch, number, payer, amount, paid_on, event,"
        f" CASE WHEN ended_by <= {view.event} THEN failure END FROM subsidy_payment"
        f" WHERE event <= {view.event} ORDER BY id"
    )
    for batch, number, payer, amount, paid_on, event, failure in view.rows(sql):
        day = date.fromisoformat(paid_on)
        payment = Payment(number, payer, amount, day, event, failure)
        found.setdefault(batch, []).append(payment)
    return found


def lines(view: View, batch: int) -> list[dict[str, Any]]:
    """Give the lines of a batch as they were stored, in their order."""
    sql = "SELECT line FROM subsidy_line WHERE batch = ? ORDER BY number"
    return [json.loads(row[0]) for row in view.rows(sql, (batch,))]


def approved_lines(view: View) -> list[dict[str, Any]]:
    """Give the lines of all approved batches, in the order of the approvals."""
    sql = (
        "SELECT l.line FROM subsidy_approval a JOIN subsidy_line l ON l.batch = a.batch"
        f" WHERE a.event <= {view.event} ORDER BY a.event, l.number"
    )
    return [json.loads(row[0]) for row in view.rows(sql)]


def add_batch(
    write: Write,
    year: int,
    as_of: date,
    found: Iterable[Mapping[str, Any]],
    *,
    supplementary: bool,
) -> None:
    """Store a proposal as this event's batch; it replaces unapproved ones of its year."""
    write.connection.execute(
        "UPDATE subsidy_batch SET ended_by = ? WHERE year = ? AND ended_by IS NULL"
        " AND id NOT IN (SELECT batch FROM subsidy_approval)",
        (write.event, year),
    )
    write.connection.execute(
        "INSERT INTO subsidy_batch (id, year, as_of, supplementary) VALUES (?, ?, ?, ?)",
        (write.event, year, as_of.isoformat(), supplementary),
    )
    write.connection.executemany(
        "INSERT INTO subsidy_line (batch, number, policy, enterprise, line) VALUES (?, ?, ?, ?, ?)",
        (
            (
                *(write.event, number, line["policy"], line["enterprise"]),
                json.dumps(line, ensure_ascii=False),
            )
            for number, line in enumerate(found, start=1)
        ),
    )


def add_approval(write: Write, batch: int, approver: str, opinion: str, day: date) -> None:
    """Approve a batch; raises sqlite3.IntegrityError where it is approved already."""
    write.connection.execute(
        "INSERT INTO subsidy_approval (batch, approver, opinion, approved_on, event)"
        " VALUES (?, ?, ?, ?, ?)",
        (batch, approver, opinion, day.isoformat(), write.event),
    )


def add_payments(write: Write, batch: int, paid: Iterable[tuple[int, str, int]], day: date) -> None:
    """Enter what was paid on a day: number of the line, payer, amount in fen."""
    write.connection.executemany(
        "INSERT INTO subsidy_payment (batch, number, payer, amount, paid_on, event)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        ((batch, *one, day.isoformat(), write.event) for one in paid),
    )


def fail_payments(write: Write, batch: int, numbers: Iterable[int], why: str) -> int:
    """Let the payments of some lines end because the transfer came back; give how many."""
    found = write.connection.execute(
        "UPDATE subsidy_payment SET ended_by = ?, failure = ? WHERE batch = ?"
        " AND ended_by IS NULL AND number IN (SELECT value FROM json_each(?))",
        (write.event, why, batch, json.dumps(list(numbers))),
    )
    return found.rowcount


def approved_on_import(write: Write, import_id: int) -> list[int]:
    """Give the approved batches that used records which an import brought, changed or saw."""
    used = (
        "SELECT DISTINCT l.batch FROM subsidy_approval a JOIN subsidy_line l ON l.batch = a.batch"
    )
    policies = (
        "SELECT record FROM policy_version WHERE event = ?1"
        " UNION SELECT record FROM sighting WHERE kind = 'policy' AND import = ?1"
        " UNION SELECT v.record FROM policy_version v JOIN endorsement_version c"
        " ON c.event = ?1 AND c.insurer = v.insurer AND c.policy_no = v.policy_no"
    )
    enterprises = (
        "SELECT record FROM enterprise_version WHERE event = ?1"
        " UNION SELECT record FROM sighting WHERE kind = 'enterprise' AND import = ?1"
    )
    # An entry that another has taken over stands in no line, only its policies do.
    linked = (
        "SELECT v.record FROM policy_version v JOIN link k ON k.party = v.party"
        f" AND k.ended_by IS NULL WHERE v.ended_by IS NULL AND k.enterprise IN ({enterprises})"
    )
    sql = (
        f"{used} WHERE l.policy IN ({policies}) OR l.policy IN ({linked})"
        f" OR l.enterprise IN ({enterprises})"
    )
    rows = write.connection.execute(sql, (import_id,))
    return sorted(int(row[0]) for row in rows)
