"""The scheme as a whole: what law and office have set, asked by day."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Self

from zcins.errors import SchemeBrokenError
from zcins.i18n import _
from zcins.scheme.entries import (
    Department,
    Entry,
    Insurer,
    InsurerWords,
    Obligation,
    Pilot,
    Sector,
    Threshold,
    Town,
)
from zcins.scheme.insurer_names import InsurerNames
from zcins.scheme.load import Loaded, checked_again, read_files, read_stored
from zcins.scheme.names import fold, index, parts, without_district, without_owner, without_tail
from zcins.scheme.scopes import Scope, first_accepted, keys_of, scopes
from zcins.scheme.timeline import Timeline

_STRICTNESS = {"compulsory": 0, "full_rollout": 1, "encouraged": 2}
_REQUIRED = frozenset({"compulsory", "full_rollout"})


class Scheme:
    """The scheme in one state; two schemes of the same text are equal."""

    def __init__(self, loaded: Loaded) -> None:
        if loaded.faults:
            lines = "\n".join(fault.line() for fault in loaded.faults)
            raise SchemeBrokenError(
                _("The scheme is broken:\n{faults}").format(faults=lines),
                _("Correct the files named and try `zcins scheme check`."),
            )
        self._loaded = loaded
        self.text = loaded.text()
        self.digest = hashlib.sha256(self.text.encode()).hexdigest()
        self._timeline = Timeline(loaded.placed)
        self._names = {table: self._index(table) for table in ("sector", "town", "department")}
        self._sectors = self._timeline.latest(Sector)
        self._towns = self._timeline.latest(Town)
        self._short_names = {e.id: e.name for e in self._timeline.latest(Insurer).values()}
        self._members = {fold(m): town.id for town in self._towns.values() for m in town.members}
        self._insurers = self._insurer_names()
        self._scopes = lru_cache(maxsize=4096)(self._find_scopes)
        self._product = lru_cache(maxsize=8192)(self._find_product)
        self._sectors_of = lru_cache(maxsize=8192)(self._find_sectors)

    @classmethod
    def load(cls, office_dir: Path | None = None) -> Self:
        """Read the shipped scheme and the office's over it; `office_dir` is `<home>/scheme`.

        Raises SchemeBrokenError with all faults, one a line.
        """
        return cls(read_files(office_dir))

    @classmethod
    def from_text(cls, text: str) -> Self:
        """Read the scheme from its stored form, `Scheme.text`."""
        return cls(read_stored(text))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Scheme) and self.text == other.text

    def __hash__(self) -> int:
        return hash(self.digest)

    def history(self, table: str) -> list[Entry]:
        """Give all entries of a table, sorted by id and first day."""
        return self._timeline.history(table)

    def in_force(self, table: str, day: date) -> dict[str, Entry]:
        """Give the entry of each id that is in force on a day."""
        return dict(self._timeline.on(table, day))

    def holds(self, entry: Entry, day: date) -> bool:
        """Tell whether an entry is in force on a day."""
        return self._timeline.on(entry.table, day).get(entry.id) == entry

    def order(self, table: str, ident: str | None) -> tuple[int, str]:
        """Give the key by which ids sort as the scheme lists them; unknown ones come last."""
        return self._timeline.order(table, ident)

    def file_of(self, entry: Entry) -> str:
        """Give the file in which an entry stands: `data/…` or `office/…`."""
        return self._timeline.file_of(entry)

    def sector_code(self, text: str) -> str | None:
        """Give the code of a sector named by its code, name or another name; None if unknown."""
        key = fold(text)
        names = self._names["sector"]
        return names.get(key) or names.get(without_tail(key))

    def sectors_of(self, text: str | None) -> list[str]:
        """Give the codes of the known sectors in a cell, in its order: 危险化学品、交通运输."""
        return list(self._sectors_of(text or ""))

    def sector_name(self, code: str) -> str:
        """Give a sector's Chinese name; an unknown code comes back as it is."""
        return self._sectors[code].name if code in self._sectors else code

    def main_sector(
        self,
        sectors: Sequence[str],
        town: str | None,
        day: date,
        *,
        uscc: str | None = None,
        name: str | None = None,
        included_on: date | None = None,
    ) -> str | None:
        """Give the one sector that counts: the strictest obligation, then the scheme's order.

        A sector that excludes another one of them is not considered. Obligations narrowed to
        listed enterprises only count where the code or name is given.
        """
        known = {code: entry for code in sectors if (entry := self._sector_at(code, day))}
        kept = [code for code, entry in known.items() if known.keys().isdisjoint(entry.excludes)]
        if len(kept) == 1:
            return kept[0]

        def rank(code: str) -> tuple[int, int, str]:
            found = self.obligation(code, town, day, uscc=uscc, name=name, included_on=included_on)
            strictness = _STRICTNESS[found.level] if found else len(_STRICTNESS)
            return strictness, known[code].order, code

        return min(kept or known, key=rank, default=None)

    def obligation(
        self,
        sector: str | None,
        town: str | None,
        day: date,
        *,
        uscc: str | None = None,
        name: str | None = None,
        included_on: date | None = None,
    ) -> Obligation | None:
        """Give the obligation in force for a case; `town` is the scheme's id.

        In a partial roll-out an enterprise with a later `included_on` is not yet obliged: None.
        """
        for scope in self._scopes(day).get(sector, ()):
            if scope.covers(town, uscc, name):
                partial = scope.obligation.rollout == "partial"
                waits = partial and included_on is not None and included_on > day
                return None if waits else scope.obligation
        return None

    def requires(
        self,
        sector: str | None,
        town: str | None,
        day: date,
        *,
        uscc: str | None = None,
        name: str | None = None,
        included_on: date | None = None,
    ) -> bool:
        """Tell whether a case must be insured on a day: compulsory, or in full roll-out."""
        found = self.obligation(sector, town, day, uscc=uscc, name=name, included_on=included_on)
        return found is not None and found.level in _REQUIRED

    def town(
        self, text: str | None, *, uscc: str | None = None, name: str | None = None
    ) -> Town | None:
        """Give the reporting unit: the one that lists the enterprise, else the one named.

        Province, city and district before the name, and the suffix of the office, do not matter.
        """
        ident = next(
            (self._members[key] for key in keys_of(uscc, name) if key in self._members), None
        )
        if ident is None and text:
            key = fold(text)
            names = self._names["town"]
            ident = names.get(key) or names.get(without_district(key))
        return self._towns[ident] if ident else None

    def department(self, text: str | None) -> str | None:
        """Give the id of a department named by its id or any of its names of any date."""
        key = fold(text or "")
        names = self._names["department"]
        return names.get(key) or names.get(without_owner(key))

    def department_name(self, ident: str | None, day: date) -> str | None:
        """Give a department's name on a day; an unknown text comes back as it is."""
        entry = self._timeline.at("department", self.department(ident), day)
        return entry.name if isinstance(entry, Department) else ident

    def department_of_sector(self, code: str | None) -> str | None:
        """Give the id of the department in charge of a sector, where the scheme names one."""
        return self._sectors[code].department if code in self._sectors else None

    def insurer(self, text: str | None) -> str | None:
        """Give the code of the insurer that a text names, with or without a branch."""
        return self._insurers.code(text) if text else None

    def insurer_in(self, text: str) -> str | None:
        """Give the code of the one insurer that a title or file name mentions, else None."""
        return self._insurers.mentioned(text)

    def insurer_name(self, code: str) -> str:
        """Give an insurer's short name; an unknown code comes back as it is."""
        return self._short_names.get(code, code)

    def insurer_admitted(self, code: str, day: date) -> bool:
        """Tell whether an insurer is admitted to the pilot on a day."""
        insurer = self._timeline.on("insurer", day).get(code)
        return isinstance(insurer, Insurer) and insurer.admitted

    def product_accepted(self, text: str | None, day: date) -> bool:
        """Tell whether a product counts: not stated counts, stated but unknown does not.

        Of several known words in it the first decides: 安责险附加意外伤害 is 安责险.
        """
        key = fold(text or "")
        return self._product(key, day) if key else True

    def threshold(self, ident: str, day: date) -> Threshold | None:
        """Give the threshold in force on a day; None where no value is in force."""
        entry = self._timeline.on("threshold", day).get(ident)
        return entry if isinstance(entry, Threshold) and entry.value is not None else None

    def pilot(self) -> Pilot:
        """Give the pilot's first and last day."""
        return list(self._timeline.latest(Pilot).values())[-1]

    def last_required_day(self, day: date | None = None) -> date | None:
        """Give the last day, of those up to `day` if it is given, on which anything is required.

        None where there is none, or no end to it.
        """
        ends = [
            min(last, day or last)
            for entry, last in self._timeline.last_days("obligation")
            if isinstance(entry, Obligation) and entry.level in _REQUIRED
            if day is None or entry.from_ <= day
        ]
        last = max(ends, default=date.max)
        return None if last == date.max else last

    def periods(self, table: str) -> list[tuple[Entry, date]]:
        """Give a table's entries with the last day on which each holds, `date.max` without one."""
        return self._timeline.last_days(table)

    def with_entries(self, entries: Iterable[Entry]) -> Self:
        """Give a scheme in which these entries stand for those of the same id and first day.

        It is for a calculation: its text is not that of any files, and cannot be read again.
        """
        changed = {(e.table, e.id, e.from_): e for e in entries}
        placed = [
            replace(one, entry=changed.get((one.entry.table, one.entry.id, one.start), one.entry))
            for one in self._loaded.placed
        ]
        texts = {**self._loaded.texts, "changed": repr(list(changed.values()))}
        return type(self)(Loaded(texts, placed, checked_again(placed)))

    def _index(self, table: str) -> dict[str, str]:
        names = [
            (entry.id, name) for entry in self._timeline.history(table) for name in entry.names()
        ]
        ids, _claimed = index(names)
        if table == "department":
            ids = {without_owner(key): ident for key, ident in ids.items()} | ids
        return ids

    def _insurer_names(self) -> InsurerNames:
        words = {e.id: e.words for e in self._timeline.latest(InsurerWords).values()}
        insurers = [e for e in self._timeline.history("insurer") if isinstance(e, Insurer)]
        return InsurerNames(insurers, words.get("branch", []), words.get("ledger", []))

    def _sector_at(self, code: str, day: date) -> Sector | None:
        entry = self._timeline.at("sector", code, day)
        return entry if isinstance(entry, Sector) else None

    def _find_scopes(self, day: date) -> dict[str | None, list[Scope]]:
        return scopes(self._timeline.on("obligation", day).values())

    def _find_sectors(self, text: str) -> tuple[str, ...]:
        found: list[str | None] = []
        for part in parts(text):
            whole = self.sector_code(part)
            found += [whole] if whole else [self.sector_code(word) for word in part.split()]
        return tuple(dict.fromkeys(code for code in found if code))

    def _find_product(self, key: str, day: date) -> bool:
        return first_accepted(self._timeline.on("product", day).values(), key)
