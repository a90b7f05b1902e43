"""What a floating factor is worth for a case, exactly and with the entry that says so."""

from collections.abc import Iterable
from decimal import Context, Decimal, Inexact, InvalidOperation
from functools import reduce

from zcins.scheme import Factor, Tariff
from zcins.tariff.case import NONE, NOUNS, Case, Given, Reason, Why, canonical
from zcins.tariff.step import Step

# Wide enough for any product of the scheme's figures; should it not be, that fails, not rounds.
EXACT = Context(prec=400, traps=[Inexact, InvalidOperation])
ONE = Decimal(1)
_DIGITS = 6


def product(numbers: Iterable[Decimal]) -> Decimal:
    """Multiply exactly."""
    return reduce(EXACT.multiply, numbers, ONE)


def coefficients_of(tariff: Tariff, numbers: Iterable[Decimal]) -> list[Decimal]:
    """Give what each figure multiplies by: itself, or 1 less or plus it, as the tariff combines."""
    match tariff.combine:
        case "product":
            return list(numbers)
        case "one_minus_sum":
            return [EXACT.subtract(ONE, number) for number in numbers]
        case _:
            return [EXACT.add(ONE, number) for number in numbers]


def together(how: str, coefficients: list[Decimal]) -> Decimal:
    """Combine coefficients: the best (lowest), the worst, their product or the sum of changes."""
    match how:
        case "best":
            return min(coefficients)
        case "worst":
            return max(coefficients)
        case "product":
            return product(coefficients)
    changes = (EXACT.subtract(one, ONE) for one in coefficients)
    return EXACT.add(ONE, reduce(EXACT.add, changes, Decimal(0)))


def across(tariff: Tariff, coefficients: list[Decimal]) -> Decimal:
    """Combine the coefficients of the tariff's factors, before floor and cap."""
    return together("product" if tariff.combine == "product" else "sum", coefficients)


def factor_step(ident: str, factor: Factor | None, tariff: Tariff, case: Case) -> Step:
    """Give a factor's step: its coefficient, or why it is not applied."""
    if factor is None:
        return Step(ident, ident, reason=Reason(Why.NO_ENTRY, ident))
    given = case.given(factor.input)
    shown, evidence = _shown(given), case.evidence.get(factor.input)
    found = figures_of(factor, given, case.absent.get(factor.input))
    if isinstance(found, Reason):
        return Step(ident, factor.label, given=shown, reason=found, entry=factor, evidence=evidence)
    coefficient = together(factor.within, coefficients_of(tariff, found))
    return Step(
        ident,
        factor.label,
        value=found[0] if len(found) == 1 else None,
        factor=coefficient,
        given=shown,
        entry=factor,
        evidence=evidence,
        multiplies=tariff.combine == "product",
    )


def figures_of(factor: Factor, given: Given, absent: Reason | None) -> list[Decimal] | Reason:
    """Give the factor's figures for what is given, else why there are none."""
    if not factor.values and not factor.bands:
        return Reason(Why.NO_SIZE, factor.label)
    if given is None:
        noun = factor.input if factor.input in NOUNS else factor.label
        return absent or Reason(Why.UNKNOWN, noun)
    return _banded(factor, given) if factor.bands else _listed(factor, given)


def _listed(factor: Factor, given: tuple[str, ...] | Decimal) -> list[Decimal] | Reason:
    texts = given if isinstance(given, tuple) else (format(given, "f"),)
    values = {canonical(factor.input, key): value for key, value in factor.values.items()}
    for text in texts:
        if canonical(factor.input, text) not in values:
            return Reason(Why.NOT_LISTED, text)
    return [values[canonical(factor.input, text)] for text in texts]


def _banded(factor: Factor, given: tuple[str, ...] | Decimal) -> list[Decimal] | Reason:
    number = given if isinstance(given, Decimal) else _number(factor, given)
    if number is None:
        return Reason(Why.NOT_LISTED, _shown(given) or "")
    return [next(b.factor for b in factor.bands if b.up_to is None or number <= b.up_to)]


def _number(factor: Factor, texts: tuple[str, ...]) -> Decimal | None:
    """Give a number written as text, or how many accidents there were."""
    if factor.input == "accidents":
        return Decimal(sum(canonical(factor.input, text) != NONE for text in texts))
    try:
        return Decimal(texts[0])
    except (InvalidOperation, IndexError):
        return None


def _shown(given: Given) -> str | None:
    if isinstance(given, Decimal):
        return format(round(given, _DIGITS).normalize(), "f")
    return None if given is None else "、".join(given)
