"""`zcins letters`: reminders to enterprises, each numbered, logged and not written twice."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zcins.commands._common import Format, answer, make_app, note, open_office
from zcins.commands._findings import Department, Rules, Sector, Town, found_by
from zcins.errors import UsageFaultError
from zcins.i18n import _, ngettext
from zcins.present import Column

if TYPE_CHECKING:
    from zcins.compliance import Finding
    from zcins.findings import Letter
    from zcins.office import Asked, Office
    from zcins.reports.letters import Desk

app = make_app()
DEFAULT_RULES = ["uninsured", "lapsed"]

Folder = Annotated[
    Path | None,
    typer.Option(
        "-o",
        "--output",
        metavar="DIR",
        help=_("The folder to write into (default: letters-DAY in the office's outbox)."),
    ),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help=_("Only tell to whom letters would go."))]
Sent = Annotated[bool, typer.Option("--sent", help=_("List the letters written so far instead."))]


@app.command(help=_("Write letters to enterprises about findings, for each and all to print."))
def letters(
    ctx: typer.Context,
    rule: Rules = None,
    sector: Sector = None,
    town: Town = None,
    department: Department = None,
    output: Folder = None,
    dry_run: DryRun = False,
    sent: Sent = False,
    format: Format = "table",  # noqa: A002 - the option's name
) -> None:
    """Write letters about today's findings to whom none went in the scheme's days."""
    from zcins.findings import letters as written
    from zcins.reports.letters import due, template_for

    office = open_office(ctx)
    asked = office.ask()
    if sent:
        _show(written(asked.view), [], format)
        return
    rules = rule or DEFAULT_RULES
    narrowed = {"sector": sector, "town": town, "department": department, "insurer": None}
    found = found_by(asked, narrowed, rules, None).findings
    desk = _desk(office, asked)
    for name in rules:
        template_for(name, desk.templates)
    folder = output or office.outbox / f"letters-{office.today:%Y%m%d}"
    sent_on = {one.finding: one.sent_on for one in written(asked.view)}
    wanted = due(found, sent_on, desk.scheme, desk.day)
    made, paths = _write(office, wanted, desk, folder, keep=not dry_run) if wanted else ([], [])
    _show(made, paths, format)
    if skipped := len(found) - len(made):
        text = ngettext("{n} had a letter not long ago.", "{n} had letters not long ago.", skipped)
        note(text.format(n=skipped))


def _desk(office: "Office", asked: "Asked") -> "Desk":
    from zcins.compliance import OFFICE
    from zcins.reports.letters import Desk

    name = office.name or asked.scheme.department_name(OFFICE, asked.day) or ""
    return Desk(name, office.home / "templates", asked.day, asked.scheme)


def _write(
    office: "Office", found: "list[Finding]", desk: "Desk", folder: Path, *, keep: bool
) -> "tuple[list[Letter], list[Path]]":
    """Log the letters and write them in one event: neither is there without the other."""
    from zcins import findings
    from zcins.reports.letters import compose, due, write_letters

    with office.store.write("letters", desk.day.isoformat(), office.scheme_state, keep=keep) as one:
        first = findings.next_number(one, desk.day.year)
        # Another may have written to them since this one looked.
        wanted = due(found, findings.last_sent(one), desk.scheme, desk.day)
        made = compose(wanted, desk, first)
        findings.send(one, [letter.letter for letter in made])
        paths: list[Path] = []
        if made and keep:
            try:
                paths = write_letters(folder, made, desk)
            except OSError as fault:
                raise UsageFaultError(
                    _("-o {folder}: cannot be written: {reason}.").format(
                        folder=folder, reason=fault.strerror
                    ),
                    _("Name a folder that you may write to."),
                ) from fault
    return [letter.letter for letter in made], paths


def _show(made: "list[Letter]", paths: list[Path], fmt: str) -> None:
    names = ("number", "sent_on", "finding", "file")
    rows = [{name: getattr(one, name) for name in names} for one in made]
    columns = [
        Column("number", _("Number")),
        Column("sent_on", _("Day"), "date"),
        Column("finding", _("Finding")),
        Column("file", _("File")),
    ]
    document = {"letters": rows, "files": [str(path) for path in paths]}
    answer(rows, columns, fmt=fmt, document=document, title=_("Letters"))
    if paths:
        note(_("All to print: {file}").format(file=paths[-1]))
