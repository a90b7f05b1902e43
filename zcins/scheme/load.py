"""Reads the scheme files, checks every entry and lays the office's over those that ship."""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from zcins.i18n import _
from zcins.resources import data_dir
from zcins.scheme import faults
from zcins.scheme.checks import Placed, check
from zcins.scheme.entries import Entry
from zcins.scheme.faults import Fault
from zcins.scheme.places import line_of
from zcins.scheme.tables import FILES, TABLES


@dataclass
class Loaded:
    """What the files hold: their texts by key (`data/…`, `office/…`), entries and faults."""

    texts: dict[str, str]
    placed: list[Placed] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def text(self) -> str:
        """Give the canonical stored form: one JSON object of the files' texts, keys sorted."""
        return json.dumps(self.texts, ensure_ascii=False, sort_keys=True)


def read_files(office_dir: Path | None = None) -> Loaded:
    """Read `data/scheme` and then the office's scheme folder (missing or empty is fine).

    Faults name the files by their paths.
    """
    texts: dict[str, str] = {}
    paths: dict[str, str] = {}
    unread: list[Fault] = []
    for origin, folder in (("data", data_dir() / "scheme"), ("office", office_dir)):
        for path in _files_of(folder):
            key = f"{origin}/{path.name}"
            paths[key] = str(path)
            try:
                texts[key] = path.read_text(encoding="utf-8-sig")
            except (OSError, UnicodeDecodeError) as error:
                unread.append(_unreadable(key, error))
    loaded = read_texts(texts)
    loaded.faults = [
        replace(fault, file=paths.get(fault.file, fault.file)) for fault in unread + loaded.faults
    ]
    return loaded


def read_stored(text: str) -> Loaded:
    """Read the scheme from its stored form (`Loaded.text`)."""
    return read_texts(json.loads(text))


def read_texts(texts: Mapping[str, str]) -> Loaded:
    """Read the scheme from the texts of its files, `data/…` first, then `office/…`."""
    loaded = Loaded(dict(texts))
    known: dict[str, set[str]] = {table: set() for table in TABLES}
    entries: dict[tuple[str, str, date], Placed] = {}
    for file in sorted(texts):
        for placed in _read_file(file, texts[file], known, loaded.faults):
            key = (placed.entry.table, placed.entry.id, placed.start)
            number = entries[key].number if key in entries else len(entries)
            entries[key] = replace(placed, number=number)
    loaded.placed = [entries[key] for key in sorted(entries)]
    loaded.faults += check(loaded.placed, known)
    return loaded


def checked_again(placed: list[Placed]) -> list[Fault]:
    """Give the faults between entries, some of which were replaced after reading."""
    known: dict[str, set[str]] = {table: set() for table in TABLES}
    for one in placed:
        known[one.entry.table].add(one.entry.id)
    return check(placed, known)


def _files_of(folder: Path | None) -> list[Path]:
    if folder is None or not folder.is_dir():
        return []
    return sorted(path for path in folder.glob("*.toml") if not path.name.startswith((".", "~")))


def _unreadable(file: str, error: OSError | UnicodeDecodeError) -> Fault:
    if isinstance(error, UnicodeDecodeError):
        return Fault(file, "", _("is not UTF-8"), _("save it again with the encoding UTF-8"))
    return Fault(file, "", _("cannot be read: {detail}").format(detail=error.strerror))


def _read_file(
    file: str, text: str, known: dict[str, set[str]], found: list[Fault]
) -> list[Placed]:
    name = file.rpartition("/")[2]
    if name not in FILES:
        hint = faults.nearest(name, FILES)
        found.append(Fault(file, "", _("is not a file of the scheme"), hint))
        return []
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found.append(faults.not_toml(file, str(error)))
        return []
    tables = {table for table, model in TABLES.items() if model.file == name}
    placed: list[Placed] = []
    for table, items in content.items():
        if fault := _table_fault(file, table, items, tables):
            found.append(fault)
        else:
            placed += _read_table(_Table(file, text, TABLES[table]), items, known[table], found)
    return placed


def _table_fault(file: str, table: str, items: object, tables: set[str]) -> Fault | None:
    if table not in tables:
        hint = faults.nearest(table, tables)
        if table in TABLES:
            hint = _("it belongs in {file}").format(file=TABLES[table].file)
        return Fault(file, f"[[{table}]]", _("is not a table of this file"), hint)
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        return Fault(
            file,
            f"[[{table}]]",
            _("is not a list of entries"),
            _("write [[{table}]] above each entry, with two brackets").format(table=table),
        )
    return None


@dataclass(frozen=True, slots=True)
class _Table:
    """One table of a file, with the file's text."""

    file: str
    text: str
    model: type[Entry]

    def line(self, number: int, key: str = "") -> int | None:
        return line_of(self.text, self.model.table, number, key)


def _read_table(
    table: _Table, items: list[dict[str, Any]], known: set[str], found: list[Fault]
) -> list[Placed]:
    placed: dict[tuple[str, object], Placed] = {}
    for number, item in enumerate(items, start=1):
        label = _label(table.model.table, number, item)
        if isinstance(item.get("id"), str):
            known.add(item["id"])
        try:
            entry = table.model.model_validate(item)
        except ValidationError as error:
            for key, fault in faults.of_entry(table.file, label, table.model, error):
                found.append(replace(fault, at=table.line(number, key)))
            continue
        line = table.line(number)
        if (entry.id, entry.from_) in placed:
            hint = _("give it another id or from, or delete one of the two")
            found.append(Fault(table.file, label, _("stands twice in this file"), hint, line))
        placed[entry.id, entry.from_] = Placed(table.file, entry, line=line)
    return list(placed.values())


def _label(table: str, number: int, item: Mapping[str, Any]) -> str:
    ident = item.get("id")
    if not isinstance(ident, str):
        return _("[[{table}]] number {number}").format(table=table, number=number)
    start = item.get("from")
    return f"{table} {ident} {start}" if start else f"{table} {ident}"
