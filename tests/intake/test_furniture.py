"""Rows that are no records: totals, foot lines, headers printed again."""

from collections.abc import Sequence

import pytest

from zcins.intake.table import Table, find_tables
from zcins.intake.workbook import Sheet, Value, Workbook

POLICY_HEADER: list[Value] = ["保单号", "被保险人", "起保日期", "终保日期", "保费"]
POLICY: list[Value] = ["PZ201900001", "淄博甲某化工有限公司", "2019-01-01", "2019-12-31", 100.0]
OTHER_POLICY: list[Value] = ["PZ201900002", "淄博乙某化工公司", "2019-02-01", "2020-01-31", 200.0]
REGISTER_HEADER: list[Value] = ["企业名称", "统一社会信用代码", "镇办", "行业领域"]
Grid = Sequence[Sequence[Value]]


def table(rows: Grid) -> Table:
    (found,) = find_tables(Workbook((Sheet("表", [list(row) for row in rows]),))).tables
    assert len(found.rows) + found.skipped == found.read
    return found


def numbers(found: Table) -> list[int]:
    return [row.number for row in found.rows]


def test_titles_and_headers_printed_on_every_page() -> None:
    page: list[list[Value]] = [["台账"], POLICY_HEADER]
    sums: list[Value] = ["本页合计", None, None, None, 100.0]
    found = table([*page, POLICY, sums, *page, OTHER_POLICY])
    assert numbers(found) == [3, 7]
    assert found.total_row is None


def test_the_grand_total_is_the_stated_one() -> None:
    first: list[Value] = ["合计", None, None, None, 100.0]
    rows = [POLICY_HEADER, POLICY, first, OTHER_POLICY]
    both: Grid = [*rows, ["合计", None, None, None, 200.0], ["总计", None, None, None, 300.0]]
    assert table(both).totals[4] == 300.0
    assert table([*rows, ["合计", None, None, None, 200.0]]).total_row is None


@pytest.mark.parametrize(
    "name", ["淄博合计商贸有限公司", "合计（淄博）商贸有限公司", "注册大厦物业公司"]
)
def test_a_name_with_such_words_in_it_is_a_record(name: str) -> None:
    found = table([REGISTER_HEADER, [name, None, None, None], ["合计：2家"]])
    assert numbers(found) == [2]


def test_odd_rows_are_records() -> None:
    odd: list[list[Value]] = [
        ["只有名称"],
        [None, None, None, "化工"],
        [None, "91370306X"],
        ["小计", "91370306MA0000"],
    ]
    assert numbers(table([REGISTER_HEADER, *odd])) == [2, 3, 4, 5]


@pytest.mark.parametrize(
    "label",
    ["合计", "合 计", "总计：", "共计", "小计", "王村镇小计", "本页合计", "合计（元）", "合计35户"],
)
def test_the_words_of_totals(label: str) -> None:
    found = table([POLICY_HEADER, POLICY, [label, None, None, None, 100.0]])
    assert numbers(found) == [2]


@pytest.mark.parametrize(
    "label",
    [
        "制表人：张某",
        "审核人: 李某",
        "填表说明",
        "说明：略",
        "数据来源：核心系统",
        "单位（盖章）",
        "第1页 共2页",
        "共35户",
    ],
)
def test_the_words_of_foot_lines(label: str) -> None:
    assert numbers(table([POLICY_HEADER, POLICY, [label]])) == [2]
