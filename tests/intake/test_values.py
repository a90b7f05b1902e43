"""Cells that are texts, codes, counts, yes and no, days, periods and months."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zcins.i18n import set_language
from zcins.intake import values
from zcins.intake.faults import MESSAGES
from zcins.intake.values import CellFault, Value

DAYS = st.dates(date(1990, 1, 1), date(2099, 12, 31))


def fault(parse: Callable[..., Any], value: Value, **how: bool) -> str:
    with pytest.raises(CellFault) as caught:
        parse(value, **how)
    return caught.value.problem


@pytest.mark.parametrize(
    "cell", [None, "", " ", "\u3000", "-", "--", "—", "/", "\\", "未标明", "不详", "无", "空"]
)
def test_a_cell_that_says_nothing_is_unknown(cell: Value) -> None:
    assert values.is_unknown(cell)
    assert values.parse_text(cell) is None
    assert values.parse_date(cell) is None
    assert values.parse_money(cell) is None


@pytest.mark.parametrize("cell", [0, 0.0, False, "0", "无锡某某公司", "-1"])
def test_zero_and_words_that_begin_like_nothing_are_known(cell: Value) -> None:
    assert not values.is_unknown(cell)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (" 人保\n 财险 ", "人保 财险"),
        (123.0, "123"),
        (805122019370306.0, "805122019370306"),
        (1.5, "1.5"),
        (date(2019, 6, 3), "2019-06-03"),
        (datetime(2019, 6, 3), "2019-06-03"),  # noqa: DTZ001 - cells have no zone
        ("'00123", "00123"),
        ("PZ\u200b01", "PZ01"),
    ],
)
def test_text(cell: Value, text: str) -> None:
    assert values.parse_text(cell) == text


@pytest.mark.parametrize("cell", [1e15, 9.13703061234568e17, "1.05330520190001E+18"])
def test_a_number_that_lost_digits_is_no_text(cell: Value) -> None:
    assert fault(values.parse_text, cell) == "code_as_number"


def test_a_failed_formula_is_named() -> None:
    for parse in (values.parse_text, values.parse_money, values.parse_date, values.parse_count):
        assert fault(parse, "#REF!") == "formula_error"


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("91370306 ma3c-0pl00x", "91370306MA3C0PL00X"),
        ("９１３７０３０６ＭＡ３Ｃ０ＰＬ００Ｘ", "91370306MA3C0PL00X"),
        ("9137O306", "9137O306"),
        ("370306228001234", "370306228001234"),
        ("/", None),
    ],
)
def test_code(cell: Value, code: str | None) -> None:
    assert values.parse_code(cell) == code


def test_a_code_that_is_a_number_is_broken() -> None:
    assert fault(values.parse_code, 9.13703061234568e17) == "code_as_number"
    assert fault(values.parse_code, 42) == "code_as_number"
    assert fault(values.parse_code, "9.13703E+17") == "code_as_number"
    assert fault(values.parse_code, "淄博某某化工有限公司") == "invalid_code"


def test_a_valid_code_has_the_check_digit_of_its_standard() -> None:
    assert values.code_is_valid("91110000600037341L")
    assert not values.code_is_valid("91110000600037341M")
    assert not values.code_is_valid("370306228001234")


def test_an_identity_number_is_no_credit_code() -> None:
    # 11010519491231002X is the specimen of GB 11643; its check digit differs as a code.
    assert not values.code_is_valid("11010519491231002X")
    assert not values.code_is_valid("370306199001011234")


@pytest.mark.parametrize(
    ("cell", "count"),
    [("35人", 35), (35.0, 35), ("３５", 35), ("1,200", 1200), (-2.0, -2), ("35.0", 35), (0, 0)],
)
def test_count(cell: Value, count: int) -> None:
    assert values.parse_count(cell) == count


@pytest.mark.parametrize("cell", ["3.5", 3.5, "约35人", "1,20", True, date(2019, 1, 1), "30+5"])
def test_no_count(cell: Value) -> None:
    assert fault(values.parse_count, cell) == "invalid_number"


def test_yes_and_no() -> None:
    assert [values.parse_bool(word) for word in ("是", "有", "√", "1", "y", 1.0, True)] == [
        True
    ] * 7
    assert [values.parse_bool(word) for word in ("否", "无", "×", "0", "N", 0, False)] == [
        False
    ] * 7
    assert values.parse_bool("不详") is None
    assert fault(values.parse_bool, "也许") == "unknown_value"


@pytest.mark.parametrize(
    "cell",
    [
        "20190630",
        "2019.6.30",
        "2019-6-30",
        "2019/06/30",
        "2019年6月30日",
        "２０１９年６月３０日",
        " 2019-06-30 ",
        "2019-06-30 00:00:00",
        "2019-06-30T08:15:00",
        "2019年6月30日12时",
        20190630,
        20190630.0,
        43646,  # 43466 is 2019-01-01 by the spreadsheet's count, and 180 days follow
        43646.75,
        "43646",
        date(2019, 6, 30),
        datetime(2019, 6, 30, 13, 5),  # noqa: DTZ001 - cells have no zone
    ],
)
@pytest.mark.parametrize("end", [False, True])
def test_a_day(cell: Value, end: bool) -> None:
    assert values.parse_date(cell, end=end) == date(2019, 6, 30)


@pytest.mark.parametrize(
    ("cell", "start", "end"),
    [
        ("2019-09-01 0时", date(2019, 9, 1), date(2019, 8, 31)),
        ("2019年9月1日零时", date(2019, 9, 1), date(2019, 8, 31)),
        ("2019年9月1日0点", date(2019, 9, 1), date(2019, 8, 31)),
        ("2019-08-31 24:00", date(2019, 9, 1), date(2019, 8, 31)),
        ("2019年8月31日二十四时止", date(2019, 9, 1), date(2019, 8, 31)),
        ("2019-08-31 23:59:59", date(2019, 8, 31), date(2019, 8, 31)),
        ("2019-09-01 00:00", date(2019, 9, 1), date(2019, 9, 1)),
    ],
)
def test_hours_move_the_day(cell: str, start: date, end: date) -> None:
    assert values.parse_date(cell) == start
    assert values.parse_date(cell, end=True) == end


@pytest.mark.parametrize(
    "cell",
    [
        "2019.13.5",
        "2019-02-30",
        "1989-12-31",
        "2100-01-01",
        "19.6.30",
        "2019.6",
        "2019-06-30 24:30",
        "2019-06-30 25时",
        "待核实",
        201906,
        19999,
        80001,
        True,
        time(12),
        timedelta(days=1),
    ],
)
def test_no_day(cell: Value) -> None:
    assert fault(values.parse_date, cell) == "invalid_date"


def test_only_an_end_can_be_open() -> None:
    assert values.parse_date("无固定期限", end=True) is None
    assert values.parse_date("至竣工", end=True) is None
    assert fault(values.parse_date, "至竣工") == "invalid_date"


@given(DAYS, st.sampled_from(["%Y%m%d", "%Y-%m-%d", "%Y.%m.%d", "%Y/%m/%d", "%Y年%m月%d日"]))
def test_a_written_day_is_read_back(day: date, form: str) -> None:
    assert values.parse_date(day.strftime(form)) == day


@given(st.dates(date(1990, 1, 1), date(2099, 12, 31)))
def test_a_serial_is_read_back(day: date) -> None:
    assert values.parse_date((day - date(1899, 12, 30)).days) == day


@pytest.mark.parametrize(
    "cell",
    [
        "自2018年11月2日0时起至2019年11月1日24时止",
        "自2018年11月2日零时起，至2019年11月2日零时止",
        "2018.11.02-2019.11.01",
        "2018-11-02至2019-11-01",
        "2018-11-02-2019-11-01",
        "20181102-20191101",
        "2018/11/2~2019/11/1",
        "2018/11/2～2019/11/1",
        "2018年11月2日—2019年11月1日",
        "2018-11-02 – 2019-11-01",
        "2018-11-02到2019-11-01",
        "2018-11-02\n2019-11-01",
        "2018-11-02 00:00:00 —— 2019-11-01 23:59:59",
    ],
)
def test_period(cell: str) -> None:
    assert values.parse_period(cell) == (date(2018, 11, 2), date(2019, 11, 1))


def test_open_and_unknown_periods() -> None:
    assert values.parse_period("1997-04-09至无固定期限") == (date(1997, 4, 9), None)
    assert values.parse_period("") == (None, None)


@pytest.mark.parametrize("cell", ["2018-11-02", "一年", "2018.11.2-11.30", date(2018, 11, 2), 365])
def test_no_period(cell: Value) -> None:
    assert fault(values.parse_period, cell) == "invalid_period"


def test_a_period_with_an_impossible_day() -> None:
    assert fault(values.parse_period, "2018-11-02至2019-13-01") == "invalid_date"


@pytest.mark.parametrize(
    "cell",
    ["2019年6月", "201906", "2019.6", "2019-06", 201906.0, 43646, "2019-06-30", date(2019, 6, 3)],
)
def test_month(cell: Value) -> None:
    assert values.parse_month(cell) == "2019-06"


def test_no_month() -> None:
    assert fault(values.parse_month, "6月") == "invalid_date"
    assert fault(values.parse_month, "2019年13月") == "invalid_date"


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("人保财险2019年6月台账", "2019-06"),
        ("picc-2019-06.xlsx", "2019-06"),
        ("picc_201906_v2.xls", "2019-06"),
        ("截至2019年6月30日", "2019-06"),
        ("201906", "2019-06"),
        ("2019年第二季度", "2019-06"),
        ("2019年上半年", "2019-06"),
        ("2019年1-6月", "2019-06"),
        ("2019年1月1日至2019年6月30日", "2019-06"),
        ("2019年6月承保台账 填报日期：2019年7月5日", "2019-06"),
        ("2019年度", "2019-12"),
        ("2018-2019年度", "2019-12"),
        ("2019年6月 2019年7月", None),
        ("淄政办字〔2018〕16号", None),
        ("PZCD201937030000001", None),
        ("承保台账", None),
    ],
)
def test_month_of_a_title(text: str, month: str | None) -> None:
    assert values.find_month(text) == month


def test_every_problem_has_a_sentence() -> None:
    set_language("en")
    assert all(values.problem_message(code) for code in MESSAGES)
    assert "2019-06-30" in values.problem_message("invalid_date")
