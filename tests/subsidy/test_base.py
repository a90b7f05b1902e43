"""What a policy brought by a day: endorsement by endorsement, in fen."""

from datetime import date
from typing import Any, TypeVar

import pytest

from zcins.cover import on_day
from zcins.records import Endorsement, EndorsementKind, Policy, Record
from zcins.store import Known
from zcins.subsidy.base import Premium, premium_of

DAY = date(2019, 12, 31)
CANCEL, REFUND = EndorsementKind.CANCEL, EndorsementKind.REFUND
CHANGE, DECREASE = EndorsementKind.CHANGE, EndorsementKind.DECREASE
R = TypeVar("R", bound=Record)
JUNE, JULY = date(2019, 6, 1), date(2019, 7, 1)


def known(record: R) -> Known[R]:
    return Known(1, "", 1, 1, 1, None, None, "2019-12", record)


def brought(*changes: tuple[EndorsementKind, date, dict[str, int]], **facts: Any) -> Premium:
    """Give what a policy of 2019 brought by the end of the year: 1000.00 due unless told."""
    told = {"premium": 100000, "premium_received": 100000, **facts}
    policy = Policy(
        insurer="picc",
        policy_no="P1",
        party=1,
        inception=date(2019, 1, 1),
        expiry=date(2019, 12, 31),
        **told,
    )
    records = [
        Endorsement(
            insurer="picc",
            policy_no="P1",
            party=1,
            endorsement_kind=kind,
            effective_on=day,
            **amounts,
        )
        for kind, day, amounts in changes
    ]
    stands = on_day(known(policy), [known(record) for record in records], DAY, 1, None)
    return premium_of(stands, records)


def change(
    due: int | None = None,
    received: int | None = None,
    kind: EndorsementKind = CHANGE,
    **after: int,
) -> tuple[EndorsementKind, date, dict[str, int]]:
    """Give an endorsement of July."""
    told = {"premium": due, "premium_received": received, **after}
    return kind, JULY, {name: value for name, value in told.items() if value is not None}


@pytest.mark.parametrize(
    ("changes", "received", "expected"),
    [
        ([], 100000, (100000, 100000)),
        ([], None, (100000, None)),
        ([change(5000, 3000)], 100000, (105000, 103000)),
        ([change(-5000, -3000)], 100000, (95000, 97000)),
        # Silent on what came in: more is not evidenced, less is taken off.
        ([change(5000)], 100000, (105000, 100000)),
        ([change(-5000)], 100000, (95000, 95000)),
        ([change(-5000), change(5000)], 100000, (100000, 95000)),
        # Silent on the premium as well.
        ([change()], 100000, (100000, 100000)),
        ([change(received=-700)], 100000, (100000, 99300)),
        # Where nothing is known to have come in, only what is said to come in is.
        ([change(5000)], None, (105000, None)),
        ([change(-5000)], None, (95000, None)),
        ([change(5000, 5000)], None, (105000, 5000)),
        ([change(5000, 1)], None, (105000, 1)),
        ([change(0, 0)], None, (100000, None)),
        ([change(-5000, -5000)], None, (95000, None)),
        ([change(5000, 5000), change(-2000, -2000)], None, (103000, 3000)),
        # What restates replaces.
        ([change(premium_after=70000)], 100000, (70000, 70000)),
        ([change(premium_after=130000)], 100000, (130000, 100000)),
        ([change(premium_after=70000, premium_received_after=65000)], 100000, (70000, 65000)),
        ([change(premium_received_after=65000)], None, (100000, 65000)),
        ([change(premium_received_after=0)], 100000, (100000, 0)),
    ],
)
def test_due_and_received(
    changes: list[tuple[EndorsementKind, date, dict[str, int]]],
    received: int | None,
    expected: tuple[int, int | None],
) -> None:
    found = brought(*changes, premium_received=received)
    assert (found.due, found.received) == expected
    assert (found.base("premium"), found.base("premium_received")) == expected
    assert (found.cancelled, found.unsettled, found.void) == (False, False, False)


def test_what_takes_effect_later_is_not_there_yet() -> None:
    later = (CHANGE, date(2020, 1, 1), {"premium": -90000})
    assert brought(later).received == 100000
    on_the_day = (CHANGE, DAY, {"premium": -90000})
    assert brought(on_the_day, later).received == 10000


@pytest.mark.parametrize(
    ("day", "received"), [(date(2019, 12, 30), 100000), (DAY, 100000), (date(2020, 1, 1), 0)]
)
def test_the_day_on_which_it_came_in(day: date, received: int) -> None:
    assert brought(paid_on=day).received == received
    assert brought(paid_on=day, premium_received=None).received is None


@pytest.mark.parametrize(
    ("changes", "unsettled"),
    [
        ([], True),
        ([(CANCEL, JUNE, {})], True),
        ([(CANCEL, JUNE, {"premium": -5000})], False),
        ([(CANCEL, JUNE, {"premium": 0})], False),
        ([(CANCEL, JUNE, {"premium_received": -5000})], False),
        ([(CANCEL, JUNE, {"premium_after": 60000})], False),
        ([(CANCEL, JUNE, {"premium_received_after": 60000})], False),
        # A refund (退费) is the cancellation's on whichever day it stands.
        ([(REFUND, date(2019, 1, 1), {"premium": -5000})], False),
        ([(REFUND, JULY, {"premium_received": -5000})], False),
        ([(REFUND, JULY, {"premium": 5000})], True),
        # Fewer people (减员) before that day is none of it, from that day on it is.
        ([(DECREASE, date(2019, 5, 31), {"premium": -5000})], True),
        ([(DECREASE, JUNE, {"premium": -5000})], False),
        ([(CHANGE, JULY, {"premium": -1})], False),
        ([(CHANGE, JULY, {"premium_received": -1})], False),
        ([(CHANGE, JULY, {"premium": 5000})], True),
        ([(CHANGE, JULY, {"premium": 0, "premium_received": 0})], True),
        ([(CHANGE, JULY, {"premium": -5000}), (CHANGE, JULY, {"premium": 5000})], False),
    ],
)
def test_whether_a_cancellation_says_what_was_given_back(
    changes: list[tuple[EndorsementKind, date, dict[str, int]]], unsettled: bool
) -> None:
    found = brought(*changes, cancelled_on=JUNE)
    assert (found.cancelled, found.unsettled, found.void) == (True, unsettled, False)


@pytest.mark.parametrize(
    ("day", "void", "cancelled"),
    [
        (date(2018, 12, 1), True, True),
        (date(2019, 1, 1), True, True),
        (date(2019, 1, 2), False, True),
        (date(2019, 12, 31), False, True),
        (date(2020, 1, 1), False, False),
    ],
)
def test_a_policy_that_covered_no_day(day: date, void: bool, cancelled: bool) -> None:
    found = brought(cancelled_on=day)
    assert (found.void, found.cancelled) == (void, cancelled)


def test_the_earliest_cancellation_counts() -> None:
    found = brought((CANCEL, date(2019, 1, 1), {"premium": -5000}), cancelled_on=JUNE)
    assert (found.void, found.due, found.received) == (True, 95000, 95000)
