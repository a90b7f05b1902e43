"""Prevention money by insurer and year, and the premium on each base."""

from datetime import date
from pathlib import Path

import pytest

from tests.core.desk import NAME_A, NAME_B, Desk, firm
from zcins.insurers.accounts import Account, accounts, bases
from zcins.standing import Standings

POLICIES = "承保公司,保险单号,被保险人,起保日期,终保日期,保费,实收保费"
PREVENTION = "承保公司,凭证号,支出日期,月份,计提金额,支出金额"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path / "office")
    desk.register(firm(), firm(NAME_B))
    return desk


def the_account(standings: Standings) -> Account:
    (account,) = accounts(standings)
    return account


def test_due_received_and_earned(desk: Desk) -> None:
    """Two policies of 365 days: P1 covers 306 days of 2019, P2 of 2018 covers 59 of them."""
    desk.take(
        f"{POLICIES}\n"
        f"人保财险,P1,{NAME_A},2019-03-01,2020-02-29,3660.00,3000.00\n"
        f"人保财险,P2,{NAME_B},2018-03-01,2019-02-28,365.00,365.00"
    )
    desk.take(f"{PREVENTION}\n人保财险,,,2019-12,500,")
    standings = desk.ask(date(2019, 12, 31))
    found = bases(standings, the_account(standings))
    # P1 has 366 days, as 2020 is a leap year: 3660 × 306 ÷ 366; P2 365 × 59 ÷ 365.
    assert found == {"due": 366000, "received": 300000, "earned": 306000 + 5900}


def test_what_is_not_known_of_one_policy_is_no_base(desk: Desk) -> None:
    desk.take(
        f"{POLICIES}\n"
        f"人保财险,P1,{NAME_A},2019-03-01,2020-02-29,1000,1000\n"
        f"人保财险,P2,{NAME_B},2019-03-01,2020-02-29,1000,"
    )
    desk.take(f"{PREVENTION}\n人保财险,,,2019-12,500,")
    standings = desk.ask(date(2019, 12, 31))
    assert set(bases(standings, the_account(standings))) == {"due", "earned"}


def test_premium_counts_up_to_the_last_day_of_which_the_ledgers_tell(desk: Desk) -> None:
    desk.take(
        f"{POLICIES}\n"
        f"人保财险,P1,{NAME_A},2019-03-01,2020-02-29,1000,1000\n"
        f"人保财险,P2,{NAME_B},2019-07-01,2020-06-30,500,500"
    )
    desk.take(f"{PREVENTION}\n人保财险,,,2019-06,150,")
    standings = desk.ask(date(2019, 9, 15))
    account = the_account(standings)
    assert account.reach == date(2019, 6, 30)
    assert bases(standings, account)["due"] == 100000


def test_vouchers_go_before_summaries(desk: Desk) -> None:
    desk.take(f"{PREVENTION}\n人保财险,V1,2019-05-05,,,100.00\n人保财险,,,2019-06,120.00,90.00")
    account = the_account(desk.ask(date(2019, 12, 31)))
    assert (account.accrued, account.spent, account.summaries) == (12000, 10000, 9000)


def test_a_year_and_the_one_before_and_none_of_the_future(desk: Desk) -> None:
    desk.take(
        f"{PREVENTION}\n人保财险,,,2017-12,1.00,\n人保财险,,,2018-12,2.00,\n人保财险,,,2019-07,4.00,"
    )
    found = accounts(desk.ask(date(2019, 6, 30)))
    assert [(one.year, one.accrued) for one in found] == [(2018, 200)]


def test_what_the_policies_state_where_no_row_does(desk: Desk) -> None:
    desk.take(
        "承保公司,保险单号,被保险人,起保日期,终保日期,保费,事故预防费用,批单号,批改类型,批改生效日期\n"
        f"人保财险,P1,{NAME_A},2019-03-01,2020-02-29,1000,150,,,\n"
        f"人保财险,P1,{NAME_A},,,200,30,E1,加保,2019-06-01\n"
        f"人保财险,P2,{NAME_B},2019-03-01,2020-02-29,5000,,,,"
    )
    standings = desk.ask(date(2019, 12, 31))
    account = the_account(standings)
    assert (account.accrued, account.by_policy) == (18000, True)
    assert bases(standings, account)["due"] == 120000
