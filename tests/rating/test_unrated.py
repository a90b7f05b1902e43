"""Which base a case is rated by, where a band ends, and why a premium is not worked out.

The figures are those of tests/cases/edges/tariff.toml.
"""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from zcins.rating import Case, Quote, Reason, Why, quote, quote_all
from zcins.scheme import Scheme

DAY = date(2019, 3, 1)
SCHEME = Path(__file__).resolve().parents[1] / "cases" / "edges"
HALF_MILLION = 50_000_000


@pytest.fixture(scope="module")
def scheme() -> Scheme:
    return Scheme.load(SCHEME)


def rated(scheme: Scheme, sector: str | None, **told: Any) -> Quote:
    """Quote a case; many at once must say the same."""
    case = Case(sector, **{"limit": HALF_MILLION, **told})
    found = quote(scheme, case, DAY)
    assert quote_all(scheme, [case], [DAY]).premiums == [found.premium]
    return found


@pytest.mark.parametrize(
    ("sector", "told", "why"),
    [
        (None, {"employees": 10}, "sector unknown"),
        ("fireworks", {"employees": 10}, "no tariff line for 烟花爆竹"),
        ("construction", {"employees": 10}, "project cost unknown"),
        # It could be rated by output or by headcount; output is asked for first.
        ("chemicals", {}, "output unknown"),
        ("non_coal_mines", {}, "headcount unknown"),
        ("chemicals", {"employees": 10, "limit": None}, "limit a person unknown"),
        (
            "chemicals",
            {"employees": 10, "limit": 50_000_050},
            "the tariff has no rate for a limit of 500000.50 yuan a person",
        ),
        (
            "transport",
            {"others": {"discount": ("丙", "甲")}},
            "the discounts exceed the whole premium",
        ),
    ],
)
def test_a_premium_is_not_worked_out(
    scheme: Scheme, sector: str | None, told: dict[str, Any], why: str
) -> None:
    found = rated(scheme, sector, **told)
    assert found.document() == {
        "premium": None,
        "on": "2019-03-01",
        "confirmed": False,
        "steps": [],
        "not_checked": why,
    }


def test_missing_heads_have_the_name_that_other_languages_know(scheme: Scheme) -> None:
    assert rated(scheme, "non_coal_mines").reason == Reason(Why.NO_QUANTITY, "employees")


def test_discounts_of_the_whole_premium_leave_nothing_to_pay(scheme: Scheme) -> None:
    # 1 - (0.40 + 0.60) = 0
    found = rated(scheme, "transport", others={"discount": ("甲", "乙")})
    assert (found.premium, found.reason) == (0, None)


def test_nobody_employed_is_no_premium(scheme: Scheme) -> None:
    found = rated(scheme, "non_coal_mines", employees=0)
    assert found.document()["premium"] == "0.00"


@pytest.mark.parametrize(
    ("sector", "told", "base", "fen"),
    [
        ("chemicals", {"output": 2_500}, "unit", 750),  # 3.00 × 2.5 units
        ("chemicals", {"output": 2_500, "employees": 10}, "unit", 750),  # output goes first
        ("chemicals", {"employees": 10}, "person", 50_000),
        ("transport", {"employees": 10}, "transport-person", 60_000),  # before the flat one
        ("transport", {}, "flat", 90_000),
    ],
)
def test_base_is_the_first_whose_quantity_is_known(
    scheme: Scheme, sector: str, told: dict[str, Any], base: str, fen: int
) -> None:
    found = rated(scheme, sector, **told)
    assert (found.steps[0].document()["id"], found.premium) == (base, fen)


@pytest.mark.parametrize(
    ("sectors", "base", "fen"),
    [
        (("chemicals",), "person", 50_000),
        (("chemicals", "transport"), "transport-person", 60_000),
        (("transport", "chemicals"), "transport-person", 60_000),
        (("chemicals", "non_coal_mines"), "person", 50_000),  # as dear: its own counts
        (("chemicals", "metal_smelting"), "person", 50_000),  # dearer, but of another basis
        (("fireworks", "transport"), "transport-person", 60_000),  # one without a tariff
    ],
)
def test_mixed_business_pays_the_highest_of_the_same_basis(
    scheme: Scheme, sectors: tuple[str, ...], base: str, fen: int
) -> None:
    found = rated(scheme, "chemicals", sectors=sectors, employees=10)
    assert (found.steps[0].document()["id"], found.premium) == (base, fen)


