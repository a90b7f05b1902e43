"""What the office does with batches, each within the event that is being written."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from zcins.errors import UsageFaultError
from zcins.i18n import _
from zcins.scheme import Scheme
from zcins.store import View, Write
from zcins.store.subsidies import (
    add_approval,
    add_batch,
    add_payments,
    approved_on_import,
    fail_payments,
)
from zcins.subsidy.batches import Batch, batch_of, check_approvable, check_day, proposed


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which of a batch's open amounts are meant: of some enterprises and payers, or of all.

    `out` are amounts to be paid, else those that are asked back.
    """

    out: bool
    enterprises: Collection[int] = ()
    payers: Collection[str] = ()

    def of(self, batch: Batch, number: int, payer: str, amount: int) -> bool:
        """Tell whether a payer's part of a line is meant."""
        firm = batch.lines[number - 1].enterprise
        return (
            (amount > 0) == self.out
            and (not self.enterprises or firm in self.enterprises)
            and (not self.payers or payer in self.payers)
        )


def _view(write: Write, day: date) -> View:
    """Give what is known within the event: nobody else writes meanwhile."""
    return View(write.connection, day, write.event)


def store_proposal(write: Write, scheme: Scheme, year: int, day: date) -> Batch:
    """Propose a year on a day and keep it as this event's batch (see proposal.propose)."""
    found = proposed(_view(write, day), scheme, year)
    stored = [line.stored() for line in found.lines]
    add_batch(write, year, day, stored, supplementary=found.supplementary)
    return batch_of(_view(write, day), write.event)


def approve(
    write: Write, scheme: Scheme, number: int, day: date, opinion: str, approver: str | None = None
) -> Batch:
    """Approve a batch on a day, by default as who signs the event.

    Raises what batches.check_approvable does.
    """
    view = _view(write, day)
    check_approvable(batch_of(view, number), view, scheme)
    signed = view.rows("SELECT who FROM event WHERE id = ?", (write.event,))[0][0]
    add_approval(write, number, approver or signed, opinion, day)
    return batch_of(_view(write, day), number)


def transfer(write: Write, number: int, day: date, today: date, chosen: Chosen) -> int:
    """Enter that what was chosen was paid, or came in, on a day; give the sum in fen.

    Raises UsageFaultError where the batch is not approved by then or nothing of it is open.
    """
    batch = batch_of(_view(write, today), number)
    check_day(batch, day, today)
    _check_named(batch, chosen)
    found = [one for one in batch.open if chosen.of(batch, *one)]
    if not found:
        raise UsageFaultError(
            _("Nothing of that is open in batch {number}: it is paid already.").format(
                number=number
            )
            if chosen.out
            else _("Nothing is asked back in batch {number} that has not come in.").format(
                number=number
            ),
            _("See what is: zcins subsidy show {number}").format(number=number),
        )
    add_payments(write, number, found, day)
    return sum(amount for _number, _payer, amount in found)


def _check_named(batch: Batch, chosen: Chosen) -> None:
    payers = list(batch.sums.shares)
    if unknown := [payer for payer in chosen.payers if payer not in payers]:
        raise UsageFaultError(
            _("--payer {payer}: batch {number} has no such payer.").format(
                payer=unknown[0], number=batch.id
            ),
            _("Choose one of: {choices}.").format(choices=", ".join(payers)),
        )
    firms = {line.enterprise for line in batch.lines if line.amount}
    if any(firm not in firms for firm in chosen.enterprises):
        raise UsageFaultError(
            _("Batch {number} has no amount for that enterprise.").format(number=batch.id),
            _("See what is: zcins subsidy show {number}").format(number=batch.id),
        )


def fail(write: Write, number: int, enterprise: int, reason: str, today: date) -> int:
    """Note that what was paid to an enterprise came back; give how many payments are open again.

    Raises UsageFaultError where nothing was paid to it.
    """
    batch = batch_of(_view(write, today), number)
    lines = [
        place
        for place, line in enumerate(batch.lines, start=1)
        if line.enterprise == enterprise and line.amount > 0
    ]
    found = fail_payments(write, number, lines, reason)
    if not found:
        raise UsageFaultError(
            _("Batch {number} has paid nothing to that enterprise.").format(number=number),
            _("See what is: zcins subsidy show {number}").format(number=number),
        )
    return found


def batches_on(write: Write, import_id: int) -> list[int]:
    """Give the approved batches that used records of an import: it cannot be undone then."""
    return approved_on_import(write, import_id)


def verify(view_then: View, scheme_then: Scheme, batch: Batch) -> bool:
    """Tell whether the state in which a batch was proposed gives the very same lines again."""
    return proposed(view_then, scheme_then, batch.year).lines == batch.lines
