"""Undoing an import restores what was, deletes nothing, and goes from the newest back."""

from pathlib import Path

import pytest

from tests.conftest import Run
from tests.whole.ledgers import (
    POLICIES,
    REGISTER,
    ask,
    do,
    events,
    firm,
    policy,
    take,
    write_csv,
)


def state(desk: Run, *line: str) -> tuple[object, object]:
    return ask(desk, "coverage", "--by", "sector", *line), ask(desk, "audit", *line)


@pytest.mark.usefixtures("small")
def test_undo_restores(desk: Run, tmp_path: Path) -> None:
    """The later ledger changes firm 2's dates, so that it lapses, and insures firm 3."""
    before = state(desk)
    lapsed = policy(2, begins="2018-03-01", ends="2019-02-28")
    later = write_csv(tmp_path / "人保财险2019-12.csv", POLICIES, lapsed, policy(3))
    take(desk, later)
    during = state(desk)
    assert during != before
    do(desk, "imports", "undo", "3")
    assert state(desk) == before
    assert state(desk, "--known-at", "3") == during
    assert state(desk, "--known-at", "2") == before
    shown = ask(desk, "imports", "list")
    assert [one["status"] for one in shown] == ["imported", "imported", "undone"]


@pytest.mark.usefixtures("small")
def test_an_undone_file_can_be_taken_again(desk: Run, tmp_path: Path) -> None:
    before = state(desk)
    do(desk, "imports", "undo", "2")
    assert ask(desk, "coverage")["total"]["insured"] == 0
    receipt = take(desk, tmp_path / "人保财险2019-11.csv")[0]
    assert (receipt["status"], receipt["id"]) == ("imported", 4)
    assert state(desk) == before


def test_refused_where_others_rest_on_it(desk: Run, small: Path, tmp_path: Path) -> None:
    """Import 3 changes a record of import 2, and import 4 only says it again."""
    take(desk, write_csv(tmp_path / "人保财险2019-12.csv", POLICIES, policy(1, "999.00")))
    again = write_csv(tmp_path / "人保财险2020-01.csv", POLICIES, policy(2))
    assert take(desk, again)[0]["rows"]["unchanged"] == 1
    before = events(small)
    done = do(desk, "imports", "undo", "2", code=3)
    assert "3, 4" in done.stderr
    assert "zcins imports undo 4" in done.stderr
    assert events(small) == before
    for number in ("4", "3", "2"):
        do(desk, "imports", "undo", number)
    assert ask(desk, "coverage")["total"]["insured"] == 0


def test_twice(desk: Run, small: Path) -> None:
    do(desk, "imports", "undo", "2")
    before = events(small)
    assert "2" in do(desk, "imports", "undo", "2", code=2).stderr
    assert events(small) == before


def test_an_import_that_is_not_there(desk: Run, small: Path) -> None:
    for line in (["undo", "99"], ["show", "99"], ["quarantine", "99", "-o", "x.xlsx"]):
        assert "99" in do(desk, "imports", *line, code=2).stderr
    assert events(small) == 2


@pytest.mark.usefixtures("small")
def test_links_that_rested_on_an_undone_register_open_again(desk: Run, tmp_path: Path) -> None:
    """Firm 4 comes with a second register; without it its policy has no enterprise."""
    take(desk, write_csv(tmp_path / "人保财险2019-12.csv", POLICIES, policy(4)))
    unknown = ask(desk, "coverage")["not_in_register"]
    take(desk, write_csv(tmp_path / "企业台账2019-12.csv", REGISTER, firm(4)))
    assert (unknown, ask(desk, "coverage")["not_in_register"]) == (1, 0)
    do(desk, "imports", "undo", "4")
    assert ask(desk, "coverage")["not_in_register"] == 1
