"""Proposing, approving and paying the subsidy, and writing a batch's papers."""

from pathlib import Path
from typing import TYPE_CHECKING

from zcins.commands._common import note, parse_day
from zcins.commands._subsidy_shown import show_batch
from zcins.errors import InputRefusedError, UsageFaultError
from zcins.i18n import _, ngettext
from zcins.money import yuan_grouped
from zcins.present import Column, check_output, csv_text, write_file, write_files

if TYPE_CHECKING:
    from zcins.office import Asked, Office
    from zcins.reports.subsidy import Papers
    from zcins.subsidy import Batch

Names = list[str] | None


def propose(office: "Office", year: int, fmt: str, output: str | None, *, keep: bool) -> None:
    """Work a year's proposal out and store it, in one event."""
    from zcins.subsidy import store_proposal

    with office.store.write("subsidy", str(year), office.scheme_state, keep=keep) as write:
        batch = store_proposal(write, office.scheme, year, office.today)
    _answer(office.ask(), batch, fmt, output)
    if keep:
        text = _("Batch {number} is stored; to approve it: zcins subsidy approve {number}")
        note(text.format(number=batch.id))
    else:
        note(_("Nothing was stored."))


def approve(office: "Office", number: int, opinion: str, name: str | None) -> None:
    """Approve a batch that is unchanged, as one event."""
    from zcins.subsidy import approve as approved

    if not opinion.strip():
        raise UsageFaultError(_("--opinion is empty."), _("Write the opinion."))
    what = f"{number}: {opinion.strip()}"
    with office.store.write("approval", what, office.scheme_state) as write:
        batch = approved(write, office.scheme, number, office.today, opinion.strip(), name)
    text = _("Approved: batch {number}, {total} yuan (event {event}).")
    print(text.format(number=number, total=yuan_grouped(batch.sums.total), event=write.event))


def show(
    office: "Office",
    number: int,
    known_at: str | None,
    form: tuple[str, str | None],
    *,
    verify: bool,
) -> None:
    """Show a batch as it is stored; with `verify` it is worked out again and must be the same.

    Raises InputRefusedError where it is not.
    """
    from zcins.subsidy import batch_of
    from zcins.subsidy import verify as same

    asked = office.ask(None, known_at)
    batch = batch_of(asked.view, number)
    _answer(asked, batch, *form)
    if not verify:
        return
    then = office.ask(batch.stored.as_of, str(batch.id))
    if not same(then.view, then.scheme, batch):
        text = _("Batch {number} does not come out again from what was known at event {event}.")
        raise InputRefusedError(
            text.format(number=batch.id, event=batch.id),
            _("The program has changed since: keep the batch's papers, and tell us."),
        )
    text = _("Worked out again from event {event}: the same line by line.")
    note(text.format(event=batch.id))


def transfer(
    office: "Office", number: int, day_text: str, named: tuple[Names, Names], *, out: bool
) -> None:
    """Enter what was paid on a day, or came in."""
    from zcins.subsidy import Chosen
    from zcins.subsidy import transfer as transferred

    day = parse_day(day_text, "--date") or office.today
    firms = [_firm(office, name) for name in named[0] or []]
    chosen = Chosen(out, firms, named[1] or [])
    kind = "payment" if out else "repayment"
    with office.store.write(kind, f"{number}: {day}", office.scheme_state) as write:
        amount = transferred(write, number, day, office.today, chosen)
    text = _("Paid: {amount} yuan of batch {number} (event {event}).") if out else None
    text = text or _("Came in: {amount} yuan of batch {number} (event {event}).")
    print(text.format(amount=yuan_grouped(abs(amount)), number=number, event=write.event))


def failed(office: "Office", number: int, name: str, reason: str) -> None:
    """Note that the transfers to an enterprise came back."""
    from zcins.subsidy import fail

    if not reason.strip():
        raise UsageFaultError(_("--reason is empty."), _("Write what the bank says."))
    firm = _firm(office, name)
    what = f"{number}: {name}: {reason.strip()}"
    with office.store.write("payment", what, office.scheme_state) as write:
        count = fail(write, number, firm, reason.strip(), office.today)
    text = ngettext("{n} payment is open again.", "{n} payments are open again.", count)
    print(text.format(n=count))


def _firm(office: "Office", text: str) -> int:
    from zcins.registry import find

    found = find(office.ask().view, text)
    if len(found) != 1:
        raise UsageFaultError(
            _("{n} enterprises fit {name}.").format(n=len(found), name=text),
            _("Give its number: `zcins enterprise NAME` shows it."),
        )
    return found[0]


def _answer(asked: "Asked", batch: "Batch", fmt: str, output: str | None) -> None:
    if output and Path(output).suffix.lower() == ".xlsx":
        write_file(check_output(Path(output)), _papers(asked, batch).book())
        note(_("Written: {file}").format(file=output))
        output = None
        if fmt == "table":
            return
    show_batch(asked.scheme, batch, fmt, output)


def _papers(asked: "Asked", batch: "Batch") -> "Papers":
    from zcins.compliance import OFFICE
    from zcins.reports.subsidy import Papers

    approval = batch.stored.approval
    day = approval.approved_on if approval else batch.stored.as_of
    name = asked.name or asked.scheme.department_name(OFFICE, day) or ""
    return Papers(asked.view, asked.scheme, batch, name)


def write_documents(office: "Office", number: int, known_at: str | None, folder: Path) -> None:
    """Write the opinion, the plan, the list for finance and the bank's lists into a folder."""
    from zcins.reports import subsidy_bank as bank
    from zcins.subsidy import batch_of

    asked = office.ask(None, known_at)
    batch = batch_of(asked.view, number)
    papers = _papers(asked, batch)
    files = papers.files()
    lists = bank.bank_lists(asked.view, batch, papers.signed_on)
    columns = [Column(name, title, kind) for name, title, kind in bank.COLUMNS]
    for name, payees in lists.items():
        text = csv_text(bank.rows(batch, payees), columns, for_excel=True)
        files[name] = text.encode("utf-8-sig")
    for path in write_files(folder, files).values():
        print(path)
    if missing := sum(not payee.account for payee in lists[bank.WHOLE]):
        text = ngettext(
            "{n} enterprise has no bank account in the register.",
            "{n} enterprises have no bank account in the register.",
            missing,
        )
        note(text.format(n=missing))
