"""What the receipt says of how a file was read: notes of the reader as problems to show."""

from collections.abc import Iterable

from zcins.i18n import _
from zcins.intake.faults import problem_message
from zcins.intake.grid import Note
from zcins.intake.reader import Problem
from zcins.intake.table import LeftOut


def noted(notes: Iterable[Note], sheets: Iterable[str]) -> list[Problem]:
    """Give the notes on the whole file and on the sheets that were read, as problems."""
    known = {"", *sheets}
    return [_problem(note) for note in notes if note.sheet in known]


def other_table(left: LeftOut) -> Problem:
    """Give a table that was not read, being of another kind than its file, as a problem."""
    code = "other_table"
    row = left.header_row
    message = problem_message(code)
    kind = left.kind.value if left.kind else None
    return Problem(left.sheet, row, None, None, "warning", kind, code, message)


def _problem(note: Note) -> Problem:
    message = problem_message(note.problem)
    if note.count > 1:
        message = _("{what}: {count}").format(what=message, count=note.count)
    return Problem(note.sheet, None, None, None, "note", None, note.problem, message)
