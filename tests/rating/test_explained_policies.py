"""Policies beside their calculation, and the sums of what changed values would bring."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.core.desk import CODE_A, CODE_C, NAME_A, NAME_B, NAME_C, Desk
from zcins.rating import explain, find_policies, name_of, simulate

DAY = date(2019, 12, 31)
FRAME = 'from = 2018-01-01\nsource = "虚构"\nconfirmed = true\n'
TARIFF = f"""
[[tariff]]
id = "chem"
sector = "chemicals"
basis = "headcount"
rates = {{ "500000" = "120.00" }}
factors = ["grade", "record"]
{FRAME}
[[tariff]]
id = "bus"
sector = "transport"
basis = "flat"
rates = {{ "500000" = "900.00" }}
factors = ["grade", "dual"]
combine = "one_minus_sum"
{FRAME}
[[factor]]
id = "grade"
label = "标准化等级"
input = "standardization_grade"
values = {{ "一级" = "1", "二级" = "0.90", "三级" = "0.95" }}
{FRAME}
[[factor]]
id = "record"
label = "上年事故"
input = "accidents"
values = {{ "无" = "0.80", "一般" = "1.10" }}
{FRAME}
[[factor]]
id = "dual"
label = "双重预防"
input = "dual_prevention"
values = {{ "是" = "0.05" }}
{FRAME}
"""
REGISTER = "企业名称,统一社会信用代码,镇办,行业领域,标准化等级,双重预防"
POLICIES = (
    "承保公司,保险单号,被保险人,统一社会信用代码,起保日期,终保日期,保费,投保人数,每人责任限额"
)
RENAMED = "周村丙新材料有限公司"
ACCIDENTS = "企业名称,统一社会信用代码,事故日期,死亡人数,受伤人数"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "office", {"tariff.toml": TARIFF})


def register(desk: Desk, *rows: str, period: str = "2018-12") -> None:
    desk.take("\n".join([f"{period}企业台账", REGISTER, *rows]))


def policies(desk: Desk, *rows: str) -> None:
    desk.take("\n".join(["2019-12保单台账", POLICIES, *rows]))


def row(number: str, firm: str, premium: str, heads: int = 10, insurer: str = "人保财险") -> str:
    """Give a policy's row from 2019-03-01; `firm` is name and code."""
    return f"{insurer},{number},{firm},2019-03-01,2020-02-29,{premium},{heads},500000"


def documents(desk: Desk, number: str) -> list[dict[str, Any]]:
    asked = desk.office.ask(DAY)
    found = find_policies(asked.view, number)
    return [one.document() for one in explain(asked.view, asked.scheme, found)]


SOURCE = {"from": "2018-01-01", "basis": "虚构", "confirmed": True}
STEPS = [
    {
        "what": "base",
        "label": "base",
        "value": "120.00",
        "quantity": "10",
        "amount": "1200.00",
        "unit": "yuan/person/year",
        "id": "chem",
        **SOURCE,
    },
    {
        "what": "grade",
        "label": "标准化等级",
        "value": "0.90",
        "factor": "0.90",
        "given": "二级",
        "evidence": "the register, without a certificate",
        "id": "grade",
        **SOURCE,
    },
    {
        "what": "record",
        "label": "上年事故",
        "factor": None,
        "not_applied": "the office has no ledger of accident record",
        "id": "record",
        **SOURCE,
    },
    {"what": "rounding", "label": "rounded half up, once, to", "unit": "fen"},
]


def test_policy_beside_its_calculation(desk: Desk) -> None:
    register(desk, f"{NAME_C},{CODE_C},王村镇,化工,二级")
    policies(desk, row("P1", f"{NAME_C},{CODE_C}", "1000.00"))
    # 120 × 10 × 0.90 = 1080; there is no accident ledger
    assert documents(desk, "P1") == [
        {
            "policy_no": "P1",
            "insurer": "picc",
            "enterprise": NAME_C,
            "inception": "2019-03-01",
            "sector": "chemicals",
            "charged": "1000.00",
            "difference": "-80.00",
            "verdict": "differs",
            "why": "by the tariff 120.00 × 10 × 0.90; not applied: 上年事故",
            "premium": "1080.00",
            "on": "2019-03-01",
            "confirmed": True,
            "steps": STEPS,
        }
    ]


def test_evidence_of_the_accident_ledger(desk: Desk) -> None:
    register(desk, f"{NAME_C},{CODE_C},王村镇,化工,二级")
    policies(desk, row("P1", f"{NAME_C},{CODE_C}", "1000.00"))
    desk.take(f"2019-12事故台账\n{ACCIDENTS}\n{NAME_C},{CODE_C},2018-09-01,0,1")
    (found,) = documents(desk, "P1")
    record = found["steps"][2]
    assert (record["given"], record["factor"]) == ("一般", "1.10")
    assert record["evidence"] == "1 in the accident ledger, 2018-03-01 to 2019-02-28"
    assert found["premium"] == "1188.00"  # 1200 × 0.90 × 1.10


def test_policy_that_cannot_be_rated_says_why(desk: Desk) -> None:
    policies(desk, row("P1", f"{NAME_B},", "1000.00"))
    why = "the enterprise is not in the register"
    assert documents(desk, "P1") == [
        {
            "policy_no": "P1",
            "insurer": "picc",
            "enterprise": NAME_B,
            "inception": "2019-03-01",
            "sector": None,
            "charged": "1000.00",
            "difference": None,
            "verdict": "not_checked",
            "why": why,
            "premium": None,
            "on": "2019-03-01",
            "confirmed": False,
            "steps": [],
            "not_checked": why,
        }
    ]


