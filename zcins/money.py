"""Money between whole fen, as the store keeps it, and yuan, as people read it."""

from decimal import ROUND_HALF_UP, Decimal
from typing import overload


@overload
def yuan(fen: int) -> str: ...
@overload
def yuan(fen: None) -> None: ...
@overload
def yuan(fen: int | None) -> str | None: ...
def yuan(fen: int | None) -> str | None:
    """Give whole fen as yuan with two decimals, `12345.60`; unknown stays None."""
    return None if fen is None else f"{Decimal(fen).scaleb(-2):.2f}"


@overload
def yuan_grouped(fen: int) -> str: ...
@overload
def yuan_grouped(fen: None) -> None: ...
@overload
def yuan_grouped(fen: int | None) -> str | None: ...
def yuan_grouped(fen: int | None) -> str | None:
    """Give whole fen as yuan with thousands separators, `12,345.60`; unknown stays None."""
    return None if fen is None else f"{Decimal(fen).scaleb(-2):,.2f}"


def fen(yuan: Decimal) -> int:
    """Give an amount in yuan as whole fen, rounded half up (away from zero)."""
    return int(yuan.scaleb(2).quantize(Decimal(1), rounding=ROUND_HALF_UP))
