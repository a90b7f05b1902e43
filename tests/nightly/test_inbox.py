"""Which files of the inbox are whole, and where they go."""

import json
import os
from pathlib import Path

import pytest

from zcins.nightly.inbox import look, put_away

NOW = 1_000_000.0


def lay(path: Path, text: str = "x", age: float = 3600) -> Path:
    """Lay a file into a folder, last changed `age` seconds before NOW."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    os.utime(path, (NOW - age, NOW - age))
    return path


def names(inbox: Path, quiet: float = 10) -> list[str]:
    waiting = look(inbox, quiet, clock=lambda: NOW, sleep=lambda _seconds: None)
    return [path.name for path, _state in waiting.whole]


def test_registers_come_first(tmp_path: Path) -> None:
    for name in ("人保2019-01.csv", "企业台账2019-01.csv", "平安2019-01.csv"):
        lay(tmp_path / name)
    assert names(tmp_path) == ["企业台账2019-01.csv", "人保2019-01.csv", "平安2019-01.csv"]


@pytest.mark.parametrize(
    "name",
    [
        *("~$人保.xlsx", ".hidden.csv", "人保.xlsx.part", "人保.xlsx.TMP", "人保.crdownload"),
        *("Thumbs.db", "desktop.ini", "done/人保.csv", "refused/人保.csv"),
    ],
)
def test_what_is_nobodys_ledger(tmp_path: Path, name: str) -> None:
    lay(tmp_path / name)
    lay(tmp_path / "太平洋.csv")
    assert names(tmp_path) == ["太平洋.csv"]


def test_folders_and_what_is_no_spreadsheet_are_meant_too(tmp_path: Path) -> None:
    lay(tmp_path / "人保" / "done" / "2019-01.csv")
    lay(tmp_path / "说明.docx")
    assert names(tmp_path) == ["2019-01.csv", "说明.docx"]


def test_a_file_that_grows_is_left(tmp_path: Path) -> None:
    growing, still = lay(tmp_path / "a.csv"), lay(tmp_path / "b.csv")

    def write_on(_seconds: float) -> None:
        lay(growing, "xx")

    waiting = look(tmp_path, 10, clock=lambda: NOW, sleep=write_on)
    assert [path for path, _state in waiting.whole] == [still]
    assert waiting.left == [growing]


def test_a_file_rewritten_at_the_same_size_is_left(tmp_path: Path) -> None:
    path = lay(tmp_path / "a.csv", age=3600)

    def rewrite(_seconds: float) -> None:
        lay(path, age=3599)

    waiting = look(tmp_path, 10, clock=lambda: NOW, sleep=rewrite)
    assert waiting.left == [path]


def test_a_file_that_goes_away_is_forgotten(tmp_path: Path) -> None:
    path = lay(tmp_path / "a.csv")
    waiting = look(tmp_path, 10, clock=lambda: NOW, sleep=lambda _s: path.unlink())
    assert (waiting.whole, waiting.left) == ([], [])


@pytest.mark.parametrize(
    ("ages", "waits"),
    [
        ([3600], [1.0]),  # quiet for long: a short look
        ([3600, 4], [6.0]),  # the youngest is to be quiet for 10 seconds
        ([-500], [10.0]),  # a clock ahead of ours says nothing about its age
        ([], []),
    ],
)
def test_how_long_it_looks(tmp_path: Path, ages: list[float], waits: list[float]) -> None:
    for number, age in enumerate(ages):
        lay(tmp_path / f"{number}.csv", age=age)
    slept: list[float] = []
    look(tmp_path, 10, clock=lambda: NOW, sleep=slept.append)
    assert slept == waits


def test_without_a_quiet_time_it_does_not_wait(tmp_path: Path) -> None:
    path = lay(tmp_path / "a.csv", age=0)
    slept: list[float] = []
    waiting = look(tmp_path, 0, clock=lambda: NOW, sleep=slept.append)
    assert ([path for path, _state in waiting.whole], slept) == ([path], [])


def test_a_file_and_its_receipt(tmp_path: Path) -> None:
    path = lay(tmp_path / "人保" / "a.csv", "the ledger")
    target = put_away(path, tmp_path, "done", {"file": "a.csv"}, "read")
    assert target == tmp_path / "done" / "人保" / "a.csv"
    assert target.read_text(encoding="utf-8") == "the ledger"
    assert not path.exists()
    beside = {one.name: one.read_text(encoding="utf-8") for one in target.parent.iterdir()}
    assert json.loads(beside["a.csv.receipt.json"]) == {"file": "a.csv"}
    assert beside["a.csv.receipt.txt"] == "read\n"


def test_the_same_name_again_replaces_nothing(tmp_path: Path) -> None:
    places = [
        put_away(lay(tmp_path / "a.csv", text), tmp_path, "done", {}, text).name
        for text in ("one", "two", "three")
    ]
    assert places == ["a.csv", "a (2).csv", "a (3).csv"]
    assert (tmp_path / "done" / "a.csv").read_text(encoding="utf-8") == "one"
    assert (tmp_path / "done" / "a (2).csv.receipt.txt").read_text(encoding="utf-8") == "two\n"


def test_a_receipt_left_by_a_crash_is_written_again(tmp_path: Path) -> None:
    """The run before had written the receipt and died before the file was moved."""
    left = tmp_path / "done" / "a.csv.receipt.txt"
    left.parent.mkdir()
    left.write_text("of the night before\n", encoding="utf-8")
    target = put_away(lay(tmp_path / "a.csv"), tmp_path, "done", {}, "in already")
    assert target.name == "a.csv"
    assert left.read_text(encoding="utf-8") == "in already\n"
