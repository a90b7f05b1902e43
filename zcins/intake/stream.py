"""The rows of one table in their order: records, and all that is none, counted."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from zcins.intake.amounts import parse_money
from zcins.intake.cells import Value
from zcins.intake.columns import Vocabulary
from zcins.intake.faults import CellFault
from zcins.intake.furniture import IDENTITY, Furniture
from zcins.intake.furniture import Row as RowKind
from zcins.intake.header import SEARCHED_ROWS, Header, is_blank, looks_like_header
from zcins.intake.sections import is_title
from zcins.intake.spread import Spread, padded
from zcins.intake.workbook import Sheet
from zcins.records import Kind


class Row(NamedTuple):
    """A record's cells; `number` counts rows as the spreadsheet program shows them."""

    number: int
    cells: list[Value]


@dataclass(frozen=True, slots=True)
class Span:
    """The rows that a table has of its sheet, from zero.

    It is counted from `begin` to before `until`; its records end before `end`, where another
    table begins. `titled` is the first row of its titles. `judged` are rows that look like
    headers and are none.
    """

    begin: int = 0
    end: int | None = None
    until: int | None = None
    titled: int = 0
    judged: frozenset[int] = frozenset()


class HeaderBelowError(Exception):
    """Far down a sheet stands what looks like another header: it is to be looked at first."""

    def __init__(self, sheet: str, row: int) -> None:
        super().__init__(sheet, row)
        self.sheet, self.row = sheet, row


class Stream:
    """One pass over the rows of a table; afterwards `read`, `given` and `totals` are complete."""

    def __init__(
        self, sheet: Sheet, kind: Kind, header: Header, span: Span, words: Vocabulary
    ) -> None:
        self._sheet, self._header, self._span, self._words = sheet, header, span, words
        self._kind = kind
        self._furniture = Furniture(sheet.rows, header)
        fields = words.fields(kind)
        known = {column.index: column.field for column in header.columns if column.field}
        self._keys = [at for at, name in known.items() if name in IDENTITY or fields[name].key]
        self._money = {
            column.index: column.unit
            for column in header.columns
            if column.field and fields[column.field].type == "money"
        }
        self._keys = [at for at in self._keys if at not in self._money]
        self.read = self.given = 0
        self.totals: list[tuple[int, list[Value]]] = []

    def records(self) -> Iterator[Row]:
        """Give the records one after the other, counting those that are `given`.

        Raises HeaderBelowError at a row that looks like a header and was not looked at.
        """
        # Most sheets have no merged cell, and most rows are nothing but records.
        spread = (
            Spread(self._sheet, self._header.columns, self._kind) if self._sheet.merged else None
        )
        width = self._header.columns[-1].index + 1
        # What may be a title or a total waits until the rows after it tell.
        waiting: list[Row] = []
        for index, row, what in self._rows():
            if what is None and not waiting and not spread and len(row) >= width:
                self.given += 1
                yield Row(index + 1, row)
                continue
            if what is RowKind.OTHER:
                if waiting and self._furniture.is_printed(row):
                    self._check_header(index, row)
                continue
            if waiting:
                self.given += len(waiting)
                yield from waiting
                waiting.clear()
            if what is RowKind.TOTAL:
                self.totals.append((index, row))
            if what in {RowKind.TOTAL, RowKind.SUBTOTAL}:
                continue
            cells = padded(row, width)
            record = Row(index + 1, spread.fill(index, cells) if spread else cells)
            if what is RowKind.RECORD and self._may_be_other(index, record.cells):
                waiting.append(record)
            else:
                self.given += 1
                yield record
        yield from self._last(waiting)

    def _may_be_other(self, index: int, cells: list[Value]) -> bool:
        """Tell whether a record may turn out to be a title or a total by what comes after it."""
        self._check_header(index, cells)
        return (index >= SEARCHED_ROWS and is_title(cells)) or self._is_keyless(cells)

    def _check_header(self, index: int, row: Sequence[Value]) -> None:
        seen = index < SEARCHED_ROWS or index in self._span.judged
        if not seen and looks_like_header(row, self._words):
            raise HeaderBelowError(self._sheet.name, index)

    def _is_keyless(self, cells: list[Value]) -> bool:
        """Tell whether a record says neither whose nor what it is, and yet has amounts."""
        return is_blank([cells[at] for at in self._keys]) and any(
            isinstance(cells[at], int | float | str) for at in self._money
        )

    def _last(self, waiting: list[Row]) -> Iterator[Row]:
        """Give the records that still wait, but for a total that no word calls one."""
        total = waiting[-1] if waiting and self._is_keyless(waiting[-1].cells) else None
        if total and not self._adds_up(total):
            total = None
        given = waiting[:-1] if total else waiting
        self.given += len(given)
        yield from given
        if total:
            self.totals.append((total.number - 1, total.cells))

    def _adds_up(self, total: Row) -> bool:
        """Tell whether all amounts of a row are the sums of those above it."""
        stated = {at: _fen(total.cells[at], unit) for at, unit in self._money.items()}
        furniture, sums = Furniture(self._sheet.rows, self._header), dict.fromkeys(stated, 0)
        for row in islice(self._sheet.rows, self._header.end, total.number - 1):
            if not is_blank(row) and furniture.kind_of(row) is RowKind.RECORD:
                for at, unit in self._money.items():
                    sums[at] += _fen(row[at], unit) if at < len(row) else 0
        return any(stated.values()) and all(
            amount in {0, sums[at]} for at, amount in stated.items()
        )

    def _rows(self) -> Iterator[tuple[int, list[Value], RowKind | None]]:
        """Give the rows below the header that are not blank, and count all that are the table's."""
        span, furniture = self._span, self._furniture
        start, end = self._header.end, span.end
        first = last = None
        for index, row in enumerate(islice(self._sheet.rows, span.begin, span.until), span.begin):
            plain = index >= start and furniture.is_plain(row)
            if not plain and is_blank(row):
                continue
            if first is None:
                first = index
            last = index
            if index >= start and (end is None or index < end):
                yield index, row, None if plain else furniture.kind_of(row)
        if first is not None and last is not None:
            self.read = (span.until or last + 1) - first


def _fen(cell: Value, unit: int) -> int:
    try:
        return parse_money(cell, unit) or 0
    except CellFault:
        return 0
