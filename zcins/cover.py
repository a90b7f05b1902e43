"""What a policy is on a day: its endorsements added up, in force or not, counting or not."""

from dataclasses import dataclass
from datetime import date, timedelta

from zcins.records import Endorsement, EndorsementKind, Policy
from zcins.scheme import Scheme
from zcins.store import Known, View

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class PolicyOnDay:
    """A policy as it stands on a day. `last` is the last day covered, None for no known end.

    `record` is the policy as its ledger states it.
    `cancelled` tells that it ends by cancellation rather than by its term.
    """

    known: Known[Policy]
    record: Policy
    enterprise: int | None
    day: date
    last: date | None
    cancelled: bool
    premium: int
    premium_received: int | None
    headcount: int | None
    limit_per_person: int | None

    @property
    def is_project(self) -> bool:
        """Tell whether it insures a construction project rather than a headcount."""
        return self.record.project_name is not None

    @property
    def in_force(self) -> bool:
        """Tell whether the day is covered: from inception to the last day, both included."""
        return self.record.inception <= self.day and (self.last is None or self.day <= self.last)

    @property
    def was_in_force(self) -> bool:
        """Tell whether a day before this one was covered."""
        inception = self.record.inception
        return inception < self.day and (self.last is None or self.last >= inception)


def counts(policy: Policy, scheme: Scheme) -> bool:
    """Tell whether a policy can insure an enterprise (definitions: The states of a day, 1).

    Its insurer was admitted on its inception day, and its product, where stated, is accepted.
    """
    return scheme.insurer_admitted(policy.insurer, policy.inception) and scheme.product_accepted(
        policy.product, policy.inception
    )


def on_day(
    known: Known[Policy],
    changes: list[Known[Endorsement]],
    day: date,
    enterprise: int | None,
    completion: date | None,
) -> PolicyOnDay:
    """Add up a policy and its endorsements effective by a day (definitions: Endorsements).

    `completion` is the day on which the project of a policy without expiry is completed.
    """
    policy = known.record
    expiry, cancelled = policy.expiry, policy.cancelled_on
    premium, received = policy.premium, policy.premium_received
    headcount, limit = policy.insured_headcount, policy.limit_per_person
    for change in (known_change.record for known_change in changes):
        if change.effective_on > day:
            break
        premium = _restated(premium, change.premium, change.premium_after) or 0
        received = _restated(received, change.premium_received, change.premium_received_after)
        headcount = _restated(headcount, change.headcount_change, change.headcount_after)
        limit = limit if change.limit_per_person is None else change.limit_per_person
        expiry = change.expiry or expiry
        if change.endorsement_kind is EndorsementKind.CANCEL:
            cancelled = min(cancelled or change.effective_on, change.effective_on)
    last = expiry or policy.completion_on or completion
    early = cancelled is not None and (last is None or cancelled <= last)
    if cancelled and early:
        last = cancelled - ONE_DAY
    sums = (premium, received, headcount, limit)
    return PolicyOnDay(known, policy, enterprise, day, last, early, *sums)


def _restated(value: int | None, change: int | None, after: int | None) -> int | None:
    if after is not None:
        return after
    return value if change is None else (value or 0) + change


def policies_on(view: View) -> list[PolicyOnDay]:
    """Give every policy as it stands on the view's day, linked or not."""
    parties, endorsements, register = view.parties, view.endorsements, view.register
    found = []
    for known in view.policies:
        enterprise = parties[known.record.party].enterprise
        completion = None
        if known.record.expiry is None and enterprise in register:
            facts = register[enterprise].on(view.day)
            completion = facts.record.completion_on if facts else None
        found.append(
            on_day(known, endorsements.get(known.key, []), view.day, enterprise, completion)
        )
    return found
