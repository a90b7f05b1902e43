"""Write spreadsheets as an office program would, and the same bytes every time."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import xlsxwriter
import xlwt

Cell = str | int | float | date | None
CREATED = datetime(2020, 1, 3, 9, 30)  # noqa: DTZ001 - a document's stamp has no zone


@dataclass(frozen=True, slots=True)
class Bare:
    """A number that a clerk left without a format."""

    value: float


class Book:
    """An .xlsx workbook in memory."""

    def __init__(self) -> None:
        """Begin an empty workbook."""
        self._bytes = io.BytesIO()
        self.book = xlsxwriter.Workbook(self._bytes, {"in_memory": True})
        self.book.set_properties({"created": CREATED, "author": "演示"})
        font = {"font_name": "宋体", "font_size": 10, "valign": "vcenter"}
        lined = font | {"border": 1}
        self.formats = {
            "title": self.book.add_format(
                font | {"bold": True, "font_size": 15, "align": "center"}
            ),
            "note": self.book.add_format(font),
            "header": self.book.add_format(
                lined | {"bold": True, "align": "center", "text_wrap": True, "bg_color": "#DDEBF7"}
            ),
            "cell": self.book.add_format(lined),
            "number": self.book.add_format(lined | {"num_format": "#,##0.00##"}),
            "count": self.book.add_format(lined | {"num_format": "0"}),
            "date": self.book.add_format(lined | {"num_format": "yyyy/m/d"}),
        }

    def sheet(self, name: str, widths: Sequence[float]) -> Any:
        """Add a sheet with these column widths."""
        sheet = self.book.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        return sheet

    def row(self, sheet: Any, number: int, cells: Iterable[object], first: int = 0) -> None:
        """Write a row of cells from the column `first`, each in the format of its kind."""
        for column, value in enumerate(cells, start=first):
            if value is None:
                sheet.write_blank(number, column, None, self.formats["cell"])
            elif isinstance(value, Bare):
                sheet.write_number(number, column, value.value, self.formats["cell"])
            elif isinstance(value, date):
                sheet.write_datetime(number, column, value, self.formats["date"])
            elif isinstance(value, int):
                sheet.write_number(number, column, value, self.formats["count"])
            elif isinstance(value, float):
                sheet.write_number(number, column, value, self.formats["number"])
            else:
                sheet.write_string(number, column, str(value), self.formats["cell"])

    def header(self, sheet: Any, number: int, texts: Iterable[str], first: int = 0) -> None:
        """Write a header row."""
        sheet.set_row(number, 30)
        for column, text in enumerate(texts, start=first):
            sheet.write_string(number, column, text, self.formats["header"])

    def title(self, sheet: Any, number: int, text: str, columns: int, first: int = 0) -> None:
        """Write a title across so many columns."""
        sheet.set_row(number, 26)
        last = first + columns - 1
        sheet.merge_range(number, first, number, last, text, self.formats["title"])

    def note(self, sheet: Any, number: int, text: str, column: int = 0) -> None:
        """Write a line outside the table."""
        sheet.write_string(number, column, text, self.formats["note"])

    def data(self) -> bytes:
        """Close the workbook and give its bytes."""
        self.book.close()
        return self._bytes.getvalue()


def xls(sheet_name: str, rows: Iterable[Sequence[object]], widths: Sequence[int]) -> bytes:
    """Give an old .xls workbook of one sheet; the first row is its title."""
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet(sheet_name)
    sheet.portrait = False
    sheet.paper_size_code = 9
    sheet.fit_width_to_pages, sheet.fit_height_to_pages = 1, 0
    sheet.fit_num_pages = 1
    bold = xlwt.easyxf("font: bold on, height 280, name 宋体")
    plain = xlwt.easyxf("font: name 宋体")
    for column, width in enumerate(widths):
        sheet.col(column).width = 256 * width
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            if value is not None:
                sheet.write(number, column, value, plain if number else bold)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def csv_text(rows: Iterable[Sequence[object]]) -> str:
    """Give rows as comma-separated text with the line ends of Windows."""
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue()
