"""`zcins insurers`: what the insurers did in a year, and their assessment."""

from typing import Annotated

import typer

from zcins.commands import _year
from zcins.commands._common import AsOf, Format, KnownAt, Output, choose, make_app, note
from zcins.commands._common import open_office as opened
from zcins.commands._year import Insurer, Year, insurer_code
from zcins.i18n import _

app = make_app(_("Look at the insurers: prevention money, claims, the yearly scorecard."))


@app.command("list", help=_("List the insurers with their policies in force."))
def list_(
    ctx: typer.Context,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    format: Format = "table",  # noqa: A002 - the option's name
    output: Output = None,
) -> None:
    """List the insurers of the scheme, and others whose policies are in force."""
    from zcins.commands._common import parse_day
    from zcins.commands._insurers_shown import show_list

    asked = opened(ctx).ask(parse_day(as_of, "--as-of"), known_at)
    show_list(asked, format, output)


@app.command(help=_("Show the prevention money of a year: owed, accrued, spent, and for whom."))
def prevention(
    ctx: typer.Context,
    year: Year,
    by: Annotated[
        str,
        typer.Option("--by", metavar="insurer|base|use|enterprise", help=_("What a row is.")),
    ] = "insurer",
    insurer: Insurer = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    format: Format = "table",  # noqa: A002 - the option's name
    output: Output = None,
) -> None:
    """Show each insurer's prevention money by the scheme's shares and uses."""
    from zcins.commands._insurers_shown import show_funds

    choose(by, "--by", ("insurer", "base", "use", "enterprise"))
    number, asked = _year.ask_year(opened(ctx), year, as_of, known_at)
    show_funds(asked, number, by, insurer_code(asked.scheme, insurer), (format, output))


@app.command(help=_("Show the claims of a year's accidents: advance, days, loss ratios."))
def claims(
    ctx: typer.Context,
    year: Year,
    by: Annotated[
        str,
        typer.Option("--by", metavar="insurer|sector|town|enterprise", help=_("What a row is.")),
    ] = "insurer",
    development: Annotated[
        str | None,
        typer.Option(
            "--development",
            metavar="quarter|year",
            help=_("Show instead how all accident years' claims grew, by this step."),
        ),
    ] = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    format: Format = "table",  # noqa: A002 - the option's name
    output: Output = None,
) -> None:
    """Show the claims by group, or the development of the accident years."""
    from zcins.commands._insurers_shown import show_claims, show_development

    choose(by, "--by", ("insurer", "sector", "town", "enterprise"))
    if development:
        choose(development, "--development", ("quarter", "year"))
    number, asked = _year.ask_year(opened(ctx), year, as_of, known_at)
    if development:
        show_development(asked, development, (format, output))
    else:
        show_claims(asked, number, by, (format, output))


@app.command(help=_("Assess the insurers of a year, indicator by indicator."))
def scorecard(
    ctx: typer.Context,
    year: Year,
    insurer: Insurer = None,
    pages: Annotated[
        str | None,
        typer.Option("--pages", metavar="DIR", help=_("Write each insurer's page into DIR.")),
    ] = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    format: Format = "table",  # noqa: A002 - the option's name
    output: Output = None,
) -> None:
    """Show every insurer's figures with numerator, denominator, cases and rank."""
    from zcins.commands._scorecard import show_scorecard, write_pages
    from zcins.insurers.figures import Ground
    from zcins.insurers.scorecard import scorecard as assessed
    from zcins.standing import Standings

    office = opened(ctx)
    number, asked = _year.ask_year(office, year, as_of, known_at)
    only = insurer_code(asked.scheme, insurer)
    ground = Ground(Standings(asked.view, asked.scheme), number)
    found = assessed(ground)
    paths = write_pages(ground, found, asked.name, pages, only) if pages else []
    show_scorecard(ground, found, only, (format, output), paths)
    for path in paths:
        note(_("Written: {file}").format(file=path))
