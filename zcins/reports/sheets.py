"""A workbook of tables with live totals, ready to print, over XlsxWriter."""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Literal

Kind = Literal["text", "int", "money", "rate", "date"]
Total = Literal["", "sum", "rate", "change"]

_FORMATS = {"int": "#,##0", "money": "#,##0.00", "rate": "0.0%", "date": "yyyy-mm-dd"}
_WIDTHS = {"text": 16, "int": 10, "money": 16, "rate": 10, "date": 12}
_A4 = 9
_PIXELS, _PADDING = 7, 5  # of a character of a column, and beside its text
_NARROW, _BROAD, _CHART_HEIGHT, _CHART_ROWS = 560, 900, 330, 17
_LINE_HEIGHT = 16
_WIDE = 0x2E80  # from here on characters are twice as wide
HEADER_ROW = 2  # from 0: above it stand the title and a line of explanation
_SAFE = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its title, how a row's value is got, its kind, and how its total is made.

    Money is whole fen. A `rate` column is the one at `of` by the one before that, in all rows; a
    `change` column the one at `of` less the one after that.
    """

    title: str
    get: Callable[[Any], Any]
    kind: Kind = "text"
    total: Total = ""
    width: int = 0
    of: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """Where a table stands on its sheet: the rows from 0, and its total's, if it has one.

    `width` is that of its columns in pixels.
    """

    sheet: str
    first: int
    last: int
    total: int | None
    width: int = 0

    @property
    def end(self) -> int:
        """Give its last row, that of its total included."""
        return self.last if self.total is None else self.total

    def cell(self, column: int, row: int | None = None) -> str:
        """Give a reference to a cell, by default of the total, as a formula of any sheet has it."""
        from xlsxwriter.utility import xl_rowcol_to_cell  # noqa: PLC0415 - heavy

        at = xl_rowcol_to_cell(self.total if row is None else row, column, True, True)
        return f"'{self.sheet}'!{at}"

    def column(self, column: int) -> str:
        """Give a reference to a column's cells without its total."""
        from xlsxwriter.utility import xl_range_abs  # noqa: PLC0415 - heavy

        return f"'{self.sheet}'!{xl_range_abs(self.first, column, self.last, column)}"


