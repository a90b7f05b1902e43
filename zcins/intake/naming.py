"""What the texts of a header name: each column's field and unit, and how surely."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from zcins.intake.cells import Value
from zcins.intake.columns import Match, Vocabulary, split_unit
from zcins.records import Kind

# A column whose cells contradict its name this much leaves its field to another one.
CONTRADICTED = 0.3
LATER = 1_000
# How surely a column is what its name says: the whole of it, or its last parts without the group.
SURENESS = (1.0, 0.85, 0.75)
# A line that names the unit of the whole table stands above its header, over no column.
UNIT_LINE = re.compile(r"单位\s*[:：]")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its place from zero, its header on one line, what it maps to.

    `unit` is how many yuan a figure of the column counts; `unit_from` says who says so: told,
    header, group, line, or assumed; `written` is the unit without what a person told. `sure` is
    how surely the name means the field, up to 1.
    """

    index: int
    header: str
    field: str | None
    unit: int
    unit_from: str = "assumed"
    sure: float = 1.0
    written: int = 1


@dataclass(frozen=True, slots=True)
class Named:
    """A header text that was recognised; `unit_from` is as in Column."""

    match: Match
    unit_from: str
    sure: float


def is_blank(row: Sequence[Value]) -> bool:
    """Say whether a row holds nothing but blanks."""
    return all(cell is None or (isinstance(cell, str) and not cell.strip()) for cell in row)


def one_line(cell: Value) -> str:
    """Give a cell's text with its line breaks and blanks folded, "" for an empty one."""
    return "" if cell is None else " ".join(str(cell).split())


def column_of(
    index: int, path: list[str], field: str | None, found: Named | None, words: Vocabulary
) -> Column:
    """Give a column of a header; a unit that a person told wins over all that is written."""
    header = " ".join(path)
    if found is None:
        return Column(index, header, field, 1)
    written = found.match.unit or 1
    if told := words.told.units.get(field or ""):
        return Column(index, header, field, told, "told", found.sure, written)
    return Column(index, header, field, written, found.unit_from, found.sure, written)


def paths_of(rows: list[list[str]]) -> list[list[str]]:
    """Give for each column its header's texts from the top down, none twice in a row."""
    paths: list[list[str]] = [[] for _column in rows[0]]
    for row, below in zip(rows, [*rows[1:], None], strict=True):
        group = ""
        for index, text in enumerate(row):
            under = below[index] if below else ""
            # A group's name stands in its first cell only; its other cells have a text below.
            label = text or (group if under else "")
            group = label if under and under != label else ""
            if label and paths[index][-1:] != [label]:
                paths[index].append(label)
    return paths


def name_of(path: list[str], kind: Kind, words: Vocabulary) -> Named | None:
    """Recognise a header from its full path, else from ever less of it, down to its last text."""
    whole = " ".join(path)
    if words.leaves_out(whole):
        return None
    if (match := words.recognise(whole, kind)) and match.rank < 0:
        return _with_unit(match, path, 0)
    path = [text for text in path[:-1] if not UNIT_LINE.search(text)] + path[-1:]
    for first in range(len(path)):
        if match := words.recognise(" ".join(path[first:]), kind):
            return _with_unit(match, path, first)
    return None


def _with_unit(match: Match, path: list[str], dropped: int) -> Named:
    """Let the unit that a group's name gives count for its columns that give none."""
    if match.unit:
        return Named(match, "header", SURENESS[dropped])
    groups = [unit for text in reversed(path[:-1]) if (unit := split_unit(text)[1])]
    if groups:
        return Named(replace(match, unit=groups[0]), "group", SURENESS[dropped])
    return Named(match, "assumed", SURENESS[dropped])


def assign(
    found: Mapping[int, Named], agreed: Mapping[int, float | None], kind: Kind, words: Vocabulary
) -> dict[int, str]:
    """Give each field to the one column whose name fits it best, if its cells do not deny it."""

    def place(index: int) -> tuple[int, int]:
        agreement = agreed[index]
        denied = agreement is not None and agreement < CONTRADICTED
        return found[index].match.rank + (LATER if denied else 0), index

    best: dict[str, int] = {}
    for index in sorted(found, key=place):
        best.setdefault(found[index].match.field, index)
    fields = words.fields(kind)
    # A code that stands for another belongs to the name that does: they change places together.
    if "enterprise_name" not in best:
        stand_ins = {name: field.stands_for for name, field in fields.items() if field.stands_for}
        for name, place_of in stand_ins.items():
            if name in best and place_of not in best:
                best[place_of] = best.pop(name)
    return {index: field for field, index in best.items()}
