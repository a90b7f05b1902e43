"""`zcins assess`: departments and towns, over nights of a small office."""

import csv
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.conftest import Run
from tests.whole.conftest import Demo
from tests.whole.ledgers import POLICIES, REGISTER, ask, do, firm, policy, take, write_csv
from tests.whole.nights import run_of

TARGET = """
[[threshold]]
id = "coverage_target"
label = "投保率目标"
value = "0.8"
unit = "share"
from = 2017-11-01
source = "虚构"
confirmed = false
"""


def on(day: str) -> dict[str, Any]:
    return {"env": {"ZCINS_TODAY": day}}


def total(desk: Run, day: str, *line: str) -> dict[str, Any]:
    answer: dict[str, Any] = ask(desk, "assess", "2019", *line, **on(day))["total"]
    return answer


def told(row: dict[str, Any]) -> tuple[Any, ...]:
    names = ("told", "gone", "answered", "in_time", "late", "overdue")
    return tuple(row[name] for name in names)


@pytest.fixture
def nights(desk: Run, small: Path) -> Path:
    """Give an office in which firms 3, 4 and 5 are uninsured since a night of 1 June."""
    register = write_csv(small / "企业台账2019-12.csv", REGISTER, firm(4), firm(5))
    take(desk, register)
    run_of(desk, **on("2019-06-01"))
    return small


def answered(desk: Run, folder: Path, day: str, firms: int) -> None:
    """Let the department answer to its first findings on a day, and a night know of it."""
    do(desk, "audit", "--rule", "uninsured", "--by", "department", "-o", folder, **on(day))
    (path,) = folder.glob("*.xlsx")
    book = load_workbook(path)
    sheet = book.worksheets[0]
    titles = [cell.value for cell in sheet[3]]
    for row in range(4, 4 + firms):
        sheet.cell(row, titles.index("处理结果") + 1).value = "已处理"
    book.save(path)
    do(desk, "audit", "answers", path, **on(day))
    run_of(desk, **on(day))


def test_handled_in_time_and_late(desk: Run, nights: Path, tmp_path: Path) -> None:
    # Fifteen days for the answer: by 16 June.
    found = total(desk, "2019-06-16")
    new = found["told"]
    assert told(found) == (new, 0, 0, 0, 0, 0)
    assert total(desk, "2019-06-17")["overdue"] == new
    answered(desk, tmp_path / "one", "2019-06-16", 1)
    assert told(total(desk, "2019-06-17")) == (new, 0, 1, 1, 0, new - 1)
    ledger = write_csv(nights / "人保财险2019-12.csv", POLICIES, policy(4))
    take(desk, ledger)
    run_of(desk, **on("2019-06-20"))
    found = total(desk, "2019-06-20")
    # Firm 4's finding is gone, four days late.
    assert told(found) == (new, 1, 1, 1, 1, new - 2)
    assert found["handled_rate"] == pytest.approx(1 / new)


def test_by_department_and_by_town(desk: Run, nights: Path) -> None:
    del nights
    for by in ("department", "town"):
        found = ask(desk, "assess", "2019", "--by", by, **on("2019-06-30"))
        for name in ("required", "insured", "open", "told", "gone", "letters", "overdue"):
            assert sum(row[name] for row in found["rows"]) == found["total"][name], name
        assert found["nights"] == 1
    (town,) = [row for row in found["rows"] if row["name"] == "王村镇"]
    # Firms 1 to 5 must insure, 1 and 2 do.
    assert (town["required"], town["insured"], town["rate"]) == (5, 2, 0.4)


def test_letters_count_in_their_year(desk: Run, small: Path, tmp_path: Path) -> None:
    del small
    do(desk, "letters", "-o", tmp_path / "letters", **on("2019-06-30"))
    assert total(desk, "2019-06-30")["letters"] == 1
    assert total(desk, "2019-06-29")["letters"] == 0
    assert ask(desk, "assess", "2020", **on("2020-06-30"))["total"]["letters"] == 0


def test_without_a_target_there_is_no_comparison(desk: Run, small: Path) -> None:
    found = ask(desk, "assess", "2019")
    assert found["target"] is None
    assert found["total"]["meets_target"] is None
    (small / "scheme" / "thresholds.toml").write_text(TARGET, encoding="utf-8")
    found = ask(desk, "assess", "2019")
    assert (found["target"], found["total"]["meets_target"]) == (0.8, False)
    assert "80%" in do(desk, "assess", "2019").stderr


def test_without_nights_nobody_was_told(desk: Run, demo: Demo) -> None:
    done = do(desk, "assess", "2019", home=demo.home)
    assert "zcins run" in done.stderr
    found = ask(desk, "assess", "2019", "--by", "town", home=demo.home)
    assert (found["nights"], found["total"]["told"]) == (0, 0)


def test_as_a_file(desk: Run, demo: Demo, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    do(desk, "assess", "2019", "-o", path, home=demo.home)
    rows = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines()))
    assert len(rows) == 1 + 5


@pytest.mark.parametrize("line", [("19",), ("2019", "--by", "sector"), ("2030",)])
def test_bad_usage(desk: Run, demo: Demo, line: tuple[str, ...]) -> None:
    do(desk, "assess", *line, home=demo.home, code=2)
