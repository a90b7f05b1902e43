"""Entries that certainly have to do with a written name or code, and yet prove nothing."""

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from zcins.records import KEY_SEPARATOR
from zcins.registry.codes import organisation_of
from zcins.registry.levels import Level
from zcins.store import View
from zcins.store.view import Identity, Party

CERTAIN = 1.0
_BY = """
SELECT k.value ->> 0, v.record FROM json_each(?) k CROSS JOIN enterprise_version v
ON v.{column} = k.value ->> {at} WHERE k.value ->> {at} <> '' AND {held}
"""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A register entry that a waiting row may mean; `score` is 1 for a shared code or name.

    `levels` are the comparisons whose points add up to the score of a similar one.
    """

    enterprise: int
    score: float
    why: str
    levels: list[Level] = field(default_factory=list, compare=False)


class Sure:
    """The entries of the code, the name or the organisation code that some parties write."""

    def __init__(self, view: View, parties: Sequence[Party]) -> None:
        self._view = view
        self._parties = parties
        self._found: dict[int, dict[int, Candidate]] = defaultdict(dict)
        asked = json.dumps([(party.id, party.uscc, party.name_key) for party in parties])
        for column, at, why in (
            ("uscc", 1, "code"),
            ("registration_no", 1, "code"),
            ("name_key", 2, "name"),
        ):
            sql = _BY.format(column=column, at=at, held=view.held)
            for party, entry in view.rows(sql, (asked,)):
                self._found[party].setdefault(entry, Candidate(entry, CERTAIN, why))

    def of(self, party: Party) -> dict[int, Candidate]:
        """Give the entries that share the code or a name, by number."""
        found = dict(self._found.get(party.id, {}))
        for entry in self._former.get(party.name_key, ()):
            found.setdefault(entry, Candidate(entry, CERTAIN, "name"))
        return found

    def same_organisation(self, party: Party) -> list[Identity]:
        """Give the entries whose credit code holds the same organisation code."""
        organisation = organisation_of(party.uscc)
        return self._organisations.get(organisation, []) if organisation else []

    @cached_property
    def _former(self) -> dict[str, list[int]]:
        asked = {party.name_key for party in self._parties}
        found: dict[str, list[int]] = defaultdict(list)
        for record, former in self._view.formers():
            for name in asked.intersection(former.split(KEY_SEPARATOR)):
                found[name].append(record)
        return found

    @cached_property
    def _organisations(self) -> dict[str, list[Identity]]:
        asked = {organisation_of(party.uscc) for party in self._parties if party.uscc}
        return self._view.of_organisations(code for code in asked if code)
