"""Decisions that were made in a workbook of `zcins match list -o`, row by row."""

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from zcins.commands._deciding import add_new, decide, entry_name, party_of
from zcins.commands._waiting import columns, decision_column
from zcins.errors import InputRefusedError
from zcins.i18n import LANGUAGES, _, in_language, language, ngettext

if TYPE_CHECKING:
    from zcins.office import Asked, Office

_WORDS = {
    "accept": {"是", "对", "√", "✓", "1", "y", "yes", "accept"},
    "reject": {"否", "不是", "×", "x", "0", "n", "no", "reject"},
    "new": {"新", "新增", "new"},
}


@dataclass(frozen=True, slots=True)
class Line:
    """A row in which something was decided."""

    row: int
    party: int
    enterprise: int | None
    verdict: str


def take_file(office: "Office", path: Path, reason: str | None) -> None:
    """Make all decisions of a workbook, each an event; nothing is done where one is at fault."""
    asked = office.ask()
    lines = _lines(path)
    _check(asked, path, lines)
    for line in lines:
        party = party_of(asked, line.party)
        if line.verdict == "new":
            add_new(office, asked, party, None, None, reason)
        else:
            decide(office, party, line.enterprise, line.verdict, reason)
    text = ngettext("{n} decision made.", "{n} decisions made.", len(lines))
    print(text.format(n=len(lines)))


def _lines(path: Path) -> list[Line]:
    from zcins.intake.workbook import read_workbook

    if not path.is_file():
        raise InputRefusedError(_("{file}: there is no such file.").format(file=path))
    sheet = read_workbook(path.name, path).sheets[0]
    titles: dict[str, int] = {}
    found = []
    for number, cells in enumerate(sheet.rows, start=1):
        if not titles:
            titles = _titles(path, cells)
        elif line := _line(path, number, _named(titles, cells)):
            found.append(line)
    return found


def _titles(path: Path, cells: list[Any]) -> dict[str, int]:
    wanted: dict[str, str] = {}
    # The list may have been written while the screen spoke another language.
    for code in (*LANGUAGES, language()):
        with in_language(code):
            wanted |= {one.title: one.key for one in [*columns(), decision_column()]}
    found = {wanted[str(cell)]: at for at, cell in enumerate(cells) if str(cell) in wanted}
    if missing := {"id", "name", "enterprise", "decision"} - found.keys():
        shown = {key: title for title, key in wanted.items()}
        titles = [shown[key] for key in shown if key in missing]
        raise InputRefusedError(
            _("{file}: row 1 has no column {titles}.").format(file=path, titles=", ".join(titles)),
            _("Write the list again with `zcins match list -o FILE.xlsx` and decide in that file."),
        )
    return found


def _named(titles: dict[str, int], cells: list[Any]) -> dict[str, Any]:
    """Give the cells of a row by their column; a row may end early."""
    return {key: cells[at] if at < len(cells) else None for key, at in titles.items()}


def _line(path: Path, number: int, cells: dict[str, Any]) -> Line | None:
    written = str(cells["decision"] or "").strip().lower().removesuffix(".0")
    if not written:
        return None
    verdict = next((name for name, words in _WORDS.items() if written in words), None)
    if verdict is None or not isinstance(cells["id"], (int, float, str)):
        raise InputRefusedError(
            _("{file}, row {row}: {text} is no decision.").format(
                file=path, row=number, text=written
            ),
            _("Write yes, no or new, or leave it empty."),
        )
    entry = cells["enterprise"]
    number_of = int(float(entry)) if entry not in {None, ""} and verdict != "new" else None
    return Line(number, int(float(cells["id"])), number_of, verdict)


def _check(asked: "Asked", path: Path, lines: list[Line]) -> None:
    """Refuse a file that decides one row in two ways, or accepts no entry."""
    final: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        party_of(asked, line.party)
        if line.enterprise is not None:
            entry_name(asked, line.enterprise)
        if line.verdict == "accept" and line.enterprise is None:
            raise InputRefusedError(
                _("{file}, row {row}: there is no candidate to accept.").format(
                    file=path, row=line.row
                )
            )
        if line.verdict != "reject":
            final[line.party].append(line)
    for several in final.values():
        if len(several) > 1:
            rows = ", ".join(str(line.row) for line in several)
            raise InputRefusedError(
                _("{file}, rows {rows}: one name is decided in several ways.").format(
                    file=path, rows=rows
                ),
                _("Accept one candidate, or write new in one row only."),
            )
