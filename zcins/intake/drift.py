"""How a ledger's columns differ from those that its insurer's last ledger of the kind had."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from zcins.errors import InputRefusedError
from zcins.i18n import _
from zcins.intake.columns import Vocabulary, fold, signature
from zcins.intake.faults import problem_message
from zcins.intake.layouts import ALIKE, Layout, key_of
from zcins.intake.reader import Problem
from zcins.intake.table import Table
from zcins.store.places import column_letters

LEAST_LIKE = 30.0
# Either of these says what the others do.
STANDS_FOR = {
    "inception": "cover_period",
    "expiry": "cover_period",
    "cover_period": "inception",
}


@dataclass(frozen=True, slots=True)
class Change:
    """A column of the last ledger that this one has not under its name.

    `now` is the header that its field stands under, `nearest` the header most like the old one.
    """

    table: Table
    header: str
    field: str
    now: str | None
    nearest: str | None
    needless: bool

    @property
    def is_gone(self) -> bool:
        """Tell whether nothing stands in its place that should."""
        return self.now is None and not self.needless

    def problem(self) -> Problem:
        """Give it as the receipt tells it."""
        code = "renamed_column" if self.now else "missing_column_before"
        sentence = problem_message(code)
        text = _("{what}: {old}").format(what=sentence, old=self.header)
        index = next((one.index for one in self.table.columns if one.header == self.now), None)
        row = self.table.header_row
        cell = None if index is None else f"{column_letters(index)}{row}"
        return Problem(self.table.sheet, row, cell, self.field, "warning", self.now, code, text)


def changes(
    tables: Sequence[Table], insurer: str | None, layouts: Sequence[Layout], words: Vocabulary
) -> list[Change]:
    """Compare tables with the last remembered layout of the insurer that each is like.

    A table whose headers are those of a remembered layout has not changed; nor has a first one.
    """
    own = [one for one in layouts if (one.insurer, one.kind) == (insurer, tables[0].kind)]
    keys = {key_of(insurer, table.kind, table.names) for table in tables}
    known = {layout.key for layout in own}
    found: list[Change] = []
    for table in tables:
        if key_of(insurer, table.kind, table.names) in known:
            continue
        before = next((one for one in own if one.key not in keys and _is_alike(one, table)), None)
        found += _changes(table, before, words) if before else []
    return found


def _is_alike(layout: Layout, table: Table) -> bool:
    return len(layout.names & table.names) >= ALIKE * len(layout.names)


def _changes(table: Table, before: Layout, words: Vocabulary) -> Iterator[Change]:
    now = {one.field: one.header for one in table.columns if one.field}
    for column in before.columns:
        field, header = column["field"], column["header"]
        if field is None or signature(header) in table.names:
            continue
        stands = now.get(field) or now.get(STANDS_FOR.get(field, ""))
        needless = words.is_needless(field, table.kind)
        yield Change(table, header, field, stands, _nearest(header, table), needless)


def _nearest(header: str, table: Table) -> str | None:
    """Give the unmapped header that is most like one that is gone."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - heavy

    free = {one.header: fold(one.header) for one in table.columns if one.field is None}
    found = process.extractOne(fold(header), free, scorer=fuzz.ratio, score_cutoff=LEAST_LIKE)
    return found[2] if found else None


def gone(found: Sequence[Change], file: str) -> InputRefusedError | None:
    """Give the refusal of a file whose columns are gone, with the nearest names there are."""
    lost = [change for change in found if change.is_gone]
    if not lost:
        return None
    texts = [
        _("{header} ({field}); the nearest is {near}").format(
            header=change.header, field=change.field, near=change.nearest
        )
        if change.nearest
        else _("{header} ({field})").format(header=change.header, field=change.field)
        for change in lost
    ]
    maps = " ".join(f'--map "{one.nearest}={one.field}"' for one in lost if one.nearest)
    hint = (
        _("If it is the same column say {maps}; else --accept-layout takes the file as it is.")
        if maps
        else _("Ask the insurer; --accept-layout takes the file as it is.")
    )
    return InputRefusedError(
        _("{file}, {sheet}: columns of this insurer's last ledger are gone: {columns}.").format(
            file=file, sheet=lost[0].table.sheet, columns="; ".join(texts)
        ),
        hint.format(maps=maps),
    )
