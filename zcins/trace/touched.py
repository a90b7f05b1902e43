"""Which events, between two states of knowledge, touched which records."""

from collections import defaultdict
from collections.abc import Iterator

from zcins.store import View

Subject = tuple[str, int | str]

_RECORDS = ("enterprise", "policy", "endorsement", "claim", "prevention", "accident")
# Table → the record that its rows are about, by which column; rows hold from `event` to `ended_by`.
_HELD = (
    *((f"{record}_version", record, "record") for record in _RECORDS),
    ("link", "party", "party"),
    ("link", "enterprise", "enterprise"),
    ("decision", "party", "party"),
    ("settlement", "quarantine", "quarantine"),
    ("waiver", "finding", "finding"),
    ("answer", "finding", "finding"),
    ("seen", "finding", "finding"),
    ("complaint", "complaint", "id"),
    ("hand_policy", "hand_policy", "id"),
    ("hand_policy", "enterprise", "enterprise"),
    ("pilot_done", "step", "step"),
    ("subsidy_payment", "batch", "batch"),
)
# The same for rows that come with one event and stay: its column stands last.
_SINGLE = (
    ("quarantine", "quarantine", "id", "import"),
    ("letter", "letter", "number", "event"),
    ("meeting", "meeting", "id", "id"),
    ("subsidy_batch", "batch", "id", "id"),
    ("subsidy_batch", "batch", "id", "ended_by"),
    ("subsidy_approval", "batch", "batch", "event"),
    ("import", "import", "id", "id"),
    ("import", "import", "id", "undone_by"),
)
# A name and code as written gets or loses its enterprise: its records change hands with it.
_WHOSE = ("policy", "claim", "prevention")


class Touched:
    """The events after `old` up to `new` by the records that they brought, changed or ended."""

    def __init__(self, view: View, old: int, new: int) -> None:
        self._events: dict[Subject, set[int]] = defaultdict(set)
        for sql, record in _queries():
            for key, event in view.rows(sql, (old, new)):
                self._events[record, key].add(event)

    def by(self, subject: Subject) -> set[int]:
        """Give the events that touched a record."""
        return self._events.get(subject, set())

    @property
    def all(self) -> set[int]:
        """Give the events that touched any record."""
        return set().union(*self._events.values())


def _queries() -> Iterator[tuple[str, str]]:
    """Give statements of pairs (record, event) between two events, each with the record's kind."""
    for table, record, column in _HELD:
        for event in ("event", "ended_by"):
            yield _pairs(f'"{table}" t', f"t.{column}", f"t.{event}"), record
    for table, record, column, event in _SINGLE:
        yield _pairs(f'"{table}" t', f"t.{column}", f't."{event}"'), record
    undone = "quarantine t JOIN import i ON i.id = t.import"
    yield _pairs(undone, "t.id", "i.undone_by"), "quarantine"
    for record in _WHOSE:
        for table in ("link", "decision"):
            for event in ("event", "ended_by"):
                tables = f"{table} t JOIN {record}_version v ON v.party = t.party"
                yield _pairs(tables, "v.record", f"t.{event}"), record


def _pairs(tables: str, key: str, event: str) -> str:
    return f"SELECT DISTINCT {key}, {event} FROM {tables} WHERE {event} > ?1 AND {event} <= ?2"  # noqa: S608
