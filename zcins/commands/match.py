"""`zcins match`: whose a row is that no proof links."""

from pathlib import Path
from typing import Annotated

import typer

from zcins.commands import _deciding as deciding
from zcins.commands._common import Format, KnownAt, Output, make_app, open_office
from zcins.commands._decided import list_decisions
from zcins.commands._review import review
from zcins.commands._waiting import show_waiting
from zcins.errors import UsageFaultError
from zcins.i18n import _

app = make_app(_("Decide which enterprise a waiting row belongs to."))
Waiting = Annotated[int, typer.Argument(metavar="ID", help=_("The number in `zcins match list`."))]
Reason = Annotated[str | None, typer.Option("--reason", help=_("Why; kept with the decision."))]


@app.command("list", help=_("List what waits for a decision, with the best candidates."))
def list_(
    ctx: typer.Context,
    explain: Annotated[
        bool, typer.Option("--explain", help=_("Say of each score what it is made of."))
    ] = False,
    known_at: KnownAt = None,
    format: Format = "table",  # noqa: A002 - the option's name
    output: Output = None,
) -> None:
    """List the waiting names and codes; those without a candidate come last."""
    show_waiting(open_office(ctx).ask(None, known_at), format, output, explain=explain)


@app.command(help=_("Decide that a waiting row is this enterprise's; remembered from then on."))
def accept(
    ctx: typer.Context,
    number: Annotated[
        int | None, typer.Argument(metavar="[ID]", help=_("The number in `zcins match list`."))
    ] = None,
    enterprise: Annotated[
        int | None, typer.Argument(metavar="[ENTERPRISE]", help=_("The enterprise's number."))
    ] = None,
    file: Annotated[
        Path | None,
        typer.Option("--from", metavar="FILE", help=_("Take what was decided in this workbook.")),
    ] = None,
    reason: Reason = None,
) -> None:
    """Link a name and code as written to an enterprise, for every insurer."""
    from zcins.commands._decided_file import take_file

    office = open_office(ctx)
    if file is not None:
        take_file(office, file, reason)
        return
    if number is None or enterprise is None:
        raise UsageFaultError(
            _("Name the waiting row and the enterprise, or a workbook with --from."),
            _("`zcins match list` shows the numbers of both."),
        )
    asked = office.ask()
    party, name = deciding.party_of(asked, number), deciding.entry_name(asked, enterprise)
    deciding.decide(office, party, enterprise, "accept", reason)
    print(deciding.accepted(party, name))


@app.command(help=_("Decide that a waiting row is not this enterprise's, or no one's."))
def reject(
    ctx: typer.Context,
    number: Waiting,
    enterprise: Annotated[
        int | None,
        typer.Argument(metavar="[ENTERPRISE]", help=_("Without it all candidates are excluded.")),
    ] = None,
    reason: Reason = None,
) -> None:
    """Exclude one candidate, or all: the row is then not in the register."""
    office = open_office(ctx)
    asked = office.ask()
    party = deciding.party_of(asked, number)
    name = None if enterprise is None else deciding.entry_name(asked, enterprise)
    deciding.decide(office, party, enterprise, "reject", reason)
    print(deciding.rejected(party, name))


@app.command(help=_("Add a waiting row's enterprise to the register, as the ledger writes it."))
def new(
    ctx: typer.Context,
    number: Waiting,
    town: Annotated[str | None, typer.Option("--town", help=_("Its town."))] = None,
    sector: Annotated[str | None, typer.Option("--sector", help=_("Its sector."))] = None,
    reason: Reason = None,
) -> None:
    """Add an entry; town and sector are asked at a terminal, else taken as proposed."""
    office = open_office(ctx)
    asked = office.ask()
    party = deciding.party_of(asked, number)
    entry = deciding.add_new(office, asked, party, town, sector, reason)
    print(_("{name} is enterprise {number} now.").format(name=party.name, number=entry))


@app.command(help=_("Take a decision back; what rested on it waits again."))
def withdraw(
    ctx: typer.Context,
    decision: Annotated[
        int, typer.Argument(metavar="DECISION", help=_("The number in `zcins match decisions`."))
    ],
) -> None:
    """Withdraw one decision."""
    office = open_office(ctx)
    found = deciding.decision_of(office.ask(), decision)
    deciding.withdraw(office, found)
    print(_("Withdrawn: decision {number}, {name}.").format(number=found.id, name=found.name))


app.command("decisions", help=_("List the decisions that hold: who made them, when and why."))(
    list_decisions
)
app.command("review", help=_("Decide one waiting row after the other, one key each."))(review)
