"""Findings over time: departments' answers coming back, and the trend by month."""

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from zcins.commands._common import (
    AsOf,
    Format,
    KnownAt,
    Output,
    answer,
    note,
    open_office,
    parse_day,
)
from zcins.commands._findings import verdict_name
from zcins.errors import InputRefusedError
from zcins.i18n import _, ngettext
from zcins.present import Column

if TYPE_CHECKING:
    from zcins.findings import Answer
    from zcins.office import Office
    from zcins.store import View


def answers(
    ctx: typer.Context,
    file: Annotated[
        Path, typer.Argument(metavar="FILE.xlsx", help=_("The workbook that came back."))
    ],
    format: Format = "table",  # noqa: A002 - the option's name
) -> None:
    """Keep the answers that are new or have changed, as one event."""
    from zcins import findings
    from zcins.intake.answers import read_answers

    office = open_office(ctx)
    view = office.ask().view
    known = findings.answers(view)
    told = read_answers(file)
    _refuse_unknown(office, view, told)
    changed = [one for one in told if not _same(known.get(one.finding), one)]
    event = None
    if changed:
        _archive(office, file, changed[0].sha256)
        with office.store.write("answers", file.name, office.scheme_state) as write:
            findings.answer(write, changed)
        event = write.event
    document = {
        "file": file.name,
        "event": event,
        "answers": [_document(one) for one in changed],
        "unchanged": len(told) - len(changed),
    }
    columns = [
        Column("id", _("Id")),
        Column("name", _("Answer")),
        Column("text", _("What they say")),
    ]
    rows = [{**_document(one), "name": verdict_name(one.verdict)} for one in changed]
    answer(rows, columns, fmt=format, document=document, title=_("Answers"))
    count = ngettext("{n} answer taken in.", "{n} answers taken in.", len(changed))
    note(count.format(n=len(changed)))


def _document(one: "Answer") -> dict[str, str]:
    return {"id": one.finding, "verdict": one.verdict, "text": one.text}


def _same(known: "Answer | None", told: "Answer") -> bool:
    return known is not None and (known.verdict, known.text) == (told.verdict, told.text)


def _refuse_unknown(office: "Office", view: "View", told: "list[Answer]") -> None:
    """Refuse a file whose findings this office never had: it is another office's."""
    from zcins.compliance import audit
    from zcins.findings import spans

    found = audit(view, office.scheme)
    known = {one.id for one in (*found.findings, *found.waived)}
    known |= {span.finding for span in spans(view)}
    for one in told:
        if one.finding not in known:
            raise InputRefusedError(
                _("{file}, sheet {sheet}, row {row}: there is no finding {id}.").format(
                    file=one.file, sheet=one.sheet, row=one.row, id=one.finding
                ),
                _("Leave the ids as they were written, and delete rows that are not ours."),
            )


def _archive(office: "Office", file: Path, digest: str) -> None:
    target = office.archive / f"{digest}{file.suffix.lower()}"
    if not target.exists():
        target.write_bytes(file.read_bytes())


def trend(
    ctx: typer.Context,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    format: Format = "table",  # noqa: A002 - the option's name
    output: Output = None,
) -> None:
    """Audit each month end since the pilot began, by what is known now."""
    from zcins.compliance import SEVERITIES, audit_standings
    from zcins.coverage import month_ends
    from zcins.standing import Standings

    asked = open_office(ctx).ask(parse_day(as_of, "--as-of"), known_at)
    standings = Standings(asked.view, asked.scheme)
    rows: list[dict[str, Any]] = []
    for day in month_ends(asked.scheme, asked.day):
        found = audit_standings(standings.on(day))
        rules = Counter(finding.rule.id for finding in found.findings)
        counts = {str(name): number for name, number in found.counts.items()}
        rows.append({"month": day.isoformat()[:7], "day": day, **counts, "rules": dict(rules)})
    names = {"high": _("high"), "medium": _("medium"), "low": _("low")}
    columns = [
        Column("month", _("Month")),
        *(Column(name, names[name], "int") for name in SEVERITIES),
        *(
            Column(rule, rule, "int")
            for rule in sorted({rule for row in rows for rule in row["rules"]})
            if output or format == "csv"
        ),
    ]
    flat = [{**dict.fromkeys(row["rules"], 0), **row["rules"], **row} for row in rows]
    document = {"as_of": asked.day, "rows": rows}
    answer(
        flat, columns, fmt=format, output=output, document=document, title=_("Findings by month")
    )
