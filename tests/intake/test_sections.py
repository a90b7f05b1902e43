"""Several tables on one sheet, decoys, and rows that only look like records."""

from collections.abc import Sequence

import pytest

from zcins.intake.table import Found, HeaderBelowError, Table, find_tables
from zcins.intake.workbook import Sheet, Value, Workbook
from zcins.records import Kind

Grid = Sequence[Sequence[Value]]
HEADER: list[Value] = ["保单号", "被保险人", "起保日期", "终保日期", "保费"]
OTHER_HEADER: list[Value] = ["被保险人", "保单号", "保费", "起保日期", "终保日期"]
CLAIMS: list[Value] = ["报案号", "被保险人", "出险日期", "已决赔款", "未决赔款"]


def policy(number: int, premium: float = 100.0) -> list[Value]:
    return [f"PZ{number:07d}", f"淄博第{number}化工厂", "2019-01-01", "2019-12-31", premium]


def turned(number: int) -> list[Value]:
    """Give a policy in the order of OTHER_HEADER."""
    no, name, begins, ends, premium = policy(number)
    return [name, no, premium, begins, ends]


def find(rows: Grid, kind: Kind | None = None, **below: Sequence[int]) -> Found:
    found = find_tables(Workbook((Sheet("表", [list(row) for row in rows]),)), kind, below=below)
    for table in found.tables:
        assert len(table.rows) + table.skipped == table.read
    return found


def numbers(table: Table) -> list[int]:
    return [row.number for row in table.rows]


def test_tables_one_below_the_other_share_out_the_rows_of_their_sheet() -> None:
    rows: Grid = [
        ["一、新保明细"],
        HEADER,
        policy(1),
        policy(2),
        ["合计", None, None, None, 200.0],
        [],
        ["二、续保明细（单位：万元）"],
        OTHER_HEADER,
        turned(3),
        ["制表人：张某"],
    ]
    first, second = find(rows).tables
    assert (numbers(first), numbers(second)) == ([3, 4], [9])
    assert (first.title, second.title) == ("一、新保明细", "二、续保明细（单位：万元）")
    assert (first.read, second.read) == (6, 4)
    assert first.totals[4] == 200.0
    assert [one.unit for one in first.columns if one.field == "premium"] == [1]
    assert [one.unit for one in second.columns if one.field == "premium"] == [10_000]


def test_the_same_header_under_a_new_title_begins_a_new_table() -> None:
    rows: Grid = [["单位：元"], HEADER, policy(1), ["单位：万元"], HEADER, policy(2)]
    first, second = find(rows).tables
    assert (numbers(first), numbers(second)) == ([3], [6])
    assert [one.unit for one in second.columns if one.field == "premium"] == [10_000]


def test_the_same_header_on_the_next_page_does_not() -> None:
    page: Grid = [["承保明细表 第1页"], HEADER, policy(1)]
    (table,) = find([*page, ["承保明细表 第2页"], HEADER, policy(2)]).tables
    assert numbers(table) == [3, 6]


def test_a_table_of_another_kind_is_named_and_its_rows_are_counted() -> None:
    rows: Grid = [
        HEADER,
        policy(1),
        ["附：理赔情况"],
        CLAIMS,
        ["B1", "淄博第1化工厂", "2019-05-01", 5.0, 0.0],
    ]
    found = find(rows, Kind.POLICIES)
    (table,) = found.tables
    assert (numbers(table), table.read, table.skipped) == ([2], 5, 4)
    (left,) = found.left_out
    assert (left.kind, left.header_row, left.rows) == (Kind.CLAIMS, 4, 3)


def test_a_grand_total_below_several_tables_is_of_none_of_them() -> None:
    rows: Grid = [
        HEADER,
        policy(1),
        ["合计", None, None, None, 100.0],
        OTHER_HEADER,
        turned(2),
        ["合计", None, 100.0, None, None],
        ["总计", None, 200.0, None, None],
    ]
    assert [each.total_row for each in find(rows).tables] == [3, 6]


def test_an_explanation_of_the_columns_is_no_table() -> None:
    rows: Grid = [["填写说明"], HEADER, [], ["承保台账"], OTHER_HEADER, turned(1), turned(2)]
    (table,) = find(rows).tables
    assert (table.header_row, numbers(table)) == (5, [6, 7])


def test_a_row_of_data_that_reads_like_a_header_is_data() -> None:
    words: list[Value] = ["企业名称", "镇办", "行业", "从业人员"]
    rows: Grid = [["甲厂", "镇办", "行业", 3.0], words, ["乙厂", "王村镇", "化工", 30.0]]
    (table,) = find([["编号", "类别"], *rows], Kind.REGISTER).tables
    assert table.header_row == 3


