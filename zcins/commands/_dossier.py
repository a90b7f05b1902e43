"""How one enterprise is shown."""

from typing import TYPE_CHECKING, Any

from zcins.commands._common import answer
from zcins.errors import UsageFaultError
from zcins.i18n import _
from zcins.present import Column, print_table

if TYPE_CHECKING:
    from zcins.office import Asked


def show_dossier(asked: "Asked", number: int, fmt: str, output: str | None) -> None:
    """Show an entry's facts, policies and findings; raises UsageFaultError before it opened."""
    from zcins.dossier import dossier
    from zcins.registry import circle
    from zcins.standing import Standings, match_floor

    view, waits = circle(asked.view, number, match_floor(asked.scheme, asked.day))
    standings = Standings(view, asked.scheme, waits)
    standing = standings.entries.get(number)
    if standing is None:
        raise UsageFaultError(
            _("Enterprise {number} was not in the register on {day}.").format(
                number=number, day=asked.day
            ),
            _("Ask about a later day: --as-of DATE."),
        )
    document = dossier(standings, standing)
    rows = [
        {**one, "force": _("yes") if one["in_force"] else _("no"), "place": _place(one["source"])}
        for one in document["policies"]
    ]
    if fmt != "table" or output:
        answer(rows, _columns(), fmt=fmt, output=output, document=document)
        return
    _head(document)
    print_table(rows, _columns(), title=_("Policies"))
    for shown in document["shown_policies"]:
        print(_shown(shown))
    for finding in document["findings"]:
        print(f"{finding['severity']}  {finding['rule']}: {finding['message']}")


def _columns() -> list[Column]:
    return [
        Column("policy_no", _("Policy")),
        Column("insurer", _("Insurer")),
        Column("inception", _("From")),
        Column("expiry", _("Until")),
        Column("force", _("In force")),
        Column("premium", _("Premium (yuan)")),
        Column("insured_headcount", _("Heads"), "int"),
        Column("place", _("Source")),
    ]


def _place(source: dict[str, Any]) -> str:
    if source["import"] is None:
        return _("entered by hand on {day} by {who}: {reason}").format(
            day=str(source["at"])[:10], who=source["who"], reason=source["reason"] or "-"
        )
    return f"{source['file']}!{source['sheet']}!{source['row']}"


def _shown(policy: dict[str, Any]) -> str:
    text = _(
        "Policy {policy_no} of {insurer}, {inception} to {expiry}, was shown ({file}): {state}"
    )
    state = _("confirmed by the insurer's ledger") if policy["confirmed"] else _("not confirmed")
    return text.format(**{**policy, "state": state})


def _head(document: dict[str, Any]) -> None:
    entry = document["enterprise"]
    print(f"{entry['name']}  [{entry['id']}]  {entry['uscc'] or '-'}")
    print(_("State on {day}: {state}").format(day=document["as_of"], state=entry["state"]))
    for title, related in (
        (_("Branch of"), entry["parent"]),
        (_("Built by"), entry["builder"]),
        (_("Merged into"), entry["merged_into"]),
    ):
        if related:
            print(f"  {title}: {related['name']}  [{related['id']}]")
    for name, value in entry["facts"].items():
        print(f"  {name}: {value}")
    print("  " + _("from {place}").format(place=_place(entry["source"])))
