"""For which period and which part of the district a report is asked."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from zcins.commands._common import choose, parse_day
from zcins.errors import UsageFaultError
from zcins.i18n import _

if TYPE_CHECKING:
    from zcins.office import Asked, Office
    from zcins.reports.period import Period
    from zcins.reports.scope import Scope
    from zcins.scheme import Scheme

PeriodText = Annotated[
    str,
    typer.Argument(
        metavar="YEAR|MONTH|QUARTER", help=_("Of the pilot, as 2019, 2019-06 or 2019Q2.")
    ),
]
Folder = Annotated[
    str | None,
    typer.Option(
        "-o",
        "--output",
        metavar="DIR",
        help=_("The folder to write into (default: report-PERIOD in the office's outbox)."),
    ),
]
Answer = Annotated[
    str,
    typer.Option(
        "--format",
        metavar="table|json",
        callback=lambda value: choose(value, "--format", ("table", "json")),
        help=_("How to answer on stdout."),
    ),
]


@dataclass(frozen=True, slots=True)
class AskedPeriod:
    """A report's ground: what is known of the day, and the period that ends on or before it."""

    period: "Period"
    ground: "Asked"


def ask_period(office: "Office", text: str, as_of: str | None, known_at: str | None) -> AskedPeriod:
    """Read a period of the pilot; its day is its last, or today if earlier, unless one is given.

    Raises UsageFaultError where it is none, has not begun, or the day lies outside of it.
    """
    from zcins.reports.period import Period

    asked = parse_day(as_of, "--as-of")
    pilot = office.scheme.pilot()
    period = Period.read(text.strip())
    if period is None or period.end < pilot.start or period.start > pilot.end:
        message = _("{text} is no period of the pilot, which runs from {first} to {last}.")
        raise UsageFaultError(
            message.format(text=text, first=pilot.start, last=pilot.end),
            _("Write a year as 2019, a month as 2019-06, a quarter as 2019Q2."),
        )
    day = asked or min(period.end, office.today)
    if day < period.start:
        option = "--as-of" if asked else text
        message = _("{option}: {period} has not begun on {day}")
        raise UsageFaultError(message.format(option=option, period=period.code, day=day))
    return AskedPeriod(period, office.ask(day, known_at))


def scope_of(scheme: "Scheme", day: date, town: str | None, department: str | None) -> "Scope":
    """Give the part of the district that is named; raises UsageFaultError for unknown names."""
    from zcins.reports import scope

    if town and department:
        raise UsageFaultError(_("--town and --department cannot be given together."))
    if town:
        found = scheme.town(town)
        if found is None:
            raise _unknown("town", town)
        return scope.town(found.id)
    if department:
        ident = scheme.department(department)
        name = scheme.department_name(ident, day) if ident else None
        if name is None:
            raise _unknown("department", department)
        return scope.department(name, scheme)
    return scope.WHOLE


def _unknown(option: str, value: str) -> UsageFaultError:
    return UsageFaultError(
        _("--{option} {value}: the scheme knows no such name.").format(option=option, value=value),
        _("`zcins scheme show {table}` lists them.").format(table=option),
    )
