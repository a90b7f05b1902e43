"""Hidden sheets, rows and columns are read like the others, and said."""

import io

import xlsxwriter

from zcins.intake.grid import Note
from zcins.intake.workbook import read_workbook


def book() -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as made:
        sheet = made.add_worksheet("承保")
        for at in range(6):
            sheet.write_row(at, 0, [f"P{at}", at, "备注"])
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.set_row(4, None, None, {"hidden": True})
        sheet.set_row(90, None, None, {"hidden": True})  # nothing in it
        sheet.set_column("B:B", None, None, {"hidden": True})
        sheet.set_column("F:XFD", None, None, {"hidden": True})  # nothing in them
        old = made.add_worksheet("旧表")
        old.write(0, 0, "P9")
        old.hide()
    return target.getvalue()


def test_hidden_things_are_read_and_said() -> None:
    read = read_workbook("a.xlsx", book())
    shown, hidden = read.sheets
    assert [row[0] for row in shown.rows] == ["P0", "P1", "P2", "P3", "P4", "P5"]
    assert [row[1] for row in shown.rows] == [0, 1, 2, 3, 4, 5]
    assert [list(row) for row in hidden.rows] == [["P9"]]
    assert set(read.notes) == {
        Note("hidden_rows", "承保", 2),
        Note("hidden_columns", "承保", 1),
        Note("hidden_sheet", "旧表"),
    }
