"""A quarantine that comes back corrected: recognised by its mark, read by its own layouts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from zcins.errors import InputRefusedError
from zcins.i18n import _
from zcins.intake.cells import Value
from zcins.intake.columns import Vocabulary, vocabulary
from zcins.intake.header import Column, Header, is_blank, one_line
from zcins.intake.quarantine_book import MARK, OWN_COLUMNS
from zcins.intake.quarantine_sheet import ORIGIN_ROW, ORIGIN_SHEET, written_headers
from zcins.intake.stream import Span
from zcins.intake.table import Found, LeftOut, Table
from zcins.intake.workbook import Sheet, Workbook
from zcins.records import Kind

if TYPE_CHECKING:
    from zcins.intake.ledger import Wishes
    from zcins.store import Store

SEARCHED_ROWS = 30
Place = tuple[str, int]

# The mark stands on a cover; no ledger is read through for it.
COVER_ROWS = 150


@dataclass(frozen=True, slots=True)
class Mark:
    """What the cover of a quarantine says of the import that it came from, and where it stands."""

    import_id: int
    sha256: str
    sheet: str


@dataclass(frozen=True, slots=True)
class Correction:
    """A corrected quarantine file: the import that it corrects, and where its rows stood there.

    `family` holds the imports of one file: the first, and those that corrected it. `origins`
    gives the sheet and row in the corrected import by those in this file; it is filled by `find`.
    """

    entry: Mapping[str, Any]
    family: frozenset[int]
    cover: str
    origins: dict[Place, Place] = field(default_factory=dict)

    @property
    def import_id(self) -> int:
        """Give the number of the import that is corrected."""
        return int(self.entry["id"])

    def told(self, wishes: "Wishes") -> "Wishes":
        """Give what the corrected import knew of itself; the user's own words come first."""
        return replace(
            wishes,
            kind=Kind(self.entry["kind"]),
            insurer=wishes.insurer or self.entry["insurer"],
            period=wishes.period or self.entry["period"],
        )

    def find(self, workbook: Workbook, wishes: "Wishes") -> Found:
        """Find the tables by the headers that went out, whatever became of sheets and columns."""
        kind, tables, left_out = Kind(self.entry["kind"]), [], []
        for sheet in workbook.sheets:
            if sheet.name == self.cover or (wishes.sheets and sheet.name not in wishes.sheets):
                continue
            if head := _best_head(sheet, self.entry["layouts"]):
                tables.append(self._table(sheet, kind, head))
            else:
                filled = sum(not is_blank(row) for row in sheet.rows)
                left_out.append(LeftOut(sheet.name, filled, sheet.hidden))
        return Found(kind, tables, left_out)

    def _table(self, sheet: Sheet, kind: Kind, head: "_Head") -> Table:
        """Give the insurer's table of a sheet: without our own columns, which tell the origins."""
        rows: list[list[Value]] = []
        for index, row in enumerate(sheet.rows):
            rows.append([None if at in head.own else cell for at, cell in enumerate(row)])
            if index > head.row and (origin := head.origin(row)):
                self.origins[sheet.name, index + 1] = origin
        columns = head.columns(kind, vocabulary())
        header = Header(head.row, 1, columns, frozenset(), len(columns))
        # A header that the clerk has pasted again far below is no other table.
        span = Span(judged=frozenset(range(len(rows))))
        return Table(replace(sheet, rows=rows), kind, header, span)