def test_policies_are_found_by_number_insurer_and_part_of_a_name(desk: Desk) -> None:
    policies(
        desk,
        row("P1", f"{NAME_B},", "1000.00"),
        row("P1", f"{NAME_A},", "1001.00", insurer="平安财险"),
        row("P2", f"{NAME_C},", "1002.00"),
    )
    view = desk.office.ask(DAY).view

    def found(number: str, *narrower: str | None) -> list[str]:
        return [f"{one.record.premium / 100:.0f}" for one in find_policies(view, number, *narrower)]

    assert found(" P1 ") == ["1000", "1001"]
    assert found("P1", "pingan") == ["1001"]
    assert found("P1", None, "烟花") == ["1000"]
    assert found("P1", "picc", "采石") == []
    assert found("P") == []


def test_enterprise_is_called_as_on_the_policys_first_day(desk: Desk) -> None:
    register(desk, f"{NAME_C},{CODE_C},王村镇,化工,", period="2018-12")
    register(desk, f"{RENAMED},{CODE_C},王村镇,化工,", period="2019-06")
    rest = "1000.00,10,500000"
    policies(
        desk,
        f"人保财险,OLD,丙化工,{CODE_C},2018-03-01,2019-02-28,{rest}",
        f"人保财险,MIDDLE,丙化工,{CODE_C},2019-03-01,2020-02-29,{rest}",
        f"人保财险,NEW,丙化工,{CODE_C},2019-09-01,2020-08-31,{rest}",
        f"人保财险,STRANGER,丁化工,{CODE_A},2019-09-01,2020-08-31,{rest}",
    )
    view = desk.office.ask(DAY).view
    named = {
        number: name_of(view, policy)
        for number in ("OLD", "MIDDLE", "NEW", "STRANGER")
        for policy in find_policies(view, number)
    }
    # The register does not reach back to the first policy, and does not know the stranger.
    assert named == {"OLD": NAME_C, "MIDDLE": NAME_C, "NEW": RENAMED, "STRANGER": "丁化工"}


def figures(*numbers: int) -> dict[str, int]:
    names = ("policies", "not_rated", "today", "changed", "difference")
    return dict(zip(names, numbers, strict=True))


def test_simulated_sums_by_sector_and_insurer(desk: Desk) -> None:
    """All is as if it began on the day: the grade is that of the day, not of the inception."""
    firms = (f"{NAME_C},{CODE_C},王村镇,化工", f"{NAME_A},{CODE_A},王村镇,交通运输")
    register(desk, f"{firms[0]},三级", f"{firms[1]},一级")
    register(desk, f"{firms[0]},二级", f"{firms[1]},一级", period="2019-06")
    policies(
        desk,
        row("P1", f"{NAME_C},{CODE_C}", "1000.00"),
        row("P2", f"{NAME_C},{CODE_C}", "1000.00", heads=20, insurer="平安财险"),
        row("P3", f"{NAME_A},{CODE_A}", "1000.00"),
        row("P4", f"{NAME_B},", "1000.00"),
        f"人保财险,OVER,{NAME_C},{CODE_C},2018-03-01,2019-02-28,1000.00,10,500000",
    )
    asked = desk.office.ask(DAY)
    settings = ["tariff.chem.rates.500000=100", "factor.grade.二级=0.85"]
    found = simulate(asked.view, asked.scheme, settings)
    assert (found.as_of, found.settings) == (DAY, settings)
    # Chemicals: 120 × 0.90 = 108.00 a head, changed 100 × 0.85 = 85.00; 10 and 20 heads.
    # Transport: 900 × (1 - 1) = 0, today and changed. P4 is of a stranger.
    assert found.tables == {
        "sector": [
            {"sector": "transport", **figures(1, 0, 0, 0, 0)},
            {"sector": "chemicals", **figures(2, 0, 324_000, 255_000, -69_000)},
            {"sector": None, **figures(1, 1, 0, 0, 0)},
        ],
        "insurer": [
            {"insurer": "picc", **figures(3, 1, 108_000, 85_000, -23_000)},
            {"insurer": "pingan", **figures(1, 0, 216_000, 170_000, -46_000)},
        ],
    }
    assert found.total == figures(4, 1, 324_000, 255_000, -69_000)


def test_what_changed_values_leave_unrated_counts_on_neither_side(desk: Desk) -> None:
    register(desk, f"{NAME_A},{CODE_A},王村镇,交通运输,二级,是")
    policies(desk, row("P1", f"{NAME_A},{CODE_A}", "1000.00"))
    asked = desk.office.ask(DAY)
    # Today 900 × (1 - 0.90 - 0.05) = 45; 0.96 and 0.05 exceed the premium.
    found = simulate(asked.view, asked.scheme, ["factor.grade.二级=0.96"])
    assert found.total == figures(1, 1, 0, 0, 0)
    # 900 × (1 - 0.75 - 0.05) = 180
    found = simulate(asked.view, asked.scheme, ["factor.grade.二级=0.75"])
    assert found.total == figures(1, 0, 4_500, 18_000, 13_500)


def test_an_office_without_policies_has_sums_of_nothing(desk: Desk) -> None:
    asked = desk.office.ask(DAY)
    found = simulate(asked.view, asked.scheme, ["factor.grade.二级=0.85"])
    assert (found.tables, found.total) == ({"sector": [], "insurer": []}, figures(0, 0, 0, 0, 0))
