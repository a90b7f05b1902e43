"""Cells that other programs write in other ways, and merges by the thousand."""

import io
import time
from datetime import date, datetime

import pytest
import xlsxwriter

from tests.intake.parcels import parcel, text_cell
from zcins.intake.table import find_tables
from zcins.intake.values import CellFault, parse_code, parse_date, parse_money
from zcins.intake.workbook import Value, read_workbook

CODE = "913703061234567890"
STYLES = (
    '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs>'
    "</styleSheet>"
)


def cell(xml: str, book: str = "") -> Value:
    data = parcel(f'<row r="1">{xml}</row>', book=book, extra={"xl/styles.xml": STYLES})
    return next(iter(read_workbook("a.xlsx", data).sheets[0].rows))[0]


def test_days_of_the_1904_system() -> None:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"date_1904": True}) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        book.add_worksheet().write_datetime(0, 0, date(2019, 6, 30), day)
    (row,) = read_workbook("a.xlsx", target.getvalue()).sheets[0].rows
    assert parse_date(row[0]) == date(2019, 6, 30)


@pytest.mark.parametrize("text", ["2019-06-30", "2019-06-30T00:00:00", "2019-06-30T00:00:00.000"])
def test_days_written_out_in_iso(text: str) -> None:
    assert parse_date(cell(f'<c r="A1" t="d"><v>{text}</v></c>')) == date(2019, 6, 30)


def test_a_day_with_a_clock_time() -> None:
    value = cell('<c r="A1" t="d"><v>2019-06-30T12:30:00</v></c>')
    assert value == datetime(2019, 6, 30, 12, 30)  # noqa: DTZ001
    assert parse_date(value) == date(2019, 6, 30)


def test_numbers_stored_as_text() -> None:
    assert parse_money(cell(text_cell("A1", "1,200.50"))) == 120_050
    assert parse_date(cell(text_cell("A1", "43646"))) == date(2019, 6, 30)


def test_a_code_stored_as_a_number_is_no_code() -> None:
    assert parse_code(cell(text_cell("A1", CODE))) == CODE
    with pytest.raises(CellFault, match="code_as_number"):
        parse_code(cell(f'<c r="A1"><v>{CODE}</v></c>'))
    with pytest.raises(CellFault, match="code_as_number"):
        parse_code(cell(text_cell("A1", "9.13703E+17")))


def test_merges_by_the_thousand_are_read_in_no_time() -> None:
    firms = 4000
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        sheet = book.add_worksheet("人保承保")
        sheet.write_row(0, 0, ["保险单号", "被保险人", "起保日期", "终保日期", "保费（元）"])
        for firm in range(firms):
            top = 1 + firm * 2
            sheet.merge_range(top, 1, top + 1, 1, f"淄博第{firm}厂")
            for line in (0, 1):
                sheet.write(top + line, 0, f"P{firm}-{line}")
                sheet.write_row(top + line, 2, ["2019-01-01", "2019-12-31", 100])
    begun = time.process_time()
    book_read = read_workbook("a.xlsx", target.getvalue())
    (table,) = find_tables(book_read).tables
    names = [row.cells[1] for row in table.records()]
    assert time.process_time() - begun < 5
    assert names == [f"淄博第{firm}厂" for firm in range(firms) for _line in (0, 1)]


def test_chart_sheets_are_no_sheets() -> None:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        chart = book.add_chart({"type": "column"})
        book.add_chartsheet("图").set_chart(chart)
        book.add_worksheet("承保").write(0, 0, 1)
        chart.add_series({"values": "=承保!$A$1:$A$1"})
    assert [sheet.name for sheet in read_workbook("a.xlsx", target.getvalue()).sheets] == ["承保"]
