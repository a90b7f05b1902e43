"""How a figure is shown with what makes it up."""

from typing import TYPE_CHECKING, Any

from zcins.commands._common import answer, note
from zcins.i18n import _
from zcins.present import Column

if TYPE_CHECKING:
    from zcins.trace import Trace, Walk

SHOWN = 200


def show_keys(walk: "Walk", fmt: str, output: str | None) -> None:
    """List every figure of the report by its key."""
    rows = [{"key": key, "value": value} for key, value in walk.figures.items()]
    columns = [Column("key", _("Key")), Column("value", _("Value"))]
    document = {**_report(walk), "figures": dict(walk.figures)}
    answer(rows, columns, fmt=fmt, output=output, document=document, title=_title(walk, None))


def show_trace(walk: "Walk", trace: "Trace", fmt: str, output: str | None) -> None:
    """Show a figure's records, or the figures that it is worked out from."""
    from zcins.trace.table import document, rows

    told = document(walk.ground.view, trace, dict(walk.figures), _report(walk))
    title = _title(walk, trace)
    if trace.keys:
        found = [{"key": key, "value": walk.figures[key]} for key in trace.keys]
        columns = [Column("key", _("Worked out from")), Column("value", _("Value"))]
        answer(found, columns, fmt=fmt, output=output, document=told, title=title)
        return
    found = rows(walk.ground.view, trace)
    on_screen = fmt == "table" and not output
    columns = _screen(trace) if on_screen else _whole(trace)
    shown = [_shown(row) for row in found[:SHOWN]] if on_screen else found
    total = {"amount": sum(part.amount for part in trace.parts)} if trace.how == "sum" else None
    answer(shown, columns, fmt=fmt, output=output, document=told, title=title, total=total)
    if trace.why:
        note(trace.why)
    if len(shown) < len(found):
        message = _("{n} rows; the first {shown} are shown. All of them: -o FILE.xlsx")
        note(message.format(n=len(found), shown=SHOWN))


def _shown(row: dict[str, Any]) -> dict[str, Any]:
    """Give a row for the screen: whose it is stands at the first of a part."""
    name = row["name"] if row["is_first"] else ""
    return {**row, "name": name, "place": _place(row), "at_cell": row["cell"] or row["row"]}


def _place(row: dict[str, Any]) -> str:
    """Say where a record stands: file and sheet, else the event or what the scheme says."""
    if row["sheet"]:
        return f"{row['file']}!{row['sheet']}"
    if row["file"]:
        return str(row["file"])
    if row["at"]:
        text = _("entered by hand on {day} by {who}: {reason}")
        return text.format(day=row["at"][:10], who=row["who"], reason=row["reason"] or "-")
    return row["basis"] or "-"


def _screen(trace: "Trace") -> list[Column]:
    return [
        Column("amount", _("Counts"), "money" if trace.is_money else "int"),
        Column("name", _("Name")),
        Column("record", _("Record")),
        Column("number", _("Number")),
        Column("event", _("Event"), "int"),
        Column("place", _("Source")),
        Column("at_cell", _("Cell")),
    ]


def _whole(trace: "Trace") -> list[Column]:
    return [
        Column("part", _("Part"), "int"),
        Column("amount", _("Counts"), "money" if trace.is_money else "int"),
        Column("name", _("Name")),
        Column("record", _("Record")),
        Column("number", _("Number")),
        Column("field", _("Field")),
        Column("value", _("Value"), "money" if trace.is_money else "int"),
        Column("event", _("Event"), "int"),
        Column("import", _("Import"), "int"),
        Column("file", _("File")),
        Column("sha256", "SHA-256"),
        Column("sheet", _("Sheet")),
        Column("row", _("Row"), "int"),
        Column("cell", _("Cell")),
        Column("basis", _("Basis")),
    ]


def _report(walk: "Walk") -> dict[str, Any]:
    ground = walk.ground
    return {
        "report": ground.period.code,
        "scope": ground.scope.name or None,
        "as_of": ground.day.isoformat(),
        "known_at": ground.view.event,
    }


def _title(walk: "Walk", trace: "Trace | None") -> str:
    told = _report(walk)
    named = " ".join(part for part in (told["report"], told["scope"]) if part)
    text = _("{report} on {day}, as known after event {event}")
    where = text.format(report=named, day=told["as_of"], event=told["known_at"])
    if trace is None:
        return where
    return f"{trace.key} = {'-' if trace.value is None else trace.value}  ({where})"
