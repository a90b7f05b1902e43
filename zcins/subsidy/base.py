"""What premium a policy brought by a day: the base of its subsidy, in whole fen."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from zcins.cover import PolicyOnDay
from zcins.records import Endorsement, EndorsementKind, Policy


@dataclass(frozen=True, slots=True)
class Premium:
    """The premium due and received by a day after endorsements and refunds, in fen.

    `received` is None where no ledger states it. `cancelled`: it ended before its term;
    `unsettled`: cancelled, and no ledger says what was given back; `void`: not a day was covered.
    """

    due: int
    received: int | None
    cancelled: bool
    unsettled: bool
    void: bool

    def base(self, kind: str) -> int | None:
        """Give the base by the scheme's word: `premium` or `premium_received`."""
        return self.due if kind == "premium" else self.received


def premium_of(policy: PolicyOnDay, changes: Iterable[Endorsement]) -> Premium:
    """Add up what came in by the policy's day; `changes` are its endorsements by effective day.

    Where an endorsement changes the premium and is silent on what came in, an increase is not
    evidenced and adds nothing, while a decrease is taken off: never more than was received
    (notice 四（三）; definitions: Money out). What is stated to come in after that day has not.
    """
    record = policy.record
    due, received, given_back = record.premium, _came_in(record, policy.day), False
    for change in changes:
        if change.effective_on > policy.day:
            break
        before, due = due, _due(due, change)
        received = _received(received, change, due - before)
        given_back |= _gives_back(change, due - before, policy.last)
    void = policy.last is not None and policy.last < record.inception
    unsettled = policy.cancelled and not given_back
    return Premium(policy.premium, received, policy.cancelled, unsettled, void)


def _came_in(record: Policy, day: date) -> int | None:
    late = record.paid_on is not None and record.paid_on > day
    return 0 if late and record.premium_received is not None else record.premium_received


def _due(due: int, change: Endorsement) -> int:
    return due + (change.premium or 0) if change.premium_after is None else change.premium_after


def _received(received: int | None, change: Endorsement, difference: int) -> int | None:
    if change.premium_received_after is not None:
        return change.premium_received_after
    if change.premium_received is None:
        return None if received is None else received + min(0, difference)
    if received is None:
        return change.premium_received if change.premium_received > 0 else None
    return received + change.premium_received


def _gives_back(change: Endorsement, difference: int, last: date | None) -> bool:
    """Tell whether a change states what a cancellation gave back; `last` is the last day covered.

    A refund does on any day, another decrease only where it does not belong to the days before.
    """
    if change.endorsement_kind is EndorsementKind.CANCEL:
        stated = (change.premium, change.premium_received)
        after = (change.premium_after, change.premium_received_after)
        return any(value is not None for value in (*stated, *after))
    if difference >= 0 and (change.premium_received or 0) >= 0:
        return False
    of_its_own = change.endorsement_kind is EndorsementKind.REFUND
    return of_its_own or last is None or change.effective_on > last
