"""Workbooks for the departments, and their answers coming back."""

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.conftest import Run
from tests.whole.ledgers import REGISTER, ask, do, events, firm, firm_name, take, write_csv

DAY = "20191231"
TITLES = ("问题编号", "处理结果", "答复说明")


@pytest.fixture
def books(desk: Run, tmp_path: Path) -> Path:
    """Give the workbooks: firms 1 and 2 are the safety office's, 3 the transport office's."""
    rows = (firm(1), firm(2), firm(3, sector="交通运输"))
    take(desk, write_csv(tmp_path / "企业台账2019-11.csv", REGISTER, *rows))
    folder = tmp_path / "departments"
    do(desk, "audit", "--by", "department", "-o", folder)
    return folder


def safety(books: Path) -> Path:
    return books / f"区应急管理局{DAY}问题清单.xlsx"


def fill(path: Path, *answers: tuple[str, str]) -> Path:
    """Write answers into the first rows, as a department would."""
    book = load_workbook(path)
    sheet = book.worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    at = next(number for number, row in enumerate(rows, start=1) if row[0] == TITLES[0])
    verdicts, texts = (rows[at - 1].index(title) + 1 for title in TITLES[1:])
    for line, (verdict, text) in enumerate(answers, start=at + 1):
        sheet.cell(line, verdicts).value = verdict or None
        sheet.cell(line, texts).value = text or None
    book.save(path)
    return path


def table(path: Path) -> list[dict[str, Any]]:
    rows = [[cell.value for cell in row] for row in load_workbook(path).worksheets[0].iter_rows()]
    at = next(number for number, row in enumerate(rows) if row[0] == TITLES[0])
    return [dict(zip(map(str, rows[at]), row, strict=True)) for row in rows[at + 1 :]]


def test_each_department_gets_its_own(books: Path) -> None:
    assert sorted(path.name for path in books.iterdir()) == [
        f"区交通运输局{DAY}问题清单.xlsx",
        f"区应急管理局{DAY}问题清单.xlsx",
    ]
    rows = table(safety(books))
    assert [row["问题编号"] for row in rows] == ["uninsured:1", "uninsured:2"]
    assert rows[0]["企业名称"] == firm_name(1)
    assert (rows[0]["程度"], rows[0]["问题"]) == ("高", "应投保未投保")
    assert {row["处理结果"] for row in rows} == {None}


def test_the_answers_come_back(desk: Run, books: Path, home: Path) -> None:
    path = fill(safety(books), ("已处理", "已投保"), ("有异议", "早已停产"))
    told = ask(desk, "audit", "answers", str(path))
    assert [(one["id"], one["verdict"]) for one in told["answers"]] == [
        ("uninsured:1", "handled"),
        ("uninsured:2", "objection"),
    ]
    found = {one["id"]: one for one in ask(desk, "audit")["findings"]}
    answer = found["uninsured:2"]["answer"]
    assert (answer["verdict"], answer["text"]) == ("objection", "早已停产")
    assert found["uninsured:3"]["answer"] is None
    assert [path.suffix for path in (home / "archive").iterdir()].count(".xlsx") == 1


def test_the_same_answers_again_change_nothing(desk: Run, books: Path, home: Path) -> None:
    path = fill(safety(books), ("已处理", "已投保"))
    do(desk, "audit", "answers", path)
    before = events(home)
    told = ask(desk, "audit", "answers", str(path))
    assert (told["answers"], told["unchanged"], told["event"]) == ([], 1, None)
    assert events(home) == before


def test_a_later_answer_takes_the_place_of_the_first(desk: Run, books: Path) -> None:
    do(desk, "audit", "answers", fill(safety(books), ("有异议", "不属于我局")))
    do(desk, "audit", "answers", fill(safety(books), ("已处理", "已约谈")))
    (found,) = [one for one in ask(desk, "audit")["findings"] if one["id"] == "uninsured:1"]
    assert found["answer"]["text"] == "已约谈"
    do(desk, "audit", "--by", "department", "-o", books)
    assert table(safety(books))[0]["答复说明"] == "已约谈"


@pytest.mark.parametrize(
    ("verdict", "text", "told"),
    [("办完了", "", "办完了"), ("有异议", "", "答复说明"), ("", "没有选结果", "已处理")],
)
def test_a_faulty_answer_is_refused_with_its_row(
    desk: Run, books: Path, home: Path, verdict: str, text: str, told: str
) -> None:
    before = events(home)
    done = do(desk, "audit", "answers", fill(safety(books), (verdict, text)), code=3)
    assert told in done.stderr
    assert "问题清单" in done.stderr
    assert events(home) == before


def test_other_files_are_refused(desk: Run, books: Path, tmp_path: Path) -> None:
    other = write_csv(tmp_path / "x.csv", TITLES, ("uninsured:99", "已处理", ""))
    assert "uninsured:99" in do(desk, "audit", "answers", other, code=3).stderr
    ledger = write_csv(tmp_path / "y.csv", REGISTER, firm(1))
    assert "问题编号" in do(desk, "audit", "answers", ledger, code=3).stderr
    do(desk, "audit", "answers", books / "没有.xlsx", code=3)


def test_the_workbooks_are_narrowed_like_the_list(desk: Run, books: Path, tmp_path: Path) -> None:
    del books
    folder = tmp_path / "one"
    do(desk, "audit", "--by", "department", "--department", "区交通运输局", "-o", folder)
    assert [path.name for path in folder.iterdir()] == [f"区交通运输局{DAY}问题清单.xlsx"]
