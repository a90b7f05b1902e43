"""`zcins run` when something goes wrong: two at once, crashes, failing steps and files."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run
from tests.whole.ledgers import REGISTER, do, events, firm, firm_name, take, write_csv
from tests.whole.nights import lying, run_of, uninsured
from zcins.backup import run_lock
from zcins.intake.importer import Intake
from zcins.nightly import steps
from zcins.nightly.night import Step


def test_two_at_once(desk: Run, filled: Path, home: Path) -> None:
    home.mkdir(exist_ok=True)
    with run_lock(home):
        assert run_of(desk) == {"status": "running"}
        assert "under way" in do(desk, "run").stderr
    assert "done" not in {path.name for path in filled.iterdir()}
    assert run_of(desk, code=1)["status"] == "done"


@pytest.mark.parametrize("place", ["put_away", "audit", "record", "page"])
def test_a_crash_is_taken_up(
    desk: Run, filled: Path, home: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    """Whatever the moment of the crash, the next night ends where one night would have."""

    def crash(*_args: object, **_kwargs: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        if place == "put_away":
            patch.setattr(steps, "put_away", crash)
        else:
            broken = [
                Step(one.name, crash if one.name == place else one.do, one.needs)  # type: ignore[arg-type]
                for one in steps.STEPS
            ]
            patch.setattr(steps, "STEPS", broken)
        do(desk, "run", code=130)
    (filled / "来信.txt").unlink(missing_ok=True)
    answer = run_of(desk)
    # Once the run was noted its findings are known; before that they are still to be told.
    assert uninsured(answer) == ([] if place == "page" else [firm_name(3)])
    assert {"done/企业台账2019-11.csv", "done/人保财险2019-11.csv"} <= lying(filled)
    assert sorted(path.name for path in filled.iterdir() if path.is_file()) == []
    assert (answer["coverage"]["required"], answer["coverage"]["insured"]) == (3, 2)
    assert (home / "outbox" / "status.html").is_file()


def test_a_failing_backup_is_told_last(desk: Run, filled: Path, home: Path) -> None:
    (filled / "来信.txt").unlink()
    home.joinpath("backup").write_text("a file where the folder should be", encoding="utf-8")
    done = do(desk, "run", code=4)
    assert "status.html" in done.stdout
    last = done.stderr.splitlines()[-3:]
    assert last[0] == "Not done: backup"
    assert last[1].startswith("Error:")
    assert (home / "outbox" / "status.html").is_file()
    assert events(home) == 3


def test_one_file_at_fault_keeps_no_other_out(
    desk: Run, filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fault of the program in one ledger leaves that file in the inbox."""
    real = Intake.take

    def take_but_one(self: Any, path: Path, wishes: Any) -> Any:
        if "企业" in path.name:
            raise ZeroDivisionError
        return real(self, path, wishes)

    monkeypatch.setattr(Intake, "take", take_but_one)
    answer = run_of(desk, code=70)
    assert answer["failed"] == ["企业台账2019-11.csv"]
    assert [path.name for path in filled.iterdir() if path.is_file()] == ["企业台账2019-11.csv"]
    assert "done/人保财险2019-11.csv" in lying(filled)


def test_a_file_that_cannot_be_read_stays(
    desk: Run, filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk or a program that holds it open says nothing about the ledger."""
    real = Path.open

    def held_open(self: Path, *args: Any, **kwargs: Any) -> Any:
        if self.name.startswith("人保"):
            raise PermissionError(13, "Permission denied")
        return real(self, *args, **kwargs)

    (filled / "来信.txt").unlink()
    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", held_open)
        answer = run_of(desk, code=1)
    assert answer["failed"] == ["人保财险2019-11.csv"]
    assert [one["status"] for one in answer["imports"]] == ["imported"]
    assert [path.name for path in filled.iterdir() if path.is_file()] == ["人保财险2019-11.csv"]
    assert [one["status"] for one in run_of(desk)["imports"]] == ["imported"]


def test_a_store_in_use_ends_the_taking(
    desk: Run, filled: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing of the night is lost: all of it comes in the next one."""
    monkeypatch.setattr("zcins.store.base.BUSY_SECONDS", 0.1)
    take(desk, write_csv(home.parent / "企业台账2019-10.csv", REGISTER, firm(1)))
    before = lying(filled)
    with closing(sqlite3.connect(home / "zcins.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        answer = run_of(desk, code=4)
        other.execute("ROLLBACK")
    assert answer["failed"] == ["take", "record"]
    assert lying(filled) == before
    assert uninsured(answer) == [firm_name(1)]
    assert uninsured(run_of(desk, code=1)) == [firm_name(3)]


def test_a_broken_scheme_stops_the_night(desk: Run, filled: Path, home: Path) -> None:
    before = lying(filled)
    (home / "scheme" / "towns.toml").write_text("[[town]\n", encoding="utf-8")
    assert "towns.toml" in do(desk, "run", code=3).stderr
    assert lying(filled) == before


def test_a_crash_before_the_run_is_noted_writes_the_same_workbooks(
    desk: Run, filled: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*_args: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("zcins.findings.record", crash)
        do(desk, "run", code=130)
    before = lying(home / "outbox")
    (filled / "refused" / "来信.txt").unlink()
    run_of(desk)
    public = {f"public/{name}" for name in ("index.html", "data.csv", "data.json")}
    assert lying(home / "outbox") == before | public | {"status.html"}
