"""The batches of the office: what stands in them, how far they are paid, what was granted."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from zcins.errors import InputRefusedError, UsageFaultError
from zcins.i18n import _
from zcins.money import yuan
from zcins.scheme import Scheme
from zcins.store import View
from zcins.store.subsidies import StoredBatch, approved_lines, batches, lines
from zcins.subsidy.lines import Granted, Line, Sums, sums
from zcins.subsidy.proposal import Proposal, propose


@dataclass(frozen=True)
class Batch:
    """A batch with its lines; a line's number is its place from 1."""

    stored: StoredBatch
    lines: tuple[Line, ...]

    @property
    def id(self) -> int:
        """Give its number, that of its event."""
        return self.stored.id

    @property
    def year(self) -> int:
        """Give the year for which it grants."""
        return self.stored.year

    @cached_property
    def sums(self) -> Sums:
        """Give its totals in fen."""
        return sums(self.lines)

    @cached_property
    def paid(self) -> dict[tuple[int, str], int]:
        """Give what was paid (below 0: came in) of each line by payer, in fen."""
        found: dict[tuple[int, str], int] = {}
        for one in self.stored.payments:
            if one.failure is None:
                key = (one.number, one.payer)
                found[key] = found.get(key, 0) + one.amount
        return found

    @cached_property
    def open(self) -> list[tuple[int, str, int]]:
        """Give what is still to be paid, or to come in: line, payer, amount in fen."""
        return [
            (number, payer, part - self.paid.get((number, payer), 0))
            for number, line in enumerate(self.lines, start=1)
            for payer, part in line.shares.items()
            if part != self.paid.get((number, payer), 0)
        ]

    @property
    def state(self) -> str:
        """Give proposed, replaced, approved, partly_paid or paid."""
        if self.stored.approval is None:
            return "replaced" if self.stored.replaced_by else "proposed"
        if not self.open:
            return "paid"
        return "partly_paid" if self.paid else "approved"

    def document(self) -> dict[str, Any]:
        """Give it as the contract's JSON."""
        approval, found = self.stored.approval, self.sums
        return {
            "batch": self.id,
            "year": self.year,
            "state": self.state,
            "supplementary": self.stored.supplementary,
            "as_of": self.stored.as_of.isoformat(),
            "lines": [line.document() for line in self.lines],
            "total": yuan(found.total),
            "granted": yuan(found.granted),
            "recover": yuan(found.recover),
            "shares": {payer: yuan(part) for payer, part in found.shares.items()},
            "paid": yuan(sum(self.paid.values())),
            "approval": approval
            and {
                "approver": approval.approver,
                "opinion": approval.opinion,
                "on": approval.approved_on.isoformat(),
                "event": approval.event,
            },
            "payments": [
                {
                    "line": one.number,
                    "payer": one.payer,
                    "amount": yuan(one.amount),
                    "on": one.paid_on.isoformat(),
                    "failure": one.failure,
                }
                for one in self.stored.payments
            ],
        }


def all_batches(view: View) -> list[Batch]:
    """Give every batch, the oldest first."""
    return [_read(view, stored) for stored in batches(view)]


def batch_of(view: View, number: int) -> Batch:
    """Give a batch by its number; raises UsageFaultError that lists those there are."""
    found = {stored.id: stored for stored in batches(view)}
    if number not in found:
        known = ", ".join(map(str, found))
        hint = _("There are: {batches}.").format(batches=known) if known else None
        hint = hint or _("Make one: zcins subsidy propose YEAR")
        raise UsageFaultError(_("There is no batch {number}.").format(number=number), hint)
    return _read(view, found[number])


def _read(view: View, stored: StoredBatch) -> Batch:
    return Batch(stored, tuple(Line.restored(line) for line in lines(view, stored.id)))


def granted(view: View) -> dict[tuple[int, int], Granted]:
    """Give what approved batches have granted, by the records of the policy and the enterprise."""
    found: dict[tuple[int, int], Granted] = {}
    for stored in approved_lines(view):
        line = Line.restored(stored)
        if line.policy is not None and line.enterprise is not None and line.amount:
            key = line.policy, line.enterprise
            found[key] = Granted(line.amount, line.shares, line).and_(found.get(key))
    return found


def proposed(view: View, scheme: Scheme, year: int) -> Proposal:
    """Work out the proposal of a year on the view's day, over all that was approved before."""
    supplementary = any(
        stored.year == year and stored.approval is not None for stored in batches(view)
    )
    return propose(view, scheme, year, granted(view), supplementary=supplementary)


def check_approvable(batch: Batch, view: View, scheme: Scheme) -> None:
    """Refuse to approve what is no open proposal, is empty, has changed, or is not confirmed.

    `view` and `scheme` are those of now, and the view's day is that of the approval.
    Raises UsageFaultError or InputRefusedError.
    """
    _check_open(batch, view.day)
    propose_again = _("Propose it again: zcins subsidy propose {year}").format(year=batch.year)
    again = proposed(view.on(batch.stored.as_of), scheme, batch.year)
    if again.lines != batch.lines:
        raise UsageFaultError(
            _("The data or the scheme have changed since batch {number} was proposed.").format(
                number=batch.id
            ),
            propose_again,
        )
    if entries := _unconfirmed(batch.lines):
        raise InputRefusedError(
            _("Rates that are not confirmed cannot be approved: {entries}.").format(
                entries=", ".join(entries)
            ),
            _("Set confirmed = true in scheme/subsidy.toml by the document. {step}").format(
                step=propose_again
            ),
        )


def _check_open(batch: Batch, day: date) -> None:
    """Refuse a batch that is approved, replaced or empty, or of a later day."""
    if batch.stored.approval is not None:
        raise UsageFaultError(
            _("Batch {number} is approved already, on {day}.").format(
                number=batch.id, day=batch.stored.approval.approved_on
            )
        )
    if batch.stored.replaced_by:
        raise UsageFaultError(
            _("Batch {number} was replaced by batch {other}.").format(
                number=batch.id, other=batch.stored.replaced_by
            )
        )
    if day < batch.stored.as_of:
        raise UsageFaultError(
            _("Batch {number} was proposed by the data of {day}, which is after today.").format(
                number=batch.id, day=batch.stored.as_of
            )
        )
    if not any(line.amount for line in batch.lines):
        raise UsageFaultError(
            _("Batch {number} grants nothing and asks nothing back.").format(number=batch.id)
        )


def _unconfirmed(found: Iterable[Line]) -> list[str]:
    """Give the entries that amounts rest on and nobody has confirmed."""
    resting = (line for line in found if line.amount and line.entitled)
    return sorted({line.entry or "" for line in resting if not line.confirmed})


def check_day(batch: Batch, day: date, today: date) -> None:
    """Refuse a payment of a batch that is not approved, before its approval, or in the future."""
    approval = batch.stored.approval
    if approval is None:
        raise UsageFaultError(
            _("Batch {number} is not approved.").format(number=batch.id),
            _("Approve it first: zcins subsidy approve {number} --opinion TEXT").format(
                number=batch.id
            ),
        )
    if day < approval.approved_on:
        raise UsageFaultError(
            _("--date {day} is before the approval on {approved}.").format(
                day=day, approved=approval.approved_on
            )
        )
    if day > today:
        raise UsageFaultError(_("--date {day} is still to come.").format(day=day))
