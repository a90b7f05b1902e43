"""`zcins policy`: policies that enterprises show at the counter, until insurers confirm them."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from zcins.commands._common import Format, Output, answer, make_app, open_office, parse_day
from zcins.commands._evidence import archived
from zcins.errors import UsageFaultError
from zcins.i18n import _
from zcins.present import Column

if TYPE_CHECKING:
    from zcins.office import Asked

app = make_app(_("Enter policies that enterprises show, until an insurer's ledger confirms them."))


@app.command(help=_("Enter a policy that an enterprise has shown, with the evidence."))
def enter(
    ctx: typer.Context,
    enterprise: Annotated[
        str, typer.Argument(metavar="ENTERPRISE", help=_("Its number, code or whole name."))
    ],
    insurer: Annotated[str, typer.Option("--insurer", help=_("Whose policy it is."))],
    policy_no: Annotated[str, typer.Option("--policy-no", help=_("The number of the policy."))],
    first: Annotated[str, typer.Option("--from", metavar="DATE", help=_("Its first day."))],
    last: Annotated[str, typer.Option("--until", metavar="DATE", help=_("Its last day."))],
    evidence: Annotated[
        Path, typer.Option("--evidence", metavar="FILE", help=_("A scan or photograph of it."))
    ],
    reason: Annotated[str, typer.Option("--reason", help=_("Who showed it, and to whom."))] = "",
) -> None:
    """Keep the evidence; the enterprise is unresolved until the insurer's ledger has the policy."""
    from zcins.registry import ShownPolicy, enter_policy

    office = open_office(ctx)
    asked = office.ask()
    number = _one(asked, enterprise)
    code = asked.scheme.insurer(insurer) or insurer
    days = _days(first, last)
    digest = archived(office, evidence)
    shown = ShownPolicy(number, code, policy_no.strip(), *days, evidence.name, digest)
    what = _("policy {policy_no} of enterprise {number}").format(policy_no=policy_no, number=number)
    with office.store.write("policy", what, office.scheme_state) as write:
        enter_policy(write, shown, reason)
    text = _("Entered: {what}. It counts when the ledger of {insurer} brings it.")
    print(text.format(what=what, insurer=asked.scheme.insurer_name(code)))


@app.command("list", help=_("List the policies entered by hand, and whether they are confirmed."))
def list_(
    ctx: typer.Context,
    format: Format = "table",  # noqa: A002 - the option's name
    output: Output = None,
) -> None:
    """List every policy that was entered by hand, oldest first."""
    from zcins.registry import unconfirmed

    view = open_office(ctx).ask().view
    entries = view.entries([one.enterprise for one in view.hand_policies])
    waits = {one.id for one in unconfirmed(view)}
    columns = [
        Column("enterprise", _("Enterprise"), "int"),
        Column("name", _("Name")),
        Column("insurer", _("Insurer")),
        Column("policy_no", _("Policy")),
        Column("inception", _("From"), "date"),
        Column("expiry", _("Until"), "date"),
        Column("state", _("State")),
        Column("file", _("Evidence")),
        Column("who", _("Who")),
        Column("reason", _("Reason")),
    ]
    rows: list[dict[str, Any]] = []
    for one in view.hand_policies:
        confirmed = one.id not in waits
        rows.append(
            {
                **{name: getattr(one, name) for name in one.__slots__ if name != "id"},
                **view.by_hand.get(one.event, {}),
                "name": entries[one.enterprise].versions[-1].record.name,
                "confirmed": confirmed,
                "state": _("confirmed") if confirmed else _("not confirmed"),
            }
        )
    answer(rows, columns, fmt=format, output=output, document=rows, title=_("Entered by hand"))


def _one(asked: "Asked", text: str) -> int:
    from zcins.registry import find

    found = find(asked.view, text)
    if len(found) != 1:
        raise UsageFaultError(
            _("{n} enterprises fit {name}.").format(n=len(found), name=text),
            _("Give its number: `zcins enterprise NAME` shows it."),
        )
    return found[0]


def _days(first: str, last: str) -> tuple[date, date]:
    inception, expiry = parse_day(first, "--from"), parse_day(last, "--until")
    if inception is None or expiry is None or expiry < inception:
        raise UsageFaultError(
            _("--until {last} is before --from {first}.").format(last=last, first=first)
        )
    return inception, expiry
