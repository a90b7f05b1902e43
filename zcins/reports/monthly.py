"""A year month by month: the premium due of policies that begin, and the claims."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from zcins.cover import counts
from zcins.money import yuan
from zcins.reports.period import Period
from zcins.standing import Standings


@dataclass(slots=True)
class Month:
    """A month's policies that count and begin in it, their premium due, its cases and their sums.

    Amounts are in fen, as known on the report's day; claims go by the day of loss.
    """

    code: str
    policies: int = 0
    due: int = 0
    claims: int = 0
    paid: int = 0
    outstanding: int = 0

    @property
    def name(self) -> str:
        """Give its name: 3月."""
        return f"{int(self.code[-2:])}月"

    def figures(self) -> dict[str, Any]:
        """Give every figure by name, money in yuan as text."""
        counted = {"policies": self.policies, "claims": self.claims}
        amounts = ("due", "paid", "outstanding")
        return counted | {name: yuan(getattr(self, name)) for name in amounts}


def months(standings: Standings, period: Period) -> list[Month]:
    """Give the months of the period's year up to the period's end or the standings' day."""
    last = min(period.end, standings.day)
    codes = [f"{period.year}-{month:02d}" for month in range(1, last.month + 1)]
    found = {code: Month(code) for code in codes}
    for policy in standings.policies:
        month = found.get(policy.record.inception.isoformat()[:7])
        if month and policy.record.inception <= last and counts(policy.record, standings.scheme):
            month.policies += 1
            month.due += policy.premium
    _add_claims(standings, last, found)
    return list(found.values())


def _add_claims(standings: Standings, last: date, found: dict[str, Month]) -> None:
    cases: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for known in standings.view.claims:
        claim = known.record
        if not claim.loss_on or claim.loss_on > last or not standings.concerns(claim.party):
            continue
        if month := found.get(claim.loss_on.isoformat()[:7]):
            cases[month.code].add((claim.insurer, claim.case_no))
            month.paid += claim.paid or 0
            month.outstanding += claim.outstanding or 0
    for code, numbers in cases.items():
        found[code].claims = len(numbers)


def month_figures(rows: list[Month]) -> dict[str, Any]:
    """Give every figure of the months under a flat key such as `month.2019-03.due`."""
    return {
        f"month.{row.code}.{key}": value for row in rows for key, value in row.figures().items()
    }
