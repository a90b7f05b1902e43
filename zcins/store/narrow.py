"""A view of a few enterprises and what is theirs: the rest of a large store is not read."""

import json
from collections.abc import Iterable, Iterator
from functools import cached_property

from zcins.records import KEY_SEPARATOR
from zcins.store.view import Entry, View
from zcins.store.view_identity import Party


class NarrowView(View):
    """What a view knows of some enterprises: their entries, and rows of those linked to them.

    Rows of the waiting names and codes that are given stand in it too; what concerns no
    enterprise (imports, quarantine, decisions) is the whole view's.
    """

    def __init__(self, whole: View, enterprises: Iterable[int], waiting: Iterable[int]) -> None:
        # It reads by the whole view's connection.
        super().__init__(whole._connection, whole.day, whole.event)  # noqa: SLF001
        self._enterprises = sorted(enterprises)
        self._numbers = _list(self._enterprises)
        sql = f"SELECT party FROM link WHERE {self.held} AND enterprise IN ({self._numbers})"
        parties = {int(row[0]) for row in self.rows(sql)} | set(waiting) | self._shown()
        own = f"v.party IN ({_list(parties)})"
        # A case is one, whoever its lines name.
        cases = f"v.case_no IN (SELECT case_no FROM claim_version v WHERE {own})"
        # An endorsement may spell the insured of its policy in another way.
        numbers = f"SELECT policy_no FROM policy_version v WHERE {own}"
        changes = f"({own} OR v.policy_no IN ({numbers}))"
        self.only = {"claim": f" AND {cases}", "endorsement": f" AND {changes}"}
        for table in ("policy", "accident", "prevention"):
            self.only[table] = f" AND {own}"
        lines = self.rows(
            f"SELECT party FROM claim_version v WHERE {cases}"
            f" UNION SELECT party FROM endorsement_version v WHERE {changes}"
        )
        self._parties = parties | {int(row[0]) for row in lines if row[0] is not None}

    def _shown(self) -> set[int]:
        """Give whose the policies are that have the numbers of policies that were shown."""
        own = set(self._enterprises)
        sql = (
            "SELECT v.party FROM policy r JOIN policy_version v ON v.record = r.id"
            " WHERE r.key > ? AND r.key < ?"
        )
        found: set[int] = set()
        shown = [one for one in self.hand_policies if one.enterprise in own]
        for insurer, number in {
            (one.insurer, number)
            for one in shown
            for number in (one.policy_no, one.policy_no.upper())
        }:
            first = KEY_SEPARATOR.join((insurer, number, ""))
            last = first[: -len(KEY_SEPARATOR)] + chr(ord(KEY_SEPARATOR) + 1)
            found |= {int(row[0]) for row in self.rows(sql, (first, last))}
        return found

    @cached_property
    def register(self) -> dict[int, Entry]:
        """Give the entries of the enterprises."""
        return self.entries(self._enterprises)

    @cached_property
    def parties(self) -> dict[int, Party]:
        """Give the names and codes of the enterprises, and those that wait."""
        return self.parties_of(sorted(self._parties))

    def names(self) -> Iterator[tuple[int, int, str, str | None]]:
        """Give the versions of the enterprises with their names."""
        sql = f"SELECT id, record, name_key, former_keys FROM enterprise_version WHERE {self.held}"
        return self._connection.execute(f"{sql} AND record IN ({self._numbers})")


def _list(numbers: Iterable[int]) -> str:
    return json.dumps(list(numbers)).strip("[]")
