"""`zcins subsidy`: what is proposed, approved, paid and asked back, and what a year will cost."""

import typer

from zcins.commands import _subsidy, _subsidy_shown
from zcins.commands import _subsidy_options as opts
from zcins.commands._common import AsOf, Format, KnownAt, Output, make_app, open_office, parse_day
from zcins.i18n import _

app = make_app(_("Propose, approve and pay the subsidy; ask back; forecast its cost."))


@app.command(help=_("Decide every policy of a year; replaces the year's unapproved batch."))
def propose(
    ctx: typer.Context,
    year: opts.Year,
    dry_run: opts.DryRun = False,
    output: Output = None,
    format: Format = "table",  # noqa: A002 - the option's name
) -> None:
    """Store the year's proposal as a batch and show its account."""
    _subsidy.propose(open_office(ctx), year, format, output, keep=not dry_run)


@app.command(help=_("Approve a batch as it was proposed; refused where anything has changed."))
def approve(
    ctx: typer.Context,
    batch: opts.Number,
    opinion: opts.Opinion,
    name: opts.Name = None,
) -> None:
    """Approve a batch; its lines are what is paid."""
    _subsidy.approve(open_office(ctx), batch, opinion, name)


@app.command(help=_("Enter what was paid: all that is open, or of some enterprises and payers."))
def pay(
    ctx: typer.Context,
    batch: opts.Number,
    day: opts.Day,
    enterprise: opts.Firms = None,
    payer: opts.Payers = None,
) -> None:
    """Enter payments of a day."""
    _subsidy.transfer(open_office(ctx), batch, day, (enterprise, payer), out=True)


@app.command(help=_("Enter what came back of amounts asked back."))
def collect(
    ctx: typer.Context,
    batch: opts.Number,
    day: opts.Day,
    enterprise: opts.Firms = None,
    payer: opts.Payers = None,
) -> None:
    """Enter amounts that enterprises paid back on a day."""
    _subsidy.transfer(open_office(ctx), batch, day, (enterprise, payer), out=False)


@app.command(help=_("Note that transfers to an enterprise failed: they are open again."))
def failed(
    ctx: typer.Context,
    batch: opts.Number,
    enterprise: opts.Firm,
    reason: opts.Failure,
) -> None:
    """Let payments end that came back."""
    _subsidy.failed(open_office(ctx), batch, enterprise, reason)


@app.command("list", help=_("List the batches with their state and totals."))
def list_(
    ctx: typer.Context,
    known_at: KnownAt = None,
    output: Output = None,
    format: Format = "table",  # noqa: A002 - the option's name
) -> None:
    """List all batches, replaced ones included."""
    _subsidy_shown.list_batches(open_office(ctx).ask(None, known_at), format, output)


@app.command(help=_("Show a batch line by line."))
def show(
    ctx: typer.Context,
    batch: opts.Number,
    verify: opts.Verify = False,
    known_at: KnownAt = None,
    output: Output = None,
    format: Format = "table",  # noqa: A002 - the option's name
) -> None:
    """Show a batch's account as it is stored."""
    _subsidy.show(open_office(ctx), batch, known_at, (format, output), verify=verify)


@app.command(help=_("Write a batch's papers: opinion, plan, list for finance, bank list."))
def documents(
    ctx: typer.Context,
    batch: opts.Number,
    output: opts.Folder,
    known_at: KnownAt = None,
) -> None:
    """Write the papers of a batch into a folder."""
    _subsidy.write_documents(open_office(ctx), batch, known_at, output)


@app.command(help=_("Forecast a year's bill: expected renewals, taper, other rates beside."))
def forecast(
    ctx: typer.Context,
    year: opts.Year,
    setting: opts.Settings = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    output: Output = None,
    format: Format = "table",  # noqa: A002 - the option's name
) -> None:
    """Show the bill of a year by sector, under today's and under changed values."""
    asked = open_office(ctx).ask(parse_day(as_of, "--as-of"), known_at)
    _subsidy_shown.forecast(asked, year, setting or [], format, output)
