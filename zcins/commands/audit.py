"""`zcins audit`: policies and enterprises against the rules."""

from pathlib import Path

import typer

from zcins.commands._audit_one import show, unwaive, waive, waivers
from zcins.commands._audit_over import answers, trend
from zcins.commands._common import (
    App,
    AsOf,
    Format,
    KnownAt,
    choose,
    open_office,
    parse_day,
)
from zcins.commands._findings import (
    By,
    Department,
    FailOn,
    Insurer,
    Listed,
    New,
    NoWaivers,
    Rules,
    Sector,
    Severity,
    Target,
    Town,
    found_by,
    list_rules,
    show_findings,
    write_departments,
)
from zcins.commands._help import Group
from zcins.i18n import _
from zcins.present import check_output

ABOUT = _("Check policies and enterprises against the rules, on a day.")
FOUND = 1

app = App(cls=Group, add_completion=False, rich_markup_mode=None)


@app.callback(invoke_without_command=True, help=ABOUT)
def audit(
    ctx: typer.Context,
    sector: Sector = None,
    town: Town = None,
    department: Department = None,
    insurer: Insurer = None,
    rule: Rules = None,
    severity: Severity = None,
    new: New = False,
    no_waivers: NoWaivers = False,
    by: By = None,
    fail_on: FailOn = None,
    rules: Listed = False,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    format: Format = "table",  # noqa: A002 - the option's name
    output: Target = None,
) -> None:
    """Show the findings, gravest first."""
    from zcins.compliance import SEVERITIES
    from zcins.findings import new_since_last

    if ctx.invoked_subcommand:
        return
    for option, value in (("--severity", severity), ("--fail-on", fail_on)):
        if value is not None:
            choose(value, option, SEVERITIES)
    if by is not None:
        choose(by, "--by", ("department",))
    elif output is not None:
        check_output(Path(output))
    if rules:
        list_rules(format, output)
        return
    asked = open_office(ctx).ask(parse_day(as_of, "--as-of"), known_at)
    narrowed = {"sector": sector, "town": town, "department": department, "insurer": insurer}
    found = found_by(asked, narrowed, rule, severity)
    if new:
        found.findings = new_since_last(asked.view, found)
    if no_waivers:
        found = found.with_waived()
    show_all = write_departments if by else show_findings
    show_all(found, asked, format, output)
    if fail_on and found.as_grave_as(fail_on):
        raise typer.Exit(FOUND)


app.command(help=_("Tell the story of a finding, with the rows behind it."))(show)
app.command(help=_("Hide a finding until a day, with a reason."))(waive)
app.command(help=_("End a waiver before its day."))(unwaive)
app.command(help=_("List the waivers."))(waivers)
app.command(help=_("Take in a department's workbook with its answers."))(answers)
app.command(help=_("Count the findings at the end of each month."))(trend)
