"""One register entry on a day: its facts, the policies that count, the doubts, its state."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from zcins.cover import PolicyOnDay
from zcins.records import Enterprise, Status
from zcins.registry import Candidate
from zcins.store import Known, Quarantined
from zcins.store.view import Entry, HandPolicy


class State(StrEnum):
    """What a required enterprise is on a day, tested in this order."""

    INSURED = "insured"
    UNRESOLVED = "unresolved"
    LAPSED = "lapsed"
    UNINSURED = "uninsured"


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why an enterprise may be insured all the same.

    A waiting policy, a quarantined row, a project policy that runs on by the extension, or a
    policy entered by hand that its insurer has not confirmed.
    """

    policy: PolicyOnDay | None = None
    candidate: Candidate | None = None
    quarantined: Quarantined | None = None
    by_hand: HandPolicy | None = None

    @property
    def insurer(self) -> str | None:
        """Give the insurer of the row in doubt."""
        if self.policy:
            return self.policy.record.insurer
        if self.by_hand:
            return self.by_hand.insurer
        return self.quarantined.insurer if self.quarantined else None


@dataclass(slots=True)
class Standing:
    """A register entry on a day, with its policies that count: in force, past and to come.

    `obliged`: its sector and town must insure, whether or not it works and its projects count.
    """

    entry: Entry
    facts: Known[Enterprise]
    sector: str | None
    town: str | None
    department: str | None
    required: bool
    outside: bool
    obliged: bool
    covers: list[PolicyOnDay] = field(default_factory=list)
    past: list[PolicyOnDay] = field(default_factory=list)
    ahead: list[PolicyOnDay] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)

    @property
    def record(self) -> Enterprise:
        """Give the register's facts of the day."""
        return self.facts.record

    @property
    def state(self) -> State:
        """Give the state of the day (it is counted where the entry is required)."""
        if self.covers:
            return State.INSURED
        if self.doubts:
            return State.UNRESOLVED
        return State.LAPSED if self.past else State.UNINSURED

    @property
    def insured_headcount(self) -> int:
        """Give the sum of the headcounts of the policies in force, as far as known."""
        return sum(policy.headcount or 0 for policy in self.covers)


def heir(found: dict[int, Standing], number: int) -> Standing | None:
    """Give an entry's standing, or that of the entry which has taken it over by that day."""
    seen: set[int] = set()
    while (standing := found.get(number)) and number not in seen:
        seen.add(number)
        if standing.record.merged_into is None:
            break
        number = standing.record.merged_into
    return standing


def operating_on(record: Enterprise, day: date) -> bool:
    """Tell whether an enterprise works on a day: by its closing day, else by its status.

    Unknown counts as operating (definitions: Required).
    """
    if record.closed_on:
        return day < record.closed_on
    return record.status is None or record.status is Status.OPERATING
