"""How a report is held against one that was sent: what differs, and what did it."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from zcins.commands._common import answer, note
from zcins.errors import UsageFaultError
from zcins.i18n import _
from zcins.present import Column, check_output, print_table

if TYPE_CHECKING:
    from zcins.commands._period import AskedPeriod
    from zcins.office import Office
    from zcins.reports.scope import Scope
    from zcins.trace import Comparison

Compare = Annotated[
    str | None,
    typer.Option(
        "--compare",
        metavar="EVENT",
        help=_(
            "Write nothing; list what has changed since the report known at this event or moment,"
            " and which events did it. -o then names a file (.xlsx, .csv or .json)."
        ),
    ),
]


def held_against(
    office: "Office",
    asked: "AskedPeriod",
    scope: "Scope",
    old: str,
    fmt: str,
    output: str | None,
) -> None:
    """Hold a report against the same as it was known at an earlier event, and show what differs.

    Raises UsageFaultError where the event is a later one.
    """
    from zcins.reports.facts import facts_of
    from zcins.reports.ground import Ground
    from zcins.trace import Walk, compare

    if output is not None:
        check_output(Path(output))
    before = office.ask(asked.ground.day, old, "--compare")
    if before.view.event > asked.ground.view.event:
        message = _("--compare {event} is later than what it is held against, event {other}.")
        raise UsageFaultError(
            message.format(event=before.view.event, other=asked.ground.view.event)
        )
    grounds = [Ground(one.view, one.scheme, asked.period, scope) for one in (before, asked.ground)]
    walks = [Walk(ground, facts_of(ground).figures()) for ground in grounds]
    _show(compare(*walks), fmt, output)


def _show(found: "Comparison", fmt: str, output: str | None) -> None:
    rows = [
        {
            "key": one.key,
            "old": one.old,
            "new": one.new,
            "difference": one.difference,
            "events": ", ".join(map(str, one.events)) or None,
        }
        for one in found.differences
    ]
    columns = [
        Column("key", _("Key")),
        Column("old", _("Then")),
        Column("new", _("Now")),
        Column("difference", _("Difference")),
        Column("events", _("Events")),
    ]
    told = _document(found)
    title = _("What has changed since event {event}").format(event=told["old"])
    sheet: dict[str, Any] = {"document": told, "title": title}
    if not rows:
        note(_("Nothing has changed since event {event}.").format(event=told["old"]))
    if rows or fmt != "table" or output:
        answer(rows, columns, fmt=fmt, output=output, **sheet)
    if fmt == "table" and not output:
        _events(found)
    if found.new_scheme:
        note(_("The scheme has changed as well: `zcins scheme show` shows the present one."))


def _events(found: "Comparison") -> None:
    if not found.events:
        return
    rows = [
        {
            **event,
            "at": event["at"][:16].replace("T", " "),
            "figures": sum(event["event"] in one.events for one in found.differences),
        }
        for event in found.events
    ]
    columns = [
        Column("event", _("Event"), "int"),
        Column("at", _("At")),
        Column("who", _("Who")),
        Column("kind", _("Kind")),
        Column("what", _("What")),
        Column("figures", _("Figures"), "int"),
    ]
    print()
    print_table(rows, columns, title=_("The events that did it"))


def _document(found: "Comparison") -> dict[str, Any]:
    old, new = found.old.ground, found.new.ground
    return {
        "report": new.period.code,
        "scope": new.scope.name or None,
        "as_of": new.day.isoformat(),
        "old": old.view.event,
        "new": new.view.event,
        "scheme_changed": found.new_scheme,
        "events": found.events,
        "differences": [one.document() for one in found.differences],
    }
