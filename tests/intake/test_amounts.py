"""Cells that are money."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zcins.intake.amounts import parse_money
from zcins.intake.faults import CellFault
from zcins.intake.values import Value

FEN = st.integers(-(10**13), 10**13)


def yuan_of(fen: int) -> Decimal:
    return Decimal(fen).scaleb(-2)


@pytest.mark.parametrize(
    ("cell", "fen"),
    [
        ("¥1,200.00", 120_000),
        ("￥１，２００．５０", 120_050),
        ("0.32万元", 320_000),
        ("9（万元）", 9_000_000),
        ("30万", 30_000_000),
        ("3200元", 320_000),
        ("人民币1200元整", 120_000),
        ("3,383.7800(万元人民币)", 3_383_780_000),
        ("1E-06万人民币", 1),
        ("(1,200.00)", -120_000),
        ("-¥1,200", -120_000),
        ("0.85", 85),
        (".5", 50),
        (0, 0),
        (0.285, 29),
        ("壹佰贰拾万元整", 120_000_000),
        ("叁仟伍佰元零伍角", 350_050),
        ("人民币柒拾捌万玖仟零伍元叁角贰分", 78_900_532),
        ("负贰佰元整", -20_000),
        ("伍角", 50),
        ("贰元零叁分", 203),
        ("两万圆正", 2_000_000),
        ("壹 佰 元", 10_000),
        (1.005, 101),
        (-0.005, -1),
        ("1.004", 100),
    ],
)
def test_money(cell: Value, fen: int) -> None:
    assert parse_money(cell) == fen


def test_the_unit_of_the_column_counts_unless_the_cell_names_its_own() -> None:
    assert parse_money(0.6993, 10_000) == 699_300
    assert parse_money("50", 10_000) == 50_000_000
    assert parse_money("3200元", 10_000) == 320_000
    assert parse_money("30万元", 10_000) == 30_000_000
    assert parse_money("伍拾", 10_000) == 50_000_000
    assert parse_money("伍拾元", 10_000) == 5_000


@pytest.mark.parametrize(
    "cell",
    [
        "待核",
        "12,00",
        "1200\n300",
        "15%",
        "120元/人",
        "(1200",
        "1200)",
        "叁仟伍元",
        "壹佰壹佰元",
        True,
        1e300,
    ],
)
def test_no_money(cell: Value) -> None:
    with pytest.raises(CellFault, match="invalid_amount"):
        parse_money(cell)


@pytest.mark.parametrize("cell", ["320(万美元)", "$5", "USD 100", "100港币"])
def test_foreign_money(cell: str) -> None:
    with pytest.raises(CellFault, match="foreign_currency"):
        parse_money(cell)


@given(FEN)
def test_yuan_are_read_back(fen: int) -> None:
    assert parse_money(f"{yuan_of(fen):,.2f}") == fen
    assert parse_money(f"{yuan_of(fen):.2f}元") == fen
    assert parse_money(f"{yuan_of(fen) / 10_000:f}", 10_000) == fen


@given(FEN)
def test_numeric_cells_are_read_back(fen: int) -> None:
    assert parse_money(float(yuan_of(fen))) == fen
