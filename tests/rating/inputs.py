"""The inputs of a rating, as they are derived for a policy of an office."""

from datetime import date

from tests.core.desk import Desk
from zcins.rating import Case, Derived, Reason, find_policies


def derived(desk: Desk, number: str = "P1", day: date | None = None) -> Case | Reason:
    """Give the inputs of the one policy of a number, or why there are none."""
    view = desk.ask().view
    (found,) = find_policies(view, number)
    return Derived(view, desk.office.scheme).case(found, day)


def case(desk: Desk, number: str = "P1", day: date | None = None) -> Case:
    """Give the inputs of the one policy of a number; there must be some."""
    found = derived(desk, number, day)
    assert isinstance(found, Case), found
    return found
