"""The second reader of .xlsx files, for those that the first one cannot get through: openpyxl."""

import io
import warnings
from collections.abc import Iterator
from datetime import datetime, time
from typing import Any

from zcins.errors import InputRefusedError
from zcins.intake.cells import Value
from zcins.intake.grid import Grid, Range, Sheet, with_marks
from zcins.intake.guard import refuse_damaged
from zcins.intake.marks import Marks

# No sheet has more; a row of a higher number would be led up to by as many empty ones.
MOST_ROWS = 1_048_576


def read_again(
    file: str, data: bytes, marks: dict[str, Marks], merged: dict[str, tuple[Range, ...]]
) -> tuple[Sheet, ...]:
    """Give the sheets of an .xlsx; raises InputRefusedError where this reader fails as well."""
    from openpyxl import load_workbook  # noqa: PLC0415 - heavy

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        except Exception as error:  # noqa: BLE001 - whatever the reader raises, it cannot read
            refuse_damaged(file, error)
    return tuple(
        Sheet(
            sheet.title,
            _grid(file, sheet, marks.get(sheet.title, Marks())),
            merged.get(sheet.title, ()),
            sheet.sheet_state != "visible",
        )
        for sheet in book.worksheets
    )


def _grid(file: str, sheet: Any, marks: Marks) -> Grid:
    # What a sheet says of its own size is often wrong, and would cut rows off.
    sheet.reset_dimensions()

    def stream() -> Iterator[list[Value]]:
        try:
            for number, row in enumerate(sheet.iter_rows(values_only=True)):
                if number == MOST_ROWS:
                    refuse_damaged(file)
                yield [_value(cell) for cell in row]
        except InputRefusedError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever the reader raises, it cannot read
            refuse_damaged(file, error)

    return Grid(lambda: with_marks(stream(), marks.cells))


def _value(cell: object) -> Value:
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date()
    return None if cell == "" else cell  # type: ignore[return-value]
