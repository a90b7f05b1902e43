"""The way of a faulty row: held with cell and reason, sent out, corrected, settled."""

import re
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run
from tests.whole.corrections import open_rows, sent_out
from tests.whole.ledgers import (
    POLICIES,
    ask,
    do,
    events,
    policy,
    take,
    write_csv,
    write_xlsx,
)

FAULTS: list[tuple[str, object, str, str]] = [
    ("起保日期", "2019.13.5", "inception", "invalid_date"),
    ("终保日期", "2019-02-30", "expiry", "invalid_date"),
    ("保费", "待核", "premium", "invalid_amount"),
    ("保费", "", "premium", "missing_value"),
    ("保险单号", "", "policy_no", "missing_value"),
    ("被保险人", "", "enterprise_name", "missing_value"),
    ("终保日期", "2018-01-01", "expiry", "expiry_before_inception"),
]
LENIENT: list[tuple[str, object, str]] = [
    ("投保人数", "若干", "insured_headcount"),
    ("每人责任限额", "按合同", "limit_per_person"),
]
LETTERS = "ABCDEFGH"


def changed(row: Any, header: str, value: object) -> list[object]:
    cells = list(row)
    cells[POLICIES.index(header)] = value
    return cells


@pytest.mark.parametrize(("header", "value", "field", "problem"), FAULTS)
def test_a_key_cell_that_cannot_be_read(
    desk: Run, tmp_path: Path, header: str, value: object, field: str, problem: str
) -> None:
    rows = [policy(1), changed(policy(2), header, value)]
    ledger = write_csv(tmp_path / "人保财险2019-11.csv", POLICIES, *rows)
    receipt = take(desk, ledger, code=1)[0]
    assert (receipt["rows"]["new"], receipt["rows"]["quarantined"]) == (1, 1)
    held = [one for one in receipt["problems"] if one["severity"] == "error"]
    cell = f"{LETTERS[POLICIES.index(header)]}3"
    assert [(one["cell"], one["field"], one["problem"]) for one in held] == [(cell, field, problem)]
    assert held[0]["value"] == (value or None)
    assert held[0]["message"]


@pytest.mark.parametrize(("header", "value", "field"), LENIENT)
def test_another_cell_that_cannot_be_read_is_unknown(
    desk: Run, tmp_path: Path, header: str, value: object, field: str
) -> None:
    ledger = write_csv(
        tmp_path / "人保财险2019-11.csv", POLICIES, changed(policy(1), header, value)
    )
    receipt = take(desk, ledger)[0]
    assert receipt["rows"]["new"] == 1
    assert [(one["field"], one["severity"]) for one in receipt["problems"]] == [(field, "warning")]


def test_a_code_typed_as_a_number_is_unknown_and_told(desk: Run, tmp_path: Path) -> None:
    row = changed(policy(1), "统一社会信用代码", 913703061234567890)
    ledger = write_xlsx(tmp_path / "人保财险2019-11.xlsx", {"明细": [POLICIES, row]})
    receipt = take(desk, ledger)[0]
    told = [(one["cell"], one["problem"], one["severity"]) for one in receipt["problems"]]
    assert told == [("C2", "code_as_number", "warning")]


@pytest.fixture
def held(desk: Run, small: Path, tmp_path: Path) -> Path:
    """Give the small office with import 3: firm 3's row has no date, a second row no amount."""
    rows = [
        POLICIES,
        changed(policy(3), "起保日期", "2019.13.5"),
        changed(policy(4), "保费", "待核"),
    ]
    take(desk, write_xlsx(tmp_path / "人保财险2019-12.xlsx", {"明细": rows}), code=1)
    return small


def correct(path: Path, header: str, old: str, new: object) -> Path:
    """Type over a cell of the sheet 明细, and save under another name."""
    from openpyxl import load_workbook

    book = load_workbook(path)
    sheet = book["明细"]
    at = [cell.value for cell in sheet[1]].index(header) + 1
    found = [row for row in range(2, sheet.max_row + 1) if sheet.cell(row, at).value == old]
    assert len(found) == 1
    sheet.cell(found[0], at).value = new  # type: ignore[assignment]
    target = path.with_name(f"已更正 {header}.xlsx")
    book.save(target)
    return target


@pytest.mark.usefixtures("held")
def test_a_held_row_makes_its_enterprise_unresolved(desk: Run) -> None:
    """Firms 1 and 2 are insured; of firm 3 it is not known: its row's dates are unreadable."""
    total = ask(desk, "coverage")["total"]
    assert (total["insured"], total["unresolved"], total["uninsured"]) == (2, 1, 0)
    assert open_rows(desk, 3) == [2, 3]
    assert [row["open"] for row in ask(desk, "imports", "list")] == [0, 0, 2]
    assert ask(desk, "status")["quarantined"] == 2


