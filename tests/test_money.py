"""Fen and yuan."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zcins.money import fen, yuan, yuan_grouped


@pytest.mark.parametrize(
    ("amount", "plain", "grouped"),
    [
        (0, "0.00", "0.00"),
        (5, "0.05", "0.05"),
        (1234560, "12345.60", "12,345.60"),
        (-150, "-1.50", "-1.50"),
        (123456789012345678901, "1234567890123456789.01", "1,234,567,890,123,456,789.01"),
    ],
)
def test_yuan(amount: int, plain: str, grouped: str) -> None:
    assert yuan(amount) == plain
    assert yuan_grouped(amount) == grouped


def test_unknown_money_stays_unknown() -> None:
    assert yuan(None) is None
    assert yuan_grouped(None) is None


@pytest.mark.parametrize(
    ("amount", "whole"), [("0.005", 1), ("0.0049", 0), ("2.675", 268), ("-0.005", -1), ("12", 1200)]
)
def test_fen_rounds_half_up(amount: str, whole: int) -> None:
    assert fen(Decimal(amount)) == whole


@given(st.integers(-(10**15), 10**15))
def test_yuan_and_back(amount: int) -> None:
    assert fen(Decimal(yuan(amount))) == amount
