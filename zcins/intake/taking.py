"""Writing a ledger's rows into the store, piece by piece, and accounting for each of them."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

from zcins.i18n import _
from zcins.intake.built import Built, Context
from zcins.intake.outcome import given_fields, missing, only_complete_totals, quarantine_row
from zcins.intake.plain import FastLane
from zcins.intake.reader import Chunk, Problem, TableReader
from zcins.intake.receipt import (
    Receipt,
    check_conservation,
    compare_totals,
    layout,
    read_money,
)
from zcins.intake.rows import build
from zcins.intake.settling import Settling
from zcins.intake.values import problem_message
from zcins.records import Claim, Endorsement, Kind, Policy, Prevention, Record
from zcins.registry import Matcher, relink
from zcins.store import Batch, Counts, Incoming, View, Write
from zcins.store.places import column_letters

if TYPE_CHECKING:
    from zcins.intake.ledger import Ledger

LINKED = {Kind.POLICIES, Kind.CLAIMS, Kind.PREVENTION}
ROWS_AT_ONCE = 5_000
# Told the number of rows that are written, and of all rows where that is known.
Progress = Callable[[int, int | None], None]


def unseen(_rows: int, _of: int | None) -> None:
    """Be told of progress and do nothing."""


class Taking:
    """One try at writing a ledger; rows whose key is `banned` are held in quarantine."""

    def __init__(
        self, ledger: "Ledger", write: Write, banned: frozenset[str], progress: Progress
    ) -> None:
        self.ledger, self.write, self.banned = ledger, write, banned
        self._progress = progress
        self.receipt: Receipt = ledger.receipt(write.event)
        self.conflicts: set[str] = set()
        self._last_party = write.last_party()
        self._period = ledger.period_end.isoformat()
        self._rows_of: Counter[int | None] = Counter()
        self._ordinals: Counter[str] = Counter()
        self._settling = (
            Settling(ledger.correction, write, ledger.kind) if ledger.correction else None
        )
        self._context = Context(
            *(ledger.kind, ledger.insurer, ledger.period_end, ledger.scheme),
            *(write.parties, write.party_towns),
        )
        self._fast_lane = FastLane(self._context, banned)

    def take(self) -> set[str]:
        """Write all rows; gives the keys that were said in two ways, which is to be done again."""
        # The register is found by code, name and town: all its rows must be seen together.
        size = ROWS_AT_ONCE if self.ledger.kind is not Kind.REGISTER else 1 << 40
        money = self.receipt.money
        for reader in self.ledger.readers:
            before = {name: account.read for name, account in money.items()}
            for chunk in reader.chunks(size):
                read_money(money, reader, chunk)
                self._take(chunk)
                written = self.receipt.rows["accepted"] + self.receipt.rows["quarantined"]
                self._progress(written, self.ledger.height)
            self.receipt.rows["read"] += reader.table.read
            self.receipt.rows["skipped"] += reader.table.skipped
            self.receipt.problems += compare_totals(money, reader, before)
        self._fast_lane.forget()
        return self.conflicts

    def _take(self, chunk: Chunk) -> None:
        incoming: dict[str, list[Incoming]] = defaultdict(list)
        built_rows: list[Built] = []
        held: list[Built] = []
        batch, odd = self._split(chunk)
        for at in odd:
            built = self._built(chunk, at)
            row = built.incoming()
            if row is None or built.record is None:
                held.append(built)
            else:
                incoming[built.record.table].append(row)
            self._account(built, taken=row is not None)
            built_rows.append(built)
        if self._settling:
            self._settling.close(built_rows)
        for table, rows in incoming.items():
            self._merge(table, rows)
        if batch:
            self._merge_batch(batch)
        self._hold(held)

    def _split(self, chunk: Chunk) -> tuple[Batch | None, Sequence[int]]:
        if self.ledger.correction:
            return None, range(len(chunk.rows))
        return self._fast_lane.split(chunk)

    def _built(self, chunk: Chunk, at: int) -> Built:
        row = chunk.row(at)
        ordinals = self._ordinals
        if self._settling:
            ordinals = self._settling.ordinals(row.sheet, row.number)
        built = build(row, self._context, ordinals)
        if built.record is not None and built.key in self.banned:
            built.row.complain(None, built.conflict)
            built.record = None
        self.receipt.problems += built.row.problems
        return built

    def _hold(self, rows: list[Built]) -> None:
        """Put rows into quarantine, in the place of what earlier ledgers had brought of them."""
        settling = self._settling
        self.write.held.supersede(built.key for built in rows if built.key)
        self.write.held.keep(
            quarantine_row(
                built,
                self.ledger.insurer,
                settling.origin(built.row.sheet, built.row.number) if settling else None,
            )
            for built in rows
        )

    def _account(self, built: Built, *, taken: bool) -> None:
        """Enter a row and its money by what became of it."""
        self.receipt.rows["accepted" if taken else "quarantined"] += 1
        for name, account in self.receipt.money.items():
            amount = built.row.values.get(name) or 0
            if taken:
                account.accepted += amount
            else:
                account.quarantined += amount

    def _merge(self, table: str, rows: list[Incoming]) -> None:
        counts = self.write.merge(
            table, rows, self._period, given_fields(self.ledger.readers, table)
        )
        place = _PARTY_PLACE.get(table)
        parties = [] if place is None else [row.values[place] for row in rows]
        self._count(counts, [row.key for row in rows], parties)

    def _merge_batch(self, batch: Batch) -> None:
        """Take rows in that are plain, and account for them and their money as it is stored."""
        self.receipt.rows["accepted"] += len(batch.keys)
        for name, account in self.receipt.money.items():
            account.accepted += sum(batch.amounts(name))
        given = given_fields(self.ledger.readers, batch.table)
        counts = self.write.merge_batch(batch, self._period, given)
        self._count(counts, batch.keys, batch.columns["party"])

    def _count(self, counts: Counts, keys: Sequence[str], parties: Iterable[Any]) -> None:
        for name in ("new", "updated", "unchanged"):
            self.receipt.rows[name] += getattr(counts, name)
        self.conflicts |= counts.conflicts
        self._warn("duplicate_key", counts.repeated)
        self._warn("over_hand_entry", counts.over_hand)
        self._rows_of.update(parties)
        self.write.held.supersede(keys)

    def _warn(self, problem: str, rows: Sequence[Incoming]) -> None:
        text = problem_message(problem)
        self.receipt.problems += [
            Problem(row.sheet, row.row, None, None, "warning", None, problem, text) for row in rows
        ]

    def finish(self) -> Receipt:
        """Link what came in, complete the receipt, prove it, and keep it."""
        receipt, ledger = self.receipt, self.ledger
        only_complete_totals(receipt.money, ledger.readers)
        receipt.problems += [one for reader in ledger.readers for one in self._unknown(reader)]
        receipt.settled = self.write.held.settle_again()
        relink(self.write, newer_than=0 if ledger.kind is Kind.REGISTER else self._last_party)
        if ledger.kind in LINKED:
            receipt.links = self._links()
        if not ledger.correction:
            receipt.missing = missing(self.write, ledger.kind, ledger.insurer, ledger.period_end)
        check_conservation(receipt)
        layouts = [layout(table) for table in ledger.tables]
        self.write.set_receipt(receipt.document(), layouts)
        return receipt

    def _links(self) -> Counter[str]:
        """Count the accepted rows by how they are linked; those that wait by having candidates."""
        counted = Counter({"unmatched": self._rows_of[None]})
        waits: list[int] = []
        parties = (number for number in self._rows_of if number is not None)
        while some := list(islice(parties, ROWS_AT_ONCE)):
            how = self.write.links_of(some)
            for party, proof in how.items():
                counted[proof] += self._rows_of[party]
            waits += [party for party in some if party not in how]
        if waits:
            view = View(self.write.connection, self.ledger.today, self.write.event)
            floor = self.ledger.scheme.threshold("match_floor", self.ledger.today)
            waiting = [view.parties[number] for number in waits]
            found = Matcher(view, float(floor.number) if floor else 1.0).waiting_for(waiting)
            for one in waiting:
                kind = "to_review" if one.id in found else "unmatched"
                counted[kind] += self._rows_of[one.id]
        return counted

    def _unknown(self, reader: TableReader) -> list[Problem]:
        """Name the columns that look needed and are not recognised."""
        problems = []
        for column in reader.table.columns:
            near = (
                None
                if column.field
                else self.ledger.words.nearest(column.header, reader.table.kind)
            )
            if near is None or near[1] in reader.columns:
                continue
            message = _("{what}; the closest known name is {name} ({field})").format(
                what=problem_message("unrecognised_column"), name=near[0], field=near[1]
            )
            row = reader.table.header_row
            problems.append(
                Problem(
                    reader.table.sheet,
                    row,
                    f"{column_letters(column.index)}{row}",
                    near[1],
                    "warning",
                    column.header,
                    "unrecognised_column",
                    message,
                )
            )
        return problems


_WITH_PARTY: tuple[type[Record], ...] = (Policy, Endorsement, Claim, Prevention)
_PARTY_PLACE = {model.table: model.fields().index("party") for model in _WITH_PARTY}
