"""The premium of a case by the tariff of a day, with its explanation by construction."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from typing import Any

from zcins.i18n import N_
from zcins.money import yuan
from zcins.scheme import Factor, Scheme, Tariff
from zcins.tariff.case import Case, Reason, Why
from zcins.tariff.factors import EXACT, across, factor_step
from zcins.tariff.step import BASE, CAP, COMBINED, FLOOR, ROUNDING, Step

# In which order the bases are tried: the first whose quantity the case gives.
BASES = ("project_cost", "output", "headcount", "flat")
UNITS = {
    "project_cost": "yuan/yuan",
    "output": "yuan/unit/year",
    "headcount": "yuan/person/year",
    "flat": "yuan/year",
}
# What a base's quantity is called, and how many of its steps make one.
QUANTITIES = {"project_cost": 100, "output": 1000, "headcount": 1, "flat": 1}
LABELS = {
    BASE: N_("base"),
    COMBINED: N_("all factors together"),
    FLOOR: N_("not less than"),
    CAP: N_("not more than"),
    ROUNDING: N_("rounded half up, once, to"),
}
STEPS_OF_ROUNDING = {"fen": Decimal("0.01"), "yuan": Decimal(1)}
_ROUNDED = Context(prec=EXACT.prec)


@dataclass(frozen=True, slots=True)
class Plan:
    """A calculation without its quantity: yuan of a unit (`price`) times `coefficient`.

    Many cases share one. With a `reason` there is no price.
    """

    tariff: Tariff | None = None
    price: Decimal | None = None
    coefficient: Decimal = Decimal(1)
    steps: tuple[Step, ...] = ()
    reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """A premium in fen with its steps, or the reason why there is none."""

    day: date
    premium: int | None
    plan: Plan
    steps: tuple[Step, ...] = ()

    @property
    def reason(self) -> Reason | None:
        """Give why the premium is not worked out."""
        return self.plan.reason

    @property
    def confirmed(self) -> bool:
        """Tell whether every figure read is confirmed by an official text."""
        read = [step.entry for step in self.steps if step.entry]
        return self.premium is not None and all(entry.confirmed for entry in read)

    @property
    def missing(self) -> list[Step]:
        """Give the factors that are not applied."""
        return [step for step in self.steps if step.reason]

    def document(self) -> dict[str, Any]:
        """Give it as the contract's JSON."""
        found: dict[str, Any] = {
            "premium": yuan(self.premium),
            "on": self.day.isoformat(),
            "confirmed": self.confirmed,
            "steps": [step.document() for step in self.steps],
        }
        if self.reason:
            found["not_checked"] = self.reason.text()
        return found


def quote(scheme: Scheme, case: Case, day: date) -> Quote:
    """Work out the premium of a case by the tariff in force on a day.

    Rounded once, half up, to what the tariff declares; a factor whose input is missing is not
    applied, and says so in its step.
    """
    plan = plan_of(scheme, case, day)
    if plan.tariff is None or plan.price is None:
        return Quote(day, None, plan)
    steps = quantity_of(case, plan.tariff.basis) or 0
    quantity = Decimal(steps) / QUANTITIES[plan.tariff.basis]
    amount = EXACT.multiply(plan.price, quantity)
    exact = EXACT.multiply(amount, plan.coefficient)
    unit = STEPS_OF_ROUNDING[plan.tariff.rounding]
    premium = exact.quantize(unit, ROUND_HALF_UP, _ROUNDED)
    base, *others = plan.steps
    first = replace(base, quantity=quantity, amount=amount)
    return Quote(day, int(premium.scaleb(2, EXACT)), plan, (first, *others))


def quantity_of(case: Case, basis: str) -> int | None:
    """Give what a base is multiplied with, in its smallest steps; None where it is unknown."""
    match basis:
        case "project_cost":
            return case.project_cost
        case "output":
            return case.output
        case "headcount":
            return case.employees
        case _:
            return 1


