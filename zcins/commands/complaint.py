"""`zcins complaint`: complaints about enterprises that charge their staff, and about insurers."""

from typing import Annotated

import typer

from zcins.commands._common import Format, KnownAt, Output, make_app, open_office, parse_day
from zcins.commands._year import insurer_code
from zcins.errors import UsageFaultError
from zcins.i18n import _

app = make_app(_("Keep complaints about enterprises that charge staff, and about insurers."))


@app.command(help=_("Enter a complaint about an enterprise, or with --insurer about an insurer."))
def add(
    ctx: typer.Context,
    text: Annotated[str, typer.Option("--text", help=_("What is complained of."))],
    enterprise: Annotated[
        str | None, typer.Argument(metavar="[ENTERPRISE]", help=_("Its name, code or number."))
    ] = None,
    insurer: Annotated[
        str | None, typer.Option("--insurer", help=_("The insurer complained of: code or name."))
    ] = None,
    on: Annotated[
        str | None, typer.Option("--on", metavar="DATE", help=_("The day it was made."))
    ] = None,
) -> None:
    """Enter a complaint as an event; its number is the event's."""
    from zcins.commands._complaints import name_of, one_of
    from zcins.findings import complain

    office = open_office(ctx)
    day = parse_day(on, "--on") or office.today
    if day > office.today:
        raise UsageFaultError(_("--on {day} is still to come.").format(day=day))
    if not text.strip():
        raise UsageFaultError(_("--text is empty."), _("Write what is complained of."))
    asked = office.ask()
    code = insurer_code(asked.scheme, insurer)
    if enterprise is None and code is None:
        raise UsageFaultError(_("Name the enterprise, or the insurer with --insurer."))
    firm = None if enterprise is None else one_of(asked.view, enterprise)
    named = [asked.scheme.insurer_name(code)] if code else []
    named += [name_of(asked.view, firm)] if firm else []
    what = f"{'，'.join(named)}: {text.strip()}"
    with office.store.write("complaint", what, office.scheme_state) as write:
        complain(write, firm, day, text.strip(), code)
    print(_("Complaint {number}: {what}").format(number=write.event, what=what))


@app.command("list", help=_("List the complaints, open and closed."))
def list_(
    ctx: typer.Context,
    known_at: KnownAt = None,
    format: Format = "table",  # noqa: A002 - the option's name
    output: Output = None,
) -> None:
    """List all complaints, oldest first."""
    from zcins.commands._complaints import show_complaints

    show_complaints(open_office(ctx).ask(None, known_at), format, output)


@app.command(help=_("Close a complaint with what came of it."))
def close(
    ctx: typer.Context,
    number: Annotated[int, typer.Argument(metavar="ID", help=_("The number of the complaint."))],
    outcome: Annotated[str, typer.Option("--outcome", help=_("What came of it."))],
) -> None:
    """Close an open complaint."""
    from zcins.findings import close_complaint, complaints

    office = open_office(ctx)
    if not outcome.strip():
        raise UsageFaultError(_("--outcome is empty."), _("Write what came of it."))
    if number not in [one.id for one in complaints(office.ask().view) if one.is_open]:
        raise UsageFaultError(
            _("There is no open complaint {number}.").format(number=number),
            _("`zcins complaint list` shows them."),
        )
    with office.store.write("complaint", f"{number}: {outcome}", office.scheme_state) as write:
        close_complaint(write, number, outcome.strip())
    print(_("Closed: complaint {number} (event {event}).").format(number=number, event=write.event))
