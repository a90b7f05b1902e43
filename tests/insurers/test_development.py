"""The development of accident years, from ledger to ledger."""

from datetime import date
from pathlib import Path

import pytest

from tests.core.desk import NAME_A, Desk, firm
from zcins.insurers.development import development

CLAIMS = "承保公司,赔案号,被保险人,出险日期,已决赔款,未决赔款"
DAY = date(2019, 12, 31)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path / "office")
    desk.register(firm())
    return desk


def ledger(desk: Desk, period: str, *rows: tuple[str, str, str, str]) -> int:
    """Take in a claims ledger of (case, day of loss, paid, outstanding); give its import."""
    lines = [f"人保财险,{case},{NAME_A},{day},{paid},{due}" for case, day, paid, due in rows]
    return int(desk.take("\n".join([CLAIMS, *lines]), period=period)["id"])


def fill(desk: Desk) -> int:
    """Give the last import: C1 of 2018 grows from 100 to 300 yuan, C2 of 2019 comes late."""
    ledger(desk, "2018-12", ("C1", "2018-05-05", "100.00", "150.00"))
    ledger(desk, "2019-06", ("C1", "2018-05-05", "200.00", "80.00"))
    return ledger(
        desk,
        "2019-12",
        ("C1", "2018-05-05", "300.00", "0"),
        ("C2", "2019-07-07", "40.00", "60.00"),
    )


def test_by_years(desk: Desk) -> None:
    fill(desk)
    found = development(desk.ask(DAY), "year")
    assert found.enough
    assert (found.years, found.ages) == ([2018, 2019], [1, 2])
    assert found.paid == {(2018, 1): 10000, (2018, 2): 30000, (2019, 1): 4000}
    assert found.incurred == {(2018, 1): 25000, (2018, 2): 30000, (2019, 1): 10000}
    assert found.factors() == [(2, 3.0, 1.2)]


def test_by_quarters(desk: Desk) -> None:
    fill(desk)
    found = development(desk.ask(DAY), "quarter")
    # Ledgers came of the fourth quarter of 2018 and the second and fourth of 2019.
    assert found.paid == {
        (2018, 4): 10000,
        (2018, 6): 20000,
        (2018, 8): 30000,
        (2019, 2): 0,
        (2019, 4): 4000,
    }
    assert found.incurred == {
        (2018, 4): 25000,
        (2018, 6): 28000,
        (2018, 8): 30000,
        (2019, 2): 0,
        (2019, 4): 10000,
    }
    assert found.step == "quarter"
    assert development(desk.ask(DAY)) == found, "quarters, unless told otherwise"


def test_a_day_sees_no_later_ledger(desk: Desk) -> None:
    fill(desk)
    found = development(desk.ask(date(2019, 6, 30)), "quarter")
    assert found.paid == {(2018, 4): 10000, (2018, 6): 20000}
    assert not found.enough


def test_an_undone_ledger_has_told_nothing(desk: Desk) -> None:
    last = fill(desk)
    before = desk.ask(DAY).view.event
    desk.undo(last)
    assert development(desk.ask(DAY), "year").paid == {(2018, 1): 10000, (2018, 2): 20000}
    assert development(desk.ask(DAY, before), "year").paid[2018, 2] == 30000


def test_a_ledger_that_comes_late_takes_its_place(desk: Desk) -> None:
    fill(desk)
    ledger(desk, "2019-03", ("C1", "2018-05-05", "120.00", "120.00"))
    found = development(desk.ask(DAY), "quarter")
    assert (found.paid[2018, 5], found.incurred[2018, 5]) == (12000, 24000)
    assert found.paid[2018, 8] == 30000


def test_two_years_of_one_age_are_not_enough(desk: Desk) -> None:
    ledger(
        desk,
        "2019-12",
        ("C1", "2018-05-05", "300.00", "0"),
        ("C2", "2019-07-07", "40.00", "60.00"),
    )
    found = development(desk.ask(DAY), "year")
    assert (found.years, found.ages) == ([2018, 2019], [1, 2])
    assert not found.enough, "each year has one age alone"


def test_nothing_grows_from_nothing(desk: Desk) -> None:
    """C1 was known at 0 paid and 10 yuan outstanding: by what the paid grew is not told."""
    ledger(desk, "2018-12", ("C1", "2018-05-05", "0", "10.00"))
    ledger(desk, "2019-12", ("C1", "2018-05-05", "15.00", "0"))
    assert development(desk.ask(DAY), "year").factors() == [(2, None, 1.5)]


def test_the_last_ledger_of_a_quarter_tells_it(desk: Desk) -> None:
    """Ledgers of May and June, then of July, the first month of the third quarter."""
    for period, paid in (("2019-05", "1.00"), ("2019-06", "2.00"), ("2019-07", "4.00")):
        ledger(desk, period, ("C1", "2018-05-05", paid, "8.00"))
    found = development(desk.ask(DAY), "quarter")
    # The second quarter of the year after is the sixth.
    assert found.paid == {(2018, 6): 200, (2018, 7): 400}
    assert found.incurred == {(2018, 6): 1000, (2018, 7): 1200}
    assert found.ages == [6, 7]
    assert development(desk.ask(DAY), "year").paid == {(2018, 2): 400}


def test_an_accident_is_of_the_year_that_was_told_last(desk: Desk) -> None:
    ledger(desk, "2018-12", ("C1", "2018-12-31", "1.00", "8.00"))
    ledger(desk, "2019-12", ("C1", "2019-01-01", "2.00", "8.00"))
    found = development(desk.ask(DAY), "year")
    assert (found.years, found.paid) == ([2019], {(2019, 1): 200})
    assert development(desk.ask(date(2019, 12, 30)), "year").years == [2018]


def test_claims_without_any_day_and_of_policies_that_do_not_count_are_left_out(desk: Desk) -> None:
    desk.take(
        "承保公司,保险单号,被保险人,险种,起保日期,终保日期,保费\n"
        f"人保财险,P8,{NAME_A},雇主责任险,2019-01-01,2019-12-31,100"
    )
    desk.take(
        "承保公司,赔案号,保险单号,被保险人,出险日期,报案日期,已决赔款,先行垫付金额\n"
        f"人保财险,C1,P8,{NAME_A},2019-03-01,2019-03-01,1.00,\n"
        f"人保财险,C2,,{NAME_A},,,2.00,\n"
        # Reported in 2019, the day of loss is not told; more paid ahead than called paid.
        f"人保财险,C3,,{NAME_A},,2019-03-01,4.00,16.00",
        period="2019-12",
    )
    found = development(desk.ask(DAY), "year")
    assert (found.years, found.paid, found.incurred) == (
        [2019],
        {(2019, 1): 1600},
        {(2019, 1): 1600},
    )


def test_without_claims(desk: Desk) -> None:
    found = development(desk.ask(DAY), "year")
    assert (found.years, found.ages, found.enough, found.factors()) == ([], [], False, [])
