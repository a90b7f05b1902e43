"""Header text to field: the names that ledgers give their columns (data/headers.toml)."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from zcins.records import Kind
from zcins.resources import data_dir

# What a person says comes before every name.
TOLD = -1
# A name this like a known one is a slip, a renaming or a near relation of it.
LOOKS_LIKE = 75.0
SHORTEST_TELLING_NAME = 3
UNITS = {"元": 1, "千元": 1_000, "万元": 10_000, "万": 10_000, "百万元": 1_000_000, "亿元": 10**8}
UNIT_NAMES = {unit: word for word, unit in UNITS.items() if word.endswith("元")}
_UNIT = r"(?:百万|千|万|亿)?元|万"
_NOTE = re.compile(
    rf"[(\[【〔{{]\s*(?:(?:金额)?单位\s*:?\s*)?(?:人民币)?\s*(?:(?P<unit>{_UNIT})(?:人民币)?|人|名|个|%|‰"
    r"|公章|盖章|签章|全称|必填项?|选填|可选|含税|年[/月.-]*日?|YYYY.*?DD|格式.*?)\s*[)\]】〕}]",
    re.IGNORECASE,
)
_UNIT_WORDS = re.compile(
    rf"[/_,]?\s*(?:金额)?单位\s*:?\s*(?P<unit>{_UNIT})|[/_]\s*(?P<bare>{_UNIT})$"
)
_UNIT_AT_END = re.compile(rf"(?P<name>.+?)(?P<unit>{_UNIT})$")
_NOISE = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a kind of ledger: what its cells hold, and whether a row needs it.

    `title` is the name that most ledgers give its column.
    """

    name: str
    title: str
    type: str
    key: bool = False
    stands_for: str | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """A recognised header; `unit` is how many yuan a figure counts, None where it says not.

    `rank` orders the names of one field: of two columns the lower rank is the better.
    """

    field: str
    unit: int | None
    rank: int


@dataclass(frozen=True, slots=True)
class Told:
    """What a person has said of a ledger's columns.

    `fields` gives folded headers their field, "" leaves the column out; `units` gives fields the
    yuan that a figure counts; a table with the signatures `headers` is one as it stands.
    """

    fields: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, int] = field(default_factory=dict)
    headers: frozenset[str] = frozenset()


@lru_cache(maxsize=8192)
def split_unit(header: str) -> tuple[str, int | None]:
    """Give a header folded to letters, digits and Chinese, and the unit its notes name."""
    text = unicodedata.normalize("NFKC", header).upper()
    unit = None
    for pattern in (_NOTE, _UNIT_WORDS):
        for found in pattern.finditer(text):
            word = next((word for word in found.groups() if word), None)
            unit = UNITS[word] if word else unit
        text = pattern.sub("", text)
    return _NOISE.sub("", text), unit


def fold(header: str) -> str:
    """Give a header as it is compared: no width, case, blanks, punctuation, unit notes."""
    return split_unit(header)[0]


def signature(header: str) -> str:
    """Give a header as layouts are compared: folded, with the unit that it names."""
    name, unit = split_unit(header)
    return f"{name}/{unit}" if unit else name


class Vocabulary:
    """What headers.toml knows: the fields of each kind, their names, the words of choices."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._kinds: Mapping[str, Any] = data["kinds"]
        self._ignored = frozenset(fold(name) for name in data["ignored"])
        self._fields = {kind: _fields(data[kind]) for kind in Kind}
        self._names = {kind: _names(data[kind]) for kind in Kind}
        self._all_names = frozenset().union(*self._names.values())
        self._choices = {
            name: {fold(word): code for code, words in codes.items() for word in words}
            for name, codes in data["values"].items()
        }
        self.told = Told()

    def with_told(self, told: Told) -> "Vocabulary":
        """Give the same vocabulary with what a person has said; that wins over all names."""
        other = copy(self)
        other.told = told
        return other

    def fields(self, kind: Kind) -> dict[str, Field]:
        """Give the fields of a kind by name."""
        return self._fields[kind]

    def needs(self, kind: Kind) -> list[list[str]]:
        """Give the lists of fields of each of which a table of this kind has at least one."""
        needs: list[list[str]] = self._kinds[kind]["needs"]
        return needs

    def decisive(self, kind: Kind) -> frozenset[str]:
        """Give the fields that no other kind of ledger has."""
        return frozenset(self._kinds[kind]["decisive"])

    def is_titled(self, title: str, kind: Kind) -> bool:
        """Tell whether a title, or the name of a sheet or file, says what this kind is called."""
        return any(word in title for word in self._kinds[kind]["titles"])

    def is_needless(self, name: str, kind: Kind) -> bool:
        """Tell whether a ledger may come without a column that its forerunners had."""
        return name in self._kinds[kind]["needless"]

    def is_known(self, header: str) -> bool:
        """Tell whether any kind of ledger has a column of this name."""
        name = fold(header)
        ending = _UNIT_AT_END.fullmatch(name)
        return not self._all_names.isdisjoint((name, ending["name"] if ending else name)) or (
            name in self.told.fields
        )

    def leaves_out(self, header: str) -> bool:
        """Tell whether a person said that this column is none of the ledger's."""
        return self.told.fields.get(fold(header)) == ""

    def recognise(self, header: str, kind: Kind) -> Match | None:
        """Give the field that a header names exactly, and its unit; None where it names none."""
        name, unit = split_unit(header)
        said = self.told.fields.get(name)
        if said in self._fields[kind]:
            return Match(said, unit, TOLD)
        known = self._names[kind]
        if name in known:
            found, rank = known[name]
            return Match(found, unit, rank)
        ending = _UNIT_AT_END.fullmatch(name)
        if ending and ending["name"] in known:
            found, rank = known[ending["name"]]
            return Match(found, UNITS[ending["unit"]], rank)
        return None

    def nearest(self, header: str, kind: Kind) -> tuple[str, str] | None:
        """Give the closest known name and its field for a header that looks needed, else None."""
        from rapidfuzz import fuzz, process  # noqa: PLC0415 - heavy

        name = fold(header)
        if not name or name in self._ignored:
            return None
        known = self._names[kind]
        inside = [each for each in known if len(each) >= SHORTEST_TELLING_NAME and each in name]
        if inside:
            closest = max(inside, key=len)
            return closest, known[closest][0]
        found = process.extractOne(name, list(known), scorer=fuzz.ratio, score_cutoff=LOOKS_LIKE)
        return (found[0], known[found[0]][0]) if found else None

    def choice(self, name: str, text: str) -> str | None:
        """Give the code of a word in a choice field, None for a word that is not known."""
        return self._choices[name].get(fold(text))


def _fields(table: Mapping[str, Any]) -> dict[str, Field]:
    return {
        name: Field(
            *(name, entry["names"][0], entry["type"]),
            entry.get("key", False),
            entry.get("stands_for"),
        )
        for name, entry in table.items()
    }


def _names(table: Mapping[str, Any]) -> dict[str, tuple[str, int]]:
    """Give the folded names of a kind with their field and rank; the first field keeps a name."""
    known: dict[str, tuple[str, int]] = {}
    for field_name, entry in table.items():
        for rank, name in enumerate(entry["names"]):
            known.setdefault(fold(name), (field_name, rank))
    return known


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """Give the vocabulary of data/headers.toml, read once."""
    with (data_dir() / "headers.toml").open("rb") as file:
        return Vocabulary(tomllib.load(file))