def test_mixed_business_looks_at_the_limit_asked_for(scheme: Scheme) -> None:
    """The 900.00 of fisheries are for another limit than the one asked for."""
    found = rated(scheme, "chemicals", sectors=("fisheries", "transport"), employees=10)
    assert found.premium == 60_000


def test_a_tiny_rate_is_written_out(scheme: Scheme) -> None:
    # 20,000,000.00 × 0.0000005 = 10.00
    found = rated(scheme, "construction", project_cost=2_000_000_000).document()
    assert (found["steps"][0]["value"], found["premium"]) == ("0.0000005", "10.00")


@pytest.mark.parametrize(
    ("score", "factor"),
    [("0", "1.20"), ("59", "1.20"), ("59.01", "1.00"), ("79.5", "1.00"), ("79.6", "0.90")],
)
def test_a_number_written_as_text_falls_into_its_band(
    scheme: Scheme, score: str, factor: str
) -> None:
    found = rated(scheme, "chemicals", employees=10, others={"score": (score,)})
    step = found.steps[1].document()
    assert (step["given"], step["factor"]) == (score, factor)
    assert found.premium == 50_000 * Decimal(factor)


@pytest.mark.parametrize(("texts", "shown"), [(("良",), "良"), ((), "")])
def test_what_is_no_number_falls_into_no_band(
    scheme: Scheme, texts: tuple[str, ...], shown: str
) -> None:
    found = rated(scheme, "chemicals", employees=10, others={"score": texts})
    step = found.steps[1].document()
    assert (step["given"], step["factor"]) == (shown, None)
    assert step["not_applied"] == f"the scheme has no value for {shown}"


@pytest.mark.parametrize(
    ("accidents", "given", "factor"),
    [
        ((), "无", "0.90"),
        (("无事故",), "无事故", "0.90"),
        (("一般",), "一般", "1.00"),
        (("一般", "较大"), "一般、较大", "1.30"),
    ],
)
def test_accidents_are_counted_where_a_factor_has_bands(
    scheme: Scheme, accidents: tuple[str, ...], given: str, factor: str
) -> None:
    step = rated(scheme, "chemicals", employees=10, accidents=accidents).steps[2].document()
    assert (step["given"], step["factor"], step["value"]) == (given, factor, factor)


@pytest.mark.parametrize(
    ("employees", "value", "fen", "bounds"),
    [
        (10, "1.00", 50_000, []),
        (20, "0.50", 50_000, []),  # at the floor exactly: 50 × 20 × 0.50
        (30, "2.00", 300_000, []),  # at the cap exactly: 50 × 30 × 2.00
        (40, "0.40", 100_000, ["floor"]),  # 50 × 40 × 0.50
        (50, "2.10", 500_000, ["cap"]),  # 50 × 50 × 2.00
    ],
)
def test_a_number_can_be_listed_and_bounds_tell_only_what_they_change(
    scheme: Scheme, employees: int, value: str, fen: int, bounds: list[str]
) -> None:
    found = rated(scheme, "chemicals", employees=employees)
    step = found.steps[3].document()
    assert (step["given"], step["value"]) == (str(employees), value)
    assert found.premium == fen
    assert [step.what for step in found.steps[4:-1]] == bounds


@pytest.mark.parametrize(
    ("grade", "ratio", "fen"),
    [
        # 3.00 × 10 units = 30.00, × 0.80 × 0.70, × 0.90 × 0.75
        ("一级", "0", 1_680),
        ("2级", "0.0000001", 2_025),
    ],
)
def test_values_are_the_same_however_they_are_written(
    scheme: Scheme, grade: str, ratio: str, fen: int
) -> None:
    told: dict[str, Any] = {"output": 10_000, "grade": grade, "loss_ratio": Decimal(ratio)}
    assert rated(scheme, "chemicals", **told).premium == fen


def test_a_number_that_is_not_listed(scheme: Scheme) -> None:
    step = rated(scheme, "chemicals", employees=100).steps[3].document()
    assert (step["given"], step["factor"]) == ("100", None)
    assert step["not_applied"] == "the scheme has no value for 100"
