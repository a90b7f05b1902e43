"""`zcins backup`: a copy of the store, made while others work."""

from pathlib import Path
from typing import Annotated

import typer

from zcins.commands._common import home_of, make_app
from zcins.i18n import _

app = make_app()


@app.command(help=_("Copy the store to a file; others may go on working meanwhile."))
def backup(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help=_("The file to write."))],
) -> None:
    """Write a copy that `zcins restore` can put back; an older backup is replaced."""
    from zcins.backup import back_up
    from zcins.office import Office

    office = Office.open(home_of(ctx))
    content = back_up(office.store.path, file)
    print(
        _("Backed up to {file}: everything up to event {event}.").format(
            file=file, event=content.event
        )
    )
    print(
        _("The archived files are not in it: copy the folder {folder} too.").format(
            folder=office.archive
        )
    )
