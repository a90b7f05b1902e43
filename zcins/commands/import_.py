"""`zcins import`: take spreadsheets in, one file one transaction."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from zcins.commands._common import Format, Output, make_app, note, open_office
from zcins.commands._import_options import (
    AcceptLayout,
    DryRun,
    HeaderRow,
    Inspect,
    Insurer,
    KindOption,
    Map,
    Paths,
    Period,
    Sheets,
    Unit,
    check_one_file,
    wishes_of,
)
from zcins.commands._inspect import note_remembered, show_recognised
from zcins.commands._progress import watched
from zcins.commands._receipts import note_next_step, show_receipts
from zcins.errors import InputRefusedError
from zcins.i18n import _

if TYPE_CHECKING:
    from zcins.intake.importer import Intake
    from zcins.intake.ledger import Wishes
    from zcins.intake.receipt import Receipt

app = make_app()
NEEDS_A_PERSON, ALL_REFUSED = 1, 3


@app.command(help=_("Take in spreadsheets (.xlsx .xlsm .xls .csv .tsv), or folders of them."))
def import_(
    ctx: typer.Context,
    paths: Paths,
    kind: KindOption = None,
    insurer: Insurer = None,
    sheet: Sheets = None,
    header_row: HeaderRow = None,
    period: Period = None,
    map: Map = None,  # noqa: A002 - the option's name
    unit: Unit = None,
    accept_layout: AcceptLayout = False,
    inspect: Inspect = False,
    dry_run: DryRun = False,
    format: Format = "table",  # noqa: A002 - the option's name
    output: Output = None,
) -> None:
    """Take in every file and give a receipt for each."""
    from zcins.findings import strangers
    from zcins.intake.importer import Intake, files_in
    from zcins.intake.ledger import Wishes

    wishes = replace(
        wishes_of(kind, insurer, sheet, header_row, period, map, unit),
        dry_run=dry_run,
        accept_layout=accept_layout,
    )
    files = files_in(paths)
    check_one_file(files, wishes)
    office = open_office(ctx)
    intake = Intake(office.store, office.scheme, office.archive, office.today, strangers)
    if inspect:
        show_recognised(intake, files, wishes, format, output)
        return
    receipts = [_take(intake, file, wishes) for file in files]
    documents = [receipt.document() for receipt in receipts]
    show_receipts(documents, office.scheme.insurer_name, format, output)
    if format == "table":
        note_remembered(documents)
        note_next_step(documents, told=wishes != Wishes(dry_run=dry_run))
    if code := _exit_code(documents):
        raise typer.Exit(code)


def _take(intake: "Intake", file: Path, wishes: "Wishes") -> "Receipt":
    from zcins.intake.importer import name_of
    from zcins.intake.receipt import Receipt

    try:
        with watched(name_of(file)) as progress:
            return intake.take(file, wishes, progress)
    except InputRefusedError as refused:
        note(f"{refused.message} {refused.hint or ''}".rstrip())
        return Receipt(name_of(file), "", status="refused", error=refused.message)


def _exit_code(documents: list[dict[str, Any]]) -> int:
    refused = sum(document["status"] == "refused" for document in documents)
    if refused == len(documents):
        return ALL_REFUSED
    taken = [one for one in documents if one["status"] in {"imported", "dry_run"}]
    held = any(one["rows"]["quarantined"] > one["settled"] for one in taken)
    return NEEDS_A_PERSON if refused or held else 0
