"""Taking a department's answers in: one event, or none where all of them are known."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from zcins.errors import InputRefusedError
from zcins.i18n import _
from zcins.intake.answers import ANSWERS, FIELDS, AnswerSheet, read_answers
from zcins.intake.ledger import File
from zcins.intake.receipt import Receipt, check_conservation
from zcins.scheme import Scheme
from zcins.store import SchemeState, Store, View
from zcins.store.acts import Answer, answer, answers, answers_of

# Gives those of some ids that no finding has, today or in any night.
Strangers = Callable[[View, Scheme, Iterable[str]], set[str]]


def no_findings(_view: View, _scheme: Scheme, wanted: Iterable[str]) -> set[str]:
    """Give all ids: where there are no findings, every one is a stranger."""
    return set(wanted)


@dataclass(slots=True)
class AnswersReceipt(Receipt):
    """The receipt of a department's workbook; `answers` are those that are new or have changed."""

    answers: list[Answer] = field(default_factory=list)

    def document(self) -> dict[str, Any]:
        """Give the receipt as the contract's JSON, with the answers."""
        told = [
            {"id": one.finding, "verdict": one.verdict, "text": one.text} for one in self.answers
        ]
        return {**Receipt.document(self), "answers": told}


@dataclass(frozen=True, slots=True)
class Answering:
    """The parts of an office that answers need."""

    store: Store
    scheme: Scheme
    today: date
    strangers: Strangers

    def weigh(self, file: File, sheets: Sequence[AnswerSheet]) -> AnswersReceipt:
        """Hold a workbook's answers against those that are known; changes nothing.

        The same bytes a second time, and answers that are all known, are in already. Raises
        InputRefusedError where none is given, one is faulty, or a finding is unknown.
        """
        told = read_answers(file.name, file.sha256, sheets)
        if not told:
            raise InputRefusedError(
                _("{file}: no finding is answered in it yet.").format(file=file.name),
                _("Have the department fill in the columns {columns}.").format(
                    columns="、".join(list(FIELDS)[1:])
                ),
            )
        view = self.store.view(self.today)
        try:
            self._refuse_strangers(view, told)
            known, before = answers(view), answers_of(view, file.sha256)
        finally:
            view.close()
        changed = [] if before else _changed(told, known)
        receipt = _receipt(file, sheets, told, changed, known)
        if not changed:
            receipt.id = before or max(known[one.finding].event for one in told)
            receipt.status = "already_imported"
        return receipt

    def keep(self, receipt: AnswersReceipt) -> None:
        """Write the changed answers as one event; its number is then the receipt's."""
        state = SchemeState(self.scheme.digest, self.scheme.text)
        with self.store.write("answers", receipt.file, state) as write:
            answer(write, receipt.answers)
        receipt.id = write.event

    def _refuse_strangers(self, view: View, told: list[Answer]) -> None:
        """Refuse a file whose findings this office never had: it is another office's."""
        unknown = self.strangers(view, self.scheme, (one.finding for one in told))
        for one in told:
            if one.finding in unknown:
                raise InputRefusedError(
                    _("{file}, sheet {sheet}, row {row}: there is no finding {id}.").format(
                        file=one.file, sheet=one.sheet, row=one.row, id=one.finding
                    ),
                    _("Leave the ids as they were written, and delete rows that are not ours."),
                )


def _changed(told: list[Answer], known: dict[str, Answer]) -> list[Answer]:
    found = {one.finding: one for one in told}
    return [
        one
        for one in found.values()
        if (old := known.get(one.finding)) is None
        or (old.verdict, old.text) != (one.verdict, one.text)
    ]


def _receipt(
    file: File,
    sheets: Sequence[AnswerSheet],
    told: list[Answer],
    changed: list[Answer],
    known: dict[str, Answer],
) -> AnswersReceipt:
    read, new = sum(sheet.height for sheet in sheets), sum(o.finding not in known for o in changed)
    counts = {
        "read": read,
        "accepted": len(told),
        "new": new,
        "updated": len(changed) - new,
        "unchanged": len(told) - len(changed),
        "skipped": read - len(told),
    }
    described = [
        {
            "sheet": one.sheet.name,
            "header_row": one.header + 1,
            "columns": dict(FIELDS),
            "unmapped": [],
        }
        for one in sheets
    ]
    receipt = AnswersReceipt(
        *(file.name, file.sha256, ANSWERS),
        sheets=described,
        rows=Counter(counts),
        answers=changed,
    )
    check_conservation(receipt)
    return receipt