def test_the_file_that_goes_out(desk: Run, held: Path, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    sheet = load_workbook(sent_out(desk, tmp_path))["明细"]
    header = [cell.value for cell in sheet[1]]
    assert header[3:] == list(POLICIES)
    assert [cell.value for cell in sheet[2]][3:5] == ["P003", policy(3)[1]]
    faulty = sheet.cell(2, header.index("起保日期") + 1)
    sound = sheet.cell(2, header.index("终保日期") + 1)
    assert faulty.value == "2019.13.5"
    assert faulty.comment is not None
    assert sound.comment is None
    assert faulty.fill.fgColor.rgb != sound.fill.fgColor.rgb
    assert events(held) == 3


@pytest.mark.usefixtures("held")
def test_corrected_in_two_steps(desk: Run, tmp_path: Path) -> None:
    """The first file corrects one of its two rows, so the other stays open, once."""
    before = ask(desk, "imports", "show", "3")
    half = correct(sent_out(desk, tmp_path), "起保日期", "2019.13.5", "2019-03-01")
    receipt = take(desk, half, code=1)[0]
    assert (receipt["corrects"], receipt["insurer"], receipt["period"]) == (3, "picc", "2019-12")
    assert (receipt["rows"]["new"], receipt["rows"]["quarantined"]) == (1, 1)
    assert (open_rows(desk, 3), len(open_rows(desk, 4))) == ([], 1)
    assert ask(desk, "status")["quarantined"] == 1
    total = ask(desk, "coverage")["total"]
    assert (total["insured"], total["unresolved"]) == (3, 0)
    whole = correct(sent_out(desk, tmp_path, 4), "保费", "待核", 640)
    second = take(desk, whole)[0]
    assert (second["corrects"], second["money"]["premium"]["accepted"]) == (4, "640.00")
    assert ask(desk, "status")["quarantined"] == 0
    after = ask(desk, "imports", "show", "3")
    assert {**after, "open": []} == {**before, "open": []}


def test_the_same_corrected_file_twice(desk: Run, held: Path, tmp_path: Path) -> None:
    half = correct(sent_out(desk, tmp_path), "起保日期", "2019.13.5", "2019-03-01")
    take(desk, half, code=1)
    before = events(held)
    assert take(desk, half)[0]["status"] == "already_imported"
    assert events(held) == before


@pytest.mark.usefixtures("held")
def test_a_deleted_row_stays_open(desk: Run, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    path = correct(sent_out(desk, tmp_path), "起保日期", "2019.13.5", "2019-03-01")
    book = load_workbook(path)
    book["明细"].delete_rows(3)
    book.save(path)
    take(desk, path)
    assert open_rows(desk, 3) == [3]


@pytest.mark.usefixtures("held")
def test_superseded_by_a_later_ledger(desk: Run, tmp_path: Path) -> None:
    later = write_csv(tmp_path / "人保财险2020-01.csv", POLICIES, policy(3))
    take(desk, later)
    assert open_rows(desk, 3) == [3]
    assert ask(desk, "coverage")["total"]["insured"] == 3


@pytest.mark.usefixtures("held")
def test_dismissed(desk: Run) -> None:
    do(desk, "imports", "dismiss", "3", "2", "--reason", "测试行")
    assert open_rows(desk, 3) == [3]
    assert ask(desk, "coverage")["total"]["unresolved"] == 0
    assert "测试行" in ask(desk, "log")[0]["what"]
    assert "2" in do(desk, "imports", "dismiss", "3", "2", "--reason", "x", code=2).stderr
    do(desk, "imports", "dismiss", "3", "3", code=2)


@pytest.mark.usefixtures("held")
def test_an_undone_correction_opens_the_rows_again(desk: Run, tmp_path: Path) -> None:
    half = correct(sent_out(desk, tmp_path), "起保日期", "2019.13.5", "2019-03-01")
    take(desk, half, code=1)
    do(desk, "imports", "undo", "4")
    assert open_rows(desk, 3) == [2, 3]


@pytest.mark.usefixtures("small")
def test_nothing_is_held(desk: Run, tmp_path: Path) -> None:
    path = tmp_path / "leer.xlsx"
    done = do(desk, "imports", "quarantine", "2", "-o", path)
    assert re.search("no quarantined row", done.stderr)
    assert not path.exists()


def test_the_quarantine_of_the_demo_comes_back_as_it_went(
    desk: Run, demo_copy: Path, tmp_path: Path
) -> None:
    """Sent back uncorrected, the rows of each layout are held again with the same problems."""
    held_by = [
        one["id"]
        for one in ask(desk, "imports", "list", home=demo_copy)
        if one["open"] and one["kind"] == "policies"
    ]
    assert len(held_by) == 3
    for number in held_by:
        before = ask(desk, "imports", "show", str(number), home=demo_copy)
        path = tmp_path / f"{number}.xlsx"
        do(desk, "imports", "quarantine", str(number), "-o", path, home=demo_copy)
        receipt = take(desk, path, code=1, home=demo_copy)[0]
        assert receipt["corrects"] == number
        assert receipt["rows"]["accepted"] == 0
        assert receipt["rows"]["quarantined"] == len(before["open"])
        assert errors(receipt["problems"]) == errors(
            [problem for row in before["open"] for problem in row["problems"]]
        )
        money = receipt["money"]["premium"]["quarantined"]
        assert money == before["money"]["premium"]["quarantined"]


def errors(problems: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return sorted(
        (one["field"] or "", one["problem"]) for one in problems if one["severity"] == "error"
    )
