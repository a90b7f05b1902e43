"""Terms in calendar days and in working days."""

from datetime import date
from decimal import Decimal

import pytest

from zcins.compliance import NotCheckedError
from zcins.rules.days import deadline
from zcins.scheme import Threshold


def term(value: int, unit: str) -> Threshold:
    return Threshold.model_validate(
        {
            "id": "term",
            "label": "期限",
            "value": str(Decimal(value)),
            "unit": unit,
            "from": date(2017, 11, 1),
            "source": "office setting",
            "confirmed": False,
        }
    )


@pytest.mark.parametrize(
    ("start", "value", "unit", "last"),
    [
        (date(2019, 3, 1), 10, "days", date(2019, 3, 11)),
        (date(2020, 2, 28), 1, "days", date(2020, 2, 29)),
        # Friday; Saturday and Sunday do not count.
        (date(2019, 3, 1), 1, "working_days", date(2019, 3, 4)),
        # 1 to 4 May 2019 were a holiday, Sunday the 5th was worked.
        (date(2019, 4, 30), 1, "working_days", date(2019, 5, 5)),
        # The week of 1 October 2019 was a holiday; Saturday the 12th was worked.
        (date(2019, 9, 30), 5, "working_days", date(2019, 10, 12)),
        (date(2019, 3, 2), 0, "working_days", date(2019, 3, 2)),
    ],
)
def test_deadline(start: date, value: int, unit: str, last: date) -> None:
    assert deadline(start, term(value, unit)) == last


def test_a_year_without_a_notice_is_not_guessed() -> None:
    with pytest.raises(NotCheckedError, match="2003"):
        deadline(date(2003, 3, 1), term(1, "working_days"))
