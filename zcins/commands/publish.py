"""`zcins publish`: the public look-up page, and the same as data for associations."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zcins.commands._common import (
    AsOf,
    KnownAt,
    answer,
    choose,
    make_app,
    note,
    open_office,
    parse_day,
)
from zcins.i18n import _
from zcins.present import Column

if TYPE_CHECKING:
    from zcins.office import Asked

app = make_app()


@app.command(help=_("Write the public look-up page: who is insured, and nothing private."))
def publish(
    ctx: typer.Context,
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help=_("The folder to write into; made if missing."))
    ],
    with_uninsured: Annotated[
        bool,
        typer.Option(
            "--with-uninsured",
            help=_("Also name the uninsured who had a letter and did not object in time."),
        ),
    ] = False,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    format: Annotated[  # noqa: A002 - the option's name
        str,
        typer.Option(
            "--format",
            metavar="table|json",
            callback=lambda value: choose(value, "--format", ("table", "json")),
            help=_("How to answer on stdout."),
        ),
    ] = "table",
) -> None:
    """Write index.html, data.csv and data.json, all made before the first is written."""
    from zcins.public import publication
    from zcins.standing import Standings

    office = open_office(ctx)
    asked = office.ask(parse_day(as_of, "--as-of"), known_at)
    if with_uninsured:
        _tell_days(asked)
    standings = Standings(asked.view, asked.scheme)
    found = publication(standings, asked.name, with_uninsured=with_uninsured)
    files = {path.suffix[1:]: str(path) for path in found.write(folder).values()}
    document = {"as_of": found.as_of, "known_at": asked.view.event, "files": files}
    document |= {"enterprises": len(found.lines), "states": found.states}
    rows = [{"kind": kind, "file": path} for kind, path in files.items()]
    columns = [Column("kind", _("Kind")), Column("file", _("File"))]
    answer(rows, columns, fmt=format, document=document)
    note(_told(found.states))


def _told(states: dict[str, int]) -> str:
    parts = [f"{state} {count}" for state, count in states.items()]
    return _("Enterprises listed: {counts}.").format(counts=", ".join(parts) or "0")


def _tell_days(asked: "Asked") -> None:
    from zcins.public.uninsured import DAYS

    if asked.scheme.threshold(DAYS, asked.day) is None:
        message = _("--with-uninsured: nobody is named: no value in force: {name}")
        note(message.format(name=DAYS))
