"""Findings over time: departments' answers coming back, and the trend by month."""

from collections import Counter
from pathlib import Path
from typing import Annotated, Any

import typer

from zcins.commands._common import (
    AsOf,
    Format,
    KnownAt,
    Output,
    answer,
    note,
    open_office,
    parse_day,
)
from zcins.commands._findings import verdict_name
from zcins.i18n import _, ngettext
from zcins.present import Column


def answers(
    ctx: typer.Context,
    file: Annotated[
        Path, typer.Argument(metavar="FILE.xlsx", help=_("The workbook that came back."))
    ],
    format: Format = "table",  # noqa: A002 - the option's name
) -> None:
    """Keep the answers that are new or have changed, as one event."""
    from zcins.findings import strangers
    from zcins.intake.importer import Intake

    office = open_office(ctx)
    intake = Intake(office.store, office.scheme, office.archive, office.today, strangers)
    receipt = intake.take_answers(file)
    changed = receipt.document()["answers"]
    document = {
        "file": receipt.file,
        "event": receipt.id if changed else None,
        "answers": changed,
        "unchanged": receipt.rows["unchanged"],
    }
    columns = [
        Column("id", _("Id")),
        Column("name", _("Answer")),
        Column("text", _("What they say")),
    ]
    rows = [{**one, "name": verdict_name(one["verdict"])} for one in changed]
    answer(rows, columns, fmt=format, document=document, title=_("Answers"))
    count = ngettext("{n} answer taken in.", "{n} answers taken in.", len(changed))
    note(count.format(n=len(changed)))


def trend(
    ctx: typer.Context,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    format: Format = "table",  # noqa: A002 - the option's name
    output: Output = None,
) -> None:
    """Audit each month end since the pilot began, by what is known now."""
    from zcins.compliance import SEVERITIES, audit_standings
    from zcins.coverage import month_ends
    from zcins.standing import Standings

    asked = open_office(ctx).ask(parse_day(as_of, "--as-of"), known_at)
    standings = Standings(asked.view, asked.scheme)
    rows: list[dict[str, Any]] = []
    for day in month_ends(asked.scheme, asked.day):
        found = audit_standings(standings.on(day))
        rules = Counter(finding.rule.id for finding in found.findings)
        counts = {str(name): number for name, number in found.counts.items()}
        rows.append({"month": day.isoformat()[:7], "day": day, **counts, "rules": dict(rules)})
    names = {"high": _("high"), "medium": _("medium"), "low": _("low")}
    columns = [
        Column("month", _("Month")),
        *(Column(name, names[name], "int") for name in SEVERITIES),
        *(
            Column(rule, rule, "int")
            for rule in sorted({rule for row in rows for rule in row["rules"]})
            if output or format == "csv"
        ),
    ]
    flat = [{**dict.fromkeys(row["rules"], 0), **row["rules"], **row} for row in rows]
    document = {"as_of": asked.day, "rows": rows}
    answer(
        flat, columns, fmt=format, output=output, document=document, title=_("Findings by month")
    )
