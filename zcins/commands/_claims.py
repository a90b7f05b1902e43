"""How the claims of a year look as rows, and how they developed."""

from typing import TYPE_CHECKING, Any

from zcins.i18n import _
from zcins.present import Column

if TYPE_CHECKING:
    from zcins.insurers.claims import Claims, ClaimsOfYear
    from zcins.insurers.development import Development
    from zcins.scheme import Scheme
    from zcins.standing import Standings

Row = dict[str, Any]
CLAIM_SCREEN = [
    Column("cases", _("Cases"), "int"),
    Column("open", _("Pending"), "int"),
    Column("deaths", _("Dead"), "int"),
    Column("ahead_of", _("Advance")),
    Column("in_time_of", _("In time")),
    Column("paid", _("Paid"), "money"),
    Column("earned", _("Earned"), "money"),
    Column("paid_ratio", _("Paid %"), "rate"),
    Column("incurred_ratio", _("Incurred %"), "rate"),
]
CLAIM_FILE = [
    Column("cases", _("Cases"), "int"),
    Column("open", _("Pending"), "int"),
    Column("settled", _("Settled"), "int"),
    Column("deaths", _("Dead"), "int"),
    Column("injured", _("Injured"), "int"),
    Column("owed", _("Cases with casualties"), "int"),
    Column("paid_ahead", _("Paid in advance"), "int"),
    Column("advance", _("Advance payments"), "money"),
    Column("advance_days", _("Days to the advance, median")),
    Column("advance_in_time", _("Advance in time"), "int"),
    Column("settlement_days", _("Days to settlement, median")),
    Column("judged", _("Settled or overdue"), "int"),
    Column("in_time", _("Settled in time"), "int"),
    Column("in_time_rate", _("Share in time"), "rate"),
    Column("paid", _("Paid"), "money"),
    Column("outstanding", _("Outstanding"), "money"),
    Column("incurred", _("Incurred"), "money"),
    Column("earned", _("Premium earned"), "money"),
    Column("paid_ratio", _("Paid by premium earned"), "rate"),
    Column("incurred_ratio", _("Incurred by premium earned"), "rate"),
]


def claim_row(one: "Claims", name: Any) -> Row:
    """Give a group's claims as one row."""
    told = one.is_told
    counts = {
        "cases": one.cases,
        "open": one.open,
        "settled": one.settled,
        "deaths": one.deaths,
        "injured": one.injured,
        "owed": one.owed,
        "paid_ahead": one.paid_ahead,
        "advance_in_time": one.advance_in_time,
        "advance": one.advance,
        "judged": one.judged,
        "in_time": one.in_time,
        "paid": one.paid,
        "outstanding": one.outstanding,
        "incurred": one.incurred,
        "earned": one.earned,
    }
    return {
        "key": one.key,
        "name": name,
        **{key: value if told else None for key, value in counts.items()},
        "advance_days": one.median("advance_days"),
        "settlement_days": one.median("settlement_days"),
        "in_time_rate": one.rate(),
        "paid_ratio": one.ratio(one.paid),
        "incurred_ratio": one.ratio(one.incurred),
        "policies_without_end": one.endless,
        "fatal_without_advance": [case.number for case in one.fatal_unpaid],
        "ahead_of": _part(one.paid_ahead, one.owed, one.median("advance_days")),
        "in_time_of": _part(one.in_time, one.judged, one.median("settlement_days")),
    }


def _part(part: int | None, whole: int | None, days: float | None) -> str | None:
    """Write `1/4 (69.5)`: how many of how many, and the median of the days."""
    if not whole:
        return None
    return f"{part}/{whole}" if days is None else f"{part}/{whole} ({days:g})"


def group_name(one: "Claims", by: str, standings: "Standings") -> str:
    """Name a group of claims."""
    if one.key is None:
        return _("not known")
    if by == "enterprise":
        return standings.entries[int(one.key)].record.name
    scheme, key = standings.scheme, str(one.key)
    return {"insurer": scheme.insurer_name, "sector": scheme.sector_name}.get(by, str)(key)


def claim_notes(found: "ClaimsOfYear", scheme: "Scheme") -> list[str]:
    """Say what the figures leave out, and what needs a look."""
    notes = []
    if found.silent:
        names = "、".join(scheme.insurer_name(code) for code in found.silent)
        notes.append(
            _("No claims ledger is in from: {names}; their premium is in no ratio.").format(
                names=names
            )
        )
    if found.total.endless:
        text = _("Policies without a known end: {n}; what they have earned is not known.")
        notes.append(text.format(n=found.total.endless))
    if found.total.in_time is None:
        notes.append(_("No days for settlement are in force: none is judged by them."))
    if found.total.advance_in_time is None:
        notes.append(_("No days for advance payments are in force: none is judged by them."))
    if found.undated:
        notes.append(_("Cases that tell no day, left out: {n}").format(n=found.undated))
    if found.excluded:
        text = _("Cases of policies that do not count, left out: {n}")
        notes.append(text.format(n=found.excluded))
    if dead := found.total.fatal_unpaid:
        text = _("Deaths without an advance payment: {cases}")
        notes.append(text.format(cases="、".join(case.number for case in dead)))
    return notes


def development_table(found: "Development") -> tuple[list[Row], list[Column]]:
    """Give the triangle: a row for each accident year and sum, a column for each age."""
    head = [Column("year", _("Accident year")), Column("sum", _("Sum"))]
    ages = [Column(f"age_{age}", str(age), "money") for age in found.ages]
    rows = [
        {"year": str(year), "sum": name}
        | {f"age_{age}": sums.get((year, age)) for age in found.ages}
        for name, sums in ((_("paid"), found.paid), (_("incurred"), found.incurred))
        for year in found.years
    ]
    return rows, [*head, *ages]
