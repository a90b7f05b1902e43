"""Many cases at once: what shares a calculation and what does not, and sums of any size."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import floor
from pathlib import Path
from typing import Any

import pytest

from zcins.rating import Case, Reason, Why, quote, quote_all
from zcins.scheme import Scheme

DAY = date(2019, 3, 1)
PLAIN = 'source = "虚构"\nconfirmed = true\n'
FRAME = f"from = 2018-01-01\n{PLAIN}"
HUGE = "999999999999999.99"
TARIFF = f"""
[[tariff]]
id = "chem"
sector = "chemicals"
basis = "headcount"
rates = {{ "300000" = "80.00", "500000" = "120.00" }}
factors = ["grade", "risk", "dual", "record", "losses", "size", "honours"]
mixed = "highest"
from = 2018-01-01
until = 2019-12-31
{PLAIN}
[[tariff]]
id = "chem-unit"
sector = "chemicals"
basis = "output"
rates = {{ "300000" = "2.30", "500000" = "3.30" }}
{FRAME}
[[tariff]]
id = "smelting"
sector = "metal_smelting"
basis = "headcount"
rates = {{ "300000" = "85.00" }}
factors = ["few"]
{FRAME}
[[tariff]]
id = "sd-2018-construction"
sector = "construction"
basis = "project_cost"
bands = [
    {{ up_to = "1000000", rate = "0.00650" }},
    {{ up_to = "5000000", rate = "0.00600" }},
    {{ rate = "0.00055" }},
]
{FRAME}
[[tariff]]
id = "bus"
sector = "transport"
basis = "flat"
rates = {{ "300000" = "{HUGE}" }}
factors = ["fine", "finer"]
rounding = "yuan"
{FRAME}
[[tariff]]
id = "mines"
sector = "non_coal_mines"
basis = "headcount"
rates = {{ "300000" = "90.00", "500000" = "{HUGE}" }}
factors = ["ages"]
{FRAME}
"""
NOBODY, FEW = '{ up_to = "0", factor = "3" }', '{ up_to = "100", factor = "1.13" }'
MANY = '{ factor = "0.94" }'
FACTORS = [
    ("grade", "standardization_grade", 'values = { "一级" = "0.81", "二级" = "0.92" }'),
    ("risk", "risk_grade", 'values = { "红" = "1.17", "黄" = "1.03" }'),
    ("dual", "dual_prevention", 'values = { "是" = "0.97", "否" = "1.07" }'),
    ("record", "accidents", 'values = { "无" = "0.89", "一般" = "1.09" }'),
    ("losses", "loss_ratio", 'bands = [{ up_to = "0.30", factor = "0.95" }, { factor = "1.11" }]'),
    ("size", "employees", f"bands = [{NOBODY}, {FEW}, {MANY}]"),
    ("honours", "honours", 'values = { "市级" = "0.98", "省级" = "0.96" }'),
    ("few", "crew", 'values = { "10" = "0.50", "11" = "0.60" }'),
    ("fine", "fine", 'values = { "甲" = "0.1234567891" }'),
    ("finer", "finer", 'values = { "甲" = "0.9876543219" }'),
    ("ages", "loss_ratio", 'bands = [{ up_to = "0.45", factor = "1.50" }, { factor = "1.60" }]'),
]


def factor(ident: str, source: str, figures: str) -> str:
    return f'[[factor]]\nid = "{ident}"\nlabel = "{ident}"\ninput = "{source}"\n{figures}\n{FRAME}'


def load(folder: Path, crew: str) -> Scheme:
    factors = "\n".join(factor(*one) for one in FACTORS).replace('"crew"', f'"{crew}"')
    # From 2019-07-01 the grade is worth another figure.
    later = factor(*FACTORS[0]).replace("0.92", "0.91").replace("2018-01-01", "2019-07-01")
    (folder / "tariff.toml").write_text(TARIFF + factors + later, encoding="utf-8")
    return Scheme.load(folder)


@pytest.fixture(scope="module")
def scheme(tmp_path_factory: pytest.TempPathFactory) -> Scheme:
    return load(tmp_path_factory.mktemp("scheme"), "crew")


FIRM = Case(
    "chemicals",
    employees=100,
    limit=30_000_000,
    grade="二级",
    risk="黄",
    dual_prevention=True,
    accidents=(),
    loss_ratio=Decimal("0.30"),
    sectors=("chemicals",),
    others={"honours": ("市级",)},
)


@pytest.mark.parametrize(
    "changed",
    [
        {"sector": "metal_smelting"},
        {"sectors": ("chemicals", "metal_smelting")},
        {"limit": 50_000_000},
        {"output": 1_000},
        {"employees": 101},
        {"grade": "一级"},
        {"risk": "红"},
        {"dual_prevention": False},
        {"accidents": ("一般",)},
        {"accidents": None},
        {"loss_ratio": Decimal("0.300001")},
        {"loss_ratio": None},
        {"others": {"honours": ("省级",)}},
    ],
)
def test_whatever_changes_the_premium_makes_another_calculation(
    scheme: Scheme, changed: dict[str, Any]
) -> None:
    cases = [FIRM, replace(FIRM, **changed), FIRM]
    single = [quote(scheme, case, DAY).premium for case in cases]
    assert single[0] != single[1]
    found = quote_all(scheme, cases, [DAY] * 3)
    assert found.premiums == single
    assert found.plans[0] is found.plans[2]
    assert found.plans[0] is not found.plans[1]


def premiums(scheme: Scheme, *cases: tuple[Case, date]) -> list[int | None]:
    found = quote_all(scheme, [case for case, _day in cases], [day for _case, day in cases])
    assert found.premiums == [quote(scheme, case, day).premium for case, day in cases]
    return found.premiums


def test_days_between_two_changes_share_a_calculation(scheme: Scheme) -> None:
    days = [
        date(2018, 1, 1),
        date(2019, 6, 30),
        date(2019, 7, 1),
        date(2019, 12, 31),
        date(2020, 1, 1),
        date(2017, 12, 31),
    ]
    plain = Case("chemicals", employees=100, limit=30_000_000, grade="二级")
    # 80 × 100 × 1.13 = 9040; × 0.92 = 8316.80, from July × 0.91 = 8226.40; no rate in 2020
    expected = [831_680, 831_680, 822_640, 822_640, None, None]
    assert premiums(scheme, *((plain, day) for day in days)) == expected
    plans = quote_all(scheme, [plain] * 6, days).plans
    assert plans[0] is plans[1]
    assert plans[1] is not plans[2]
    assert plans[2] is plans[3]
    assert plans[4].reason == Reason(Why.NO_QUANTITY, "output")  # by output there still is a rate
    assert plans[5].reason == Reason(Why.NO_TARIFF, "化工")


def test_only_the_quantity_differs(scheme: Scheme) -> None:
    cases = [replace(FIRM, employees=number, loss_ratio=None) for number in (1, 7, 100)]
    found = quote_all(scheme, cases, [DAY] * 3)
    assert len({id(plan) for plan in found.plans}) == 1
    # 80 × 0.92 × 1.03 × 0.97 × 0.89 × 1.13 × 0.98 = 72.4738... a person
    each = 80 * Fraction("0.92") * Fraction("1.03") * Fraction("0.97") * Fraction("0.89")
    each *= Fraction("1.13") * Fraction("0.98")
    expected = [floor(100 * each * number + Fraction(1, 2)) for number in (1, 7, 100)]
    assert found.premiums == expected
    assert premiums(scheme, *((case, DAY) for case in cases)) == expected


def test_nobody_employed_has_a_band_of_its_own(scheme: Scheme) -> None:
    plain = Case("chemicals", employees=0, limit=30_000_000)
    found = quote_all(scheme, [plain, replace(plain, employees=1)], [DAY, DAY])
    assert [plan.coefficient for plan in found.plans] == [3, Decimal("1.13")]
    assert found.premiums == [0, 9_040]


def test_project_costs_at_the_ends_of_bands(scheme: Scheme) -> None:
    costs = [100_000_000, 100_000_001, 500_000_000, 500_000_001, None]
    cases = [Case("construction", project_cost=cost) for cost in costs]
    # 6500.00; 1,000,000.01 × 0.006 = 6000.00006; 30000.00; 5,000,000.01 × 0.00055 = 2750.0000055
    expected = [650_000, 600_000, 3_000_000, 275_000, None]
    assert premiums(scheme, *((case, DAY) for case in cases)) == expected


def test_a_factor_that_lists_numbers_looks_at_each(tmp_path: Path) -> None:
    cases = [Case("metal_smelting", employees=number, limit=30_000_000) for number in (10, 11, 12)]
    scheme = load(tmp_path, "employees")
    # 85 × 10 × 0.50, 85 × 11 × 0.60, 85 × 12
    assert premiums(scheme, *((case, DAY) for case in cases)) == [42_500, 56_100, 102_000]


def test_the_bands_of_every_factor_of_an_input_count(scheme: Scheme) -> None:
    ratios = ("0.40", "0.45", "0.46")
    cases = [
        Case("non_coal_mines", employees=10, limit=30_000_000, loss_ratio=Decimal(ratio))
        for ratio in ratios
    ]
    # 90 × 10 × 1.50 and × 1.60
    assert premiums(scheme, *((case, DAY) for case in cases)) == [135_000, 135_000, 144_000]


def test_figures_that_no_64_bits_can_hold_are_rounded_exactly(scheme: Scheme) -> None:
    dear = Case("transport", limit=30_000_000, others={"fine": ("甲",), "finer": ("甲",)})
    small = Case("metal_smelting", employees=10, limit=30_000_000)
    many = replace(small, employees=2**62 - 1)
    exact = Fraction(HUGE) * Fraction("0.1234567891") * Fraction("0.9876543219")
    whole_yuan = 100 * floor(exact + Fraction(1, 2))
    everyone = Case("non_coal_mines", employees=2**62 - 1, limit=50_000_000)
    cases = [dear, small, many, dear, Case(None), everyone, small]
    all_of_it = int(Fraction(HUGE) * 100) * (2**62 - 1)
    expected = [whole_yuan, 85_000, 8_500 * (2**62 - 1), whole_yuan, None, all_of_it, 85_000]
    assert premiums(scheme, *((case, DAY) for case in cases)) == expected


def test_half_a_fen_is_rounded_up_and_less_is_not(scheme: Scheme) -> None:
    # 2.30 a unit: 0.015 units = 0.0345, 0.050 = 0.115, 0.051 = 0.1173, 0.150 = 0.345
    cases = [Case("chemicals", output=units, limit=30_000_000) for units in (15, 50, 51, 150)]
    assert premiums(scheme, *((case, DAY) for case in cases)) == [3, 12, 12, 35]


def test_no_cases_and_lists_that_do_not_belong_together(scheme: Scheme) -> None:
    assert quote_all(scheme, [], []).premiums == []
    with pytest.raises(ValueError, match="zip"):
        quote_all(scheme, [FIRM], [])
