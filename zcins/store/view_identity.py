"""Who is who, as it was known after an event: names and codes, links, what was entered by hand."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
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


_IDENTITY = (
    "record, name_key, former_keys, uscc, registration_no, coalesce(town, ''), employees,"
    " coalesce(sectors, '')"
)


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
    """The part of a view that knows who is who; `held` is the condition of a row that holds.

    `only` has further conditions on the versions `v` of some tables, each with its AND.
    """

    def __init__(self, connection: sqlite3.Connection, day: date, event: int) -> None:
        self.only: dict[str, str] = {}
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
            f"SELECT {_IDENTITY} FROM enterprise_version WHERE {self.held}"
            " ORDER BY record, valid_from, id"
        )
        return self.rows(sql)

    def names(self) -> Iterator[tuple[int, int, str, str | None]]:
        """Give (version, entry, normalised name, former names) of all versions of the register."""
        sql = f"SELECT id, record, name_key, former_keys FROM enterprise_version WHERE {self.held}"
        return self._connection.execute(sql)

    def formers(self) -> list[tuple[int, str]]:
        """Give the entries that have had other names, with these in one text."""
        sql = f"SELECT record, former_keys FROM enterprise_version WHERE {self.held}"
        return self.rows(f"{sql} AND former_keys IS NOT NULL ORDER BY record")

    def identity_of(self, versions: Iterable[int]) -> dict[int, Identity]:
        """Give what versions of register entries say of who they are, by the version's number."""
        sql = (
            f"SELECT v.id, {_IDENTITY} FROM json_each(?) k CROSS JOIN enterprise_version v"
            " ON v.id = k.value"
        )
        rows = self.rows(sql, (json.dumps(list(versions)),))
        return {number: Identity._make(row) for number, *row in rows}

    def of_organisations(self, codes: Iterable[str]) -> dict[str, list[Identity]]:
        """Give who holds a credit code around each of these old organisation codes."""
        found: dict[str, list[Identity]] = defaultdict(list)
        sql = (
            f"SELECT {_IDENTITY} FROM enterprise_version WHERE {self.held} AND id IN"
            " (SELECT id FROM enterprise_version WHERE length(uscc) = 18"
            " AND substr(uscc, 9, 9) IN (SELECT value FROM json_each(?))) ORDER BY record, id"
        )
        for one in map(Identity._make, self.rows(sql, (json.dumps(list(codes)),))):
            found[str(one.uscc)[8:17]].append(one)
        return found

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
        return self.parties_of()

    def parties_of(self, numbers: Sequence[int] | None = None) -> dict[int, Party]:
        """Give names and codes as written: those named, or all; not kept for the next asking."""
        named = () if numbers is None else (json.dumps(list(numbers)),)
        only = "" if numbers is None else " AND {} IN (SELECT value FROM json_each(?))"
        sql = f"SELECT party, enterprise, how FROM link WHERE {self.held}"
        links = {row[0]: row[1:] for row in self.rows(sql + only.format("party"), named)}
        rejected: dict[int, set[int | None]] = defaultdict(set)
        sql = f"SELECT party, enterprise FROM decision WHERE verdict = 'reject' AND {self.held}"
        for party, enterprise in self.rows(sql + only.format("party"), named):
            rejected[party].add(enterprise)
        found: dict[int, Party] = {}
        sql = "SELECT id, name, name_key, uscc, project_key FROM party WHERE 1"
        for number, *written in self.rows(sql + only.format("id"), named):
            enterprise, how = links.get(number, (None, None))
            excluded = frozenset(entry for entry in rejected[number] if entry is not None)
            link = (enterprise, how, excluded, None in rejected[number])
            found[number] = Party(*(number, *written, *link))
        return found

    def unlinked(self) -> list[int]:
        """Give the names and codes of policies, by number, that are linked to no enterprise."""
        sql = (
            "SELECT id FROM party p WHERE NOT EXISTS"
            f" (SELECT 1 FROM link WHERE party = p.id AND {self.held}) AND EXISTS"
            f" (SELECT 1 FROM policy_version WHERE party = p.id AND {self.held})"
        )
        return [int(row[0]) for row in self.rows(sql)]

    def same(self, names: Iterable[str], codes: Iterable[str]) -> set[int]:
        """Give the entries that have one of these normalised names, of any time, or codes."""
        wanted = set(names)
        asked = (json.dumps(list(wanted)), json.dumps(list(codes)))
        sql = " UNION ".join(
            f"SELECT record FROM json_each(?{at}) k CROSS JOIN enterprise_version v"
            f" ON v.{column} = k.value WHERE {self.held}"
            for at, column in ((1, "name_key"), (2, "uscc"), (2, "registration_no"))
        )
        found = {int(row[0]) for row in self.rows(sql, asked)}
        former = self.formers()
        return found | {record for record, keys in former if wanted & {*keys.split(KEY_SEPARATOR)}}

    def mergers(self) -> list[tuple[int, int]]:
        """Give (entry, the entry that has taken it over) of all mergers."""
        sql = f"SELECT record, merged_into FROM enterprise_version WHERE {self.held}"
        return self.rows(f"{sql} AND merged_into IS NOT NULL")

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
