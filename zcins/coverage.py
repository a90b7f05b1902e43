"""Who is insured and who is not, counted by sector, town, department, insurer or month."""

import calendar
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from zcins.scheme import Scheme
from zcins.standing import Standing, Standings, State
from zcins.store import View

BY = ("sector", "town", "department", "insurer", "month")
_READ: dict[str, Callable[[Standing], str | None]] = {
    "sector": lambda standing: standing.sector,
    "town": lambda standing: standing.town,
    "department": lambda standing: standing.department,
}
_RATE_DIGITS = 4


@dataclass(slots=True)
class Count:
    """Required enterprises counted by state; employees as far as known."""

    required: int = 0
    insured: int = 0
    unresolved: int = 0
    lapsed: int = 0
    uninsured: int = 0
    employees: int = 0
    employees_unknown: int = 0
    insured_headcount: int = 0

    def add(self, standing: Standing, headcount: int) -> None:
        """Count an enterprise in."""
        state = standing.state
        self.required += 1
        setattr(self, state.value, getattr(self, state.value) + 1)
        employees = standing.record.employees
        self.employees += employees or 0
        self.employees_unknown += employees is None
        self.insured_headcount += headcount if state is State.INSURED else 0

    @property
    def rate(self) -> float | None:
        """Give insured / required from 0 to 1, four decimals; None where nothing is required."""
        return round(self.insured / self.required, _RATE_DIGITS) if self.required else None

    def figures(self, *, insurer: bool = False) -> dict[str, Any]:
        """Give the figures of a row; an insurer's has no required and no rate."""
        return {
            "required": None if insurer else self.required,
            "insured": self.insured,
            "unresolved": self.unresolved,
            "lapsed": self.lapsed,
            "uninsured": self.uninsured,
            "rate": None if insurer else self.rate,
            "employees": self.employees,
            "employees_unknown": self.employees_unknown,
            "insured_headcount": self.insured_headcount,
        }


@dataclass(slots=True)
class Coverage:
    """The coverage of a day, its rows in the scheme's order."""

    as_of: date
    by: tuple[str, ...]
    rows: list[dict[str, Any]] = field(default_factory=list)
    total: dict[str, Any] = field(default_factory=dict)
    voluntary: int = 0
    not_in_register: int = 0
    outside_district: int = 0

    def document(self) -> dict[str, Any]:
        """Give the JSON answer of the contract."""
        return {
            "as_of": self.as_of.isoformat(),
            "by": list(self.by),
            "rows": self.rows,
            "total": self.total,
            "voluntary": self.voluntary,
            "not_in_register": self.not_in_register,
            "outside_district": self.outside_district,
        }


def coverage(view: View, scheme: Scheme, by: Sequence[str] = ()) -> Coverage:
    """Count the coverage of the view's day by any of `BY` (definitions: Coverage by)."""
    return count(Standings(view, scheme), by)


def count(standings: Standings, by: Sequence[str] = ()) -> Coverage:
    """Count standings that are worked out already; months go from the pilot's start."""
    answer = Coverage(standings.day, tuple(by))
    days = month_ends(standings.scheme, standings.day) if "month" in by else [standings.day]
    for day in days:
        of_day = standings if day == standings.day else standings.on(day)
        answer.rows += _rows(of_day, answer.by)
    if not by:
        answer.rows = []
    total = Count()
    for standing in standings.required:
        total.add(standing, standing.insured_headcount)
    answer.total = total.figures()
    answer.voluntary = len(standings.voluntary)
    answer.not_in_register = len(standings.not_in_register)
    answer.outside_district = len(standings.outside)
    return answer


def month_ends(scheme: Scheme, day: date) -> list[date]:
    """Give the month ends from the pilot's start to a day; the last is the day itself."""
    found = []
    month = scheme.pilot().start
    while month <= day:
        last = month.replace(day=calendar.monthrange(month.year, month.month)[1])
        found.append(min(last, day))
        month = last + timedelta(days=1)
    return found or [day]


def _rows(standings: Standings, by: tuple[str, ...]) -> list[dict[str, Any]]:
    groups: dict[tuple[str | None, ...], Count] = {}
    month = standings.day.isoformat()[:7]
    for standing in standings.required:
        plain = {key: _READ[key](standing) for key in by if key in _READ}
        for insurer, headcount in _shares(standing, by):
            named = {**plain, "month": month, "insurer": insurer}
            key = tuple(named[name] for name in by)
            groups.setdefault(key, Count()).add(standing, headcount)
    if by == ("month",):
        groups.setdefault((month,), Count())
    ordered = sorted(groups.items(), key=lambda item: _order(standings.scheme, by, item[0]))
    return [
        {**dict(zip(by, key, strict=True)), **group.figures(insurer="insurer" in by)}
        for key, group in ordered
    ]


def _shares(standing: Standing, by: tuple[str, ...]) -> Iterable[tuple[str | None, int]]:
    """Give the insurers at which an enterprise counts, with the headcount at each."""
    if "insurer" not in by:
        return [(None, standing.insured_headcount)]
    if standing.state is State.INSURED:
        heads: dict[str, int] = {}
        for policy in standing.covers:
            insurer = policy.record.insurer
            heads[insurer] = heads.get(insurer, 0) + (policy.headcount or 0)
        return list(heads.items())
    if standing.state is State.UNRESOLVED:
        insurers = {doubt.insurer for doubt in standing.doubts if doubt.insurer}
        return [(insurer, 0) for insurer in sorted(insurers)]
    if standing.state is State.LAPSED:
        latest = max(standing.past, key=lambda policy: policy.last or date.max)
        return [(latest.record.insurer, 0)]
    return []


def _order(
    scheme: Scheme, by: tuple[str, ...], key: tuple[str | None, ...]
) -> tuple[tuple[int, str], ...]:
    return tuple(
        scheme.order(name, value) if name in {"sector", "town", "insurer"} else (0, value or "~")
        for name, value in zip(by, key, strict=True)
    )
