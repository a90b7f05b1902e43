"""The premiums of many cases at once: few calculations, many quantities, in whole numbers.

Cases that differ only in their quantity share a calculation (`Plan`); the quantities are then
multiplied and rounded by numpy, exactly, in fen.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from zcins.scheme import Factor, Scheme, Tariff
from zcins.tariff.case import Case
from zcins.tariff.quote import QUANTITIES, Plan, plan_of, quantity_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_FEN = {"fen": 1, "yuan": 100}
# Twice a product and a divisor have to fit into 64 bits.
_ROOM = float(2**61)


@dataclass(frozen=True, slots=True)
class Premiums:
    """The premiums of a list of cases in fen, None where there is none, each with its plan.

    A plan's steps tell which factors are not applied; for whom and why exactly, `quote` tells.
    """

    premiums: list[int | None]
    plans: list[Plan]


def quote_all(scheme: Scheme, cases: Sequence[Case], days: Sequence[date]) -> Premiums:
    """Give the premium of each case by the tariff of its day: what `quote` gives, to the fen."""
    import numpy as np  # noqa: PLC0415 - heavy

    groups = _Groups(scheme)
    which = [groups.number(case, day) for case, day in zip(cases, days, strict=True)]
    if not which:
        return Premiums([], [])
    plans = groups.plans
    bases = [plan.tariff.basis if plan.tariff else "flat" for plan in plans]
    quantities = np.array(
        [quantity_of(case, bases[g]) or 0 for case, g in zip(cases, which, strict=True)],
        dtype=np.int64,
    )
    amounts = _amounts(
        [_ratio(plan) for plan in plans], np.array(which, dtype=np.int64), quantities
    )
    priced = [plan.price is not None for plan in plans]
    return Premiums(
        [amount if priced[g] else None for amount, g in zip(amounts, which, strict=True)],
        [plans[g] for g in which],
    )


def _ratio(plan: Plan) -> tuple[int, int, int]:
    """Give by what a quantity is multiplied and divided for fen, and to how many fen it rounds."""
    if plan.tariff is None or plan.price is None:
        return 0, 1, 1
    unit = _FEN[plan.tariff.rounding]
    exact = Fraction(plan.price) * Fraction(plan.coefficient) * 100
    exact /= QUANTITIES[plan.tariff.basis] * unit
    return exact.numerator, exact.denominator, unit


def _amounts(
    ratios: list[tuple[int, int, int]],
    which: "NDArray[np.int64]",
    quantities: "NDArray[np.int64]",
) -> list[int]:
    """Multiply, divide and round half up; by Python's own numbers where 64 bits are too few."""
    import numpy as np  # noqa: PLC0415 - heavy

    wide = [ratio if max(ratio) < _ROOM else (0, 1, 1) for ratio in ratios]
    table = np.array(wide, dtype=np.int64)
    times, by, unit = (table[which, column] for column in range(3))
    found: list[int] = ((2 * times * quantities + by) // (2 * by) * unit).tolist()
    size = 2.0 * times.astype(float) * quantities.astype(float) + by
    narrow = np.array([ratio is not kept for ratio, kept in zip(ratios, wide, strict=True)])
    for row in np.flatnonzero((size >= _ROOM) | narrow[which]):
        number, divisor, fen = ratios[which[row]]
        found[row] = (2 * number * int(quantities[row]) + divisor) // (2 * divisor) * fen
    return found


class _Groups:
    """The calculations met so far, by all of a case that they depend on."""

    def __init__(self, scheme: Scheme) -> None:
        self.plans: list[Plan] = []
        self._scheme = scheme
        self._numbers: dict[Hashable, int] = {}
        self._days = _days_of_change(scheme)
        tariffs = [e for e in scheme.history("tariff") if isinstance(e, Tariff)]
        factors = [e for e in scheme.history("factor") if isinstance(e, Factor)]
        self._costs = sorted({b.up_to.scaleb(2) for t in tariffs for b in t.bands if b.up_to})
        self._loss_ratio = _Cuts(factors, "loss_ratio")
        self._employees = _Cuts(factors, "employees")

    def number(self, case: Case, day: date) -> int:
        """Give the number of the case's calculation, made if it is new."""
        key = (
            bisect_right(self._days, day),
            *(case.sector, case.sectors, case.limit, case.output is None),
            None if case.project_cost is None else bisect_left(self._costs, case.project_cost),
            *(case.grade, case.risk, case.dual_prevention, case.accidents),
            self._loss_ratio.place(case.loss_ratio),
            self._employees.place(case.employees),
            tuple(case.others.items()),
        )
        number = self._numbers.setdefault(key, len(self.plans))
        if number == len(self.plans):
            self.plans.append(plan_of(self._scheme, case, day))
        return number


class _Cuts:
    """Where a number that factors depend on passes from one band into the next."""

    def __init__(self, factors: Iterable[Factor], name: str) -> None:
        own = [factor for factor in factors if factor.input == name]
        self._each = any(factor.values for factor in own)
        self._ends = sorted({band.up_to for f in own for band in f.bands if band.up_to is not None})

    def place(self, number: Decimal | int | None) -> Any:
        """Give the band's place; the number itself where a factor lists single values."""
        if number is None or self._each:
            return number
        return bisect_left(self._ends, number)


def _days_of_change(scheme: Scheme) -> list[date]:
    days = set()
    for table in ("tariff", "factor"):
        for entry, last in scheme.periods(table):
            days.add(entry.from_)
            if last < date.max:
                days.add(last + timedelta(days=1))
    return sorted(days)
