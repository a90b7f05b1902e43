"""The options of `zcins rate quote`, each with its help."""

from typing import Annotated

import typer

from zcins.i18n import _

Text = str | None
Texts = list[str] | None

Sector = Annotated[str, typer.Option("--sector", help=_("The sector: a code or a name."))]
Employees = Annotated[
    Text, typer.Option("--employees", metavar="N", help=_("How many persons are insured."))
]
Limit = Annotated[
    Text, typer.Option("--limit", metavar="YUAN", help=_("The limit a person: 500000 or 50万."))
]
Cost = Annotated[Text, typer.Option("--cost", metavar="YUAN", help=_("The project's cost."))]
Units = Annotated[
    Text, typer.Option("--units", metavar="N", help=_("The year's output, where it is the base."))
]
Grade = Annotated[Text, typer.Option("--grade", help=_("The standardization grade: 二级."))]
Risk = Annotated[Text, typer.Option("--risk", help=_("The risk grade: 红, 橙, 黄 or 蓝."))]
Dual = Annotated[
    bool | None,
    typer.Option(
        "--dual-prevention/--no-dual-prevention", help=_("Whether dual prevention is built.")
    ),
]
Accidents = Annotated[
    Texts,
    typer.Option(
        "--accidents", metavar="GRADE", help=_("An accident of last year (repeatable), or 无.")
    ),
]
LossRatio = Annotated[
    Text, typer.Option("--loss-ratio", metavar="RATE", help=_("Last year's loss ratio: 0.35."))
]
Also = Annotated[
    Texts,
    typer.Option("--also", metavar="SECTOR", help=_("Another sector of a mixed business.")),
]
Inputs = Annotated[
    Texts,
    typer.Option("--input", metavar="NAME=VALUE", help=_("An input that the scheme adds.")),
]
On = Annotated[
    Text, typer.Option("--on", metavar="DATE", help=_("The day asked about (default: today)."))
]
Number = Annotated[str, typer.Argument(metavar="POLICY_NO", help=_("The policy's number."))]
Insurer = Annotated[Text, typer.Option("--insurer", help=_("Only this insurer's policies."))]
Enterprise = Annotated[
    Text, typer.Option("--enterprise", help=_("A part of the enterprise's name."))
]
Sheet = Annotated[
    Text,
    typer.Option(
        "-o", "--output", metavar="FILE", help=_("Write a sheet for the enterprise, FILE.docx.")
    ),
]
Set = Annotated[
    Texts,
    typer.Option(
        "--set",
        metavar="NAME=VALUE",
        help=_("A changed value, such as factor.standardization.二级=0.85 (repeatable)."),
    ),
]
OnlySector = Annotated[
    Text, typer.Option("--sector", help=_("Only this sector: a code or a name."))
]
Every = Annotated[
    bool, typer.Option("--all", help=_("List those that agree or cannot be checked, too."))
]
