"""Deciding one by one at the terminal, in a workbook, and taking decisions back."""

import os
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run
from tests.whole.ledgers import (
    POLICIES,
    TODAY,
    ask,
    code,
    do,
    events,
    firm_name,
    policy,
    take,
    write_csv,
)

# One character off the names of firms 3 and 1; the codes are of nobody in the register.
NEAR_3 = firm_name(3).replace("厂", "工厂")
NEAR_1 = firm_name(1).replace("厂", "工厂")
STRANGER = "博山区池上桔梗采收点"


@pytest.fixture
def waiting(small: Path, desk: Run, tmp_path: Path) -> Path:
    """Give the small office with three names that wait; the last one is nobody's."""
    rows = [
        ("Q1", NEAR_1, code(770), *policy(1)[3:]),
        ("Q2", NEAR_3, code(771), *policy(3)[3:]),
        ("Q3", STRANGER, code(772), *policy(3)[3:]),
    ]
    take(desk, write_csv(tmp_path / "平安财险2019-12.csv", POLICIES, *rows))
    return small


def names(desk: Run) -> list[str]:
    return [one["name"] for one in ask(desk, "match", "list")["waiting"]]


def review(desk: Run, keys: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    """Press keys, one after the other; gives what was shown."""
    path = tmp_path / "keys.txt"
    path.write_text(keys, encoding="utf-8")
    with path.open(encoding="utf-8") as stream:
        monkeypatch.setattr(sys, "stdin", stream)
        return do(desk, "match", "review").stdout


def test_one_key_a_case(
    desk: Run, waiting: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    before = events(waiting)
    shown = review(desk, "1 1 r", monkeypatch, tmp_path)
    assert "[1/3]" in shown
    assert "3 decisions made." in shown
    assert names(desk) == []
    assert events(waiting) == before + 3
    found = ask(desk, "match", "decisions")["decisions"]
    assert [(one["name"], one["verdict"], one["enterprise"]) for one in found] == [
        (NEAR_1, "accept", 1),
        (NEAR_3, "accept", 3),
        (STRANGER, "reject", None),
    ]


@pytest.mark.usefixtures("waiting")
def test_skip_and_leave(desk: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What was decided before leaving stays; the rest waits."""
    review(desk, "s 1 q 1", monkeypatch, tmp_path)
    assert names(desk) == [NEAR_1, STRANGER]


@pytest.mark.usefixtures("waiting")
def test_the_end_of_the_keys_is_leaving(
    desk: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    review(desk, "1", monkeypatch, tmp_path)
    assert names(desk) == [NEAR_3, STRANGER]


@pytest.mark.usefixtures("waiting")
def test_undo(desk: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Undone, the first case stands there again, and can be decided otherwise."""
    review(desk, "1 u r q", monkeypatch, tmp_path)
    found = ask(desk, "match", "decisions")["decisions"]
    assert [(one["name"], one["verdict"]) for one in found] == [(NEAR_1, "reject")]


@pytest.mark.usefixtures("waiting")
def test_reject_one_and_go_on_with_the_same(
    desk: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    shown = review(desk, "x1 q", monkeypatch, tmp_path)
    assert NEAR_1 in names(desk)
    assert shown.count(NEAR_1) == 2
    found = ask(desk, "match", "list")["waiting"]
    (mine,) = [one for one in found if one["name"] == NEAR_1]
    assert [one["enterprise"] for one in mine["candidates"]] == []


@pytest.mark.usefixtures("waiting")
def test_new_in_between(desk: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    review(desk, "s s n u q", monkeypatch, tmp_path)
    assert len(names(desk)) == 3
    review(desk, "s s n q", monkeypatch, tmp_path)
    assert names(desk) == [NEAR_1, NEAR_3]


@pytest.mark.usefixtures("waiting")
def test_wrong_keys_change_nothing(
    desk: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    shown = review(desk, "9 u z ? q", monkeypatch, tmp_path)
    assert "no candidate 9" in shown
    assert "nothing to undo" in shown
    assert "brand word" in shown
    assert len(names(desk)) == 3


@pytest.mark.usefixtures("waiting")
def test_the_difference_is_marked(
    desk: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The register's name lacks the 工; what the two share is not marked."""
    from zcins.commands._review import highlighted

    assert highlighted("淄博甲乙厂", "淄博甲丙厂") == "淄博甲[乙]厂"
    assert firm_name(1) in review(desk, "q", monkeypatch, tmp_path)


@pytest.mark.usefixtures("waiting")
def test_the_rows_and_the_code_of_a_case_are_shown(
    desk: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Of the two codes the register's last four digits are marked, as far as they differ."""
    shown = review(desk, "q", monkeypatch, tmp_path).splitlines()
    assert "Q1 2019-03-01–2020-02-29" in next(line for line in shown if "1 row" in line)
    assert code(1)[:14] in next(line for line in shown if firm_name(1) in line)
    assert code(1) not in next(line for line in shown if firm_name(1) in line)


@pytest.mark.skipif(os.name == "nt", reason="there is no pty")
def test_at_a_terminal_a_single_key_does(waiting: Path) -> None:
    """No line end is sent: the key alone decides."""
    import pty
    import subprocess

    master, slave = pty.openpty()
    env = {**os.environ, **TODAY, "ZCINS_HOME": str(waiting), "LANG": "C.UTF-8"}
    line = [sys.executable, "-m", "zcins", "match", "review"]
    process = subprocess.Popen(line, stdin=slave, stdout=subprocess.PIPE, env=env)
    os.write(master, b"1q")
    said = process.communicate(timeout=60)[0].decode()
    os.close(master)
    os.close(slave)
    assert "1 decision made." in said


def workbook(desk: Run, tmp_path: Path) -> tuple[Path, list[list[Any]]]:
    from openpyxl import load_workbook

    path = tmp_path / "待认定.xlsx"
    do(desk, "match", "list", "-o", path)
    sheet = load_workbook(path).worksheets[0]
    return path, [list(row) for row in sheet.iter_rows(values_only=True)]


def decided(path: Path, words: dict[str, str]) -> Path:
    """Write a decision beside the first row of each name."""
    from openpyxl import load_workbook

    book = load_workbook(path)
    sheet = book.worksheets[0]
    left = dict(words)
    for row in sheet.iter_rows(min_row=2):
        row[-1].value = left.pop(str(row[1].value), None)
    book.save(path)
    return path


@pytest.mark.usefixtures("waiting")
def test_decisions_in_a_workbook(desk: Run, tmp_path: Path) -> None:
    path, rows = workbook(desk, tmp_path)
    assert [row[1] for row in rows[1:]] == [NEAR_1, NEAR_3, STRANGER]
    decided(path, {NEAR_1: "是", NEAR_3: "no", STRANGER: "新"})
    assert "3 decisions made." in do(desk, "match", "accept", "--from", path).stdout
    found = ask(desk, "match", "decisions")["decisions"]
    assert [(one["verdict"], one["enterprise"]) for one in found] == [
        *(("accept", 1), ("reject", 3), ("accept", 4)),
    ]
    assert ask(desk, "enterprise", STRANGER)["enterprise"]["name"] == STRANGER


@pytest.mark.usefixtures("waiting")
def test_a_workbook_is_read_whatever_language_the_screen_speaks(desk: Run, tmp_path: Path) -> None:
    path = tmp_path / "待认定.xlsx"
    do(desk, "--lang", "zh", "match", "list", "-o", path)
    decided(path, {NEAR_1: "是"})
    assert "1 decision made." in do(desk, "--lang", "en", "match", "accept", "--from", path).stdout


def test_a_workbook_at_fault_changes_nothing(desk: Run, waiting: Path, tmp_path: Path) -> None:
    path, _rows = workbook(desk, tmp_path)
    before = events(waiting)
    decided(path, {NEAR_1: "是", NEAR_3: "也许"})
    fault = do(desk, "match", "accept", "--from", path, code=3).stderr
    assert "row 3" in fault
    decided(path, {NEAR_1: "是", STRANGER: "是"})
    assert "row 4" in do(desk, "match", "accept", "--from", path, code=3).stderr
    assert events(waiting) == before


@pytest.mark.usefixtures("waiting")
def test_new_by_command_and_withdrawn(desk: Run) -> None:
    (mine,) = [one for one in ask(desk, "match", "list")["waiting"] if one["name"] == STRANGER]
    assert mine["proposed"]["uscc"] == code(772)
    number = str(mine["id"])
    do(desk, "match", "new", number, "--town", "北郊", "--sector", "化工", "--reason", "漏登")
    entry = ask(desk, "enterprise", STRANGER)["enterprise"]
    assert (entry["town"], entry["sector"], entry["state"]) == ("北郊镇", "chemicals", "insured")
    assert entry["source"]["reason"] == "漏登"
    do(desk, "match", "withdraw", str(ask(desk, "match", "decisions")["decisions"][0]["id"]))
    assert STRANGER in names(desk)
    do(desk, "enterprise", STRANGER, code=2)
    do(desk, "match", "withdraw", "99", code=2)


@pytest.mark.usefixtures("waiting")
def test_what_a_score_is_made_of(desk: Run) -> None:
    shown = do(desk, "match", "list", "--explain").stdout.splitlines()
    assert shown[0].split()[1] == NEAR_1
    assert any(line.strip().startswith("+0.10 branch: the same") for line in shown)
    best = ask(desk, "match", "list")["waiting"][0]["candidates"][0]
    assert round(sum(one["points"] for one in best["levels"]), 3) == round(best["score"], 3)
