"""The district's own assessment of a year: departments or towns (notice 四（五）).

Coverage against the target, findings told and handled in time, letters.
"""

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from zcins.compliance import Finding, audit_standings
from zcins.coverage import count
from zcins.findings import Span, letters, spans
from zcins.scheme import Scheme
from zcins.standing import Standings
from zcins.store import View

BY = ("department", "town")
TARGET, ANSWER = "coverage_target", "answer_days"


@dataclass(slots=True)
class Group:
    """A department or town; `name` is None for what belongs to none.

    `open` findings stand on the day; `told` are those that a night first saw in the year, `gone`
    those that a night no longer saw. Of the told ones `answered` had an answer by the day;
    `in_time` were gone or answered within the scheme's days, `late` after them, and `overdue` are
    neither; the three are None where no days are in force.
    """

    name: str | None
    required: int = 0
    insured: int = 0
    open: int = 0
    told: int = 0
    gone: int = 0
    letters: int = 0
    answered: int = 0
    in_time: int | None = 0
    late: int | None = 0
    overdue: int | None = 0

    @property
    def rate(self) -> float | None:
        """Give the coverage; None where nothing is required."""
        return self.insured / self.required if self.required else None

    @property
    def due(self) -> int | None:
        """Count the findings that were handled or should have been by the day."""
        counts = (self.in_time, self.late, self.overdue)
        known = [number for number in counts if number is not None]
        return sum(known) if len(known) == len(counts) else None

    @property
    def handled_rate(self) -> float | None:
        """Give the part handled in time of what was due; None where that is nothing."""
        return self.in_time / self.due if self.due and self.in_time is not None else None


@dataclass(slots=True)
class Assessment:
    """The groups in the scheme's order and their sum; `target` is None where none is in force.

    `nights` counts the nights of the year: without any, nobody was told of a finding.
    """

    year: int
    as_of: date
    by: str
    target: float | None
    nights: int
    groups: list[Group] = field(default_factory=list)
    total: Group = field(default_factory=lambda: Group(None))


def assess(standings: Standings, year: int, by: str) -> Assessment:
    """Assess the departments or the towns of a year, as known on the standings' day."""
    view, scheme = standings.view, standings.scheme
    first, last = date(year, 1, 1), min(standings.day, date(year, 12, 31))
    target = scheme.threshold(TARGET, standings.day)
    nights = sum(first <= day <= last for _event, day in _nights(view))
    share = float(target.number) if target else None
    found = Assessment(year, standings.day, by, share, nights)
    groups = _Groups(found)
    for row in count(standings, (by,)).rows:
        for group in groups.of(row[by]):
            group.required += row["required"]
            group.insured += row["insured"]
    for finding in audit_standings(standings).findings:
        for group in groups.of(_place(finding, by)):
            group.open += 1
    for letter in letters(view):
        if first <= letter.sent_on <= last:
            for group in groups.of(_of_firm(standings, letter.enterprise, by)):
                group.letters += 1
    answers = _Answers(view)
    for span in spans(view):
        for group in groups.of(_of_span(standings, span, by)):
            _add(group, span, answers, (first, last), scheme, standings.day)
    found.groups = groups.in_order(scheme)
    return found


class _Groups(dict[str | None, Group]):
    """The groups by name; one that is asked for and not there is made."""

    def __init__(self, found: Assessment) -> None:
        super().__init__()
        self._found = found

    def of(self, name: str | None) -> tuple[Group, Group]:
        """Give a group and the sum of all."""
        return self.setdefault(name, Group(name)), self._found.total

    def in_order(self, scheme: Scheme) -> list[Group]:
        """Give the groups as the scheme lists them, what belongs to none last."""
        by = self._found.by
        ident = scheme.department if by == "department" else lambda name: name
        return [self[name] for name in sorted(self, key=lambda n: scheme.order(by, ident(n)))]


def _add(
    group: Group,
    span: Span,
    answers: "_Answers",
    year: tuple[date, date],
    scheme: Scheme,
    day: date,
) -> None:
    first, last = year
    group.gone += span.gone is not None and first <= span.gone <= last
    if not first <= span.first <= last:
        return
    group.told += 1
    answered = answers.first(span, day)
    group.answered += answered is not None
    term = scheme.threshold(ANSWER, span.first)
    if term is None or group.in_time is None or group.late is None or group.overdue is None:
        group.in_time = group.late = group.overdue = None
        return
    due = span.first + timedelta(days=int(term.number))
    done = min((when for when in (span.gone, answered) if when and when <= day), default=None)
    group.in_time += done is not None and done <= due
    group.late += done is not None and done > due
    group.overdue += done is None and due < day


class _Answers:
    """The days of all answers, later ones and those that they took the place of.

    An answer counts on its day, or on that of the first night that knew it, if that is earlier:
    nights describe a day that may be fixed, or past.
    """

    def __init__(self, view: View) -> None:
        nights = _nights(view)
        events = [event for event, _day in nights]
        self._days: dict[str, list[date]] = defaultdict(list)
        sql = (
            "SELECT a.finding, a.event, e.at FROM answer a JOIN event e ON e.id = a.event"
            " WHERE a.event <= ? ORDER BY a.event"
        )
        for finding, event, at in view.rows(sql, (view.event,)):
            told = datetime.fromisoformat(at).date()
            after = nights[bisect_right(events, event) :]
            self._days[finding].append(min(told, after[0][1]) if after else told)

    def first(self, span: Span, day: date) -> date | None:
        """Give the day of the first answer to a span of a finding, up to a day."""
        found = [one for one in self._days[span.finding] if span.first <= one <= day]
        return min(found, default=None)


def _nights(view: View) -> list[tuple[int, date]]:
    sql = "SELECT id, day FROM audited WHERE id <= ? ORDER BY id"
    return [(event, date.fromisoformat(day)) for event, day in view.rows(sql, (view.event,))]


def _place(finding: Finding, by: str) -> str | None:
    if by == "department":
        return finding.department
    return finding.enterprise.town if finding.enterprise else None


def _of_firm(standings: Standings, number: int | None, by: str) -> str | None:
    standing = standings.entries.get(number or 0)
    if standing is None:
        return None
    return standing.department if by == "department" else standing.town


def _of_span(standings: Standings, span: Span, by: str) -> str | None:
    """Give where a finding belonged: its department under the name of the day, or its town."""
    if by == "town":
        return _of_firm(standings, span.enterprise, by)
    return standings.scheme.department_name(span.department, standings.day)
