"""Layouts that ledgers came in, remembered for their insurer: columns, and what a person told."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from zcins.intake.columns import UNIT_NAMES, fold, signature
from zcins.intake.header import one_line
from zcins.intake.table import Table
from zcins.intake.workbook import Workbook
from zcins.records import KEY_SEPARATOR, Kind
from zcins.store import Store, View, Write
from zcins.store.layouts import forget as end
from zcins.store.layouts import in_force, keep

# A file of which a remembered layout's headers are at least this share may be its like.
ALIKE = 0.5
SEARCHED_ROWS = 200


@dataclass(frozen=True, slots=True)
class Taught:
    """What a person told of a layout; `by_row` where the header had to be shown by its row."""

    fields: dict[str, str] = field(default_factory=dict)
    units: dict[str, int] = field(default_factory=dict)
    sheets: tuple[str, ...] = ()
    by_row: bool = False

    def __bool__(self) -> bool:
        return bool(self.fields or self.units or self.sheets or self.by_row)

    def unit_names(self) -> dict[str, str]:
        """Give the units by their words."""
        return {name: UNIT_NAMES[unit] for name, unit in self.units.items()}

    def over(self, older: "Taught") -> "Taught":
        """Give what was told before with this over it."""
        return Taught(
            {**older.fields, **self.fields},
            {**older.units, **self.units},
            self.sheets or older.sheets,
            self.by_row or older.by_row,
        )


@dataclass(frozen=True, slots=True)
class Layout:
    """A remembered layout: its columns (header, field, units) and what a person told of it.

    `event` is the import that taught it, `last` the last one that came in it, `files` their
    number.
    """

    id: int
    key: str
    insurer: str | None
    kind: Kind
    columns: list[dict[str, Any]]
    taught: Taught
    event: int
    files: int
    last: int

    @property
    def names(self) -> frozenset[str]:
        """Give the signatures of its columns."""
        return frozenset(signature(column["header"]) for column in self.columns)

    def kept_units(self, tables: Sequence[Table]) -> dict[str, int]:
        """Give the units that a person told, where the tables themselves still say what they did.

        A sheet that has changed its unit since is to be asked about again.
        """
        before = {column["field"]: column["written"] for column in self.columns}
        now = {column.field: column.written for table in tables for column in table.columns}
        return {
            name: unit
            for name, unit in self.taught.units.items()
            if now.get(name) == before.get(name)
        }


def remembered(view: View) -> list[Layout]:
    """Give the layouts in force, those of the latest imports first."""
    return [
        Layout(number, key, insurer, Kind(kind), json.loads(columns), _taught(taught), *counts)
        for number, key, insurer, kind, columns, taught, *counts in in_force(view)
    ]


def known_layouts(store: Store, today: date) -> list[Layout]:
    """Give the layouts that are remembered now, those of the latest imports first."""
    view = store.view(today)
    try:
        return remembered(view)
    finally:
        view.close()


def _taught(text: str) -> Taught:
    said = json.loads(text)
    return Taught(said["fields"], said["units"], tuple(said["sheets"]), said["by_row"])


def key_of(insurer: str | None, kind: Kind, names: Iterable[str]) -> str:
    """Give what tells a layout from others: whose it is, its kind, the set of its headers."""
    return KEY_SEPARATOR.join((insurer or "", kind.value, *sorted(names)))


def likely(workbook: Workbook, layouts: Sequence[Layout]) -> list[Layout]:
    """Give the layouts of which a person told something, and whose headers stand in a file."""
    taught = [layout for layout in layouts if layout.taught]
    if not taught:
        return []
    texts = {
        signature(one_line(cell))
        for sheet in workbook.sheets
        for row in sheet.rows[:SEARCHED_ROWS]
        for cell in row
        if isinstance(cell, str) and not cell[:1].isdigit()
    }
    alike = {layout.id: _share(layout, texts) for layout in taught}
    found = [layout for layout in taught if alike[layout.id] >= ALIKE]
    return sorted(found, key=lambda layout: -alike[layout.id])


def _share(layout: Layout, texts: set[str]) -> float:
    """Give the share of a layout's headers that stand in a file, with their group or without."""
    names = layout.names
    there = sum(any(name[at:] in texts for at in range(len(name))) for name in names)
    return there / len(names)


def remember(write: Write, tables: Sequence[Table], insurer: str | None, taught: Taught) -> None:
    """Keep the layouts of an import's tables, and what was told of them, as this event."""
    for table in {table.names: table for table in tables}.values():
        key = key_of(insurer, table.kind, table.names)
        columns = [
            {name: getattr(one, name) for name in ("header", "field", "unit", "written")}
            for one in table.columns
        ]
        folded = {fold(column.header) for column in table.columns}
        own = {name: said for name, said in taught.fields.items() if name in folded}
        said = asdict(Taught(own, taught.units, taught.sheets, taught.by_row))
        texts = json.dumps(columns, ensure_ascii=False), json.dumps(said, ensure_ascii=False)
        keep(write.connection, write.event, key, insurer, table.kind.value, *texts)


def forget(write: Write, number: int) -> None:
    """End a layout as this event: the next ledger that comes in it is a first one."""
    end(write.connection, write.event, number)
