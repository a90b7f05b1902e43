"""Numbers as the documents print them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zcins.reports.wording import change, percent, plain, share, sum_of_money, tenths


@pytest.mark.parametrize(
    ("part", "whole", "printed"),
    [
        (157, 190, "82.6%"),
        (1, 16, "6.3%"),  # 6.25, half up
        (1, 3, "33.3%"),
        (0, 7, "0.0%"),
        (7, 7, "100.0%"),
        (0, 0, "—"),
    ],
)
def test_percent(part: int, whole: int, printed: str) -> None:
    assert percent(part, whole) == printed


@pytest.mark.parametrize(
    ("fen", "printed"),
    [
        (0, "0.00元"),
        (5, "0.05元"),
        (999_999, "9999.99元"),
        (1_000_000, "1.00万元"),
        (1_234_500, "1.23万元"),
        (1_235_000, "1.24万元"),  # 1.235, half up
        (123_456_789_00, "12345.68万元"),
        (-150, "-1.50元"),
    ],
)
def test_sum_of_money(fen: int, printed: str) -> None:
    assert sum_of_money(fen) == printed


@pytest.mark.parametrize(
    ("now", "before", "said"),
    [
        ("82.6", "45.8", "，比上年末上升36.8个百分点"),
        ("40.0", "52.5", "，比上年末下降12.5个百分点"),
        ("40.0", "40.0", "，与上年末持平"),
        ("40.0", None, ""),
        (None, "40.0", ""),
    ],
)
def test_change(now: str | None, before: str | None, said: str) -> None:
    old = None if before is None else Decimal(before)
    assert change(None if now is None else Decimal(now), old, "上年末") == said


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_a_percentage_is_at_most_half_a_tenth_off(part: int, whole: int) -> None:
    found = tenths(part, whole)
    assert found is not None
    assert abs(found * whole - part * 100) * 20 <= whole


def test_share() -> None:
    assert share(Decimal("0.15")) == "15%"
    assert share(Decimal("0.10")) == "10%"
    assert share(Decimal("0.125")) == "12.5%"


def test_plain_takes_out_what_a_document_cannot_hold() -> None:
    assert plain("甲\x0b乙\n厂 ") == "甲 乙 厂"
