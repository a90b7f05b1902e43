"""`zcins log`: the numbered events of the store."""

from typing import Annotated

import typer

from zcins.commands._checks import ILL, examined, show
from zcins.commands._common import (
    Format,
    Output,
    answer,
    home_of,
    make_app,
    open_office,
    parse_number,
)
from zcins.i18n import _
from zcins.present import Column

app = make_app()


@app.command(help=_("List the numbered events of the store, the newest first."))
def log(
    ctx: typer.Context,
    limit: Annotated[
        str, typer.Option("-n", "--limit", metavar="N", help=_("At most this many, the newest."))
    ] = "50",
    verify: Annotated[
        bool,
        typer.Option("--verify", help=_("Check that no event and no archived file is missing.")),
    ] = False,
    format: Format = "table",  # noqa: A002 - the option's name
    output: Output = None,
) -> None:
    """Show number, moment, person, kind and subject of each event; with --verify, check them."""
    if verify:
        _verify(ctx, format)
        return
    count = parse_number(limit, "--limit", least=1)
    office = open_office(ctx)
    columns = [
        Column("event", _("Event"), "int"),
        Column("at", _("At")),
        Column("who", _("Who")),
        Column("kind", _("Kind")),
        Column("what", _("What")),
    ]
    answer(office.store.events(count), columns, fmt=format, output=output, title=_("Events"))


def _verify(ctx: typer.Context, fmt: str) -> None:
    from zcins.doctor import LOG_CHECKS
    from zcins.office import Office

    results = examined(Office.open(home_of(ctx)), LOG_CHECKS)
    show(results, fmt)
    if any(result["faults"] for result in results):
        raise typer.Exit(ILL)
