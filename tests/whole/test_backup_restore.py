"""Backups made while others write, put back, and the check of the whole folder."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.whole.ledgers import (
    POLICIES,
    REGISTER,
    ask,
    do,
    events,
    fingerprint,
    firm,
    policy,
    take,
    write_csv,
)


@pytest.fixture
def copy(desk: Run, small: Path, tmp_path: Path) -> Path:
    """Give a backup of the small office; its store has two events."""
    assert small.is_dir()
    do(desk, "backup", tmp_path / "copy.db")
    return tmp_path / "copy.db"


def test_a_backup_holds_all(desk: Run, copy: Path, small: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    do(desk, "restore", copy, home=other)
    assert fingerprint(other) == fingerprint(small)
    assert ask(desk, "coverage", home=other) == ask(desk, "coverage")


def test_a_backup_is_one_file_for_its_owner(copy: Path, tmp_path: Path) -> None:
    assert copy.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.glob("*copy.db*")] == ["copy.db"]


def test_while_another_writes(desk: Run, small: Path, tmp_path: Path) -> None:
    """What is not yet finished is not in the copy."""
    with closing(sqlite3.connect(small / "zcins.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("DELETE FROM sighting")
        other.execute("INSERT INTO scheme_text VALUES ('x', 'unfinished')")
        do(desk, "backup", tmp_path / "copy.db")
        other.execute("ROLLBACK")
    with closing(sqlite3.connect(tmp_path / "copy.db")) as copied:
        assert copied.execute("SELECT 1 FROM scheme_text WHERE digest = 'x'").fetchone() is None


def test_an_older_backup_is_replaced_and_nothing_else(
    desk: Run, copy: Path, small: Path, tmp_path: Path
) -> None:
    take(desk, write_csv(tmp_path / "平安财险2019-12.csv", POLICIES, policy(3)))
    do(desk, "backup", copy)
    with closing(sqlite3.connect(copy)) as copied:
        assert copied.execute("SELECT max(id) FROM event").fetchone() == (3,)
    letter = tmp_path / "letter.docx"
    letter.write_text("not a backup", encoding="utf-8")
    assert "letter.docx" in do(desk, "backup", letter, code=2).stderr
    assert letter.read_text(encoding="utf-8") == "not a backup"
    do(desk, "backup", small / "zcins.db", code=2)
    do(desk, "backup", tmp_path / "none" / "copy.db", code=2)


def test_putting_back_keeps_what_was_there(
    desk: Run, copy: Path, small: Path, tmp_path: Path
) -> None:
    take(desk, write_csv(tmp_path / "平安财险2019-12.csv", POLICIES, policy(3)))
    later = fingerprint(small)
    do(desk, "restore", copy)
    assert events(small) == 2
    (kept,) = small.glob("zcins-replaced-*.db")
    kept.rename(tmp_path / "zcins.db")
    assert fingerprint(tmp_path) == later
    # And the office works on from there.
    take(desk, tmp_path / "平安财险2019-12.csv")
    assert events(small) == 3


def test_putting_back_over_a_damaged_store(desk: Run, copy: Path, small: Path) -> None:
    (small / "zcins.db").write_bytes(b"no database at all" * 500)
    do(desk, "status", code=4)
    do(desk, "restore", copy)
    assert ask(desk, "coverage")["total"]["insured"] == 2


def damaged(copy: Path) -> None:
    whole = copy.read_bytes()
    copy.write_bytes(whole[:8192] + b"\xff" * (len(whole) - 8192))


def foreign(copy: Path) -> None:
    copy.unlink()
    with closing(sqlite3.connect(copy)) as other:
        other.execute("CREATE TABLE something (id)")


def newer(copy: Path) -> None:
    with closing(sqlite3.connect(copy)) as store:
        store.execute("PRAGMA user_version = 999")


def no_database(copy: Path) -> None:
    copy.write_text("企业名称,镇办\n", encoding="utf-8")


@pytest.mark.parametrize(
    ("spoil", "code"),
    [(damaged, 3), (foreign, 3), (no_database, 3), (newer, 4), (Path.unlink, 3)],
)
def test_what_is_not_put_back(desk: Run, copy: Path, small: Path, spoil: object, code: int) -> None:
    assert callable(spoil)
    before = fingerprint(small)
    spoil(copy)
    assert "copy.db" in do(desk, "restore", copy, code=code).stderr
    assert fingerprint(small) == before
    assert list(small.glob("*replaced*")) == []


def test_not_while_the_store_is_in_use(desk: Run, copy: Path, small: Path) -> None:
    before = fingerprint(small)
    with closing(sqlite3.connect(small / "zcins.db")) as other:
        other.execute("SELECT count(*) FROM event").fetchone()
        assert "in use" in do(desk, "restore", copy, code=4).stderr
    assert fingerprint(small) == before
    do(desk, "restore", copy)


def test_with_a_broken_scheme(desk: Run, copy: Path, small: Path, tmp_path: Path) -> None:
    """The contract: a broken scheme stops neither backup and restore nor doctor and log."""
    (small / "scheme" / "towns.toml").write_text("[[town]\n", encoding="utf-8")
    do(desk, "backup", tmp_path / "again.db")
    do(desk, "restore", copy)
    do(desk, "log", "--verify")
    assert "towns.toml" in do(desk, "doctor", code=4).stdout


# ------------------------------------------------------------------ the doctor


def ill(desk: Run, line: tuple[str, ...] = ("doctor",)) -> dict[str, str]:
    """Give the checks that find something, each with what it finds first."""
    answer = json.loads(do(desk, *line, "--format", "json", code=4).stdout)
    assert answer["healthy"] is False
    assert all(fault["remedy"] for one in answer["checks"] for fault in one["faults"])
    return {one["check"]: one["faults"][0]["what"] for one in answer["checks"] if one["faults"]}


@pytest.mark.usefixtures("small")
def test_a_healthy_office(desk: Run) -> None:
    assert json.loads(do(desk, "doctor", "--format", "json").stdout)["healthy"] is True
    assert json.loads(do(desk, "log", "--verify", "--format", "json").stdout)["healthy"] is True


def test_an_office_that_is_new(desk: Run) -> None:
    do(desk, "doctor")


def test_the_doctor_changes_nothing(desk: Run, small: Path) -> None:
    before = fingerprint(small)
    do(desk, "doctor")
    assert fingerprint(small) == before


def archived(home: Path) -> Path:
    return min((home / "archive").iterdir())


def test_an_archived_file_that_was_changed(desk: Run, small: Path) -> None:
    path = archived(small)
    path.write_bytes(path.read_bytes().replace(b"30", b"31", 1))
    assert str(path) in ill(desk)["archive_whole"]
    assert set(ill(desk, ("log", "--verify"))) == {"archive_whole"}


def test_an_archived_file_that_is_missing(desk: Run, small: Path) -> None:
    archived(small).unlink()
    assert "missing" in ill(desk)["archive_whole"]


def test_an_event_that_is_missing(desk: Run, small: Path, tmp_path: Path) -> None:
    take(desk, write_csv(tmp_path / "企业台账2019-12.csv", REGISTER, firm(1), firm(2), firm(4)))
    with closing(sqlite3.connect(small / "zcins.db")) as store, store:
        store.execute("PRAGMA foreign_keys = OFF")
        store.execute("DELETE FROM event WHERE id = 2")
    found = ill(desk)
    assert "Event 2" in found["events_whole"]
    assert "event" in found["store_sound"]
    assert set(ill(desk, ("log", "--verify"))) == {"events_whole"}


def test_a_store_that_is_no_store(desk: Run, small: Path) -> None:
    (small / "zcins.db").write_bytes(b"no database at all" * 500)
    assert set(ill(desk)) >= {"store_sound", "views_answer", "events_whole", "archive_whole"}


def test_a_full_disk(desk: Run, small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    size = (small / "zcins.db").stat().st_size
    monkeypatch.setattr("shutil.disk_usage", lambda _path: type("Usage", (), {"free": size}))
    assert set(ill(desk)) == {"room_on_disk"}
