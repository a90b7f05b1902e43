"""Grids to tables: headers by meaning, records below, the rest counted."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zcins.errors import InputRefusedError
from zcins.intake.table import Table, find_tables
from zcins.intake.workbook import Sheet, Value, Workbook
from zcins.records import Kind

Grid = Sequence[Sequence[Value]]
POLICY_HEADER: list[Value] = ["保单号", "被保险人", "起保日期", "终保日期", "保费"]
POLICY: list[Value] = ["PZ201900001", "淄博甲某化工有限公司", "2019-01-01", "2019-12-31", 100.0]
OTHER_POLICY: list[Value] = [
    "PZ201900002",
    "淄博乙某化工有限公司",
    "2019-02-01",
    "2020-01-31",
    200.0,
]


def sheet(rows: Grid, *merged: tuple[int, int, int, int], name: str = "表") -> Sheet:
    return Sheet(name, [list(row) for row in rows], merged)


def find_table(
    sheet: Sheet, kind: Kind | None = None, header_row: int | None = None
) -> Table | None:
    found = find_tables(Workbook((sheet,)), kind, (sheet.name,), header_row).tables
    return found[0] if found else None


def table(rows: Grid, *merged: tuple[int, int, int, int], kind: Kind | None = None) -> Table:
    found = find_table(sheet(rows, *merged), kind)
    assert found is not None
    assert len(found.rows) + found.skipped == found.read
    return found


def fields(found: Table) -> dict[str, tuple[int, int]]:
    return {column.field: (column.index, column.unit) for column in found.columns if column.field}


def numbers(found: Table) -> list[int]:
    return [row.number for row in found.rows]


def test_a_plain_table() -> None:
    found = table([POLICY_HEADER, POLICY, OTHER_POLICY])
    assert (found.kind, found.header_row, found.title) == (Kind.POLICIES, 1, "")
    assert fields(found) == {
        "policy_no": (0, 1),
        "enterprise_name": (1, 1),
        "inception": (2, 1),
        "expiry": (3, 1),
        "premium": (4, 1),
    }
    assert [row.cells for row in found.rows] == [POLICY, OTHER_POLICY]
    assert (found.read, found.skipped, found.total_row) == (3, 1, None)


def test_titles_unit_line_blank_rows_totals_and_foot_are_counted_and_skipped() -> None:
    found = table(
        [
            [],
            [None, "人保财险2019年6月承保台账"],
            [None, "填报日期：2019年7月1日", None, None, None, "金额单位：万元"],
            [None, *POLICY_HEADER],
            [None, *POLICY],
            [None, None, " ", None, None, None],
            [None, *OTHER_POLICY],
            [None, "小 计", None, None, None, 300.0],
            [None, "合计", None, None, None, 301.0],
            [],
            [None, "制表人：张某", None, "审核：李某"],
            [None, "注：1.本表数据来源于核心系统"],
            [None, "2.金额含税"],
        ]
    )
    assert found.header_row == 4
    assert numbers(found) == [5, 7]
    assert fields(found)["premium"] == (5, 10_000)
    assert found.title == "人保财险2019年6月承保台账 填报日期：2019年7月1日 金额单位：万元"
    assert (found.total_row, found.totals[5]) == (9, 301.0)
    assert (found.read, found.skipped) == (12, 10)


def test_a_unit_in_the_header_wins_over_the_unit_line() -> None:
    header: list[Value] = ["保单号", "被保险人", "起保日期", "保费（元）", "每人责任限额"]
    row: list[Value] = ["PZ201900001", "淄博甲某化工有限公司", "2019-01-01", 100.0, 50.0]
    found = table([["台账（单位：万元）"], header, row])
    assert fields(found)["premium"] == (3, 1)
    assert fields(found)["limit_per_person"] == (4, 10_000)


def test_a_header_of_two_rows_with_merges() -> None:
    found = table(
        [
            [
                "序号",
                "保单号",
                "被保险人",
                "保险期间",
                None,
                "责任限额（万元）",
                None,
                "保费（元）",
            ],
            [None, None, None, "起期", "止期", "每人", "累计", None],
            [1.0, "PZ1", "甲公司", "2019-01-01", "2019-12-31", 50.0, 500.0, 100.0],
        ],
        *[(0, column, 1, column) for column in (0, 1, 2, 7)],
        (0, 3, 0, 4),
        (0, 5, 0, 6),
    )
    assert fields(found) == {
        "policy_no": (1, 1),
        "enterprise_name": (2, 1),
        "inception": (3, 1),
        "expiry": (4, 1),
        "limit_per_person": (5, 10_000),
        "aggregate_limit": (6, 10_000),
        "premium": (7, 1),
    }
    assert [column.header for column in found.columns][3:5] == ["保险期间 起期", "保险期间 止期"]
    assert numbers(found) == [3]


def test_a_header_of_two_rows_whose_merges_a_text_file_lost() -> None:
    found = table(
        [
            ["保单号", "被保险人", "保险期间", None, "保费（万元）", None, "投保人数"],
            [None, None, "起期", "止期", "应收", "实收", None],
            ["PZ1", "甲公司", "20190101", "20191231", "0.1", "0.1", "3"],
        ]
    )
    assert fields(found)["expiry"] == (3, 1)
    assert fields(found)["premium"] == (4, 10_000)
    assert fields(found)["premium_received"] == (5, 10_000)
    assert fields(found)["insured_headcount"] == (6, 1)


def test_a_header_of_three_rows_keeps_the_unit_of_its_top() -> None:
    found = table(
        [
            ["保单号", "被保险人", "起保日期", "责任限额（万元）", None, "保费"],
            [None, None, None, "从业人员", None, None],
            [None, None, None, "每人", "累计", None],
            ["PZ1", "甲公司", "2019-01-01", 50.0, 500.0, 100.0],
        ],
        *[(0, column, 2, column) for column in (0, 1, 2, 5)],
        (0, 3, 0, 4),
        (1, 3, 1, 4),
    )
    assert (found.header_row, numbers(found)) == (1, [4])
    assert fields(found)["limit_per_person"] == (3, 10_000)
    assert fields(found)["premium"] == (5, 1)


def test_labels_over_groups_of_columns_may_stand_above_the_header() -> None:
    labels: list[Value] = ["保单信息", None, "承保信息", None, None]
    found = table([labels, POLICY_HEADER, POLICY], (0, 0, 0, 1), (0, 2, 0, 4))
    assert (found.header_row, numbers(found)) == (2, [3])


def test_a_title_merged_over_the_table_is_no_header() -> None:
    found = table([["2019年6月台账", *[None] * 4], POLICY_HEADER, POLICY], (0, 0, 0, 4))
    assert (found.header_row, found.title) == (2, "2019年6月台账")


def test_the_insured_is_the_enterprise_and_the_policyholder_only_in_its_place() -> None:
    both = table([["投保人", *POLICY_HEADER], ["某集团公司", *POLICY]])
    assert fields(both)["enterprise_name"] == (2, 1)
    assert fields(both)["policyholder"] == (0, 1)
    header = ["保单号", "投保人名称", "投保人统一社会信用代码", "起保日期", "终保日期", "保费"]
    alone = table([header, ["PZ1", "甲公司", "91370306", "2019-01-01", "2019-12-31", 1.0]])
    assert fields(alone)["enterprise_name"] == (1, 1)
    assert fields(alone)["uscc"] == (2, 1)
    assert "policyholder" not in fields(alone)


def test_the_code_of_the_policyholder_is_not_the_insured_s() -> None:
    found = table([["投保人统一社会信用代码", *POLICY_HEADER], ["91370306", *POLICY]])
    assert "uscc" not in fields(found)


def test_of_two_columns_for_one_field_the_better_name_wins() -> None:
    found = table([["保费", "签单保费", *POLICY_HEADER[:4]], [1.0, 2.0, *POLICY[:4]]])
    assert fields(found)["premium"][0] == 1
    assert found.columns[0].field is None


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        (["企业名称", "统一社会信用代码", "镇办", "行业领域", "从业人员数"], Kind.REGISTER),
        ([*POLICY_HEADER, "事故预防费用"], Kind.POLICIES),
        (
            ["企业名称", "保险公司名称", "保险期间", "保费（元）", "每人赔偿限额（万元）"],
            Kind.POLICIES,
        ),
        (["案件号", "报案企业", "报案日期", "状态"], Kind.CLAIMS),
        (["报案号", *POLICY_HEADER, "出险日期", "已决赔款"], Kind.CLAIMS),
        (["凭证号", "支出日期", "支出金额", "费用类别", "收款单位"], Kind.PREVENTION),
        (
            [
                "保单编号",
                "企业名称",
                "有效期",
                "保费总额(万元)",
                "应计提额(万元)",
                "实际支出费额(万元)",
            ],
            Kind.PREVENTION,
        ),
        (
            ["企业名称", "镇办", "行业", "事故时间", "死亡人数", "受伤人数", "直接经济损失"],
            Kind.ACCIDENTS,
        ),
    ],
)
def test_kinds_are_told_apart(header: list[Value], kind: Kind) -> None:
    assert table([header, ["甲某某某某某"] * len(header)]).kind is kind


def test_a_summary_is_no_table() -> None:
    summary = sheet([["镇办", "企业数", "保费"], ["王村镇", 12.0, 100.0]])
    assert find_table(summary) is None


def test_a_workbook_is_of_one_kind_and_tells_what_it_leaves_out() -> None:
    towns = [sheet([POLICY_HEADER, POLICY], name=name) for name in ("王村镇", "北郊镇")]
    summary = sheet([["镇办", "保费"], ["王村镇", 100.0]], name="汇总")
    claims = sheet([["报案号", "被保险人", "出险日期"], ["B1", "甲", "2019-01-01"]], name="理赔")
    found = find_tables(Workbook((*towns, summary, claims)))
    assert found.kind is Kind.POLICIES
    assert [each.sheet for each in found.tables] == ["王村镇", "北郊镇"]
    left = [(each.sheet, each.rows, each.hidden) for each in found.left_out]
    assert left == [("汇总", 2, False), ("理赔", 2, False)]


def test_a_hidden_sheet_is_read_like_the_others() -> None:
    old = Sheet("旧", [POLICY_HEADER, POLICY], hidden=True)
    book = Workbook((sheet([POLICY_HEADER, POLICY], name="新"), old))
    assert [each.sheet for each in find_tables(book).tables] == ["新", "旧"]
    assert [each.sheet for each in find_tables(book, sheets=["旧"]).tables] == ["旧"]


def test_a_sheet_that_is_not_there() -> None:
    with pytest.raises(InputRefusedError, match="承保"):
        find_tables(Workbook((sheet([POLICY_HEADER]),), "a.xlsx"), sheets=["承保"])


def test_what_the_user_says_of_kind_and_header_row_holds() -> None:
    rows: Grid = [["企业名称", "镇办"], POLICY_HEADER, POLICY]
    named = find_table(sheet(rows), Kind.REGISTER)
    assert named is not None
    assert named.header_row == 1
    told = find_table(sheet([*rows, ["保单号", "投保人数"], ["PZ1", 3.0]]), Kind.POLICIES, 4)
    assert told is not None
    assert (told.header_row, numbers(told)) == (4, [5])
    assert find_table(sheet(rows), header_row=9) is None


def test_merged_records_share_words_but_not_money() -> None:
    found = table(
        [POLICY_HEADER, POLICY, [None, *OTHER_POLICY[1:4], None]], (1, 0, 2, 0), (1, 4, 2, 4)
    )
    assert found.rows[1].cells == ["PZ201900001", *OTHER_POLICY[1:4], None]


@given(
    above=st.integers(0, 8),
    left=st.integers(0, 4),
    order=st.permutations(range(5)),
    blanks=st.lists(st.booleans(), min_size=2, max_size=2),
)
def test_a_table_is_found_wherever_it_stands(
    above: int, left: int, order: list[int], blanks: list[bool]
) -> None:
    def placed(row: Sequence[Value]) -> list[Value]:
        return [*[None] * left, *(row[index] for index in order)]

    rows: list[list[Value]] = [["标题"], *[[] for _row in range(above)], placed(POLICY_HEADER)]
    expected = []
    for blank, row in zip(blanks, (POLICY, OTHER_POLICY), strict=True):
        rows += [[]] if blank else []
        rows.append(placed(row))
        expected.append(len(rows))
    found = table(rows)
    assert found.header_row == above + 2
    assert numbers(found) == expected
    assert fields(found)["premium"][0] == left + order.index(4)
    assert found.read == len(found.rows) + found.skipped == len(rows)
