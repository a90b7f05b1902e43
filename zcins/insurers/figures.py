"""The figures of the scorecard: one function each, named by the scheme's indicators."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Literal

from zcins.insurers.accounts import counted
from zcins.insurers.claims import Claims, claims_of
from zcins.insurers.days import TermUnknownError, term_of
from zcins.insurers.ledgers import Month, months_due
from zcins.insurers.prevention import Fund, Funds, funds, last_of
from zcins.insurers.receipts import Quality, qualities
from zcins.scheme import Measure
from zcins.standing import Standings
from zcins.store.acts import complaints
from zcins.tariff.check import Checked, Verdict, check_policies
from zcins.tariff.derived import Derived


@dataclass(frozen=True, slots=True)
class Figure:
    """A numerator by a denominator, in fen where `unit` is money, and the number of cases."""

    numerator: int
    denominator: int
    n: int
    unit: Literal["count", "money"] = "count"

    @property
    def value(self) -> Decimal | None:
        """Give numerator by denominator; None where that is not above 0."""
        return Decimal(self.numerator) / self.denominator if self.denominator > 0 else None


class Ground:
    """What the figures of a year are taken from, each worked out at the first asking."""

    def __init__(self, standings: Standings, year: int) -> None:
        self.standings = standings
        self.year = year
        self.last = last_of(year, standings.day)

    @cached_property
    def funds(self) -> Funds:
        """Give the prevention money."""
        return funds(self.standings, self.year)

    @cached_property
    def fund(self) -> dict[str, Fund]:
        """Give the prevention money by insurer."""
        return {fund.insurer: fund for fund in self.funds.insurers}

    @cached_property
    def claims(self) -> dict[str, Claims]:
        """Give the claims by insurer."""
        return {str(one.key): one for one in claims_of(self.standings, self.year).groups}

    @cached_property
    def qualities(self) -> dict[str, Quality]:
        """Give the quality of the ledgers by insurer."""
        return qualities(self.standings, self.year)

    @cached_property
    def months(self) -> list[Month] | None:
        """Give the months of the year whose ledgers were due; None where no term is in force."""
        try:
            term = term_of(self.standings.scheme, "ledger_due_days", self.standings.day)
            due = months_due(self.standings, term)
        except TermUnknownError:
            return None
        return [month for month in due if month.month.startswith(f"{self.year}-")]

    @cached_property
    def began(self) -> date:
        """Give the day of the store's first event: of what came before nobody kept the day."""
        ((at,),) = self.standings.view.rows("SELECT min(at) FROM event")
        return datetime.fromisoformat(at).date() if at else date.max

    @cached_property
    def rated(self) -> list[Checked]:
        """Give the policies begun in the year that count, held against the tariff."""
        first = date(self.year, 1, 1)
        begun = [p for p in counted(self.standings) if first <= p.record.inception <= self.last]
        derived = Derived(self.standings.view, self.standings.scheme)
        scheme = self.standings.scheme
        return check_policies(scheme, begun, [derived.case(one) for one in begun])

    def complaints(self, insurer: str) -> int:
        """Count the complaints of the year about an insurer."""
        first = date(self.year, 1, 1)
        found = complaints(self.standings.view)
        return sum(one.insurer == insurer and first <= one.made_on <= self.last for one in found)


def _accrued(ground: Ground, insurer: str) -> Figure | None:
    fund = ground.fund.get(insurer)
    if fund is None or fund.account.accrued is None:
        return None
    return Figure(fund.account.accrued, fund.premium["due"], fund.policies, "money")


def _used(ground: Ground, insurer: str) -> Figure | None:
    fund = ground.fund.get(insurer)
    if fund is None or fund.account.accrued is None or fund.account.spent is None:
        return None
    cases = len(fund.account.spending)
    return Figure(fund.account.spent, fund.account.accrued, cases, "money")


def _served(ground: Ground, insurer: str) -> Figure | None:
    fund = ground.fund.get(insurer)
    if fund is None or not fund.account.rows:
        return None
    return _count(fund.services.served, fund.services.insured)


def _in_time(ground: Ground, insurer: str) -> Figure | None:
    claims = ground.claims.get(insurer)
    if not claims or not claims.is_told or claims.in_time is None or claims.judged is None:
        return None
    return _count(claims.in_time, claims.judged)


def _advance(ground: Ground, insurer: str) -> Figure | None:
    claims = ground.claims.get(insurer)
    if claims is None or not claims.is_told:
        return None
    in_time = claims.advance_in_time
    return _count(claims.paid_ahead if in_time is None else in_time, claims.owed)


def _quarantined(ground: Ground, insurer: str) -> Figure | None:
    found = ground.qualities.get(insurer)
    return _count(found.quarantined, found.rows) if found else None


def _late(ground: Ground, insurer: str) -> Figure | None:
    """Count months not come, or come late; late before the office began is not evidenced."""
    if ground.months is None:
        return None
    own = [month for month in ground.months if month.insurer == insurer]
    bad = known = 0
    for month in own:
        is_late = month.came is None or month.came > month.due
        bad += is_late and (month.came is None or month.due >= ground.began)
        known += not is_late or month.came is None or month.due >= ground.began
    return _count(bad, known)


def _codes(ground: Ground, insurer: str) -> Figure | None:
    found = ground.qualities.get(insurer)
    return _count(found.bad_codes, found.coded) if found else None


def _totals(ground: Ground, insurer: str) -> Figure | None:
    found = ground.qualities.get(insurer)
    return _count(found.wrong, found.totals) if found else None


def _tariff(ground: Ground, insurer: str) -> Figure | None:
    verdicts = [one.verdict for one in ground.rated if one.policy.record.insurer == insurer]
    differs = verdicts.count(Verdict.DIFFERS)
    return _count(differs, differs + verdicts.count(Verdict.AGREES))


def _complaints(ground: Ground, insurer: str) -> Figure | None:
    fund = ground.fund.get(insurer)
    return _count(ground.complaints(insurer), fund.services.insured) if fund else None


def _count(part: int, whole: int) -> Figure:
    return Figure(part, whole, whole)


FIGURES: dict[Measure, Callable[[Ground, str], Figure | None]] = {
    "prevention_accrued": _accrued,
    "prevention_used": _used,
    "firms_served": _served,
    "claims_in_time": _in_time,
    "advance_payments": _advance,
    "rows_quarantined": _quarantined,
    "ledgers_late": _late,
    "codes_invalid": _codes,
    "totals_wrong": _totals,
    "premium_off_tariff": _tariff,
    "complaints": _complaints,
}
