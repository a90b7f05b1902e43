"""`zcins report`: the pilot's annual summary as an official text, a workbook and a page."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from zcins.commands._common import AsOf, KnownAt, answer, make_app, note, open_office
from zcins.commands._compare import Compare, held_against
from zcins.commands._findings import Department, Town
from zcins.commands._look import look_of
from zcins.commands._period import Answer, Folder, PeriodText, ask_period, scope_of
from zcins.i18n import _
from zcins.present import Column, write_files

if TYPE_CHECKING:
    from zcins.reports import Facts
    from zcins.reports.layout import Look

app = make_app()


@app.command(help=_("Write the summary of a year, quarter or month: docx, xlsx and html."))
def report(
    ctx: typer.Context,
    period: PeriodText,
    output: Folder = None,
    town: Town = None,
    department: Department = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    compare: Compare = None,
    format: Answer = "table",  # noqa: A002 - the option's name
) -> None:
    """Write the three documents and name them; in JSON with every figure used."""
    from zcins.reports import facts

    office = open_office(ctx)
    asked = ask_period(office, period, as_of, known_at)
    scope = scope_of(asked.ground.scheme, asked.ground.day, town, department)
    if compare is not None:
        held_against(office, asked, scope, compare, format, output)
        return
    found = facts(asked.ground.view, asked.ground.scheme, asked.period, asked.ground.name, scope)
    last = asked.ground.scheme.last_required_day(asked.ground.day)
    if last and found.as_of > last:
        message = _("Nothing is required on {day}; the last day on which something was: {last}.")
        note(message.format(day=found.as_of, last=last))
    name = "-".join(part for part in ("report", asked.period.code, scope.name) if part)
    look = look_of(office, asked.ground.name)
    files = _write(found, Path(output) if output else office.outbox / name, look)
    _show(found, files, format)


def _show(found: "Facts", files: dict[str, str], fmt: str) -> None:
    document = {
        "year": found.year,
        "period": found.period.code,
        "scope": found.scope or None,
        "as_of": found.as_of,
        "known_at": found.event,
        "files": files,
        "figures": found.figures(),
    }
    rows = [{"kind": kind, "file": path} for kind, path in files.items()]
    columns = [Column("kind", _("Kind")), Column("file", _("File"))]
    answer(rows, columns, fmt=fmt, document=document)


def _write(found: "Facts", folder: Path, look: "Look") -> dict[str, str]:
    """Write the documents, all made before the first is written; give their paths by kind."""
    from zcins.reports import annex, document, page

    contents = {
        "summary.docx": document(found, look),
        "annex.xlsx": annex(found),
        "summary.html": page(found),
    }
    written = write_files(folder, contents)
    return {path.suffix[1:]: str(path) for path in written.values()}
