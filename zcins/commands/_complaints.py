"""How complaints are listed, and how the enterprise that one is about is found."""

from typing import TYPE_CHECKING

from zcins.commands._common import answer
from zcins.errors import UsageFaultError
from zcins.i18n import _
from zcins.present import Column

if TYPE_CHECKING:
    from zcins.office import Asked
    from zcins.store import View


def one_of(view: "View", text: str) -> int:
    """Give the number of the one enterprise that fits; raises UsageFaultError otherwise."""
    from zcins.registry import find

    found = find(view, text)
    if len(found) != 1:
        raise UsageFaultError(
            _("{n} enterprises fit {name}.").format(n=len(found), name=text),
            _("Give its number: `zcins enterprise NAME` shows it."),
        )
    return found[0]


def name_of(view: "View", number: int) -> str:
    """Give an enterprise's last name."""
    return view.register[number].versions[-1].record.name


def show_complaints(asked: "Asked", fmt: str, output: str | None) -> None:
    """Show all complaints, oldest first."""
    from zcins.findings import complaints

    view, name = asked.view, asked.scheme.insurer_name
    rows = [
        {
            "id": one.id,
            "enterprise": name_of(view, one.enterprise) if one.enterprise else None,
            "insurer": one.insurer,
            "on": one.made_on,
            "text": one.text,
            "state": "open" if one.is_open else "closed",
            "outcome": one.outcome,
        }
        for one in complaints(view)
    ]
    columns = [
        Column("id", _("Id"), "int"),
        Column("enterprise", _("Enterprise")),
        Column("insurer", _("Insurer")),
        Column("on", _("Day"), "date"),
        Column("text", _("Text")),
        Column("state", _("State")),
        Column("outcome", _("Outcome")),
    ]
    states = {"open": _("open"), "closed": _("closed")}
    shown = [
        {
            **row,
            "insurer": name(str(row["insurer"])) if row["insurer"] else None,
            "state": states[str(row["state"])],
        }
        for row in rows
    ]
    document = {"complaints": rows}
    answer(shown, columns, fmt=fmt, output=output, document=document, title=_("Complaints"))
