"""What the cells below a header say about it: a column of days is no column of money."""

from collections.abc import Callable, Sequence

from zcins.intake import values
from zcins.intake.cells import Value
from zcins.intake.values import CellFault

# Enough rows to see what a column holds; the first ones may be odd.
SAMPLED_ROWS = 12
# What a column counts whose cells say nothing for or against its name.
UNSEEN = 0.6

_READERS: dict[str, Callable[[Value], object]] = {
    "code": values.parse_code,
    "date_start": values.parse_date,
    "date_end": values.parse_date,
    "date": values.parse_date,
    "period": values.parse_period,
    "money": values.parse_money,
    "count": values.parse_count,
    "bool": values.parse_bool,
    "month": values.parse_month,
}


def agreement(cells: Sequence[Value], kind: str, header: str) -> float | None:
    """Give the share of a column's cells that its kind can read; None where none says anything.

    Cells that repeat the header's words speak against it: it is a row like those below.
    """
    filled = [cell for cell in cells if not values.is_unknown(cell)]
    if not filled:
        return None
    if header in filled:
        return 0.0
    reader = _READERS.get(kind)
    return sum(_reads(reader, cell) for cell in filled) / len(filled) if reader else None


def _reads(reader: Callable[[Value], object], cell: Value) -> bool:
    try:
        return reader(cell) is not None
    except CellFault:
        return False


def share(agreed: float | None) -> float:
    """Give the part of a column's weight, from a quarter to all, that its cells bear out."""
    return 0.25 + 0.75 * (UNSEEN if agreed is None else agreed)
