"""The subsidy by year in the documents: proposed, approved, paid, to be recovered (四（三）)."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from zcins.money import yuan
from zcins.standing import Standings
from zcins.subsidy import Batch, Line, all_batches


@dataclass(slots=True)
class Grant:
    """A year's subsidy by a day, in fen.

    `proposed` is what stands in a proposal that is not approved, `approved` what batches grant,
    `recover` (0 or below) what they ask back, `paid` what went out less what came in. `policies`
    are those granted to, `enterprises` theirs; `rates` are the rates that were applied.
    """

    year: int
    proposed: int = 0
    approved: int = 0
    recover: int = 0
    paid: int = 0
    policies: int = 0
    enterprises: set[int | None] = field(default_factory=set)
    rates: set[str] = field(default_factory=set)
    shares: dict[str, int] = field(default_factory=dict)

    @property
    def net(self) -> int:
        """Give what was approved less what is asked back."""
        return self.approved + self.recover

    def figures(self) -> dict[str, Any]:
        """Give every figure by name, money in yuan as text."""
        amounts = {name: getattr(self, name) for name in ("proposed", "approved", "recover")}
        amounts |= {"net": self.net, "paid": self.paid}
        amounts |= {f"share.{payer}": part for payer, part in self.shares.items()}
        counted = {"policies": self.policies, "enterprises": len(self.enterprises)}
        return counted | {name: yuan(amount) for name, amount in amounts.items()}


@dataclass(frozen=True, slots=True)
class Grants:
    """The subsidy of the pilot's years that have a batch, the earliest first."""

    years: list[Grant]
    year: int

    @property
    def own(self) -> Grant | None:
        """Give the report's year, if it has a batch."""
        return next((one for one in self.years if one.year == self.year), None)

    def figures(self) -> dict[str, Any]:
        """Give every figure under a flat key such as `subsidy.2019.approved`.

        `subsidy.total` is the net amount approved for the report's year.
        """
        found: dict[str, Any] = {"subsidy.total": yuan(self.own.net) if self.own else None}
        for one in self.years:
            found |= {f"subsidy.{one.year}.{name}": v for name, v in one.figures().items()}
        return found


def grants(standings: Standings, year: int, *, narrowed: bool) -> Grants:
    """Sum up the batches by year up to the standings' day; years after `year` are left out."""
    day = standings.day
    found: dict[int, Grant] = {}
    for batch in all_batches(standings.view):
        if batch.year > year or batch.stored.as_of > day or batch.stored.replaced_by:
            continue
        grant = found.setdefault(batch.year, Grant(batch.year))
        _enter(grant, batch, day, lambda line: not narrowed or line.enterprise in standings.entries)
    return Grants([found[one] for one in sorted(found)], year)


def _enter(grant: Grant, batch: Batch, day: date, keeps: Callable[[Line], bool]) -> None:
    approval = batch.stored.approval
    approved = approval is not None and approval.approved_on <= day
    kept = {number: line for number, line in enumerate(batch.lines, start=1) if keeps(line)}
    for line in kept.values():
        if line.amount > 0 and line.rate:
            grant.rates.add(line.rate)
        if not approved:
            grant.proposed += line.amount
            continue
        grant.approved += max(line.amount, 0)
        grant.recover += min(line.amount, 0)
        for payer, part in line.shares.items():
            grant.shares[payer] = grant.shares.get(payer, 0) + part
        if line.amount > 0:
            grant.policies += 1
            grant.enterprises.add(line.enterprise)
    grant.paid += sum(
        one.amount
        for one in batch.stored.payments
        if one.failure is None and one.paid_on <= day and one.number in kept
    )
