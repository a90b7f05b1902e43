"""Premiums charged against the tariff, explained, and under changed values."""

from datetime import date
from pathlib import Path

import pytest

from tests.core.desk import NAME_A, NAME_B, NAME_C, Desk
from zcins.errors import UsageFaultError
from zcins.rating import Check, Verdict, check, explain, find_policies, simulate
from zcins.reports.premium import sheet

DAY = date(2019, 12, 31)
TARIFF = """
[[tariff]]
id = "chem"
sector = "chemicals"
basis = "headcount"
rates = { "500000" = "120.00" }
factors = ["grade"]
from = 2018-01-01
source = "虚构"
confirmed = true
[[factor]]
id = "grade"
label = "标准化等级"
input = "standardization_grade"
values = { "二级" = "0.90" }
from = 2018-01-01
source = "虚构"
confirmed = true
"""
REGISTER = "企业名称,镇办,行业领域,标准化等级,项目名称"
POLICIES = (
    "承保公司,保险单号,被保险人,起保日期,终保日期,保费,投保人数,"
    "每人责任限额,累计责任限额,项目名称,工程造价"
)
PROJECT = "锦绣花园"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path / "office", {"tariff.toml": TARIFF})
    rows = [f"{NAME_C},王村镇,化工,二级,", f"{NAME_A},王村镇,非煤矿山,,"]
    desk.take("\n".join(["2018-12企业台账", REGISTER, *rows]))
    return desk


def insure(desk: Desk, *rows: str) -> None:
    desk.take("\n".join(["2019-12保单台账", POLICIES, *rows]))


def row(name: str, premium: object, heads: object, more: str = "500000,5000000,,") -> str:
    number = f"P-{name}-{premium}-{heads}"
    return f"人保财险,{number},{name},2019-03-01,2020-02-29,{premium},{heads},{more}"


def checked(desk: Desk) -> Check:
    asked = desk.office.ask(DAY)
    return check(asked.view, asked.scheme)


def verdict(desk: Desk, *rows: str) -> tuple[Verdict, str]:
    insure(desk, *rows)
    (found,) = checked(desk).rows
    return found.verdict, found.why


def test_premium_of_the_tariff_agrees(desk: Desk) -> None:
    insure(desk, row(NAME_C, "1080.00", 10))  # 120 × 10 × 0.90
    (found,) = checked(desk).rows
    assert (found.verdict, found.expected, found.difference) == (Verdict.AGREES, 108_000, 0)
    assert found.confirmed


@pytest.mark.parametrize("premium", ["1080.01", "1079.99"])
def test_a_fen_is_a_difference(desk: Desk, premium: str) -> None:
    found, why = verdict(desk, row(NAME_C, premium, 10))
    assert found is Verdict.DIFFERS
    assert "120.00 × 10 × 0.90" in why


def test_base_alone_is_recognised(desk: Desk) -> None:
    found, why = verdict(desk, row(NAME_C, "1200.00", 10))
    assert found is Verdict.DIFFERS
    assert "without any factor" in why


@pytest.mark.parametrize(
    ("premium", "found"),
    [
        ("300.00", Verdict.NOT_CHECKED),  # 30 a head, the range's lower end
        ("299.99", Verdict.IMPLAUSIBLE),
        ("3000.00", Verdict.NOT_CHECKED),  # 300 a head, its upper end
        ("3000.01", Verdict.IMPLAUSIBLE),
    ],
)
def test_without_a_tariff_line_only_the_usual_range_is_known(
    desk: Desk, premium: str, found: Verdict
) -> None:
    judged, why = verdict(desk, row(NAME_A, premium, 10))
    assert judged is found
    if found is Verdict.NOT_CHECKED:
        assert why == "no tariff line for 非煤矿山"
    else:
        assert "新华社" in why


def test_an_unusual_aggregate_limit_is_implausible(desk: Desk) -> None:
    usual = row(NAME_A, "1000.00", 10, "500000,30000000,,")
    unusual = row(NAME_A, "1000.01", 10, "500000,30000000.01,,")
    insure(desk, usual, unusual)
    assert [one.verdict for one in checked(desk).rows] == [
        Verdict.NOT_CHECKED,
        Verdict.IMPLAUSIBLE,
    ]


