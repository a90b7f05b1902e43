"""Where the rows behind a figure stand: event, import, archived file, sheet, row and cell."""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from zcins.store import View
from zcins.store.places import column_letters
from zcins.trace.rows import Row

# How ledgers call the fields of records, where the two differ: the first that a sheet has.
_WRITTEN = {
    "name": ("enterprise_name", "policyholder"),
    "sectors": ("sector",),
    "headcount_change": ("headcount_change", "insured_headcount"),
}
# The field by which a record as a whole is shown.
_NAMED = {
    "enterprise": "name",
    "policy": "policy_no",
    "endorsement": "endorsement_no",
    "claim": "case_no",
    "prevention": "voucher_no",
}
_VERSIONED = frozenset({"enterprise", "policy", "endorsement", "claim", "prevention"})


@dataclass(frozen=True, slots=True)
class Place:
    """The source of a row; `cell` where the import knows the column, `sha256` of the archive.

    What no file brought has `who`, `at` and `reason` of its event.
    """

    event: int | None
    import_id: int | None
    file: str | None
    sha256: str | None
    sheet: str | None
    row: int | None
    cell: str | None
    at: str | None = None
    who: str | None = None
    reason: str | None = None


def places(view: View, rows: Iterable[Row]) -> dict[Row, Place]:
    """Give the place of each row.

    A value that a later ledger did not state stands where it was last written: the row is
    walked back to it.
    """
    files = _Files(view)
    wanted = list(dict.fromkeys(rows))
    found = {row: files.place(row) for row in wanted}
    silent = [row for row in wanted if row.field and row.version and not found[row].cell]
    for row, older in _walked_back(view, silent).items():
        stated = (files.place(one) for one in older)
        found[row] = next((place for place in stated if place.cell), found[row])
    return found


class _Files:
    """The imports of a view with the columns of their sheets."""

    def __init__(self, view: View) -> None:
        self._imports = {entry["id"]: entry for entry in view.imports}
        self._by_hand = view.by_hand
        self._events = {
            number: (at, who) for number, at, who in view.rows("SELECT id, at, who FROM event")
        }
        self._columns = {
            (number, layout["sheet"], column["field"]): column["index"]
            for number, entry in self._imports.items()
            for layout in entry["layouts"]
            for column in reversed(layout["columns"])
        }

    def place(self, row: Row) -> Place:
        """Give where a row stands."""
        entry = self._imports.get(row.import_id or 0)
        if entry is None:
            at, who = self._events.get(row.event or 0, (None, None))
            reason = self._by_hand.get(row.event or 0, {}).get("reason")
            source = (row.event, None, row.file, row.sha256, row.sheet, row.row, None)
            return Place(*source, at, who, reason)
        cell = self._cell(row)
        return Place(
            row.event, row.import_id, entry["file"], entry["sha256"], row.sheet, row.row, cell
        )

    def _cell(self, row: Row) -> str | None:
        field = row.field or _NAMED.get(row.record)
        if field is None or row.row is None:
            return None
        for written in _WRITTEN.get(field, (field,)):
            column = self._columns.get((row.import_id, row.sheet, written))
            if column is not None:
                return f"{column_letters(column)}{row.row}"
        return None


def _walked_back(view: View, rows: Iterable[Row]) -> dict[Row, list[Row]]:
    """Give the earlier versions of rows that hold the same value, newest first."""
    groups: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        if row.field and row.record in _VERSIONED and row.field != "name":
            groups[row.record, row.field].append(row)
    found: dict[Row, list[Row]] = {}
    for (table, field), asked in groups.items():
        versions = _versions(view, table, field, asked)
        for row in asked:
            earlier = [one for one in versions[int(row.id)] if one[0] <= (row.version or 0)]
            same = [one for one in earlier if one[1] == earlier[0][1]]
            found[row] = [
                replace(row, event=event, import_id=number, sheet=sheet, row=at)
                for _version, _value, event, number, sheet, at in same
            ]
    return found


def _versions(
    view: View, table: str, field: str, rows: Iterable[Row]
) -> dict[int, list[tuple[Any, ...]]]:
    sql = (
        f"SELECT record, id, {field}, event, import, sheet, row FROM {table}_version"  # noqa: S608
        f" WHERE record IN (SELECT value FROM json_each(?)) AND event <= {view.event}"
        " ORDER BY id DESC"
    )
    found: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for record, *version in view.rows(sql, (json.dumps([row.id for row in rows]),)):
        found[record].append(tuple(version))
    return found
