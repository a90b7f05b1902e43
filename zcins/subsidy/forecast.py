"""What a year's subsidy will cost: policies known, renewals expected, and other rates beside."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import partial
from typing import Any

from zcins.cover import PolicyOnDay
from zcins.errors import UsageFaultError
from zcins.i18n import _
from zcins.money import yuan
from zcins.scheme import Scheme, Subsidy
from zcins.scheme.changes import changed
from zcins.standing import Standing, Standings
from zcins.store import View
from zcins.subsidy.base import Premium
from zcins.subsidy.cases import Case, cases_of, numbered
from zcins.subsidy.entitlement import Entitlement, entitle
from zcins.subsidy.proposal import applies_to
from zcins.subsidy.reasons import Reason
from zcins.subsidy.years import a_year_after
from zcins.tariff.case import Case as Rated
from zcins.tariff.derived import Derived
from zcins.tariff.many import quote_all


@dataclass(slots=True)
class Forecast:
    """The bill of a year in fen by sector, its total, and who bears it; `changed` under --set."""

    year: int
    as_of: date
    settings: list[str]
    rows: list[dict[str, Any]] = field(default_factory=list)
    total: dict[str, Any] = field(default_factory=dict)
    shares: dict[str, int] = field(default_factory=dict)
    changed_shares: dict[str, int] = field(default_factory=dict)
    not_counted: dict[str, int] = field(default_factory=dict)

    def document(self) -> dict[str, Any]:
        """Give it as JSON: money in yuan."""
        return {
            "year": self.year,
            "as_of": self.as_of.isoformat(),
            "set": self.settings,
            "rows": [_in_yuan(row) for row in self.rows],
            "total": _in_yuan(self.total),
            "shares": {payer: yuan(part) for payer, part in self.shares.items()},
            "changed_shares": {payer: yuan(part) for payer, part in self.changed_shares.items()},
            "not_counted": self.not_counted,
        }


@dataclass(frozen=True, slots=True)
class _Expected:
    """A renewal that is expected, and the policy that it renews."""

    case: Case
    renews: PolicyOnDay


def forecast(view: View, scheme: Scheme, year: int, settings: Sequence[str]) -> Forecast:
    """Reckon a year's bill: what is due is taken to be paid, what runs out to be renewed.

    A policy in force is renewed for a year at the same premium on the day after its last, by the
    same enterprise, unless another one of it lies ahead; project policies are not. `settings` are
    those of zcins.scheme.changes: under another tariff renewals cost what it makes of their
    premium. Nothing is stored. Raises UsageFaultError where nothing is set for the year.
    """
    if not any(applies_to(entry, year) for entry in scheme.history(Subsidy.table)):
        raise UsageFaultError(
            _("No subsidy rate is in force for {year}.").format(year=year),
            _("Set it in scheme/subsidy.toml: year, sectors, base, rate, shares, source."),
        )
    day = max(view.day, date(year, 1, 1))
    other = changed(scheme, settings, day)
    standings = Standings(view, scheme)
    known = [_paid(case) for case in cases_of(standings, ())]
    expected = _renewals(standings, _twice(known), year)
    dearer = _rated_anew(standings.on(day), other, expected)
    today = entitle(scheme, numbered(scheme, [*known, *(one.case for one in expected)]))
    then = entitle(other, numbered(scheme, [*known, *dearer]))
    return _counted(Forecast(year, view.day, list(settings)), scheme, today, then)


def _paid(case: Case) -> Case:
    """Take what is due to be paid, and a policy that lies ahead to begin."""
    obstacle = None if case.obstacle is Reason.NOT_BEGUN else case.obstacle
    premium = case.premium
    if premium and not premium.cancelled:
        premium = replace(premium, received=max(premium.due, premium.received or 0))
    return replace(case, obstacle=obstacle, premium=premium)


def _twice(known: list[Case]) -> set[int | None]:
    """Give the rows that are no policy of their own: nobody renews them."""
    same = (Reason.DUPLICATE_POLICY, Reason.SHARED_POLICY_NO)
    return {case.policy for case in known if case.obstacle in same}


def _renewals(standings: Standings, without: set[int | None], year: int) -> list[_Expected]:
    """Give what is renewed up to the end of a year: the years between count as insured years."""
    found = []
    for standing in standings.entries.values():
        for policy in standing.covers:
            if policy.is_project or policy.last is None or standing.ahead:
                continue
            if policy.known.id in without:
                continue
            day = policy.last + timedelta(days=1)
            while day.year <= year:
                found.append(_Expected(_renewal(standings, standing, policy, day), policy))
                day = a_year_after(day)
    return found


def _renewal(standings: Standings, standing: Standing, policy: PolicyOnDay, day: date) -> Case:
    then = standings.on(day).standing_of(standing.entry, standing.facts)
    pilot = standings.scheme.pilot()
    tests = (
        (Reason.OUTSIDE_PILOT, not pilot.start <= day <= pilot.end),
        (Reason.OUTSIDE_DISTRICT, then.outside),
        (Reason.NOT_REQUIRED, not then.obliged),
    )
    return Case(
        None,
        policy.record.insurer,
        policy.record.policy_no,
        day,
        standing.entry.id,
        standing.record.name,
        standing.record.uscc,
        then.sector,
        then.town,
        Premium(policy.premium, policy.premium, cancelled=False, unsettled=False, void=False),
        next((reason for reason, holds in tests if holds), None),
    )


def _rated_anew(standings: Standings, other: Scheme, expected: list[_Expected]) -> list[Case]:
    """Give the renewals at the premiums that the changed tariff makes of theirs."""
    derived = Derived(standings.view, standings.scheme)
    cases = [derived.case(one.renews, standings.day) for one in expected]
    rated = [case for case in cases if isinstance(case, Rated)]
    days = [standings.day] * len(rated)
    now = iter(quote_all(standings.scheme, rated, days).premiums)
    then = iter(quote_all(other, rated, days).premiums)
    found = []
    for one, case in zip(expected, cases, strict=True):
        before, after = (next(now), next(then)) if isinstance(case, Rated) else (None, None)
        premium = one.case.premium
        if premium and before and after is not None and before != after:
            due = (2 * premium.due * after + before) // (2 * before)
            premium = replace(premium, due=due, received=due)
        found.append(replace(one.case, premium=premium))
    return found


_MONEY = ("premium", "bill", "changed", "difference")


def _in_yuan(row: dict[str, Any]) -> dict[str, Any]:
    return {name: yuan(value) if name in _MONEY else value for name, value in row.items()}


_FIGURES = ("policies", "renewals", "premium", "bill", "changed")


def _counted(
    found: Forecast, scheme: Scheme, today: list[Entitlement], then: list[Entitlement]
) -> Forecast:
    sums: dict[str | None, list[int]] = defaultdict(lambda: [0] * len(_FIGURES))
    for one, other in zip(today, then, strict=True):
        case = one.case
        if case.inception.year != found.year:
            continue
        if not one.amount and not other.amount:
            reason = (one.reason or Reason.NOTHING_DUE).value
            found.not_counted[reason] = found.not_counted.get(reason, 0) + 1
            continue
        renewal = case.policy is None
        due = case.premium.due if case.premium else 0
        figures = (not renewal, renewal, due, one.amount, other.amount)
        row = sums[case.sector]
        row[:] = [total + figure for total, figure in zip(row, figures, strict=True)]
        for parts, shares in ((found.shares, one.shares), (found.changed_shares, other.shares)):
            for payer, part in shares.items():
                parts[payer] = parts.get(payer, 0) + part
    order = partial(scheme.order, "sector")
    found.rows = [{"sector": code, **_row(sums[code])} for code in sorted(sums, key=order)]
    found.total = _row([sum(column) for column in zip(*sums.values(), strict=True)] or [0] * 5)
    return found


def _row(figures: list[int]) -> dict[str, int]:
    named = dict(zip(_FIGURES, figures, strict=True))
    return {**named, "difference": named["changed"] - named["bill"]}
