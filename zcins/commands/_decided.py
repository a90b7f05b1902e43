"""How the decisions that hold are listed."""

from dataclasses import asdict

import typer

from zcins.commands._common import Format, KnownAt, Output, answer, open_office
from zcins.i18n import N_, _
from zcins.present import Column

VERDICTS = {"accept": N_("accepted"), "reject": N_("rejected"), "new": N_("added as new")}


def list_decisions(
    ctx: typer.Context,
    known_at: KnownAt = None,
    format: Format = "table",  # noqa: A002 - the option's name
    output: Output = None,
) -> None:
    """List the decisions, oldest first."""
    from zcins.registry import decisions

    asked = open_office(ctx).ask(None, known_at)
    register = asked.view.register
    columns = [
        Column("id", _("Id"), "int"),
        Column("at", _("At")),
        Column("who", _("Who")),
        Column("what", _("Decision")),
        Column("name", _("Name as written")),
        Column("uscc", _("Code as written")),
        Column("enterprise", _("Enterprise"), "int"),
        Column("enterprise_name", _("Its name")),
        Column("reason", _("Reason")),
    ]
    rows = []
    for one in decisions(asked.view):
        entry = register.get(one.enterprise or 0)
        name = entry.versions[-1].record.name if entry else None
        what = _(VERDICTS[one.kind if one.kind == "new" else one.verdict])
        rows.append({**asdict(one), "enterprise_name": name, "what": what})
    document = {
        "decisions": [
            {name: value for name, value in row.items() if name not in {"what", "kind"}}
            for row in rows
        ]
    }
    answer(rows, columns, fmt=format, output=output, document=document, title=_("Decisions"))
