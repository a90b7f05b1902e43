"""How the insurers' prevention money looks as rows."""

from typing import TYPE_CHECKING, Any

from zcins.i18n import _
from zcins.money import yuan_grouped
from zcins.present import Column

if TYPE_CHECKING:
    from zcins.insurers.prevention import Fund, Funds, Total
    from zcins.scheme import Scheme

Row = dict[str, Any]
MONEY = frozenset(
    {
        *("due", "received", "earned", "minimum_due", "minimum_received", "minimum_earned"),
        *("accrued", "short", "spent", "balance", "vouchers", "summaries", "difference"),
        *("forbidden", "unknown_use", "undocumented", "paid", "outstanding", "incurred"),
        *("advance", "premium", "minimum", "amount"),
    }
)
FUND_SCREEN = [
    Column("name", _("Insurer")),
    Column("due", _("Premium due"), "money"),
    Column("minimum_due", _("Minimum"), "money"),
    Column("accrued", _("Accrued"), "money"),
    Column("spent", _("Spent"), "money"),
    Column("balance", _("Balance"), "money"),
    Column("served_of", _("Served")),
]
FUND_FILE = [
    Column("insurer", _("Insurer code")),
    Column("name", _("Insurer")),
    Column("to", _("To"), "date"),
    Column("policies", _("Policies"), "int"),
    Column("due", _("Premium due"), "money"),
    Column("received", _("Premium received"), "money"),
    Column("earned", _("Premium earned"), "money"),
    Column("minimum_due", _("Minimum by premium due"), "money"),
    Column("minimum_received", _("Minimum by premium received"), "money"),
    Column("minimum_earned", _("Minimum by premium earned"), "money"),
    Column("accrued", _("Accrued"), "money"),
    Column("short", _("Short"), "money"),
    Column("spent", _("Spent"), "money"),
    Column("balance", _("Balance"), "money"),
    Column("vouchers", _("By vouchers"), "money"),
    Column("summaries", _("By summaries"), "money"),
    Column("difference", _("Vouchers above summaries"), "money"),
    Column("forbidden", _("Not permitted"), "money"),
    Column("unknown_use", _("Use not known"), "money"),
    Column("insured", _("Insured firms"), "int"),
    Column("served", _("Served"), "int"),
    Column("visits", _("Visits"), "int"),
    Column("elsewhere", _("Served, not insured there"), "int"),
    Column("documents", _("Vouchers"), "int"),
    Column("without_document", _("Without number"), "int"),
    Column("undocumented", _("Without number, yuan"), "money"),
]
BASE_COLUMNS = [
    Column("name", _("Insurer")),
    Column("base", _("Premium taken")),
    Column("to", _("To"), "date"),
    Column("premium", _("Premium"), "money"),
    Column("minimum", _("Minimum"), "money"),
    Column("accrued", _("Accrued"), "money"),
    Column("short", _("Short"), "money"),
]
USE_COLUMNS = [
    Column("name", _("Insurer")),
    Column("use", _("Use")),
    Column("permitted", _("Permitted")),
    Column("amount", _("Spent"), "money"),
]
FIRM_COLUMNS = [
    Column("name", _("Insurer")),
    Column("enterprise", _("Enterprise")),
    Column("town", _("Town")),
    Column("insured", _("Insured")),
    Column("visits", _("Visits"), "int"),
    Column("spent", _("Spent"), "money"),
    Column("last", _("Last visit"), "date"),
    Column("without_document", _("No document"), "int"),
]


def base_names() -> dict[str, str]:
    """Give the names of the bases of premium."""
    return {"due": _("due"), "received": _("received"), "earned": _("earned")}


def fund_row(fund: "Fund", scheme: "Scheme") -> Row:
    """Give an insurer's prevention money as one row."""
    name = scheme.insurer_name(fund.insurer) if fund.insurer else _("not stated")
    return {"insurer": fund.insurer, "name": name, "to": fund.account.reach, **_figures(fund)}


