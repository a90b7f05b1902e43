"""Claims of a year: every figure worked out by hand."""

from datetime import date
from pathlib import Path

import pytest

from tests.core.desk import NAME_A, NAME_B, NAME_C, Desk, firm
from tests.core.entries import threshold
from zcins.insurers.claims import Claims, claims_of

DAY = date(2019, 12, 31)
POLICIES = "承保公司,保险单号,被保险人,险种,起保日期,终保日期,保费"
CLAIMS = (
    "承保公司,赔案号,保险单号,被保险人,出险日期,报案日期,结案日期,死亡人数,受伤人数,"
    "已决赔款,未决赔款,先行垫付金额,先行垫付日期"
)
TERMS = {"thresholds.toml": threshold("advance_payment_days", "10")}


def fill(desk: Desk) -> Desk:
    desk.register(firm(), firm(NAME_B), firm(NAME_C, sector="化工"))
    desk.take(
        f"{POLICIES}\n"
        f"人保财险,P1,{NAME_A},,2019-01-01,2019-12-31,1000.00\n"
        f"人保财险,P2,{NAME_B},,2019-01-01,2019-12-31,3000.00\n"
        f"人保财险,P8,{NAME_B},雇主责任险,2019-01-01,2019-12-31,9000.00\n"
        f"平安财险,P3,{NAME_C},,2019-01-01,2019-12-31,500.00"
    )
    desk.take(
        f"{CLAIMS}\n"
        # Settled 40 days after the report: the last day in time; paid ahead on the tenth day.
        f"人保财险,C1,P1,{NAME_A},2019-03-01,2019-03-01,2019-04-10,1,0,800.00,0,200.00,2019-03-11\n"
        # Settled 41 days after; nothing in advance.
        f"人保财险,C2,P2,{NAME_B},2019-03-01,2019-03-02,2019-04-12,1,1,400.00,0,,\n"
        # Open, nothing paid after more than 60 days; more paid ahead than the ledger calls paid.
        f"人保财险,C3,P2,{NAME_B},2019-05-01,2019-05-01,,0,2,0,100.00,50.00,2019-06-01\n"
        f"人保财险,C4,P2,{NAME_B},2019-06-01,2019-06-01,,0,0,,70.00,,\n"
        # Left out: of another year, of a policy that does not count, without a day.
        f"人保财险,C5,P2,{NAME_B},2018-06-01,2018-06-01,2018-06-02,0,0,1.00,0,,\n"
        f"人保财险,C6,P8,{NAME_B},2019-06-01,2019-06-01,2019-06-02,0,0,2.00,0,,\n"
        f"人保财险,C7,P2,{NAME_B},,,,0,0,3.00,0,,"
    )
    return desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return fill(Desk(tmp_path / "office", TERMS))


def test_the_year_of_an_insurer(desk: Desk) -> None:
    found = claims_of(desk.ask(DAY), 2019)
    (picc,) = [one for one in found.groups if one.key == "picc"]
    assert (picc.cases, picc.open, picc.settled) == (4, 2, 2)
    assert (picc.deaths, picc.injured) == (2, 3)
    assert (picc.paid, picc.outstanding, picc.incurred) == (125000, 17000, 142000)
    assert (picc.advance, picc.earned) == (25000, 400000)
    assert picc.ratio(picc.paid) == pytest.approx(0.3125)
    assert picc.ratio(picc.incurred) == pytest.approx(0.355)
    assert (found.undated, found.excluded) == (1, 1)


def test_advance_payments(desk: Desk) -> None:
    total = claims_of(desk.ask(DAY), 2019).total
    # C1 on the tenth day, C3 on the 31st; C2 neither paid ahead nor settled by the tenth.
    assert (total.owed, total.paid_ahead, total.advance_in_time) == (3, 2, 1)
    assert sorted(total.advance_days) == [10, 31]
    assert total.median("advance_days") == 20.5
    assert [case.number for case in total.fatal_unpaid] == ["C2"]


def test_an_advance_payment_not_yet_due_is_not_owed(desk: Desk) -> None:
    total = claims_of(desk.ask(date(2019, 3, 10)), 2019).total
    assert (total.owed, total.paid_ahead) == (0, 0)
    assert claims_of(desk.ask(date(2019, 3, 11)), 2019).total.owed == 1
    assert claims_of(desk.ask(date(2019, 3, 12)), 2019).total.owed == 2


def test_settlement_in_time(desk: Desk) -> None:
    total = claims_of(desk.ask(DAY), 2019).total
    # C1 in time, C2 late, C4 open and unpaid after 60 days; C3 is open, with something paid.
    assert (total.judged, total.in_time) == (3, 1)
    assert sorted(total.settlement_days) == [40, 41]
    assert total.rate() == pytest.approx(1 / 3)


def test_what_is_not_in_force_is_not_judged(tmp_path: Path) -> None:
    """The scheme that ships sets no days for advance payments."""
    total = claims_of(fill(Desk(tmp_path / "plain")).ask(DAY), 2019).total
    assert total.advance_in_time is None
    assert (total.owed, total.paid_ahead) == (3, 2)


def test_by_sector_and_enterprise(desk: Desk) -> None:
    by_sector = {one.key: one for one in claims_of(desk.ask(DAY), 2019, "sector").groups}
    assert (by_sector["non_coal_mines"].cases, by_sector["non_coal_mines"].earned) == (4, 400000)
    by_firm = {one.key: one for one in claims_of(desk.ask(DAY), 2019, "enterprise").groups}
    assert by_firm[desk.number(NAME_A)].ratio(80000) == pytest.approx(0.8)
    assert by_firm[desk.number(NAME_B)].earned == 300000


def test_without_a_claims_ledger_there_is_no_ratio(desk: Desk) -> None:
    """An insurer that sent none had perhaps no claims, perhaps many."""
    found = claims_of(desk.ask(DAY), 2019)
    (pingan,) = [one for one in found.groups if one.key == "pingan"]
    assert found.silent == ["pingan"]
    assert (pingan.is_told, pingan.earned, pingan.ratio(0)) == (False, 0, None)
    assert found.total.earned == 400000
    desk.take(f"2019-12理赔台账\n{CLAIMS}\n平安财险,C9,P3,{NAME_C},2019-06-01,,,,,,1.00,,")
    assert claims_of(desk.ask(DAY), 2019).silent == []


def test_groups_add_up_whatever_they_are_by(desk: Desk) -> None:
    standings = desk.ask(DAY)
    for by in ("insurer", "sector", "town", "enterprise"):
        found = claims_of(standings, 2019, by)
        for name in ("cases", "settled", "paid", "outstanding", "earned", "policies", "owed"):
            assert sum(getattr(one, name) for one in found.groups) == getattr(found.total, name)


def test_a_policy_without_end_leaves_the_ratio_open() -> None:
    group = Claims("taishan", cases=1, paid=100, earned=1000, endless=1)
    assert group.ratio(group.paid) is None
    group.endless = 0
    assert group.ratio(group.paid) == 0.1


def test_the_audit_judges_alike(desk: Desk) -> None:
    found = desk.audit(DAY, "settlement_late", "advance_payment_late").findings
    assert sorted((one.rule.id, one.hit.mark or "") for one in found) == [
        ("advance_payment_late", "C2"),
        ("advance_payment_late", "C3"),
        ("settlement_late", "C2"),
        ("settlement_late", "C4"),
    ]
