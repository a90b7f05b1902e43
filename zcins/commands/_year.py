"""What commands about a year share: the year, the day it is asked on, and whose figures."""

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from zcins.commands._common import parse_day
from zcins.errors import UsageFaultError
from zcins.i18n import _

if TYPE_CHECKING:
    from zcins.office import Asked, Office
    from zcins.scheme import Scheme

Year = Annotated[str, typer.Argument(metavar="YEAR", help=_("A calendar year, such as 2019."))]
Insurer = Annotated[
    str | None, typer.Option("--insurer", help=_("Only this insurer: a code or a name."))
]
DIGITS = 4


def ask_year(
    office: "Office", text: str, as_of: str | None, known_at: str | None
) -> "tuple[int, Asked]":
    """Read the year, and ask about its last day, or today if that is earlier, or `--as-of`.

    Raises UsageFaultError where the text is no year since the pilot's start, or it has not begun.
    """
    first = office.scheme.pilot().start.year
    if not (text.isascii() and text.isdigit() and len(text) == DIGITS and int(text) >= first):
        message = _("YEAR: {text} is not a year from {first} on")
        raise UsageFaultError(
            message.format(text=text, first=first), _("Write it with four digits, like 2019.")
        )
    year = int(text)
    asked = parse_day(as_of, "--as-of")
    day = asked or min(date(year, 12, 31), office.today)
    if day < date(year, 1, 1):
        message = _("{option}: the year {year} has not begun on {day}")
        option = "--as-of" if asked else "YEAR"
        raise UsageFaultError(message.format(option=option, year=year, day=day))
    return year, office.ask(day, known_at)


def insurer_code(scheme: "Scheme", text: str | None) -> str | None:
    """Read an insurer's name; raises UsageFaultError where the scheme knows no such one."""
    if text is None:
        return None
    if code := scheme.insurer(text):
        return code
    raise UsageFaultError(
        _("--insurer {value}: the scheme knows no such name.").format(value=text),
        _("`zcins insurers list` shows them."),
    )


def figures(row: dict[str, Any], money: frozenset[str]) -> dict[str, Any]:
    """Give a row as JSON holds it: the amounts named in yuan, days as ISO by themselves."""
    from zcins.money import yuan

    return {key: yuan(value) if key in money else value for key, value in row.items()}
