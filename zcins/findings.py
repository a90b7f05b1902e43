"""What became of findings from night to night: first seen, last seen, gone, answered."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from zcins.compliance import Audit, Finding, audit, rules
from zcins.scheme import Scheme
from zcins.store import View, Write
from zcins.store.acts import (
    ANSWER_ID,
    ANSWER_TEXT,
    ANSWER_VERDICT,
    VERDICTS,
    Answer,
    Complaint,
    Letter,
    Waiver,
    answer,
    answers,
    close_complaint,
    complain,
    complaints,
    end_waiver,
    last_sent,
    letters,
    next_number,
    send,
    waive,
    waivers,
)

__all__ = [
    "ANSWER_ID",
    "ANSWER_TEXT",
    "ANSWER_VERDICT",
    "VERDICTS",
    "Answer",
    "Change",
    "Complaint",
    "History",
    "Letter",
    "Span",
    "Waiver",
    "answer",
    "answers",
    "close_complaint",
    "complain",
    "complaints",
    "end_waiver",
    "histories",
    "last_sent",
    "letters",
    "new_since_last",
    "next_number",
    "record",
    "send",
    "spans",
    "strangers",
    "waive",
    "waivers",
]


@dataclass(frozen=True, slots=True)
class Change:
    """What a night found: findings not seen the night before, and those that are gone, by id."""

    new: tuple[str, ...]
    gone: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """Nights in which a finding stood without a break; `gone` is the first day without it.

    Days are those that the nights describe, the last one included.
    """

    finding: str
    rule: str
    severity: str
    enterprise: int | None
    department: str | None
    message: str
    first: date
    last: date
    gone: date | None


@dataclass(frozen=True, slots=True)
class History:
    """What is known of a finding beside the fact: the nights, the answer, the letters.

    `answer_due` is the last day for the department's answer; None where no night has seen the
    finding or the scheme sets no days.
    """

    first_seen: date | None
    last_seen: date | None
    gone: date | None
    answer: Answer | None
    answer_due: date | None
    letters: tuple[Letter, ...] = ()

    def overdue(self, day: date) -> bool:
        """Tell whether the answer should have come by a day and has not."""
        return self.answer is None and self.answer_due is not None and self.answer_due < day

    def document(self, day: date) -> dict[str, Any]:
        """Give it as JSON holds it."""
        told: dict[str, Any] = {
            "first_seen": _iso(self.first_seen),
            "last_seen": _iso(self.last_seen),
            "answer": None,
            "answer_due": _iso(self.answer_due),
            "answer_overdue": self.overdue(day),
        }
        if self.answer:
            told["answer"] = {
                "verdict": self.answer.verdict,
                "text": self.answer.text,
                "at": self.answer.at,
            }
        return told


def record(write: Write, audit: Audit) -> Change:
    """Keep what a night's whole audit found, within the event of that night.

    Waived findings are not kept: when a waiver ends, its finding is new again. A finding of a
    rule that could not be checked tonight stays as it was.
    """
    held = {
        finding: (number, rule)
        for number, finding, rule in write.connection.execute(
            "SELECT id, finding, rule FROM seen WHERE ended_by IS NULL"
        )
    }
    found = {finding.id: finding for finding in audit.findings}
    new = [finding for ident, finding in found.items() if ident not in held]
    gone = [
        ident
        for ident, (_number, rule) in held.items()
        if ident not in found and rule not in audit.not_checked
    ]
    write.connection.execute(
        "INSERT INTO audited (id, day) VALUES (?, ?)", (write.event, audit.as_of.isoformat())
    )
    write.connection.executemany(
        "UPDATE seen SET ended_by = ? WHERE id = ?",
        ((write.event, held[ident][0]) for ident in gone),
    )
    write.connection.executemany(
        "INSERT INTO seen (finding, rule, severity, enterprise, department, message, event)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        ((*_kept(finding), write.event) for finding in new),
    )
    return Change(tuple(finding.id for finding in new), tuple(gone))


def _kept(finding: Finding) -> tuple[str | int | None, ...]:
    firm = finding.enterprise.entry.id if finding.enterprise else None
    return (
        *(finding.id, finding.rule.id, finding.rule.severity, firm),
        *(finding.department, finding.message),
    )


def new_since_last(view: View, audit: Audit) -> list[Finding]:
    """Give the open findings that the last recorded night had not; all where there was none."""
    sql = "SELECT finding FROM seen WHERE event <= ?1 AND (ended_by IS NULL OR ended_by > ?1)"
    seen = {finding for (finding,) in view.rows(sql, (view.event,))}
    return [finding for finding in audit.findings if finding.id not in seen]


def strangers(view: View, scheme: Scheme, wanted: Iterable[str]) -> set[str]:
    """Give those of some ids that cannot be of a finding of this office.

    A finding that was told and is gone before a night could see it is known by its enterprise;
    one that is of none, by the nights and by the audit of the day.
    """
    left = {ident for ident in wanted if not _of_enterprise(ident, view)}
    left -= {span.finding for span in spans(view)}
    if asked := frozenset(ident.partition(":")[0] for ident in left) & rules().keys():
        found = audit(view, scheme, asked)
        left -= {finding.id for finding in (*found.findings, *found.waived)}
    return left


def _of_enterprise(ident: str, view: View) -> bool:
    rule, _colon, rest = ident.partition(":")
    subject = rest.partition(":")[0]
    return rule in rules() and subject.isdecimal() and int(subject) in view.register


def spans(view: View) -> list[Span]:
    """Give the spans of all findings that nights have seen, oldest first."""
    sql = "SELECT id, day FROM audited WHERE id <= ? ORDER BY id"
    nights = {number: date.fromisoformat(day) for number, day in view.rows(sql, (view.event,))}
    numbers = list(nights)
    sql = (
        "SELECT event, ended_by, finding, rule, severity, enterprise, department, message"
        " FROM seen WHERE event <= ? ORDER BY id"
    )
    found = []
    for row in view.rows(sql, (view.event,)):
        first, ended, finding, rule, severity, enterprise, department, message = row
        gone = nights[ended] if ended is not None and ended <= view.event else None
        last = nights[numbers[bisect_left(numbers, ended) - 1 if gone else -1]]
        told = (finding, rule, severity, enterprise, department, message)
        found.append(Span(*told, nights[first], last, gone))
    return found


def histories(view: View, scheme: Scheme, wanted: Iterable[str]) -> dict[str, History]:
    """Give the history of each of the findings named."""
    by_finding: dict[str, list[Span]] = {}
    for span in spans(view):
        by_finding.setdefault(span.finding, []).append(span)
    said, written = answers(view), letters(view)
    term = scheme.threshold("answer_days", view.day)
    days = timedelta(days=int(term.number)) if term else None
    posted: dict[str, list[Letter]] = {}
    for letter in written:
        posted.setdefault(letter.finding, []).append(letter)
    found = {}
    for ident in wanted:
        own = by_finding.get(ident, [])
        found[ident] = History(
            own[0].first if own else None,
            own[-1].last if own else None,
            own[-1].gone if own else None,
            said.get(ident),
            own[-1].first + days if own and days is not None else None,
            tuple(posted.get(ident, ())),
        )
    return found


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
