"""`zcins imports`: what came in, undoing it, and the way out of quarantine."""

from typing import TYPE_CHECKING, Any

import typer

from zcins.commands._changes import change_rows, columns, print_changes
from zcins.commands._common import Format, Output, answer, make_app, open_office
from zcins.commands._deciding import refuse_resting
from zcins.commands._held import Number, dismiss, entry_of, print_open, quarantine
from zcins.commands._receipts import COLUMNS, print_receipt, row_of, status_name
from zcins.errors import InputRefusedError, UsageFaultError
from zcins.i18n import _
from zcins.present import Column

if TYPE_CHECKING:
    from zcins.store import View

app = make_app(_("Look at what came in, undo an import, deal with quarantined rows."))


def _state(view: "View", entry: dict[str, Any]) -> dict[str, Any]:
    """Give an import's row: its receipt's figures, whether undone, and what is still open."""
    open_rows = sum(row.import_id == entry["id"] for row in view.quarantined)
    row = {**row_of(entry["receipt"]), "open": open_rows, "at": entry["at"]}
    if entry["undone_by"]:
        row.update(status="undone", what=status_name("undone"))
    return row


@app.command("list", help=_("List the imports, the newest last."))
def list_(
    ctx: typer.Context,
    format: Format = "table",  # noqa: A002 - the option's name
    output: Output = None,
) -> None:
    """List every import with its counts and what of its quarantine is still open."""
    view = open_office(ctx).ask().view
    rows = [_state(view, entry) for entry in view.imports]
    shown = [*COLUMNS, Column("open", _("Still open"), "int"), Column("at", _("At"))]
    plain = [
        {"kind": entry["kind"], **{name: row[name] for name in row if name != "what"}}
        for entry, row in zip(view.imports, rows, strict=True)
    ]
    answer(rows, shown, fmt=format, output=output, document=plain, title=_("Imports"))


@app.command(help=_("Show an import: its receipt, what it changed, and what of it is held."))
def show(
    ctx: typer.Context,
    number: Number,
    format: Format = "table",  # noqa: A002 - the option's name
    output: Output = None,
) -> None:
    """Show what an import changed, record by record, and what is still open of it."""
    from zcins.history import change_counts, changes
    from zcins.records import Kind

    office = open_office(ctx)
    view = office.ask().view
    entry = entry_of(view, number)
    status = _state(view, entry)["status"]
    held = [row for row in view.quarantined if row.import_id == number]
    if format == "table" and output is None:
        print_receipt({**entry["receipt"], "status": status}, office.scheme.insurer_name)
        print_changes(view, entry)
        print_open(held)
        return
    kind = Kind(entry["kind"])
    found = list(changes(view, number, kind))
    document = {
        **entry["receipt"],
        "status": status,
        "open": [{"sheet": row.sheet, "row": row.row, "problems": row.problems} for row in held],
        "changes": change_counts(view, number, kind),
        "records": [change.document() for change in found],
    }
    rows = list(change_rows(entry["receipt"], found))
    answer(rows, columns(), fmt=format, output=output, document=document, title=_("Changes"))


@app.command(help=_("Undo an import: its versions end, nothing is deleted."))
def undo(ctx: typer.Context, number: Number) -> None:
    """Undo an import; refused where a later one rests on its records."""
    from zcins.registry import relink
    from zcins.subsidy import batches_on

    office = open_office(ctx)
    entry = entry_of(office.ask().view, number)
    if entry["undone_by"]:
        raise UsageFaultError(_("Import {number} is undone already.").format(number=number))
    what = _("import {number}: {file}").format(number=number, file=entry["file"])
    with office.store.write("undo", what, office.scheme_state) as write:
        if later := write.later_imports(number):
            raise InputRefusedError(
                _("Import {number} cannot be undone: later imports rest on it ({later}).").format(
                    number=number, later=", ".join(map(str, later))
                ),
                _("Undo the newest first: zcins imports undo {last}").format(last=later[-1]),
            )
        if batches := batches_on(write, number):
            raise InputRefusedError(
                _(
                    "Import {number} cannot be undone: approved subsidies rest on it ({later})."
                ).format(number=number, later=", ".join(map(str, batches))),
                _("Import a corrected ledger: the next batch asks back what is too much."),
            )
        refuse_resting(write, number, what, InputRefusedError)
        write.undo(number)
        relink(write)
    print(_("Undone: {what} (event {event}).").format(what=what, event=write.event))


app.command(help=_("Write an import's quarantined rows as the insurer wrote them, to correct."))(
    quarantine
)
app.command(help=_("Close a quarantined row that needs no correction, with a reason."))(dismiss)
