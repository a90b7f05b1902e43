"""`zcins enterprise`: all that is known of one enterprise, and from which cell."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from zcins.commands._by_hand import merge, set_fact, withdraw
from zcins.commands._common import App, AsOf, Format, KnownAt, Output, answer, note, open_office
from zcins.commands._common import parse_day as day_of
from zcins.commands._dossier import show_dossier
from zcins.commands._help import Group
from zcins.errors import UsageFaultError
from zcins.i18n import _
from zcins.present import Column

if TYPE_CHECKING:
    from typer import _click

    from zcins.office import Asked

SHOWN = 50


class _ShowElse(Group):
    """A group whose first word may be its command, or an enterprise that is to be shown."""

    def parse_args(self, ctx: "_click.Context", args: list[str]) -> list[str]:
        """Parse; a line that names no command is one of `show`."""
        if args and args[0] not in {*self.commands, "-h", "--help"}:
            args = ["show", *args]
        return super().parse_args(ctx, args)


app = App(
    cls=_ShowElse,
    help=_("Show all that is known of one enterprise, or enter what has changed."),
    add_completion=False,
    rich_markup_mode=None,
    no_args_is_help=True,
)
app.command("set", help=_("Enter a fact of the register that changed: closed, moved, renamed."))(
    set_fact
)
app.command("merge", help=_("Enter that one enterprise was taken over by another."))(merge)
app.command("withdraw", help=_("Take back what was entered by hand."))(withdraw)


@app.command("show", help=_("Show an enterprise's register entry, policies and findings."))
def show(
    ctx: typer.Context,
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME_OR_CODE", help=_("A name or part of it, pinyin initials, or a code.")
        ),
    ],
    as_of: AsOf = None,
    known_at: KnownAt = None,
    format: Format = "table",  # noqa: A002 - the option's name
    output: Output = None,
) -> None:
    """Show the one enterprise found, or the list of those that fit."""
    from zcins.registry import find

    asked = open_office(ctx).ask(day_of(as_of, "--as-of"), known_at)
    found = find(asked.view, name)
    if not found:
        raise UsageFaultError(
            _("The register has no enterprise that fits {name}.").format(name=name),
            _("Try a shorter part of its name, or its code."),
        )
    if len(found) == 1:
        show_dossier(asked, found[0], format, output)
    else:
        _list(asked, found, format, output)


def _list(asked: "Asked", numbers: list[int], fmt: str, output: str | None) -> None:
    columns = [
        Column("id", _("Id"), "int"),
        Column("name", _("Name")),
        Column("project", _("Project")),
        Column("uscc", _("Code")),
        Column("town", _("Town")),
    ]
    shown = numbers[:SHOWN] if fmt == "table" and not output else numbers
    entries = asked.view.entries(shown)
    rows: list[dict[str, Any]] = []
    for number in shown:
        record = (entries[number].on(asked.day) or entries[number].versions[-1]).record
        rows.append(
            {
                "id": number,
                "name": record.name,
                "project": record.project_name,
                "uscc": record.uscc,
                "town": record.town,
            }
        )
    answer(rows, columns, fmt=fmt, output=output, title=_("Enterprises that fit"))
    if len(shown) < len(numbers):
        note(_("{n} fit; the first {shown} are shown.").format(n=len(numbers), shown=SHOWN))
