"""What an import would recognise in a file, column by column, before anything is taken in."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from zcins.intake.columns import UNIT_NAMES, Vocabulary
from zcins.intake.evidence import agreement
from zcins.intake.reader import shown
from zcins.intake.table import Column, Found, Row, Table
from zcins.store.places import column_letters

SAMPLED_ROWS = 50
SHOWN_VALUES = 3
# A unit that nothing says is a guess.
UNIT_GUESSED = 0.9


def describe(found: Found, words: Vocabulary) -> list[dict[str, Any]]:
    """Give each table of a file: where it stands, and what its columns are taken for."""
    return [_table(table, words) for table in found.tables]


def _table(table: Table, words: Vocabulary) -> dict[str, Any]:
    rows = table.sample(SAMPLED_ROWS)
    return {
        "sheet": table.sheet,
        "header_row": table.header_row,
        "kind": table.kind.value,
        "title": table.title or None,
        "columns": [_column(column, table, rows, words) for column in table.columns],
    }


def _column(column: Column, table: Table, rows: Sequence[Row], words: Vocabulary) -> dict[str, Any]:
    cells = [row.cells[column.index] for row in rows if column.index < len(row.cells)]
    near = None if column.field else words.nearest(column.header, table.kind)
    money = column.field is not None and words.fields(table.kind)[column.field].type == "money"
    return {
        "column": column_letters(column.index),
        "header": column.header,
        "field": column.field,
        "unit": UNIT_NAMES[column.unit] if money else None,
        "unit_from": column.unit_from if money else None,
        "samples": list(islice(_samples(cells), SHOWN_VALUES)),
        "confidence": _confidence(column, table, cells, words, money=money),
        "nearest": {"name": near[0], "field": near[1]} if near else None,
    }


def _samples(cells: Sequence[Any]) -> Iterator[str]:
    texts = (shown(cell) for cell in cells)
    yield from dict.fromkeys(text for text in texts if text)


def _confidence(
    column: Column, table: Table, cells: Sequence[Any], words: Vocabulary, *, money: bool
) -> float | None:
    """Give how surely a column is its field, 0 to 1: by its name, its cells, and its unit.

    1 is a known name in whole, with cells that all can be read. None for an unmapped column.
    """
    if column.field is None:
        return None
    kind = words.fields(table.kind)[column.field].type
    agreed = agreement(cells, kind, column.header)
    sure = column.sure * (1.0 if agreed is None else 0.5 + 0.5 * agreed)
    return round(sure * (UNIT_GUESSED if money and column.unit_from == "assumed" else 1.0), 2)
