"""Endorsements in ledgers: signed amounts and headcounts from their effective day on."""

from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run
from tests.whole.ledgers import (
    ENDORSED,
    POLICIES,
    REGISTER,
    ask,
    firm,
    policy,
    take,
    write_csv,
)


def change(
    kind: str, day: str, premium: object = "", heads: object = "", number: object = ""
) -> tuple[object, ...]:
    """Give an endorsement row of policy P001 (premium 1200.00, 30 heads, from 2019-03-01)."""
    return (*policy(1, premium, heads=heads)[:7], "", number, kind, day)


@pytest.fixture
def ledger(desk: Run, tmp_path: Path) -> Any:
    """Give how to take in firm 1's policy and endorsements; gives the ledger's receipt."""
    take(desk, write_csv(tmp_path / "企业台账2019-01.csv", REGISTER, firm(1)))

    def taken(*rows: tuple[object, ...], header: Any = ENDORSED, code: int = 0) -> dict[str, Any]:
        whole = [(*policy(1), "", "", ""), *rows]
        path = write_csv(tmp_path / "人保财险2019-12.csv", header, *whole)
        return take(desk, path, code=code)[0]

    return taken


def on(desk: Run, day: str) -> tuple[str, int, int]:
    """Give premium, headcount and the number of insured enterprises of a day."""
    shown = ask(desk, "enterprise", "1", "--as-of", day)["policies"]
    assert len(shown) == 1
    insured = ask(desk, "coverage", "--as-of", day)["total"]
    assert insured["insured_headcount"] == (
        shown[0]["insured_headcount"] if insured["insured"] else 0
    )
    return shown[0]["premium"], shown[0]["insured_headcount"], insured["insured"]


def test_cancellation(desk: Run, ledger: Any) -> None:
    """Surrendered on 1 October: covered for the last time on 30 September."""
    receipt = ledger(change("退保", "2019-10-01", "-500.00"))
    assert receipt["rows"]["new"] == 2
    assert receipt["money"]["premium"]["accepted"] == "700.00"
    assert on(desk, "2019-09-30") == ("1200.00", 30, 1)
    assert on(desk, "2019-10-01") == ("700.00", 30, 0)
    assert ask(desk, "coverage", "--as-of", "2019-10-01")["total"]["lapsed"] == 1


def test_refund(desk: Run, ledger: Any) -> None:
    """Money goes back, and the cover stays."""
    ledger(change("退费", "2019-10-01", "-200.00"))
    assert on(desk, "2019-09-30") == ("1200.00", 30, 1)
    assert on(desk, "2019-10-01") == ("1000.00", 30, 1)


def test_a_negative_premium_alone_is_a_refund(desk: Run, ledger: Any) -> None:
    ledger(change("", "2019-10-01", "-200.00"))
    assert on(desk, "2019-12-31") == ("1000.00", 30, 1)


def test_more_people(desk: Run, ledger: Any) -> None:
    ledger(change("加保", "2019-08-15", "160.00", 4))
    assert on(desk, "2019-08-14") == ("1200.00", 30, 1)
    assert on(desk, "2019-08-15") == ("1360.00", 34, 1)


@pytest.mark.parametrize("heads", [5, -5])
def test_fewer_people(desk: Run, ledger: Any, heads: int) -> None:
    """Whether the clerk writes how many leave with or without the sign, they leave."""
    ledger(change("减员", "2019-08-15", "-100.00", heads))
    assert on(desk, "2019-08-15") == ("1100.00", 25, 1)


def test_the_headcount_after(desk: Run, ledger: Any) -> None:
    """批改后人数 replaces: 30 become 41, and a later one 38; the amounts add up."""
    header = (*ENDORSED, "批改后人数")
    first = (*change("批改", "2019-06-01", "300.00", number="E1"), 41)
    second = (*change("批改", "2019-09-01", "-80.00", number="E2"), 38)
    ledger(first, second, header=header)
    assert on(desk, "2019-05-31") == ("1200.00", 30, 1)
    assert on(desk, "2019-06-01") == ("1500.00", 41, 1)
    assert on(desk, "2019-09-01") == ("1420.00", 38, 1)


def test_an_under_insured_firm_is_right_after_its_endorsement(desk: Run, ledger: Any) -> None:
    """30 employees, 25 insured from 15 August on."""
    ledger(change("减员", "2019-08-15", "-100.00", 5))
    found = [
        {one["rule"] for one in ask(desk, "audit", "--as-of", day)["findings"]}
        for day in ("2019-08-14", "2019-08-15")
    ]
    assert ["under_insured_headcount" in rules for rules in found] == [False, True]


def test_the_same_endorsement_in_the_next_ledger_is_unchanged(
    desk: Run, ledger: Any, tmp_path: Path
) -> None:
    rows = [change("加保", "2019-08-15", "160.00", 4, "E1")]
    ledger(*rows)
    whole = [(*policy(1), "", "", ""), *rows, (*policy(2), "", "", "")]
    receipt = take(desk, write_csv(tmp_path / "人保财险2020-01.csv", ENDORSED, *whole))[0]
    assert (receipt["rows"]["unchanged"], receipt["rows"]["new"]) == (2, 1)
    assert on(desk, "2019-12-31") == ("1360.00", 34, 1)


def test_an_endorsement_is_never_a_version_of_its_policy(
    desk: Run, ledger: Any, tmp_path: Path
) -> None:
    """It comes in a later ledger, alone: the policy stays as it is."""
    ledger()
    alone = write_csv(
        tmp_path / "人保财险2020-01.csv", ENDORSED, change("加保", "2019-08-15", "160.00", 4)
    )
    rows = take(desk, alone)[0]["rows"]
    assert (rows["new"], rows["updated"]) == (1, 0)
    assert on(desk, "2019-08-14") == ("1200.00", 30, 1)
    assert on(desk, "2019-08-15") == ("1360.00", 34, 1)


def test_several_unnumbered_rows_of_one_policy(desk: Run, ledger: Any) -> None:
    """Two rows that say different things of P001, none said to be an endorsement."""
    receipt = ledger((*policy(1, "1300.00"), "", "", ""), code=1)
    assert receipt["rows"]["quarantined"] == 2
    assert {one["problem"] for one in receipt["problems"]} == {"ambiguous_endorsement"}
    assert ask(desk, "coverage")["total"]["unresolved"] == 1


def test_the_period_in_one_cell(desk: Run, tmp_path: Path) -> None:
    """The end at 0 o'clock of 1 March is 29 February, 2020 being a leap year."""
    header = [*POLICIES[:3], "保险期间", *POLICIES[5:]]
    cells = policy(1)
    period = "自2019年3月1日0时起至2020年3月1日0时止"
    path = write_csv(tmp_path / "人保财险2019-12.csv", header, (*cells[:3], period, *cells[5:]))
    take(desk, write_csv(tmp_path / "企业台账2019-01.csv", REGISTER, firm(1)), path)
    shown = ask(desk, "enterprise", "1")["policies"][0]
    assert (shown["inception"], shown["expiry"]) == ("2019-03-01", "2020-02-29")


def test_an_unreadable_period_in_one_cell_is_held(desk: Run, tmp_path: Path) -> None:
    header = [*POLICIES[:3], "保险期间", *POLICIES[5:]]
    cells = policy(1)
    path = write_csv(tmp_path / "人保财险2019-12.csv", header, (*cells[:3], "一年", *cells[5:]))
    receipt = take(desk, path, code=1)[0]
    held = [one for one in receipt["problems"] if one["severity"] == "error"]
    assert [(one["cell"], one["field"]) for one in held] == [("D2", "cover_period")]
