"""`zcins schedule`: what to install so that the run comes every night."""

from datetime import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zcins.commands._common import home_of, make_app, note
from zcins.errors import UsageFaultError
from zcins.i18n import _, language

if TYPE_CHECKING:
    from zcins.nightly.schedule import Plan

app = make_app(_("Print what to install so that the run comes every night."))

At = Annotated[
    str, typer.Option("--at", metavar="HH:MM", help=_("When it starts, in the machine's time."))
]
NIGHT = "02:30"


@app.command(help=_("Print the line for `crontab -e`."))
def cron(ctx: typer.Context, at: At = NIGHT) -> None:
    """Print the crontab's line alone, so that it can be added by a pipe."""
    from zcins.nightly import schedule

    print(schedule.cron(_plan(ctx, at)), end="")
    note(_("Add this line with `crontab -e`. What needs a person comes by mail."))


@app.command(help=_("Print a systemd service and its timer, or write them to a folder."))
def systemd(
    ctx: typer.Context,
    at: At = NIGHT,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o", "--output", metavar="DIR", help=_("The folder to write the two files to.")
        ),
    ] = None,
) -> None:
    """Give both units, each headed by its file's name."""
    from zcins.nightly import schedule

    units = schedule.systemd(_plan(ctx, at))
    for name, text in units.items():
        if output is None:
            print(f"# {name}\n{text}")
        else:
            _write(output / name, text.encode())
    folder = "~/.config/systemd/user"
    note(_("The files belong in {folder}; then start the timer:").format(folder=folder))
    note(f"  systemctl --user daemon-reload && systemctl --user enable --now {schedule.UNIT}.timer")
    note(_("For nights on which nobody is logged in: loginctl enable-linger"))


@app.command(help=_("Print a task for the Windows scheduler, or write it to a file."))
def windows(
    ctx: typer.Context,
    at: At = NIGHT,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE.xml", help=_("The file to write.")),
    ] = None,
) -> None:
    """Give the task as XML; a file is UTF-16, as the scheduler reads it."""
    from zcins.nightly import schedule
    from zcins.office import Office

    plan = _plan(ctx, at)
    text = schedule.windows(plan, Office.open(home_of(ctx)).today)
    if output is None:
        print(text, end="")
    else:
        _write(output, ('<?xml version="1.0" encoding="UTF-16"?>\n' + text).encode("utf-16"))
    file = output or "FILE.xml"
    note(_("Install it from its file:"))
    note(f'  schtasks /create /tn {schedule.UNIT} /xml "{file}"')


def _plan(ctx: typer.Context, at: str) -> "Plan":
    from zcins.nightly.schedule import Plan
    from zcins.office import Office

    try:
        hour = time.fromisoformat(at)
    except ValueError:
        raise UsageFaultError(
            _("--at: {text} is no time of day").format(text=at), _("Write it like 02:30.")
        ) from None
    return Plan.of(Office.open(home_of(ctx)).home, language(), hour)


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise UsageFaultError(
            _("{file} cannot be written: {reason}.").format(file=path, reason=error.strerror),
            _("Name a folder that exists and that you may write to."),
        ) from error
    note(_("Written: {file}").format(file=path))
