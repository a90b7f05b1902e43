"""The options of `zcins import`, by which a person says what a file does not."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from zcins.commands._common import choose
from zcins.errors import UsageFaultError
from zcins.i18n import _

if TYPE_CHECKING:
    from zcins.intake.ledger import Wishes

KINDS = ("register", "policies", "claims", "prevention", "accidents")

Paths = Annotated[
    list[Path], typer.Argument(metavar="PATH...", help=_("Files, or folders of files."))
]
KindOption = Annotated[
    str | None, typer.Option("--kind", metavar="|".join(KINDS), help=_("What the ledger is."))
]
Insurer = Annotated[
    str | None, typer.Option("--insurer", help=_("Whose ledger it is: a code or a name."))
]
Sheets = Annotated[
    list[str] | None, typer.Option("--sheet", help=_("Read this sheet only (repeatable)."))
]
HeaderRow = Annotated[
    int | None, typer.Option("--header-row", min=1, help=_("The row of the header, from 1."))
]
Period = Annotated[
    str | None,
    typer.Option("--period", metavar="2019-06", help=_("The month that the ledger reports.")),
]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help=_("Change nothing and give the same receipt."))
]
Inspect = Annotated[
    bool,
    typer.Option("--inspect", help=_("Show what is recognised, column by column; change nothing.")),
]
Map = Annotated[
    list[str] | None,
    typer.Option(
        "--map",
        metavar='"表头=FIELD"',
        help=_("Read this column as this field; without a field leave it out (repeatable)."),
    ),
]
Unit = Annotated[
    list[str] | None,
    typer.Option(
        "--unit", metavar="FIELD=元|万元", help=_("The unit of this field's amounts (repeatable).")
    ),
]
AcceptLayout = Annotated[
    bool,
    typer.Option(
        "--accept-layout",
        help=_("Take the file though columns of the insurer's last one are gone."),
    ),
]


def wishes_of(
    kind: str | None,
    insurer: str | None,
    sheets: Sequence[str] | None,
    header_row: int | None,
    period: str | None,
    maps: Sequence[str] | None,
    units: Sequence[str] | None,
) -> "Wishes":
    """Give what the options say; raises UsageFaultError where one of them says nothing."""
    from zcins.intake.choices import check_fields, pairs, taught
    from zcins.intake.columns import vocabulary
    from zcins.intake.ledger import Wishes, period_end
    from zcins.records import Kind

    found = Kind(choose(kind, "--kind", KINDS)) if kind is not None else None
    if period:
        period_end(period)
    wishes = Wishes(
        *(found, insurer, tuple(sheets or ()), header_row, period),
        maps=pairs(maps or (), "--map"),
        units=pairs(units or (), "--unit"),
    )
    check_fields(wishes.maps, wishes.units, vocabulary(), found)
    taught(wishes.maps, wishes.units, (), None)
    return wishes


def as_options(told: dict[str, Any]) -> list[str]:
    """Give what a person told of a layout as the options that say it."""
    return [
        *(f"--map {header}={field}" for header, field in told["map"].items()),
        *(f"--unit {field}={unit}" for field, unit in told["unit"].items()),
        *(f"--sheet {name}" for name in told["sheets"]),
    ]


def check_one_file(files: Sequence[Path], wishes: "Wishes") -> None:
    """Raise UsageFaultError where an option that speaks of one file's columns meets several."""
    option = "--map" if wishes.maps else "--unit" if wishes.units else None
    if option and len(files) != 1:
        raise UsageFaultError(
            _("{option} speaks of the columns of one file, and {count} are named.").format(
                option=option, count=len(files)
            ),
            _("Name one file; what is told is remembered for the others of its layout."),
        )
