"""Cells as the quarantine keeps them: JSON that comes back as what it was, days included."""

import json
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from zcins.intake.cells import Value

_KINDS: dict[str, type[datetime] | type[date] | type[time]] = {
    "datetime": datetime,
    "date": date,
    "time": time,
}


def pack(cells: Sequence[Value]) -> str:
    """Give cells as JSON: numbers and texts as they are, days and times as marked texts."""
    return json.dumps([_packed(cell) for cell in cells], ensure_ascii=False)


def unpack(cells: Sequence[Any]) -> list[Value]:
    """Give the cells of a row as they were written; takes what JSON made of `pack`."""
    return [_unpacked(cell) for cell in cells]


def _packed(cell: Value) -> Any:
    if isinstance(cell, timedelta):
        return {"seconds": cell.total_seconds()}
    if isinstance(cell, datetime | date | time):
        return {type(cell).__name__: cell.isoformat()}
    return cell


def _unpacked(cell: str | float | dict[str, Any] | None) -> Value:
    if not isinstance(cell, dict):
        return cell
    ((name, value),) = cell.items()
    if name == "seconds":
        return timedelta(seconds=value)
    return _KINDS[name].fromisoformat(value)
