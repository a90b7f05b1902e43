"""The records of an .xls, looked through before a reader opens it, and what it does not tell.

The reader takes memory for as many cells and texts as the records promise, and aborts the whole
process where there is not so much. It also gives failed formulas as blanks, and no hidden rows.
The records are those of Excel 5.0 to 2003 ([MS-XLS] 2.4).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from struct import Struct

from zcins.intake.cells import UNCALCULATED
from zcins.intake.guard import refuse_damaged
from zcins.intake.limits import Limits
from zcins.intake.marks import Marks
from zcins.intake.ole import streams

STREAMS = frozenset({"workbook", "book"})
BEGIN, END, SHEET, TEXTS, SIZE = 0x0809, 0x000A, 0x0085, 0x00FC, 0x0200
FORMULA, FAILED, ROW, COLUMNS = 0x0006, 0x0205, 0x0208, 0x007D
# Numbers, texts and formulas: blank cells are not laid out.
CELLS = frozenset({FORMULA, FAILED, 0x0203, 0x0204, 0x00FD, 0x00D6, 0x027E, 0x00BD, 0x0201, 0x00BE})
EXCEL_97, RECALCULATED = 0x0600, 0x01C1
SHORT_SIZE = 10
MOST_ROWS, MOST_COLUMNS = 65_536, 256
HIDDEN_ROW, HIDDEN_COLUMNS = 0x20, 0x01
NO_NUMBER, AN_ERROR, NO_TEXT = b"\xff\xff", 2, 3
ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
_HEAD = Struct("<HH")


@dataclass(slots=True)
class _Sheet:
    """A sheet as its records describe it."""

    marks: Marks = field(default_factory=Marks)
    # Formulas whose last result is nothing or 0, and whether any has another one.
    empty: list[tuple[int, int]] = field(default_factory=list)
    worked_out: bool = False
    last_row: int = 0
    last_column: int = 0
    sound: bool = True


def check_old_book(name: str, data: bytes, limits: Limits) -> dict[str, Marks]:
    """Give what each sheet's records say beside its values, by the sheet's name.

    Raises InputRefusedError where the file is too large, or would never end.
    """
    marks: dict[str, Marks] = {}
    for book in streams(name, data, STREAMS):
        sheets: dict[str, _Sheet] = {}
        for title, begins in _sheets(name, book):
            sheets[title] = sheet = _read(book, begins)
            limits.check(name, "cells", (sheet.last_row + 1) * (sheet.last_column + 1))
            if not sheet.sound:
                refuse_damaged(name)
        if not any(sheet.worked_out for sheet in sheets.values()) and _is_made(book):
            for sheet in sheets.values():
                _mark_uncalculated(sheet)
        marks |= {title: sheet.marks for title, sheet in sheets.items()}
    return marks


def _is_made(book: bytes) -> bool:
    """Say whether a library made the book: programs that work out formulas put down that they did.

    Before Excel 97 none did.
    """
    kinds = {kind for kind, _at in _records(book, 0)}
    return _number(book, 4) == EXCEL_97 and RECALCULATED not in kinds


def _mark_uncalculated(sheet: _Sheet) -> None:
    for row, column in sheet.empty:
        sheet.marks.cells.setdefault(row, {})[column] = UNCALCULATED


def _number(book: bytes, at: int, size: int = 2) -> int:
    return int.from_bytes(book[at : at + size], "little")


def _records(book: bytes, at: int) -> Iterator[tuple[int, int]]:
    """Give the kind and the place of each record of the part that begins here."""
    depth, last = 0, len(book) - _HEAD.size
    while at <= last:
        kind, size = _HEAD.unpack_from(book, at)
        depth += (kind == BEGIN) - (kind == END)
        if kind == END and depth <= 0:
            return
        yield kind, at + 4
        at += 4 + size


def _sheets(name: str, book: bytes) -> Iterator[tuple[str, int]]:
    """Give the sheets' names, and where each begins."""
    version = EXCEL_97
    for kind, at in _records(book, 0):
        if kind == BEGIN:
            version = _number(book, at)
        elif kind == TEXTS and _number(book, at + 4, 4) > len(book):
            refuse_damaged(name)
        elif kind == SHEET:  # chart sheets as well: the reader goes through all of them
            yield _name(book, at + 6, version), _number(book, at, 4)


def _name(book: bytes, at: int, version: int) -> str:
    length = _number(book, at, 1)
    if version != EXCEL_97:
        return book[at + 1 : at + 1 + length].decode("gb18030", "replace")
    wide = _number(book, at + 1, 1) & 1
    text = book[at + 2 : at + 2 + (length << wide)]
    return text.decode("utf-16-le" if wide else "latin-1", "replace")


def _read(book: bytes, begins: int) -> _Sheet:
    sheet = _Sheet()
    for kind, at in _records(book, begins):
        if kind in CELLS:
            row, column = _number(book, at), _number(book, at + 2)
            sheet.last_row = max(sheet.last_row, row)
            sheet.last_column = max(sheet.last_column, column)
            if kind in {FORMULA, FAILED} and (text := _error(book, kind, at)):
                sheet.marks.cells.setdefault(row, {})[column] = text
            elif kind == FORMULA and _is_empty(book, at):
                sheet.empty.append((row, column))
            elif kind == FORMULA:
                sheet.worked_out = True
        elif kind == SIZE:
            sheet.sound = sheet.sound and _is_sound(book, at)
        else:
            _mark_hidden(sheet.marks, book, kind, at)
    return sheet


def _is_sound(book: bytes, at: int) -> bool:
    """Say whether the size that a sheet claims is one that the format can hold."""
    wide = 2 if _number(book, at - 2) == SHORT_SIZE else 4
    top, below = _number(book, at, wide), _number(book, at + wide, wide)
    left, right = _number(book, at + 2 * wide), _number(book, at + 2 * wide + 2)
    return top <= below <= MOST_ROWS and left <= right <= MOST_COLUMNS


def _mark_hidden(marks: Marks, book: bytes, kind: int, at: int) -> None:
    if kind == ROW and _number(book, at + 12) & HIDDEN_ROW:
        if _number(book, at + 4) > _number(book, at + 2):  # else nothing stands in it
            marks.hidden_rows.add(_number(book, at))
    elif kind == COLUMNS and _number(book, at + 8) & HIDDEN_COLUMNS:
        marks.hidden_columns.update(range(_number(book, at), _number(book, at + 2) + 1))


def _is_empty(book: bytes, at: int) -> bool:
    """Say whether a formula's last result is nothing, or the number 0."""
    result = book[at + 6 : at + 14]
    return result == bytes(8) or (result[6:] == NO_NUMBER and result[0] == NO_TEXT)


def _error(book: bytes, kind: int, at: int) -> str | None:
    """Give what a failed cell shows; None where the cell holds anything else."""
    if kind == FAILED:
        failed, code = _number(book, at + 7, 1) != 0, _number(book, at + 6, 1)
    else:
        no_number = book[at + 12 : at + 14] == NO_NUMBER
        failed = no_number and _number(book, at + 6, 1) == AN_ERROR
        code = _number(book, at + 8, 1)
    return ERRORS.get(code, "#VALUE!") if failed else None
