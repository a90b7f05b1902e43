"""Departments' answers to findings: the workbook that went out, coming back."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from zcins.errors import InputRefusedError
from zcins.i18n import _
from zcins.intake.cells import Value
from zcins.intake.grid import Sheet, Workbook
from zcins.store.acts import ANSWER_ID, ANSWER_TEXT, ANSWER_VERDICT, VERDICTS, Answer

ANSWERS = "answers"
FIELDS = {ANSWER_ID: "finding", ANSWER_VERDICT: "verdict", ANSWER_TEXT: "text"}
HEADER_WITHIN = 20
_CODES = {word: code for code, name in VERDICTS.items() for word in (code, name)}


@dataclass(frozen=True, slots=True)
class AnswerSheet:
    """A sheet of a workbook for a department; `header` and `places` count from zero."""

    sheet: Sheet
    header: int
    places: tuple[int, ...]

    @property
    def height(self) -> int:
        """Give the number of rows from the first to the last that hold something."""
        full = [at for at, row in enumerate(self.sheet.rows) if any(map(_said, row))]
        return full[-1] - full[0] + 1


def answer_sheets(workbook: Workbook) -> list[AnswerSheet]:
    """Give the sheets with the columns for answers; none where the file is a ledger."""
    return [found for sheet in workbook.sheets if (found := _answer_sheet(sheet))]


def no_answers(file: str) -> InputRefusedError:
    """Give the fault of a file that is no workbook for a department."""
    return InputRefusedError(
        _("{file}: no sheet has the columns {columns}.").format(
            file=file, columns=", ".join(FIELDS)
        ),
        _("Send back the workbook as `zcins audit --by department` wrote it."),
    )


def only_answers(file: str) -> InputRefusedError:
    """Give the fault of such a workbook where a ledger is asked for."""
    return InputRefusedError(
        _("{file}: this is a department's workbook with answers, not a ledger.").format(file=file),
        _("There is nothing to recognise in it: import it as it is."),
    )


def _answer_sheet(sheet: Sheet) -> AnswerSheet | None:
    for at, row in enumerate(sheet.rows[:HEADER_WITHIN]):
        texts = [_said(cell) for cell in row]
        if all(name in texts for name in FIELDS):
            return AnswerSheet(sheet, at, tuple(texts.index(name) for name in FIELDS))
    return None


def read_answers(file: str, sha256: str, sheets: Sequence[AnswerSheet]) -> list[Answer]:
    """Give the rows that are answered; those left empty are no answer.

    Raises InputRefusedError, naming sheet and row, where a verdict is none of the two, an
    objection says nothing, or a finding is answered in two ways.
    """
    answers: list[Answer] = []
    said: dict[str, tuple[str, str]] = {}
    for sheet in sheets:
        for one in _answers(file, sha256, sheet):
            if said.setdefault(one.finding, (one.verdict, one.text)) != (one.verdict, one.text):
                raise InputRefusedError(
                    _("{where}: {id} is answered in two ways.").format(
                        where=_where(one), id=one.finding
                    ),
                    _("Leave one of the rows empty."),
                )
            answers.append(one)
    return answers


def _answers(file: str, sha256: str, sheet: AnswerSheet) -> Iterator[Answer]:
    for number, row in enumerate(sheet.sheet.rows, start=1):
        if number <= sheet.header + 1:
            continue
        ident, verdict, text = (_text(row, place) for place in sheet.places)
        if ident and (verdict or text):
            code = _CODES.get(verdict, "")
            one = Answer(ident, code, text, file, sha256, sheet.sheet.name, number)
            _check(one, verdict)
            yield one


def _check(one: Answer, verdict: str) -> None:
    where = _where(one)
    if not one.verdict:
        raise InputRefusedError(
            _("{where}: {verdict} is no answer.").format(where=where, verdict=verdict or "-"),
            _("Write {words}.").format(words=" / ".join(VERDICTS.values())),
        )
    if one.verdict == "objection" and not one.text:
        raise InputRefusedError(
            _("{where}: the objection says nothing.").format(where=where),
            _("Write the reason into the column {column}.").format(column=ANSWER_TEXT),
        )


def _where(one: Answer) -> str:
    return _("{file}, sheet {sheet}, row {row}").format(file=one.file, sheet=one.sheet, row=one.row)


def _text(row: Sequence[Value], place: int) -> str:
    return _said(row[place]) if place < len(row) else ""


def _said(cell: Value) -> str:
    return "" if cell is None else str(cell).strip()
