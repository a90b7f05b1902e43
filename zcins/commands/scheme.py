"""`zcins scheme`: the rules and parameters of a day, their history, and their files."""

from typing import Annotated

import typer

from zcins.commands import _scheme as screen
from zcins.commands._common import (
    Format,
    Output,
    answer,
    make_app,
    note,
    open_office,
    parse_day,
)
from zcins.i18n import _

app = make_app(_("Show, compare, edit and check the rules and parameters in force."))
Name = Annotated[
    str | None,
    typer.Argument(metavar="[NAME]", help=_("A table such as town, or the id of an entry.")),
]
Day = Annotated[str, typer.Argument(metavar="DATE", help=_("A day, such as 2019-12-31."))]


@app.command(help=_("Show the entries in force on a day, with their sources."))
def show(
    ctx: typer.Context,
    name: Name = None,
    on: Annotated[
        str | None,
        typer.Option("--on", metavar="DATE", help=_("The day asked about (default: today).")),
    ] = None,
    format: Format = "table",  # noqa: A002 - the option's name
    output: Output = None,
) -> None:
    """Show the entries of all tables, of one table or of one id."""
    asked = parse_day(on, "--on")
    office = open_office(ctx)
    day, scheme = asked or office.today, office.scheme
    entries = [
        e for e in screen.chosen(scheme, name) if scheme.in_force(e.table, day).get(e.id) == e
    ]
    if not entries:
        note(_("Nothing is in force on {day}.").format(day=day))
    answer(
        [screen.row_of(scheme, entry) for entry in entries],
        screen.COLUMNS,
        fmt=format,
        output=output,
        document={
            "on": str(day),
            "entries": [screen.document_of(scheme, entry) for entry in entries],
        },
        title=_("The scheme on {day}").format(day=day),
    )


@app.command(help=_("Show every entry of a table or an id, of all days, oldest first."))
def history(
    ctx: typer.Context,
    name: Annotated[
        str, typer.Argument(metavar="NAME", help=_("A table such as town, or the id of an entry."))
    ],
    format: Format = "table",  # noqa: A002 - the option's name
    output: Output = None,
) -> None:
    """Show how long each entry holds, and what followed it."""
    scheme = open_office(ctx).scheme
    entries = list(screen.chosen(scheme, name))
    answer(
        [screen.row_of(scheme, entry, screen.last_day(scheme, entry)) for entry in entries],
        screen.COLUMNS,
        fmt=format,
        output=output,
        document={"entries": [screen.document_of(scheme, entry) for entry in entries]},
        title=_("The history of {name}").format(name=name),
    )


@app.command(help=_("Show what differs between two days."))
def diff(
    ctx: typer.Context,
    one: Day,
    two: Day,
    format: Format = "table",  # noqa: A002 - the option's name
    output: Output = None,
) -> None:
    """Show what began, ended and changed from the first day to the second."""
    days = [parse_day(text, "DATE") for text in (one, two)]
    first, second = (day for day in days if day)
    rows = list(screen.changes(open_office(ctx).scheme, first, second))
    title = _("What changed from {one} to {two}").format(one=first, two=second)
    answer(rows, screen.CHANGES, fmt=format, output=output, title=title)


@app.command(help=_("Check the scheme files; name file, line and fault of whatever is wrong."))
def check(ctx: typer.Context) -> None:
    """Say that the scheme is in order; raises SchemeBrokenError with all faults."""
    from zcins.scheme import Scheme, read_files

    loaded = read_files(open_office(ctx).scheme_dir)
    Scheme(loaded)
    message = _("The scheme is in order: {entries} entries in {files} files.")
    typer.echo(message.format(entries=len(loaded.placed), files=len(loaded.texts)))


@app.command(help=_("Open the office's own file in your editor, and check it afterwards."))
def edit(
    ctx: typer.Context,
    name: Annotated[
        str | None,
        typer.Argument(metavar="[NAME]", help=_("A file such as tariff.toml, a table, or an id.")),
    ] = None,
) -> None:
    """Edit the file that a name means, or all that the office has; then check the scheme."""
    screen.edit_files(open_office(ctx).scheme_dir, name)
    check(ctx)
