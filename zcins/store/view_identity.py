"""Who is who, as it was known after an event: names and codes, links, what was entered by hand."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from zcins.records import KEY_SEPARATOR


@dataclass(frozen=True, slots=True)
class Party:
    """A name and code as written in ledgers, and what they are linked to."""

    id: int
    name: str
    name_key: str
    uscc: str
    project_key: str
    enterprise: int | None
    how: str | None
    rejected: frozenset[int]
    rejected_all: bool


class Identity(NamedTuple):
    """What a version of a register entry says of who it is."""

    record: int
    name_key: str
    former_keys: str | None
    uscc: str | None
    registration_no: str | None
    town: str
    employees: int | None
    sectors: str

    @property
    def codes(self) -> list[str]:
        """Give the credit code and the old registration number, as far as known."""
        return [code for code in (self.uscc, self.registration_no) if code]

    @property
    def name_keys(self) -> list[str]:
        """Give the normalised name, and former ones."""
        return names_of(self.name_key, self.former_keys)


@dataclass(frozen=True, slots=True)
class HandPolicy:
    """A policy that an enterprise has shown; `sha256` is that of the archived evidence."""

    id: int
    enterprise: int
    insurer: str
    policy_no: str
    inception: date
    expiry: date
    file: str
    sha256: str
    event: int


class IdentityView:
    """The part of a view that knows who is who; `held` is the condition of a row that holds."""

    def __init__(self, connection: sqlite3.Connection, day: date, event: int) -> None:
        self.day = day
        self.event = event
        self._connection = connection
        self.held = f"event <= {event} AND (ended_by IS NULL OR ended_by > {event})"

    @cached_property
    def is_latest(self) -> bool:
        """Tell whether nothing was written after what this view knows."""
        last = self.rows("SELECT coalesce(max(id), 0) FROM event")
        return bool(last[0][0] == self.event)

    @cached_property
    def identities(self) -> list[tuple[Any, ...]]:
        """Give the names and codes of all versions of the register, cheaper than `register`.

        Each is what Identity is made of: plain rows, which the collector of cycles lets alone.
        """
        sql = (
            "SELECT record, name_key, former_keys, uscc, registration_no, coalesce(town, ''),"
            f" employees, coalesce(sectors, '') FROM enterprise_version WHERE {self.held}"
            " ORDER BY record, valid_from, id"
        )
        return self.rows(sql)

    def hints(self, parties: Sequence[int]) -> dict[int, tuple[frozenset[str], int | None]]:
        """Give by party the towns in which ledgers place it, and its highest headcount."""
        numbers = json.dumps(parties)
        towns: dict[int, set[str]] = defaultdict(set)
        sql = (
            "SELECT party, town FROM json_each(?) k CROSS JOIN party_town ON party = k.value"
            f" JOIN import i ON i.id = import WHERE {self.imported('i')}"
        )
        for party, town in self.rows(sql, (numbers,)):
            towns[party].add(town)
        sql = (
            "SELECT party, max(insured_headcount) FROM json_each(?) k"
            f" CROSS JOIN policy_version v ON v.party = k.value WHERE {self.held} GROUP BY party"
        )
        heads = dict(self.rows(sql, (numbers,)))
        return {party: (frozenset(towns[party]), heads.get(party)) for party in parties}

    @cached_property
    def by_hand(self) -> dict[int, dict[str, Any]]:
        """Give the events that entered something by hand: event, at, who, reason."""
        names = ("event", "at", "who", "reason")
        sql = "SELECT e.id, e.at, e.who, h.reason FROM hand_entry h JOIN event e ON e.id = h.event"
        return {row[0]: dict(zip(names, row, strict=True)) for row in self.rows(sql)}

    @cached_property
    def hand_policies(self) -> list[HandPolicy]:
        """Give the policies entered by hand, whether an insurer has confirmed them or not."""
        names = ", ".join(HandPolicy.__slots__)
        found = []
        for *plain, inception, expiry, file, sha256, event in self.rows(
            f"SELECT {names} FROM hand_policy WHERE {self.held} ORDER BY id"
        ):
            days = (date.fromisoformat(inception), date.fromisoformat(expiry))
            found.append(HandPolicy(*(*plain, *days, file, sha256, event)))
        return found

    @cached_property
    def parties(self) -> dict[int, Party]:
        """Give every name and code as written, with link and rejections."""
        links = {
            party: (enterprise, how)
            for party, enterprise, how in self.rows(
                f"SELECT party, enterprise, how FROM link WHERE {self.held}"
            )
        }
        rejected: dict[int, set[int | None]] = defaultdict(set)
        sql = f"SELECT party, enterprise FROM decision WHERE verdict = 'reject' AND {self.held}"
        for party, enterprise in self.rows(sql):
            rejected[party].add(enterprise)
        found: dict[int, Party] = {}
        for number, *written in self.rows(
            "SELECT id, name, name_key, uscc, project_key FROM party"
        ):
            enterprise, how = links.get(number, (None, None))
            excluded = frozenset(entry for entry in rejected[number] if entry is not None)
            link = (enterprise, how, excluded, None in rejected[number])
            found[number] = Party(*(number, *written, *link))
        return found

    def rows(self, sql: str, parameters: tuple[Any, ...] = ()) -> list[Any]:
        """Give the rows of a query over the store."""
        return self._connection.execute(sql, parameters).fetchall()

    def imported(self, alias: str) -> str:
        """Give the condition by which an import of that alias is known and not undone."""
        return (
            f"{alias}.id <= {self.event}"
            f" AND ({alias}.undone_by IS NULL OR {alias}.undone_by > {self.event})"
        )


def names_of(name_key: str, former_keys: str | None) -> list[str]:
    """Give a version's normalised names: its own and the former ones."""
    return [name_key, *(former_keys.split(KEY_SEPARATOR) if former_keys else ())]
