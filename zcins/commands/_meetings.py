"""The joint meetings of the pilot."""

from typing import Annotated

import typer

from zcins.commands._common import Format, Output, answer, make_app, open_office, parse_day
from zcins.errors import UsageFaultError
from zcins.i18n import _
from zcins.present import Column

meeting = make_app(_("Enter and list the joint meetings and what they decided."))

On = Annotated[
    str | None, typer.Option("--on", metavar="DATE", help=_("The day (default: today)."))
]


@meeting.command(help=_("Enter a joint meeting, held or to come."))
def add(
    ctx: typer.Context,
    text: Annotated[str, typer.Option("--text", help=_("What it dealt with and decided."))],
    on: On = None,
) -> None:
    """Enter a meeting as a dated entry."""
    from zcins.pilot import add_meeting

    office = open_office(ctx)
    if not text.strip():
        raise UsageFaultError(_("--text is empty."), _("Write what the meeting decided."))
    day = parse_day(on, "--on") or office.today
    with office.store.write("meeting", str(day), office.scheme_state) as write:
        add_meeting(write, day, text.strip())
    print(_("Entered: joint meeting of {day} (event {event}).").format(day=day, event=write.event))


@meeting.command("list", help=_("List the joint meetings by day."))
def list_(
    ctx: typer.Context,
    format: Format = "table",  # noqa: A002 - the option's name
    output: Output = None,
) -> None:
    """List the meetings, those to come included."""
    from zcins.pilot import meetings

    columns = [
        Column("event", _("Event"), "int"),
        Column("held_on", _("On"), "date"),
        Column("text", _("What")),
    ]
    rows = [one.document() for one in meetings(open_office(ctx).ask().view)]
    answer(rows, columns, fmt=format, output=output, title=_("Joint meetings"))
