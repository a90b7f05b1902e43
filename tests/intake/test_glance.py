"""A column read at a glance is what its cells are one by one."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.whole.ledgers import code
from zcins.intake import glance, values
from zcins.intake.cells import Value
from zcins.intake.reader import Readings

YUAN = 1
WAN = 10_000

figures = st.decimals(0, 99_999_999_999, places=2).map(str) | st.integers(0, 10**11 - 1).map(str)
floats = st.floats(-1e7, 1e7).map(lambda number: round(number, 2))
odd: st.SearchStrategy[Value] = st.sampled_from(
    [
        None,
        "",
        "-",
        "1,200",
        "0.005",
        "1200元",
        "-5",
        "不详",
        "12345678901234",
        "５００",
        "٣",
        "1\n2",
    ]
) | st.floats(allow_nan=False)
codes = st.integers(1, 999).map(code)
words = st.text("甲乙丙化工有限公司A1", min_size=1, max_size=8)


def one_by_one(cells: list[Value], parse: Any, unit: int) -> list[Any] | None:
    """Read each cell by itself; None where one cannot be read."""
    try:
        return [parse(cell, unit) for cell in cells]
    except values.CellFault:
        return None


def money(cell: Value, unit: int) -> tuple[int | None, str | None]:
    """Read a cell by itself: its fen, or its problem."""
    try:
        return values.parse_money(cell, unit), None
    except values.CellFault as fault:
        return None, fault.problem


@given(st.lists(figures, min_size=1) | st.lists(floats, min_size=1), st.sampled_from([YUAN, WAN]))
def test_plain_figures(cells: list[Value], unit: int) -> None:
    amounts = glance.plain_amounts(cells, unit)
    assert amounts is None or amounts == one_by_one(cells, values.parse_money, unit)


@pytest.mark.parametrize(
    ("cells", "unit", "fen"),
    [
        (["3200", "0.5", "12.34"], YUAN, [320000, 50, 1234]),
        ([3200.0, 0.1, -12.34], YUAN, [320000, 10, -1234]),
        (["0.32", "120"], WAN, [320000, 120000000]),
        (["9999999999.99"], YUAN, None),  # so large that a float might miss its fen
        ([0.125], YUAN, None),  # half a fen
        (["3200", "1,200"], YUAN, None),
        (["3200", None], YUAN, None),
        ([3200.0, "1200"], YUAN, None),
        ([float("nan")], YUAN, None),
        ([1.0, float("nan")], YUAN, None),
        ([float("inf"), 1.0], YUAN, None),
        (["1\n2"], YUAN, None),
    ],
)
def test_figures_by_hand(cells: list[Value], unit: int, fen: list[int] | None) -> None:
    assert glance.plain_amounts(cells, unit) == fen


@given(st.lists(codes, min_size=1), st.lists(odd | words, max_size=1))
def test_codes_are_plain_together_or_not_at_all(cells: list[Value], more: list[Value]) -> None:
    assert glance.plain_codes(list(cells)) == cells
    if more:
        assert glance.plain_codes([*more, *cells]) is None


@given(st.lists(words, min_size=1))
def test_words_stay_as_they_are(cells: list[Value]) -> None:
    found = glance.plain_texts(cells)
    assert found is None or found == one_by_one(cells, values.parse_text, YUAN)


@given(st.lists(figures | odd, min_size=1), st.sampled_from([YUAN, WAN]))
def test_a_column_is_its_cells(cells: list[Value], unit: int) -> None:
    """Whichever way it is read, and whatever was read before."""
    readings = Readings()
    for column in (cells[: len(cells) // 2], cells):
        found, faults = readings.of(column, values.parse_money, unit)
        wrong = dict(faults)
        for at, cell in enumerate(column):
            assert (found[at], wrong.get(at)) == money(cell, unit)
