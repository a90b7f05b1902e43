"""Showing the answers of `zcins insurers`: the list, prevention money, claims."""

from typing import TYPE_CHECKING, Any

from zcins.commands._claims import (
    CLAIM_FILE,
    CLAIM_SCREEN,
    claim_notes,
    claim_row,
    development_table,
    group_name,
)
from zcins.commands._common import answer, note
from zcins.commands._insurers import (
    BASE_COLUMNS,
    FIRM_COLUMNS,
    FUND_FILE,
    FUND_SCREEN,
    MONEY,
    USE_COLUMNS,
    base_rows,
    firm_rows,
    fund_notes,
    fund_row,
    total_row,
    use_rows,
)
from zcins.commands._year import figures
from zcins.i18n import _
from zcins.present import Column

if TYPE_CHECKING:
    from zcins.insurers.prevention import Fund, Funds
    from zcins.office import Asked
    from zcins.scheme import Scheme

Shown = tuple[str, str | None]  # --format and -o
LIST_COLUMNS = [
    Column("insurer", _("Insurer code")),
    Column("name", _("Insurer")),
    Column("admitted", _("Admitted")),
    Column("in_force", _("Policies in force"), "int"),
    Column("enterprises", _("Firms insured"), "int"),
    Column("premium", _("Their premium"), "money"),
]


def show_list(asked: "Asked", fmt: str, output: str | None) -> None:
    """Show the insurers on the day."""
    from zcins.insurers.roll import roll
    from zcins.standing import Standings

    rows = [
        {
            "insurer": one.insurer,
            "name": asked.scheme.insurer_name(one.insurer),
            "admitted": _("yes") if one.admitted else _("no"),
            "in_force": one.in_force,
            "enterprises": one.enterprises,
            "premium": one.premium,
        }
        for one in roll(Standings(asked.view, asked.scheme))
    ]
    plain = [{**figures(row, MONEY), "admitted": row["admitted"] == _("yes")} for row in rows]
    document = {"as_of": asked.day, "insurers": plain}
    title = _("Insurers on {day}").format(day=asked.day)
    answer(rows, LIST_COLUMNS, fmt=fmt, output=output, document=document, title=title)


def show_funds(asked: "Asked", year: int, by: str, insurer: str | None, shown: Shown) -> None:
    """Show the prevention money by insurer, by base, by use or by enterprise."""
    from zcins.insurers.prevention import Total, funds
    from zcins.standing import Standings

    found = funds(Standings(asked.view, asked.scheme), year)
    kept = [one for one in found.insurers if insurer in {None, one.insurer}]
    fmt, output = shown
    whole = None
    columns = FUND_SCREEN if fmt == "table" and not output else FUND_FILE
    rows = [fund_row(fund, asked.scheme) for fund in kept]
    if by == "insurer":
        whole = total_row(Total(kept))
    elif by == "enterprise":
        columns, rows = FIRM_COLUMNS, firm_rows(found, asked.scheme, insurer)
    else:
        make, columns = {"base": (base_rows, BASE_COLUMNS), "use": (use_rows, USE_COLUMNS)}[by]
        rows = [row for fund in kept for row in make(fund, asked.scheme)]
    document = {
        "year": year,
        "as_of": found.as_of,
        "share": None if found.share is None else float(found.share),
        "by": by,
        "rows": [_plain(row) for row in rows],
        "total": _plain(whole) if whole else None,
        "misused": _misused(kept, asked.scheme),
    }
    title = _("Prevention money of {year}, as known on {day}").format(year=year, day=found.as_of)
    answer(rows, columns, fmt=fmt, output=output, document=document, title=title, total=whole)
    _note_funds(found, kept, asked.scheme)


