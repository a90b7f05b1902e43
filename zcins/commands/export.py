"""`zcins export`: lists for other departments."""

import typer

from zcins.commands._common import (
    AsOf,
    Format,
    KnownAt,
    Output,
    answer,
    make_app,
    open_office,
    parse_day,
)
from zcins.i18n import _
from zcins.present import Column

app = make_app(_("Write lists for other departments."))
# The list is an official document: Chinese, whatever the screen speaks.
COLUMNS = [
    Column("name", "企业名称"),
    Column("uscc", "统一社会信用代码"),
    Column("sector", "行业领域"),
    Column("town", "镇办"),
    Column("department", "主管部门"),
    Column("required", "应投保"),
    Column("state", "投保情况"),
    Column("insurers", "承保机构"),
    Column("from", "保险起日", "date"),
    Column("to", "保险止日", "date"),
    Column("standardization_grade", "标准化等级"),
    Column("standardization_certificate", "标准化证书编号"),
    Column("standardization_until", "证书有效期至", "date"),
]
# What a screen has room for.
ON_SCREEN = ("name", "sector", "town", "state", "insurers", "to", "standardization_grade")


@app.callback()
def lists() -> None:
    """Give the lists their own commands, though there is one as yet."""


@app.command(
    "credit", help=_("The list for standardization and credit: who is insured, till when.")
)
def credit_list(
    ctx: typer.Context,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    format: Format = "table",  # noqa: A002 - the option's name
    output: Output = None,
) -> None:
    """List every enterprise that must be insured, and its state on the day (notice 四（四）)."""
    from zcins.reports.credit import credit, row
    from zcins.standing import Standings

    asked = open_office(ctx).ask(parse_day(as_of, "--as-of"), known_at)
    standings = Standings(asked.view, asked.scheme)
    found = credit(standings)
    on_screen = format == "table" and not output
    document = {
        "as_of": asked.day,
        "known_at": asked.view.event,
        "rows": [one.document() for one in found],
    }
    answer(
        [row(one, standings) for one in found],
        [one for one in COLUMNS if one.key in ON_SCREEN] if on_screen else COLUMNS,
        fmt=format,
        output=output,
        document=document,
        title=f"安全生产责任保险投保情况（截至{asked.day}）",
    )
