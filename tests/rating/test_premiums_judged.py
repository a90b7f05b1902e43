"""What the check of a premium says: the calculation, what may explain it, the usual range."""

from datetime import date
from pathlib import Path

import pytest

from tests.core.desk import NAME_A, NAME_B, NAME_C, Desk
from zcins.rating import Checked, Verdict, check

DAY = date(2019, 12, 31)
FRAME = 'from = 2018-01-01\nsource = "虚构"\nconfirmed = '
TARIFF = f"""
[[tariff]]
id = "chem"
sector = "chemicals"
basis = "headcount"
rates = {{ "500000" = "120.00" }}
factors = ["grade", "risk"]
{FRAME}true
[[tariff]]
id = "works"
sector = "fireworks"
basis = "headcount"
rates = {{ "500000" = "120.45" }}
factors = ["grade"]
rounding = "yuan"
{FRAME}true
[[tariff]]
id = "bus"
sector = "transport"
basis = "flat"
rates = {{ "500000" = "900.00" }}
factors = ["grade"]
{FRAME}true
[[tariff]]
id = "sd-2018-construction"
sector = "construction"
basis = "project_cost"
bands = [{{ rate = "0.00065" }}]
{FRAME}true
[[factor]]
id = "grade"
label = "标准化等级"
input = "standardization_grade"
values = {{ "一级" = "2.00", "二级" = "0.90", "三级" = "1.00" }}
{FRAME}true
[[factor]]
id = "risk"
label = "风险等级"
input = "risk_grade"
values = {{ "黄" = "1.00" }}
{FRAME}false
"""


def threshold(ident: str, value: str, unit: str, more: str = "") -> str:
    return (
        f'[[threshold]]\nid = "{ident}"\nlabel = "虚构"\n{value}unit = "{unit}"\n'
        f'from = 2017-11-01\nsource = "虚构通知"\nconfirmed = true\n{more}'
    )


EACH = "yuan_per_person_year"
LEAST = threshold("premium_per_head_least", 'value = "30"\n', EACH)
MOST = threshold("premium_per_head_most", 'value = "300"\n', EACH, 'note = "虚构报道"\n')
NO_MOST = threshold("premium_per_head_most", "", EACH)
TOP = threshold("aggregate_limit_most", 'value = "30000000"\n', "yuan")
TOP_NOTED = TOP + 'note = "虚构限额"\n'
NO_TOP = threshold("aggregate_limit_most", "", "yuan")
REGISTER = "企业名称,镇办,行业领域,标准化等级,风险等级"
POLICIES = (
    "承保公司,保险单号,被保险人,起保日期,终保日期,保费,投保人数,"
    "每人责任限额,累计责任限额,项目名称,工程造价"
)


def check_one(folder: Path, facts: str, policy: str, usual: str = "") -> Checked:
    """Check a policy of the firm A, whose sector, grade and risk are `facts`."""
    scheme = {"tariff.toml": TARIFF, "thresholds.toml": usual or LEAST + MOST + TOP}
    desk = Desk(folder / "office", scheme)
    desk.take(f"2018-12企业台账\n{REGISTER}\n{NAME_A},王村镇,{facts}")
    desk.take(f"2019-12保单台账\n{POLICIES}\n人保财险,P1,{policy}")
    asked = desk.office.ask(DAY)
    found = check(asked.view, asked.scheme)
    assert found.as_of == DAY
    (row,) = found.rows
    return row


def year(premium: str, heads: str = "10", limits: str = "500000,", name: str = NAME_A) -> str:
    """Give the rest of a row: a policy of a year."""
    return f"{name},2019-03-01,2020-02-29,{premium},{heads},{limits},,"


@pytest.mark.parametrize(
    ("facts", "premium", "why"),
    [
        # 120 × 10 × 0.90 × 1.00 = 1080
        ("化工,二级,黄", "1080.00", ""),
        ("化工,二级,", "1080.00", "not applied: 风险等级"),
        ("化工,,", "1200.00", "not applied: 标准化等级、风险等级"),
        ("化工,二级,黄", "1100.00", "by the tariff 120.00 × 10 × 0.9000"),
        (
            "化工,二级,",
            "1200.00",
            "by the tariff 120.00 × 10 × 0.90; charged without any factor; not applied: 风险等级",
        ),
        (
            "化工,一级,黄",
            "1200.00",
            "by the tariff 120.00 × 10 × 2.0000; charged without any factor",
        ),
        # Factors that come to 1 were not forgotten: 1204.50 was not rounded to whole yuan.
        ("烟花爆竹,三级,", "1204.50", "by the tariff 120.45 × 10 × 1.00"),
        # The base is 900 a firm, not 900 for each of 10.
        ("交通运输,二级,", "9000.00", "by the tariff 900.00 × 0.90"),
    ],
)
def test_calculation_and_what_may_explain_the_premium(
    tmp_path: Path, facts: str, premium: str, why: str
) -> None:
    assert check_one(tmp_path, facts, year(premium)).why == why


