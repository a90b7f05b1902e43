"""One finding: its story, and waiving it."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from zcins.commands._common import (
    AsOf,
    Format,
    KnownAt,
    Output,
    answer,
    open_office,
    parse_day,
)
from zcins.commands._findings import verdict_name
from zcins.errors import UsageFaultError
from zcins.i18n import _
from zcins.present import Column, print_json, print_table

if TYPE_CHECKING:
    from zcins.compliance import Audit, Finding

Ident = Annotated[str, typer.Argument(metavar="ID", help=_("The id of the finding."))]


def show(
    ctx: typer.Context,
    ident: Ident,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    format: Format = "table",  # noqa: A002 - the option's name
) -> None:
    """Show a finding, its nights, answers and letters, and the rows behind it."""
    from zcins.compliance import audit
    from zcins.dossier import behind
    from zcins.findings import histories, spans

    asked = open_office(ctx).ask(parse_day(as_of, "--as-of"), known_at)
    found = _find(audit(asked.view, asked.scheme, _only(ident)), ident)
    nights = [span for span in spans(asked.view) if span.finding == ident]
    if found is None and not nights:
        raise _unknown(ident)
    history = histories(asked.view, asked.scheme, [ident])[ident]
    document: dict[str, Any] = {"id": ident, "status": "gone", "rule": ident.partition(":")[0]}
    if found:
        document |= found.document()
    else:
        document |= {"message": nights[-1].message, "gone": nights[-1].gone}
    document |= history.document(asked.day)
    document["nights"] = [
        {"first": span.first, "last": span.last, "gone": span.gone} for span in nights
    ]
    document["letters"] = [
        {"number": one.number, "sent_on": one.sent_on, "file": one.file} for one in history.letters
    ]
    document["rows"] = behind(asked.view, found) if found else []
    if format == "json":
        print_json(document)
    else:
        _tell(document)


def _only(ident: str) -> frozenset[str]:
    from zcins.compliance import rules

    name = ident.partition(":")[0]
    if name not in rules():
        raise _unknown(ident)
    return frozenset({name})


def _find(found: "Audit", ident: str) -> "Finding | None":
    return next((one for one in (*found.findings, *found.waived) if one.id == ident), None)


def _unknown(ident: str) -> UsageFaultError:
    return UsageFaultError(
        _("There is no finding {id}, now or in any night.").format(id=ident),
        _("`zcins audit` lists those of today with their ids."),
    )


def _tell(document: dict[str, Any]) -> None:
    print(f"{document['id']}  [{document['status']}]")
    print(document["message"])
    labels = {
        "severity": _("Severity"),
        "department": _("Department"),
        "since": _("Since"),
        "basis": _("Basis"),
        "remedy": _("What to do"),
        "first_seen": _("First seen"),
        "last_seen": _("Last seen"),
        "gone": _("Gone"),
        "answer_due": _("Answer due"),
    }
    for name, label in labels.items():
        if document.get(name):
            print(f"  {label}: {document[name]}")
    if said := document["answer"]:
        print(f"  {_('Answer')}: {verdict_name(said['verdict'])} {said['text']}")
    if waiver := document.get("waiver"):
        print(f"  {_('Waived until {day}').format(day=waiver['until'])}: {waiver['reason']}")
    for letter in document["letters"]:
        print(f"  {_('Letter')}: {letter['number']} {letter['sent_on']}")
    columns = [
        Column("record", _("Record")),
        Column("file", _("File")),
        Column("sheet", _("Sheet")),
        Column("row", _("Row"), "int"),
        Column("period", _("Period")),
    ]
    print_table(document["rows"], columns, title=_("Rows behind it"))


def waive(
    ctx: typer.Context,
    ident: Ident,
    reason: Annotated[str, typer.Option("--reason", help=_("Why it is not to be reported."))],
    until: Annotated[
        str, typer.Option("--until", metavar="DATE", help=_("The last day of the waiver."))
    ],
) -> None:
    """Waive a finding of today up to a day, which is included."""
    from zcins import findings
    from zcins.compliance import audit

    day = parse_day(until, "--until")
    office = open_office(ctx)
    if day is None or day < office.today:
        raise UsageFaultError(_("--until {day} is over already.").format(day=until))
    if not reason.strip():
        raise UsageFaultError(_("--reason is empty."), _("Write why in a few words."))
    asked = office.ask()
    found = _find(audit(asked.view, asked.scheme, _only(ident)), ident)
    if found is None:
        raise _unknown(ident)
    if not found.rule.waivable:
        raise UsageFaultError(
            _("Findings of the rule {rule} may not be waived.").format(rule=found.rule.id),
            _("`zcins audit --rules` tells which may."),
        )
    with office.store.write("waive", f"{ident}: {reason}", office.scheme_state) as write:
        findings.waive(write, ident, reason.strip(), day)
    print(
        _("Waived until {day}: {id} (event {event}).").format(day=day, id=ident, event=write.event)
    )


def unwaive(ctx: typer.Context, ident: Ident) -> None:
    """End the waiver of a finding."""
    from zcins import findings

    office = open_office(ctx)
    if ident not in findings.waivers(office.ask().view):
        raise UsageFaultError(
            _("There is no waiver of {id}.").format(id=ident),
            _("`zcins audit waivers` lists them."),
        )
    with office.store.write("unwaive", ident, office.scheme_state) as write:
        findings.end_waiver(write, ident)
    print(_("The waiver of {id} has ended (event {event}).").format(id=ident, event=write.event))


def waivers(
    ctx: typer.Context,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    format: Format = "table",  # noqa: A002 - the option's name
    output: Output = None,
) -> None:
    """List the waivers, those that are over included."""
    from zcins.findings import waivers as given

    asked = open_office(ctx).ask(parse_day(as_of, "--as-of"), known_at)
    rows: list[dict[str, Any]] = [
        {
            "id": one.finding,
            "reason": one.reason,
            "until": one.until,
            "in_force": asked.day <= one.until,
            "event": one.event,
            "who": one.who,
            "at": one.at,
        }
        for one in given(asked.view).values()
    ]
    columns = [
        Column("id", _("Id")),
        Column("reason", _("Reason")),
        Column("until", _("Until"), "date"),
        Column("force", _("In force")),
        Column("who", _("Who")),
        Column("at", _("At")),
        Column("event", _("Event"), "int"),
    ]
    shown = [{**row, "force": _("yes") if row["in_force"] else _("no")} for row in rows]
    document = {"waivers": rows}
    answer(shown, columns, fmt=format, output=output, document=document, title=_("Waivers"))
