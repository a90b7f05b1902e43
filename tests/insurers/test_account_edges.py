"""Which rows and policies an account takes in, from which day to which, and fen by fen."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.core.desk import NAME_A, NAME_B, Desk, firm
from zcins.cover import PolicyOnDay
from zcins.insurers.accounts import (
    Account,
    accounts,
    accrued_of,
    bases,
    earned,
    is_voucher,
    share_of,
    told_on,
)
from zcins.records import Policy, Prevention
from zcins.store import Known

POLICIES = "承保公司,保险单号,被保险人,险种,起保日期,终保日期,保费,实收保费,事故预防费用"
CHANGES = "批单号,批改类型,批改生效日期"
PREVENTION = "承保公司,凭证号,支出日期,月份,计提金额,支出金额,被保险人"
END = date(2019, 12, 31)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path / "office")
    desk.register(firm(), firm(NAME_B))
    return desk


def row(**facts: Any) -> Known[Prevention]:
    return Known(1, "k", 1, 1, 1, "", 1, "2019-12-31", Prevention(insurer="picc", **facts))


def test_what_an_account_makes_of_its_sums() -> None:
    account = Account("picc", 2019, END)
    assert (account.spent, account.difference, account.balance) == (None, None, None)
    account.summaries = 90
    assert (account.spent, account.difference, account.balance) == (90, None, None)
    account.accrued = 100
    assert account.balance == 10
    account.vouchers = 0
    assert (account.spent, account.difference, account.balance) == (0, -90, 100)
    account.summaries = None
    assert (account.difference, account.balance) == (None, 100)


def test_the_rows_of_spending_are_vouchers_where_there_are_any() -> None:
    summary, voucher = row(spent=9), row(spent=5, voucher_no="V1")
    by_day = row(spent=7, spent_on=date(2019, 3, 1))
    accrual = row(accrued=3, voucher_no="V2")
    account = Account("picc", 2019, END, rows=[summary, voucher, by_day, accrual])
    assert account.spending == [summary]
    account.vouchers = 12
    assert account.spending == [voucher, by_day]


@pytest.mark.parametrize(("reach", "whole"), [((12, 30), False), ((12, 31), True)])
def test_a_year_is_whole_on_its_last_day(reach: tuple[int, int], *, whole: bool) -> None:
    assert Account("picc", 2019, date(2019, *reach)).whole_year is whole


@pytest.mark.parametrize(
    ("facts", "when", "single"),
    [
        ({"month": "2019-02"}, date(2019, 2, 28), False),
        ({"month": "2020-02"}, date(2020, 2, 29), False),
        ({"month": "2019"}, date(2019, 12, 31), False),
        ({"spent_on": date(2019, 2, 3)}, date(2019, 2, 3), True),
        ({"spent_on": date(2019, 2, 3), "month": "2019-05"}, date(2019, 2, 3), True),
        ({"voucher_no": "V1", "month": "2019-05"}, date(2019, 5, 31), True),
        ({}, None, False),
    ],
)
def test_the_day_that_a_row_tells_of(
    facts: dict[str, Any], when: date | None, *, single: bool
) -> None:
    one = Prevention(insurer="picc", **facts)
    assert (told_on(one), is_voucher(one)) == (when, single)


def test_sums_by_insurer_and_year(desk: Desk) -> None:
    desk.take(
        f"{PREVENTION}\n平安财险,,,2019-01,1,2,\n人保财险,,,2018-12,500,,\n"
        "人保财险,,,2019-02,100,10,\n人保财险,,,2019-06,40,5,\n人保财险,,,2019-03,,7,\n"
        "人保财险,V1,2019-05-02,,,300,\n人保财险,V2,2019-05-03,,,30,"
    )
    found = {(one.insurer, one.year): one for one in accounts(desk.ask(END))}
    assert list(found) == [("picc", 2018), ("picc", 2019), ("pingan", 2019)]
    picc = found["picc", 2019]
    assert (picc.accrued, picc.summaries, picc.vouchers) == (14000, 2200, 33000)
    assert (picc.reach, len(picc.rows), picc.by_policy) == (date(2019, 6, 30), 5, False)
    assert (found["picc", 2018].accrued, found["picc", 2018].spent) == (50000, None)
    assert [one.year for one in accounts(desk.ask(END), (2018,))] == [2018]


@pytest.mark.parametrize(
    ("day", "spent"),
    [
        # The summary of July counts from the month's first day on, the vouchers from their own.
        (date(2019, 6, 30), None),
        (date(2019, 7, 1), 100),
        (date(2019, 7, 14), 100),
        (date(2019, 7, 15), 4000),
    ],
)
def test_rows_count_from_their_day(desk: Desk, day: date, spent: int | None) -> None:
    desk.take(f"{PREVENTION}\n人保财险,V1,2019-07-15,,,40,\n人保财险,,,2019-07,,1,")
    found = accounts(desk.ask(day))
    assert [one.spent for one in found] == ([] if spent is None else [spent])
    assert [one.reach for one in found] == ([] if spent is None else [day])


def test_an_account_reaches_no_further_than_the_day_not_even_in_january(desk: Desk) -> None:
    desk.take(f"{PREVENTION}\n人保财险,,,2019-01,,1,")
    desk.take(f"{POLICIES}\n平安财险,Q1,{NAME_A},,2019-01-01,2019-12-31,100,100,15")
    for day in (date(2019, 1, 1), date(2019, 1, 20)):
        assert [one.reach for one in accounts(desk.ask(day))] == [day, day]


def test_a_part_of_a_year_starts_on_its_first_day(desk: Desk) -> None:
    desk.take(
        f"{PREVENTION}\n人保财险,,,2019-03,1,,\n人保财险,,,2019-04,2,,\n"
        "人保财险,V1,2019-03-31,,,4,\n人保财险,V2,2019-04-01,,,8,"
    )
    desk.take(
        f"{POLICIES}\n平安财险,Q1,{NAME_A},,2019-03-31,2020-03-30,100,,16\n"
        f"平安财险,Q2,{NAME_A},,2019-04-01,2020-03-31,100,,32"
    )
    picc, pingan = accounts(desk.ask(END), (2019,), date(2019, 4, 1))
    assert (picc.accrued, picc.spent, pingan.accrued) == (200, 800, 3200)


def test_an_account_of_some_firms_has_their_rows_alone(desk: Desk) -> None:
    desk.take(
        f"{PREVENTION}\n人保财险,V1,2019-03-31,,,4,{NAME_A}\n人保财险,V2,2019-04-01,,,8,{NAME_B}\n"
        "人保财险,V3,2019-04-02,,,16,"
    )
    standings = desk.ask(END).narrowed(lambda one: one.record.name == NAME_B)
    (account,) = accounts(standings)
    assert account.spent == 800


def test_only_policies_that_count_and_have_begun_state_an_accrual(desk: Desk) -> None:
    """An employers' liability policy, one that begins tomorrow, one of the year before."""
    desk.take(
        f"{POLICIES}\n人保财险,P0,{NAME_A},,2019-01-01,2019-12-31,100,100,\n"
        f"人保财险,P1,{NAME_A},,2019-07-01,2020-06-30,100,100,1\n"
        f"人保财险,P2,{NAME_A},雇主责任险,2019-01-01,2019-12-31,100,100,2\n"
        f"人保财险,P3,{NAME_B},,2019-07-02,2020-07-01,100,100,4\n"
        f"人保财险,P4,{NAME_B},,2017-12-31,2018-12-30,100,100,8\n"
        f"人保财险,P5,{NAME_B},,2019-01-01,2019-12-31,100,100,16"
    )
    (account,) = accounts(desk.ask(date(2019, 7, 1)))
    assert (account.accrued, account.by_policy) == (1700, True)
    assert account.reach == date(2019, 7, 1)
    (told,) = accounts(desk.ask(date(2021, 1, 1)), (2019,))
    assert (told.accrued, told.reach) == (2100, date(2019, 12, 31))