def test_a_premium_a_firm_needs_no_heads(tmp_path: Path) -> None:
    row = check_one(tmp_path, "交通运输,二级,", year("810.01", heads=""))
    assert (row.expected, row.why) == (81_000, "by the tariff 900.00 × 0.90")


@pytest.mark.parametrize(
    ("facts", "confirmed"), [("化工,二级,黄", False), ("交通运输,二级,", True)]
)
def test_checked_premium_is_confirmed_where_every_figure_is(
    tmp_path: Path, facts: str, confirmed: bool
) -> None:
    row = check_one(tmp_path, facts, year("100.00"))
    assert row.confirmed is confirmed
    assert row.sector == ("chemicals" if confirmed is False else "transport")


def test_project_is_told_by_its_cost(tmp_path: Path) -> None:
    policy = f"{NAME_A},2019-03-01,2020-02-29,6500.01,,500000,,锦绣花园,10000000"
    row = check_one(tmp_path, "化工,,", policy)
    assert (row.verdict, row.expected, row.difference) == (Verdict.DIFFERS, 650_000, 1)
    assert row.why == "by the tariff 0.00065 × project cost × 1"


@pytest.mark.parametrize(
    ("policy", "why"),
    [
        # 299.00 / 10 = 29.90, 3004.06 / 10 = 300.406
        (year("299.00"), "29.90 yuan a person, usual are 30 to 300 (虚构报道)"),
        (year("3004.06"), "300.41 yuan a person, usual are 30 to 300 (虚构报道)"),
        (
            year("1000.00", limits="500000,40000000"),
            "aggregate limit of 40000000.00 yuan, usual are at most 30000000 (虚构通知)",
        ),
        (
            year("1000.00", heads="", limits="500000,40000000"),
            "aggregate limit of 40000000.00 yuan, usual are at most 30000000 (虚构通知)",
        ),
        # Of two faults the premium is told.
        (
            year("100.00", limits="500000,40000000"),
            "10.00 yuan a person, usual are 30 to 300 (虚构报道)",
        ),
    ],
)
def test_what_is_out_of_the_usual_range(tmp_path: Path, policy: str, why: str) -> None:
    row = check_one(tmp_path, "非煤矿山,,", policy)
    assert (row.verdict, row.why) == (Verdict.IMPLAUSIBLE, why)
    assert (row.expected, row.difference, row.confirmed) == (None, None, None)
    assert row.sector == "non_coal_mines"


def test_range_without_a_note_is_told_by_its_source(tmp_path: Path) -> None:
    most = threshold("premium_per_head_most", 'value = "300"\n', EACH)
    row = check_one(tmp_path, "非煤矿山,,", year("100.00"), LEAST + most)
    assert row.why == "10.00 yuan a person, usual are 30 to 300 (虚构通知)"


def test_limit_with_a_note_is_told_by_it(tmp_path: Path) -> None:
    policy = year("1000.00", limits="500000,40000000")
    row = check_one(tmp_path, "非煤矿山,,", policy, TOP_NOTED)
    assert row.why.endswith("usual are at most 30000000 (虚构限额)")


@pytest.mark.parametrize(
    ("policy", "usual"),
    [
        (year("100.00", heads=""), ""),  # how many heads is not known
        (year("100.00"), LEAST + NO_MOST),  # half a range is none
        (year("100.00", limits="500000,40000000"), LEAST + NO_MOST + NO_TOP),
    ],
)
def test_where_no_range_is_known_nothing_is_implausible(
    tmp_path: Path, policy: str, usual: str
) -> None:
    row = check_one(tmp_path, "非煤矿山,,", policy, usual)
    assert (row.verdict, row.why) == (Verdict.NOT_CHECKED, "no tariff line for 非煤矿山")


@pytest.mark.parametrize(
    ("facts", "policy", "why"),
    [
        ("建筑施工,,", year("100.00"), "project cost unknown"),
        (
            "非煤矿山,,",
            f"{NAME_A},2019-07-01,2019-12-31,100.00,10,500000,,,",
            "covers 184 days, and the tariff has no rate for less or more than a year",
        ),
    ],
)
def test_the_range_says_nothing_of_construction_and_other_times(
    tmp_path: Path, facts: str, policy: str, why: str
) -> None:
    row = check_one(tmp_path, facts, policy)
    assert (row.verdict, row.why) == (Verdict.NOT_CHECKED, why)


def test_the_range_holds_for_a_firm_that_is_in_no_register(tmp_path: Path) -> None:
    row = check_one(tmp_path, "非煤矿山,,", year("1000.00", name=NAME_B))
    assert (row.verdict, row.why) == (
        Verdict.NOT_CHECKED,
        "the enterprise is not in the register",
    )
    assert (row.sector, row.plan.steps) == (None, ())
    row = check_one(tmp_path / "other", "非煤矿山,,", year("100.00", name=NAME_C))
    assert row.verdict is Verdict.IMPLAUSIBLE