class Workbook:
    """A workbook under way; the same calls give the same bytes."""

    def __init__(self, title: str, author: str, at: datetime) -> None:
        from xlsxwriter import Workbook as Book  # noqa: PLC0415 - heavy

        self._buffer = io.BytesIO()
        self.book = Book(self._buffer, _SAFE)
        created = at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
        self.book.set_properties({"title": title, "author": author, "created": created})
        self._formats: dict[tuple[str, bool], Any] = {}
        self._reach: dict[str, int] = {}  # the last row that a sheet's chart covers
        self.header = self.book.add_format(
            {"bold": True, "border": 1, "align": "center", "valign": "vcenter", "text_wrap": True,
             "bg_color": "#E8EEF4"}
        )  # fmt: skip
        self._title = self.book.add_format({"bold": True, "font_size": 14})
        self.note = self.book.add_format({"font_color": "#555555"})

    def form(self, kind: Kind, *, strong: bool = False) -> Any:
        """Give the format of a kind of cell, for a total in bold."""
        key = (kind, strong)
        if key not in self._formats:
            look: dict[str, Any] = {"border": 1, "valign": "vcenter", "bold": strong}
            if kind == "text":
                look["text_wrap"] = True
            else:
                look["num_format"] = _FORMATS[kind]
            if kind == "date":
                look["align"] = "center"
            self._formats[key] = self.book.add_format(look)
        return self._formats[key]

    def sheet(self, name: str, title: str, note: str) -> Any:
        """Add a sheet for printing on A4 across, its title and a note above the rest."""
        sheet = self.book.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
        sheet.set_footer("&C第 &P 页 共 &N 页")
        sheet.write_string(0, 0, title, self._title)
        sheet.write_string(1, 0, note, self.note)
        return sheet

    def table(
        self,
        sheet: Any,
        columns: Sequence[Column],
        rows: Sequence[Any],
        total: Any = None,
        top: int = HEADER_ROW,
    ) -> Table:
        """Write a table; `total` gives the values of its last row, which formulas keep true."""
        first = top + 1
        last = first + len(rows) - 1
        width = sum(_PIXELS * (one.width or _WIDTHS[one.kind]) + _PADDING for one in columns)
        place = Table(sheet.name, first, last, None if total is None else last + 1, width)
        for number, column in enumerate(columns):
            sheet.write_string(top, number, column.title, self.header)
            if top == HEADER_ROW:
                sheet.set_column(number, number, column.width or _WIDTHS[column.kind])
            for line, row in enumerate(rows, start=first):
                self._cell(sheet, (line, number), column, row, strong=False)
            if place.total is not None:
                self._total(sheet, place, number, column, total)
        sheet.set_row(top, 2 * _LINE_HEIGHT)
        for line, row in enumerate(rows, start=first):
            sheet.set_row(line, _LINE_HEIGHT * max(_lines(row, column) for column in columns))
        if top == HEADER_ROW:
            sheet.freeze_panes(first, 1)
            sheet.repeat_rows(top)
        return place

    def formula(self, sheet: Any, at: tuple[int, int], text: str, value: Any, form: Any) -> None:
        """Write a formula with the value that it has, for programs that do not calculate."""
        sheet.write_formula(*at, f"={text}", form, "" if value is None else value)

    def chart(self, table: Table, chart: Any, text: str) -> None:
        """Set a chart as wide as its table below it; both are printed on one page."""
        sheet = self.book.get_worksheet_by_name(table.sheet)
        top = table.end + 2
        chart.set_size({"width": min(max(table.width, _NARROW), _BROAD), "height": _CHART_HEIGHT})
        sheet.insert_chart(top, 0, chart, {"description": text})
        self._reach[table.sheet] = top + _CHART_ROWS
        sheet.fit_to_pages(1, 1)

    def content(self) -> bytes:
        """Give the finished file; what is printed of a sheet is what stands on it."""
        for sheet in self.book.worksheets():
            reach = max(sheet.dim_rowmax or 0, self._reach.get(sheet.name, 0))
            sheet.print_area(0, 0, reach, sheet.dim_colmax or 0)
        self.book.close()
        return self._buffer.getvalue()

    def _cell(
        self, sheet: Any, at: tuple[int, int], column: Column, row: Any, *, strong: bool
    ) -> None:
        form = self.form(column.kind, strong=strong)
        value = column.get(row)
        if column.total == "rate":
            self.formula(sheet, at, _ratio(at[0], column.of), value, form)
        elif column.total == "change":
            number = shown(value, column.kind)
            self.formula(sheet, at, _difference(at[0], column.of), number, form)
        elif value is None or value == "":
            sheet.write_blank(*at, None, form)
        elif isinstance(value, date):
            sheet.write_datetime(*at, datetime(value.year, value.month, value.day), form)  # noqa: DTZ001 - a day
        elif isinstance(value, str):
            sheet.write_string(*at, value, form)
        else:
            sheet.write_number(*at, shown(value, column.kind), form)

    def _total(self, sheet: Any, place: Table, number: int, column: Column, total: Any) -> None:
        from xlsxwriter.utility import xl_range  # noqa: PLC0415 - heavy

        at = (place.last + 1, number)
        known = column.get(total)
        if column.total != "sum" or known is None or place.last < place.first:
            self._cell(sheet, at, column, total, strong=True)
            return
        cells = xl_range(place.first, number, place.last, number)
        value = shown(known, column.kind)
        self.formula(sheet, at, f"SUM({cells})", value, self.form(column.kind, strong=True))


def _lines(row: Any, column: Column) -> int:
    """Give the lines that a text needs in its column; programs do not fit rows by themselves."""
    if column.kind != "text":
        return 1
    width = sum(2 if ord(char) >= _WIDE else 1 for char in str(column.get(row) or ""))
    return max(1, -(-width // (column.width or _WIDTHS["text"])))


def shown(value: float, kind: Kind) -> float:
    """Give a number as the sheet holds it: money in yuan."""
    return value / 100 if kind == "money" else value


def _difference(row: int, of: int) -> str:
    from xlsxwriter.utility import xl_rowcol_to_cell  # noqa: PLC0415 - heavy

    return f"{xl_rowcol_to_cell(row, of)}-{xl_rowcol_to_cell(row, of + 1)}"


def _ratio(row: int, of: int) -> str:
    from xlsxwriter.utility import xl_rowcol_to_cell  # noqa: PLC0415 - heavy

    part, whole = xl_rowcol_to_cell(row, of), xl_rowcol_to_cell(row, of - 1)
    return f'IF({whole}=0,"",{part}/{whole})'
