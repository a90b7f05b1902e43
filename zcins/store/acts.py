"""What the office did about findings: waived, answered, wrote letters, took complaints.

Reading functions take a view and give what was known after its event; writing functions
belong to the event that is being written.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from zcins.store.view import View
from zcins.store.write import Write

# The columns of the workbooks that go to departments and come back with answers.
ANSWER_ID, ANSWER_VERDICT, ANSWER_TEXT = "问题编号", "处理结果", "答复说明"
VERDICTS = {"handled": "已处理", "objection": "有异议"}


@dataclass(frozen=True, slots=True)
class Waiver:
    """A finding is not to be reported up to a day (included), and why; `who` decided `at`."""

    finding: str
    reason: str
    until: date
    event: int
    who: str
    at: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What a department said about a finding: `handled` or `objection`, and where it stands."""

    finding: str
    verdict: str
    text: str
    file: str
    sha256: str
    sheet: str
    row: int
    event: int = 0
    at: str = ""


@dataclass(frozen=True, slots=True)
class Complaint:
    """A complaint, open without outcome: about an insurer, where one is named.

    Else it says that the enterprise charges its premium to its staff. The enterprise of a
    complaint about an insurer may be unknown.
    """

    id: int
    enterprise: int | None
    made_on: date
    text: str
    is_open: bool
    outcome: str | None
    insurer: str | None = None


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter that was written, by the office's own number."""

    number: str
    finding: str
    enterprise: int
    sent_on: date
    file: str
    event: int = 0


def _held(view: View, alias: str = "t") -> str:
    return (
        f"{alias}.event <= {view.event}"
        f" AND ({alias}.ended_by IS NULL OR {alias}.ended_by > {view.event})"
    )


def waivers(view: View) -> dict[str, Waiver]:
    """Give the waivers that stand, by finding, those whose day is over included."""
    sql = (
        "SELECT t.finding, t.reason, t.until, t.event, e.who, e.at FROM waiver t"
        f" JOIN event e ON e.id = t.event WHERE {_held(view)} ORDER BY t.id"
    )
    return {
        finding: Waiver(finding, reason, date.fromisoformat(until), *rest)
        for finding, reason, until, *rest in view.rows(sql)
    }


def waive(write: Write, finding: str, reason: str, until: date) -> None:
    """Waive a finding up to a day; it takes the place of an older waiver."""
    end_waiver(write, finding)
    write.connection.execute(
        "INSERT INTO waiver (finding, reason, until, event) VALUES (?, ?, ?, ?)",
        (finding, reason, until.isoformat(), write.event),
    )


def end_waiver(write: Write, finding: str) -> None:
    """Let the waiver of a finding end with this event."""
    write.connection.execute(
        "UPDATE waiver SET ended_by = ? WHERE finding = ? AND ended_by IS NULL",
        (write.event, finding),
    )


def answers(view: View) -> dict[str, Answer]:
    """Give the latest answer to each finding."""
    sql = (
        "SELECT t.finding, t.verdict, t.text, t.file, t.sha256, t.sheet, t.row, t.event, e.at"
        f" FROM answer t JOIN event e ON e.id = t.event WHERE {_held(view)} ORDER BY t.id"
    )
    return {row[0]: Answer(*row) for row in view.rows(sql)}


def answers_of(view: View, sha256: str) -> int | None:
    """Give the event that took answers from a file of this hash; None where there was none."""
    sql = "SELECT min(event) FROM answer WHERE sha256 = ? AND event <= ?"
    found: int | None = view.rows(sql, (sha256, view.event))[0][0]
    return found


def answer(write: Write, found: Iterable[Answer]) -> None:
    """Keep answers; each takes the place of an older one to the same finding."""
    rows = list(found)
    write.connection.executemany(
        "UPDATE answer SET ended_by = ? WHERE finding = ? AND ended_by IS NULL",
        ((write.event, one.finding) for one in rows),
    )
    write.connection.executemany(
        "INSERT INTO answer (finding, verdict, text, file, sha256, sheet, row, event)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (
                *(one.finding, one.verdict, one.text, one.file, one.sha256, one.sheet, one.row),
                write.event,
            )
            for one in rows
        ),
    )


def complaints(view: View) -> list[Complaint]:
    """Give all complaints, oldest first, closed ones with their outcome."""
    sql = (
        f"SELECT id, enterprise, made_on, text, ended_by IS NULL OR ended_by > {view.event},"
        f" outcome, insurer FROM complaint WHERE event <= {view.event} ORDER BY id"
    )
    return [
        Complaint(
            *(number, firm, date.fromisoformat(day), text),
            *(bool(is_open), None if is_open else outcome, insurer),
        )
        for number, firm, day, text, is_open, outcome, insurer in view.rows(sql)
    ]


def complain(
    write: Write, enterprise: int | None, made_on: date, text: str, insurer: str | None = None
) -> None:
    """Enter a complaint about an enterprise or an insurer; its number is the event's."""
    write.connection.execute(
        "INSERT INTO complaint (id, enterprise, insurer, made_on, text, event)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (write.event, enterprise, insurer, made_on.isoformat(), text, write.event),
    )


def close_complaint(write: Write, number: int, outcome: str) -> None:
    """Close an open complaint with its outcome."""
    write.connection.execute(
        "UPDATE complaint SET ended_by = ?, outcome = ? WHERE id = ? AND ended_by IS NULL",
        (write.event, outcome, number),
    )


def letters(view: View) -> list[Letter]:
    """Give all letters, oldest first."""
    sql = (
        "SELECT number, finding, enterprise, sent_on, file, event FROM letter"
        f" WHERE event <= {view.event} ORDER BY id"
    )
    return [
        Letter(number, finding, firm, date.fromisoformat(day), file, event)
        for number, finding, firm, day, file, event in view.rows(sql)
    ]


def last_sent(write: Write) -> dict[str, date]:
    """Give the day of the last letter about each finding."""
    sql = "SELECT finding, max(sent_on) FROM letter GROUP BY finding"
    rows = write.connection.execute(sql).fetchall()
    return {finding: date.fromisoformat(day) for finding, day in rows}


def next_number(write: Write, year: int) -> int:
    """Give the first free number of the office's letters of a year."""
    sql = "SELECT coalesce(max(CAST(substr(number, 6) AS INTEGER)), 0) + 1 FROM letter"
    row = write.connection.execute(f"{sql} WHERE number LIKE ?", (f"{year}-%",)).fetchone()
    return int(row[0])


def send(write: Write, found: Iterable[Letter]) -> None:
    """Log letters that are being written."""
    write.connection.executemany(
        "INSERT INTO letter (number, finding, enterprise, sent_on, file, event)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (
            (
                *(one.number, one.finding, one.enterprise, one.sent_on.isoformat(), one.file),
                write.event,
            )
            for one in found
        ),
    )
