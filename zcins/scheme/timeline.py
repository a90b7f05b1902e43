"""The entries by table and day: which one holds when, in the order of the files."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import TypeVar

from zcins.scheme.checks import Placed, last_days
from zcins.scheme.entries import Entry, Sector
from zcins.scheme.tables import TABLES

E = TypeVar("E", bound=Entry)


class Timeline:
    """All entries of a scheme, asked by day; answers are kept, as days and ids repeat."""

    def __init__(self, placed: Iterable[Placed]) -> None:
        rows = sorted(placed, key=lambda one: (one.entry.id, one.start))
        self._tables: dict[str, list[Entry]] = {table: [] for table in TABLES}
        self._places: dict[tuple[str, str], int] = {}
        self._files: dict[tuple[str, str, date], str] = {}
        for one in rows:
            key = (one.entry.table, one.entry.id)
            self._tables[one.entry.table].append(one.entry)
            self._places[key] = min(one.number, self._places.get(key, one.number))
            self._files[*key, one.start] = one.file
        self._periods = {table: last_days(entries) for table, entries in self._tables.items()}
        self.on = lru_cache(maxsize=4096)(self._on)
        self.at = lru_cache(maxsize=8192)(self._at)

    def history(self, table: str) -> list[Entry]:
        """Give all entries of a table, sorted by id and first day."""
        return list(self._tables[table])

    def last_days(self, table: str) -> list[tuple[Entry, date]]:
        """Give the entries with the last day on which each holds, `date.max` without an end."""
        return self._periods[table]

    def latest(self, model: type[E]) -> dict[str, E]:
        """Give the last entry of each id of a table, whatever the day."""
        return {e.id: e for e in self._tables[model.table] if isinstance(e, model)}

    def order(self, table: str, ident: str | None) -> tuple[int, str]:
        """Give the key by which ids sort as the scheme lists them; unknown ones come last."""
        entry = self.at(table, ident, date.max)
        if entry is None:
            return len(self._files), ident or "\uffff"
        place = entry.order if isinstance(entry, Sector) else self._places[table, entry.id]
        return place, entry.id

    def file_of(self, entry: Entry) -> str:
        """Give the file in which an entry stands: `data/…` or `office/…`."""
        return self._files[entry.table, entry.id, entry.from_]

    def _on(self, table: str, day: date) -> dict[str, Entry]:
        """Give the entry of each id that is in force on a day."""
        return {e.id: e for e, last in self._periods[table] if e.from_ <= day <= last}

    def _at(self, table: str, ident: str | None, day: date) -> Entry | None:
        """Give the last entry of an id that began by a day, else its first; it may have ended."""
        rows = [entry for entry in self._tables[table] if entry.id == ident]
        begun = [entry for entry in rows if entry.from_ <= day]
        return begun[-1] if begun else next(iter(rows), None)