def test_a_ledgers_accrual_goes_before_what_policies_state(desk: Desk) -> None:
    desk.take(f"{POLICIES}\n人保财险,P1,{NAME_A},,2019-01-01,2019-12-31,100,100,1")
    desk.take(f"{PREVENTION}\n人保财险,,,2019-03,5,,\n")
    (account,) = accounts(desk.ask(END))
    assert (account.accrued, account.by_policy, account.reach) == (500, False, date(2019, 3, 31))


def test_spending_alone_leaves_the_accrual_to_the_policies(desk: Desk) -> None:
    desk.take(f"{POLICIES}\n人保财险,P1,{NAME_A},,2019-01-01,2019-12-31,100,100,1")
    desk.take(f"{PREVENTION}\n人保财险,V1,2019-03-01,,,5,\n")
    (account,) = accounts(desk.ask(date(2019, 8, 9)))
    assert (account.accrued, account.spent, account.by_policy) == (100, 500, True)
    assert account.reach == date(2019, 8, 9), "the policies tell up to the day"


@pytest.mark.parametrize(
    ("day", "own", "amount"),
    [(31, "150", 15000), (31, "", None), (1, "150", 18000), (1, "", 3000)],
)
def test_what_endorsements_by_the_day_add_to_an_accrual(
    desk: Desk, day: int, own: str, amount: int | None
) -> None:
    """E1 of 1 June adds 30 yuan, E2 of the same day says nothing."""
    desk.take(
        f"{POLICIES},{CHANGES}\n人保财险,P1,{NAME_A},,2019-03-01,2020-02-29,1000,,{own},,,\n"
        f"人保财险,P1,{NAME_A},,,,200,,30,E1,加保,2019-06-01\n"
        f"人保财险,P1,{NAME_A},,,,200,,,E2,加保,2019-06-01"
    )
    standings = desk.ask(date(2019, 5, 31) if day == 31 else date(2019, 6, 1))
    (policy,) = standings.policies
    assert accrued_of(standings, policy) == amount


