"""A store that cannot be used is exit 4, a broken scheme exit 3; nothing changes."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.whole.ledgers import POLICIES, do, events, fingerprint, policy, write_csv

BROKEN = {
    "unknown key": '[[pilot]]\nid = "x"\nfrm = 2017-11-01\nsource = "s"\nconfirmed = true\n',
    "no source": '[[town]]\nid = "新镇"\nfrom = 2018-01-01\nconfirmed = true\n',
    "no TOML": "[[town]\nid = \n",
}
QUESTIONS = [
    *(["coverage"], ["audit"], ["status"], ["enterprise", "1"], ["match", "list"]),
    *(["imports", "list"], ["imports", "undo", "2"], ["scheme", "show"]),
]


def test_locked_by_another_program(
    desk: Run, small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("zcins.store.base.BUSY_SECONDS", 0.2)
    ledger = write_csv(tmp_path / "人保财险2019-12.csv", POLICIES, policy(3))
    before = fingerprint(small)
    with closing(sqlite3.connect(small / "zcins.db", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        done = do(desk, "import", ledger, code=4)
        other.execute("ROLLBACK")
    assert str(small / "zcins.db") in done.stderr or "in use" in done.stderr
    assert fingerprint(small) == before
    do(desk, "import", ledger)
    assert events(small) == 3


@pytest.mark.parametrize("line", [["coverage"], ["log"], ["imports", "undo", "2"]])
def test_a_damaged_file(desk: Run, small: Path, line: list[str]) -> None:
    path = small / "zcins.db"
    path.write_bytes(b"no database at all" * 500)
    before = path.read_bytes()
    assert "store" in do(desk, *line, code=4).stderr
    assert path.read_bytes() == before


def test_damaged_in_its_middle(desk: Run, demo_copy: Path) -> None:
    """The first page is sound, so that the file opens, and the pages after it are not."""
    path = demo_copy / "zcins.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    for line in (["coverage"], ["log"], ["imports", "undo", "15"]):
        do(desk, *line, home=demo_copy, code=4)


def test_made_by_a_newer_version(desk: Run, small: Path) -> None:
    with closing(sqlite3.connect(small / "zcins.db")) as connection:
        connection.execute("PRAGMA user_version = 9999")
    for line in (["coverage"], ["log"]):
        assert "newer" in do(desk, *line, code=4).stderr


@pytest.fixture(params=list(BROKEN))
def broken(small: Path, request: pytest.FixtureRequest) -> Path:
    """Give the small office with a scheme file that is wrong in one way."""
    (small / "scheme" / "own.toml").write_text(BROKEN[request.param], encoding="utf-8")
    return small


@pytest.mark.usefixtures("broken")
def test_a_broken_scheme_is_checked_and_named(desk: Run) -> None:
    done = do(desk, "scheme", "check", code=3)
    assert "own.toml" in done.stderr


def test_nothing_runs_on_a_broken_scheme(desk: Run, broken: Path, tmp_path: Path) -> None:
    ledger = write_csv(tmp_path / "人保财险2019-12.csv", POLICIES, policy(3))
    before, archived = fingerprint(broken), sorted((broken / "archive").iterdir())
    do(desk, "import", ledger, code=3)
    for line in QUESTIONS:
        assert "own.toml" in do(desk, *line, code=3).stderr
    assert (fingerprint(broken), sorted((broken / "archive").iterdir())) == (before, archived)


@pytest.mark.usefixtures("broken")
def test_the_log_is_read_all_the_same(desk: Run) -> None:
    assert "人保财险2019-11.csv" in do(desk, "log").stdout


def test_an_office_file_that_cannot_be_read(desk: Run, small: Path) -> None:
    (small / "office.toml").write_text("today = \n", encoding="utf-8")
    done = desk("coverage", env={"ZCINS_TODAY": ""})
    assert done.returncode == 3
    assert "office.toml" in done.stderr
