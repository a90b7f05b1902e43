"""Numerator, denominator and cases of each figure: what counts in, and when there is none."""

import sqlite3
from contextlib import closing
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tests.core.desk import (
    CODE_A,
    CODE_A_MISTYPED,
    NAME_A,
    NAME_B,
    NAME_C,
    Desk,
    firm,
)
from tests.core.entries import MINES, threshold
from zcins.insurers.figures import FIGURES, Figure, Ground
from zcins.scheme import Measure
from zcins.store.acts import complain

END = date(2019, 12, 31)
PREVENTION = "承保公司,凭证号,支出日期,月份,计提金额,支出金额,被保险人,费用类别"
CLAIMS = "承保公司,赔案号,被保险人,出险日期,报案日期,结案日期,死亡人数,先行垫付金额,先行垫付日期"
RATED = "承保公司,保险单号,被保险人,起保日期,终保日期,保费,投保人数,每人责任限额（元）"
PLAIN = "承保公司,保险单号,被保险人,起保日期,终保日期,保费"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path / "office")
    desk.register(firm(), firm(NAME_B))
    return desk


def figure(desk: Desk, insurer: str, what: Measure, day: date = END) -> Figure | None:
    return FIGURES[what](Ground(desk.ask(day), 2019), insurer)


def test_a_value_needs_something_to_be_divided_by() -> None:
    assert Figure(3, 4, 9).value == Decimal("0.75")
    assert Figure(3, 1, 1).value == 3
    assert [Figure(3, whole, 1).value for whole in (0, -1)] == [None, None]


def test_money_accrued_and_used(desk: Desk) -> None:
    desk.take(
        f"{PLAIN}\n人保财险,P1,{NAME_A},2019-01-01,2019-12-31,1000\n"
        f"人保财险,P2,{NAME_B},2019-06-01,2020-05-31,500"
    )
    desk.take(
        f"{PREVENTION}\n人保财险,,,2019-12,200,,,\n人保财险,V1,2019-03-03,,,50,,培训\n"
        "人保财险,V2,2019-04-03,,,30,,培训\n平安财险,,,2019-12,200,,,\n"
        "太平洋财险,V1,2019-03-03,,,50,,培训"
    )
    assert figure(desk, "picc", "prevention_accrued") == Figure(20000, 150000, 2, "money")
    assert figure(desk, "picc", "prevention_used") == Figure(8000, 20000, 2, "money")
    # PingAn tells of no spending, CPIC of no accrual, the others of neither.
    assert figure(desk, "pingan", "prevention_accrued") == Figure(20000, 0, 0, "money")
    for insurer in ("pingan", "cpic", "taishan", "unknown"):
        assert figure(desk, insurer, "prevention_used") is None
    for insurer in ("cpic", "taishan", "unknown"):
        assert figure(desk, insurer, "prevention_accrued") is None


def test_firms_served_of_those_insured(desk: Desk) -> None:
    desk.take(
        f"{PLAIN}\n人保财险,P1,{NAME_A},2019-01-01,2019-12-31,1000\n"
        f"人保财险,P2,{NAME_B},2019-06-01,2020-05-31,500\n"
        f"平安财险,P3,{NAME_B},2019-06-01,2020-05-31,500"
    )
    desk.take(f"{PREVENTION}\n人保财险,V1,2019-03-03,,,50,{NAME_A},培训")
    assert figure(desk, "picc", "firms_served") == Figure(1, 2, 2)
    for insurer in ("pingan", "unknown"):
        assert figure(desk, insurer, "firms_served") is None, "no ledger, no service known"


def claims(desk: Desk) -> Desk:
    desk.register(firm())
    desk.take(
        f"{CLAIMS}\n"
        # Reported on 1 March: 40 days to settle; ten for the advance payment.
        f"人保财险,C1,{NAME_A},2019-03-01,2019-03-01,2019-04-10,1,9,2019-03-11\n"
        f"人保财险,C2,{NAME_A},2019-03-01,2019-03-01,2019-04-11,1,9,2019-03-12\n"
        f"人保财险,C3,{NAME_A},2019-03-01,2019-03-01,2019-04-10,1,,\n"
        f"人保财险,C4,{NAME_A},2018-03-01,2018-03-01,2019-04-11,1,,"
    )
    return desk


def test_claims_in_time(desk: Desk) -> None:
    claims(desk)
    assert figure(desk, "picc", "claims_in_time") == Figure(2, 3, 3)
    # Where the scheme has no days for advance payments, what was paid ahead of what is owed.
    assert figure(desk, "picc", "advance_payments") == Figure(2, 3, 3)
    for insurer in ("pingan", "unknown"):
        assert figure(desk, insurer, "claims_in_time") is None
        assert figure(desk, insurer, "advance_payments") is None


def test_an_insurer_with_policies_and_no_claims_ledger_has_no_figure_of_claims(desk: Desk) -> None:
    desk.take(f"{PLAIN}\n平安财险,P3,{NAME_B},2019-06-01,2020-05-31,500")
    claims(desk)
    for what in ("claims_in_time", "advance_payments"):
        assert FIGURES[what](Ground(desk.ask(END), 2019), "pingan") is None


def test_advance_payments_in_time_where_the_scheme_has_days(tmp_path: Path) -> None:
    scheme = threshold("advance_payment_days", "10") + threshold("claim_decision_days")
    desk = claims(Desk(tmp_path / "office", {"thresholds.toml": scheme}))
    assert figure(desk, "picc", "advance_payments") == Figure(1, 3, 3)
    # No days for settlement: there is no share in time.
    assert figure(desk, "picc", "claims_in_time") is None


