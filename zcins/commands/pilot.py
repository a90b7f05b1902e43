"""`zcins pilot`: the steps of the notice and the joint meetings."""

from typing import Annotated

import typer

from zcins.commands._common import (
    AsOf,
    Format,
    KnownAt,
    Output,
    answer,
    make_app,
    open_office,
    parse_day,
)
from zcins.commands._meetings import On, meeting
from zcins.errors import UsageFaultError
from zcins.i18n import _
from zcins.present import Column

app = make_app(_("Keep the calendar of the pilot: the notice's steps and the joint meetings."))
app.add_typer(meeting, name="meeting")

Step = Annotated[str, typer.Argument(metavar="STEP", help=_("The step, as `pilot show` names it."))]


@app.command(help=_("Show the steps of the notice: what is due by when, done or not."))
def show(
    ctx: typer.Context,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    format: Format = "table",  # noqa: A002 - the option's name
    output: Output = None,
) -> None:
    """List the steps in their order."""
    from zcins.pilot import tasks

    asked = open_office(ctx).ask(parse_day(as_of, "--as-of"), known_at)
    states = {"done": _("done"), "overdue": _("OVERDUE"), "open": _("open")}
    documents = [task.document() for task in tasks(asked.view, asked.scheme)]
    columns = [
        Column("stage", _("Stage"), "int"),
        Column("step", _("Step")),
        Column("name", _("Task")),
        Column("department", _("Department")),
        Column("due", _("Due"), "date"),
        Column("state", _("State")),
        Column("done_on", _("Done on"), "date"),
        Column("note", _("Note")),
    ]
    rows = [{**one, "state": states[one["state"]]} for one in documents]
    answer(rows, columns, fmt=format, output=output, document=documents, title=_("The pilot"))


@app.command(help=_("Note that a step is done."))
def done(
    ctx: typer.Context,
    step: Step,
    on: On = None,
    note: Annotated[str | None, typer.Option("--note", help=_("What to remember of it."))] = None,
) -> None:
    """Note the day on which a step was done; said again, it replaces what was said."""
    from zcins.pilot import set_done, step_named

    office = open_office(ctx)
    day = parse_day(on, "--on") or office.today
    if day > office.today:
        raise UsageFaultError(_("--on: {day} lies ahead.").format(day=day))
    found = step_named(office.scheme, office.today, step)
    with office.store.write("pilot", f"{step} {day}", office.scheme_state) as write:
        set_done(write, found.id, day, note)
    print(_("Done on {day}: {name}").format(day=day, name=found.name))


@app.command(help=_("Take back that a step is done."))
def reopen(ctx: typer.Context, step: Step) -> None:
    """Open a step again."""
    from zcins.pilot import set_done, step_named

    office = open_office(ctx)
    found = step_named(office.scheme, office.today, step)
    with office.store.write("pilot", f"{step} -", office.scheme_state) as write:
        set_done(write, found.id, None, None)
    print(_("Open again: {name}").format(name=found.name))
