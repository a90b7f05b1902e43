"""Departments' answers to findings: the workbook that went out, coming back."""

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from zcins.errors import InputRefusedError
from zcins.i18n import _
from zcins.intake.cells import Value
from zcins.intake.workbook import Sheet, read_workbook
from zcins.store.acts import ANSWER_ID, ANSWER_TEXT, ANSWER_VERDICT, VERDICTS, Answer

_CODES = {word: code for code, name in VERDICTS.items() for word in (code, name)}


def read_answers(path: Path) -> list[Answer]:
    """Give the rows that are answered; those left empty are no answer.

    Raises InputRefusedError, naming sheet and row, where the file is no such workbook, or a
    verdict is none of the two, or an objection says nothing.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputRefusedError(
            _("{file} cannot be read: {reason}.").format(file=path, reason=error.strerror)
        ) from error
    digest = hashlib.sha256(content).hexdigest()
    found: list[Answer] = []
    headers = 0
    for sheet in read_workbook(path.name, content).sheets:
        header = _header(sheet)
        if header is not None:
            headers += 1
            found += _answers(path.name, digest, sheet, *header)
    if not headers:
        raise InputRefusedError(
            _("{file}: no sheet has the columns {columns}.").format(
                file=path.name, columns=f"{ANSWER_ID}, {ANSWER_VERDICT}, {ANSWER_TEXT}"
            ),
            _("Send back the workbook as `zcins audit --by department` wrote it."),
        )
    return found


def _header(sheet: Sheet) -> tuple[int, tuple[int, int, int]] | None:
    wanted = (ANSWER_ID, ANSWER_VERDICT, ANSWER_TEXT)
    for at, row in enumerate(sheet.rows):
        texts = [str(cell).strip() for cell in row]
        if all(name in texts for name in wanted):
            first, second, third = (texts.index(name) for name in wanted)
            return at, (first, second, third)
    return None


def _answers(
    file: str, digest: str, sheet: Sheet, header: int, places: tuple[int, int, int]
) -> Iterator[Answer]:
    for number, row in enumerate(sheet.rows, start=1):
        if number <= header + 1:
            continue
        ident, verdict, text = (_text(row, place) for place in places)
        if not ident or not (verdict or text):
            continue
        where = _("{file}, sheet {sheet}, row {row}").format(
            file=file, sheet=sheet.name, row=number
        )
        if verdict not in _CODES:
            raise InputRefusedError(
                _("{where}: {verdict} is no answer.").format(where=where, verdict=verdict or "-"),
                _("Write {words}.").format(words=" / ".join(VERDICTS.values())),
            )
        if _CODES[verdict] == "objection" and not text:
            raise InputRefusedError(
                _("{where}: the objection says nothing.").format(where=where),
                _("Write the reason into the column {column}.").format(column=ANSWER_TEXT),
            )
        yield Answer(ident, _CODES[verdict], text, file, digest, sheet.name, number)


def _text(row: Sequence[Value], place: int) -> str:
    cell = row[place] if place < len(row) else None
    return "" if cell is None else str(cell).strip()