def test_the_premium_is_the_insurers_own_of_the_year(desk: Desk) -> None:
    """P1, P4, P6 of 10 days each; P2 is another's, P3 does not count, P5 begins too late."""
    desk.take(
        f"{POLICIES}\n人保财险,P1,{NAME_A},,2019-03-01,2019-03-10,10.00,9.00,\n"
        f"平安财险,P2,{NAME_A},,2019-03-01,2019-03-10,100.00,100.00,\n"
        f"人保财险,P3,{NAME_A},雇主责任险,2019-03-01,2019-03-10,1000.00,,\n"
        f"人保财险,P4,{NAME_B},,2018-12-30,2019-01-08,20.00,20.00,\n"
        f"人保财险,P5,{NAME_B},,2019-04-01,2019-04-10,40.00,40.00,\n"
        f"人保财险,P6,{NAME_B},,2019-03-01,2019-03-10,0.50,0.00,"
    )
    desk.take(f"{PREVENTION}\n人保财险,,,2019-03,5,,\n")
    standings = desk.ask(END)
    (account,) = accounts(standings)
    # Of P4 eight of ten days fall into 2019.
    assert bases(standings, account) == {"due": 1050, "received": 900, "earned": 1050 + 1600}


def test_a_policy_without_a_known_end_leaves_what_is_earned_open(desk: Desk) -> None:
    desk.take(
        "承保公司,保险单号,被保险人,项目名称,起保日期,终保日期,保费\n"
        f"人保财险,P1,{NAME_A},,2019-03-01,2019-03-10,10.00\n"
        f"人保财险,P2,{NAME_A},南郊安置房,2019-03-01,,10.00"
    )
    desk.take(f"{PREVENTION}\n人保财险,,,2019-03,5,,\n")
    standings = desk.ask(END)
    (account,) = accounts(standings)
    assert bases(standings, account) == {"due": 2000}


@pytest.mark.parametrize(
    ("amount", "expected"),
    # 15 % of 100.10 yuan are 15.015, half up; of 100.09 yuan 15.0135; of -100.10 the same below 0.
    [(10010, 1502), (10009, 1501), (0, 0), (-10010, -1502)],
)
def test_a_share_is_rounded_half_up_to_the_fen(amount: int, expected: int) -> None:
    assert share_of(amount, Decimal("0.15")) == expected


def policy(last: date | None, premium: int = 1000) -> PolicyOnDay:
    """Give a policy from 1 January 2019."""
    facts = {"insurer": "picc", "policy_no": "P1", "party": 1, "premium": premium}
    record = Policy.model_validate({**facts, "inception": date(2019, 1, 1)})
    known = Known(1, "k", 1, 1, 1, "", 1, "2019-12-31", record)
    return PolicyOnDay(known, record, 1, END, last, False, premium, None, None, None)


TENTH = date(2019, 1, 10)


@pytest.mark.parametrize(
    ("first", "final", "expected"),
    [
        (date(2019, 1, 1), TENTH, 1000),
        (date(2018, 1, 1), END, 1000),
        (TENTH, END, 100),
        (date(2019, 1, 11), END, 0),
        (date(2018, 1, 1), date(2019, 1, 1), 100),
        (date(2019, 2, 1), END, 0),
        (date(2018, 1, 1), date(2018, 12, 31), 0),
        (date(2018, 1, 1), date(2018, 6, 30), 0),
        (date(2019, 1, 3), date(2019, 1, 5), 300),
    ],
)
def test_premium_is_earned_day_by_day(first: date, final: date, expected: int) -> None:
    assert earned(policy(TENTH), first, final) == expected


def test_earned_to_the_fen() -> None:
    # Five of ten days: 500.5 fen of 1001, half up, and half a fen of one.
    five = (date(2019, 1, 1), date(2019, 1, 5))
    assert earned(policy(TENTH, 1001), *five) == 501
    assert earned(policy(TENTH, 1), *five) == 1
    assert earned(policy(TENTH, 999), *five) == 500
    # A policy of a single day, one without a known end, one cancelled on its first day.
    assert earned(policy(date(2019, 1, 1)), *five) == 1000
    assert earned(policy(None), *five) == 0
    assert earned(policy(date(2018, 12, 31)), date(2018, 1, 1), END) == 0
