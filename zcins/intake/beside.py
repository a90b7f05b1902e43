"""Tables side by side on one sheet: only one of them could be read, so the file is held."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import combinations, groupby, islice

from zcins.errors import InputRefusedError
from zcins.i18n import _
from zcins.intake.cells import Value
from zcins.intake.columns import Vocabulary, fold
from zcins.intake.furniture import IDENTITY
from zcins.intake.grid import KEPT_ROWS
from zcins.intake.header import LEAST_NAMES, looks_like_header
from zcins.intake.naming import Column, is_blank, name_of, one_line
from zcins.intake.table import Table
from zcins.intake.workbook import Workbook
from zcins.records import Kind
from zcins.store.places import column_letters

Band = Sequence[Column]


@dataclass(frozen=True, slots=True)
class Beside:
    """A table and another one beside it, each by its first and last column, from zero."""

    sheet: str
    bands: tuple[tuple[int, int], tuple[int, int]]

    def refusal(self, file: str) -> InputRefusedError:
        """Give why the file is not taken."""
        one, other = ("–".join(map(column_letters, band)) for band in sorted(self.bands))
        return InputRefusedError(
            _(
                "{file}: {sheet}: two tables stand side by side, in columns {one} and {other}."
            ).format(file=file, sheet=self.sheet, one=one, other=other),
            _("Move one of them to a sheet of its own, or below the other, and import again."),
        )


def tables_beside(
    tables: Sequence[Table], workbook: Workbook, words: Vocabulary
) -> Iterator[Beside]:
    """Give the sheets, of those that are read, on which two tables stand side by side."""
    for sheet in workbook.sheets:
        own = [table for table in tables if table.sheet == sheet.name]
        in_one = (_by_gaps(table, words) or _by_repeats(table, words) for table in own)
        bands = next(filter(None, in_one), None)
        if own and bands is None:
            bands = _by_rows(list(islice(sheet.rows, KEPT_ROWS)), words)
        if bands:
            yield Beside(sheet.name, bands)


Bands = tuple[tuple[int, int], tuple[int, int]] | None


def _ends(band: Band) -> tuple[int, int]:
    return band[0].index, band[-1].index


def _by_gaps(table: Table, words: Vocabulary) -> Bands:
    """Give two parts of a header, empty columns between them, that are each a table's own."""
    bands: list[list[Column]] = []
    for column in table.columns:
        if not bands or column.index > bands[-1][-1].index + 1:
            bands.append([])
        bands[-1].append(column)
    whole = [band for band in bands if _is_whole(band, words)]
    return (_ends(whole[0]), _ends(whole[1])) if len(whole) > 1 else None


def _by_repeats(table: Table, words: Vocabulary) -> Bands:
    """Give two parts of a header of which the one repeats the names of the other."""
    names = [fold(_last(column)) for column in table.columns]
    again = next((at for at, name in enumerate(names) if name and name == names[0] and at), None)
    if again is None:
        return None
    bands = table.columns[:again], table.columns[again:]
    alike = {*names[:again]} >= {*names[again:]}
    return (_ends(bands[0]), _ends(bands[1])) if alike and _is_whole(bands[1], words) else None


def _by_rows(rows: Sequence[Sequence[Value]], words: Vocabulary) -> Bands:
    """Give two headers over columns of their own, where rows go on below both of them."""
    found: list[tuple[int, tuple[int, int]]] = []
    for index, row in enumerate(rows):
        for run in _runs(row):
            band = [Column(at, one_line(row[at]), None, 1) for at in run]
            if looks_like_header([row[at] for at in run], words) and _is_whole(band, words):
                found.append((index, _ends(band)))
    for (upper, one), (lower, other) in combinations(found, 2):
        if one[1] < other[0] or other[1] < one[0]:
            following = next((index for index, _band in found if index > lower), None)
            below = rows[lower:following]
            if upper == lower or any(map(partial(_goes_on, band=one), below)):
                return one, other
    return None


def _goes_on(row: Sequence[Value], band: tuple[int, int]) -> bool:
    """Tell whether a row has a record in a band of columns."""
    return sum(not is_blank([cell]) for cell in row[band[0] : band[1] + 1]) >= LEAST_NAMES


def _runs(row: Sequence[Value]) -> Iterator[list[int]]:
    """Give the places of the filled cells of a row, those that stand together together."""
    filled = (at for at, cell in enumerate(row) if not is_blank([cell]))
    for _key, run in groupby(enumerate(filled), key=lambda pair: pair[1] - pair[0]):
        yield [at for _number, at in run]


def _is_whole(band: Band, words: Vocabulary) -> bool:
    """Tell whether some columns can be a table by themselves: they say whose, and enough."""
    return any(_is_of(band, kind, words) for kind in Kind)


def _is_of(band: Band, kind: Kind, words: Vocabulary) -> bool:
    found = (name_of(column.header.split(" "), kind, words) for column in band)
    fields = {one.match.field for one in found if one}
    return (
        len(fields) >= LEAST_NAMES
        and bool(fields & IDENTITY - {"case_no", "voucher_no"})
        and all(fields.intersection(group) for group in words.needs(kind))
    )


def _last(column: Column) -> str:
    return column.header.rsplit(" ", 1)[-1]
