"""Days by which something is due, for rules: a term that cannot be counted is not checked."""

from collections.abc import Callable
from datetime import date
from typing import ParamSpec, TypeVar

from zcins.insurers.days import TermUnknownError, last_day
from zcins.rulebook import NotCheckedError
from zcins.scheme import Threshold

P = ParamSpec("P")
T = TypeVar("T")


def deadline(start: date, term: Threshold) -> date:
    """Give the last day of a term that begins on the day after `start`.

    Raises NotCheckedError for a year whose working days are not known.
    """
    return known(last_day, start, term)


def known(ask: Callable[P, T], *args: P.args, **named: P.kwargs) -> T:
    """Give what is asked; raises NotCheckedError where a term cannot be counted."""
    try:
        return ask(*args, **named)
    except TermUnknownError as reason:
        raise NotCheckedError(str(reason)) from reason
