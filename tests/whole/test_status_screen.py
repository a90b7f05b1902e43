"""`zcins status`: one screen, in both languages, with what changed since the last run."""

from pathlib import Path

import pytest

from tests.conftest import Run
from tests.whole.ledgers import POLICIES, ask, do, policy, take, write_csv


@pytest.mark.usefixtures("small")
def test_before_the_first_run(desk: Run) -> None:
    answer = ask(desk, "status")
    assert (answer["last_run"], answer["last_backup"], answer["change"]) == (None, None, None)
    assert answer["new"] == answer["findings"]


def test_since_the_last_run(desk: Run, small: Path, tmp_path: Path) -> None:
    """Firm 3, uninsured so far, is insured after the run; its policy ends within 30 days."""
    do(desk, "run")
    take(
        desk,
        write_csv(tmp_path / "平安财险2019-12.csv", POLICIES, policy(3, ends="2020-01-15")),
    )
    answer = ask(desk, "status")
    assert answer["change"] == {"insured": 1, "required": 0, "rate": 0.3333}
    assert answer["expiring"] == 1
    assert answer["new"]["high"] == 0
    run = answer["last_run"]
    assert (run["event"], run["new"]["high"], run["failed"]) == (3, 1, [])
    assert answer["last_backup"]["file"] == str(small / "backup" / "zcins-20191231.db")


def test_it_fits_one_screen(desk: Run, demo_copy: Path) -> None:
    lines = do(desk, "status", home=demo_copy).stdout.splitlines()
    assert len(lines) <= 24


@pytest.mark.usefixtures("small")
def test_it_changes_nothing(desk: Run, home: Path) -> None:
    do(desk, "run")
    before = {path: path.stat().st_mtime_ns for path in home.rglob("*") if path.is_file()}
    do(desk, "status")
    after = {path: path.stat().st_mtime_ns for path in home.rglob("*") if path.is_file()}
    # SQLite's own side files come and go with whoever reads.
    assert {k: v for k, v in before.items() if "zcins.db-" not in k.name} == {
        k: v for k, v in after.items() if "zcins.db-" not in k.name
    }


@pytest.mark.usefixtures("small")
def test_ledgers_that_are_overdue(desk: Run) -> None:
    """November's were due on 10 December (office setting); only PICC's has come."""
    env = {"ZCINS_TODAY": "2019-12-11"}
    assert ask(desk, "status", env={"ZCINS_TODAY": "2019-12-10"})["ledgers_overdue"] == {}
    overdue = ask(desk, "status", env=env)["ledgers_overdue"]
    others = ("cpic", "chinalife", "sunshine", "pingan", "cic", "ccic", "taishan")
    assert overdue == dict.fromkeys(others, 1)
    assert "平安" in do(desk, "status", env=env).stdout
