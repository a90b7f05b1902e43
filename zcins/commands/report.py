"""`zcins report`: the pilot's annual summary as an official text, a workbook and a page."""

from datetime import date
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
from zcins.errors import UsageFaultError
from zcins.i18n import _
from zcins.present import Column, write_file

if TYPE_CHECKING:
    from zcins.reports import Facts
    from zcins.scheme import Pilot

app = make_app()


@app.command(help=_("Write the pilot's annual summary: summary.docx, annex.xlsx, summary.html."))
def report(
    ctx: typer.Context,
    year: Annotated[str, typer.Argument(metavar="YEAR", help=_("A calendar year of the pilot."))],
    output: Annotated[
        str | None,
        typer.Option(
            "-o",
            "--output",
            metavar="DIR",
            help=_("The folder to write into (default: report-YEAR in the office's outbox)."),
        ),
    ] = None,
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
    """Write the three documents and name them; in JSON with every figure used."""
    from zcins.reports import facts

    asked = parse_day(as_of, "--as-of")
    office = open_office(ctx)
    number = _year(year, office.scheme.pilot())
    ground = office.ask(_day(number, asked, office.today), known_at)
    found = facts(ground.view, ground.scheme, number, office.name)
    last = ground.scheme.last_required_day(ground.day)
    if last and found.as_of > last:
        message = _("Nothing is required on {day}; the last day on which something was: {last}.")
        note(message.format(day=found.as_of, last=last))
    files = _write(found, Path(output) if output else office.outbox / f"report-{number}")
    _show(found, files, format)


def _show(found: "Facts", files: dict[str, str], fmt: str) -> None:
    document = {
        "year": found.year,
        "as_of": found.as_of,
        "known_at": found.event,
        "files": files,
        "figures": found.figures(),
    }
    rows = [{"kind": kind, "file": path} for kind, path in files.items()]
    columns = [Column("kind", _("Kind")), Column("file", _("File"))]
    answer(rows, columns, fmt=fmt, document=document)


def _year(text: str, pilot: "Pilot") -> int:
    first, last = pilot.start.year, pilot.end.year
    if not (text.isascii() and text.isdigit() and first <= int(text) <= last):
        message = _("YEAR: {text} is not a year of the pilot, which runs from {first} to {last}")
        raise UsageFaultError(message.format(text=text, first=first, last=last))
    return int(text)


def _day(year: int, asked: date | None, today: date) -> date:
    day = asked or min(date(year, 12, 31), today)
    if day < date(year, 1, 1):
        option = "--as-of" if asked else "YEAR"
        message = _("{option}: the year {year} has not begun on {day}")
        raise UsageFaultError(message.format(option=option, year=year, day=day))
    return day


def _write(found: "Facts", folder: Path) -> dict[str, str]:
    """Write the documents, all made before the first is written; give their paths by kind."""
    from zcins.reports import annex, document, page

    contents = {
        "summary.docx": document(found),
        "annex.xlsx": annex(found),
        "summary.html": page(found),
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        message = _("-o: the folder {folder} cannot be made: {reason}")
        raise UsageFaultError(
            message.format(folder=folder, reason=fault.strerror),
            _("Name a folder that you may write to."),
        ) from fault
    for name, content in contents.items():
        write_file(folder / name, content)
    return {Path(name).suffix[1:]: str(folder / name) for name in contents}
