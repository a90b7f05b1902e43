"""A second calculator: written apart, in fractions, over the plain values of an invented scheme.

It knows nothing of the package's own calculation, and is as plain as a clerk's sheet of paper.
"""

from datetime import date
from fractions import Fraction
from math import floor
from typing import Any

from zcins.rating import Case

Values = dict[str, Any]


def premium(made: Values, case: Case, day: date) -> int | None:
    """Give the premium in fen; None where the discounts exceed the premium."""
    tariffs = {one["sector"]: one for one in made["tariffs"]}
    tariff = tariffs[str(case.sector)]
    if tariff["mixed"] == "highest":
        rivals = [tariffs[name] for name in case.sectors]
        same = [tariff, *(one for one in rivals if one["basis"] == tariff["basis"])]
        tariff = max(same, key=lambda one: _rate(one, case))
    yuan = _rate(tariff, case) * _quantity(tariff, case) * _coefficient(made, tariff, case, day)
    if yuan < 0:
        return None
    if tariff["rounding"] == "yuan":
        return 100 * floor(yuan + Fraction(1, 2))
    return floor(yuan * 100 + Fraction(1, 2))


def _rate(tariff: Values, case: Case) -> Fraction:
    if "rates" in tariff:
        return Fraction(tariff["rates"][int(case.limit or 0) // 100])
    for end, rate in tariff["bands"]:
        if end is None or Fraction(case.project_cost or 0, 100) <= end:
            return Fraction(rate)
    raise AssertionError


def _quantity(tariff: Values, case: Case) -> Fraction:
    quantities = {
        "headcount": Fraction(case.employees or 0),
        "project_cost": Fraction(case.project_cost or 0, 100),
        "flat": Fraction(1),
    }
    return quantities[tariff["basis"]]


def _coefficient(made: Values, tariff: Values, case: Case, day: date) -> Fraction:
    factors = made["factors"][max(start for start in made["factors"] if start <= day)]
    given: dict[str, list[str] | None] = {
        "standardization_grade": [case.grade] if case.grade else None,
        "risk_grade": [case.risk] if case.risk else None,
        "dual_prevention": None
        if case.dual_prevention is None
        else ["是" if case.dual_prevention else "否"],
        "accidents": None if case.accidents is None else list(case.accidents) or ["无"],
    }
    groups = []
    for factor in factors.values():
        figures = (
            _banded(factor, case)
            if factor["input"] == "loss_ratio"
            else _listed(factor, given[factor["input"]])
        )
        if figures:
            groups.append(_group(factor["within"], tariff["combine"], figures))
    total = Fraction(1)
    for group in groups:
        total = total * group if tariff["combine"] == "product" else total + group - 1
    if tariff["floor"]:
        total = max(total, Fraction(tariff["floor"]))
    if tariff["cap"]:
        total = min(total, Fraction(tariff["cap"]))
    return total


def _banded(factor: Values, case: Case) -> list[Fraction]:
    if case.loss_ratio is None:
        return []
    for end, figure in factor["bands"]:
        if end is None or case.loss_ratio <= Fraction(end):
            return [Fraction(figure)]
    raise AssertionError


def _listed(factor: Values, given: list[str] | None) -> list[Fraction]:
    if given is None or any(value not in factor["values"] for value in given):
        return []
    return [Fraction(factor["values"][value]) for value in given]


def _group(within: str, combine: str, figures: list[Fraction]) -> Fraction:
    sign = {"product": 0, "one_minus_sum": -1, "one_plus_sum": 1}[combine]
    worth = [1 + sign * figure if sign else figure for figure in figures]
    if within == "best":
        return min(worth)
    if within == "worst":
        return max(worth)
    result = Fraction(1)
    for one in worth:
        result = result * one if within == "product" else result + one - 1
    return result
