"""The quarantined rows of an import, and their ways out."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from zcins.commands._common import note, open_office
from zcins.errors import UsageFaultError
from zcins.i18n import _, ngettext
from zcins.present import Column, check_output, print_table, write_file

if TYPE_CHECKING:
    from zcins.store import Quarantined, View

SHOWN_NUMBERS = 20

Number = Annotated[int, typer.Argument(metavar="ID", help=_("The number of the import."))]


def entry_of(view: "View", number: int) -> dict[str, Any]:
    """Give an import of the list; raises UsageFaultError where there is none."""
    for row in view.imports:
        if row["id"] == number:
            return row
    numbers = [str(row["id"]) for row in view.imports]
    last = ("… " if len(numbers) > SHOWN_NUMBERS else "") + ", ".join(numbers[-SHOWN_NUMBERS:])
    raise UsageFaultError(
        _("There is no import {number}.").format(number=number),
        _("The imports are: {numbers}. `zcins imports list` shows them.").format(numbers=last)
        if numbers
        else _("Nothing was imported yet: zcins import FILE"),
    )


def print_open(rows: Sequence["Quarantined"]) -> None:
    """Print the quarantined rows of an import that are still open, the first ones in full."""
    if not rows:
        return
    columns = [
        Column("sheet", _("Sheet")),
        Column("row", _("Row"), "int"),
        Column("why", _("Why it is held")),
    ]
    shown = [{"sheet": row.sheet, "row": row.row, "why": _why(row)} for row in rows[:SHOWN_NUMBERS]]
    print()
    print_table(shown, columns, title=_("Quarantined and open"))
    if (more := len(rows) - SHOWN_NUMBERS) > 0:
        text = ngettext("… and {n} more row", "… and {n} more rows", more)
        print(text.format(n=more))


def _why(row: "Quarantined") -> str:
    errors = (one["message"] for one in row.problems if one["severity"] == "error")
    return "; ".join(errors)


def quarantine(
    ctx: typer.Context,
    number: Number,
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="FILE.xlsx", help=_("The file to write."))
    ],
) -> None:
    """Write the open quarantined rows of an import to a workbook."""
    from zcins.intake.quarantine_book import quarantine_book

    if output.suffix.lower() != ".xlsx":
        raise UsageFaultError(
            _("-o {file}: the quarantine is written as .xlsx only.").format(file=output)
        )
    check_output(output)
    office = open_office(ctx)
    view = office.ask().view
    entry = entry_of(view, number)
    rows = [row for row in view.quarantined if row.import_id == number]
    if not rows:
        note(_("Import {number} has no quarantined row that is still open.").format(number=number))
        return
    insurer = office.scheme.insurer_name(entry["insurer"]) if entry["insurer"] else None
    write_file(output, quarantine_book(entry, rows, insurer))
    text = ngettext("{n} row written to {file}.", "{n} rows written to {file}.", len(rows))
    print(text.format(n=len(rows), file=output))
    print(
        _("Corrected there, it can be imported as it is: zcins import {file}").format(file=output)
    )


def dismiss(
    ctx: typer.Context,
    number: Number,
    row: Annotated[int, typer.Argument(metavar="ROW", help=_("The row in the original sheet."))],
    reason: Annotated[str, typer.Option("--reason", help=_("Why it needs no correction."))],
    sheet: Annotated[
        str | None, typer.Option("--sheet", help=_("Its sheet, where several have that row."))
    ] = None,
) -> None:
    """Dismiss one open quarantined row."""
    office = open_office(ctx)
    view = office.ask().view
    entry_of(view, number)
    found = [
        held
        for held in view.quarantined
        if held.import_id == number and held.row == row and sheet in {None, held.sheet}
    ]
    if len(found) != 1:
        raise _not_one(view, number, row, found)
    what = _("import {number}, row {row}: {reason}").format(number=number, row=row, reason=reason)
    with office.store.write("dismiss", what, office.scheme_state) as write:
        write.held.settle([found[0].id], "dismissed", reason)
    print(_("Dismissed: {what}").format(what=what))


def _not_one(
    view: "View", number: int, row: int, found: Sequence["Quarantined"]
) -> UsageFaultError:
    """Say why a row number names no one row, and what there is to choose from."""
    if found:
        sheets = ", ".join(held.sheet for held in found)
        return UsageFaultError(
            _("Row {row} is quarantined on several sheets: {sheets}.").format(
                row=row, sheets=sheets
            ),
            _("Name the sheet: --sheet NAME"),
        )
    there = [f"{held.sheet}!{held.row}" for held in view.quarantined if held.import_id == number]
    more = " …" if len(there) > SHOWN_NUMBERS else ""
    return UsageFaultError(
        _("Import {number} has no open quarantined row {row}.").format(number=number, row=row),
        _("Its open rows are: {rows}.").format(rows=", ".join(there[:SHOWN_NUMBERS]) + more)
        if there
        else None,
    )
