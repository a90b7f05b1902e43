"""`zcins rate`: what a premium should be by the tariff, and whether it is."""

import typer

from zcins.commands import _rate_options as opt
from zcins.commands._common import (
    AsOf,
    Format,
    KnownAt,
    Output,
    make_app,
    open_office,
    parse_day,
)
from zcins.errors import UsageFaultError
from zcins.i18n import _

app = make_app(_("Work out premiums by the tariff; check and explain those charged."))


@app.command(help=_("Work out a premium by the tariff of a day, step by step."))
def quote(
    ctx: typer.Context,
    sector: opt.Sector,
    employees: opt.Employees = None,
    limit: opt.Limit = None,
    cost: opt.Cost = None,
    units: opt.Units = None,
    grade: opt.Grade = None,
    risk: opt.Risk = None,
    dual: opt.Dual = None,
    accidents: opt.Accidents = None,
    loss_ratio: opt.LossRatio = None,
    also: opt.Also = None,
    inputs: opt.Inputs = None,
    on: opt.On = None,
    format: Format = "table",  # noqa: A002 - the option's name
) -> None:
    """Show the calculation of one case."""
    from zcins import rating
    from zcins.commands._rate import show_quote
    from zcins.commands._rate_case import Words, case_of

    day = parse_day(on, "--on")
    office = open_office(ctx)
    first = (sector, also or [], employees, limit, cost, units, grade, risk, dual)
    case = case_of(Words(*first, accidents or [], loss_ratio, inputs or []), office.scheme)
    show_quote(rating.quote(office.scheme, case, day or office.today), format)


@app.command(help=_("Check the premium of every policy in force by the tariff of its inception."))
def check(
    ctx: typer.Context,
    sector: opt.OnlySector = None,
    every: opt.Every = False,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    format: Format = "table",  # noqa: A002 - the option's name
    output: Output = None,
) -> None:
    """List the policies whose premium is not the tariff's; all of them in JSON and files."""
    from zcins import rating
    from zcins.commands._rate import show_check
    from zcins.commands._rate_case import sector_of

    asked = open_office(ctx).ask(parse_day(as_of, "--as-of"), known_at)
    wanted = sector_of(sector, "--sector", asked.scheme) if sector else None
    found = rating.check(asked.view, asked.scheme)
    found.rows = [row for row in found.rows if wanted in {None, row.sector}]
    show_check(found, asked, format, output, whole=every or format != "table" or bool(output))


@app.command(help=_("Explain a policy's premium by the tariff of its inception."))
def explain(
    ctx: typer.Context,
    policy_no: opt.Number,
    insurer: opt.Insurer = None,
    enterprise: opt.Enterprise = None,
    known_at: KnownAt = None,
    format: Format = "table",  # noqa: A002 - the option's name
    output: opt.Sheet = None,
) -> None:
    """Show the calculation beside what was charged; write it as a sheet for the enterprise."""
    from zcins import rating
    from zcins.commands._rate import show_explained, the_one, write_sheet

    office = open_office(ctx)
    asked = office.ask(None, known_at)
    code = (asked.scheme.insurer(insurer) or insurer) if insurer else None
    policies = rating.find_policies(asked.view, policy_no, code, enterprise)
    policy = the_one(policies, policy_no, asked.scheme)
    (found,) = rating.explain(asked.view, asked.scheme, [policy])
    show_explained(found, asked.scheme, format)
    if output:
        write_sheet(found, asked, office, output)


@app.command(help=_("Show what premiums would be under changed values, beside today's."))
def simulate(
    ctx: typer.Context,
    settings: opt.Set = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    format: Format = "table",  # noqa: A002 - the option's name
    output: Output = None,
) -> None:
    """Sum the premiums of the policies in force, as if all began on the day."""
    from zcins import rating
    from zcins.commands._rate import show_simulation

    if not settings:
        raise UsageFaultError(
            _("--set is missing"), _("Write it like --set factor.standardization.二级=0.85.")
        )
    asked = open_office(ctx).ask(parse_day(as_of, "--as-of"), known_at)
    found = rating.simulate(asked.view, asked.scheme, settings)
    show_simulation(found, asked.scheme, format, output)
