"""The traps of real company rows, one by one, as they were met."""

from datetime import date

import pytest

from zcins.errors import InputRefusedError
from zcins.intake.table import Table, find_tables
from zcins.intake.values import (
    CellFault,
    Value,
    code_is_valid,
    is_unknown,
    parse_code,
    parse_money,
    parse_period,
)
from zcins.intake.workbook import Sheet, Workbook, read_workbook

HEADER: list[Value] = ["保单号", "被保险人", "起保日期", "终保日期", "保费"]
POLICY: list[Value] = ["PZ1", "淄博甲厂", "2019-01-01", "2019-12-31", 100.0]


@pytest.mark.parametrize("cell", [913703063343028076.0, 9.13703e17, "9.13703E+17"])
def test_a_code_that_was_typed_as_a_number_has_lost_digits(cell: Value) -> None:
    with pytest.raises(CellFault, match="code_as_number"):
        parse_code(cell)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("370306200012345", "370306200012345"),  # 15 digits of the old register
        ("3703061234567", "3703061234567"),
        ("16412345-6", "164123456"),  # organisation code, with or without hyphen
        ("91370306MA3C1234Ox", "91370306MA3C1234OX"),
        ("９１３７０３０６ MA3C12345X", "91370306MA3C12345X"),
    ],
)
def test_codes_are_kept_as_written(cell: str, code: str) -> None:
    assert parse_code(cell) == code


def test_an_identity_card_is_no_credit_code() -> None:
    assert not code_is_valid("370306198001011234")


def test_a_name_in_the_code_column_is_no_code() -> None:
    with pytest.raises(CellFault, match="invalid_code"):
        parse_code("淄博甲化工有限公司")


@pytest.mark.parametrize("cell", ["未标明", "不详", "-", "空", None, "", "　"])
def test_words_for_unknown(cell: Value) -> None:
    assert is_unknown(cell)
    assert parse_money(cell) is None


@pytest.mark.parametrize(
    ("cell", "fen"),
    [
        ("3,383.7800(万元人民币)", 3_383_780_000),
        ("1E-06万人民币", 1),
        ("9（万元）", 9_000_000),
        ("壹佰贰拾万元整", 120_000_000),
        ("¥1,200.00", 120_000),
    ],
)
def test_amounts(cell: str, fen: int) -> None:
    assert parse_money(cell) == fen
    assert parse_money(cell, 10_000) == (fen if cell != "¥1,200.00" else fen * 10_000)


def test_foreign_money() -> None:
    with pytest.raises(CellFault, match="foreign_currency"):
        parse_money("320(万美元)")


def test_periods() -> None:
    assert parse_period("1997-04-09至2047-03-19") == (date(1997, 4, 9), date(2047, 3, 19))
    assert parse_period("1997-04-09至无固定期限") == (date(1997, 4, 9), None)


def table(rows: list[list[Value]]) -> Table:
    (found,) = find_tables(Workbook((Sheet("表", rows),))).tables
    return found


def fields(found: Table) -> list[str | None]:
    return [column.field for column in found.columns]


def test_a_header_with_a_line_break() -> None:
    broken: list[Value] = ["保单\n号", "被保险\n人", "起保\n日期", "终保\n日期", "保费\n(元)"]
    assert fields(table([broken, POLICY])) == fields(table([HEADER, POLICY]))


def test_three_levels_whose_groups_stand_in_their_first_cell() -> None:
    rows: list[list[Value]] = [
        ["保单号", "被保险人", "保险责任", None, None, "保险期间", None],
        [None, None, "责任限额（万元）", None, "保费（元）", "起期", "止期"],
        [None, None, "每人", "累计", None, None, None],
        ["PZ1", "淄博甲厂", 50.0, 500.0, 3000.0, "2019-01-01", "2019-12-31"],
    ]
    found = table(rows)
    assert [(column.field, column.unit) for column in found.columns] == [
        ("policy_no", 1),
        ("enterprise_name", 1),
        ("limit_per_person", 10_000),
        ("aggregate_limit", 10_000),
        ("premium", 1),
        ("inception", 1),
        ("expiry", 1),
    ]
    assert [row.number for row in found.rows] == [4]


def test_lines_of_currency_and_date_above_and_of_source_below() -> None:
    rows: list[list[Value]] = [
        ["台账"],
        ["货币单位：人民币万元", None, "日期：2019年6月30日"],
        HEADER,
        POLICY,
        ["数据来源：核心业务系统"],
    ]
    found = table(rows)
    assert found.header_row == 3
    assert [row.number for row in found.rows] == [4]
    assert [column.unit for column in found.columns if column.field == "premium"] == [10_000]


def test_texts_of_a_chinese_windows_and_of_a_broken_one() -> None:
    text = "保单号,被保险人,起保日期,终保日期,保费\nPZ1,淄博甲厂,2019-01-01,2019-12-31,100\n"
    for encoding in ("utf-8", "utf-8-sig", "gb18030"):
        (sheet,) = read_workbook("a.csv", text.encode(encoding)).sheets
        assert sheet.rows[1][1] == "淄博甲厂"
    with pytest.raises(InputRefusedError, match=r"a\.csv"):
        read_workbook("a.csv", text.replace("淄博", "\ufffd\ufffd").encode())
