"""How it is shown what an import would recognise in files."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from zcins.commands._common import answer, note
from zcins.commands._import_options import as_options
from zcins.commands._receipts import kind_name
from zcins.i18n import _
from zcins.present import Column

if TYPE_CHECKING:
    from zcins.intake.importer import Intake
    from zcins.intake.ledger import Wishes

COLUMNS = [
    Column("sheet", _("Sheet")),
    Column("header_row", _("Header row"), "int"),
    Column("column", _("Column")),
    Column("header", _("Header")),
    Column("field", _("Field")),
    Column("unit", _("Unit")),
    Column("confidence", _("Confidence"), "rate"),
    Column("samples", _("Values")),
    Column("nearest", _("Nearest known name")),
]


def show_recognised(
    intake: "Intake", files: Sequence[Path], wishes: "Wishes", fmt: str, output: str | None
) -> None:
    """Show what an import of the files would recognise, table by table and column by column."""
    found = [intake.inspect(file, wishes) for file in files]
    rows = [
        _row(document["file"], table, column)
        for document in found
        for table in document["tables"]
        for column in table["columns"]
    ]
    columns = COLUMNS if len(found) == 1 else [Column("file", _("File")), *COLUMNS]
    if fmt == "table" and output is None:
        for document in found:
            print(_headline(document))
    answer(rows, columns, fmt=fmt, output=output, document={"files": found})
    for document in found:
        for asked in document["questions"]:
            note(f"{asked['question']} {asked['answer'] or ''}".rstrip())


def note_remembered(documents: Sequence[dict[str, Any]]) -> None:
    """Say on stderr of which files something was known from before, and what."""
    for document in documents:
        if told := document.get("remembered"):
            text = _("{file}: read as told before (layout {layout}, since event {event}): {told}")
            note(
                text.format(
                    file=document["file"],
                    layout=told["layout"],
                    event=told["since"],
                    told=" ".join(as_options(told)),
                )
            )


def _headline(document: dict[str, Any]) -> str:
    text = _("{file}: {kind}, insurer {insurer}, period {period}, {tables} tables")
    return text.format(
        file=document["file"],
        kind=kind_name(document["kind"]),
        insurer=document["insurer"] or "-",
        period=document["period"],
        tables=len(document["tables"]),
    )


def _row(file: str, table: dict[str, Any], column: dict[str, Any]) -> dict[str, Any]:
    near = column["nearest"]
    return {
        **column,
        "file": file,
        "sheet": table["sheet"],
        "header_row": table["header_row"],
        "samples": " | ".join(column["samples"]),
        "nearest": f"{near['name']} ({near['field']})" if near else None,
    }
