"""Insured years and the parts of an amount, by figures."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zcins.scheme import Subsidy
from zcins.subsidy.entitlement import shared
from zcins.subsidy.proposal import applies_to
from zcins.subsidy.years import a_year_after, insured_years


@pytest.mark.parametrize(
    ("days", "years"),
    [
        ([], []),
        (["2018-03-01"], [1]),
        (["2018-03-01", "2018-03-01", "2019-01-29"], [1, 1, 1]),
        (["2018-03-01", "2019-01-30"], [1, 2]),
        (["2018-03-01", "2019-02-10", "2020-01-11"], [1, 2, 3]),
        (["2018-03-01", "2019-02-10", "2020-01-10"], [1, 2, 2]),
        (["2018-03-01", "2021-06-01"], [1, 2]),
        (["2020-02-29", "2021-01-29"], [1, 1]),
        (["2020-02-29", "2021-01-30"], [1, 2]),
    ],
)
def test_insured_years(days: list[str], years: list[int]) -> None:
    """A new year begins 30 days before the last is over at the earliest."""
    assert insured_years([date.fromisoformat(day) for day in days], 30) == years


def test_without_overlap_a_year_is_a_year() -> None:
    days = [date(2018, 3, 1), date(2019, 2, 28), date(2019, 3, 1)]
    assert insured_years(days, 0) == [1, 1, 2]


def rate(**told: object) -> Subsidy:
    """Give an invented rate of 30 % for the chemical industry."""
    fixed = {"id": "x", "source": "虚构", "confirmed": True, "rate": "0.30"}
    return Subsidy.model_validate(
        {**fixed, "sectors": ["chemicals"], "shares": {"district": "1"}, **told}, strict=False
    )


@pytest.mark.parametrize(
    ("told", "years"),
    [
        ({"year": 2018, "from": "2017-12-01"}, [2018]),
        ({"year": 2018, "from": "2019-01-01"}, []),
        ({"year": 2020, "from": "2018-01-01", "until": "2019-12-31"}, []),
        ({"policy_year": 2, "from": "2018-07-01", "until": "2019-06-30"}, [2018, 2019]),
        ({"policy_year": 1, "from": "2019-12-31"}, [2019, 2020, 2021]),
    ],
)
def test_the_years_to_which_a_rate_can_apply(told: dict[str, object], years: list[int]) -> None:
    entry = rate(**told)
    assert [year for year in range(2017, 2022) if applies_to(entry, year)] == years


def test_a_rate_without_a_last_day_ends_with_the_days_that_ledgers_can_say() -> None:
    entry = rate(policy_year=1, **{"from": "2018-01-01"})
    assert (applies_to(entry, 2099), applies_to(entry, 2100)) == (True, False)
    assert not applies_to("no rate", 2018)


def test_a_year_after() -> None:
    assert a_year_after(date(2019, 2, 28)) == date(2020, 2, 28)
    assert a_year_after(date(2020, 2, 28)) == date(2021, 2, 28)
    assert a_year_after(date(2020, 2, 29)) == date(2021, 3, 1)
    assert a_year_after(date(2020, 3, 29)) == date(2021, 3, 29)


def parts(*shares: str) -> dict[str, Decimal]:
    return {f"payer {at}": Decimal(share) for at, share in enumerate(shares)}


@pytest.mark.parametrize(
    ("amount", "shares", "expected"),
    [
        (1, ("0.40", "0.60"), [0, 1]),
        (999, ("0.40", "0.60"), [399, 600]),
        (1000, ("0.333", "0.333", "0.334"), [333, 333, 334]),
        (2, ("0.333", "0.333", "0.334"), [0, 0, 2]),
        (5, ("1", "0"), [5, 0]),
        (0, ("0.5", "0.5"), [0, 0]),
    ],
)
def test_the_odd_fen_go_to_the_last(
    amount: int, shares: tuple[str, ...], expected: list[int]
) -> None:
    assert list(shared(amount, parts(*shares)).values()) == expected


@given(st.integers(0, 10**12), st.integers(0, 1000), st.integers(0, 1000))
def test_parts_add_up_and_none_but_the_last_is_above_its_share(
    amount: int, one: int, two: int
) -> None:
    first, second = min(one, two), max(one, two)
    shares = [Decimal(part).scaleb(-3) for part in (first, second - first, 1000 - second)]
    found = list(shared(amount, parts(*map(str, shares))).values())
    assert sum(found) == amount
    for part, share in zip(found[:-1], shares, strict=False):
        assert amount * share - 1 < part <= amount * share
    assert amount * shares[-1] <= found[-1] < amount * shares[-1] + len(shares)
