"""`zcins layouts`: the layouts that ledgers came in, and forgetting one."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from zcins.commands._common import Format, KnownAt, Output, answer, make_app, open_office
from zcins.commands._import_options import as_options
from zcins.commands._receipts import kind_name
from zcins.errors import UsageFaultError
from zcins.i18n import _
from zcins.present import Column

if TYPE_CHECKING:
    from zcins.intake.layouts import Layout

app = make_app(_("Look at the remembered layouts of ledgers; forget one."))
COLUMNS = [
    Column("id", _("Layout"), "int"),
    Column("insurer", _("Insurer")),
    Column("what", _("What")),
    Column("columns", _("Columns")),
    Column("told", _("Told")),
    Column("since", _("Since event"), "int"),
    Column("files", _("Files"), "int"),
]


@app.command("list", help=_("List the remembered layouts, those of the latest imports first."))
def list_(
    ctx: typer.Context,
    known_at: KnownAt = None,
    format: Format = "table",  # noqa: A002 - the option's name
    output: Output = None,
) -> None:
    """List the layouts with their columns and what a person told of them."""
    from zcins.intake.layouts import remembered

    layouts = remembered(open_office(ctx).ask(known_at=known_at).view)
    documents = [_document(layout) for layout in layouts]
    rows = [
        {
            **document,
            "what": kind_name(document["kind"]),
            "columns": " ".join(_named(each) for each in document["columns"]),
            "told": " ".join(as_options(document)) or None,
        }
        for document in documents
    ]
    answer(rows, COLUMNS, fmt=format, output=output, document=documents, title=_("Layouts"))


def _document(layout: "Layout") -> dict[str, Any]:
    return {
        "id": layout.id,
        "insurer": layout.insurer,
        "kind": layout.kind.value,
        "columns": layout.columns,
        "map": layout.taught.fields,
        "unit": layout.taught.unit_names(),
        "sheets": list(layout.taught.sheets),
        "since": layout.event,
        "files": layout.files,
    }


def _named(column: dict[str, Any]) -> str:
    return f"{column['header']}={column['field']}" if column["field"] else str(column["header"])


@app.command(help=_("Forget a layout: the next ledger that comes in it is a first one."))
def forget(
    ctx: typer.Context,
    number: Annotated[int, typer.Argument(metavar="ID", help=_("The number of the layout."))],
) -> None:
    """Forget a layout, what was told of it included."""
    from zcins.intake.layouts import forget as end
    from zcins.intake.layouts import remembered

    office = open_office(ctx)
    known = [layout.id for layout in remembered(office.ask().view)]
    if number not in known:
        raise UsageFaultError(
            _("There is no layout {number}.").format(number=number),
            _("Choose one of: {choices}.").format(choices=", ".join(map(str, sorted(known))))
            if known
            else _("No layout is remembered yet."),
        )
    with office.store.write("layout", f"forget {number}", office.scheme_state) as write:
        end(write, number)
    print(_("Forgotten: layout {number} (event {event}).").format(number=number, event=write.event))
