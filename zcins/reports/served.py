"""What prevention money was used for, and how fast claims were paid, over a year."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from zcins.insurers.claims import Claims, claims_of
from zcins.insurers.prevention import Fund, Total, funds
from zcins.insurers.services import Services
from zcins.money import yuan
from zcins.scheme import PreventionUse
from zcins.standing import Standings

UNKNOWN_USE = "unknown"


@dataclass(frozen=True, slots=True)
class Use:
    """What was spent on a use, in fen; of an `unknown` one no word tells."""

    id: str
    name: str
    permitted: bool
    spent: int


@dataclass(frozen=True, slots=True)
class Served:
    """A year's prevention services and the speed of its claims, up to the day."""

    funds: list[Fund]
    uses: list[Use]
    claims: Claims

    @property
    def services(self) -> Services:
        """Give the services of all insurers in numbers."""
        return Total(self.funds).services

    @property
    def forbidden(self) -> list[Use]:
        """Give the uses that are not permitted and were paid for."""
        return [use for use in self.uses if not use.permitted]

    def figures(self) -> dict[str, Any]:
        """Give every figure under a flat key such as `prevention.use.education`."""
        told, claims = self.services, self.claims
        found: dict[str, Any] = {f"prevention.use.{use.id}": yuan(use.spent) for use in self.uses}
        for name in ("insured", "served", "visits", "vouchers", "without_document"):
            found[f"prevention.services.{name}"] = getattr(told, name)
        for name in ("settled", "owed", "paid_ahead", "judged", "in_time"):
            found[f"claims.speed.{name}"] = getattr(claims, name)
        found["claims.speed.timed"] = len(claims.settlement_days)
        found["claims.speed.median_days"] = claims.median("settlement_days")
        return found


def served(standings: Standings, year: int) -> Served:
    """Gather a year's uses, services and claims as known on the standings' day."""
    told = funds(standings, year).insurers
    spent: Counter[str | None] = Counter()
    for fund in told:
        spent.update(fund.uses)
    entries = standings.scheme.in_force("prevention_use", standings.day)
    uses = [
        Use(code, entry.name, entry.permitted, spent[code])
        for code, entry in entries.items()
        if isinstance(entry, PreventionUse) and spent[code]
    ]
    if spent[None]:
        uses.append(Use(UNKNOWN_USE, "未注明用途", permitted=True, spent=spent[None]))
    return Served(told, uses, claims_of(standings, year).total)
