"""The store as a file: made from blank, refused where it cannot be used, one writer at a time."""

import hashlib
import sqlite3
import threading
import time
from pathlib import Path

import pytest

from tests.core.desk import NAME_A, TODAY, Desk, cover, firm, pragma
from zcins.errors import StoreUnusableError, UsageFaultError
from zcins.store import SchemeState, Store, base
from zcins.store.migrations import LATEST
from zcins.store.write import Written

STATE = SchemeState("digest", "{}")


def test_a_blank_store_is_migrated_to_the_latest_schema(tmp_path: Path) -> None:
    path = tmp_path / "zcins.db"
    Store(path)
    assert pragma(path, "user_version") == LATEST
    assert pragma(path, "journal_mode") == "wal"


def test_every_table_of_ours_is_strict(tmp_path: Path) -> None:
    Store(tmp_path / "zcins.db")
    connection = sqlite3.connect(tmp_path / "zcins.db")
    rows = connection.execute(
        "SELECT name, strict FROM pragma_table_list"
        " WHERE schema = 'main' AND type = 'table' AND name NOT LIKE '%sqlite%'"
    ).fetchall()
    connection.close()
    assert {"enterprise", "policy_version", "event", "party", "quarantine"} <= {
        row[0] for row in rows
    }
    assert [name for name, strict in rows if not strict] == []


def test_opening_again_keeps_what_is_there(tmp_path: Path) -> None:
    store = Store(tmp_path / "zcins.db")
    with store.write("import", "first", STATE) as write:
        assert write.event == 1
    assert [event["what"] for event in Store(tmp_path / "zcins.db").events()] == ["first"]


def test_foreign_keys_hold_in_a_write(tmp_path: Path) -> None:
    store = Store(tmp_path / "zcins.db")
    with pytest.raises(sqlite3.IntegrityError), store.write("x", "x", STATE) as write:
        write.held.settle([4711], "dismissed")  # there is no such quarantined row
    assert store.events() == []


def test_a_store_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "zcins.db"
    Store(path)
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {LATEST + 1}")
    connection.close()
    with pytest.raises(StoreUnusableError, match="newer version"):
        Store(path)


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "zcins.db"
    path.write_bytes(b"not a database at all" * 100)
    with pytest.raises(StoreUnusableError) as caught:
        Store(path)
    assert str(path) in caught.value.message
    assert caught.value.hint


def test_a_folder_in_the_place_of_the_store_is_refused(tmp_path: Path) -> None:
    (tmp_path / "zcins.db").mkdir()
    with pytest.raises(StoreUnusableError):
        Store(tmp_path / "zcins.db")


def test_a_store_damaged_while_open_is_reported_on_writing(tmp_path: Path) -> None:
    path = tmp_path / "zcins.db"
    store = Store(path)
    path.write_bytes(b"x" * path.stat().st_size)
    with pytest.raises(StoreUnusableError), store.write("import", "x", STATE):
        pytest.fail("the write began on a damaged file")


def test_an_exception_leaves_nothing_behind(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "office")
    store = desk.office.store

    def fail_midway() -> None:
        with store.write("import", "x", STATE) as write:
            write.parties([Written("甲", "甲", "", "")])
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_midway()
    assert store.events() == []
    assert desk.ask().view.parties == {}


def test_a_rehearsal_leaves_nothing_behind(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "office")
    desk.register(firm())
    receipt = desk.take(
        f"2019-12台账\n承保公司,保险单号,被保险人,起保日期,终保日期,保费\n"
        f"人保财险,P1,{NAME_A},2019-01-01,2019-12-31,1000",
        dry_run=True,
    )
    assert (receipt["status"], receipt["id"], receipt["rows"]["new"]) == ("dry_run", None, 1)
    assert receipt["links"]["by_name"] == 1
    assert desk.ask().view.policies == []
    assert [event["event"] for event in desk.office.store.events()] == [1]


def test_questions_do_not_change_the_store(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "office")
    desk.register(firm())
    desk.policies(cover())
    before = _contents(desk)
    desk.coverage(by=("sector", "town", "insurer", "month"))
    desk.audit()
    assert _contents(desk) == before


def _contents(desk: Desk) -> dict[str, str]:
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in desk.office.home.iterdir()
        if path.name.startswith("zcins.db") and not path.name.endswith("-shm")
        if path.stat().st_size  # a reader may open an empty log of writes
    }


def test_a_second_writer_waits_for_the_first(tmp_path: Path) -> None:
    store = Store(tmp_path / "zcins.db")
    begun = threading.Event()

    def hold() -> None:
        with store.write("import", "first", STATE):
            begun.set()
            time.sleep(0.3)

    first = threading.Thread(target=hold)
    first.start()
    assert begun.wait(5)
    with store.write("import", "second", STATE) as write:
        assert write.event == 2
    first.join()
    assert [event["what"] for event in store.events()] == ["second", "first"]


def test_a_store_that_stays_locked_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(tmp_path / "zcins.db")
    monkeypatch.setattr(base, "BUSY_SECONDS", 0.05)
    with (
        store.write("import", "first", STATE),
        pytest.raises(StoreUnusableError, match="locked"),
        store.write("import", "second", STATE),
    ):
        pytest.fail("two writers at once")
    assert [event["what"] for event in store.events()] == ["first"]


def test_a_reader_sees_the_state_before_a_write_that_is_not_done(tmp_path: Path) -> None:
    store = Store(tmp_path / "zcins.db")
    with store.write("import", "first", STATE) as write:
        write.parties([Written("甲", "甲", "", "")])
        view = store.view(TODAY)
        assert (view.event, view.parties) == (0, {})
        view.close()


@pytest.mark.parametrize("event", [-1, 2])
def test_an_event_that_is_not_there_is_named(tmp_path: Path, event: int) -> None:
    store = Store(tmp_path / "zcins.db")
    with store.write("import", "first", STATE):
        pass
    with pytest.raises(UsageFaultError, match=f"no event {event}; the last one is 1"):
        store.view(TODAY, event)
