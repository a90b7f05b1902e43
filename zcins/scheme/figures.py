"""The figures of the scheme files: decimal numbers written as text, so that nothing is rounded."""

import re
from decimal import Decimal
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator

from zcins.i18n import _

_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,10})?")
_FEN = Decimal("0.01")


def _number(value: object) -> Decimal:
    if not isinstance(value, str):
        raise ValueError(  # noqa: TRY004 - pydantic collects a ValueError, a TypeError passes through
            _('a figure stands in quotation marks, such as "0.15"')
        )
    if not _NUMBER.fullmatch(value):
        raise ValueError(_('"{value}" is not a number').format(value=value))
    return Decimal(value)


def _amount(value: Decimal) -> Decimal:
    if value < 0 or value != value.quantize(_FEN):
        raise ValueError(
            _('"{value}" is not an amount of yuan: not negative, at most two decimals').format(
                value=value
            )
        )
    return value


def _share(value: Decimal) -> Decimal:
    if not 0 <= value <= 1:
        raise ValueError(_('"{value}" is not between 0 and 1').format(value=value))
    return value


Number = Annotated[Decimal, BeforeValidator(_number)]
Amount = Annotated[Number, AfterValidator(_amount)]
Share = Annotated[Number, AfterValidator(_share)]
