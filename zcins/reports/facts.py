"""The one set of facts from which the year's documents are written."""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any

from zcins.compliance import OFFICE, SEVERITIES, audit_standings
from zcins.records import Kind
from zcins.reports import lists
from zcins.reports.books import Books, books
from zcins.reports.tallies import Coverages, coverages
from zcins.reports.wording import SEVERITIES as SEVERITY_NAMES
from zcins.scheme import Pilot, Scheme
from zcins.standing import Standings, State

if TYPE_CHECKING:
    from zcins.store import View


@dataclass(frozen=True, slots=True)
class Data:
    """What the figures rest on, and what is still open in it."""

    sources: list[lists.Source]
    quarantined: int
    waiting: int
    waiting_with_candidates: int
    has_policies: bool
    has_claims: bool


@dataclass(frozen=True, slots=True)
class Facts:
    """A year of the pilot as known after an event, on a day; `at` is the event's moment."""

    year: int
    as_of: date
    event: int
    at: datetime
    scheme_digest: str
    office: str
    pilot: Pilot
    coverage: Coverages
    books: Books
    rules: list[lists.RuleCount]
    findings: list[lists.Row]
    firms: dict[State, list[lists.Firm]]
    data: Data

    @property
    def whole_year(self) -> bool:
        """Tell whether the day is at or after the year's end."""
        return self.as_of >= date(self.year, 12, 31)

    @property
    def severities(self) -> dict[str, int]:
        """Give the number of findings by severity, 高 first."""
        found = Counter(row.severity for row in self.findings)
        return {
            SEVERITY_NAMES[severity]: found[SEVERITY_NAMES[severity]] for severity in SEVERITIES
        }

    def figures(self) -> dict[str, str | int | float | None]:
        """Give every figure used under a flat key; money in yuan as text, rates from 0 to 1."""
        found: dict[str, Any] = {**self.coverage.figures(), **self.books.figures()}
        found |= {f"findings.rule.{rule.id}": rule.findings for rule in self.rules}
        names = {name: code for code, name in SEVERITY_NAMES.items()}
        found |= {f"findings.severity.{names[key]}": n for key, n in self.severities.items()}
        found |= {
            "subsidy.total": None,
            "data.imports": len(self.data.sources),
            "data.rows_accepted": sum(source.accepted for source in self.data.sources),
            "data.quarantined": self.data.quarantined,
            "data.waiting": self.data.waiting,
            "data.waiting_with_candidates": self.data.waiting_with_candidates,
        }
        return found


def facts(view: "View", scheme: Scheme, year: int, office: str | None = None) -> Facts:
    """Gather the facts of a year on the view's day; `office` signs, else the office in charge."""
    standings = Standings(view, scheme)
    audit = audit_standings(standings)
    signs = office or scheme.department_name(OFFICE, view.day) or ""
    states = (State.UNRESOLVED, State.LAPSED, State.UNINSURED)
    return Facts(
        year=year,
        as_of=view.day,
        event=view.event,
        at=_moment(view),
        scheme_digest=scheme.digest,
        office=signs,
        pilot=scheme.pilot(),
        coverage=coverages(standings, year),
        books=books(standings, year),
        rules=lists.rule_counts(audit),
        findings=lists.rows(audit, scheme),
        firms={state: lists.firms(standings, audit, state) for state in states},
        data=_data(standings),
    )


def _moment(view: "View") -> datetime:
    """Give the moment of the view's event; before the first, the day itself."""
    found = view.rows("SELECT at FROM event WHERE id = ?", (view.event,))
    if found:
        return datetime.fromisoformat(found[0][0])
    return datetime.combine(view.day, time(), UTC)


def _data(standings: Standings) -> Data:
    view = standings.view
    found = lists.sources(view, standings.scheme)
    return Data(
        sources=found,
        quarantined=len(view.quarantined),
        waiting=len(standings.waits),
        waiting_with_candidates=sum(bool(one) for one in standings.waits.values()),
        has_policies=lists.has(found, Kind.POLICIES),
        has_claims=lists.has(found, Kind.CLAIMS),
    )
