"""One sheet of a quarantine on its way out: the insurer's own columns, what is wrong, and why."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from zcins.intake.cell_text import unpack
from zcins.intake.cells import Value
from zcins.intake.columns import UNITS, Field, split_unit
from zcins.intake.faults import MESSAGES, problem_message

if TYPE_CHECKING:
    from zcins.store import Quarantined

REASON, ORIGIN_SHEET, ORIGIN_ROW = "问题", "原工作表", "原行号"
# A fault of the first field shows in the column of the second where the first has none.
STANDS_IN = {
    "inception": "cover_period",
    "expiry": "cover_period",
    "premium": "premium_received",
}
CONFLICTS = frozenset({"ambiguous_endorsement", "conflicting_rows"})
_UNIT_WORDS = {unit: word for word, unit in UNITS.items() if word.endswith("元")}


@dataclass(frozen=True, slots=True)
class Fault:
    """A problem of a row: the place of its column from zero, None where it has none."""

    at: int | None
    title: str | None
    message: str
    grave: bool

    @property
    def line(self) -> str:
        """Give it as a line of the first column."""
        text = f"{self.title}：{self.message}" if self.title else self.message
        return text if self.grave else f"提示　{text}"


@dataclass(frozen=True, slots=True)
class SentRow:
    """A held row as it goes out: where it stood, its cells in the insurer's columns, its faults."""

    sheet: str
    row: int
    cells: list[Value]
    faults: list[Fault]


@dataclass(frozen=True, slots=True)
class SentSheet:
    """The held rows of one table, under its headers as they stood."""

    name: str
    headers: list[str]
    rows: list[SentRow]


def written_headers(layout: Mapping[str, Any]) -> list[str]:
    """Give the headers of a layout as they go out, with the unit that stood elsewhere."""
    return [_header(column) for column in layout["columns"]]


def _header(column: Mapping[str, Any]) -> str:
    header, unit = str(column["header"]), column["unit"]
    if unit == 1 or split_unit(header)[1] == unit:
        return header
    return f"{header}（{_UNIT_WORDS[unit]}）"


def sent_sheets(
    rows: Sequence["Quarantined"], layouts: Sequence[Mapping[str, Any]], fields: dict[str, Field]
) -> list[SentSheet]:
    """Sort held rows by the table that they stood in, and say what is wrong with each."""
    groups: dict[int, list[Quarantined]] = defaultdict(list)
    for row in rows:
        groups[_layout_of(row, layouts)].append(row)
    peers = _Peers(rows)
    return [
        _Sender(layouts[at], group, fields, peers).sheet() for at, group in sorted(groups.items())
    ]


def _layout_of(row: "Quarantined", layouts: Sequence[Mapping[str, Any]]) -> int:
    """Give the place of the layout of a row's table: on its sheet, the last one above it."""
    above = [
        at
        for at, layout in enumerate(layouts)
        if layout["sheet"] == row.sheet and layout["header_row"] < row.row
    ]
    return max(above, key=lambda at: int(layouts[at]["header_row"]))


class _Sender:
    """Writes the rows of one table."""

    def __init__(
        self,
        layout: Mapping[str, Any],
        rows: Sequence["Quarantined"],
        fields: dict[str, Field],
        peers: "_Peers",
    ) -> None:
        self._layout, self._rows, self._fields, self._peers = layout, rows, fields, peers
        self._headers = written_headers(layout)
        columns = layout["columns"]
        self._places = {column["field"]: at for at, column in enumerate(columns) if column["field"]}
        for name in self._wanting():
            self._places[name] = len(self._headers)
            self._headers.append(fields[name].title)

    def _wanting(self) -> list[str]:
        """Give the fields whose faults stand in no column: the clerk gets a column to fill in."""
        asked = dict.fromkeys(
            problem["field"] for row in self._rows for problem in row.problems if problem["field"]
        )
        return [
            name
            for name in asked
            if name in self._fields and not {name, STANDS_IN.get(name)} & self._places.keys()
        ]

    def sheet(self) -> SentSheet:
        """Give the sheet."""
        rows = [
            SentRow(row.sheet, row.row, self._cells(row), list(self._faults(row)))
            for row in self._rows
        ]
        return SentSheet(self._layout["sheet"], self._headers, rows)

    def _cells(self, row: "Quarantined") -> list[Value]:
        cells = unpack(row.cells)
        places = [column["index"] for column in self._layout["columns"]]
        own = [cells[at] if at < len(cells) else None for at in places]
        return own + [None] * (len(self._headers) - len(own))

    def _faults(self, row: "Quarantined") -> Iterator[Fault]:
        for problem in sorted(row.problems, key=lambda one: one["severity"] != "error"):
            at = self._place(problem["field"])
            code = problem["problem"]
            message = problem_message(code) if code in MESSAGES else problem["message"]
            if code in CONFLICTS and (others := self._peers.explain(row, self._layout)):
                message = f"{message}（{others}）"
            title = None if at is None else self._headers[at]
            yield Fault(at, title, message, problem["severity"] == "error")

    def _place(self, name: str | None) -> int | None:
        if name is None or name in self._places:
            return self._places.get(name or "")
        return self._places.get(STANDS_IN.get(name, ""))


class _Peers:
    """The held rows that contradict each other: those of one key."""

    def __init__(self, rows: Sequence["Quarantined"]) -> None:
        self._of: dict[str, list[Quarantined]] = defaultdict(list)
        for row in rows:
            if row.key:
                self._of[row.key].append(row)

    def explain(self, row: "Quarantined", layout: Mapping[str, Any]) -> str:
        """Say which other rows have the key of this one, and in which columns they differ."""
        others = [one for one in self._of.get(row.key or "", []) if one.id != row.id]
        if not others:
            return ""
        places = "、".join(_place_of(other, row) for other in others)
        differing = dict.fromkeys(
            column["header"]
            for other in others
            for column in layout["columns"]
            if column["field"] and _cell(other, column) != _cell(row, column)
        )
        return f"对照{places}，不同之处：{'、'.join(differing) or '无'}"


def _place_of(other: "Quarantined", row: "Quarantined") -> str:
    sheet = "" if other.sheet == row.sheet else f"“{other.sheet}”"
    return f"{sheet}原第{other.row}行"


def _cell(row: "Quarantined", column: Mapping[str, Any]) -> object:
    at = column["index"]
    return row.cells[at] if at < len(row.cells) else None
