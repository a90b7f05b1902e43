"""Grid to tables: the headers by their meaning, the records below them, and the rest counted."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property, partial
from itertools import islice
from types import MappingProxyType
from typing import Any

from zcins.errors import InputRefusedError
from zcins.i18n import _
from zcins.intake.cells import Value, folded
from zcins.intake.columns import UNITS, Vocabulary, vocabulary
from zcins.intake.header import Column, Header, is_blank, one_line
from zcins.intake.sections import Block, Blocks, Place, blocks_of, chosen
from zcins.intake.stream import HeaderBelowError, Row, Span, Stream
from zcins.intake.workbook import Sheet, Workbook
from zcins.records import Kind

__all__ = [
    "Column",
    "Found",
    "HeaderBelowError",
    "LeftOut",
    "Row",
    "Table",
    "find_tables",
]

GRAND_TOTAL = frozenset({"总计", "总合计"})
UNIT_LINE = re.compile(
    r"单位\s*:?\s*(?:人民币)?\s*((?:百万|千|万|亿)?元)|\((?:人民币)?((?:千|万|亿)?元)\)"
)


class Table:
    """A table of a sheet. `header_row` and `total_row` count from 1.

    `records` reads its rows; once it is through, `read` counts its rows, from the first to the
    last of the sheet that is not empty or up to the sheet's next table, `skipped` those of them
    that are no records, and `totals` holds the table's own total by column.
    """

    def __init__(
        self,
        sheet: Sheet,
        kind: Kind,
        header: Header,
        span: Span | None = None,
        words: Vocabulary | None = None,
    ) -> None:
        self.span = span or Span()
        lines = islice(sheet.rows, self.span.titled, header.row)
        self.sheet = sheet.name
        self.kind = kind
        self.header_row = header.row + 1
        self.title = " ".join(filter(None, (one_line(cell) for row in lines for cell in row)))
        self.columns: list[Column] = _with_unit(header, [self.title, sheet.name])
        self.score = header.score
        self.names = header.names
        self.read = 0
        self.skipped = 0
        self.totals: dict[int, Value] = {}
        self.total_row: int | None = None
        columns = replace(header, columns=self.columns)
        self._stream = partial(Stream, sheet, kind, columns, self.span, words or vocabulary())

    @cached_property
    def rows(self) -> list[Row]:
        """Give all records at once."""
        return list(self.records())

    def records(self) -> Iterator[Row]:
        """Give the records one after the other, counting what is none.

        Raises HeaderBelowError where another header may stand far down the sheet.
        """
        stream = self._stream()
        yield from stream.records()
        self.read, self.skipped = stream.read, stream.read - stream.given
        self._settle(stream.totals)

    def sample(self, count: int) -> list[Row]:
        """Give the first records, at most `count`, as far as no other header may stand."""
        rows: list[Row] = []
        with suppress(HeaderBelowError):
            rows.extend(islice(self.records(), count))
        return rows

    def _settle(self, totals: list[tuple[int, list[Value]]]) -> None:
        """Keep the table's own total: the grand one, else the only one.

        Of a sheet with several tables the grand total is that of them all.
        """
        grand = [(index, row) for index, row in totals if any(map(_is_grand, row))]
        alone = self.span.begin == 0 and self.span.until is None
        found = grand if alone else [each for each in totals if each not in grand]
        if found or len(totals) == 1:
            index, row = (found or totals)[-1]
            self.total_row = index + 1
            self.totals = {at: cell for at, cell in enumerate(row) if cell is not None}


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A sheet that is not read, or the rows of one that are a table of another `kind`.

    `header_row`, of such a table, counts from 1.
    """

    sheet: str
    rows: int
    hidden: bool
    kind: Kind | None = None
    header_row: int | None = None

    def document(self) -> dict[str, Any]:
        """Give it as the receipt's JSON."""
        answer: dict[str, Any] = {"sheet": self.sheet, "rows": self.rows, "hidden": self.hidden}
        if self.kind:
            answer |= {"kind": self.kind.value, "header_row": self.header_row}
        return answer


@dataclass(frozen=True, slots=True)
class Found:
    """What a workbook holds; `kind` is None where no sheet has a table."""

    kind: Kind | None
    tables: list[Table]
    left_out: list[LeftOut]


