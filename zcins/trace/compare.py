"""What has changed in a report since it was sent, and which events did it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from zcins.money import yuan
from zcins.trace.coverage import standing_of
from zcins.trace.rows import Part, Row, evidence
from zcins.trace.touched import Subject, Touched
from zcins.trace.walk import Value, Walk


@dataclass(frozen=True, slots=True)
class Moved:
    """A part of a figure that came (`old` is None), went (`new` is None) or changed.

    Amounts are as in a trace. `events` did it; where no event touched its records, those are
    named that changed the scheme, else all that touched any record; a scheme that changed after
    the last event has none.
    """

    subject: Subject
    name: str
    old: int | None
    new: int | None
    events: tuple[int, ...]

    @property
    def what(self) -> str:
        """Give came, went or changed."""
        if self.old is None:
            return "came"
        return "went" if self.new is None else "changed"


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure that differs; what only one of the reports counts is 0 in the other."""

    key: str
    old: Value
    new: Value
    parts: tuple[Moved, ...] = ()
    events: tuple[int, ...] = ()

    @property
    def difference(self) -> Value:
        """Give new less old, where both are numbers; money in yuan as text."""
        if isinstance(self.old, str) and isinstance(self.new, str):
            return f"{Decimal(self.new) - Decimal(self.old):.2f}"
        if isinstance(self.old, int | float) and isinstance(self.new, int | float):
            return round(self.new - self.old, 4)
        return None

    def document(self) -> dict[str, Any]:
        """Give it as JSON."""
        is_money = isinstance(self.old or self.new, str)
        return {
            "key": self.key,
            "old": self.old,
            "new": self.new,
            "difference": self.difference,
            "events": list(self.events),
            "parts": [
                {
                    "subject": ":".join(map(str, one.subject)),
                    "name": one.name,
                    "what": one.what,
                    "old": yuan(one.old) if is_money else one.old,
                    "new": yuan(one.new) if is_money else one.new,
                    "events": list(one.events),
                }
                for one in self.parts
            ],
        }


@dataclass(frozen=True)
class Comparison:
    """Two states of knowledge about the same report: what differs, and the events between."""

    old: Walk
    new: Walk
    differences: list[Difference] = field(default_factory=list)
    events: list[dict[str, Any]] = field(default_factory=list)

    @property
    def new_scheme(self) -> bool:
        """Tell whether the two go by different schemes."""
        return self.old.ground.scheme != self.new.ground.scheme


def compare(old: Walk, new: Walk) -> Comparison:
    """Hold a report as it was known against what is known of it now (`new` knows more)."""
    events = _events(new, old.ground.view.event)
    work = _Compared(old, new, [one["event"] for one in events if one["kind"] == "scheme"])
    found = [work.difference(key) for key in work.keys]
    moved = {event for one in found for event in one.events}
    return Comparison(old, new, found, [one for one in events if one["event"] in moved])


def _events(new: Walk, after: int) -> list[dict[str, Any]]:
    names = ("event", "at", "who", "kind", "what")
    sql = "SELECT id, at, who, kind, what FROM event WHERE id > ? AND id <= ? ORDER BY id"
    view = new.ground.view
    return [dict(zip(names, row, strict=True)) for row in view.rows(sql, (after, view.event))]


class _Compared:
    """The work on one comparison; differences are kept, since shares rest on other figures'."""

    def __init__(self, old: Walk, new: Walk, schemes: list[int]) -> None:
        self._old, self._new = old, new
        self._touched = Touched(new.ground.view, old.ground.view.event, new.ground.view.event)
        self._schemes = schemes
        self._known: dict[str, Difference] = {}
        every = dict.fromkeys([*old.figures, *new.figures])
        self._values = {key: (_of(old, new, key), _of(new, old, key)) for key in every}
        self.keys = [key for key, (before, after) in self._values.items() if before != after]
        self._differ = frozenset(self.keys)

    def difference(self, key: str) -> Difference:
        """Give what differs of a figure, and why."""
        if key not in self._known:
            self._known[key] = self._worked_out(key)
        return self._known[key]

    def _worked_out(self, key: str) -> Difference:
        sides = [
            walk.trace(key) if key in walk.figures else None for walk in (self._old, self._new)
        ]
        values = self._values[key]
        behind = [one for side in sides if side for one in side.keys]
        if behind:
            others = [self.difference(one) for one in dict.fromkeys(behind) if one in self._differ]
            return Difference(key, *values, events=_union(one.events for one in others))
        before, after = (_by_subject(side.parts if side else ()) for side in sides)
        parts = tuple(self._moved(key, before, after))
        events = _union(part.events for part in parts)
        return Difference(key, *values, parts, events or self._otherwise(set()))

    def _moved(
        self, key: str, before: dict[Subject, Part], after: dict[Subject, Part]
    ) -> Iterator[Moved]:
        for subject in dict.fromkeys([*before, *after]):
            one, other = before.get(subject), after.get(subject)
            if one and other and one.amount == other.amount:
                continue
            rows = [row for part in (one, other) if part for row in part.rows]
            events = self._otherwise(self._why(key, subject, rows))
            name = (other or one or before[subject]).name
            amounts = (one.amount if one else None, other.amount if other else None)
            yield Moved(subject, name, *amounts, events)

    def _why(self, key: str, subject: Subject, rows: Iterable[Row]) -> set[int]:
        """Give the events that touched a part's records, or those of its enterprise's state."""
        found = set(self._touched.by(subject))
        for row in dict.fromkeys([*rows, *self._state(key, subject, rows)]):
            found |= self._touched.by(_subject(row))
        return found

    def _state(self, key: str, subject: Subject, rows: Iterable[Row]) -> Iterator[Row]:
        firms = {int(row.id) for row in rows if row.record == "enterprise"}
        firms |= {int(subject[1])} if subject[0] == "enterprise" else set()
        for walk in (self._old, self._new):
            for number in firms:
                if standing := standing_of(walk.ground, key, number):
                    yield from evidence(walk.ground.view, standing)

    def _otherwise(self, found: set[int]) -> tuple[int, ...]:
        same_scheme = self._old.ground.scheme == self._new.ground.scheme
        return tuple(sorted(found or self._schemes or (self._touched.all if same_scheme else ())))


def _of(walk: Walk, other: Walk, key: str) -> Value:
    """Give a figure; where a report has no such line, nothing is what it came to."""
    if key in walk.figures:
        return walk.figures[key]
    value = other.figures[key]
    if isinstance(value, str):
        return "0.00"
    return 0 if isinstance(value, int) else None


def _by_subject(parts: Iterable[Part]) -> dict[Subject, Part]:
    """Give the parts by their subject; those of one subject are added up."""
    found: dict[Subject, Part] = {}
    for part in parts:
        if before := found.get(part.subject):
            rows = (*before.rows, *part.rows)
            part = replace(part, amount=before.amount + part.amount, rows=rows)  # noqa: PLW2901
        found[part.subject] = part
    return found


def _subject(row: Row) -> Subject:
    """Give the record of a row as the events know it."""
    if row.record in {"subsidy_line", "payment"}:
        return "batch", int(str(row.id).partition(":")[0])
    return ("finding" if row.record in {"waiver", "answer"} else row.record), row.id


def _union(found: Iterable[tuple[int, ...]]) -> tuple[int, ...]:
    return tuple(sorted({event for events in found for event in events}))
