"""`zcins complaint`: complaints that an enterprise makes its staff pay the premium."""

from typing import TYPE_CHECKING, Annotated

import typer

from zcins.commands._common import Format, KnownAt, Output, answer, make_app, open_office, parse_day
from zcins.errors import UsageFaultError
from zcins.i18n import _
from zcins.present import Column

if TYPE_CHECKING:
    from zcins.store import View

app = make_app(_("Keep complaints that an enterprise makes its staff pay the premium."))


@app.command(help=_("Enter a complaint about an enterprise of the register."))
def add(
    ctx: typer.Context,
    enterprise: Annotated[
        str, typer.Argument(metavar="ENTERPRISE", help=_("Its name, code or number."))
    ],
    text: Annotated[str, typer.Option("--text", help=_("What is complained of."))],
    on: Annotated[
        str | None, typer.Option("--on", metavar="DATE", help=_("The day it was made."))
    ] = None,
) -> None:
    """Enter a complaint as an event; its number is the event's."""
    from zcins.findings import complain

    office = open_office(ctx)
    day = parse_day(on, "--on") or office.today
    if day > office.today:
        raise UsageFaultError(_("--on {day} is still to come.").format(day=day))
    if not text.strip():
        raise UsageFaultError(_("--text is empty."), _("Write what is complained of."))
    view = office.ask().view
    firm = _one(view, enterprise)
    what = f"{_name(view, firm)}: {text.strip()}"
    with office.store.write("complaint", what, office.scheme_state) as write:
        complain(write, firm, day, text.strip())
    print(_("Complaint {number}: {what}").format(number=write.event, what=what))


def _one(view: "View", text: str) -> int:
    from zcins.registry import find

    found = find(view, text)
    if len(found) != 1:
        raise UsageFaultError(
            _("{n} enterprises fit {name}.").format(n=len(found), name=text),
            _("Give its number: `zcins enterprise NAME` shows it."),
        )
    return found[0]


def _name(view: "View", number: int) -> str:
    return view.register[number].versions[-1].record.name


@app.command("list", help=_("List the complaints, open and closed."))
def list_(
    ctx: typer.Context,
    known_at: KnownAt = None,
    format: Format = "table",  # noqa: A002 - the option's name
    output: Output = None,
) -> None:
    """List all complaints, oldest first."""
    from zcins.findings import complaints

    view = open_office(ctx).ask(None, known_at).view
    rows = [
        {
            "id": one.id,
            "enterprise": _name(view, one.enterprise),
            "on": one.made_on,
            "text": one.text,
            "state": "open" if one.is_open else "closed",
            "outcome": one.outcome,
        }
        for one in complaints(view)
    ]
    columns = [
        Column("id", _("Id"), "int"),
        Column("enterprise", _("Enterprise")),
        Column("on", _("Day"), "date"),
        Column("text", _("Text")),
        Column("state", _("State")),
        Column("outcome", _("Outcome")),
    ]
    states = {"open": _("open"), "closed": _("closed")}
    shown = [{**row, "state": states[str(row["state"])]} for row in rows]
    document = {"complaints": rows}
    answer(shown, columns, fmt=format, output=output, document=document, title=_("Complaints"))


@app.command(help=_("Close a complaint with what came of it."))
def close(
    ctx: typer.Context,
    number: Annotated[int, typer.Argument(metavar="ID", help=_("The number of the complaint."))],
    outcome: Annotated[str, typer.Option("--outcome", help=_("What came of it."))],
) -> None:
    """Close an open complaint."""
    from zcins.findings import close_complaint, complaints

    office = open_office(ctx)
    if number not in [one.id for one in complaints(office.ask().view) if one.is_open]:
        raise UsageFaultError(
            _("There is no open complaint {number}.").format(number=number),
            _("`zcins complaint list` shows them."),
        )
    with office.store.write("complaint", f"{number}: {outcome}", office.scheme_state) as write:
        close_complaint(write, number, outcome.strip())
    print(_("Closed: complaint {number} (event {event}).").format(number=number, event=write.event))