def test_of_two_columns_of_one_name_the_one_whose_cells_fit_is_the_field() -> None:
    header: list[Value] = ["保单号", "被保险人", "签单保费", "应收保费", "起保日期", "终保日期"]
    row: list[Value] = ["PZ1", "甲厂", 100.0, "见附件", "2019-01-01", "2019-12-31"]
    (table,) = find([header, row]).tables
    assert [one.header for one in table.columns if one.field == "premium"] == ["签单保费"]


def test_a_last_row_without_words_that_adds_up_is_the_total() -> None:
    last: list[Value] = [None, None, None, None, 120.5]
    rows = [HEADER, policy(1, 100.0), policy(2, 20.5), last]
    (table,) = find(rows).tables
    assert (numbers(table), table.total_row, table.totals[4]) == ([2, 3], 4, 120.5)


@pytest.mark.parametrize(
    "last",
    [
        [None, None, None, None, 120.0],  # it does not add up
        [None, "丙厂", None, None, 120.5],  # it says whose it is
        [None, None, "2019-01-01", None, 120.5],  # it says when it begins
    ],
)
def test_any_other_last_row_is_a_record(last: list[Value]) -> None:
    (table,) = find([HEADER, policy(1, 100.0), policy(2, 20.5), last]).tables
    assert (numbers(table), table.total_row) == ([2, 3, 4], None)


def test_a_row_without_words_in_the_middle_is_a_record() -> None:
    (table,) = find([HEADER, policy(1), [None, None, None, None, 100.0], policy(2)]).tables
    assert numbers(table) == [2, 3, 4]


@pytest.mark.parametrize(
    "numbering",
    [
        [1.0, 2.0, 3.0, 4.0, 5.0],
        ["甲", "乙", 1.0, 2.0, 3.0],
        ["栏次", "1", "2", "3", "4"],
        ["（1）", "（2）", "（3）", "（4）", "（5）"],
    ],
)
def test_a_row_that_numbers_the_columns_is_no_record(numbering: list[Value]) -> None:
    (table,) = find([HEADER, numbering, policy(1), HEADER, numbering, policy(2)]).tables
    assert numbers(table) == [3, 6]


def test_a_first_record_of_numbers_is_a_record() -> None:
    header: list[Value] = ["保单号", "被保险人", "保费", "投保人数"]
    (table,) = find([header, [1.0, 2.0, 4.0, 3.0]]).tables
    assert numbers(table) == [2]


def test_headers_far_down_are_asked_about_and_then_found() -> None:
    rows: list[list[Value]] = [HEADER, *(policy(number) for number in range(300))]
    rows += [["续保部分"], OTHER_HEADER, turned(400), turned(401)]
    with pytest.raises(HeaderBelowError) as asked:
        find(rows)
    assert (asked.value.sheet, asked.value.row) == ("表", 302)
    first, second = find(rows, 表=[302]).tables
    assert (len(first.rows), numbers(second)) == (300, [304, 305])
    assert second.title == "续保部分"
    assert first.read + second.read == len(rows)


def test_what_was_asked_about_and_is_no_header_stays_a_record() -> None:
    words: list[Value] = ["产品名称", "签单日期", "投保人数", None, None]
    rows: list[list[Value]] = [HEADER, *(policy(number) for number in range(300)), words]
    with pytest.raises(HeaderBelowError):
        find(rows)
    (table,) = find(rows, Kind.POLICIES, 表=[301]).tables
    assert numbers(table)[-1] == 302


def test_pages_far_down_are_still_pages() -> None:
    page: list[list[Value]] = [HEADER, *(policy(number) for number in range(150))]
    (table,) = find([*page, *page, *page]).tables
    assert len(table.rows) == 450


def test_many_tables_far_down() -> None:
    rows: list[list[Value]] = [HEADER, *(policy(number) for number in range(250))]
    places = []
    for number in range(300, 340):
        header, record = (OTHER_HEADER, turned) if number % 2 else (HEADER, policy)
        places.append(len(rows) + 1)
        rows += [[f"（{'一二三四五'[number % 5]}）"], header, record(number), record(number + 100)]
    tables = find(rows, 表=places).tables
    assert len(tables) == 41
    assert [numbers(table) for table in tables[1:]] == [[at + 2, at + 3] for at in places]
    assert sum(table.read for table in tables) == len(rows)
