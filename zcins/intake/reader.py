"""A table's rows, each cell read as its column's field says; faults are noted, not raised."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from zcins.intake import glance, values
from zcins.intake.columns import Vocabulary
from zcins.intake.table import Column, Row, Table
from zcins.intake.values import CellFault, problem_message
from zcins.intake.workbook import Value
from zcins.records import MONEY_FIELDS
from zcins.store.places import column_letters

Parser = Callable[[Value, int], Any]

_PARSERS: dict[str, Parser] = {
    "text": values.parse_text,
    "code": values.parse_code,
    "date": lambda value, _unit: values.parse_date(value),
    "date_start": lambda value, _unit: values.parse_date(value),
    "date_end": lambda value, _unit: values.parse_date(value, end=True),
    "period": lambda value, _unit: values.parse_period(value),
    "money": values.parse_money,
    "count": lambda value, _unit: values.parse_count(value),
    "bool": lambda value, _unit: values.parse_bool(value),
    "month": lambda value, _unit: values.parse_month(value),
}
_GLANCES: dict[Parser, Callable[[list[Value], int], list[Any] | None]] = {
    values.parse_text: glance.plain_texts,
    values.parse_code: glance.plain_codes,
    values.parse_money: glance.plain_amounts,
}
# What cells were read as is kept for so many different ones.
KEPT_READINGS = 20_000


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with a cell, a row or a sheet, as the receipt shows it."""

    sheet: str
    row: int | None
    cell: str | None
    field: str | None
    severity: str
    value: str | None
    problem: str
    message: str

    def document(self) -> dict[str, Any]:
        """Give it as the contract's JSON."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(slots=True)
class ReadRow:
    """A row with its cells read: values by field, problems, money in whole fen by field."""

    sheet: str
    number: int
    cells: list[Value]
    values: dict[str, Any]
    columns: dict[str, Column]
    problems: list[Problem] = field(default_factory=list)

    @property
    def faulty(self) -> bool:
        """Tell whether the row cannot be taken."""
        return any(problem.severity == "error" for problem in self.problems)

    def get(self, name: str) -> Any:
        """Give a field's value; None where the cell is unknown or the column absent."""
        return self.values.get(name)

    def complain(self, name: str | None, problem: str, severity: str = "error") -> None:
        """Note a problem with the cell of a field, or with the row."""
        column = self.columns.get(name or "")
        cell = f"{column_letters(column.index)}{self.number}" if column else None
        at = column.index if column else len(self.cells)
        value = shown(self.cells[at]) if at < len(self.cells) else None
        self.problems.append(
            Problem(
                self.sheet,
                self.number,
                cell,
                name,
                severity,
                value,
                problem,
                problem_message(problem),
            )
        )


class TableReader:
    """Reads the rows of a table by the vocabulary of its kind."""

    def __init__(self, table: Table, vocabulary: Vocabulary) -> None:
        self.table = table
        self._fields = vocabulary.fields(table.kind)
        self._vocabulary = vocabulary
        self.columns = {column.field: column for column in table.columns if column.field}
        self._work = [
            (name, column.index, column.unit, self._parser(name), self._fields[name].key)
            for name, column in self.columns.items()
        ]
        self._readings: defaultdict[tuple[int, Parser, int], Readings] = defaultdict(Readings)

    def _parser(self, name: str) -> Parser:
        kind = self._fields[name].type
        return self._choice(name) if kind == "choice" else _PARSERS[kind]

    def _choice(self, name: str) -> Parser:
        def parse(value: Value, _unit: int) -> str | None:
            text = values.parse_text(value)
            if text is None:
                return None
            code = self._vocabulary.choice(name, text)
            if code is None:
                raise CellFault("unknown_value")
            return code

        return parse

    def chunks(self, size: int) -> Iterator["Chunk"]:
        """Give the records in pieces of at most `size`, their cells read column by column."""
        records = self.table.records()
        while rows := list(islice(records, size)):
            yield self._chunk(rows)

    def sample(self, count: int) -> "Chunk":
        """Give the first records, at most `count`."""
        rows = self.table.sample(count)
        return self._chunk(rows) if rows else Chunk(self.table.sheet, [], self.columns)

    def _chunk(self, rows: list[Row]) -> "Chunk":
        chunk = Chunk(self.table.sheet, rows, self.columns)
        cells = chunk.cells
        for name, index, unit, parse, key in self._work:
            severity = "error" if key else "warning"
            chunk.values[name], faults = self.column(cells, index, parse, unit)
            for at, problem in faults:
                chunk.faults.setdefault(at, []).append((name, problem, severity))
        return chunk

    def column(
        self, rows: Sequence[list[Value]], index: int, parse: Parser, unit: int
    ) -> tuple[list[Any], list[tuple[int, str]]]:
        """Read a column of the cells of some rows: the values, and the faults by place."""
        cells = [row[index] for row in rows]
        return self._readings[index, parse, unit].of(cells, parse, unit)

    def money_columns(self) -> dict[str, Column]:
        """Give the money fields of the receipt with the columns they are read from."""
        found = {name: self.columns[name] for name in MONEY_FIELDS if name in self.columns}
        if "premium_received" in found:
            # A ledger that gives only the received premium gives both (definitions: Premium).
            found.setdefault("premium", found["premium_received"])
        return found


class Readings:
    """What the cells of a column were read as: each different one is read once.

    Where most are different, as numbers of policies are, they are read at a glance if they can be.
    """

    def __init__(self) -> None:
        self._differ = False
        self._known: dict[Value, Any] = {}
        self._wrong: dict[Value, str] = {}

    def of(
        self, cells: list[Value], parse: Parser, unit: int
    ) -> tuple[list[Any], list[tuple[int, str]]]:
        """Read a column: the values, and the faults by place."""
        known, wrong = self._known, self._wrong
        if self._differ and (plain := _at_a_glance(cells, parse, unit)):
            return plain, []
        if len(known) > KEPT_READINGS:
            known.clear()
            wrong.clear()
        known[None] = None
        new = set(cells).difference(known)
        self._differ = len(new) > len(cells) // 2
        for cell in new:
            try:
                known[cell] = parse(cell, unit)
            except CellFault as fault:
                known[cell], wrong[cell] = None, fault.problem
        values = list(map(known.__getitem__, cells))
        if not wrong:
            return values, []
        return values, [(at, wrong[cell]) for at, cell in enumerate(cells) if cell in wrong]


def _at_a_glance(cells: list[Value], parse: Parser, unit: int) -> list[Any] | None:
    glance_at = _GLANCES.get(parse)
    return glance_at(cells, unit) if glance_at else None


@dataclass(slots=True)
class Chunk:
    """Some records of a table: their values by field, and the faults by place in the chunk."""

    sheet: str
    rows: list[Row]
    columns: dict[str, Column]
    values: dict[str, list[Any]] = field(default_factory=dict)
    faults: dict[int, list[tuple[str, str, str]]] = field(default_factory=dict)

    @property
    def cells(self) -> list[list[Value]]:
        """Give the cells of the records as they were written."""
        return [row.cells for row in self.rows]

    def row(self, at: int) -> ReadRow:
        """Give one record by itself, with its problems."""
        row = self.rows[at]
        values = {name: column[at] for name, column in self.values.items()}
        read = ReadRow(self.sheet, row.number, row.cells, values, self.columns)
        for name, problem, severity in self.faults.get(at, ()):
            read.complain(name, problem, severity)
        return read


def shown(value: Value) -> str | None:
    """Give a cell's value as text for a receipt or the quarantine."""
    if value is None:
        return None
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
