"""What a factor's figures may be, by the way in which the tariffs that use it combine them."""

from collections.abc import Iterator
from decimal import Decimal

from zcins.i18n import N_, _
from zcins.scheme.entries import Entry
from zcins.scheme.rates import Factor, Tariff

_PRODUCT = N_("{place}: {value} is no coefficient of {tariff}, which multiplies: write above 0")
_SUM = N_("{place}: {value} is no share of {tariff}, which adds up: write it between -1 and 1")


def faulty_figures(factor: Factor, tariffs: list[Entry]) -> Iterator[str]:
    """Give what is wrong with a factor's figures in the eyes of a tariff that uses it."""
    using = [one for one in tariffs if isinstance(one, Tariff) and factor.id in one.factors]
    for place, value in factor.numbers:
        for tariff in using:
            if not _fits(tariff, value):
                message = _PRODUCT if tariff.combine == "product" else _SUM
                yield _(message).format(place=place, value=value, tariff=tariff.id)
                break


def _fits(tariff: Tariff, value: Decimal) -> bool:
    return value > 0 if tariff.combine == "product" else -1 <= value <= 1
