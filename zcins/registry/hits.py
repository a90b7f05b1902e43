"""What the register has under the codes and names that ledgers write."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from zcins.records import KEY_SEPARATOR
from zcins.registry.codes import ORGANISATION_LENGTH, organisation_of, same_kind_differs
from zcins.registry.names import CODE_LENGTH
from zcins.registry.wording import core_key, regions_agree

# What excludes another place; a development zone overlaps the towns around it.
_PLACES = ("镇", "乡", "街道")


class Written(NamedTuple):
    """A name and code as written, and the project that the row names."""

    name_key: str
    uscc: str
    project_key: str


@dataclass(slots=True)
class Hits:
    """The entries that share a code, and those that share a name."""

    codes: set[int] = field(default_factory=set)
    names: set[int] = field(default_factory=set)

    @property
    def any(self) -> bool:
        """Tell whether there is an entry at all."""
        return bool(self.codes or self.names)

    def without(self, rejected: Collection[int | None]) -> "Hits":
        """Give the same without entries that were rejected."""
        if not rejected:
            return self
        excluded = set(rejected)
        return Hits(self.codes - excluded, self.names - excluded)


_BY_KEY = """
SELECT p.id, v.record, v.project_key, p.project_key
FROM json_each(?) k CROSS JOIN party p ON p.id = k.value
CROSS JOIN enterprise_version v ON v.{column} = p.{column}
WHERE v.ended_by IS NULL AND p.{column} <> ''
"""
_BY_VALUE = """
SELECT k.value ->> 0, v.record, v.project_key, k.value ->> 2, v.name_key
FROM json_each(?) k CROSS JOIN enterprise_version v ON {test} = k.value ->> 1
WHERE v.ended_by IS NULL
"""
_BUILDERS = """
SELECT DISTINCT v.record FROM enterprise_version w JOIN enterprise_version v ON {test}
WHERE w.ended_by IS NULL AND w.project_key <> '' AND v.ended_by IS NULL AND v.project_key = ''
"""
_FACTS = """
SELECT record, uscc, registration_no, town FROM json_each(?) k
CROSS JOIN enterprise_version v ON v.record = k.value WHERE v.ended_by IS NULL
"""


class Kinship:
    """What the register as a whole says of its entries, read at most once."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    @cached_property
    def formers(self) -> dict[str, list[tuple[int, str]]]:
        """Give the entries, and their projects, that had each name before."""
        found: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for entry, keys, project in self._connection.execute(
            "SELECT record, former_keys, project_key FROM enterprise_version"
            " WHERE former_keys IS NOT NULL AND ended_by IS NULL"
        ):
            for key in keys.split(KEY_SEPARATOR):
                found[key].append((entry, project))
        return found

    @cached_property
    def heirs(self) -> dict[int, int]:
        """Give the entries that have taken others over."""
        return dict(
            self._connection.execute(
                "SELECT record, merged_into FROM enterprise_version"
                " WHERE merged_into IS NOT NULL AND ended_by IS NULL ORDER BY valid_from"
            ).fetchall()
        )

    @cached_property
    def builders(self) -> set[int]:
        """Give the entries of firms whose projects the register lists as well."""
        tests = ("v.uscc = w.uscc", "v.name_key = w.name_key")
        sql = " UNION ".join(_BUILDERS.format(test=test) for test in tests)
        return {row[0] for row in self._connection.execute(sql)}


