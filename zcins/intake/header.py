"""Where the headers of a sheet stand: rows of known words, borne out by the cells below."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from zcins.intake.cells import Value
from zcins.intake.columns import Vocabulary, signature
from zcins.intake.evidence import SAMPLED_ROWS, agreement, share
from zcins.intake.naming import (
    Column,
    Named,
    assign,
    column_of,
    is_blank,
    name_of,
    one_line,
    paths_of,
)
from zcins.intake.workbook import Sheet
from zcins.records import Kind

__all__ = ["Column", "Header", "Search", "is_blank", "looks_like_header", "one_line"]

# A sheet keeps this many rows at hand; headers below them are found while it is read.
SEARCHED_ROWS = 200
HIGHEST = 3
# A row in the middle of a sheet is a header only if it says this much.
LEAST_NAMES = 3
KEY_WEIGHT = 3
DECISIVE_WEIGHT = 10
REMEMBERED_WEIGHT = 100
# Names right above a header only explain the columns.
EMPTY = 0.2


@dataclass(frozen=True, slots=True)
class Header:
    """A header: its first row from zero, its number of rows, its columns, its score.

    `bare` holds the places of the columns whose header names no unit.
    """

    row: int
    height: int
    columns: list[Column]
    bare: frozenset[int]
    score: float

    @property
    def end(self) -> int:
        """Give the first row below it."""
        return self.row + self.height

    @property
    def names(self) -> frozenset[str]:
        """Give the signatures of its columns, by which layouts are compared."""
        return frozenset(signature(column.header) for column in self.columns)

    @property
    def is_solid(self) -> bool:
        """Tell whether it says enough to be a header wherever it stands."""
        mapped = sum(column.field is not None for column in self.columns)
        texts = (column.header for column in self.columns)
        return (
            mapped >= LEAST_NAMES
            and mapped * 3 >= len(self.columns)
            and not any(text[0].isdigit() for text in texts)
        )


class Search:
    """The rows of a sheet in which headers are looked for, up to `end`.

    `grouped` are the rows that have a cell merged over several columns.
    """

    def __init__(self, sheet: Sheet, vocabulary: Vocabulary, end: int = SEARCHED_ROWS) -> None:
        self.rows = sheet.rows[: end + SAMPLED_ROWS]
        self._words = vocabulary
        self._texts = _texts(self.rows, sheet.merged)
        self._tall = [
            (top, bottom) for top, _left, bottom, _right in sheet.merged if top < len(self.rows)
        ]
        self._known = [sum(map(self._is_name, row)) for row in self._texts]
        self.grouped = frozenset(top for top, left, _bottom, right in sheet.merged if right > left)
        self._agreement = lru_cache(maxsize=None)(self._agreed)
        self._paths = lru_cache(maxsize=None)(self._paths_of)

    def starts(self) -> list[int]:
        """Give the rows in which a header may begin: there or just below stand known names."""
        return [
            start
            for start, row in enumerate(self._texts)
            if any(row) and sum(self._known[start : start + HIGHEST]) > 1
        ]

    def _is_name(self, text: str) -> bool:
        return bool(text) and not text[0].isdigit() and self._words.is_known(text)

    def headers(self, kind: Kind, starts: Iterable[int], *, told: bool = False) -> list[Header]:
        """Give the headers of a kind that begin in these rows, the best first, none over another.

        Of equals the one that names more units is the better, then the one of fewer rows, then
        the upper one. `told` takes one whatever it lacks.
        """
        found = [
            header
            for start in starts
            for height in range(1, min(HIGHEST, len(self._texts) - start) + 1)
            if (height == HIGHEST or not self._cuts(start, start + height))
            and (header := self._header(start, height, kind, told=told)).score > 0
        ]
        best: list[Header] = []
        for header in sorted(found, key=_order, reverse=True):
            if all(header.row >= other.end or header.end <= other.row for other in best):
                best.append(header)
        return best

    def _cuts(self, start: int, end: int) -> bool:
        """Say whether a header of these rows would cut a merged cell through."""
        return any(
            top < start <= bottom or start <= top < end <= bottom for top, bottom in self._tall
        )

    def _paths_of(self, start: int, height: int) -> list[list[str]]:
        return paths_of(self._texts[start : start + height])

    def _header(self, start: int, height: int, kind: Kind, *, told: bool) -> Header:
        paths = self._paths(start, height)
        nothing = Header(start, height, [], frozenset(), 0)
        if height > 1 and len({path[0] for path in paths if path}) == 1:
            return nothing  # one text above everything is the table's title
        found = {
            index: match
            for index, path in enumerate(paths)
            if path and (match := name_of(path, kind, self._words))
        }
        names = {signature(" ".join(path)) for path in paths if path}
        remembered = bool(self._words.told.headers) and names == self._words.told.headers
        if not (told or remembered or self._meets_needs(kind, found.values())):
            return nothing
        agreed = {
            index: self._agreement(start + height, index, self._type(kind, one), paths[index][-1])
            for index, one in found.items()
        }
        fields = assign(found, agreed, kind, self._words)
        score = self._score(fields, agreed, kind) + (REMEMBERED_WEIGHT if remembered else 0)
        if self._is_empty(start + height):
            score *= EMPTY
        columns = [
            column_of(index, path, fields.get(index), found.get(index), self._words)
            for index, path in enumerate(paths)
            if path
        ]
        bare = frozenset(index for index, one in found.items() if one.match.unit is None)
        return Header(start, height, columns, bare, score)

    def _is_empty(self, end: int) -> bool:
        """Say whether nothing stands between a header that ends here and the next one."""
        rows = zip(self._texts[end:], self._known[end:], strict=True)
        return next((known > 1 for row, known in rows if any(row)), False)

    def _type(self, kind: Kind, found: Named) -> str:
        return self._words.fields(kind)[found.match.field].type

    def _meets_needs(self, kind: Kind, found: Iterable[Named]) -> bool:
        fields = {one.match.field for one in found}
        stand_ins = self._words.fields(kind)
        fields |= {place for name in fields if (place := stand_ins[name].stands_for)}
        return all(fields.intersection(group) for group in self._words.needs(kind))

    def _agreed(self, start: int, index: int, kind: str, header: str) -> float | None:
        below = (row for row in self.rows[start : start + SAMPLED_ROWS] if len(row) > index)
        return agreement([row[index] for row in below], kind, header)

    def _score(self, fields: dict[int, str], agreed: dict[int, float | None], kind: Kind) -> float:
        """Weigh what was recognised by how far the cells below bear it out."""
        known = self._words.fields(kind)
        weight = sum(
            (KEY_WEIGHT if known[name].key else 1) * share(agreed[index])
            for index, name in fields.items()
        )
        decisive = self._words.decisive(kind)
        borne_out = [
            1.0 if (part := agreed[index]) is None else (1 + part) / 2
            for index, name in fields.items()
            if name in decisive
        ]
        return weight + DECISIVE_WEIGHT * max(borne_out, default=0)


def _order(header: Header) -> tuple[float, int, int, int]:
    return header.score, -len(header.bare), -header.height, -header.row


def _texts(
    rows: Sequence[list[Value]], merged: Sequence[tuple[int, int, int, int]]
) -> list[list[str]]:
    """Give rows as texts of one width, every cell of a merge with its text."""
    width = max(map(len, rows), default=0)
    grid = [[one_line(cell) for cell in row] + [""] * (width - len(row)) for row in rows]
    for top, left, bottom, right in merged:
        for row in range(top, min(bottom + 1, len(grid))):
            for column in range(left, min(right + 1, width)):
                grid[row][column] = grid[top][left]
    return grid


def looks_like_header(row: Sequence[Value], words: Vocabulary) -> bool:
    """Tell at a glance that a row may be a header: nothing but texts, half of them known names."""
    filled = []
    for cell in row:
        if cell is None:
            continue
        if not isinstance(cell, str) or cell[:1].isdigit():
            return False
        filled.append(one_line(cell))
    known = sum(words.is_known(text) for text in filled if text)
    return known >= LEAST_NAMES and known * 2 >= len(filled)
