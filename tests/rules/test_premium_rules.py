"""What the rules about the premium look at and what a finding of theirs says, amount by amount."""

from datetime import date
from pathlib import Path

import pytest

from tests.core.desk import NAME_A, NAME_B, NAME_C, Desk, firm
from tests.core.entries import MINES, threshold
from tests.rules.said import the_one, told
from zcins.i18n import in_language
from zcins.store.acts import complain

DAY = date(2019, 6, 30)
PAID = "承保公司,保险单号,被保险人,起保日期,终保日期,保费,实收保费"
CHANGED = f"{PAID},批单号,批改类型,批改生效日期,投保人数"
RATED = "承保公司,保险单号,被保险人,起保日期,终保日期,保费,投保人数,每人责任限额（元）"
SIGNED = "承保公司,保险单号,被保险人,起保日期,终保日期,保费,签单日期,缴费日期"


def test_an_unpaid_premium_is_told_with_both_amounts(desk: Desk) -> None:
    desk.take(
        f"{PAID}\n人保财险,P1,{NAME_A},2019-01-01,2019-12-31,1000,1000\n"
        f"人保财险,P2,{NAME_B},2019-01-01,2019-12-31,12000,400.50"
    )
    assert told(the_one(desk, "premium_unpaid", DAY)) == {
        "policy_no": "P2",
        "name": NAME_B,
        "received": "400.50",
        "premium": "12,000.00",
    }


def test_nothing_but_a_change_of_the_premium_leaves_open_what_came_in(desk: Desk) -> None:
    """E1 adds ten people for nothing: what came in for the policy is what came in."""
    desk.take(
        f"{CHANGED}\n人保财险,P1,{NAME_A},2019-01-01,2019-12-31,1000,400,,,,50\n"
        f"人保财险,P1,{NAME_A},,,0,,E1,加保,2019-02-01,10"
    )
    assert told(the_one(desk, "premium_unpaid", DAY))["received"] == "400.00"


def test_what_came_in_for_an_endorsement_is_added(desk: Desk) -> None:
    desk.take(
        f"{CHANGED}\n人保财险,P1,{NAME_A},2019-01-01,2019-12-31,1000,1000,,,,50\n"
        f"人保财险,P1,{NAME_A},,,200,50,E1,加保,2019-02-01,10"
    )
    found = told(the_one(desk, "premium_unpaid", DAY))
    assert (found["received"], found["premium"]) == ("1,050.00", "1,200.00")


@pytest.mark.parametrize(("day", "number"), [(date(2019, 4, 30), 1), (date(2019, 5, 1), 0)])
def test_a_silent_endorsement_leaves_it_open_from_its_first_day(
    desk: Desk, day: date, number: int
) -> None:
    desk.take(
        f"{CHANGED}\n人保财险,P1,{NAME_A},2019-01-01,2019-12-31,1000,400,,,,50\n"
        f"人保财险,P1,{NAME_A},,,200,,E1,加保,2019-05-01,10"
    )
    assert len(desk.audit(day, "premium_unpaid").findings) == number


def test_a_restated_premium_without_what_came_in_leaves_it_open(desk: Desk) -> None:
    desk.take(
        "承保公司,保险单号,被保险人,起保日期,终保日期,保费,实收保费,批单号,批改类型,批改生效日期,"
        f"批改后保费\n人保财险,P1,{NAME_A},2019-01-01,2019-12-31,1000,400,,,,\n"
        f"人保财险,P1,{NAME_A},,,,,E1,批改,2019-05-01,400"
    )
    assert len(desk.audit(date(2019, 4, 30), "premium_unpaid").findings) == 1
    assert desk.audit(date(2019, 5, 1), "premium_unpaid").findings == []


def test_a_premium_off_the_tariff_is_told_with_what_the_tariff_gives(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "office", {"tariff.toml": MINES})
    desk.register(firm(), firm(NAME_C, sector="化工"), firm(NAME_B))
    desk.take(
        f"{RATED}\n人保财险,P1,{NAME_A},2019-01-01,2019-12-31,5000,50,500000\n"
        f"人保财险,P2,{NAME_C},2019-01-01,2019-12-31,7777,50,500000\n"
        f"人保财险,P3,{NAME_B},2019-01-01,2019-12-31,4000.50,50,500000"
    )
    with in_language("en"):
        answer = desk.audit(DAY, "premium_off_tariff")
    (found,) = answer.findings
    # 50 people at 100 yuan each.
    amounts = {"premium": "4,000.50", "expected": "5,000.00"}
    got = told(found)
    assert got.pop("why") != "None", "it says where the difference is"
    assert got == {"policy_no": "P3", "name": NAME_B, **amounts}
    # P2 has no tariff: one of three.
    assert "1 of 3 policies" in answer.partly["premium_off_tariff"]
    reason = answer.partly["premium_off_tariff"].partition("because: ")[2]
    assert reason
    assert reason != "None"


