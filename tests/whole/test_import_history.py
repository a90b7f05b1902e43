"""`zcins imports show`: what an import changed, record by record, and lists and choices."""

import csv
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run
from tests.whole.ledgers import (
    ENDORSED,
    POLICIES,
    REGISTER,
    ask,
    do,
    events,
    firm,
    firm_name,
    policy,
    take,
    write_csv,
)


def shown(desk: Run, number: int) -> dict[str, Any]:
    answer: dict[str, Any] = ask(desk, "imports", "show", str(number))
    return answer


def fields(record: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    return {name: (two["before"], two["after"]) for name, two in record["fields"].items()}


@pytest.fixture
def changed(desk: Run, small: Path, tmp_path: Path) -> Path:
    """Import 3 changes policy 1's premium and end, repeats policy 2, and brings policy 3."""
    rows = [policy(1, premium="999.50", ends="2020-03-31"), policy(2), policy(3)]
    take(desk, write_csv(tmp_path / "人保财险2019-12.csv", POLICIES, *rows))
    return small


@pytest.mark.usefixtures("changed")
def test_changed_new_and_unchanged(desk: Run) -> None:
    answer = shown(desk, 3)
    assert answer["changes"] == {"changed": 1, "new": 1, "unchanged": 1, "ended": 0}
    first, second = answer["records"]
    assert (first["what"], first["record"], first["row"]) == ("changed", "policy", 2)
    assert first["name"] == f"P001 {firm_name(1)}"
    assert fields(first) == {
        "premium": ("1200.00", "999.50"),
        "expiry": ("2020-02-29", "2020-03-31"),
    }
    assert (second["what"], second["row"]) == ("new", 4)
    assert fields(second)["premium"] == (None, "1200.00")
    assert fields(second)["insured_headcount"] == (None, 30)


@pytest.mark.usefixtures("changed")
def test_it_stays_the_same_after_later_imports_and_undone(desk: Run, tmp_path: Path) -> None:
    before = shown(desk, 3)
    later = write_csv(tmp_path / "人保财险2020-01.csv", POLICIES, policy(1, premium=5), policy(3))
    take(desk, later)
    assert shown(desk, 3) == before
    do(desk, "imports", "undo", "4")
    do(desk, "imports", "undo", "3")
    after = shown(desk, 3)
    assert after["status"] == "undone"
    assert {**after, "status": "imported"} == before
    assert "undone" in do(desk, "imports", "show", "3").stdout


@pytest.mark.usefixtures("changed")
def test_a_ledger_that_comes_late(desk: Run, tmp_path: Path) -> None:
    """A row of an earlier month is kept and does not become current."""
    take(desk, write_csv(tmp_path / "人保财险2019-10.csv", POLICIES, policy(1, premium=900)))
    answer = shown(desk, 4)
    assert [record["what"] for record in answer["records"]] == ["late"]
    assert fields(answer["records"][0])["premium"] == ("999.50", "900.00")


@pytest.mark.usefixtures("small")
def test_an_endorsement_is_a_record_of_its_own(desk: Run, tmp_path: Path) -> None:
    row = [*policy(1, premium=-100), "E1", "退保", "2019-06-01"]
    take(desk, write_csv(tmp_path / "人保财险2019-12.csv", ENDORSED, row))
    (record,) = shown(desk, 3)["records"]
    assert (record["record"], record["what"]) == ("endorsement", "new")
    assert record["name"] == f"P001 E1 {firm_name(1)}"
    assert fields(record)["premium"] == (None, "-100.00")


@pytest.mark.usefixtures("small")
def test_a_register_with_later_facts(desk: Run, tmp_path: Path) -> None:
    """Firm 1 has moved; firm 2 is as it was; firm 4 is new."""
    rows = [firm(1, town="北郊镇"), firm(2), firm(4)]
    take(desk, write_csv(tmp_path / "企业台账2019-12.csv", REGISTER, *rows))
    answer = shown(desk, 3)
    assert answer["changes"] == {"changed": 1, "new": 1, "unchanged": 1, "ended": 0}
    moved = fields(answer["records"][0])
    assert moved["town"] == ("王村镇", "北郊镇")
    assert moved["valid_from"] == ("2019-11-30", "2019-12-31")


@pytest.mark.usefixtures("small")
def test_long_lists_are_cut_on_the_screen_and_whole_in_a_file(desk: Run, tmp_path: Path) -> None:
    rows = [policy(1, premium=7), *(policy(number) for number in range(10, 40))]
    take(desk, write_csv(tmp_path / "人保财险2019-12.csv", POLICIES, *rows))
    screen = do(desk, "imports", "show", "3").stdout
    assert "11 more records" in screen
    assert "P001" in screen
    assert "P039" not in screen
    target = tmp_path / "全部.csv"
    do(desk, "imports", "show", "3", "-o", target)
    with target.open(encoding="utf-8-sig", newline="") as stream:
        lines = list(csv.DictReader(stream))
    assert len({line["Record"] for line in lines}) == 31
    assert {"Before": "1200.00", "After": "7.00"}.items() <= lines[0].items()
    do(desk, "imports", "show", "3", "-o", tmp_path / "全部.xlsx")


def test_numbers_that_are_not_there_name_the_choices(desk: Run, changed: Path) -> None:
    before = events(changed)
    for line in (
        ["show", "99"],
        ["undo", "99"],
        ["dismiss", "99", "1", "--reason", "x"],
        ["quarantine", "99", "-o", "x.xlsx"],
    ):
        assert "1, 2, 3" in do(desk, "imports", *line, code=2).stderr
    assert events(changed) == before


def test_a_row_that_is_not_held_names_those_that_are(
    desk: Run, small: Path, tmp_path: Path
) -> None:
    rows = [policy(3, premium="?"), policy(4), policy(5, premium="?")]
    take(desk, write_csv(tmp_path / "人保财险2019-12.csv", POLICIES, *rows), code=1)
    said = do(desk, "imports", "dismiss", "3", "3", "--reason", "x", code=2).stderr
    assert "人保财险2019-12!2, 人保财险2019-12!4" in said
    assert events(small) == 3


@pytest.mark.usefixtures("small")
def test_a_file_that_cannot_be_written(desk: Run, tmp_path: Path) -> None:
    bad = write_csv(tmp_path / "人保财险2019-12.csv", POLICIES, policy(3, premium="?"))
    take(desk, bad, code=1)
    for target in (tmp_path / "nowhere" / "x.xlsx", tmp_path / "x.csv"):
        do(desk, "imports", "quarantine", "3", "-o", target, code=2)
    assert not list(tmp_path.glob("x.*"))
