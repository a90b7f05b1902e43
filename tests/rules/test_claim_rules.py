"""What a finding about a late claim says: the case, its days, and the lines behind it."""

from datetime import date
from pathlib import Path

import pytest

from tests.core.desk import NAME_A, Desk, firm
from tests.core.entries import threshold
from tests.rules.said import told

CLAIMS = (
    "承保公司,赔案号,被保险人,出险日期,报案日期,结案日期,死亡人数,已决赔款,"
    "先行垫付金额,先行垫付日期"
)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path / "office", {"thresholds.toml": threshold("advance_payment_days", "10")})
    desk.register(firm())
    return desk


def test_a_late_advance_payment_is_told_with_its_days(desk: Desk) -> None:
    """C1 was paid in advance a day late, C2 not at all; C0 before them was in time."""
    desk.take(
        f"{CLAIMS}\n人保财险,C0,{NAME_A},2019-03-01,2019-03-01,,1,,500,2019-03-11\n"
        f"人保财险,C1,{NAME_A},2019-03-01,2019-03-02,,1,,500,2019-03-12\n"
        f"人保财险,C2,{NAME_A},2019-03-05,2019-03-06,,1,,,"
    )
    late, never = desk.audit(date(2019, 6, 30), "advance_payment_late").findings
    first = {"case": "C1", "day": "2019-03-01", "due": "2019-03-11", "done": "done on 2019-03-12"}
    assert told(late) == first
    assert told(never) == {
        "case": "C2",
        "day": "2019-03-05",
        "due": "2019-03-15",
        "done": "not yet done",
    }
    assert (late.since, late.insurer) == (date(2019, 3, 12), "picc")
    assert [known.record.case_no for known in late.hit.rows] == ["C1"]
    assert late.enterprise
    assert late.enterprise.record.name == NAME_A


def test_what_is_done_later_than_the_day_asked_is_not_yet_done(desk: Desk) -> None:
    desk.take(f"{CLAIMS}\n人保财险,C1,{NAME_A},2019-03-01,2019-03-02,,1,,500,2019-04-12")
    (before,) = desk.audit(date(2019, 4, 11), "advance_payment_late").findings
    assert told(before)["done"] == "not yet done"
    (on_it,) = desk.audit(date(2019, 4, 12), "advance_payment_late").findings
    assert told(on_it)["done"] == "done on 2019-04-12"


def test_a_late_settlement_is_told_with_its_days(desk: Desk) -> None:
    """30 days to decide and 10 to pay from 1 March: 10 April; open ones have 60: 30 April."""
    desk.take(
        f"{CLAIMS}\n人保财险,C0,{NAME_A},2019-02-20,2019-03-01,2019-04-10,0,900,,\n"
        f"人保财险,C1,{NAME_A},2019-02-20,2019-03-01,2019-04-11,0,900,,\n"
        f"人保财险,C2,{NAME_A},2019-02-20,2019-03-01,,0,,,"
    )
    late, never = desk.audit(date(2019, 6, 30), "settlement_late").findings
    first = {"case": "C1", "day": "2019-03-01", "due": "2019-04-10", "done": "done on 2019-04-11"}
    assert told(late) == first
    assert told(never) == {
        "case": "C2",
        "day": "2019-03-01",
        "due": "2019-04-30",
        "done": "not yet done",
    }
    assert (late.since, late.insurer) == (date(2019, 4, 11), "picc")
    assert [known.record.case_no for known in never.hit.rows] == ["C2"]
    assert never.enterprise


def test_a_case_whose_days_cannot_be_counted_is_not_checked(tmp_path: Path) -> None:
    """The scheme that ships sets no days for advance payments; settlement is judged."""
    desk = Desk(tmp_path / "plain")
    desk.register(firm())
    desk.take(f"{CLAIMS}\n人保财险,C1,{NAME_A},2019-03-01,2019-03-01,,1,,,")
    answer = desk.audit(date(2019, 6, 30), "advance_payment_late", "settlement_late")
    assert [one.rule.id for one in answer.findings] == ["settlement_late"]
    assert "advance_payment_days" in answer.not_checked["advance_payment_late"]
