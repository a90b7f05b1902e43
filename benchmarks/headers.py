"""How many tables and columns of labelled sheets are found.

    python benchmarks/headers.py [--verbose]

A table is found where its kind is right, it begins in its header, and exactly its records are read;
a column where it is given its field, or rightly none. The sheets are those of header_sheets.py.
"""

import argparse
import sys
from dataclasses import dataclass, field
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.header_sheets import Labelled, Truth, labelled_sheets
from zcins.intake.table import Table, find_tables
from zcins.intake.workbook import Workbook


@dataclass(slots=True)
class Share:
    """What was to be found, what was, and where it was not."""

    sheets: int = 0
    tables: int = 0
    tables_found: int = 0
    columns: int = 0
    columns_found: int = 0
    missed: list[str] = field(default_factory=list)


def measure() -> Share:
    """Find the tables of all sheets and count."""
    share = Share()
    for made in labelled_sheets():
        share.sheets += 1
        _count(share, made, find_tables(Workbook((made.sheet(),), "ledger.xlsx")).tables)
    return share


def _count(share: Share, made: Labelled, tables: list[Table]) -> None:
    if len(tables) > len(made.tables):
        share.missed.append(f"{made.name}: a table too many")
    for truth in made.tables:
        own = (one for one in tables if one.header_row in truth.header_rows)
        table = next((one for one in own if one.kind is made.kind), None)
        share.tables += 1
        right = table is not None and [row.number for row in table.rows] == truth.records
        share.tables_found += right
        if not right:
            share.missed.append(f"{made.name}: table of row {truth.header_rows[0]}")
        _count_columns(share, made, truth, table)


def _count_columns(share: Share, made: Labelled, truth: Truth, table: Table | None) -> None:
    given = {one.index: one.field for one in table.columns if one.field} if table else {}
    places = truth.fields.keys() | given.keys()
    wrong = [at for at in places if truth.fields.get(at) != given.get(at)]
    share.columns += len(places)
    share.columns_found += len(places) - len(wrong)
    for at in sorted(wrong):
        wanted, got = truth.fields.get(at), given.get(at)
        share.missed.append(f"{made.name}: column {at} is {wanted}, read as {got}")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--verbose", action="store_true", help="name what was missed")
    verbose = parser.parse_args().verbose
    share = measure()
    tables = share.tables_found / share.tables
    columns = share.columns_found / share.columns
    print(f"{share.sheets} sheets")
    print(f"tables found: {share.tables_found} of {share.tables} ({tables:.1%})")
    print(f"columns found: {share.columns_found} of {share.columns} ({columns:.1%})")
    for line in share.missed if verbose else ():
        print(f"missed: {line}")


if __name__ == "__main__":
    main()
