"""What was read of a file: sheets of rows of cells, and what is to be said of them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import overload

from zcins.intake.cells import Value

KEPT_ROWS = 200

Range = tuple[int, int, int, int]


class Grid(Sequence[list[Value]]):
    """The rows of a sheet, read anew at each pass, so that a large file never lies in memory.

    Only the first rows, in which headers are looked for, are kept.
    """

    def __init__(self, stream: Callable[[], Iterator[list[Value]]]) -> None:
        self._stream = stream
        self._head: list[list[Value]] = list(islice(stream(), KEPT_ROWS))
        self._height = len(self._head) if len(self._head) < KEPT_ROWS else None

    def __iter__(self) -> Iterator[list[Value]]:
        return iter(self._head) if self._height is not None else self._stream()

    def __len__(self) -> int:
        if self._height is None:
            self._height = sum(1 for _row in self._stream())
        return self._height

    @overload
    def __getitem__(self, at: int) -> list[Value]: ...
    @overload
    def __getitem__(self, at: slice) -> list[list[Value]]: ...
    def __getitem__(self, at: int | slice) -> list[Value] | list[list[Value]]:
        if isinstance(at, slice):
            stop = len(self) if at.stop is None else at.stop
            return (self._head if stop <= KEPT_ROWS else list(islice(self, stop)))[at]
        return self._head[at] if 0 <= at < len(self._head) else list(self)[at]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet as it stands: `rows[0][0]` is A1, an empty cell is None.

    `merged` holds (first row, first column, last row, last column), from zero, inclusive;
    `height` is the number of rows where it is known before they are read.
    """

    name: str
    rows: Sequence[list[Value]]
    merged: tuple[Range, ...] = ()
    hidden: bool = False
    height: int | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """What a person should know of how a file was read; `count` says of how many, if any.

    `sheet` is empty where it is true of the whole file; `problem` is a code of faults.MESSAGES.
    """

    problem: str
    sheet: str = ""
    count: int = 0


@dataclass(frozen=True, slots=True)
class Workbook:
    """A file's sheets in their order; a text file is one sheet. `name` is for messages."""

    sheets: tuple[Sheet, ...]
    name: str = ""
    notes: tuple[Note, ...] = ()


def with_marks(
    rows: Iterator[list[Value]], marked: dict[int, dict[int, str]]
) -> Iterator[list[Value]]:
    """Put texts into the cells of a stream of rows, and behind its end where they lie there."""
    last = max(marked, default=-1)
    index = -1
    for index, row in enumerate(rows):
        yield _marked(row, marked[index]) if index in marked else row
    for beyond in range(index + 1, last + 1):
        yield _marked([], marked.get(beyond, {}))


def _marked(row: list[Value], texts: dict[int, str]) -> list[Value]:
    width = max([len(row), *(column + 1 for column in texts)])
    cells = [*row, *[None] * (width - len(row))]
    for column, text in texts.items():
        cells[column] = text
    return cells
