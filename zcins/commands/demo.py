"""`zcins demo`: an office with invented data, taken the whole way through."""

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zcins.commands._common import make_app, note
from zcins.errors import UsageFaultError
from zcins.i18n import _

if TYPE_CHECKING:
    from zcins.office import Office

app = make_app()
NEEDS_A_PERSON = 1


@app.command(help=_("Make a demo office with invented data and take it the whole way through."))
def demo(
    ctx: typer.Context,
    folder: Annotated[
        Path, typer.Argument(metavar="[DIR]", help=_("The new office's folder."))
    ] = Path("demo-office"),
) -> None:
    """Import eight insurers' ledgers and a register, count, audit, report."""
    from zcins.commands.coverage import coverage
    from zcins.commands.import_ import import_
    from zcins.commands.status import status
    from zcins.office import Office
    from zcins.resources import data_dir

    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageFaultError(
            _("{folder} exists and is not empty.").format(folder=folder),
            _("Name a new folder: zcins demo DIR"),
        )
    shutil.copytree(data_dir() / "demo" / "office", folder, dirs_exist_ok=True)
    ctx.obj = str(folder)
    office = Office.open(ctx.obj)
    note(_("All enterprises, policies and rates in this office are invented."))
    held = False
    try:
        import_(ctx, [office.inbox])
    except typer.Exit as left:
        if left.exit_code != NEEDS_A_PERSON:
            raise
        held = True
    coverage(ctx, by=["sector"])
    status(ctx)
    _report(ctx, office)
    _try_next(folder)
    if held:
        raise typer.Exit(NEEDS_A_PERSON)


def _report(ctx: typer.Context, office: "Office") -> None:
    from zcins.commands.report import report

    report(ctx, str(office.today.year))


def _try_next(folder: Path) -> None:
    print("\n" + _("Try next (add --home {folder}, or set ZCINS_HOME):").format(folder=folder))
    for line in (
        "zcins audit --sector chemicals",
        "zcins match list",
        "zcins imports list",
        "zcins coverage --by town --by sector",
        "zcins enterprise 化工",
        "zcins scheme show obligation",
    ):
        print(f"  {line}")