def plan_of(scheme: Scheme, case: Case, day: date) -> Plan:
    """Give a case's calculation without its quantity."""
    if case.sector is None:
        return Plan(reason=Reason(Why.NO_SECTOR))
    lines = lines_of(scheme, day)
    tariff = _choose(lines.get(case.sector, {}), case)
    if isinstance(tariff, Reason):
        sector = scheme.sector_name(case.sector)
        return Plan(reason=tariff if tariff.what else Reason(tariff.why, sector))
    base = _base(tariff, case)
    if isinstance(base, Reason):
        return Plan(reason=base)
    if tariff.mixed == "highest":
        base, tariff = _highest(lines, tariff, base, case)
    factors = factors_of(scheme, day)
    applied = [factor_step(name, factors.get(name), tariff, case) for name in tariff.factors]
    known = [step.factor for step in applied if step.factor is not None]
    coefficient, bounds = _bounded(tariff, known)
    if coefficient < 0:
        return Plan(reason=Reason(Why.NEGATIVE))
    rounding = Step(ROUNDING, LABELS[ROUNDING], unit=tariff.rounding)
    first = Step(BASE, LABELS[BASE], value=base, unit=UNITS[tariff.basis], entry=tariff)
    return Plan(tariff, base, coefficient, (first, *applied, *bounds, rounding))


@lru_cache(maxsize=1024)
def lines_of(scheme: Scheme, day: date) -> Mapping[str, Mapping[str, Tariff]]:
    """Give the tariffs in force on a day by sector and basis."""
    found: dict[str, dict[str, Tariff]] = {}
    for entry in scheme.in_force("tariff", day).values():
        if isinstance(entry, Tariff):
            found.setdefault(entry.sector, {})[entry.basis] = entry
    return found


@lru_cache(maxsize=1024)
def factors_of(scheme: Scheme, day: date) -> Mapping[str, Factor]:
    """Give the factors in force on a day by id."""
    entries = scheme.in_force("factor", day)
    return {ident: entry for ident, entry in entries.items() if isinstance(entry, Factor)}


def _choose(lines: Mapping[str, Tariff], case: Case) -> Tariff | Reason:
    for basis in BASES:
        if basis in lines and quantity_of(case, basis) is not None:
            return lines[basis]
    if lines:
        basis = next(basis for basis in BASES if basis in lines)
        return Reason(Why.NO_QUANTITY, "employees" if basis == "headcount" else basis)
    return Reason(Why.NO_TARIFF)


def _base(tariff: Tariff, case: Case) -> Decimal | Reason:
    """Give the rate for a case: of its band, bounds included, or of its limit a person."""
    if tariff.bands:
        cost = Decimal(case.project_cost or 0).scaleb(-2)
        return next(band.rate for band in tariff.bands if band.up_to is None or cost <= band.up_to)
    if case.limit is None:
        return Reason(Why.NO_LIMIT)
    limit = Decimal(case.limit).scaleb(-2)
    if limit not in tariff.rates:
        return Reason(Why.LIMIT_NOT_LISTED, f"{limit:f}")
    return tariff.rates[limit]


def _highest(
    lines: Mapping[str, Mapping[str, Tariff]], own: Tariff, base: Decimal, case: Case
) -> tuple[Decimal, Tariff]:
    """Give the highest base of a mixed business among its sectors' tariffs of the same basis."""
    found = [(base, own)]
    for sector in case.sectors:
        other = lines.get(sector, {}).get(own.basis)
        rate = _base(other, case) if other else None
        if other and isinstance(rate, Decimal):
            found.append((rate, other))
    return max(found, key=lambda pair: pair[0])


def _bounded(tariff: Tariff, coefficients: list[Decimal]) -> tuple[Decimal, list[Step]]:
    combined = across(tariff, coefficients)
    steps = []
    if tariff.combine != "product" and coefficients:
        steps.append(Step(COMBINED, LABELS[COMBINED], factor=combined))
    if tariff.floor is not None and combined < tariff.floor:
        combined = tariff.floor
        steps.append(Step(FLOOR, LABELS[FLOOR], value=combined, entry=tariff))
    if tariff.cap is not None and combined > tariff.cap:
        combined = tariff.cap
        steps.append(Step(CAP, LABELS[CAP], value=combined, entry=tariff))
    return combined, steps
