"""What waits, decided by a person: the effect on coverage and audit, and the memory of it."""

from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run
from tests.whole.ledgers import (
    POLICIES,
    ask,
    code,
    do,
    events,
    firm_name,
    policy,
    take,
    write_csv,
)

# One character off the register's name of firm 3, and a code that the register does not know.
WRITTEN = firm_name(3).replace("厂", "工厂")
STRANGE = code(777)


def near(number: str, uscc: str = STRANGE) -> tuple[object, ...]:
    return (number, WRITTEN, uscc, *policy(3)[3:])


@pytest.fixture
def waiting(desk: Run, small: Path, tmp_path: Path) -> Path:
    """Give the small office with a row that may be firm 3's (import 3)."""
    ledger = write_csv(tmp_path / "平安财险2019-12.csv", POLICIES, near("Q1"))
    links = take(desk, ledger)[0]["links"]
    assert (links["to_review"], links["unmatched"]) == (1, 0)
    return small


def the_one(desk: Run) -> dict[str, Any]:
    found: list[dict[str, Any]] = ask(desk, "match", "list")["waiting"]
    assert len(found) == 1
    return found[0]


def states(desk: Run) -> tuple[int, int, int, int]:
    answer = ask(desk, "coverage")
    total = answer["total"]
    return (
        total["insured"],
        total["unresolved"],
        total["uninsured"],
        answer["not_in_register"],
    )


def rules(desk: Run) -> set[str]:
    return {one["rule"] for one in ask(desk, "audit")["findings"]}


@pytest.mark.usefixtures("waiting")
def test_what_waits(desk: Run) -> None:
    one = the_one(desk)
    assert (one["name"], one["uscc"], one["rows"], one["status"]) == (
        *(WRITTEN, STRANGE, 1, "to_review"),
    )
    best = one["candidates"][0]
    assert (best["enterprise"], best["name"], best["why"]) == (3, firm_name(3), "similar")
    assert 0.5 < best["score"] < 1
    assert states(desk) == (2, 1, 0, 0)
    assert "unresolved" in rules(desk)
    assert ask(desk, "status")["to_review"] == 1


@pytest.mark.usefixtures("waiting")
def test_accept(desk: Run) -> None:
    number = the_one(desk)["id"]
    do(desk, "match", "accept", str(number), "3", "--reason", "电话核实")
    assert ask(desk, "match", "list")["waiting"] == []
    assert states(desk) == (3, 0, 0, 0)
    assert "unresolved" not in rules(desk)
    shown = ask(desk, "enterprise", "3")["policies"]
    assert [(one["policy_no"], one["linked"]) for one in shown] == [("Q1", "by_alias")]


@pytest.mark.usefixtures("waiting")
def test_a_decision_is_remembered_for_every_insurer(desk: Run, tmp_path: Path) -> None:
    """The same name and code link by themselves; the same name with another code waits."""
    do(desk, "match", "accept", str(the_one(desk)["id"]), "3")
    rows = [near("T1"), near("T2", code(778))]
    ledger = write_csv(tmp_path / "太平洋财险2019-12.csv", POLICIES, *rows)
    links = take(desk, ledger)[0]["links"]
    assert (links["by_alias"], links["to_review"]) == (1, 1)
    assert the_one(desk)["uscc"] == code(778)


@pytest.mark.usefixtures("waiting")
def test_reject_one_candidate(desk: Run) -> None:
    do(desk, "match", "reject", str(the_one(desk)["id"]), "3")
    candidates = {one["enterprise"] for one in the_one(desk)["candidates"]}
    assert 3 not in candidates
    assert states(desk)[2] == 1


@pytest.mark.usefixtures("waiting")
def test_reject_all(desk: Run, tmp_path: Path) -> None:
    do(desk, "match", "reject", str(the_one(desk)["id"]))
    assert ask(desk, "match", "list")["waiting"] == []
    assert states(desk) == (2, 0, 1, 1)
    assert "not_in_register" in rules(desk)
    ledger = write_csv(tmp_path / "太平洋财险2019-12.csv", POLICIES, near("T1"))
    assert take(desk, ledger)[0]["links"]["unmatched"] == 1
    assert states(desk) == (2, 0, 1, 2)


@pytest.mark.usefixtures("waiting")
def test_undoing_the_import_and_taking_it_again_keeps_the_decision(
    desk: Run, tmp_path: Path
) -> None:
    do(desk, "match", "accept", str(the_one(desk)["id"]), "3")
    do(desk, "imports", "undo", "3")
    assert states(desk) == (2, 0, 1, 0)
    assert take(desk, tmp_path / "平安财险2019-12.csv")[0]["links"]["by_alias"] == 1
    assert states(desk) == (3, 0, 0, 0)


def test_numbers_that_are_not_there(desk: Run, waiting: Path) -> None:
    number, before = str(the_one(desk)["id"]), events(waiting)
    assert "99" in do(desk, "match", "accept", "99", "3", code=2).stderr
    assert "99" in do(desk, "match", "accept", number, "99", code=2).stderr
    assert "99" in do(desk, "match", "reject", number, "99", code=2).stderr
    assert events(waiting) == before


def test_decisions_are_events(desk: Run, waiting: Path) -> None:
    before = events(waiting)
    do(desk, "match", "accept", str(the_one(desk)["id"]), "3")
    log = ask(desk, "log")
    assert (log[0]["event"], log[0]["kind"]) == (before + 1, "accept")


@pytest.mark.usefixtures("waiting")
def test_a_receipt_does_not_change_by_a_later_decision(desk: Run) -> None:
    before = ask(desk, "imports", "show", "3")
    do(desk, "match", "accept", str(the_one(desk)["id"]), "3")
    assert ask(desk, "imports", "show", "3") == before
