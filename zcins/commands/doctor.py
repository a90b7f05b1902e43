"""`zcins doctor`: what is wrong with the office's folder, and what to do."""

import typer

from zcins.commands._checks import ILL, examined, show
from zcins.commands._common import Format, home_of, make_app
from zcins.i18n import _

app = make_app()


@app.command(help=_("Examine the store, the archive, the scheme and the disk; change nothing."))
def doctor(
    ctx: typer.Context,
    format: Format = "table",  # noqa: A002 - the option's name
) -> None:
    """Do all checks; exit 4 if anything is wrong."""
    from zcins.doctor import CHECKS
    from zcins.office import Office

    results = examined(Office.open(home_of(ctx)), CHECKS)
    show(results, format)
    if any(result["faults"] for result in results):
        raise typer.Exit(ILL)
