"""Where each register entry stands on a day: required or not, insured or not.

The four states and their order are those of definitions: "The states of a day".
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property
from typing import Any

from zcins.cover import PolicyOnDay, counts, policies_on
from zcins.records import Enterprise, Kind, Status
from zcins.registry import CERTAIN, Candidate, builder_of, candidates_of, unconfirmed
from zcins.scheme import Scheme
from zcins.store import Known, Quarantined, View
from zcins.store.view import Entry, HandPolicy

CONSTRUCTION = "construction"


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
    """A register entry on a day, with its policies that count: in force, past and to come."""

    entry: Entry
    facts: Known[Enterprise]
    sector: str | None
    town: str | None
    department: str | None
    required: bool
    outside: bool
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


class Standings:
    """All register entries as they stand on the view's day."""

    def __init__(
        self, view: View, scheme: Scheme, waits: dict[int, list[Candidate]] | None = None
    ) -> None:
        """Prepare; `waits` are the waiting parties' candidates, where another day found them."""
        self.view = view
        self.scheme = scheme
        self.day: date = view.day
        self.waits = candidates_of(view, match_floor(scheme, view.day)) if waits is None else waits

    def on(self, day: date) -> "Standings":
        """Give the same knowledge's standings of another day."""
        return Standings(self.view.on(day), self.scheme, self.waits)

    @cached_property
    def policies(self) -> list[PolicyOnDay]:
        """Give every policy as it stands on the day."""
        return policies_on(self.view)

    @cached_property
    def entries(self) -> dict[int, Standing]:
        """Give the standing of every entry that the register has on the day, by number."""
        found = {}
        for entry in self.view.register.values():
            if facts := entry.on(self.day):
                found[entry.id] = self._standing(entry, facts)
        self._builders(found)
        self._covers(found)
        self._doubts(found)
        return found

    @cached_property
    def required(self) -> list[Standing]:
        """Give the entries that must be insured on the day."""
        return [standing for standing in self.entries.values() if standing.required]

    @cached_property
    def voluntary(self) -> list[Standing]:
        """Give the entries that are insured though they need not be."""
        return [one for one in self.entries.values() if one.covers and not one.required]

    @cached_property
    def outside(self) -> list[Standing]:
        """Give the entries in towns that another authority runs."""
        return [standing for standing in self.entries.values() if standing.outside]

    @cached_property
    def not_in_register(self) -> list[PolicyOnDay]:
        """Give the policies in force that no register entry explains."""
        return [
            policy
            for policy in self.policies
            if policy.in_force and policy.enterprise is None and not self._waits_for(policy)
        ]

    @cached_property
    def to_review(self) -> list[tuple[PolicyOnDay, list[Candidate]]]:
        """Give the policies in force that wait for a decision, with their candidates."""
        return [
            (policy, candidates)
            for policy in self.policies
            if policy.in_force and policy.enterprise is None
            if (candidates := self._waits_for(policy))
        ]

    def _waits_for(self, policy: PolicyOnDay) -> list[Candidate]:
        return self.waits.get(policy.record.party, [])

    def _standing(self, entry: Entry, facts: Known[Enterprise]) -> Standing:
        record, scheme = facts.record, self.scheme
        town = scheme.town(record.town, uscc=record.uscc, name=record.name)
        place = town.id if town else None
        sectors = scheme.sectors_of(record.sectors)
        if not sectors and entry.project_key:
            sectors = [CONSTRUCTION]
        case: dict[str, Any] = {
            "uscc": record.uscc,
            "name": record.name,
            "included_on": record.included_on,
        }
        sector = scheme.main_sector(sectors, place, self.day, **case)
        outside = bool(town and town.managed_by)
        required = (
            not outside
            and operating_on(record, self.day)
            and scheme.requires(sector, place, self.day, **case)
        )
        department = scheme.department(record.department) or record.department
        department = department or scheme.department_of_sector(sector)
        name = scheme.department_name(department, self.day)
        return Standing(entry, facts, sector, place, name, required, outside)

    def _builders(self, found: dict[int, Standing]) -> None:
        """Count a builder's projects, and not the builder again (definitions: Construction)."""
        for project, builder in builder_of(self.view).items():
            standing = found.get(project)
            if builder in found and standing and standing.required:
                found[builder].required = False

    def _covers(self, found: dict[int, Standing]) -> None:
        for policy in self.policies:
            standing = _heir(found, policy.enterprise) if policy.enterprise else None
            if standing is None or not counts(policy.record, self.scheme):
                continue
            if policy.in_force:
                standing.covers.append(policy)
            elif self._extended(policy, standing):
                standing.doubts.append(Doubt(policy))
                standing.past.append(policy)
            elif policy.was_in_force:
                standing.past.append(policy)
            elif policy.record.inception > self.day:
                standing.ahead.append(policy)

    def _extended(self, policy: PolicyOnDay, standing: Standing) -> bool:
        """Tell whether a project policy may run on after its expiry (definitions: Construction)."""
        if not policy.is_project or not policy.last or policy.cancelled:
            return False
        if policy.record.completion_on or standing.record.completion_on:
            return False
        days = self.scheme.threshold("construction_extension_days", self.day)
        return days is not None and policy.last < self.day <= policy.last + timedelta(
            days=int(days.number)
        )

    def _doubts(self, found: dict[int, Standing]) -> None:
        for policy, candidates in self.to_review:
            for candidate in candidates:
                if standing := found.get(candidate.enterprise):
                    standing.doubts.append(Doubt(policy, candidate))
        self._shown(found)
        rows = [row for row in self.view.quarantined if _could_be_in_force(row, self.day)]
        by_code: dict[str, list[Quarantined]] = defaultdict(list)
        by_name: dict[str, list[Quarantined]] = defaultdict(list)
        for row in rows:
            if row.uscc:
                by_code[row.uscc].append(row)
            if row.name_key:
                by_name[row.name_key].append(row)
        if not rows:
            return
        for standing in found.values():
            hits = _rows(by_code, standing.entry.codes) | _rows(by_name, standing.entry.name_keys)
            standing.doubts.extend(Doubt(quarantined=hits[number]) for number in sorted(hits))

    def _shown(self, found: dict[int, Standing]) -> None:
        """Doubt where an enterprise has shown a policy that no insurer has confirmed yet."""
        for entered in unconfirmed(self.view):
            standing = _heir(found, entered.enterprise)
            if standing and entered.inception <= self.day <= entered.expiry:
                standing.doubts.append(Doubt(by_hand=entered))


def _heir(found: dict[int, Standing], number: int) -> Standing | None:
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


def _could_be_in_force(row: Quarantined, day: date) -> bool:
    return (
        row.kind == Kind.POLICIES
        and (row.inception is None or row.inception <= day)
        and (row.expiry is None or day <= row.expiry)
    )


def _rows(index: dict[str, list[Quarantined]], keys: Iterable[str]) -> dict[int, Quarantined]:
    return {row.id: row for key in keys for row in index.get(key, ())}


def match_floor(scheme: Scheme, day: date) -> float:
    """Give the similarity from which an entry is a candidate: the scheme's, else equality."""
    floor = scheme.threshold("match_floor", day)
    return float(floor.number) if floor else CERTAIN
