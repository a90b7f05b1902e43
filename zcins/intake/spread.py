"""Merged cells of records: what a merge says counts for all its rows, amounts once."""

from collections.abc import Sequence

from zcins.intake.cells import Value
from zcins.intake.columns import vocabulary
from zcins.intake.naming import Column
from zcins.intake.workbook import Sheet
from zcins.records import Kind

# Amounts and counts in a merged cell belong to all its rows together, once.
SPREAD_TYPES = frozenset({"text", "code", "date", "date_start", "date_end", "period", "choice"})


class Spread:
    """What the merged cells of the records say about the rows below their first."""

    def __init__(self, sheet: Sheet, columns: Sequence[Column], kind: Kind) -> None:
        fields = vocabulary().fields(kind)
        wanted = {
            column.index
            for column in columns
            if column.field and fields[column.field].type in SPREAD_TYPES
        }
        self._last_rows = {
            (top, left): bottom
            for top, left, bottom, _right in sheet.merged
            if left in wanted and bottom > top
        }
        self._open: dict[int, tuple[int, Value]] = {}

    def fill(self, index: int, cells: list[Value]) -> list[Value]:
        """Give a record's cells with the merged ones filled in; rows come in their order."""
        if not self._last_rows:
            return cells
        for left, (bottom, value) in list(self._open.items()):
            if index > bottom:
                del self._open[left]
            elif cells[left] is None:
                cells[left] = value
        for left, cell in enumerate(cells):
            if (index, left) in self._last_rows:
                self._open[left] = (self._last_rows[index, left], cell)
        return cells


def padded(row: list[Value], width: int) -> list[Value]:
    """Give a row with as many cells as the header has, at least."""
    return row if len(row) >= width else [*row, *[None] * (width - len(row))]
