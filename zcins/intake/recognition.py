"""Finding a file's tables with all that is known of them: by the user, and by memory."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from zcins.intake.choices import check_fields, check_headers, taught
from zcins.intake.columns import UNIT_NAMES, Told, fold, vocabulary
from zcins.intake.layouts import Layout, Taught, likely
from zcins.intake.table import Found, Table, find_tables
from zcins.intake.workbook import Workbook

if TYPE_CHECKING:
    from zcins.intake.ledger import Wishes

InsurerOf = Callable[[Sequence[Table]], str | None]
Rows = Mapping[str, Sequence[int]]


@dataclass(frozen=True, slots=True)
class Recognised:
    """What was found, what was told of it in all, and the layout that was remembered, if any."""

    found: Found
    taught: Taught
    layout: Layout | None = None

    def remembered(self) -> dict[str, Any] | None:
        """Give what memory added, for the receipt: the layout, and what was told of it then."""
        if self.layout is None:
            return None
        columns = [one for table in self.found.tables for one in table.columns]
        headers = {fold(one.header): one.header for one in columns}
        old = self.layout.taught
        fields = {headers[name]: said for name, said in old.fields.items() if name in headers}
        units = {one.field: one.unit for one in columns if one.field in old.units}
        return {
            "layout": self.layout.id,
            "since": self.layout.event,
            "map": fields,
            "unit": {name: UNIT_NAMES[unit] for name, unit in units.items() if name},
            "sheets": list(old.sheets),
        }


def recognise(
    workbook: Workbook,
    wishes: "Wishes",
    layouts: Sequence[Layout],
    insurer_of: InsurerOf,
    below: Rows,
) -> Recognised:
    """Find the tables of a workbook; what was told of its layout before counts again.

    Raises UsageFaultError where the user names a field or column that is not there.
    """
    check_fields(wishes.maps, wishes.units, vocabulary(), wishes.kind)
    said = taught(wishes.maps, wishes.units, wishes.sheets, wishes.header_row)
    search = _Search(workbook, wishes, said, insurer_of, below)
    recalled = (search.by(layout) for layout in likely(workbook, layouts))
    result = next(filter(None, recalled), None) or search.plain()
    if result.found.kind:
        check_fields(wishes.maps, wishes.units, vocabulary(), result.found.kind)
    check_headers(wishes.maps, wishes.units, result.found.tables)
    return result


@dataclass(frozen=True, slots=True)
class _Search:
    """One file to be searched, with or without a layout in mind."""

    workbook: Workbook
    wishes: "Wishes"
    said: Taught
    insurer_of: InsurerOf
    below: Rows

    def plain(self) -> Recognised:
        """Search with nothing in mind but what the user says."""
        return Recognised(self._found(self.said, self.wishes), self.said)

    def by(self, layout: Layout) -> Recognised | None:
        """Search with a remembered layout in mind; None where the file is of another."""
        wishes, old = self.wishes, layout.taught
        if wishes.kind not in {None, layout.kind}:
            return None
        there = {sheet.name for sheet in self.workbook.sheets}
        sheets = wishes.sheets or (old.sheets if there.issuperset(old.sheets) else ())
        known = replace(wishes, kind=layout.kind, sheets=sheets)
        names = layout.names if old.by_row else frozenset()
        all_told = self.said.over(old)
        found = self._found(all_told, known, names)
        if not self._is_of(found.tables, layout):
            return None
        kept = layout.kept_units(found.tables)
        if kept != old.units:
            all_told = self.said.over(replace(old, units=kept))
            found = self._found(all_told, known, names)
        return Recognised(found, all_told, layout)

    def _is_of(self, tables: Sequence[Table], layout: Layout) -> bool:
        alike = any(table.names == layout.names for table in tables)
        return alike and self.insurer_of(tables) == layout.insurer

    def _found(self, said: Taught, wishes: "Wishes", names: frozenset[str] = frozenset()) -> Found:
        words = vocabulary().with_told(Told(said.fields, said.units, names))
        row = wishes.header_row
        return find_tables(self.workbook, wishes.kind, wishes.sheets, row, words, self.below)
