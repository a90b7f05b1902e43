"""Killed at any moment, the store is as before the file or as after it, never between."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from sqlite3 import connect

import pytest

from tests.conftest import CLEARED, Run
from tests.whole.ledgers import POLICIES, copy_of, rows_in, take, write_csv

ROWS = 6000
EMPTY, FULL = (2, 2), (3, ROWS + 2)


@pytest.fixture
def large(tmp_path: Path) -> Path:
    """Give a ledger of so many rows that its import takes a while; every firm is unknown."""
    rows = (
        (f"L{n:06d}", f"博山第{n}厂", "", "2019-03-01", "2020-02-29", "100.00", 3, "500000")
        for n in range(ROWS)
    )
    return write_csv(tmp_path / "太平洋财险2019-12.csv", POLICIES, *rows)


def start(ledger: Path, home: Path) -> subprocess.Popen[str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(CLEARED)}
    return subprocess.Popen(
        [sys.executable, "-m", "zcins", "import", str(ledger)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env={**clean, "ZCINS_HOME": str(home), "LANG": "C.UTF-8", "ZCINS_TODAY": "2019-12-31"},
    )


def counted(home: Path) -> tuple[int, int]:
    """Count events and policies; asserts that the file is sound and the two go together."""
    with closing(connect(home / "zcins.db")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    events = rows_in(home, "SELECT count(*) FROM event")[0][0]
    imports = rows_in(home, "SELECT count(*) FROM import")[0][0]
    assert events == imports
    return int(events), int(rows_in(home, "SELECT count(*) FROM policy")[0][0])


def moments(whole: float) -> Iterator[float]:
    """Give moments within the time that a whole import takes; most of them in its later half."""
    chance = random.Random(20171101)  # noqa: S311 - any moments will do, but always the same
    for at in range(5):
        yield whole * chance.uniform(at / 5, (at + 1) / 5)


def test_killed_at_any_moment(desk: Run, small: Path, large: Path, tmp_path: Path) -> None:
    begun = time.monotonic()
    with start(large, copy_of(small, tmp_path / "whole")) as process:
        assert process.wait() == 0
    whole = time.monotonic() - begun
    killed = 0
    for at, moment in enumerate(moments(whole)):
        home = copy_of(small, tmp_path / f"killed {at}")
        with start(large, home) as process:
            time.sleep(moment)
            process.send_signal(signal.SIGKILL)
            killed += process.wait() == -signal.SIGKILL
        assert counted(home) in (EMPTY, FULL)
        for path in (home / "archive").iterdir():
            assert path.suffix == ".csv" or path.name.endswith(".part")
    assert killed >= 3
    receipt = take(desk, large, home=home)[0]
    assert receipt["rows"]["accepted"] == ROWS
    assert counted(home) == FULL


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT for another process")
def test_interrupted(small: Path, large: Path) -> None:
    """The command has begun when the archive holds the file, and has not ended yet."""
    archived = len(list((small / "archive").iterdir()))
    with start(large, small) as process:
        while process.poll() is None and len(list((small / "archive").iterdir())) == archived:
            time.sleep(0.005)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate()
    assert process.returncode == 130
    assert "Interrupted." in said
    assert "Traceback" not in said
    assert counted(small) == EMPTY
