"""The options of `zcins subsidy`."""

from pathlib import Path
from typing import Annotated

import typer

from zcins.i18n import _

Year = Annotated[int, typer.Argument(metavar="YEAR", help=_("The year of inception."))]
Number = Annotated[int, typer.Argument(metavar="BATCH", help=_("The number of the batch."))]
Day = Annotated[str, typer.Option("--date", metavar="DATE", help=_("The day of the transfer."))]
Firms = Annotated[
    list[str] | None,
    typer.Option(
        "--enterprise", metavar="NAME", help=_("Only this enterprise (name, code or number).")
    ),
]
Payers = Annotated[
    list[str] | None, typer.Option("--payer", metavar="PAYER", help=_("Only this payer's share."))
]
DryRun = Annotated[bool, typer.Option("--dry-run", help=_("Change nothing."))]
Opinion = Annotated[str, typer.Option("--opinion", help=_("The opinion, as it is written."))]
Name = Annotated[str | None, typer.Option("--name", help=_("Who approves."))]
Firm = Annotated[str, typer.Option("--enterprise", metavar="NAME", help=_("To whom."))]
Failure = Annotated[str, typer.Option("--reason", help=_("What the bank says."))]
Folder = Annotated[Path, typer.Option("-o", "--output", metavar="DIR", help=_("The folder."))]
Settings = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="KEY=VALUE", help=_("Change a value: subsidy.2019.rate=0.20.")),
]
Verify = Annotated[
    bool,
    typer.Option(
        "--verify",
        help=_("Work it out again from what was known then, and say whether it is the same."),
    ),
]
