"""Tariffs, factors and subsidies: what their entries may say."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from zcins.scheme import Fault, Scheme, Subsidy, Tariff, read_files

FRAME = 'from = 2018-01-01\nsource = "x"\nconfirmed = false\n'
FACTOR = (
    '[[factor]]\nid = "standardization"\nlabel = "安全生产标准化等级"\n'
    'input = "standardization_grade"\nwithin = "best"\n'
    f'values = {{ "一级" = "0.80", "二级" = "0.90" }}\n{FRAME}'
)
RATES = 'rates = { "300000" = "80.00", "500000" = "120.00" }'


def tariff(more: str, ident: str = "demo", basis: str = "headcount") -> str:
    return f'[[tariff]]\nid = "{ident}"\nsector = "chemicals"\nbasis = "{basis}"\n{more}\n{FRAME}'


def subsidy(more: str, ident: str = "s", rate: str = "0.30") -> str:
    return (
        f'[[subsidy]]\nid = "{ident}"\nsectors = ["chemicals"]\nbase = "premium_received"\n'
        f'rate = "{rate}"\n{more}\n{FRAME}'
    )


SHARES = 'shares = { city = "0.40", district = "0.60" }'


def faults_of(folder: Path, name: str, text: str) -> list[Fault]:
    (folder / name).write_text(text, encoding="utf-8")
    return read_files(folder).faults


def said(folder: Path, name: str, text: str) -> str:
    faults = faults_of(folder, name, text)
    assert len(faults) == 1, [fault.line() for fault in faults]
    return faults[0].message


def test_tariff_as_the_contract_writes_it(tmp_path: Path) -> None:
    more = (
        f'{RATES}\nfactors = ["standardization"]\ncombine = "product"\n'
        'floor = "0.70"\ncap = "1.50"\nrounding = "fen"'
    )
    assert faults_of(tmp_path, "tariff.toml", tariff(more) + FACTOR) == []
    found = Scheme.load(tmp_path).in_force("tariff", date(2018, 1, 1))["demo"]
    assert isinstance(found, Tariff)
    assert found.rates == {Decimal(300_000): Decimal(80), Decimal(500_000): Decimal(120)}
    assert (found.floor, found.cap) == (Decimal("0.7"), Decimal("1.5"))


def test_shipped_construction_table() -> None:
    scheme = Scheme.load()
    assert scheme.in_force("tariff", date(2017, 12, 31)) == {}
    found = scheme.in_force("tariff", date(2018, 1, 1))["sd-2018-construction"]
    assert isinstance(found, Tariff)
    wan = [None if band.up_to is None else int(band.up_to) // 10_000 for band in found.bands]
    assert wan == [1_000, 5_000, 10_000, 50_000, 100_000, None]
    assert [str(band.rate * 1000) for band in found.bands] == [
        "0.65000", "0.60000", "0.55000", "0.50000", "0.45000", "0.40000",
    ]  # fmt: skip
    limits = [int(band.aggregate_limit or 0) // 10_000 for band in found.bands]
    assert limits == [2_100, 4_200, 6_300, 8_400, 9_450, 10_500]
    assert not found.confirmed


@pytest.mark.parametrize(
    ("bands", "ordered"),
    [
        ('{ up_to = "10", rate = "0.1" }, { up_to = "20", rate = "0.1" }, { rate = "0.1" }', True),
        ('{ rate = "0.1" }', True),
        ('{ up_to = "20", rate = "0.1" }, { up_to = "10", rate = "0.1" }', False),
        ('{ up_to = "10", rate = "0.1" }, { up_to = "10.00", rate = "0.1" }', False),
        ('{ rate = "0.1" }, { up_to = "10", rate = "0.1" }', False),
    ],
)
def test_bands_ascend(tmp_path: Path, bands: str, ordered: bool) -> None:
    faults = faults_of(tmp_path, "tariff.toml", tariff(f"bands = [{bands}]", basis="project_cost"))
    assert [fault.message.split(":")[0] for fault in faults] == ([] if ordered else ["bands"])


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ("", "a tariff has either rates or bands"),
        ('bands = [{ rate = "0.1" }]', "a tariff by headcount has rates"),
        (f'{RATES}\nfloor = "1.1"\ncap = "1"', "floor is above cap"),
        ('rates = { "300000" = "80.001" }', "rates.300000: "),
        ('rates = { "30万" = "80" }', 'rates.30万: "30万" is not a number'),
        ('rates = { "300000" = 80 }', "rates.300000: a figure stands in quotation marks"),
        (f'{RATES}\nfactors = ["risks"]', 'factors: the scheme has no factor "risks"'),
        (f'{RATES}\nrounding = "jiao"', "rounding must be one of"),
    ],
)
def test_faulty_tariff(tmp_path: Path, more: str, message: str) -> None:
    assert said(tmp_path, "tariff.toml", tariff(more)).startswith(message)


def test_two_tariffs_of_one_sector_and_basis(tmp_path: Path) -> None:
    text = tariff(RATES) + tariff(RATES, ident="other")
    assert said(tmp_path, "tariff.toml", text).startswith("applies to the same case")
    assert faults_of(tmp_path, "tariff.toml", tariff(RATES) + tariff(RATES, "other", "flat")) == []


def test_subsidy_as_the_contract_writes_it(tmp_path: Path) -> None:
    text = subsidy(f'year = 2018\ncap_per_enterprise = "50000.00"\n{SHARES}')
    assert faults_of(tmp_path, "subsidy.toml", text) == []
    found = Scheme.load(tmp_path).in_force("subsidy", date(2018, 1, 1))["s"]
    assert isinstance(found, Subsidy)
    assert (found.rate, found.cap_per_enterprise) == (Decimal("0.3"), Decimal(50_000))
    assert list(found.shares) == ["city", "district"]


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ('year = 2018\nshares = { city = "0.40", district = "0.59" }', "shares: the shares add up"),
        ('year = 2018\nshares = { city = "1.20", district = "-0.20" }', "shares.city: "),
        (SHARES, "a subsidy has either year or policy_year"),
        (f"year = 2018\npolicy_year = 1\n{SHARES}", "a subsidy has either year or policy_year"),
    ],
)
def test_faulty_subsidy(tmp_path: Path, more: str, message: str) -> None:
    faults = faults_of(tmp_path, "subsidy.toml", subsidy(more))
    assert faults
    assert faults[0].message.startswith(message)


@pytest.mark.parametrize(("rate", "allowed"), [("0", True), ("1", True), ("1.01", False)])
def test_rate_is_a_share(tmp_path: Path, rate: str, allowed: bool) -> None:
    text = subsidy(f"year = 2018\n{SHARES}", rate=rate)
    assert (faults_of(tmp_path, "subsidy.toml", text) == []) is allowed


@pytest.mark.parametrize(
    ("one", "two", "clash"),
    [
        ("year = 2018", "year = 2019", False),
        ("year = 2018", "year = 2018", True),
        ("policy_year = 1", "policy_year = 2", False),
        ("policy_year = 1", "policy_year = 1", True),
        ("year = 2018", "policy_year = 1", True),
    ],
)
def test_two_subsidies_of_one_case(tmp_path: Path, one: str, two: str, clash: bool) -> None:
    text = subsidy(f"{one}\n{SHARES}", "a") + subsidy(f"{two}\n{SHARES}", "b")
    assert bool(faults_of(tmp_path, "subsidy.toml", text)) is clash