class _Head:
    """The header row of a sheet that came back, held against a layout that went out."""

    def __init__(self, row: int, texts: Sequence[str], layout: Mapping[str, Any]) -> None:
        self.row = row
        self.own = {at for at, text in enumerate(texts) if text in OWN_COLUMNS}
        self._texts = texts
        waiting = list(zip(written_headers(layout), layout["columns"], strict=True))
        self._known: dict[int, Mapping[str, Any]] = {}
        for at, text in enumerate(texts):
            place = next((n for n, (header, _column) in enumerate(waiting) if header == text), None)
            if place is not None and at not in self.own:
                self._known[at] = waiting.pop(place)[1]

    @property
    def likeness(self) -> int:
        """Count the headers that are those of the layout."""
        return len(self._known)

    def columns(self, kind: Kind, words: Vocabulary) -> list[Column]:
        """Give the columns as the layout reads them; added ones are read by their names."""
        taken = {column["field"] for column in self._known.values()}
        found = []
        for at, text in enumerate(self._texts):
            if not text or at in self.own:
                continue
            if known := self._known.get(at):
                found.append(Column(at, text, known["field"], known["unit"]))
                continue
            match = words.recognise(text, kind)
            name = match.field if match and match.field not in taken else None
            found.append(Column(at, text, name, (match and match.unit) or 1))
            taken.add(name)
        return found

    def origin(self, row: Sequence[Value]) -> Place | None:
        """Give the sheet and row that a row stood in; None for one that was added."""
        sheet, number = (self._own(row, name) for name in (ORIGIN_SHEET, ORIGIN_ROW))
        try:
            return (str(sheet), int(float(str(number)))) if sheet is not None else None
        except ValueError:
            return None

    def _own(self, row: Sequence[Value], name: str) -> Value:
        at = next((at for at in sorted(self.own) if self._texts[at] == name), len(row))
        return row[at] if at < len(row) else None


def _best_head(sheet: Sheet, layouts: Sequence[Mapping[str, Any]]) -> _Head | None:
    """Give the row that is most like the headers of a layout: of equals that of the sheet's name.

    None where no row has half of the headers of any.
    """
    heads = [
        (head.likeness, layout["sheet"] == sheet.name, -index, head)
        for index, row in enumerate(sheet.rows[:SEARCHED_ROWS])
        for layout in layouts
        if (head := _Head(index, [one_line(cell) for cell in row], layout)).likeness * 2
        >= len(layout["columns"])
    ]
    return max(heads, key=lambda each: each[:3], default=(0, False, 0, None))[3]


def recognise(store: "Store", today: date, workbook: Workbook, name: str) -> Correction | None:
    """Tell whether a file is a quarantine that was sent out, by the mark on its cover.

    Raises InputRefusedError where the cover is gone, or this store has no such import.
    """
    mark = next((found for sheet in workbook.sheets if (found := _marked(sheet))), None)
    if mark is None:
        if any(_is_sent(sheet) for sheet in workbook.sheets):
            raise InputRefusedError(
                _("{file}: a quarantine came back without its cover sheet.").format(file=name),
                _("Ask for the whole workbook, or send the quarantine out again."),
            )
        return None
    view = store.view(today)
    imports = {int(row["id"]): row for row in view.imports if not row["undone_by"]}
    view.close()
    entry = imports.get(mark.import_id)
    if entry is None or entry["sha256"] != mark.sha256:
        raise InputRefusedError(
            _("{file} corrects import {number}, which this office does not have.").format(
                file=name, number=mark.import_id
            ),
            _("Export the quarantine again: zcins imports quarantine ID -o FILE.xlsx"),
        )
    first = _first(imports, mark.import_id)
    family = frozenset(number for number in imports if _first(imports, number) == first)
    return Correction(entry, family, mark.sheet)


def _first(imports: Mapping[int, Mapping[str, Any]], number: int) -> int:
    """Give the import that a row of corrections began with."""
    while number in imports and (corrected := imports[number]["corrects"]):
        number = corrected
    return number


def _is_sent(sheet: Sheet) -> bool:
    return any({ORIGIN_SHEET, ORIGIN_ROW} <= set(row) for row in sheet.rows[:SEARCHED_ROWS])


def _marked(sheet: Sheet) -> Mark | None:
    for row in sheet.rows[:COVER_ROWS]:
        if MARK in row:
            _mark, number, digest = [*row[row.index(MARK) :], None, None][:3]
            try:
                return Mark(int(float(str(number))), str(digest), sheet.name)
            except ValueError:
                return None
    return None
