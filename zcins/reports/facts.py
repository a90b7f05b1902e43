"""The one set of facts from which the year's documents are written."""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any

from zcins.compliance import OFFICE, SEVERITIES
from zcins.pilot import Meeting, Task, meetings, tasks
from zcins.records import Kind
from zcins.reports import lists
from zcins.reports.activity import Activities, activities
from zcins.reports.books import Books, books
from zcins.reports.grants import Grants, grants
from zcins.reports.ground import Ground
from zcins.reports.handled import Handled, handled
from zcins.reports.monthly import Month, month_figures, months
from zcins.reports.period import Period
from zcins.reports.rated import Rated, rated
from zcins.reports.scope import WHOLE, Scope
from zcins.reports.served import Served, served
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
    """A period of the pilot as known after an event, on a day; `at` is the event's moment.

    `scope` is the town or department to which all is narrowed, empty for the whole district;
    `meetings` are the joint meetings held in the period by that day. `served` is of whole years;
    `months` are those of the period's year up to its end.
    """

    period: Period
    scope: str
    as_of: date
    event: int
    at: datetime
    scheme_digest: str
    office: str
    pilot: Pilot
    coverage: Coverages
    books: Books
    activities: Activities
    months: list[Month]
    rated: Rated
    served: Served | None
    grants: Grants
    handled: Handled
    rules: list[lists.RuleCount]
    findings: list[lists.Row]
    firms: dict[State, list[lists.Firm]]
    steps: list[Task]
    meetings: list[Meeting]
    data: Data

    @property
    def year(self) -> int:
        """Give the year in which the period lies."""
        return self.period.year

    @property
    def is_whole(self) -> bool:
        """Tell whether the period is over on the day, so that it compares with the one before."""
        return self.as_of >= self.period.end

    @property
    def span(self) -> str:
        """Give the part of the period that the figures are of, as the documents say it."""
        return self.period.span(self.as_of)

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
        parts = (self.activities, self.rated, self.grants, self.handled, self.served)
        for part in parts:
            found |= part.figures() if part else {}
        found |= month_figures(self.months)
        found |= {f"findings.rule.{rule.id}": rule.findings for rule in self.rules}
        names = {name: code for code, name in SEVERITY_NAMES.items()}
        found |= {f"findings.severity.{names[key]}": n for key, n in self.severities.items()}
        found |= {
            **self._pilot_figures(),
            "data.imports": len(self.data.sources),
            "data.rows_accepted": sum(source.accepted for source in self.data.sources),
            "data.quarantined": self.data.quarantined,
            "data.waiting": self.data.waiting,
            "data.waiting_with_candidates": self.data.waiting_with_candidates,
        }
        return found

    def _pilot_figures(self) -> dict[str, int]:
        states = Counter(task.state for task in self.steps)
        told = {f"pilot.steps.{state}": states[state] for state in ("done", "overdue", "open")}
        return {**told, "pilot.meetings": len(self.meetings)}


def facts(
    view: "View",
    scheme: Scheme,
    period: Period,
    office: str | None = None,
    scope: Scope = WHOLE,
) -> Facts:
    """Gather the facts of a period on the view's day; `office` signs, else the office in charge."""
    return facts_of(Ground(view, scheme, period, scope), office)


def facts_of(ground: Ground, office: str | None = None) -> Facts:
    """Gather the facts of a ground that others ask as well."""
    view, scheme, period, scope = ground.view, ground.scheme, ground.period, ground.scope
    standings, audit = ground.standings, ground.audit
    covered = coverages(standings, period)
    narrowed = bool(scope.name)
    signs = office or scheme.department_name(OFFICE, view.day) or ""
    states = (State.UNRESOLVED, State.LAPSED, State.UNINSURED)
    return Facts(
        period=period,
        scope=scope.name,
        as_of=view.day,
        event=view.event,
        at=_moment(view),
        scheme_digest=scheme.digest,
        office=signs,
        pilot=scheme.pilot(),
        coverage=covered,
        books=books(standings, period),
        activities=activities(standings, period, covered),
        months=months(standings, period),
        rated=rated(standings, period),
        served=served(standings, period.year) if period.is_year else None,
        grants=grants(standings, period.year, narrowed=narrowed),
        handled=handled(standings, audit, period, narrowed=narrowed),
        rules=lists.rule_counts(audit),
        findings=lists.rows(audit, scheme),
        firms={state: lists.firms(standings, audit, state) for state in states},
        steps=tasks(view, scheme),
        meetings=[one for one in meetings(view) if period.start <= one.held_on <= view.day],
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