class Register:
    """The register as it stands in an event, asked about names and codes by their numbers."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        kinship: Kinship,
        written: dict[int, Written],
        numbers: str,
    ) -> None:
        self._connection = connection
        self._kinship = kinship
        self.written = written
        self._numbers = numbers
        self._facts: dict[int, tuple[set[str], set[str]]] = {}

    def alive(self, entries: Iterable[int]) -> set[int]:
        """Give those of the entries that have a version in force."""
        sql = "SELECT DISTINCT record FROM json_each(?) k CROSS JOIN enterprise_version v"
        rows = self._connection.execute(
            f"{sql} ON v.record = k.value WHERE v.ended_by IS NULL",
            (json.dumps(sorted(set(entries))),),
        )
        return {row[0] for row in rows}

    def strong(self, parties: Sequence[int]) -> dict[int, Hits]:
        """Give the entries of the same code (of any time) or of a name, earlier or former too."""
        found: dict[int, Hits] = defaultdict(Hits)
        numbers = json.dumps(parties)
        for column in ("uscc", "name_key"):
            for party, entry, project, own in self._connection.execute(
                _BY_KEY.format(column=column), (numbers,)
            ):
                if project == own or self._may_be(entry, project, own):
                    hits = found[party]
                    (hits.codes if column == "uscc" else hits.names).add(entry)
        self._older_codes(parties, found)
        self._former_names(parties, found)
        return found

    def weak(self, parties: Sequence[int]) -> dict[int, Hits]:
        """Give the entries whose name differs only by regions that one of the two leaves out."""
        found: dict[int, Hits] = {}
        cores = {party: core_key(self.written[party].name_key) for party in parties}
        values = [(party, core) for party, core in cores.items() if core]
        for party, entry, name in self._by_value("v.core_key", values):
            hits = found.setdefault(party, Hits())
            hits.names.add(entry)
            if not regions_agree(self.written[party].name_key, name):
                # Another region's firm of that name: what is left is not unique.
                hits.names.add(_NOBODY)
        return found

    def one_heir(self, entries: set[int]) -> set[int]:
        """Give the one entry that has taken the others over, else the entries as they are."""
        if len(entries) < 2:  # noqa: PLR2004 - nothing to choose
            return entries
        heirs = {self._kinship.heirs.get(entry, entry) for entry in entries}
        return heirs if len(heirs) == 1 else entries

    def contradicts(self, party: int, entry: int) -> bool:
        """Tell whether code or town speak against a link by name."""
        written, named = self.written[party].uscc, self._towns.get(party)
        if not written and not named:
            return False
        codes, towns = self._facts_of(entry)
        others = [code for code in codes if same_kind_differs(written, code)]
        if written and others and written not in codes:
            return True
        return bool(named and towns and not named <= towns)

    def _may_be(self, entry: int, project: str, own: str) -> bool:
        """Tell whether an entry can be meant: of the same project, or the builder itself.

        The builder's own entry is meant where the register lists none of its projects.
        """
        return project == own or (
            own != "" and project == "" and entry not in self._kinship.builders
        )

    def _by_value(
        self, test: str, values: Sequence[tuple[int, str]]
    ) -> Iterable[tuple[int, int, str]]:
        asked = [(party, value, self.written[party].project_key) for party, value in values]
        if not asked:
            return
        for party, entry, project, own, name in self._connection.execute(
            _BY_VALUE.format(test=test), (json.dumps(asked),)
        ):
            if self._may_be(entry, project, own):
                yield party, entry, name

    def _older_codes(self, parties: Sequence[int], found: dict[int, Hits]) -> None:
        """Look under the organisation code within credit codes, and old registration numbers."""
        rest = [
            (party, code)
            for party in parties
            if (code := self.written[party].uscc) and not found[party].codes
        ]
        whole = [
            (party, str(organisation_of(code))) for party, code in rest if len(code) == CODE_LENGTH
        ]
        part = [(party, code) for party, code in rest if len(code) == ORGANISATION_LENGTH]
        for test, values in (("v.registration_no", rest), ("v.uscc", whole)):
            for party, entry, _name in self._by_value(test, values):
                found[party].codes.add(entry)
        inside = self._inside({code for _party, code in part})
        for party, code in part:
            for entry, project in inside[code]:
                if self._may_be(entry, project, self.written[party].project_key):
                    found[party].codes.add(entry)

    def _inside(self, organisations: set[str]) -> dict[str, list[tuple[int, str]]]:
        """Give the entries whose credit code holds one of the organisation codes."""
        found: dict[str, list[tuple[int, str]]] = defaultdict(list)
        if organisations:
            sql = (
                "SELECT substr(uscc, 9, 9) AS organisation, record, project_key"
                " FROM enterprise_version WHERE ended_by IS NULL AND length(uscc) = 18"
                " AND organisation IN (SELECT value FROM json_each(?))"
            )
            for code, *entry in self._connection.execute(sql, (json.dumps(list(organisations)),)):
                found[code].append((entry[0], entry[1]))
        return found

    def _former_names(self, parties: Sequence[int], found: dict[int, Hits]) -> None:
        formers = self._kinship.formers
        if not formers:
            return
        for party in parties:
            written = self.written[party]
            for entry, project in formers.get(written.name_key, ()):
                if self._may_be(entry, project, written.project_key):
                    found[party].names.add(entry)

    @cached_property
    def _towns(self) -> dict[int, set[str]]:
        """Give the towns in which ledgers that are not undone place each name and code."""
        found: dict[int, set[str]] = defaultdict(set)
        for party, town in self._connection.execute(
            "SELECT party, town FROM json_each(?) k CROSS JOIN party_town ON party = k.value"
            " JOIN import i ON i.id = import WHERE i.undone_by IS NULL",
            (self._numbers,),
        ):
            found[party].add(town)
        return found

    def _facts_of(self, entry: int) -> tuple[set[str], set[str]]:
        if entry not in self._facts:
            codes: set[str] = set()
            towns: set[str] = set()
            for _record, *known, town in self._connection.execute(_FACTS, (f"[{entry}]",)):
                codes.update(code for code in known if code)
                if town and town.endswith(_PLACES):
                    towns.add(town)
            self._facts[entry] = codes, towns
        return self._facts[entry]


# Stands for the entry that makes a name ambiguous; no entry has this number.
_NOBODY = 0
