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


def test_without_claims(desk: Desk) -> None:
    found = development(desk.ask(DAY), "year")
    assert (found.years, found.ages, found.enough, found.factors()) == ([], [], False, [])
