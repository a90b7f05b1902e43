"""`zcins status`: the state of the office on one screen."""

from typing import TYPE_CHECKING, Any

import typer

from zcins.commands._common import AsOf, Format, make_app, open_office, parse_day
from zcins.commands._night import coverage_line
from zcins.i18n import _
from zcins.present import print_json

if TYPE_CHECKING:
    from zcins.nightly.overview import Overview

app = make_app()
SHOWN_DATES = 3


@app.command(help=_("Show the state of the office at a glance."))
def status(
    ctx: typer.Context,
    as_of: AsOf = None,
    format: Format = "table",  # noqa: A002 - the option's name
) -> None:
    """Show coverage, findings, and what waits for a person."""
    from zcins.nightly.overview import overview

    office = open_office(ctx)
    seen = overview(office, office.ask(parse_day(as_of, "--as-of")))
    document = _document(seen)
    if format == "json":
        print_json(document)
        return
    for label, value in _lines(seen, document):
        print(f"{label}: {value}")


def _document(seen: "Overview") -> dict[str, Any]:
    from zcins.nightly.overview import counted, last_backup

    view, scheme, copy = seen.asked.view, seen.asked.scheme, last_backup(seen.office.home)
    run = seen.run
    return {
        "as_of": seen.asked.day.isoformat(),
        "home": str(seen.office.home),
        "coverage": seen.coverage.total,
        "change": seen.change,
        "voluntary": seen.coverage.voluntary,
        "not_in_register": seen.coverage.not_in_register,
        "outside_district": seen.coverage.outside_district,
        "findings": seen.audit.counts,
        "new": counted(seen.new),
        "expiring": seen.expiring,
        "to_review": seen.to_review,
        "quarantined": len(view.quarantined),
        "ledgers_overdue": {code: len(found) for code, found in sorted(seen.overdue.items())},
        "register_entries": len(view.register),
        "policies": len(view.policies),
        "imports": len(seen.imports),
        "last_import": seen.imports[-1]["at"] if seen.imports else None,
        "last_run": {"event": run.event, "at": run.at, **run.summary} if run else None,
        "last_backup": {"file": str(copy[0]), "at": copy[1]} if copy else None,
        "next_dates": [one.document() for one in seen.coming],
        "pilot": [task.document() for task in seen.tasks],
        "pilot_end": scheme.pilot().end.isoformat(),
    }


def _lines(seen: "Overview", document: dict[str, Any]) -> list[tuple[str, object]]:
    counts = _("high {high}, medium {medium}, low {low}: zcins audit")
    name = seen.asked.scheme.insurer_name
    overdue = (f"{name(code)} ({n})" for code, n in document["ledgers_overdue"].items())
    expiring = document["expiring"]
    return [
        (_("Office"), document["home"]),
        (_("Day"), document["as_of"]),
        (_("Coverage"), coverage_line(seen)),
        (_("Findings"), counts.format(**document["findings"])),
        (_("New since the last run"), counts.format(**document["new"]) + " --new"),
        (_("Cover ends soon"), _("not checked") if expiring is None else expiring),
        (_("Waiting for a decision"), _("{n}: zcins match list").format(n=document["to_review"])),
        (_("Quarantined rows"), _("{n}: zcins imports list").format(n=document["quarantined"])),
        (_("Overdue ledgers"), ", ".join(overdue) or "-"),
        (
            _("In the store"),
            _("{entries} register entries, {policies} policies, {imports} imports").format(
                entries=document["register_entries"],
                policies=document["policies"],
                imports=document["imports"],
            ),
        ),
        (_("Last import"), document["last_import"] or "-"),
        (_("Last run"), _run_line(document["last_run"])),
        (_("Last backup"), _backup_line(document["last_backup"])),
        (_("Pilot"), _pilot_line(document["pilot"])),
        *((_("Ahead"), f"{one.on} {one.text}") for one in seen.coming[:SHOWN_DATES]),
    ]


def _run_line(run: dict[str, Any] | None) -> str:
    if run is None:
        return _("none yet: zcins run")
    failed = ", ".join(run["failed"])
    line = _("{at}, {new} new findings, {gone} gone").format(
        at=run["at"], new=sum(run["new"].values()), gone=run["gone"]
    )
    return line + ("; " + _("not done: {names}").format(names=failed) if failed else "")


def _backup_line(copy: dict[str, Any] | None) -> str:
    return f"{copy['at']}, {copy['file']}" if copy else _("none yet: zcins backup FILE")


def _pilot_line(steps: list[dict[str, Any]]) -> str:
    states = [step["state"] for step in steps]
    return _("{done} of {all} steps done, {overdue} overdue: zcins pilot show").format(
        done=states.count("done"), all=len(states), overdue=states.count("overdue")
    )
