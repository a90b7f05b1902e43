"""Amounts that contradict the unit of their column."""

from datetime import date

import pytest

from zcins.intake.columns import Told, vocabulary
from zcins.intake.plausible import Question, questions
from zcins.intake.table import find_tables
from zcins.intake.workbook import Sheet, Value, Workbook
from zcins.records import Kind
from zcins.scheme import Scheme

SCHEME = Scheme.load()
DAY = date(2019, 12, 31)
HEADER = ("保单号", "被保险人", "起保日期", "终保日期")


def asked(
    columns: tuple[str, ...],
    *rows: tuple[Value, ...],
    told: dict[str, int] | None = None,
    kind: Kind = Kind.POLICIES,
) -> list[Question]:
    whole: list[list[Value]] = [[*HEADER, *columns]]
    for number, row in enumerate(rows):
        whole.append([f"PZ{number}", f"淄博第{number}厂", "2019-01-01", "2019-12-31", *row])
    words = vocabulary().with_told(Told(units=told or {}))
    found = find_tables(Workbook((Sheet("表", whole),)), kind, words=words)
    return questions(found.tables, words, SCHEME, DAY)


def test_a_premium_of_thirty_fen_a_head_looks_like_ten_thousands() -> None:
    (question,) = asked(("保费（元）", "投保人数"), (0.3, 20.0), (0.32, 1.0), (0.9, 2.0))
    assert (question.field, question.unit, question.likely) == ("premium", 1, 10_000)
    assert "保费（元）" in question.message()
    assert "0.32" in question.message()
    assert "premium=万元" in question.hint()


def test_yuan_under_a_header_of_ten_thousands() -> None:
    (question,) = asked(("保费（万元）", "投保人数"), (3000.0, 30.0))
    assert (question.unit, question.likely) == (10_000, 1)


def test_a_limit_of_fifty_yuan() -> None:
    columns = ("每人责任限额", "累计责任限额（万元）")
    (question,) = asked(columns, (50.0, 500.0))
    assert (question.field, question.likely) == ("limit_per_person", 10_000)


@pytest.mark.parametrize(
    ("columns", "row"),
    [
        (("保费（元）", "投保人数"), (3000.0, 30.0)),
        (("保费（万元）", "投保人数"), (0.3, 30.0)),
        (("保费", "每人责任限额（万元）"), (3000.0, 50.0)),
        (("保费", "投保人数"), ("0.3万元", 30.0)),  # the cell's own unit counts
        (("保费", "投保人数"), (None, None)),
        (("保费", "投保人数"), ("待核", "若干")),
    ],
)
def test_plausible_amounts_ask_nothing(columns: tuple[str, ...], row: tuple[Value, ...]) -> None:
    assert asked(columns, row) == []


def test_without_heads_only_the_least_premium_is_held_against() -> None:
    assert [each.field for each in asked(("保费",), (0.32,))] == ["premium"]
    assert asked(("保费",), (9_000_000.0,)) == []


def test_one_odd_premium_is_no_matter_of_the_unit() -> None:
    rows = ((3000.0, 30.0), (0.32, 30.0), (2000.0, 20.0))
    assert asked(("保费", "投保人数"), *rows) == []


def test_refunds_and_projects_say_nothing_of_the_unit() -> None:
    assert asked(("保费", "投保人数", "批单号"), (0.5, 30.0, "B1")) == []
    assert asked(("保费", "投保人数", "工程名称"), (90000.0, 1.0, "某大桥")) == []


def test_what_no_other_unit_explains_is_asked_about_as_well() -> None:
    (question,) = asked(("保费", "投保人数"), (70_000.0, 1.0))
    assert question.likely is None


def test_a_unit_that_was_told_is_not_asked_about() -> None:
    assert asked(("保费", "投保人数"), (0.3, 30.0), told={"premium": 1}) == []


def test_other_ledgers_have_no_bounds() -> None:
    rows: list[list[Value]] = [["报案号", "被保险人", "已决赔款"], ["B1", "甲厂", 0.01]]
    found = find_tables(Workbook((Sheet("表", rows),)))
    assert found.kind is Kind.CLAIMS
    assert questions(found.tables, vocabulary(), SCHEME, DAY) == []