def fund_notes(fund: "Fund", scheme: "Scheme") -> list[str]:
    """Say what an insurer has to explain of its prevention money."""
    name, served, unknown = scheme.insurer_name(fund.insurer), fund.services, fund.uses[None]
    notes = []
    if fund.account.difference:
        text = _("{insurer}: vouchers and summaries differ; totals use the vouchers.")
        notes.append(text.format(insurer=name))
    if served.without_document:
        text = _("{insurer}: {n} of {all} spends, {amount} yuan, have no voucher's number.")
        sums = {"n": served.without_document, "all": served.vouchers}
        amount = yuan_grouped(served.undocumented)
        notes.append(text.format(insurer=name, amount=amount, **sums))
    if unknown:
        text = _("{insurer}: {amount} yuan were spent on no use that the scheme knows.")
        notes.append(text.format(insurer=name, amount=yuan_grouped(unknown)))
    return notes


def total_row(found: "Total") -> Row:
    """Give the sum of the insurers' prevention money as a row."""
    return {"insurer": None, "name": _("Total"), "to": None, **_figures(found)}


def _figures(fund: "Fund | Total") -> Row:
    return {
        "policies": fund.policies,
        **{base: fund.premium.get(base) for base in base_names()},
        **{f"minimum_{base}": fund.minimum.get(base) for base in base_names()},
        **fund.sums,
        "forbidden": fund.misused,
        "unknown_use": fund.uses[None],
        "insured": fund.services.insured,
        **_services(fund),
    }


def _services(fund: "Fund | Total") -> Row:
    """Give the services in numbers; None where no ledger could tell of any."""
    served, told = fund.services, fund.is_told
    counts = {
        "served": served.served,
        "served_of": f"{served.served}/{served.insured}",
        "visits": served.visits,
        "elsewhere": served.elsewhere,
        "documents": served.vouchers,
        "without_document": served.without_document,
        "undocumented": served.undocumented,
    }
    return {name: value if told else None for name, value in counts.items()}


def base_rows(fund: "Fund", scheme: "Scheme") -> list[Row]:
    """Give what an insurer owed by each base of premium."""
    row, rows = fund_row(fund, scheme), []
    for base, name in base_names().items():
        minimum, accrued = row[f"minimum_{base}"], row["accrued"]
        known = minimum is not None and accrued is not None
        amounts = {"premium": row[base], "minimum": minimum, "accrued": accrued}
        short = max(minimum - accrued, 0) if known else None
        rows.append({**row, "base": name, **amounts, "short": short})
    return rows


def use_rows(fund: "Fund", scheme: "Scheme") -> list[Row]:
    """Give what an insurer spent by use: the scheme's in its order, then what is not known."""
    from zcins.scheme import PreventionUse

    entries = {e.id: e for e in scheme.history("prevention_use") if isinstance(e, PreventionUse)}
    ordered = sorted(fund.uses, key=lambda use: scheme.order("prevention_use", use))
    row = fund_row(fund, scheme)
    found = []
    for use in ordered:
        entry = entries.get(use or "")
        permitted = (_("yes") if entry.permitted else _("no")) if entry else _("not known")
        named = {"use_id": use, "use": entry.name if entry else _("not known")}
        found.append({**row, **named, "permitted": permitted, "amount": fund.uses[use]})
    return found


def firm_rows(found: "Funds", scheme: "Scheme", insurer: str | None) -> list[Row]:
    """Give the enterprises insured or served, by insurer."""
    return [
        {
            "insurer": one.insurer,
            "name": scheme.insurer_name(one.insurer),
            "id": one.standing.entry.id,
            "enterprise": one.standing.record.name,
            "town": one.standing.town,
            "insured": _("yes") if one.insured else _("no"),
            "visits": len(one.rows),
            "spent": one.spent,
            "last": one.days[-1] if one.days else None,
            "without_document": one.without_document,
        }
        for one in found.firms
        if insurer in {None, one.insurer}
    ]