def test_codes_and_totals_that_are_wrong(desk: Desk) -> None:
    coded = "承保公司,保险单号,被保险人,统一社会信用代码,起保日期,终保日期,保费"
    desk.take(
        f"2019-12保单台账\n{coded}\n人保财险,P1,{NAME_A},{CODE_A},2019-01-01,2019-12-31,100\n"
        f"人保财险,P2,{NAME_B},{CODE_A_MISTYPED},2019-01-01,2019-12-31,100\n合计,,,,,,250",
        insurer="picc",
    )
    desk.take(
        f"2019-11保单台账\n{PLAIN}\n人保财险,P3,{NAME_A},2019-01-01,2019-12-31,100\n合计,,,,,100",
        insurer="picc",
        accept_layout=True,
    )
    assert figure(desk, "picc", "codes_invalid") == Figure(1, 2, 2), "P3's ledger has no codes"
    assert figure(desk, "picc", "totals_wrong") == Figure(1, 2, 2)
    assert figure(desk, "picc", "rows_quarantined") == Figure(0, 3, 3)
    for what in ("codes_invalid", "totals_wrong", "rows_quarantined"):
        assert FIGURES[what](Ground(desk.ask(END), 2019), "pingan") is None


def test_premiums_off_the_tariff_of_the_years_rated_policies(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "office", {"tariff.toml": MINES})
    desk.register(firm(), firm(NAME_C, sector="化工"))
    days = {
        "P1": ("2018-12-31", "2019-12-30", 4000),
        "P2": ("2019-01-01", "2019-12-31", 4000),
        "P3": ("2019-03-01", "2020-02-29", 5000),
        "P4": ("2019-12-31", "2020-12-30", 4000),
        "P5": ("2020-01-01", "2020-12-31", 4000),
    }
    rows = [f"人保财险,{n},{NAME_A},{a},{b},{fee},50,500000" for n, (a, b, fee) in days.items()]
    rows += [
        f"人保财险,P6,{NAME_C},2019-03-01,2020-02-29,4000,50,500000",
        f"平安财险,Q1,{NAME_A},2019-03-01,2020-02-29,4000,50,500000",
    ]
    desk.take("\n".join([RATED, *rows]))
    # 50 people at 100 yuan: of P2 to P4 of the year two differ; chemicals have no tariff.
    assert figure(desk, "picc", "premium_off_tariff", date(2020, 6, 1)) == Figure(2, 3, 3)
    assert figure(desk, "picc", "premium_off_tariff", date(2019, 12, 30)) == Figure(1, 2, 2)
    assert figure(desk, "pingan", "premium_off_tariff") == Figure(1, 1, 1)
    assert figure(desk, "cpic", "premium_off_tariff") == Figure(0, 0, 0)


def test_complaints_up_to_the_day_about_those_insured(desk: Desk) -> None:
    desk.take(f"{PLAIN}\n人保财险,P1,{NAME_A},2019-01-01,2019-12-31,1000")
    for day in (date(2018, 12, 31), date(2019, 1, 1), date(2019, 6, 30), date(2019, 7, 1)):
        with desk.office.store.write("complaint", "", desk.office.scheme_state) as write:
            complain(write, None, day, "拖延理赔", "picc")
    assert figure(desk, "picc", "complaints") == Figure(3, 1, 1)
    assert figure(desk, "picc", "complaints", date(2019, 6, 30)) == Figure(2, 1, 1)
    assert figure(desk, "pingan", "complaints") == Figure(0, 0, 0)
    assert figure(desk, "unknown", "complaints") is None


def test_months_of_the_year_alone(desk: Desk) -> None:
    """The first ledger is of November 2018; ledgers of December 2019 are due in January."""
    desk.take(
        f"2018-11保单台账\n{PLAIN}\n人保财险,P1,{NAME_A},2018-01-01,2018-12-31,1000",
        insurer="picc",
        period="2018-11",
    )
    day = date(2020, 2, 1)
    assert figure(desk, "picc", "ledgers_late", day) == Figure(12, 12, 12)
    assert len(Ground(desk.ask(day), 2018).months or []) == 2 * 8
    assert figure(desk, "picc", "ledgers_late", date(2020, 1, 10)) == Figure(11, 11, 11)


@pytest.mark.parametrize(("began", "late"), [("2019-08-10", 1), ("2019-08-11", 0)])
def test_a_ledger_is_late_from_the_day_on_which_the_office_began(
    desk: Desk, began: str, late: int
) -> None:
    """That of July is due on 10 August and comes on the 12th; before it began nobody kept days."""
    desk.take(f"2019-07保单台账\n{PLAIN}\n人保财险,P1,{NAME_A},2019-01-01,2019-12-31,1000")
    with closing(sqlite3.connect(desk.office.home / "zcins.db")) as connection, connection:
        for event, day in ((1, began), (2, "2019-08-12")):
            at = f"{day}T09:00:00+08:00"
            connection.execute("UPDATE event SET at = ? WHERE id = ?", (at, event))
    assert figure(desk, "picc", "ledgers_late", date(2019, 8, 31)) == Figure(late, late, late)


def test_without_a_term_for_ledgers_none_is_late(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "office", {"thresholds.toml": threshold("ledger_due_days")})
    desk.take(f"2019-01保单台账\n{PLAIN}\n人保财险,P1,{NAME_A},2019-01-01,2019-12-31,1000")
    assert Ground(desk.ask(END), 2019).months is None
    assert figure(desk, "picc", "ledgers_late") is None


def test_nothing_known_is_no_month_and_no_beginning(tmp_path: Path) -> None:
    ground = Ground(Desk(tmp_path / "office").ask(END), 2019)
    assert (ground.months, ground.began) == ([], date.max)
