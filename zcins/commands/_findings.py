"""How findings look on the screen, and what narrows them."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from zcins.commands._common import answer, choose, note
from zcins.errors import UsageFaultError
from zcins.i18n import _, ngettext
from zcins.present import Column

if TYPE_CHECKING:
    from zcins.compliance import Audit, Finding, Wanted
    from zcins.findings import History
    from zcins.office import Asked
    from zcins.scheme import Scheme

Narrowed = dict[str, str | None]
Sector = Annotated[
    str | None, typer.Option("--sector", help=_("Only this sector: a code or a name."))
]
Town = Annotated[str | None, typer.Option("--town", help=_("Only this town."))]
Department = Annotated[str | None, typer.Option("--department", help=_("Only this department's."))]
Insurer = Annotated[str | None, typer.Option("--insurer", help=_("Only this insurer's policies."))]
Rules = Annotated[list[str] | None, typer.Option("--rule", help=_("Only this rule (repeatable)."))]
Severity = Annotated[
    str | None,
    typer.Option("--severity", metavar="high|medium|low", help=_("Only this severity.")),
]
FailOn = Annotated[
    str | None,
    typer.Option(
        "--fail-on", metavar="high|medium|low", help=_("Exit 1 for findings as grave as this.")
    ),
]

New = Annotated[bool, typer.Option("--new", help=_("Only what the last `zcins run` had not seen."))]
NoWaivers = Annotated[bool, typer.Option("--no-waivers", help=_("Show waived findings as well."))]
By = Annotated[
    str | None,
    typer.Option("--by", metavar="department", help=_("Write each department a workbook.")),
]
Listed = Annotated[bool, typer.Option("--rules", help=_("List the rules instead of the findings."))]
Target = Annotated[
    str | None,
    typer.Option("-o", "--output", metavar="FILE|DIR", help=_("Write to FILE; with --by to DIR.")),
]

COLUMNS = [
    Column("severity", _("Severity")),
    Column("id", _("Id")),
    Column("town", _("Town")),
    Column("department", _("Department")),
    Column("since", _("Since"), "date"),
    Column("message", _("Finding")),
    Column("answer", _("Answer")),
]


def wanted(scheme: "Scheme", options: Narrowed) -> "Wanted":
    """Read the names that narrow the audit as the scheme knows them."""
    from zcins.compliance import Wanted

    town = scheme.town(options["town"])
    known = {
        "sector": scheme.sector_code(options["sector"] or ""),
        "town": town.id if town else None,
        "department": scheme.department(options["department"]),
        "insurer": scheme.insurer(options["insurer"]) or options["insurer"],
    }
    for name, found in known.items():
        if options[name] and not found:
            raise UsageFaultError(
                _("--{option} {value}: the scheme knows no such name.").format(
                    option=name, value=options[name]
                ),
                _("`zcins scheme show {table}` lists them.").format(table=name),
            )
    return Wanted(**known)


def found_by(
    asked: "Asked", narrowed: Narrowed, rules: list[str] | None, severity: str | None
) -> "Audit":
    """Audit, and keep of the findings, open and waived, those that are asked for."""
    from zcins.compliance import audit
    from zcins.compliance import rules as known

    for name in rules or ():
        choose(name, "--rule", list(known()))
    only = wanted(asked.scheme, narrowed)
    found = audit(asked.view, asked.scheme, frozenset(rules or ()))
    for name in ("findings", "waived"):
        kept = [
            one
            for one in getattr(found, name)
            if only.fits(one, asked.scheme) and severity in {None, one.rule.severity}
        ]
        setattr(found, name, kept)
    return found


def show_findings(found: "Audit", asked: "Asked", fmt: str, output: str | None) -> None:
    """Show the findings with what became of them, their counts, and what was not checked."""
    from zcins.findings import histories

    known = histories(asked.view, asked.scheme, [one.id for one in found.findings])
    document = found.document()
    for told in document["findings"]:
        told.update(known[told["id"]].document(asked.day))
    answer(
        [row_of(one, known[one.id], asked) for one in found.findings],
        COLUMNS,
        fmt=fmt,
        output=output,
        document=document,
        title=_("Findings on {day}").format(day=found.as_of),
    )
    if fmt == "table":
        counts = found.counts.items()
        print("  ".join(f"{_severity_name(name)}: {number}" for name, number in counts))
        if late := sum(one.overdue(asked.day) for one in known.values()):
            note(
                ngettext("{n} answer is overdue.", "{n} answers are overdue.", late).format(n=late)
            )
        if found.waived:
            note(_("{n} waived: zcins audit --no-waivers").format(n=len(found.waived)))
    for name, reason in found.not_checked.items():
        note(_("{rule}: not checked: {reason}").format(rule=name, reason=reason))
    for name, reason in found.partly.items():
        note(_("{rule}: not all checked: {reason}").format(rule=name, reason=reason))


def row_of(finding: "Finding", history: "History", asked: "Asked") -> dict[str, Any]:
    """Give a finding as a row of the table."""
    return {
        "severity": _severity_name(finding.rule.severity),
        "id": finding.id,
        "town": finding.enterprise.town if finding.enterprise else None,
        "department": finding.department,
        "since": finding.since,
        "message": finding.message,
        "answer": _answer_of(finding, history, asked),
    }


def _answer_of(finding: "Finding", history: "History", asked: "Asked") -> str:
    if finding.waiver:
        return _("waived until {day}").format(day=finding.waiver.until)
    if history.answer:
        return verdict_name(history.answer.verdict)
    return _("overdue") if history.overdue(asked.day) else ""


def verdict_name(verdict: str) -> str:
    """Name a department's answer."""
    return {"handled": _("handled"), "objection": _("objection")}[verdict]


def _severity_name(severity: str) -> str:
    return {"high": _("high"), "medium": _("medium"), "low": _("low")}[severity]


def write_departments(found: "Audit", asked: "Asked", fmt: str, output: str | None) -> None:
    """Write each department its workbook and name the files."""
    from zcins.reports.departments import write_departments as write

    if not output:
        raise UsageFaultError(
            _("--by department writes files, and -o is missing."), _("Name a folder: -o DIR")
        )
    try:
        paths = write(Path(output), found.findings, asked)
    except OSError as fault:
        raise UsageFaultError(
            _("-o {folder}: cannot be written: {reason}.").format(
                folder=output, reason=fault.strerror
            ),
            _("Name a folder that you may write to."),
        ) from fault
    rows = [{"file": str(path)} for path in paths]
    columns = [Column("file", _("File"))]
    answer(rows, columns, fmt=fmt, document={"files": [str(path) for path in paths]})


def list_rules(fmt: str, output: str | None) -> None:
    """Show every rule with severity, basis, remedy, the data it needs, whether it is waivable."""
    from zcins.compliance import rules

    documents: list[dict[str, Any]] = [
        {
            "rule": one.id,
            "severity": one.severity,
            "basis": _(one.basis),
            "remedy": _(one.remedy),
            "needs": list(one.needs),
            "department": one.department,
            "waivable": one.waivable,
        }
        for one in rules().values()
    ]
    columns = [
        Column("rule", _("Rule")),
        Column("severity", _("Severity")),
        Column("basis", _("Basis")),
        Column("remedy", _("What to do")),
        Column("needs", _("Needs")),
        Column("waivable", _("May be waived")),
    ]
    rows = [
        {
            **one,
            "needs": ", ".join(one["needs"]),
            "waivable": _("yes") if one["waivable"] else _("no"),
        }
        for one in documents
    ]
    answer(rows, columns, fmt=fmt, output=output, document={"rules": documents}, title=_("Rules"))
