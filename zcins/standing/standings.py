"""All register entries as they stand on a day, each tied to the policies that count for it."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from zcins.cover import PolicyOnDay, counts, policies_on
from zcins.records import Enterprise, Kind
from zcins.registry import CERTAIN, Candidate, builder_of, candidates_of, unconfirmed
from zcins.scheme import Scheme
from zcins.standing.state import Doubt, Standing, heir, operating_on
from zcins.store import Known, Quarantined, View
from zcins.store.view import Entry

CONSTRUCTION = "construction"


class Standings:
    """All register entries as they stand on the view's day."""

    def __init__(
        self,
        view: View,
        scheme: Scheme,
        waits: dict[int, list[Candidate]] | None = None,
        keep: Callable[[Standing], bool] | None = None,
    ) -> None:
        """Prepare; `waits` are the waiting parties' candidates, where another day found them.

        With `keep` the register is narrowed to the entries of which it is true, and the policies
        to theirs.
        """
        self.view = view
        self.scheme = scheme
        self.day: date = view.day
        self._keep = keep
        self.waits = candidates_of(view, match_floor(scheme, view.day)) if waits is None else waits

    def on(self, day: date) -> "Standings":
        """Give the same knowledge's standings of another day."""
        return Standings(self.view.on(day), self.scheme, self.waits, self._keep)

    def narrowed(self, keep: Callable[[Standing], bool]) -> "Standings":
        """Give the same day's standings of the entries of which `keep` is true."""
        return Standings(self.view, self.scheme, self.waits, keep)

    def concerns(self, party: int | None) -> bool:
        """Tell whether a name and code as written is in question: all are, unless narrowed."""
        if self._keep is None:
            return True
        return party is not None and self.view.parties[party].enterprise in self.entries

    @cached_property
    def policies(self) -> list[PolicyOnDay]:
        """Give every policy as it stands on the day."""
        if self._keep is None:
            return self._policies
        return [policy for policy in self._policies if policy.enterprise in self.entries]

    @cached_property
    def _policies(self) -> list[PolicyOnDay]:
        return policies_on(self.view)

    @cached_property
    def entries(self) -> dict[int, Standing]:
        """Give the standing of every entry that the register has on the day, by number."""
        found = {}
        for entry in self.view.register.values():
            if facts := entry.on(self.day):
                found[entry.id] = self.standing_of(entry, facts)
        self._builders(found)
        self._covers(found)
        self._doubts(found)
        keep = self._keep
        return found if keep is None else {n: one for n, one in found.items() if keep(one)}

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
            for policy in self._policies
            if policy.in_force and policy.enterprise is None
            if (candidates := self._waits_for(policy))
        ]

    def _waits_for(self, policy: PolicyOnDay) -> list[Candidate]:
        return self.waits.get(policy.record.party, [])

    def standing_of(self, entry: Entry, facts: Known[Enterprise]) -> Standing:
        """Give where an entry stands on the day by its own facts, without any policies."""
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
        obliged = scheme.requires(sector, place, self.day, **case)
        required = obliged and not outside and operating_on(record, self.day)
        department = scheme.department(record.department) or record.department
        department = department or scheme.department_of_sector(sector)
        name = scheme.department_name(department, self.day)
        return Standing(entry, facts, sector, place, name, required, outside, obliged)

    def _builders(self, found: dict[int, Standing]) -> None:
        """Count a builder's projects, and not the builder again (definitions: Construction)."""
        for project, builder in builder_of(self.view).items():
            standing = found.get(project)
            if builder in found and standing and standing.required:
                found[builder].required = False

    def _covers(self, found: dict[int, Standing]) -> None:
        for policy in self._policies:
            standing = heir(found, policy.enterprise) if policy.enterprise else None
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
            standing = heir(found, entered.enterprise)
            if standing and entered.inception <= self.day <= entered.expiry:
                standing.doubts.append(Doubt(by_hand=entered))


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
