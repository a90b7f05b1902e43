"""The small office of the reports, and the figures of a period to be walked back."""

from collections.abc import Callable
from datetime import date

import pytest

from tests.reports.conftest import office
from zcins.office import Office
from zcins.reports.facts import facts_of
from zcins.reports.ground import Ground
from zcins.reports.period import Period
from zcins.reports.scope import WHOLE, Scope
from zcins.trace import Walk

__all__ = ["office"]

LAST = date(2019, 12, 31)


def walk(
    office: Office, period: str = "2019", scope: Scope = WHOLE, known_at: int | None = None
) -> Walk:
    """Give the walk through a period's figures on its last day, or that of 2019 if earlier."""
    asked = Period.read(period)
    assert asked is not None
    known = None if known_at is None else str(known_at)
    ground = office.ask(min(asked.end, LAST), known)
    basis = Ground(ground.view, ground.scheme, asked, scope)
    return Walk(basis, facts_of(basis).figures())


@pytest.fixture(scope="session")
def year(office: Office) -> Walk:
    """Give the walk through the figures of 2019."""
    return walk(office)


Amounts = Callable[[str], dict[str, int]]


@pytest.fixture
def amounts(year: Walk) -> Amounts:
    """Give what each part of a figure of 2019 is called and comes to."""
    return lambda key: {part.rows[0].name: part.amount for part in year.trace(key).parts}
