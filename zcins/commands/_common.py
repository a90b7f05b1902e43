"""What the commands share: the app's shape, common options, the office, the answer."""

import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from zcins.commands._help import Command, Group
from zcins.errors import UsageFaultError
from zcins.i18n import _
from zcins.present import Column, check_format, check_output, show

if TYPE_CHECKING:
    from zcins.office import Office


F = TypeVar("F", bound=Callable[..., Any])


class App(typer.Typer):
    """A command module's app: its commands speak the screen's language."""

    def command(self, name: str | None = None, **settings: Any) -> Callable[[F], F]:
        """Register a command; see typer.Typer.command."""
        return super().command(name, **{"cls": Command, **settings})


def make_app(about: str | None = None) -> App:
    """Give the app of a command module; `about` is the help of a group of several commands."""
    return App(
        cls=Group,
        help=about,
        add_completion=False,
        rich_markup_mode=None,
        no_args_is_help=True,
    )


def _format(value: str) -> str:
    return check_format(value)


def _output(value: str | None) -> str | None:
    return None if value is None else str(check_output(Path(value)))


AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DATE", help=_("The day that the answer describes.")),
]
KnownAt = Annotated[
    str | None,
    typer.Option(
        "--known-at",
        metavar="EVENT",
        help=_("Answer as it was right after this event (a number of `zcins log`) or moment."),
    ),
]
Format = Annotated[
    str,
    typer.Option(
        "--format", metavar="table|json|csv", callback=_format, help=_("How to answer on stdout.")
    ),
]
Output = Annotated[
    str | None,
    typer.Option(
        "-o",
        "--output",
        metavar="FILE",
        callback=_output,
        help=_("Write the rows to FILE (.xlsx, .csv or .json)."),
    ),
]


def home_of(ctx: typer.Context) -> str | None:
    """Give the office's folder as the line names it, or None."""
    return None if ctx.obj is None else str(ctx.obj)


def open_office(ctx: typer.Context) -> "Office":
    """Open the office that the line names; where its day is fixed, say so on stderr."""
    from zcins.office import Office

    office = Office.open(home_of(ctx))
    if office.today_note:
        _note_once(office.today_note)
    return office


def note(text: str) -> None:
    """Tell the user something beside the answer, on stderr."""
    print(text, file=sys.stderr)


@lru_cache
def _note_once(text: str) -> None:
    note(text)


def parse_day(text: str | None, option: str) -> date | None:
    """Read a day as 2019-06-30 or 20190630; None stays None.

    Raises UsageFaultError that names the option.
    """
    if text is None:
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise UsageFaultError(
            _("{option}: {text} is not a date").format(option=option, text=text),
            _("Write it like 2019-06-30."),
        ) from None


def choose(value: str, option: str, choices: Sequence[str]) -> str:
    """Give a value back that is one of the choices; raises UsageFaultError that lists them."""
    if value not in choices:
        raise UsageFaultError(
            _("{option} {value} is unknown.").format(option=option, value=value),
            _("Choose one of: {choices}.").format(choices=", ".join(choices)),
        )
    return value


def parse_number(text: str, option: str, *, least: int = 0) -> int:
    """Read a whole number of at least `least`; raises UsageFaultError that names the option."""
    try:
        number = int(text)
    except ValueError:
        number = least - 1
    if number < least:
        raise UsageFaultError(
            _("{option}: {text} is not a whole number from {least} up").format(
                option=option, text=text, least=least
            )
        )
    return number


def answer(
    rows: Sequence[Mapping[str, Any]],
    columns: Sequence[Column],
    *,
    fmt: str,
    output: str | None = None,
    document: Any = None,
    title: str | None = None,
    total: Mapping[str, Any] | None = None,
) -> None:
    """Show rows as `--format` and `-o` ask (see zcins.present.show) and name the file written."""
    path = Path(output) if output else None
    show(rows, columns, fmt=fmt, output=path, document=document, title=title, total=total)
    if path:
        note(_("Written: {file}").format(file=path))
