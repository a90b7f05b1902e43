"""`zcins coverage`: who must be insured and who is."""

from typing import Annotated

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


@app.command(help=_("Count who must be insured and who is, on a day."))
def coverage(
    ctx: typer.Context,
    by: Annotated[
        list[str] | None,
        typer.Option(
            "--by",
            metavar="sector|town|department|insurer|month",
            help=_("Count apart by this (repeatable)."),
        ),
    ] = None,
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
    office = open_office(ctx)
    asked = office.ask(parse_day(as_of, "--as-of"), known_at)
    found = question.coverage(asked.view, asked.scheme, chosen)
    names = {
        "sector": asked.scheme.sector_name,
        "insurer": asked.scheme.insurer_name,
    }
    titles = {
        "sector": _("Sector"),
        "town": _("Town"),
        "department": _("Department"),
        "insurer": _("Insurer"),
        "month": _("Month"),
    }
    rows = [
        {
            **row,
            **{name: names[name](row[name]) for name in chosen if name in names and row[name]},
        }
        for row in found.rows
    ]
    answer(
        rows or [found.total],
        [*(Column(name, titles[name]) for name in chosen), *FIGURES],
        fmt=format,
        output=output,
        document=found.document(),
        title=_("Coverage on {day}").format(day=found.as_of),
        total=found.total if rows else None,
    )
    if format == "table" and not output:
        print(
            _(
                "voluntary {voluntary}, not in the register {unknown}, "
                "outside the district {outside}"
            ).format(
                voluntary=found.voluntary,
                unknown=found.not_in_register,
                outside=found.outside_district,
            )
        )
    if not found.total["required"]:
        note(
            _("Nothing is required on {day}; the last day on which something was: {last}.").format(
                day=found.as_of, last=asked.scheme.last_required_day(found.as_of) or "-"
            )
        )
