"""A ledger that has been read: what it is, whose it is, which month it reports."""

import calendar
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from zcins.errors import InputRefusedError, UsageFaultError
from zcins.i18n import _
from zcins.intake import correction
from zcins.intake.beside import tables_beside
from zcins.intake.columns import Vocabulary, vocabulary
from zcins.intake.drift import Change, changes, gone
from zcins.intake.header import looks_like_header
from zcins.intake.inspect import describe
from zcins.intake.layouts import Taught, known_layouts, remember
from zcins.intake.period import find_month
from zcins.intake.plausible import held, questions
from zcins.intake.reader import TableReader
from zcins.intake.reading import noted, other_table
from zcins.intake.receipt import Receipt, describe_sheet
from zcins.intake.recognition import Recognised, recognise
from zcins.intake.table import HeaderBelowError, Table
from zcins.intake.taking import LINKED, Progress, Taking, unseen
from zcins.intake.workbook import Workbook
from zcins.records import Kind
from zcins.scheme import Scheme
from zcins.store import Store, Write
from zcins.store.write import ImportEntry


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the user says of a file instead of letting it be found.

    `maps` gives headers their field, "" leaves the column out; `units` gives fields 元 or 万元;
    `accept_layout` takes a file though columns of the last one are gone.
    """

    kind: Kind | None = None
    insurer: str | None = None
    sheets: tuple[str, ...] = ()
    header_row: int | None = None
    period: str | None = None
    dry_run: bool = False
    maps: tuple[tuple[str, str], ...] = ()
    units: tuple[tuple[str, str], ...] = ()
    accept_layout: bool = False


@dataclass(frozen=True, slots=True)
class File:
    """A file as it lies on the disk: name, hash, size in bytes."""

    name: str
    sha256: str
    size: int


class ContradictionError(Exception):
    """A file says some keys in two ways; its import is to be tried again without them."""

    def __init__(self, keys: frozenset[str]) -> None:
        super().__init__(len(keys))
        self.keys = keys


class Ledger:
    """A file whose tables were found, and whose they are."""

    def __init__(
        self,
        store: Store,
        scheme: Scheme,
        today: date,
        file: File,
        workbook: Workbook,
        wishes: Wishes,
    ) -> None:
        """Find the tables, the insurer and the period; `check` says whether they will do.

        Raises InputRefusedError where there is no table, UsageFaultError where the user names a
        column or field that is not there.
        """
        self.scheme, self.today, self.file = scheme, today, file
        self.words: Vocabulary = vocabulary()
        self.correction = correction.recognise(store, today, workbook, file.name)
        self._workbook = workbook
        self._wishes = self.correction.told(wishes) if self.correction else wishes
        self._layouts = known_layouts(store, today)
        self._below: dict[str, tuple[int, ...]] = {}
        self._find()

    def look_below(self, sheet: str, row: int) -> None:
        """Find the tables again, with the headers that may stand in a sheet from `row` on."""
        rows = next(each.rows for each in self._workbook.sheets if each.name == sheet)
        self._below[sheet] = tuple(
            index
            for index, cells in enumerate(rows)
            if index == row or (index > row and looks_like_header(cells, self.words))
        )
        self._find()

    def _find(self) -> None:
        workbook, wishes = self._workbook, self._wishes
        if self.correction:
            recognised = Recognised(self.correction.find(workbook, wishes), Taught())
        else:
            recognised = recognise(workbook, wishes, self._layouts, self._insurer_of, self._below)
        found = recognised.found
        self.tables = found.tables
        if not self.tables:
            raise InputRefusedError(
                _("{file}: no table header was recognised on any sheet.").format(
                    file=self.file.name
                ),
                _("Say where it is and what it holds: --sheet, --header-row and --kind."),
            )
        self.kind = self.tables[0].kind
        self.readers = [TableReader(table, self.words) for table in self.tables]
        self.insurer = self._insurer_of(self.tables)
        self.period, self.period_end = self._period(wishes)
        self.recognised = recognised
        self._changes: list[Change] = []
        if not self.correction:
            self._changes = changes(self.tables, self.insurer, self._layouts, self.words)

    @property
    def height(self) -> int | None:
        """Give how many rows its sheets have; None where that shows in reading them only."""
        named = {table.sheet for table in self.tables}
        sheets = [sheet for sheet in self._workbook.sheets if sheet.name in named]
        known = [sheet.height for sheet in sheets if sheet.height is not None]
        return sum(known) if len(known) == len(sheets) else None

    def check(self) -> None:
        """Raise InputRefusedError where the file must not be taken as it is recognised."""
        for refusal in self.refusals():
            raise refusal

    def refusals(self) -> Iterator[InputRefusedError]:
        """Give the reasons not to take the file, each a question that an option answers."""
        named_by_row = all("insurer" in reader.columns for reader in self.readers)
        if not self.insurer and not named_by_row and self.kind in LINKED:
            yield InputRefusedError(
                _("{file}: it does not say which insurer sent it.").format(file=self.file.name),
                _("Name it: --insurer picc (or another code, or the full name)."),
            )
        if self.correction:
            return
        for beside in tables_beside(self.tables, self._workbook, self.words):
            yield beside.refusal(self.file.name)
        # Who writes the register, or puts several insurers' rows together, has no one layout.
        bound = self.insurer is not None and not self._wishes.accept_layout
        if bound and (refusal := gone(self._changes, self.file.name)):
            yield refusal
        asked = questions(self.tables, self.words, self.scheme, self.today)
        if refusal := held(asked, self.file.name):
            yield refusal

    def _places(self, tables: Sequence[Table]) -> list[str]:
        """Give the texts that say whose a ledger is and what month it reports, best first."""
        titles = [table.title for table in tables]
        return [*titles, *(table.sheet for table in tables), self.file.name]

    def _insurer_of(self, tables: Sequence[Table]) -> str | None:
        """Give the insurer that tables are of; None where they do not say, or are of several."""
        if not tables or tables[0].kind not in LINKED:
            return None
        if named := self._wishes.insurer:
            return self._named_insurer(named)
        codes = (self.scheme.insurer_in(place) for place in self._places(tables))
        return next(filter(None, codes), None)

    def _named_insurer(self, named: str) -> str:
        """Give the code of an insurer that is named; one without keeps its Chinese name."""
        code = self.scheme.insurer(named)
        if code is None and named.isascii():  # a slip: no insurer is called so
            known = dict.fromkeys(entry.id for entry in self.scheme.history("insurer"))
            raise UsageFaultError(
                _("--insurer {code} is unknown.").format(code=named),
                _("Choose one of: {codes}; or write its Chinese name.").format(
                    codes=", ".join(known)
                ),
            )
        return code or named

    def _period(self, wishes: Wishes) -> tuple[str, date]:
        if wishes.period:
            return wishes.period, period_end(wishes.period)
        for place in self._places(self.tables):
            if month := find_month(place):
                return month, period_end(month)
        return self.today.isoformat(), self.today

    def take(
        self, write: Write, banned: frozenset[str] = frozenset(), progress: Progress = unseen
    ) -> Receipt:
        """Write the file's rows as this event; asserts that none and no fen is lost.

        Rows whose key is `banned` go to quarantine. Raises ContradictionError where more keys
        are said in two ways: the event must then be rolled back and tried with them banned.
        """
        write.add_import(self._entry())
        taking = Taking(self, write, banned, progress)
        if conflicts := taking.take():
            raise ContradictionError(banned | conflicts)
        if not self.correction:
            remember(write, self.tables, self.insurer, self.recognised.taught)
        return taking.finish()

    def receipt(self, event: int) -> Receipt:
        """Give an empty receipt for this file."""
        return Receipt(
            self.file.name,
            self.file.sha256,
            kind=self.kind.value,
            insurer=self.insurer,
            period=self.period,
            id=event,
            corrects=self.correction.import_id if self.correction else None,
            sheets=[describe_sheet(table) for table in self.tables],
            problems=[
                *noted(self._workbook.notes, (table.sheet for table in self.tables)),
                *(change.problem() for change in self._changes),
                *(other_table(each) for each in self.recognised.found.left_out if each.kind),
            ],
            left_out=[each.document() for each in self.recognised.found.left_out],
            remembered=self.recognised.remembered(),
        )

    def headers_below(self) -> Iterator[HeaderBelowError]:
        """Give what looks like a header far down a sheet, where nothing was looked for."""
        for table in self.tables:
            try:
                deque(table.records(), maxlen=0)
            except HeaderBelowError as error:
                yield error

    def document(self) -> dict[str, Any]:
        """Give what was recognised, column by column, and why it would be refused if it would."""
        found = self.recognised.found
        return {
            "file": self.file.name,
            "kind": self.kind.value,
            "insurer": self.insurer,
            "period": self.period,
            "corrects": self.correction.import_id if self.correction else None,
            "remembered": self.recognised.remembered(),
            "tables": describe(found, self.words),
            "left_out": [each.document() for each in found.left_out],
            "questions": [
                {"question": refusal.message, "answer": refusal.hint} for refusal in self.refusals()
            ],
        }

    def _entry(self) -> ImportEntry:
        return ImportEntry(
            self.file.name,
            self.file.sha256,
            self.file.size,
            self.kind.value,
            self.insurer,
            self.period,
            self.period_end.isoformat(),
            self.correction.import_id if self.correction else None,
        )


def period_end(text: str) -> date:
    """Give the last day of a month (2019-06) or year (2019), or the day itself (2019-06-30).

    Raises UsageFaultError where the text is none of these.
    """
    try:
        if len(text) == len("2019-06-30"):
            return date.fromisoformat(text)
        year, month = int(text[:4]), int(text[5:7] or 12)
        if text not in {f"{year:04}", f"{year:04}-{month:02}"}:
            raise ValueError(text)  # noqa: TRY301 - one message for all that is no period
        return date(year, month, calendar.monthrange(year, month)[1])
    except (ValueError, calendar.IllegalMonthError) as error:
        raise UsageFaultError(
            _("--period {text} is no period.").format(text=text),
            _("Write a month as 2019-06."),
        ) from error
