"""What is shown of each column before anything is taken in."""

from typing import Any

import pytest

from zcins.intake.columns import Told, vocabulary
from zcins.intake.inspect import describe
from zcins.intake.table import find_tables
from zcins.intake.workbook import Sheet, Value, Workbook

ROW: list[Value] = ["PZ1", "淄博甲厂", "2019-01-01", "2019-12-31", 3000.0]


def column(header: list[Value], letter: str, *rows: list[Value], told: Told | None = None) -> Any:
    words = vocabulary().with_told(told or Told())
    sheet = Sheet("表", [header, *(rows or (ROW,))])
    (shown,) = describe(find_tables(Workbook((sheet,)), words=words), words)
    return next(each for each in shown["columns"] if each["column"] == letter)


def header(premium: str) -> list[Value]:
    return ["保单号", "被保险人", "起保日期", "终保日期", premium]


def test_a_known_name_whose_cells_fit_is_certain() -> None:
    shown = column(header("保费（元）"), "E")
    assert (shown["field"], shown["unit"], shown["unit_from"]) == ("premium", "元", "header")
    assert (shown["samples"], shown["confidence"]) == (["3000"], 1.0)


def test_a_guessed_unit_lessens_it() -> None:
    shown = column(header("保费"), "E")
    assert (shown["unit_from"], shown["confidence"]) == ("assumed", 0.9)


def test_cells_that_cannot_be_read_lessen_it() -> None:
    odd: list[Value] = ["PZ2", "淄博乙厂", "见批单", "2019-12-31", 3000.0]
    assert column(header("保费"), "C", ROW, odd)["confidence"] == 0.75


def test_a_name_without_its_group_is_less_sure() -> None:
    top: list[Value] = ["承保信息", None, None, None, "缴费信息"]
    rows = [header("保费（元）"), ROW]
    sheet = Sheet("表", [["单证号", *top[1:]], *rows], ((0, 0, 0, 3),))
    words = vocabulary()
    (shown,) = describe(find_tables(Workbook((sheet,)), None, (), 1), words)
    found = {each["field"]: each["confidence"] for each in shown["columns"]}
    assert found["premium"] == 0.85


def test_an_unmapped_column_has_its_nearest_name_and_no_confidence() -> None:
    shown = column(header("签单保费收入"), "E")
    assert (shown["field"], shown["confidence"], shown["unit"]) == (None, None, None)
    assert shown["nearest"] == {"name": "签单保费", "field": "premium"}


def test_what_a_person_told() -> None:
    told = Told({"核收数额": "premium"}, {"premium": 10_000})
    shown = column(header("核收数额"), "E", told=told)
    assert (shown["field"], shown["unit"], shown["unit_from"]) == ("premium", "万元", "told")


@pytest.mark.parametrize("count", [1, 5])
def test_a_few_different_values_are_shown(count: int) -> None:
    rows = [[f"PZ{number}", *ROW[1:]] for number in range(count)]
    shown = column(header("保费"), "A", *rows)
    assert shown["samples"] == ["PZ0", "PZ1", "PZ2"][:count]
    assert column(header("保费"), "B", *rows)["samples"] == ["淄博甲厂"]
