"""What must hold between the entries: known references, one entry a case, one owner a name."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations, groupby, pairwise

from zcins.i18n import _
from zcins.scheme import faults
from zcins.scheme.coefficients import faulty_figures
from zcins.scheme.entries import Entry
from zcins.scheme.faults import Fault
from zcins.scheme.names import index
from zcins.scheme.rates import Factor


@dataclass(frozen=True, slots=True)
class Placed:
    """An entry, the file and line that it stands in, and its place in the order of reading."""

    file: str
    entry: Entry
    number: int = 0
    line: int | None = None

    @property
    def start(self) -> date:
        """Give the first day on which the entry holds."""
        return self.entry.from_

    def label(self) -> str:
        """Give the entry's name in a message: its table, id and first day."""
        return f"{self.entry.table} {self.entry.id} {self.entry.from_}"

    def fault(self, message: str, hint: str | None = None) -> Fault:
        """Give a fault of this entry."""
        return Fault(self.file, self.label(), message, hint, self.line)


def check(placed: list[Placed], known: Mapping[str, set[str]]) -> list[Fault]:
    """Give the faults between entries, sorted by table, id and day; `known` are all ids read."""
    tables = [list(group) for _table, group in groupby(placed, key=lambda p: p.entry.table)]
    found = [fault for one in placed for fault in _unknown_references(one, known)]
    for table in tables:
        found += _clashes(table)
        found += _claimed_names(table)
        found += _times(table)
    found += _faulty_figures(placed)
    if not known["pilot"]:
        hint = _("it gives the pilot's first and last day")
        found.append(Fault("data/pilot.toml", "[[pilot]]", _("is missing"), hint))
    return found


def last_days(entries: Iterable[Entry]) -> list[tuple[Entry, date]]:
    """Give each entry of one table, sorted by id and day, with the last day on which it holds.

    That is its `until`, or the day before its id's next entry; `date.max` where it has no end.
    """
    ordered = [*entries]
    result = []
    for entry, following in pairwise([*ordered, None]):
        assert entry is not None  # noqa: S101 - narrows the type
        last = entry.until or date.max
        if following is not None and following.id == entry.id:
            last = min(last, following.from_ - timedelta(days=1))
        result.append((entry, last))
    return result


def _unknown_references(placed: Placed, known: Mapping[str, set[str]]) -> Iterator[Fault]:
    for key, table in placed.entry.references.items():
        value = getattr(placed.entry, key)
        for ident in value if isinstance(value, list) else [value]:
            if ident is not None and ident not in known[table]:
                message = _('{key}: the scheme has no {table} "{ident}"')
                yield placed.fault(
                    message.format(key=key, table=table, ident=ident),
                    faults.nearest(ident, known[table]),
                )


def _clashes(table: list[Placed]) -> Iterator[Fault]:
    ends = last_days(placed.entry for placed in table)
    periods = [(placed, last) for placed, (_entry, last) in zip(table, ends, strict=True)]
    for (one, one_last), (two, two_last) in combinations(periods, 2):
        start, last = max(one.start, two.start), min(one_last, two_last)
        if one.entry.id != two.entry.id and start <= last and one.entry.clashes(two.entry):
            first, second = sorted((one, two), key=_reading)
            message = _("applies to the same case as {other} on {day}")
            yield second.fault(
                message.format(other=first.label(), day=start),
                _("end one of them with until, or narrow it"),
            )


def _claimed_names(table: list[Placed]) -> Iterator[Fault]:
    read = sorted(table, key=_reading)
    _ids, claimed = index((p.entry.id, name) for p in read for name in p.entry.names())
    for name, (first, second) in claimed.items():
        owner = next(p for p in reversed(read) if p.entry.id == second)
        yield owner.fault(
            _('"{name}" names {first} as well').format(name=name, first=first),
            _("take the name out of one of the two"),
        )


def _times(table: list[Placed]) -> Iterator[Fault]:
    """Find gaps and overlaps between the entries of an id in one file.

    An office's entry may end or follow one that ships at any day: that is its purpose.
    """
    for one, two in pairwise(table):
        until = one.entry.until
        if until is None or one.file != two.file or one.entry.id != two.entry.id:
            continue
        if until >= two.start:
            message = _("begins before {other} has ended on {until}")
            hint = _("let that until be the day before, or leave it out")
        elif until + timedelta(days=1) < two.start and two.entry.gap is None:
            message = _("nothing holds between {other}, which ends on {until}, and this entry")
            hint = _('close the gap, or say why it is there: gap = "…"')
        else:
            continue
        yield two.fault(message.format(other=one.label(), until=until), hint)


def _faulty_figures(placed: list[Placed]) -> Iterator[Fault]:
    tariffs = [one.entry for one in placed if one.entry.table == "tariff"]
    for one in placed:
        if isinstance(one.entry, Factor):
            yield from (one.fault(message) for message in faulty_figures(one.entry, tariffs))


def _reading(placed: Placed) -> int:
    """Order by reading: of two entries at odds, the one read later is told of the fault."""
    return placed.number
