"""`zcins trace`: from a figure of a report back to the rows and cells that make it up."""

from typing import Annotated

import typer

from zcins.commands._common import AsOf, Format, KnownAt, Output, make_app, open_office, parse_day
from zcins.commands._findings import Department, Town
from zcins.commands._period import ask_period, scope_of
from zcins.commands._trace import show_keys, show_trace
from zcins.i18n import _

app = make_app()
Key = Annotated[
    str | None,
    typer.Argument(metavar="[KEY]", help=_("A figure's key; without one, all are listed.")),
]
Of = Annotated[
    str | None,
    typer.Option(
        "--report",
        metavar="YEAR|MONTH|QUARTER",
        help=_("The report that shows it, as 2019, 2019-06 or 2019Q2 (default: the day's year)."),
    ),
]


@app.command(help=_("Walk a figure of a report back to the rows and cells that make it up."))
def trace(
    ctx: typer.Context,
    key: Key = None,
    report: Of = None,
    town: Town = None,
    department: Department = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    format: Format = "table",  # noqa: A002 - the option's name
    output: Output = None,
) -> None:
    """Show what each record contributes, with its event, import, file, sheet, row and cell."""
    from zcins.reports.facts import facts_of
    from zcins.reports.ground import Ground
    from zcins.trace import Walk

    office = open_office(ctx)
    pilot, day = office.scheme.pilot(), parse_day(as_of, "--as-of") or office.today
    year = str(min(max(day, pilot.start), pilot.end).year)
    asked = ask_period(office, report or year, as_of, known_at)
    view, scheme = asked.ground.view, asked.ground.scheme
    scope = scope_of(scheme, asked.ground.day, town, department)
    ground = Ground(view, scheme, asked.period, scope)
    walk = Walk(ground, facts_of(ground).figures())
    if key is None:
        show_keys(walk, format, output)
    else:
        show_trace(walk, walk.trace(key.strip()), format, output)
