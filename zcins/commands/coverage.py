"""`zcins coverage`: who must be insured and who is."""

from datetime import date
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
    parse_day,
)
from zcins.i18n import _
from zcins.present import Column

if TYPE_CHECKING:
    from zcins.coverage import Coverage
    from zcins.scheme import Scheme

app = make_app()
FIGURES = [
    Column("required", _("Required"), "int"),
    Column("insured", _("Insured"), "int"),
    Column("unresolved", _("Unresolved"), "int"),
    Column("lapsed", _("Lapsed"), "int"),
    Column("uninsured", _("Uninsured"), "int"),
    Column("rate", _("Rate"), "rate"),
    Column("employees", _("Staff"), "int"),
    Column("employees_unknown", _("?"), "int"),
    Column("insured_headcount", _("Heads"), "int"),
]


By = Annotated[
    list[str] | None,
    typer.Option(
        "--by",
        metavar="sector|town|department|insurer|month",
        help=_("Count apart by this (repeatable)."),
    ),
]


@app.command(help=_("Count who must be insured and who is, on a day."))
def coverage(
    ctx: typer.Context,
    by: By = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    format: Format = "table",  # noqa: A002 - the option's name
    output: Output = None,
) -> None:
    """Count the enterprises that must be insured by state."""
    from zcins import coverage as question

    chosen = tuple(dict.fromkeys(by or ()))
    for name in chosen:
        choose(name, "--by", question.BY)
    asked = open_office(ctx).ask(parse_day(as_of, "--as-of"), known_at)
    found = question.coverage(asked.view, asked.scheme, chosen)
    answer(
        [_named(row, asked.scheme) for row in found.rows] or [found.total],
        [*_groups(chosen), *FIGURES],
        fmt=format,
        output=output,
        document=found.document(),
        title=_("Coverage on {day}").format(day=found.as_of),
        total=found.total if found.rows else None,
    )
    if format == "table" and not output:
        _print_others(found)
    if not found.total["required"]:
        last = asked.scheme.last_required_day(found.as_of)
        _note_nothing(found.as_of, last)


def _groups(chosen: tuple[str, ...]) -> list[Column]:
    titles = {
        "sector": _("Sector"),
        "town": _("Town"),
        "department": _("Department"),
        "insurer": _("Insurer"),
        "month": _("Month"),
    }
    return [Column(name, titles[name]) for name in chosen]


def _named(row: dict[str, Any], scheme: "Scheme") -> dict[str, Any]:
    """Give a row with the names of its codes."""
    names = {"sector": scheme.sector_name, "insurer": scheme.insurer_name}
    return {**row, **{name: give(row[name]) for name, give in names.items() if row.get(name)}}


def _print_others(found: "Coverage") -> None:
    print(
        _(
            "voluntary {voluntary}, not in the register {unknown}, outside the district {outside}"
        ).format(
            voluntary=found.voluntary,
            unknown=found.not_in_register,
            outside=found.outside_district,
        )
    )


def _note_nothing(day: date, last: date | None) -> None:
    text = _("Nothing is required on {day}; the last day on which something was: {last}.")
    note(text.format(day=day, last=last or "-"))
