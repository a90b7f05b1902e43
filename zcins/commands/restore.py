"""`zcins restore`: a backup in the store's place."""

from pathlib import Path
from typing import Annotated

import typer

from zcins.commands._common import home_of, make_app
from zcins.i18n import _

app = make_app()


@app.command(help=_("Put a backup in the store's place; the store replaced is kept beside it."))
def restore(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help=_("The backup to put back."))],
) -> None:
    """Check the backup and put it back; refused while the store is in use."""
    from zcins import backup
    from zcins.office import Office

    content, kept = backup.restore(Office.open(home_of(ctx)).home, file)
    print(
        _("Restored from {file}: the store ends with event {event} of {at}.").format(
            file=file, event=content.event, at=content.at or "-"
        )
    )
    if kept:
        print(_("The store replaced is kept as {file}.").format(file=kept))
    print(_("Check the whole: zcins doctor"))
