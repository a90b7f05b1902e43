"""The figures of the coverage: which enterprises are counted, and by which rows."""

from collections.abc import Callable, Iterator
from datetime import date

from zcins.coverage import month_ends
from zcins.reports.ground import Ground
from zcins.standing import Standing, Standings
from zcins.trace.found import Found, Share
from zcins.trace.rows import Part, enterprise, evidence, name_of, policy_parts

Keep = Callable[[Standing], bool]


def coverage(ground: Ground, of: str, name: str) -> Found:
    """Trace `coverage.total.insured`, `coverage.town.王村镇.rate`, `coverage.voluntary`…."""
    if not of:
        return _BESIDE[name](ground.standings)
    if name == "rate":
        return Share(f"coverage.{of}.insured", f"coverage.{of}.required")
    standings, keep = _group(ground, of)
    found = [one for one in standings.required if keep(one)]
    return [part for one in found for part in _parts(standings, one, name)]


def standing_of(ground: Ground, key: str, enterprise: int) -> Standing | None:
    """Give where an enterprise stands on the day that a figure is of."""
    theme, _dot, rest = key.partition(".")
    of = rest.rpartition(".")[0] if theme == "coverage" else ""
    standings = _group(ground, of)[0] if of else ground.standings
    return standings.entries.get(enterprise)


def _group(ground: Ground, of: str) -> tuple[Standings, Keep]:
    by, _dot, code = of.partition(".")
    if by == "before":
        before = ground.on(ground.period.before)
        return before, _group(ground, code)[1] if code else _any
    if by == "month":
        return ground.on(_last_day(ground, code)), _any
    if by == "total":
        return ground.standings, _any
    return ground.standings, lambda one: (getattr(one, by) or "unknown") == code


def _any(_standing: Standing) -> bool:
    return True


def _last_day(ground: Ground, month: str) -> date:
    ends = month_ends(ground.scheme, ground.day)
    return next(day for day in ends if day.isoformat()[:7] == month)


def _parts(standings: Standings, one: Standing, name: str) -> Iterator[Part]:
    employees = one.record.employees
    if name == "required":
        yield _one(one, 1)
    elif name == "employees" and employees is not None:
        yield _one(one, employees, "employees")
    elif name == "employees_unknown" and employees is None:
        yield _one(one, 1, "employees")
    elif name == "insured_headcount":
        yield from policy_parts(standings.view, one.covers, "insured_headcount")
    elif name == one.state.value:
        yield _proved(standings, one)


def _one(standing: Standing, amount: int, field: str | None = None) -> Part:
    subject = ("enterprise", standing.entry.id)
    return Part(subject, name_of(standing), amount, (enterprise(standing, field),))


def _proved(standings: Standings, one: Standing) -> Part:
    rows = evidence(standings.view, one)
    return Part(("enterprise", one.entry.id), name_of(one), 1, rows)


_BESIDE: dict[str, Callable[[Standings], Found]] = {
    "voluntary": lambda them: [_proved(them, one) for one in them.voluntary],
    "not_in_register": lambda them: list(policy_parts(them.view, them.not_in_register)),
    "outside_district": lambda them: [_one(one, 1) for one in them.outside],
}