def find_tables(
    workbook: Workbook,
    kind: Kind | None = None,
    sheets: Sequence[str] = (),
    header_row: int | None = None,
    words: Vocabulary | None = None,
    below: Mapping[str, Sequence[int]] = MappingProxyType({}),
) -> Found:
    """Find the tables of a workbook, all of one kind: the given, else the best on the whole.

    A sheet may have several, one below the other. `below` gives for sheets the rows (from zero)
    that HeaderBelowError named. Raises InputRefusedError where `sheets` names one that is not
    there.
    """
    known = words or vocabulary()
    row = None if header_row is None else header_row - 1
    shown = _chosen(workbook, sheets)
    blocks = {}
    for sheet in shown:
        place = Place(kind, row, tuple(below.get(sheet.name, ())))
        blocks[sheet.name] = blocks_of(sheet, known, place, f"{sheet.name} {workbook.name}")
    best = kind or _best_kind(blocks.values())
    tables: list[Table] = []
    left_out: list[LeftOut] = []
    for sheet in workbook.sheets:
        found = _found(blocks.get(sheet.name, {}), best, sheet, told=kind is not None)
        if best is None or not found:
            filled = sum(not is_blank(row) for row in sheet.rows)
            left_out.append(LeftOut(sheet.name, filled, sheet.hidden))
            continue
        judged = frozenset(below.get(sheet.name, ()))
        tables += _tables(sheet, found, best, known, judged)
        left_out += _foreign(sheet, found, best)
    return Found(best if tables else None, tables, left_out)


def _chosen(workbook: Workbook, names: Sequence[str]) -> list[Sheet]:
    known = [sheet.name for sheet in workbook.sheets]
    for name in names:
        if name not in known:
            raise InputRefusedError(
                _("{file}: there is no sheet {sheet}.").format(file=workbook.name, sheet=name),
                _("Its sheets are: {sheets}.").format(sheets=", ".join(known)),
            )
    return [sheet for sheet in workbook.sheets if not names or sheet.name in names]


def _found(blocks: Blocks, kind: Kind | None, sheet: Sheet, *, told: bool) -> list[Block]:
    return chosen(blocks, kind, sheet.rows, told=told) if kind else []


def _best_kind(sheets: Iterable[Blocks]) -> Kind | None:
    """Give the kind whose best headers, one a sheet, weigh most together."""
    scores = dict.fromkeys(Kind, 0.0)
    for blocks in sheets:
        for kind, found in blocks.items():
            scores[kind] += max(block.header.score for block in found)
    best = max(Kind, key=lambda kind: scores[kind])
    return best if scores[best] else None


def _tables(
    sheet: Sheet, blocks: list[Block], kind: Kind, words: Vocabulary, judged: frozenset[int]
) -> list[Table]:
    """Share out the rows of a sheet among its tables of the kind."""
    own = [at for at, block in enumerate(blocks) if block.kind is kind]
    tables = []
    for at, following in zip(own, [*own[1:], None], strict=True):
        block = blocks[at]
        span = Span(
            begin=block.begin if at != own[0] else 0,
            end=blocks[at + 1].begin if at + 1 < len(blocks) else None,
            until=None if following is None else blocks[following].begin,
            titled=block.begin if at else 0,
            judged=judged,
        )
        tables.append(Table(sheet, kind, block.header, span, words))
    return tables


def _foreign(sheet: Sheet, blocks: list[Block], kind: Kind) -> Iterator[LeftOut]:
    """Name the tables of a sheet that are of another kind."""
    ends = [*(block.begin for block in blocks[1:]), None]
    for block, end in zip(blocks, ends, strict=True):
        if block.kind is not kind:
            rows = islice(sheet.rows, block.begin, end)
            filled = sum(not is_blank(row) for row in rows)
            yield LeftOut(sheet.name, filled, sheet.hidden, block.kind, block.header.row + 1)


def _with_unit(header: Header, lines: Sequence[str]) -> list[Column]:
    """Let the lines above the header, then the sheet's name, say what no header does."""
    for line in lines:
        if words := UNIT_LINE.findall(folded(line)):
            unit = UNITS["".join(words[-1])]
            return [
                _in_unit(column, unit) if column.index in header.bare else column
                for column in header.columns
            ]
    return header.columns


def _in_unit(column: Column, unit: int) -> Column:
    if column.unit_from == "told":
        return replace(column, written=unit)
    return replace(column, unit=unit, unit_from="line", written=unit)


def _is_grand(cell: Value) -> bool:
    return isinstance(cell, str) and "".join(folded(cell).split()).rstrip(":") in GRAND_TOTAL
