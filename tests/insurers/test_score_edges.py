"""Ranks, points and scores at their edges."""

import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tests.core.desk import NAME_A, Desk, firm
from tests.insurers.scores import indicator
from zcins.insurers.figures import Figure, Ground
from zcins.insurers.scorecard import Card, Mark, _rank, _score, points, scorecard
from zcins.scheme import Indicator

SHIPPED = Path(__file__).resolve().parents[2] / "data" / "scheme" / "indicators.toml"
END = date(2019, 12, 31)
NO_LEAST = """
[[threshold]]
id = "scorecard_least_cases"
label = "参加排名的最少件数"
unit = "count"
from = 2017-11-01
source = "office setting"
confirmed = false
"""
OWN_LEAST = """
[[indicator]]
id = "complaints"
label = "投诉"
what = "complaints"
direction = "lower"
least_cases = 3
from = 2017-11-01
source = "虚构"
confirmed = false
"""


def marks(one: Indicator, *parts: int | None, least: int = 1) -> list[Mark]:
    """Give marks of so many of ten cases; None where there is no figure."""
    return [Mark(one, None if part is None else Figure(part, 10, 10), least) for part in parts]


@pytest.mark.parametrize(
    ("direction", "ranks"), [("higher", [3, 1, None, 1, 4]), ("lower", [2, 3, None, 3, 1])]
)
def test_equal_figures_share_a_rank_and_the_next_stands_behind_all(
    direction: str, ranks: list[int | None]
) -> None:
    column = marks(indicator(direction=direction), 5, 9, None, 9, 0)
    _rank(column)
    assert [one.rank for one in column] == ranks
    assert [one.ranked for one in column] == [4, 4, 0, 4, 4]
    assert [one.value for one in column][2] is None


def test_too_few_cases_neither_rank_nor_push_others_down() -> None:
    one = indicator(full="1", zero="0", weight="10")
    column = [*marks(one, 5), Mark(one, Figure(9, 9, 9), 10), Mark(one, Figure(0, 0, 10), 10)]
    column[0].least = 10
    _rank(column)
    assert [(m.rank, m.ranked, m.points) for m in column] == [
        (1, 1, Decimal("50.0")),
        (None, 0, None),
        (None, 0, None),
    ]


@pytest.mark.parametrize(
    ("full", "zero", "value", "expected"),
    [
        ("0.15", "0.05", "0.05", "0.0"),
        ("0.15", "0.05", "0.15", "100.0"),
        ("0.15", "0.05", "0.04", "0.0"),
        ("0.15", "0.05", "0.16", "100.0"),
        ("0.15", "0.05", "0.075", "25.0"),
        # The fewer the better: full marks at none.
        ("0", "0.5", "0.1", "80.0"),
        # 12.44 and 12.45 of a hundred, half up to a tenth.
        ("1", "0", "0.1244", "12.4"),
        ("1", "0", "0.1245", "12.5"),
    ],
)
def test_points_lie_even_between_zero_and_full(
    full: str, zero: str, value: str, expected: str
) -> None:
    direction = "higher" if Decimal(full) > Decimal(zero) else "lower"
    one = indicator(full=full, zero=zero, direction=direction)
    assert str(points(one, Decimal(value))) == expected


def test_without_full_and_zero_there_are_no_points() -> None:
    assert points(indicator(), Decimal(1)) is None


def card(insurer: str, *got: tuple[str, str | None]) -> Card:
    """Give a card of marks with weight and points."""
    found = []
    for weight, reached in got:
        mark = Mark(indicator(weight=weight, full="1", zero="0"), None, 1)
        mark.points = None if reached is None else Decimal(reached)
        found.append(mark)
    return Card(insurer, found)


def test_a_score_is_the_weighted_mean_of_what_has_points() -> None:
    cards = [
        card("a", ("30", "50.0"), ("10", "60.0"), ("60", None)),
        card("b", ("30", "80.0"), ("10", "0.0"), ("60", "55.0")),
        card("c", ("30", None), ("10", None), ("60", None)),
        card("d", ("30", "52.5"), ("10", "52.5"), ("60", None)),
        card("e", ("30", "0.0"), ("10", None), ("60", None)),
    ]
    _score(cards)
    # (1500 + 600) ÷ 40; (2400 + 0 + 3300) ÷ 100; nothing; 52.5; 0.
    expected = ["52.5", "57.0", None, "52.5", "0.0"]
    assert [None if one.score is None else str(one.score) for one in cards] == expected
    assert [str(one.weighed) for one in cards] == ["0.4", "1", "0", "0.4", "0.3"]
    assert [one.rank for one in cards] == [2, 1, None, 2, 4]


def test_a_score_is_rounded_half_up_to_a_tenth() -> None:
    # (10 + 2 × 10.1 + 10.1) ÷ 4 is 10.075; (10.0 + 10.1) ÷ 2 is 10.05.
    cards = [
        card("a", ("1", "10.0"), ("2", "10.1"), ("1", "10.1")),
        card("b", ("1", "10.0"), ("1", "10.1")),
        card("c", ("3", "10.0"), ("1", "10.1")),
    ]
    _score(cards)
    assert [str(one.score) for one in cards] == ["10.1", "10.1", "10.0"]


def test_the_least_number_of_cases_is_the_indicators_own_else_the_schemes(tmp_path: Path) -> None:
    files = {"indicators.toml": OWN_LEAST}
    found = scorecard(Ground(Desk(tmp_path / "own", files).ask(END), 2019))
    leasts = {one.indicator.id: one.least for one in found.cards[0].marks}
    assert leasts.pop("complaints") == 3
    assert set(leasts.values()) == {5}
    files = {"thresholds.toml": NO_LEAST}
    found = scorecard(Ground(Desk(tmp_path / "none", files).ask(END), 2019))
    assert {one.least for one in found.cards[0].marks} == {1}


def test_insurers_and_indicators_stand_in_the_schemes_order(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "office")
    desk.register(firm())
    desk.take(
        "承保公司,保险单号,被保险人,起保日期,终保日期,保费\n"
        f"某某财险,P1,{NAME_A},2019-01-01,2019-12-31,1000"
    )
    found = scorecard(Ground(desk.ask(date(2020, 3, 1)), 2019))
    # Those of the notice, admitted on the year's last day; not the one that is not admitted.
    eight = ["picc", "cpic", "chinalife", "sunshine", "pingan", "cic", "ccic", "taishan"]
    assert [one.insurer for one in found.cards] == eight
    with SHIPPED.open("rb") as file:
        listed = [entry["id"] for entry in tomllib.load(file)["indicator"]]
    assert len(listed) == 11
    assert [one.id for one in found.indicators] == listed
    assert [[m.indicator.id for m in one.marks] for one in found.cards] == [listed] * 8
    assert (found.year, found.as_of) == (2019, date(2020, 3, 1))


def test_before_the_pilot_there_is_nobody_and_nothing_to_assess(tmp_path: Path) -> None:
    found = scorecard(Ground(Desk(tmp_path / "office").ask(date(2016, 12, 31)), 2016))
    assert (found.indicators, found.cards, found.unweighted) == ([], [], [])
