"""What an insurer's clerk does with a quarantine: open it, type, save it in some way."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.conftest import Run
from tests.whole.ledgers import ask, do

Book = Any
Edit = Callable[[Book], None]


def open_rows(desk: Run, number: int) -> list[int]:
    """Give the rows of an import that are held and open."""
    return [one["row"] for one in ask(desk, "imports", "show", str(number))["open"]]


def still_open(desk: Run) -> int:
    """Count the open rows of all imports."""
    return int(ask(desk, "status")["quarantined"])


def sent_out(desk: Run, tmp_path: Path, number: int = 3) -> Path:
    """Write the quarantine of an import to a file."""
    path = tmp_path / f"待更正 {number}.xlsx"
    do(desk, "imports", "quarantine", str(number), "-o", path)
    return path


def opened(path: Path) -> Book:
    """Open a workbook as a spreadsheet program does."""
    from openpyxl import load_workbook

    return load_workbook(path)


def edited(path: Path, *edits: Edit, name: str = "已更正.xlsx") -> Path:
    """Open a workbook, edit it, and save it under another name."""
    book = opened(path)
    for edit in edits:
        edit(book)
    target = path.with_name(name)
    book.save(target)
    return target


def column(sheet: Any, header: str) -> int:
    """Give the number of the column of a header, from 1."""
    return [cell.value for cell in sheet[1]].index(header) + 1


def typed(sheet: str, row: int, header: str, value: object) -> Edit:
    """Type a value into a row (of the sheet that went out, the header is row 1)."""

    def edit(book: Book) -> None:
        book[sheet].cell(row, column(book[sheet], header)).value = value

    return edit


def deleted(sheet: str, row: int) -> Edit:
    """Delete a row."""
    return lambda book: book[sheet].delete_rows(row)


def added(sheet: str, cells: dict[str, object]) -> Edit:
    """Add a row below the others, by header."""

    def edit(book: Book) -> None:
        at = book[sheet].max_row + 1
        for header, value in cells.items():
            book[sheet].cell(at, column(book[sheet], header)).value = value

    return edit
