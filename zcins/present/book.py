"""Rows as a workbook."""

import io
from collections.abc import Sequence
from typing import Any

from zcins.console import cell_width, clean
from zcins.errors import UsageFaultError
from zcins.i18n import _
from zcins.present.cells import Column, Kind, Row, labelled_total, screen_value

EXCEL_ROWS = 1_048_576
WIDEST_COLUMN = 60
_NUMBER_FORMATS = {"int": "#,##0", "money": "#,##0.00", "rate": "0.00%", "date": "yyyy-mm-dd"}


def workbook(
    rows: Sequence[Row], columns: Sequence[Column], *, title: str | None, total: Row | None
) -> bytes:
    """Give rows as an .xlsx file; raises UsageFaultError where they are too many."""
    from xlsxwriter import Workbook  # noqa: PLC0415 - heavy

    if len(rows) > EXCEL_ROWS - 2:
        raise UsageFaultError(
            _("{count} rows are more than an .xlsx file can hold").format(count=len(rows)),
            _("Use a name that ends in .csv."),
        )
    buffer = io.BytesIO()
    safe = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(buffer, {**safe, "in_memory": True}) as book:
        sheet = book.add_worksheet(_sheet_name(title))
        bold = book.add_format({"bold": True})
        sheet.freeze_panes(1, 0)
        for number, each in enumerate(columns):
            sheet.write_string(0, number, each.title, bold)
            plain = {"num_format": _NUMBER_FORMATS[each.kind]} if each.kind != "text" else {}
            form, strong = book.add_format(plain), book.add_format({**plain, "bold": True})
            sheet.set_column(number, number, _width(rows, each))
            for line, row in enumerate(rows, start=1):
                _write_cell(sheet, (line, number), row.get(each.key), each.kind, form)
            if total is not None:
                value = labelled_total(total, columns).get(each.key)
                _write_cell(sheet, (len(rows) + 1, number), value, each.kind, strong)
    return buffer.getvalue()


def _write_cell(sheet: Any, at: tuple[int, int], value: Any, kind: Kind, form: Any) -> None:
    if value is None or value == "":
        return
    if isinstance(value, str):
        sheet.write_string(*at, value, form)
    elif kind == "money":
        sheet.write_number(*at, value / 100, form)
    elif kind in ("int", "rate"):
        sheet.write_number(*at, value, form)
    elif kind == "date":
        sheet.write_datetime(*at, value, form)
    else:
        sheet.write_string(*at, str(value), form)


def _width(rows: Sequence[Row], column: Column) -> int:
    texts = (screen_value(row.get(column.key), column.kind) for row in rows)
    widest = max((cell_width(text) for text in texts), default=0)
    return min(max(widest, cell_width(column.title)) + 2, WIDEST_COLUMN)


def _sheet_name(title: str | None) -> str | None:
    """Give a title as Excel allows it for a sheet: 31 characters, some of them barred."""
    kept = "".join(char for char in clean(title or "") if char not in "[]:*?/\\").strip("' ")
    return kept[:31] or None
