"""How the premiums charged in a period stand to the tariff (notice 三（五）)."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from zcins.insurers.accounts import counted
from zcins.money import yuan
from zcins.reports.period import Period
from zcins.standing import Standings
from zcins.tariff.case import Why
from zcins.tariff.check import Checked, Verdict, check_policies
from zcins.tariff.derived import Derived


@dataclass(frozen=True, slots=True)
class Rated:
    """The policies that count and begin in the period by the day, each held against the tariff."""

    rows: list[Checked]

    def count(self, verdict: Verdict) -> int:
        """Count the policies of a verdict."""
        return sum(row.verdict is verdict for row in self.rows)

    @property
    def computed(self) -> int:
        """Count the policies whose premium the tariff gives."""
        return sum(row.expected is not None for row in self.rows)

    @property
    def unconfirmed(self) -> int:
        """Count those of them whose calculation rests on a figure that nobody has confirmed."""
        return sum(row.confirmed is False for row in self.rows)

    @property
    def above(self) -> int:
        """Give what was charged above the tariff in all, in fen."""
        return sum(max(row.difference or 0, 0) for row in self.rows)

    @property
    def below(self) -> int:
        """Give what was charged below the tariff in all, in fen."""
        return sum(max(-(row.difference or 0), 0) for row in self.rows)

    @property
    def reasons(self) -> Counter[Why]:
        """Count the policies whose premium the tariff does not give, by why."""
        return Counter(why_of(row) for row in self.rows if row.expected is None)

    def figures(self) -> dict[str, Any]:
        """Give every figure under a flat key such as `rating.agrees`."""
        found: dict[str, Any] = {"rating.policies": len(self.rows)}
        found |= {f"rating.{verdict.value}": self.count(verdict) for verdict in Verdict}
        found |= {
            "rating.computed": self.computed,
            "rating.unconfirmed": self.unconfirmed,
            "rating.above": yuan(self.above),
            "rating.below": yuan(self.below),
        }
        return found | {f"rating.reason.{why.value}": n for why, n in self.reasons.items()}


def why_of(row: Checked) -> Why:
    """Give why the tariff gives no premium for a policy."""
    return row.plan.reason.why if row.plan.reason else Why.NO_TARIFF


def rated(standings: Standings, period: Period) -> Rated:
    """Hold the policies of a period against the tariff of the day on which each begins."""
    begun = [one for one in counted(standings) if one.record.inception >= period.start]
    derived = Derived(standings.view, standings.scheme)
    cases = [derived.case(one) for one in begun]
    return Rated(check_policies(standings.scheme, begun, cases))
