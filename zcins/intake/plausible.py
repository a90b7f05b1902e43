"""Whether a table's amounts can be in the unit that its columns say: yuan or ten thousand yuan."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from statistics import median
from typing import Any

from zcins.errors import InputRefusedError
from zcins.i18n import N_, _
from zcins.intake.columns import UNIT_NAMES, Vocabulary
from zcins.intake.reader import TableReader
from zcins.intake.table import Column, Table
from zcins.money import yuan
from zcins.records import Kind
from zcins.scheme import Scheme

SAMPLED = 500
FEN = 100
TEN_THOUSAND = 10_000
LIMITS = ("limit_per_person", "limit_per_accident", "aggregate_limit")
NOT_ENDORSED = {None, "new"}
_WHAT = {
    "per_head": N_("a median premium of {amount} yuan a head"),
    "premium": N_("a median premium of {amount} yuan a policy"),
    "limit": N_("a median limit of {amount} yuan"),
}


@dataclass(frozen=True, slots=True)
class Question:
    """A column whose amounts contradict its unit; `likely` is the unit that they look like."""

    sheet: str
    field: str
    header: str
    unit: int
    unit_from: str
    likely: int | None
    what: str

    def message(self) -> str:
        """Give the question in one sentence."""
        written = self.unit_from in {"header", "group", "line"}
        said = _("the sheet says {unit}") if written else _("no unit is given, so {unit} is taken")
        looks = _("the figures look like {unit}") if self.likely else _("the figures look wrong")
        return _("{sheet}: {header}: {looks}, {said}, which makes {what}").format(
            sheet=self.sheet,
            header=self.header,
            looks=looks.format(unit=UNIT_NAMES.get(self.likely or 0)),
            said=said.format(unit=UNIT_NAMES[self.unit]),
            what=self.what,
        )

    def hint(self) -> str:
        """Give the answers to choose from."""
        other = self.likely or (1 if self.unit != 1 else TEN_THOUSAND)
        return _("Say --unit {field}={one} or --unit {field}={other}.").format(
            field=self.field, one=UNIT_NAMES[other], other=UNIT_NAMES[self.unit]
        )


@dataclass(frozen=True, slots=True)
class Bounds:
    """What amounts can be at all, in yuan; None where the scheme sets nothing."""

    least: Decimal | None
    most: Decimal | None

    def hold(self, amount: Decimal) -> bool:
        """Tell whether an amount lies within."""
        return not (
            (self.least is not None and amount < self.least)
            or (self.most is not None and amount > self.most)
        )


def questions(
    tables: Sequence[Table], words: Vocabulary, scheme: Scheme, day: date
) -> list[Question]:
    """Give what is to be asked about the amounts of policy tables: medians of their first rows.

    Columns whose unit a person told are not asked about. The bounds are the scheme's thresholds
    plausible_….
    """
    return [
        question
        for table in tables
        if table.kind is Kind.POLICIES
        for question in _Sample(table, words).questions(scheme, day)
    ]


def held(asked: Sequence[Question], file: str) -> InputRefusedError | None:
    """Give the refusal of a file about which there are questions; None without any."""
    if not asked:
        return None
    text = "; ".join(question.message() for question in asked)
    hints = dict.fromkeys(question.hint() for question in asked)
    return InputRefusedError(
        _("{file} is held: {questions}.").format(file=file, questions=text), " ".join(hints)
    )


class _Sample:
    """The first records of a table that are plain policies: no endorsements, no projects."""

    def __init__(self, table: Table, words: Vocabulary) -> None:
        reader = TableReader(table, words)
        self._table, self._columns = table, reader.columns
        chunk = reader.sample(SAMPLED)
        self._values = chunk.values
        self._rows = [at for at in range(len(chunk.rows)) if self._is_plain(at)]

    def _get(self, name: str, at: int) -> Any:
        return self._values[name][at] if name in self._values else None

    def _is_plain(self, at: int) -> bool:
        return (
            self._get("endorsement_kind", at) in NOT_ENDORSED
            and self._get("endorsement_no", at) is None
            and self._get("project_name", at) is None
            and self._get("contract_cost", at) is None
        )

    def questions(self, scheme: Scheme, day: date) -> Iterator[Question]:
        """Give what is to be asked about premiums and limits."""

        def bounds(name: str) -> Bounds:
            found = [scheme.threshold(f"plausible_{name}_{end}", day) for end in ("least", "most")]
            return Bounds(*(each.number if each else None for each in found))

        heads = bounds("premium_per_head")
        for name in ("premium", "premium_received"):
            if per_head := self._per_head(name):
                yield from self._ask(name, per_head, heads, "per_head")
            else:  # a policy covers at least one person
                amounts = self._amounts(name)
                yield from self._ask(name, amounts, Bounds(heads.least, None), "premium")
        for name in LIMITS:
            limit = bounds("limit" if name == LIMITS[0] else "aggregate_limit")
            yield from self._ask(name, self._amounts(name), limit, "limit")

    def _amounts(self, name: str) -> list[Decimal]:
        values = (self._get(name, at) for at in self._rows)
        return [Decimal(value) / FEN for value in values if value and value > 0]

    def _per_head(self, name: str) -> list[Decimal]:
        pairs = ((self._get(name, at), self._get("insured_headcount", at)) for at in self._rows)
        return [
            Decimal(amount) / FEN / heads
            for amount, heads in pairs
            if amount and amount > 0 and heads and heads > 0
        ]

    def _ask(
        self, name: str, amounts: list[Decimal], bounds: Bounds, what: str
    ) -> Iterator[Question]:
        column = self._columns.get(name)
        if column is None or column.unit_from == "told" or not amounts:
            return
        middle = median(amounts)
        if not bounds.hold(middle):
            said = _(_WHAT[what]).format(amount=yuan(round(middle * FEN)))
            likely = _likely(column, middle, bounds)
            yield Question(
                self._table.sheet, name, column.header, column.unit, column.unit_from, likely, said
            )


def _likely(column: Column, middle: Decimal, bounds: Bounds) -> int | None:
    """Give the other of yuan and ten thousand yuan where the amounts are plausible in it."""
    other = 1 if column.unit != 1 else TEN_THOUSAND
    return other if bounds.hold(middle / column.unit * other) else None