def test_an_implausible_premium_names_policy_and_firm(desk: Desk) -> None:
    desk.take(
        f"{RATED}\n人保财险,P1,{NAME_A},2019-01-01,2019-12-31,5000,50,500000\n"
        f"人保财险,P2,{NAME_B},2019-01-01,2019-12-31,1000,50,500000"
    )
    found = told(the_one(desk, "premium_implausible", DAY))
    assert (found["policy_no"], found["name"]) == ("P2", NAME_B)
    # 1,000 yuan for 50 people; 30 yuan a person is the least that is usual.
    assert "20.00" in found["why"]


@pytest.mark.parametrize(
    ("signed", "paid", "when", "verb"),
    [
        ("2019-01-03", "2019-01-05", "2019-01-03", "signed"),
        ("", "2019-01-05", "2019-01-05", "paid"),
    ],
)
def test_cover_before_signing_or_payment_is_told_with_its_days(
    desk: Desk, signed: str, paid: str, when: str, verb: str
) -> None:
    """Signed late decides before paid late."""
    desk.take(
        f"{SIGNED}\n人保财险,P1,{NAME_A},2019-01-01,2019-12-31,1000,2018-12-01,2018-12-01\n"
        f"人保财险,P2,{NAME_B},2019-01-01,2019-12-31,1000,{signed},{paid}"
    )
    finding = the_one(desk, "backdated", DAY)
    days = {"day": "2019-01-01", "when": when}
    assert told(finding) == {"policy_no": "P2", "name": NAME_B, **days}
    assert verb in finding.hit.message.template


def test_one_policy_with_a_day_of_payment_alone_is_enough_to_check(desk: Desk) -> None:
    desk.take(
        f"{SIGNED}\n人保财险,P1,{NAME_A},2019-01-01,2019-12-31,1000,,\n"
        f"人保财险,P2,{NAME_B},2019-01-01,2019-12-31,1000,,2018-12-30\n"
        f"人保财险,P3,{NAME_B},2019-01-01,2019-12-31,1000,,"
    )
    answer = desk.audit(DAY, "backdated")
    assert (answer.findings, answer.not_checked) == ([], {})


def test_the_office_may_allow_some_days_for_signing_and_payment(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "office", {"thresholds.toml": threshold("backdated_days", "3")})
    desk.register(firm())
    desk.take(
        f"{SIGNED}\n人保财险,P1,{NAME_A},2019-01-01,2019-12-31,1000,2019-01-04,\n"
        f"人保财险,P2,{NAME_A},2019-01-01,2019-12-31,1000,2019-01-05,\n"
        f"人保财险,P3,{NAME_A},2019-01-01,2019-12-31,1000,,2019-01-04\n"
        f"人保财险,P4,{NAME_A},2019-01-01,2019-12-31,1000,,2019-01-05"
    )
    assert [one.policy_no for one in desk.audit(DAY, "backdated").findings] == ["P2", "P4"]


def test_no_policy_in_force_is_nothing_to_find_but_checked(desk: Desk) -> None:
    desk.take(f"{SIGNED}\n人保财险,P1,{NAME_A},2018-01-01,2018-12-31,1000,,")
    answer = desk.audit(DAY, "backdated")
    assert (answer.findings, answer.not_checked) == ([], {})


def test_a_complaint_is_told_with_its_number_day_and_text(desk: Desk) -> None:
    """The complaints before it are closed, and about an insurer."""
    desk.complain(NAME_A, date(2019, 5, 1), "从工资中扣保费30元", outcome="已退还")
    with desk.office.store.write("complaint", "", desk.office.scheme_state) as write:
        complain(write, None, date(2019, 5, 2), "服务差", "picc")
    number = desk.complain(NAME_B, date(2019, 5, 6), "从工资中扣保费50元")
    assert told(the_one(desk, "premium_charged_to_staff", DAY)) == {
        "name": NAME_B,
        "number": str(number),
        "day": "2019-05-06",
        "text": "从工资中扣保费50元",
    }


def test_a_complaint_about_a_firm_that_is_in_the_register_no_more_is_passed_over(
    desk: Desk,
) -> None:
    added = desk.register(firm(NAME_C), period="2019-11")
    desk.complain(NAME_C, date(2019, 5, 1), "从工资中扣保费30元")
    desk.undo(int(added["id"]))
    number = desk.complain(NAME_B, date(2019, 5, 6), "从工资中扣保费50元")
    assert told(the_one(desk, "premium_charged_to_staff", DAY))["number"] == str(number)
