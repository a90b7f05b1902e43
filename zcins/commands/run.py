"""`zcins run`: the night's work, safe to start twice."""

from pathlib import Path
from typing import Annotated

import typer

from zcins.commands._common import Format, choose, home_of, make_app, note, open_office
from zcins.commands._night import document_of, print_summary
from zcins.errors import UsageFaultError
from zcins.i18n import _
from zcins.present import print_json

app = make_app()
NEEDS_A_PERSON = 1
LOGS = ("json",)
Inbox = Annotated[
    Path | None,
    typer.Option("--inbox", metavar="DIR", help=_("The folder to take in (default: inbox).")),
]
Outbox = Annotated[
    Path | None,
    typer.Option(
        "--outbox", metavar="DIR", help=_("Where documents go (default: the office's outbox).")
    ),
]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help=_("Change nothing; say what the run would take in."))
]
Log = Annotated[
    str | None,
    typer.Option("--log", metavar="json", help=_("Tell each thing done on stderr, as JSON.")),
]


@app.command(help=_("Do the night's work: take in the inbox, audit, tell what is new, back up."))
def run(
    ctx: typer.Context,
    inbox: Inbox = None,
    outbox: Outbox = None,
    dry_run: DryRun = False,
    log: Log = None,
    format: Format = "table",  # noqa: A002 - the option's name
) -> None:
    """Run all steps of the night under a lock; a second run leaves at once, with 0."""
    from filelock import Timeout

    from zcins.backup import run_lock
    from zcins.nightly.diary import diary
    from zcins.nightly.night import Night
    from zcins.nightly.steps import STEPS

    if log is not None:
        choose(log, "--log", LOGS)
    office = open_office(ctx)
    night = Night(office, _folder(inbox, office.inbox), _made(outbox or office.outbox), dry_run)
    _usable = office.scheme, office.store
    try:
        with run_lock(office.home), diary(office.home / "logs", aloud=log == "json"):
            night.go(STEPS)
    except Timeout:
        _already_running(format)
        return
    if format == "json":
        print_json(document_of(night))
    else:
        print_summary(night)
    if code := _exit_code(night.failures, home_of(ctx), needs_a_person=night.needs_a_person):
        raise typer.Exit(code)


def _already_running(fmt: str) -> None:
    note(_("A run is under way already; it does this one's work."))
    if fmt == "json":
        print_json({"status": "running"})


def _exit_code(
    failures: list[tuple[str, Exception]], home: str | None, *, needs_a_person: bool
) -> int:
    """Tell the failures, last of all, and give the gravest code.

    The others did their work: but for a store or a program at fault, a failure needs a person.
    """
    from zcins.errors import StoreUnusableError
    from zcins.faults import PROGRAM_FAULT, explain

    codes = [NEEDS_A_PERSON] if needs_a_person else [0]
    for name, fault in failures:
        note(_("Not done: {name}").format(name=name))
        code = explain(fault, home)
        grave = {StoreUnusableError.exit_code, PROGRAM_FAULT}
        codes.append(code if code in grave else NEEDS_A_PERSON)
    return max(codes)


def _folder(wanted: Path | None, usual: Path) -> Path:
    folder = wanted or usual
    if not folder.is_dir():
        raise UsageFaultError(
            _("--inbox: there is no folder {folder}").format(folder=folder),
            _("Make the folder first, or name another."),
        )
    return folder.absolute()


def _made(folder: Path) -> Path:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise UsageFaultError(
            _("--outbox: the folder {folder} cannot be made: {reason}").format(
                folder=folder, reason=error.strerror
            ),
            _("Name a folder that you may write to."),
        ) from error
    return folder.absolute()
