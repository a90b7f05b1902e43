"""How the claims of an accident year grow with age: paid and incurred, from ledger to ledger."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from zcins.insurers.cases import paid_of
from zcins.insurers.claims import not_counted
from zcins.records import Claim, Kind
from zcins.standing import Standings
from zcins.store import Known

STEPS = {"quarter": 3, "year": 12}  # months
_LEAST = 2
Sums = dict[tuple[int, int], int]
# A claim's accident year, what was paid and incurred, by the period that told it.
_History = list[tuple[date, int, int, int]]


@dataclass(slots=True)
class Development:
    """Paid and incurred in fen by accident year and age, an age being a number of steps.

    An age is told where a claims ledger came of its last step. `factors` say by what the paid
    (first) and the incurred grew from the age before, over all years that tell both ages.
    """

    step: str
    years: list[int] = field(default_factory=list)
    ages: list[int] = field(default_factory=list)
    paid: Sums = field(default_factory=dict)
    incurred: Sums = field(default_factory=dict)

    @property
    def enough(self) -> bool:
        """Tell whether there are two accident years and two ages of one of them at least."""
        ages = [sum((year, age) in self.paid for age in self.ages) for year in self.years]
        return len(self.years) >= _LEAST and max(ages) >= _LEAST

    def factors(self) -> list[tuple[int, float | None, float | None]]:
        """Give each age but the first with its two factors."""
        return [
            (age, self._factor(self.paid, before, age), self._factor(self.incurred, before, age))
            for before, age in pairwise(self.ages)
        ]

    def _factor(self, sums: Sums, before: int, age: int) -> float | None:
        both = [y for y in self.years if (y, before) in sums and (y, age) in sums]
        base = sum(sums[year, before] for year in both)
        return sum(sums[year, age] for year in both) / base if base else None


def development(standings: Standings, step: str = "quarter") -> Development:
    """Give the development of all claims up to the standings' day, by quarters or years.

    A case counts with the balances of the last ledger by then; before the first one that tells
    of it, it was not known and counts nothing.
    """
    found = Development(step)
    histories = _histories(standings)
    found.years = sorted({rows[0][1] for rows in histories})
    for end in _observed(standings, step):
        for year in found.years:
            age = (end.year - year) * (12 // STEPS[step]) + -(-end.month // STEPS[step])
            if age < 1:
                continue
            told = [_at(rows, end) for rows in histories if rows[0][1] == year]
            found.paid[year, age] = sum(paid for paid, _incurred in told)
            found.incurred[year, age] = sum(incurred for _paid, incurred in told)
    found.ages = sorted({age for _year, age in found.paid})
    return found


def _at(history: _History, end: date) -> tuple[int, int]:
    told = [(paid, incurred) for period, _year, paid, incurred in history if period <= end]
    return told[-1] if told else (0, 0)


def _observed(standings: Standings, step: str) -> list[date]:
    """Give the last day told of each step of which a claims ledger came."""
    last: dict[tuple[int, int], date] = {}
    for end in standings.view.period_ends(Kind.CLAIMS):
        if end <= standings.day:
            last[end.year, -(-end.month // STEPS[step])] = end
    return list(last.values())


def _histories(standings: Standings) -> list[_History]:
    """Give what ledgers told of each claim, by period, the later import of one period last."""
    aside = not_counted(standings)
    found: dict[int, list[Known[Claim]]] = defaultdict(list)
    for known in standings.view.told_claims():
        if (known.record.insurer, known.record.policy_no) not in aside:
            found[known.id].append(known)
    return [history for rows in found.values() if (history := _history(rows, standings.day))]


def _history(rows: Iterable[Known[Claim]], day: date) -> _History:
    """Give a claim's history; its accident year is that of the last version, empty without one."""
    dated = [(date.fromisoformat(known.period), known.record) for known in rows]
    told = [(period, claim) for period, claim in dated if period <= day]
    happened = (told[-1][1].loss_on or told[-1][1].notified_on) if told else None
    if happened is None:
        return []
    return [
        (period, happened.year, paid_of(claim), paid_of(claim) + (claim.outstanding or 0))
        for period, claim in told
    ]
