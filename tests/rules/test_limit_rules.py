"""What a finding about headcounts and limits says, and on which policies it rests."""

from datetime import date
from pathlib import Path

import pytest

from tests.core.desk import NAME_A, NAME_B, Desk, firm
from tests.rules.said import told
from zcins.compliance import Finding

DAY = date(2019, 6, 30)
COLUMNS = "承保公司,保险单号,被保险人,项目名称,起保日期,终保日期,保费,投保人数,每人责任限额（元）"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path / "office")
    desk.register(firm(), firm(NAME_B, employees=1200))
    return desk


def rests_on(finding: Finding) -> list[str]:
    return [known.record.policy_no for known in finding.hit.rows]


def test_too_few_insured_are_told_with_all_the_firms_policies(desk: Desk) -> None:
    desk.take(
        f"{COLUMNS}\n人保财险,P1,{NAME_A},,2019-01-01,2019-12-31,1000,50,500000\n"
        f"人保财险,P2,{NAME_B},,2019-03-01,2020-02-29,1000,700,500000\n"
        f"平安财险,P3,{NAME_B},,2019-02-01,2020-01-31,1000,499,500000"
    )
    (found,) = desk.audit(DAY, "under_insured_headcount").findings
    assert told(found) == {"name": NAME_B, "insured": "1199", "employees": "1200"}
    assert sorted(rests_on(found)) == ["P2", "P3"]
    # Since the first of them began; a later lack of people is another finding.
    number = desk.number(NAME_B)
    assert (found.since, found.id) == (
        date(2019, 2, 1),
        f"under_insured_headcount:{number}:2019-02-01",
    )


def test_a_firm_whose_headcount_is_not_told_does_not_hide_the_next(desk: Desk) -> None:
    desk.take(
        f"{COLUMNS}\n人保财险,P1,{NAME_A},,2019-01-01,2019-12-31,1000,,500000\n"
        f"人保财险,P2,{NAME_B},,2019-01-01,2019-12-31,1000,5,500000"
    )
    (found,) = desk.audit(DAY, "under_insured_headcount").findings
    assert told(found)["name"] == NAME_B


def test_a_headcount_of_nobody_is_known_and_too_few(desk: Desk) -> None:
    desk.take(f"{COLUMNS}\n人保财险,P1,{NAME_A},,2019-01-01,2019-12-31,1000,0,500000")
    (found,) = desk.audit(DAY, "under_insured_headcount").findings
    assert told(found)["insured"] == "0"


def test_a_limit_below_the_minimum_is_told_with_both(desk: Desk) -> None:
    desk.take(
        f"{COLUMNS}\n人保财险,P1,{NAME_A},,2019-01-01,2019-12-31,1000,50,500000\n"
        f"人保财险,P2,{NAME_B},,2019-03-01,2020-02-29,1000,700,200000.50"
    )
    (found,) = desk.audit(DAY, "limit_below_minimum").findings
    # Article 16: at least 300,000 yuan a person.
    amounts = {"limit": "200,000.50", "minimum": "300,000.00"}
    assert told(found) == {"policy_no": "P2", "name": NAME_B, **amounts}


def test_a_policy_with_a_sufficient_limit_does_not_hide_the_firms_other(desk: Desk) -> None:
    desk.take(
        f"{COLUMNS}\n人保财险,P1,{NAME_A},,2019-01-01,2019-12-31,1000,50,500000\n"
        f"人保财险,P2,{NAME_A},,2019-01-01,2019-12-31,1000,50,200000"
    )
    assert [one.policy_no for one in desk.audit(DAY, "limit_below_minimum").findings] == ["P2"]


def test_the_minimum_of_every_policy_is_its_own_days(desk: Desk) -> None:
    """P1 began before there was a minimum; that does not keep P2 of 2018 from being held to it."""
    desk.take(
        f"{COLUMNS}\n人保财险,P1,{NAME_A},,2017-12-31,2018-12-30,1000,50,100000\n"
        f"人保财险,P2,{NAME_A},,2018-01-01,2018-12-31,1000,50,100000"
    )
    answer = desk.audit(date(2018, 6, 30), "limit_below_minimum")
    assert [one.policy_no for one in answer.findings] == ["P2"]
    assert answer.not_checked == {}


def test_without_any_policy_in_force_the_minimum_is_checked(desk: Desk) -> None:
    desk.take(f"{COLUMNS}\n人保财险,P1,{NAME_A},,2018-01-01,2018-12-31,1000,50,500000")
    assert desk.audit(DAY, "limit_below_minimum").not_checked == {}


def test_unequal_limits_are_told_from_low_to_high(desk: Desk) -> None:
    desk.take(
        f"{COLUMNS}\n人保财险,P1,{NAME_A},,2019-01-01,2019-12-31,1000,50,500000\n"
        f"人保财险,P2,{NAME_B},,2019-01-01,2019-12-31,1000,700,500000\n"
        f"平安财险,P3,{NAME_B},,2019-02-01,2020-01-31,1000,500,300000\n"
        f"平安财险,P4,{NAME_B},,2019-02-01,2020-01-31,1000,500,"
    )
    (found,) = desk.audit(DAY, "unequal_limits").findings
    assert told(found) == {"name": NAME_B, "limits": "300,000.00、500,000.00"}
    assert sorted(rests_on(found)) == ["P2", "P3"], "P4 states no limit"
    assert found.id == f"unequal_limits:{desk.number(NAME_B)}:2019-02-01"


def test_a_project_may_have_a_limit_of_its_own(tmp_path: Path) -> None:
    """A project is insured by its cost: its limit is not that of the firm's staff."""
    desk = Desk(tmp_path / "office")
    builder = "周村戊建筑有限公司"
    desk.register(firm(builder, sector="建筑施工"))
    desk.take(
        f"{COLUMNS}\n人保财险,P1,{builder},,2019-01-01,2019-12-31,1000,50,500000\n"
        f"人保财险,P2,{builder},南郊安置房,2019-01-01,2019-12-31,1000,,300000"
    )
    assert desk.audit(DAY, "unequal_limits").findings == []
