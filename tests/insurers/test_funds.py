"""Prevention money of a year: every figure worked out by hand."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.desk import NAME_A, NAME_B, NAME_C, Desk, firm
from zcins.insurers.accounts import Account
from zcins.insurers.prevention import Fund, Total, funds

POLICIES = "承保公司,保险单号,被保险人,起保日期,终保日期,保费,实收保费"
PREVENTION = "承保公司,凭证号,支出日期,月份,计提金额,支出金额,被保险人,费用类别,用途"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path / "office")
    desk.register(firm(), firm(NAME_B), firm(NAME_C, sector="化工"))
    desk.take(
        f"{POLICIES}\n"
        f"人保财险,P1,{NAME_A},2019-01-01,2019-12-31,10000.00,9000.00\n"
        f"人保财险,P2,{NAME_B},2018-07-02,2019-07-01,3650.00,3650.00\n"
        f"平安财险,P3,{NAME_C},2019-01-01,2019-12-31,2000.00,2000.00"
    )
    return desk


def of(desk: Desk, insurer: str, year: int = 2019, day: date = date(2019, 12, 31)) -> Fund:
    (found,) = [one for one in funds(desk.ask(day), year).insurers if one.insurer == insurer]
    return found


def test_a_whole_account(desk: Desk) -> None:
    desk.take(
        f"{PREVENTION}\n"
        "人保财险,,,2019-12,1600.00,900.00,,,\n"
        f"人保财险,V1,2019-03-05,,,500.00,{NAME_A},培训,\n"
        f"人保财险,V2,2019-04-05,,,300.00,{NAME_A},隐患排查,\n"
        f"人保财险,,2019-05-05,,,250.00,{NAME_C},,年会\n"
        f"人保财险,V4,2019-06-05,,,700.00,,业务招待,"
    )
    fund = of(desk, "picc")
    # Only P1 begins in 2019; P2 of 365 days has 182 of them in 2019 (1 January to 1 July).
    assert fund.premium == {"due": 1000000, "received": 900000, "earned": 1000000 + 182000}
    assert fund.minimum == {"due": 150000, "received": 135000, "earned": 177300}
    account = fund.account
    assert (account.accrued, account.vouchers, account.summaries) == (160000, 175000, 90000)
    assert (account.spent, account.difference) == (175000, 85000)
    assert fund.account.balance == -15000, "overspending is shown, not cut off at nothing"
    assert fund.short == 0
    assert fund.uses == {
        "education": 50000,
        "hazard_inspection": 30000,
        "entertainment": 70000,
        None: 25000,
    }
    assert [one.known.record.voucher_no for one in fund.forbidden] == ["V4"]
    assert fund.misused == 70000


def test_services_by_enterprise(desk: Desk) -> None:
    desk.take(
        f"{PREVENTION}\n"
        f"人保财险,V1,2019-03-05,,,500.00,{NAME_A},培训,\n"
        f"人保财险,,2019-04-05,,,300.00,{NAME_A},培训,\n"
        f"人保财险,V3,2019-05-05,,,250.00,{NAME_C},培训,\n"
        f"人保财险,V4,2018-05-05,,,9.00,{NAME_B},培训,\n"
        f"人保财险,V5,2019-06-05,,,-300.00,{NAME_A},培训,冲回\n"
        f"人保财险,V6,2019-07-05,,,80.00,{NAME_B},培训,转存定期"
    )
    served = of(desk, "picc").services
    # A and B are insured with PICC in 2019, C is not; neither the reversal nor money put away
    # is a visit.
    assert (served.insured, served.served, served.elsewhere, served.visits) == (2, 1, 1, 3)
    assert (served.vouchers, served.without_document, served.undocumented) == (5, 1, 30000)
    firms = {
        one.standing.record.name: (one.insured, len(one.rows), one.without_document)
        for one in funds(desk.ask(), 2019).firms
        if one.insurer == "picc"
    }
    assert firms == {NAME_A: (True, 2, 1), NAME_B: (True, 0, 0), NAME_C: (False, 1, 0)}


def test_short_of_the_minimum(desk: Desk) -> None:
    desk.take(f"{PREVENTION}\n平安财险,,,2019-12,299.99,,,,")
    fund = of(desk, "pingan")
    # 15 % of 2,000.00 yuan are 300.00.
    assert (fund.minimum["due"], fund.short, fund.account.balance) == (30000, 1, None)


def test_without_a_ledger_the_year_is_owed_all_the_same(desk: Desk) -> None:
    fund = of(desk, "picc")
    assert (fund.account.accrued, fund.account.spent, fund.short) == (None, None, None)
    assert fund.minimum["due"] == 150000
    assert not fund.is_told


def test_without_a_share_in_force_there_is_no_minimum(desk: Desk) -> None:
    """The notice's share ends with the pilot, on 31 December 2019."""
    desk.take(
        f"{POLICIES}\n人保财险,P9,{NAME_A},2020-01-01,2020-12-31,5000,5000\n", period="2020-06"
    )
    day = date(2020, 12, 31)
    found = funds(desk.ask(day), 2020)
    assert found.share is None
    # No insurer is admitted after the pilot, so that none of their policies counts.
    assert [one.minimum for one in found.insurers if one.minimum] == []


def test_the_audit_and_the_account_agree(desk: Desk) -> None:
    desk.take(f"{PREVENTION}\n人保财险,,,2019-12,1499.99,1600.00,,业务招待,")
    found = desk.audit(date(2019, 12, 31), "prevention_below_minimum", "prevention_overspent")
    assert {one.rule.id for one in found.findings} == {
        "prevention_below_minimum",
        "prevention_overspent",
    }
    fund = of(desk, "picc")
    assert (fund.short, fund.account.balance) == (1, -10001)


amounts = st.one_of(st.none(), st.integers(-(10**9), 10**9))


@given(st.lists(st.tuples(amounts, amounts, amounts), max_size=6))
def test_sums_are_those_of_the_parts(rows: list[tuple[int | None, ...]]) -> None:
    parts = [
        Fund(Account("x", 2019, date(2019, 12, 31), accrued, vouchers=v, summaries=s))
        for accrued, v, s in rows
    ]
    for part in parts:
        part.premium, part.uses[None] = {"due": 100}, part.account.spent or 0
    whole = Total(parts)
    assert whole.sums["accrued"] == _sum([accrued for accrued, _v, _s in rows])
    assert whole.sums["spent"] == _sum([part.account.spent for part in parts])
    assert whole.premium == ({"due": 100 * len(rows)} if rows else {})
    assert whole.uses[None] == (whole.sums["spent"] or 0)


def _sum(amounts: list[int | None]) -> int | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known) if known else None


def test_no_balance_where_one_that_spent_tells_no_accrual() -> None:
    day = date(2019, 12, 31)
    told = Fund(Account("picc", 2019, day, 500, vouchers=200), minimum={"due": 600})
    rich = Fund(Account("cpic", 2019, day, 900, summaries=100), minimum={"due": 600})
    silent = Fund(Account("pingan", 2019, day, None, vouchers=50))
    both = Total([told, rich])
    assert both.sums["balance"] == 300 + 800
    assert both.sums["short"] == 100, "what one has too much does not help another"
    assert Total([told, silent]).sums["balance"] is None
