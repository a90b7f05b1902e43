"""Days by which something is due: calendar days, or working days where the scheme says so."""

from datetime import date, timedelta

from zcins.cover import ONE_DAY
from zcins.i18n import _
from zcins.scheme import Scheme, Threshold


class TermUnknownError(Exception):
    """A term cannot be counted: the scheme has no value in force, or no calendar has the year."""


def term_of(scheme: Scheme, ident: str, day: date) -> Threshold:
    """Give the threshold of a day; raises TermUnknownError where no value is in force."""
    if (found := scheme.threshold(ident, day)) is None:
        raise TermUnknownError(_("no value in force: {name}").format(name=ident))
    return found


def last_day(start: date, term: Threshold) -> date:
    """Give the last day of a term that begins on the day after `start`.

    Working days are those of the State Council's yearly notices on holidays. Raises
    TermUnknownError for a year of which the calendar knows no such notice.
    """
    if term.unit != "working_days":
        return start + timedelta(days=int(term.number))
    day = start
    for _number in range(int(term.number)):
        day += ONE_DAY
        while not _works(day):
            day += ONE_DAY
    return day


def _works(day: date) -> bool:
    from chinese_calendar import is_workday  # noqa: PLC0415 - needed for few schemes

    try:
        return bool(is_workday(day))
    except NotImplementedError as error:
        raise TermUnknownError(
            _("the working days of {year} are not known").format(year=day.year)
        ) from error