def test_projects_are_rated_by_cost_and_the_step_down_is_no_fault(desk: Desk) -> None:
    insure(
        desk,
        row(NAME_B, "6500.00", "", f"500000,21000000,{PROJECT}一期,10000000"),
        row(NAME_B, "6000.06", "", f"500000,42000000,{PROJECT}二期,10000100"),
        row(NAME_B, "6500.07", "", f"500000,42000000,{PROJECT}三期,10000100"),
        row(NAME_B, "1.00", "", f"500000,42000000,{PROJECT}四期,"),
    )
    assert [(one.verdict, one.expected) for one in checked(desk).rows] == [
        (Verdict.AGREES, 650_000),
        (Verdict.AGREES, 600_006),
        (Verdict.DIFFERS, 600_006),
        (Verdict.NOT_CHECKED, None),
    ]


def test_every_policy_in_force_has_a_verdict_and_sums_are_of_the_rated(desk: Desk) -> None:
    insure(
        desk,
        row(NAME_C, "1080.00", 10),
        row(NAME_C, "2161.00", 20),
        row(NAME_A, "1000.00", 10),
        "人保财险,OVER," + NAME_C + ",2018-01-01,2018-12-31,1,1,500000,,,",
    )
    found = checked(desk)
    assert found.counts == {"agrees": 1, "differs": 1, "implausible": 0, "not_checked": 1}
    assert found.totals == {"premium": 324_100, "expected": 324_000, "difference": 100}


def test_explanation_carries_every_figure_with_its_source(desk: Desk) -> None:
    insure(desk, row(NAME_C, "1200.00", 10))
    asked = desk.office.ask(DAY)
    policies = find_policies(asked.view, f"P-{NAME_C}-1200.00-10")
    (found,) = explain(asked.view, asked.scheme, policies)
    document = found.document()
    assert (document["charged"], document["premium"]) == ("1200.00", "1080.00")
    assert document["difference"] == "120.00"
    base, grade, rounding = document["steps"]
    assert (base["value"], base["quantity"], base["amount"]) == ("120.00", "10", "1200.00")
    assert (grade["what"], grade["factor"], grade["given"]) == ("grade", "0.90", "二级")
    assert {base["basis"], grade["basis"]} == {"虚构"}
    assert {base["from"], grade["from"]} == {"2018-01-01"}
    assert rounding["unit"] == "fen"


def test_sheet_tells_the_calculation_in_chinese_and_is_the_same_again(desk: Desk) -> None:
    import io

    from docx import Document

    insure(desk, row(NAME_C, "1200.00", 10))
    asked = desk.office.ask(DAY)
    (found,) = explain(
        asked.view, asked.scheme, find_policies(asked.view, f"P-{NAME_C}-1200.00-10")
    )
    made = sheet(found, asked.scheme, "演示办公室", DAY)
    assert made == sheet(found, asked.scheme, "演示办公室", DAY)
    document = Document(io.BytesIO(made))
    cells = [cell.text for line in document.tables[0].rows for cell in line.cells]
    assert {"投保10人", "120.00元/人", "× 0.90", "1,080.00"} <= set(cells)
    text = "\n".join(line.text for line in document.paragraphs)
    assert NAME_C in text
    assert "比计算结果高120.00元" in text


def test_changed_values_beside_todays(desk: Desk) -> None:
    insure(desk, row(NAME_C, "1.00", 10), row(NAME_A, "1000.00", 10))
    asked = desk.office.ask(DAY)
    before = asked.scheme.text
    settings = ["factor.standardization.二级=0.85", "tariff.chem.rates.500000=100"]
    found = simulate(asked.view, asked.scheme, settings)
    # 120 × 10 × 0.90 = 1080.00 today, 100 × 10 × 0.85 = 850.00 changed
    mine = {"policies": 1, "not_rated": 1, "today": 0, "changed": 0, "difference": 0}
    chem = {"policies": 1, "not_rated": 0, "today": 108_000, "changed": 85_000}
    chem["difference"] = -23_000
    assert found.tables["sector"] == [
        {"sector": "non_coal_mines", **mine},
        {"sector": "chemicals", **chem},
    ]
    assert found.total == {**chem, "policies": 2, "not_rated": 1}
    assert asked.scheme.text == before
    assert checked(desk).rows[0].expected == 108_000


@pytest.mark.parametrize(
    "setting",
    [
        "factor.grade.二级",
        "factor.grad.二级=0.85",
        "factor.grade.四级=0.85",
        "factor.grade.二级=x",
        "factor.grade.二级=0",
        "tariff.chem.sector=other",
        "tariff.chem.rates.400000=100",
        "threshold.expiring_days.value=3",
    ],
)
def test_a_setting_that_means_nothing_is_wrong_usage(desk: Desk, setting: str) -> None:
    asked = desk.office.ask(DAY)
    with pytest.raises(UsageFaultError, match="--set"):
        simulate(asked.view, asked.scheme, [setting])
