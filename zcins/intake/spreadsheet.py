"""Workbooks (.xlsx, .xls) to sheets: the first reader, and where it fails the second."""

import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from zcins.errors import InputRefusedError
from zcins.intake.biff import check_old_book
from zcins.intake.cells import Value
from zcins.intake.grid import KEPT_ROWS, Grid, Note, Sheet, Workbook, with_marks
from zcins.intake.guard import (
    ZIP,
    Checked,
    check_package,
    is_encrypted,
    refuse_damaged,
    refuse_locked,
)
from zcins.intake.limits import Limits
from zcins.intake.marks import (
    Marks,
    links_outside,
    never_calculated,
    read_marks,
    read_merged,
    sheet_parts,
)
from zcins.intake.second import read_again

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

PLAIN = Marks()


def read_spreadsheet(name: str, data: bytes, limits: Limits) -> Workbook:
    """Give a workbook's sheets, chart sheets left out, and what is to be said of them.

    Raises InputRefusedError where it is locked, damaged, unsafe or too large.
    """
    if is_encrypted(data):
        refuse_locked(name)
    checked = check_package(name, data, limits) if data.startswith(ZIP) else None
    marks = _marks(checked) if checked else check_old_book(name, data, limits)
    try:
        sheets, notes = _first(name, data, limits, marks), []
    except InputRefusedError:
        raise
    except _FirstReaderError as error:
        if checked is None:
            refuse_damaged(name, error)
        sheets, notes = _second(name, data, checked, marks), [Note("second_reader")]
    if checked and checked.special and links_outside(checked.package):
        notes.append(Note("external_links"))
    notes += [note for sheet in sheets for note in _notes(sheet, marks.get(sheet.name, PLAIN))]
    return Workbook(sheets, name, tuple(notes))


def _marks(checked: Checked) -> dict[str, Marks]:
    """Give what the sheets' texts say beside their values, for those that say anything."""
    if not checked.special:
        return {}
    package = checked.package
    zeros_too = never_calculated(package)
    return {
        name: read_marks(package, part, zeros_too=zeros_too)
        for name, part in sheet_parts(package).items()
        if part in checked.special
    }


def _notes(sheet: Sheet, marks: Marks) -> list[Note]:
    width = max(map(len, sheet.rows[:KEPT_ROWS]), default=0)
    columns = sum(column < width for column in marks.hidden_columns)
    found = [
        Note("hidden_rows", sheet.name, len(marks.hidden_rows)),
        Note("hidden_columns", sheet.name, columns),
    ]
    return [note for note in found if note.count]


class _FirstReaderError(Exception):
    """The first reader gave up."""


def _first(name: str, data: bytes, limits: Limits, marks: dict[str, Marks]) -> tuple[Sheet, ...]:
    import python_calamine as calamine  # noqa: PLC0415 - heavy

    try:
        with _quiet(), calamine.load_workbook(io.BytesIO(data)) as book:
            return _sheets(name, book, limits, marks)
    except (InputRefusedError, KeyboardInterrupt, SystemExit):
        raise
    except calamine.PasswordError:
        refuse_locked(name)
    except BaseException as error:  # it panics with an exception outside Exception
        raise _FirstReaderError(name) from error


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep what the reader itself prints when it panics off the screen."""
    try:
        kept = os.dup(2)
    except OSError:  # there is no screen
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


def _sheets(
    name: str, book: "CalamineWorkbook", limits: Limits, marks: dict[str, Marks]
) -> tuple[Sheet, ...]:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum  # noqa: PLC0415 - heavy

    entries = [entry for entry in book.sheets_metadata if entry.typ == SheetTypeEnum.WorkSheet]
    limits.check(name, "sheets", len(entries))
    return tuple(
        _sheet(
            name,
            book.get_sheet_by_name(entry.name),
            limits,
            marks.get(entry.name, PLAIN),
            hidden=entry.visible != SheetVisibleEnum.Visible,
        )
        for entry in entries
    )


def _sheet(
    file: str, source: "CalamineSheet", limits: Limits, marks: Marks, *, hidden: bool
) -> Sheet:
    limits.check(file, "cells", source.total_height * source.total_width)
    # The reader gives the empty rows above the first cell, but not the columns left of it.
    margin: list[Value] = [None] * (source.start or (0, 0))[1]

    def stream() -> Iterator[list[Value]]:
        for row in source.iter_rows():
            # A lone far cell makes every row wide; what is blank at its end is not looked at again.
            width = len(row)
            while width and row[width - 1] == "":
                width -= 1
            cells: list[Value] = [None if cell == "" else cell for cell in row[:width]]
            if bool in map(type, cells):
                # True equals 1.0 wherever values are compared, and is no number in a ledger.
                cells = [str(cell).upper() if isinstance(cell, bool) else cell for cell in cells]
            yield margin + cells if margin and cells else cells

    ranges = source.merged_cell_ranges or []
    merged = tuple((r0, c0, r1, c1) for (r0, c0), (r1, c1) in ranges)
    rows = Grid(lambda: with_marks(stream(), marks.cells) if marks.cells else stream())
    return Sheet(source.name, rows, merged, hidden, source.total_height)


def _second(name: str, data: bytes, checked: Checked, marks: dict[str, Marks]) -> tuple[Sheet, ...]:
    parts = sheet_parts(checked.package)
    merged = {sheet: read_merged(checked.package, part) for sheet, part in parts.items()}
    return read_again(name, data, marks, merged)
