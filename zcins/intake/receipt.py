"""The receipt of an import: what came in, what became of it, and the proof that all is there."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from zcins.i18n import _
from zcins.intake.columns import vocabulary
from zcins.intake.reader import Chunk, Problem, TableReader, shown
from zcins.intake.table import Table
from zcins.intake.values import CellFault, parse_money, problem_message
from zcins.money import yuan
from zcins.store.places import column_letters

LINKS = ("by_code", "by_name", "by_alias", "to_review", "unmatched")


@dataclass(slots=True)
class MoneyAccount:
    """A money field of a file in whole fen; `stated` is the sheets' own total."""

    read: int = 0
    accepted: int = 0
    quarantined: int = 0
    unreadable: int = 0
    stated: int | None = None

    def document(self) -> dict[str, Any]:
        """Give it as the contract's JSON."""
        difference = None if self.stated is None else self.stated - self.read
        return {
            "read": yuan(self.read),
            "accepted": yuan(self.accepted),
            "quarantined": yuan(self.quarantined),
            "unreadable": self.unreadable,
            "stated": yuan(self.stated),
            "difference": yuan(difference),
        }


@dataclass(slots=True)
class Receipt:
    """What one file's import answers (the contract's `imports[]`).

    `settled` counts the quarantined rows that were corrected or dismissed before; `remembered`
    is what a person had told of the layout when it came before.
    """

    file: str
    sha256: str
    kind: str | None = None
    insurer: str | None = None
    period: str | None = None
    id: int | None = None
    status: str = "imported"
    corrects: int | None = None
    error: str | None = None
    sheets: list[dict[str, Any]] = field(default_factory=list)
    rows: Counter[str] = field(default_factory=Counter)
    money: dict[str, MoneyAccount] = field(default_factory=dict)
    links: Counter[str] | None = None
    problems: list[Problem] = field(default_factory=list)
    settled: int = 0
    missing: list[str] = field(default_factory=list)
    left_out: list[dict[str, Any]] = field(default_factory=list)
    remembered: dict[str, Any] | None = None

    def document(self) -> dict[str, Any]:
        """Give the receipt as the contract's JSON."""
        if self.status == "refused":
            return {"file": self.file, "status": self.status, "error": self.error}
        counts = ("read", "accepted", "new", "updated", "unchanged", "quarantined", "skipped")
        answer: dict[str, Any] = {
            "id": self.id,
            "status": self.status,
            "corrects": self.corrects,
            "period": self.period,
            "file": self.file,
            "sha256": self.sha256,
            "kind": self.kind,
            "insurer": self.insurer,
            "sheets": self.sheets,
            "rows": {name: self.rows[name] for name in counts},
            "money": {name: account.document() for name, account in self.money.items()},
        }
        if self.links is not None:
            answer["links"] = {name: self.links[name] for name in LINKS}
        answer["problems"] = [problem.document() for problem in self.problems]
        answer["settled"] = self.settled
        answer["missing"] = self.missing
        answer["left_out"] = self.left_out
        if self.remembered:
            answer["remembered"] = self.remembered
        return answer


def describe_sheet(table: Table) -> dict[str, Any]:
    """Give how a sheet was read: header row, columns and their fields, unmapped ones."""
    return {
        "sheet": table.sheet,
        "header_row": table.header_row,
        "columns": {column.header: column.field for column in table.columns if column.field},
        "unmapped": [column.header for column in table.columns if not column.field],
    }


def layout(table: Table) -> dict[str, Any]:
    """Give a table's columns in full, for writing its quarantined rows out again.

    `unit` is how many yuan a figure counts, 1 in columns that hold no money.
    """
    fields = vocabulary().fields(table.kind)
    return {
        "sheet": table.sheet,
        "header_row": table.header_row,
        "columns": [
            {
                "index": column.index,
                "header": column.header,
                "field": column.field,
                "unit": column.unit if column.field and fields[column.field].type == "money" else 1,
            }
            for column in table.columns
        ],
    }


def read_money(accounts: dict[str, MoneyAccount], reader: TableReader, chunk: Chunk) -> None:
    """Sum the raw money cells of some rows into `read`.

    A pass of its own over the cells, so that the sums of the records can be held against it.
    """
    cells = chunk.cells
    for name, column in reader.money_columns().items():
        account = accounts.setdefault(name, MoneyAccount())
        amounts, faults = reader.column(cells, column.index, parse_money, column.unit)
        account.read += sum(filter(None, amounts))
        account.unreadable += len(faults)


def compare_totals(
    accounts: dict[str, MoneyAccount], reader: TableReader, before: dict[str, int]
) -> list[Problem]:
    """Hold a sheet's own totals against the sums of its rows; `before` are those of the others."""
    problems = []
    for name, column in reader.money_columns().items():
        account = accounts.setdefault(name, MoneyAccount())
        total = account.read - before.get(name, 0)
        stated = _stated(reader.table, column.index, column.unit)
        if stated is None:
            continue
        account.stated = (account.stated or 0) + stated
        if stated != total and column.field == name:
            problems.append(_mismatch(reader.table, column.index, name, stated - total))
    return problems


def _stated(table: Table, index: int, unit: int) -> int | None:
    if index not in table.totals:
        return None
    try:
        return parse_money(table.totals[index], unit)
    except CellFault:
        return None


def _mismatch(table: Table, index: int, name: str, difference: int) -> Problem:
    message = _("{what}; stated less read is {amount} yuan").format(
        what=problem_message("total_mismatch"), amount=yuan(difference)
    )
    return Problem(
        table.sheet,
        table.total_row,
        f"{column_letters(index)}{table.total_row}",
        name,
        "warning",
        shown(table.totals[index]),
        "total_mismatch",
        message,
    )


def check_conservation(receipt: Receipt) -> None:
    """Assert the identities of definitions ("Accounts of an import"): nothing was lost.

    Raises AssertionError, which is a fault of the program: the import is rolled back.
    """
    rows = receipt.rows
    if rows["read"] != rows["accepted"] + rows["quarantined"] + rows["skipped"]:
        raise AssertionError(f"rows of {receipt.file} do not add up: {dict(rows)}")
    if rows["accepted"] != rows["new"] + rows["updated"] + rows["unchanged"]:
        raise AssertionError(f"accepted rows of {receipt.file} do not add up: {dict(rows)}")
    for name, account in receipt.money.items():
        if account.read != account.accepted + account.quarantined:
            raise AssertionError(f"{name} of {receipt.file} does not add up: {account}")
    if receipt.links is not None and receipt.links.total() != rows["accepted"]:
        raise AssertionError(f"links of {receipt.file} do not add up: {dict(receipt.links)}")
