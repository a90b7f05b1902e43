"""`zcins assess`: how the departments or the towns did in a year."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from zcins.commands._common import (
    AsOf,
    Format,
    KnownAt,
    Output,
    answer,
    choose,
    make_app,
    note,
    open_office,
)
from zcins.commands._year import Year, ask_year
from zcins.i18n import _
from zcins.present import Column

if TYPE_CHECKING:
    from zcins.assessment import Assessment, Group

app = make_app()
COLUMNS = [
    Column("required", _("Required"), "int"),
    Column("insured", _("Insured"), "int"),
    Column("rate", _("Rate"), "rate"),
    Column("open", _("Open"), "int"),
    Column("told", _("New"), "int"),
    Column("gone", _("Ceased"), "int"),
    Column("letters", _("Letters"), "int"),
    Column("answered", _("Answered"), "int"),
    Column("in_time", _("In time"), "int"),
    Column("overdue", _("Overdue"), "int"),
    Column("handled_rate", _("In time %"), "rate"),
]


@app.command(help=_("Assess departments or towns: coverage, findings handled in time, letters."))
def assess(
    ctx: typer.Context,
    year: Year,
    by: Annotated[
        str, typer.Option("--by", metavar="department|town", help=_("What a row is."))
    ] = "department",
    as_of: AsOf = None,
    known_at: KnownAt = None,
    format: Format = "table",  # noqa: A002 - the option's name
    output: Output = None,
) -> None:
    """Show coverage against the target and what became of the year's findings."""
    from zcins import assessment
    from zcins.standing import Standings

    choose(by, "--by", assessment.BY)
    number, asked = ask_year(open_office(ctx), year, as_of, known_at)
    found = assessment.assess(Standings(asked.view, asked.scheme), number, by)
    rows = [_row(group, found) for group in found.groups]
    whole = {**_row(found.total, found), "name": _("Total")}
    document = {
        "year": number,
        "as_of": found.as_of,
        "by": by,
        "target": found.target,
        "nights": found.nights,
        "rows": rows,
        "total": {**whole, "name": None},
    }
    titles = {"department": _("Department"), "town": _("Town")}
    shown = [{**row, "name": row["name"] or _("not known")} for row in rows]
    answer(
        shown,
        [Column("name", titles[by]), *COLUMNS],
        fmt=format,
        output=output,
        document=document,
        title=_("Assessment of {year}, as known on {day}").format(year=number, day=found.as_of),
        total=whole,
    )
    _notes(found)


def _row(group: "Group", found: "Assessment") -> dict[str, Any]:
    meets = None
    if found.target is not None and group.rate is not None:
        meets = group.rate >= found.target
    return {
        "name": group.name,
        **{column.key: getattr(group, column.key) for column in COLUMNS},
        "late": group.late,
        "due": group.due,
        "meets_target": meets,
    }


def _notes(found: "Assessment") -> None:
    if found.target is None:
        note(_("No coverage target is in force on {day}.").format(day=found.as_of))
    else:
        names = [group.name or _("not known") for group in found.groups if _misses(group, found)]
        text = _("The target of {target:.0%} is missed by: {names}")
        note(text.format(target=found.target, names="、".join(names) or "-"))
    if not found.nights:
        note(_("`zcins run` did not work in {year}: nobody was told.").format(year=found.year))
    if found.total.in_time is None:
        note(_("No days for answers are in force: nothing is judged by them."))


def _misses(group: "Group", found: "Assessment") -> bool:
    return group.rate is not None and group.rate < (found.target or 0)