def _note_funds(found: "Funds", kept: "list[Fund]", scheme: "Scheme") -> None:
    if found.share is None:
        note(_("No least share of the premium is in force: no minimum is worked out."))
    for one in _misused(kept, scheme):
        note(
            _("Not permitted: {insurer} {voucher} {on} {amount} yuan, {use}: {text}").format(**one)
        )
    for fund in kept:
        for text in fund_notes(fund, scheme):
            note(text)


def _misused(kept: "list[Fund]", scheme: "Scheme") -> list[dict[str, Any]]:
    from zcins.insurers.uses import text_of
    from zcins.money import yuan

    return [
        {
            "insurer": scheme.insurer_name(fund.insurer),
            "voucher": one.known.record.voucher_no or "-",
            "on": one.known.record.spent_on or one.known.record.month,
            "amount": yuan(one.known.record.spent),
            "use": one.use.name,
            "text": text_of(one.known.record),
            "import": one.known.import_id,
            "sheet": one.known.sheet,
            "row": one.known.row,
        }
        for fund in kept
        for one in fund.forbidden
    ]


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in figures(row, MONEY).items() if not k.endswith("_of")}


def show_claims(asked: "Asked", year: int, by: str, shown: Shown) -> None:
    """Show the claims of a year by group, with what they leave out."""
    from zcins.insurers.claims import claims_of
    from zcins.standing import Standings

    standings = Standings(asked.view, asked.scheme)
    found = claims_of(standings, year, by)
    rows = [claim_row(one, group_name(one, by, standings)) for one in found.groups]
    whole = claim_row(found.total, _("Total"))
    document = {
        "year": year,
        "as_of": found.as_of,
        "by": by,
        "rows": [_plain(row) for row in rows],
        "total": _plain(whole),
        "undated": found.undated,
        "excluded": found.excluded,
        "without_ledger": found.silent,
    }
    titles = {
        "insurer": _("Insurer"),
        "sector": _("Sector"),
        "town": _("Town"),
        "enterprise": _("Enterprise"),
    }
    fmt, output = shown
    on_screen = fmt == "table" and not output
    columns = [Column("name", titles[by]), *(CLAIM_SCREEN if on_screen else CLAIM_FILE)]
    title = _("Claims of {year}, as known on {day}").format(year=year, day=found.as_of)
    answer(rows, columns, fmt=fmt, output=output, document=document, title=title, total=whole)
    if on_screen:
        print(
            _(
                "In brackets the median days, from accident and from report. The ratios are of\n"
                "what was paid, and of that with what is outstanding, to the premium earned."
            )
        )
    for text in claim_notes(found, asked.scheme):
        note(text)


def show_development(asked: "Asked", step: str, shown: Shown) -> None:
    """Show the triangle, where there is enough of it."""
    from zcins.insurers.development import development
    from zcins.money import yuan
    from zcins.standing import Standings

    found = development(Standings(asked.view, asked.scheme), step)
    rows, columns = development_table(found) if found.enough else ([], [])
    document = {
        "as_of": asked.day,
        "step": step,
        "enough": found.enough,
        "years": found.years,
        "ages": found.ages,
        "rows": [
            {"year": year, "age": age, "paid": yuan(paid), "incurred": yuan(found.incurred[key])}
            for key, paid in sorted(found.paid.items())
            for year, age in (key,)
        ]
        if found.enough
        else [],
        "factors": [
            {"age": age, "paid": paid, "incurred": incurred}
            for age, paid, incurred in (found.factors() if found.enough else [])
        ],
    }
    if not found.enough:
        text = _("Not enough data: {years} accident years, {ages} ages; two of each are needed.")
        note(text.format(years=len(found.years), ages=len(found.ages)))
        if shown == ("table", None):
            return
        columns = [Column("year", _("Accident year")), Column("sum", _("Sum"))]
    names = {"quarter": _("age in quarters"), "year": _("age in years")}
    title = _("Development on {day}, {step}").format(day=asked.day, step=names[step])
    answer(rows, columns, fmt=shown[0], output=shown[1], document=document, title=title)
