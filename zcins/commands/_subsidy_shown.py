"""How batches and forecasts of the subsidy look on a screen."""

from collections import Counter
from typing import TYPE_CHECKING, Any

from zcins.commands._common import answer, note
from zcins.i18n import N_, _
from zcins.money import yuan_grouped
from zcins.present import Column

if TYPE_CHECKING:
    from collections.abc import Mapping

    from zcins.office import Asked
    from zcins.scheme import Scheme
    from zcins.subsidy import Batch

DECISIONS = {
    "granted": N_("granted"),
    "reduced": N_("reduced"),
    "refused": N_("not granted"),
    "recover": N_("to recover"),
}
PAYERS = {
    "central": N_("central funds"),
    "province": N_("provincial funds"),
    "city": N_("city funds"),
    "district": N_("district funds"),
    "town": N_("town funds"),
}
STATES = {
    "proposed": N_("proposed"),
    "replaced": N_("replaced"),
    "approved": N_("approved"),
    "partly_paid": N_("partly paid"),
    "paid": N_("paid"),
}


def _batch_columns() -> list[Column]:
    return [
        Column("enterprise", _("Enterprise")),
        Column("insurer", _("Insurer")),
        Column("policy_no", _("Policy")),
        Column("inception", _("From"), "date"),
        Column("base", _("Base"), "money"),
        Column("rate", _("Rate")),
        Column("amount", _("Amount"), "money"),
        Column("decision", _("Decision")),
        Column("reason", _("Reason")),
    ]


def show_batch(scheme: "Scheme", batch: "Batch", fmt: str, output: str | None) -> None:
    """Show a batch line by line, its totals, and how many lines have which reason."""
    from zcins.subsidy import TEXTS

    rows = [
        {
            "enterprise": line.name,
            "insurer": scheme.insurer_name(line.insurer),
            "policy_no": line.policy_no,
            "inception": line.inception,
            "base": line.base,
            "rate": line.rate,
            "amount": line.amount,
            "decision": _(DECISIONS[line.decision.value]),
            "reason": line.reason.value if line.reason else None,
        }
        for line in batch.lines
    ]
    found = batch.sums
    text = _("Subsidy {year}, batch {number}: {state}")
    title = text.format(year=batch.year, number=batch.id, state=_(STATES[batch.state]))
    answer(
        rows,
        _batch_columns(),
        fmt=fmt,
        output=output,
        document=batch.document(),
        title=title,
        total={"amount": found.total},
    )
    if fmt != "table" or output:
        return
    if found.recover:
        text = _("Granted {granted}, asked back {recover} yuan.")
        sums = {"granted": found.granted, "recover": -found.recover}
        print(text.format(**{name: yuan_grouped(fen) for name, fen in sums.items()}))
    _print_shares(found.shares)
    reasons = Counter(line.reason for line in batch.lines if line.reason)
    for reason, count in reasons.most_common():
        print(f"  {reason.value} × {count}: {_(TEXTS[reason])}")
    entries = sorted({line.entry or "" for line in batch.lines if not line.confirmed})
    if entries:
        text = _("Not confirmed, and not to be approved before that: {entries}.")
        note(text.format(entries=", ".join(entries)))


def _print_shares(shares: "Mapping[str, int]") -> None:
    for payer, part in shares.items():
        name = _(PAYERS[payer]) if payer in PAYERS else payer
        print(_("  {payer}: {amount} yuan").format(payer=name, amount=yuan_grouped(part)))


def list_batches(asked: "Asked", fmt: str, output: str | None) -> None:
    """List all batches with their totals."""
    from zcins.subsidy import all_batches

    batches = all_batches(asked.view)
    columns = [
        Column("batch", _("Batch"), "int"),
        Column("year", _("Year")),
        Column("as_of", _("Day"), "date"),
        Column("kind", _("Kind")),
        Column("lines", _("Lines"), "int"),
        Column("total", _("Total"), "money"),
        Column("paid", _("Paid out"), "money"),
        Column("state", _("State")),
        Column("approver", _("Approved by")),
    ]
    kinds = {False: _("first"), True: _("supplementary")}
    rows: list[dict[str, Any]] = [
        {
            "batch": one.id,
            "year": one.year,
            "as_of": one.stored.as_of,
            "kind": kinds[one.stored.supplementary],
            "lines": len(one.lines),
            "total": one.sums.total,
            "paid": sum(one.paid.values()),
            "state": _(STATES[one.state]),
            "approver": one.stored.approval.approver if one.stored.approval else None,
        }
        for one in batches
    ]
    document = {"batches": [{**one.document(), "lines": len(one.lines)} for one in batches]}
    title = _("Batches of the subsidy")
    answer(rows, columns, fmt=fmt, output=output, document=document, title=title)


def forecast(asked: "Asked", year: int, settings: list[str], fmt: str, output: str | None) -> None:
    """Show a year's bill by sector, and beside it the bill under changed values."""
    from zcins.subsidy import TEXTS, Reason
    from zcins.subsidy.forecast import forecast as reckon

    found = reckon(asked.view, asked.scheme, year, settings)
    columns = [
        Column("sector", _("Sector")),
        Column("policies", _("Policies"), "int"),
        Column("renewals", _("Renewals expected"), "int"),
        Column("premium", _("Premium"), "money"),
        Column("bill", _("Subsidy"), "money"),
    ]
    if settings:
        columns += [
            Column("changed", _("Changed"), "money"),
            Column("difference", _("Difference"), "money"),
        ]
    names = asked.scheme.sector_name
    rows = [{**row, "sector": names(row["sector"])} for row in found.rows]
    answer(
        rows,
        columns,
        fmt=fmt,
        output=output,
        document=found.document(),
        title=_("Subsidy {year} as forecast on {day}").format(year=year, day=found.as_of),
        total=found.total,
    )
    if fmt != "table" or output:
        return
    _print_shares(found.shares)
    for reason, count in sorted(found.not_counted.items()):
        print(f"  {reason} × {count}: {_(TEXTS[Reason(reason)])}")
