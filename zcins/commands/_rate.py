"""How the answers of `zcins rate` look on a screen."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from zcins.commands._common import answer, note
from zcins.errors import UsageFaultError
from zcins.i18n import N_, _
from zcins.money import yuan
from zcins.present import Column, print_json, print_table, write_file

if TYPE_CHECKING:
    from zcins.cover import PolicyOnDay
    from zcins.office import Asked, Office
    from zcins.rating import Check, Checked, Explained, Quote, Simulation, Step
    from zcins.scheme import Entry, Scheme

UNITS = {
    "yuan/yuan": N_("of the project cost"),
    "yuan/unit/year": N_("yuan a unit a year"),
    "yuan/person/year": N_("yuan a person a year"),
    "yuan/year": N_("yuan a year"),
    "fen": N_("0.01 yuan"),
    "yuan": N_("1 yuan"),
}


STEPS = [
    Column("what", _("Step")),
    Column("given", _("Given")),
    Column("figure", _("Figure")),
    Column("result", _("Result (yuan)")),
    Column("source", _("Source")),
]


def show_quote(quote: "Quote", fmt: str, document: Any = None) -> None:
    """Show a calculation step by step, and below it the sources by their numbers."""
    if fmt == "json":
        print_json(document or quote.document())
        return
    sources = _sources(quote)
    if fmt == "csv":
        texts = {number: text for text, number in sources.items()}
        rows = list(_step_rows(quote, sources))
        answer([{**row, "source": texts.get(row["source"])} for row in rows], STEPS, fmt=fmt)
        return
    if quote.steps:
        title = _("Premium by the tariff of {day}").format(day=quote.day)
        print_table(list(_step_rows(quote, sources)), STEPS, title=title)
        for text, number in sources.items():
            print(f"  {number} {text}")
    if quote.premium is None:
        reason = quote.reason.text() if quote.reason else ""
        print(_("Not checked: {reason}.").format(reason=reason))
        return
    print(_("Premium: {premium} yuan").format(premium=yuan(quote.premium)))
    if not quote.confirmed:
        note(_("Not confirmed: a figure above has no official source in the scheme yet."))


def _sources(quote: "Quote") -> dict[str, str]:
    """Give the sources of the figures, each with its number in brackets."""
    texts = dict.fromkeys(_source(step.entry) for step in quote.steps if step.entry)
    return {text: f"[{number}]" for number, text in enumerate(texts, start=1)}


def _source(entry: "Entry") -> str:
    text = _("{source}, in force from {day}").format(source=entry.source, day=entry.from_)
    return text if entry.confirmed else text + " " + _("(not confirmed)")


def _step_rows(quote: "Quote", sources: dict[str, str]) -> Iterator[dict[str, Any]]:
    running: Decimal | None = None
    for step in quote.steps:
        running = _after(step, running)
        result = None if running is None or step.reason else _exact(running)
        yield {
            "what": _(step.label),
            "given": step.reason.text() if step.reason else _given(step),
            "figure": _("not applied") if step.reason else _figure(step),
            "result": yuan(quote.premium) if step.what == "rounding" else result,
            "source": sources[_source(step.entry)] if step.entry else None,
        }


def _exact(amount: Decimal) -> str:
    """Give an amount with all its decimals, at least two: only the last step rounds."""
    short = amount.quantize(Decimal("0.01"))
    return f"{short:f}" if short == amount else f"{amount:f}".rstrip("0")


def _after(step: "Step", running: Decimal | None) -> Decimal | None:
    """Give the amount after a step; None where the factors are added up and not yet applied."""
    if step.amount is not None:
        return step.amount
    if step.reason or running is None:
        return running
    return running * step.factor if step.factor is not None and step.multiplies else None


def _given(step: "Step") -> str | None:
    if step.quantity is not None:
        return f"{step.quantity:,f}"
    return f"{step.given} ({step.evidence.text()})" if step.evidence else step.given


def _figure(step: "Step") -> str:
    if step.factor is not None:
        return f"× {step.factor:f}"
    unit = _(UNITS.get(step.unit or "", ""))
    return f"{step.value:f} {unit}".strip() if step.value is not None else unit


FAULTY = frozenset({"differs", "implausible"})
CHECK_COLUMNS = [
    Column("policy_no", _("Policy")),
    Column("insurer", _("Insurer")),
    Column("enterprise", _("Enterprise")),
    Column("sector", _("Sector")),
    Column("inception", _("From"), "date"),
    Column("premium", _("Premium"), "money"),
    Column("expected", _("Expected"), "money"),
    Column("difference", _("Difference"), "money"),
    Column("verdict", _("Verdict")),
    Column("why", _("Why")),
]


def show_check(
    found: "Check", asked: "Asked", fmt: str, output: str | None, *, whole: bool
) -> None:
    """Show the checked policies, all of them (`whole`) or those at fault, and the counts."""
    rows = [check_row(row, asked) for row in found.rows]
    listed = [row for row in rows if whole or row["verdict"] in FAULTY]
    answer(
        [named(row, asked.scheme) for row in listed],
        CHECK_COLUMNS,
        fmt=fmt,
        output=output,
        document=check_document(found, rows),
        title=_("Premiums against the tariff on {day}").format(day=found.as_of),
        total=found.totals if whole and listed else None,
    )
    note(counts_line(found, whole=whole))


def check_row(row: "Checked", asked: "Asked") -> dict[str, Any]:
    """Give a checked policy as a row; the codes as JSON holds them."""
    from zcins.rating import name_of

    record = row.policy.record
    return {
        "policy_no": record.policy_no,
        "insurer": record.insurer,
        "enterprise": name_of(asked.view, row.policy),
        "sector": row.sector,
        "inception": record.inception,
        "premium": row.premium,
        "expected": row.expected,
        "difference": row.difference,
        "verdict": row.verdict.value,
        "confirmed": row.confirmed,
        "why": row.why,
    }


def named(row: dict[str, Any], scheme: "Scheme") -> dict[str, Any]:
    """Give a row with names for its codes."""
    from zcins.rating import VERDICTS, Verdict

    names = {"sector": scheme.sector_name, "insurer": scheme.insurer_name}
    shown = {key: name(row[key]) for key, name in names.items() if row.get(key)}
    if "verdict" in row:
        shown["verdict"] = _(VERDICTS[Verdict(row["verdict"])])
    return {**row, **shown}


def check_document(found: "Check", rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Give the check as JSON holds it."""
    return {
        "as_of": found.as_of,
        "counts": found.counts,
        "rows": [_in_yuan(row) for row in rows],
        "total": _in_yuan(found.totals),
    }


def counts_line(found: "Check", *, whole: bool) -> str:
    """Give the verdicts with their counts in one line, and how to see what is not listed."""
    from zcins.rating import VERDICTS, Verdict

    counts = found.counts.items()
    parts = [f"{_(VERDICTS[Verdict(name)])} {count}" for name, count in counts]
    hidden = not whole and len(found.rows) > sum(found.counts[name] for name in FAULTY)
    return ", ".join(parts) + (" " + _("(--all lists all of them)") if hidden else "")


def _in_yuan(row: dict[str, Any]) -> dict[str, Any]:
    money = {"premium", "expected", "difference", "today", "changed"}
    return {key: yuan(value) if key in money else value for key, value in row.items()}


def show_explained(found: "Explained", scheme: "Scheme", fmt: str) -> None:
    """Show a policy's premium beside the tariff's."""
    if fmt != "table":
        show_quote(found.quote, fmt, found.document())
        return
    record, checked = found.policy.record, found.checked
    print(f"{record.policy_no}  {scheme.insurer_name(record.insurer)}  {found.name}")
    show_quote(found.quote, fmt)
    print(_("Charged: {premium} yuan").format(premium=yuan(checked.premium)))
    if checked.difference is not None:
        print(_("Difference: {difference} yuan").format(difference=yuan(checked.difference)))
    if checked.why:
        print(checked.why)


def the_one(policies: "list[PolicyOnDay]", number: str, scheme: "Scheme") -> "PolicyOnDay":
    """Give the one policy found; raises UsageFaultError where there is none, or several."""
    if not policies:
        raise UsageFaultError(
            _("There is no policy {number}.").format(number=number),
            _("Look the number up with `zcins enterprise NAME`."),
        )
    if len(policies) > 1:
        insurers = "、".join(sorted({scheme.insurer_name(p.record.insurer) for p in policies}))
        raise UsageFaultError(
            _("{count} policies have the number {number}, of {insurers}.").format(
                count=len(policies), number=number, insurers=insurers
            ),
            _("Name one of them: --insurer and --enterprise."),
        )
    return policies[0]


def write_sheet(found: "Explained", asked: "Asked", office: "Office", output: str) -> None:
    """Write the sheet for the enterprise; raises UsageFaultError where the file is no use."""
    from zcins.reports.premium import sheet

    path = Path(output)
    if path.suffix.lower() != ".docx":
        raise UsageFaultError(
            _("-o: {file} has an unknown suffix").format(file=path),
            _("Use a name that ends in .docx."),
        )
    if not path.parent.is_dir():
        raise UsageFaultError(
            _("-o: there is no folder {folder}").format(folder=path.parent),
            _("Make the folder first, or name another."),
        )
    write_file(path, sheet(found, asked.scheme, office.name, office.today))
    note(_("Written: {file}").format(file=path))


def show_simulation(found: "Simulation", scheme: "Scheme", fmt: str, output: str | None) -> None:
    """Show the premiums by sector and by insurer, today's and the changed ones."""
    figures = [
        Column("policies", _("Policies"), "int"),
        Column("not_rated", _("Not rated"), "int"),
        Column("today", _("Today's"), "money"),
        Column("changed", _("Changed"), "money"),
        Column("difference", _("Difference"), "money"),
    ]
    document = {
        "as_of": found.as_of,
        "set": found.settings,
        **{by: [_in_yuan(row) for row in rows] for by, rows in found.tables.items()},
        "total": _in_yuan(found.total),
    }
    if fmt == "json" and not output:
        print_json(document)
        return
    heads = {"sector": _("Sector"), "insurer": _("Insurer")}
    for by, rows in found.tables.items():
        shown = [named(row, scheme) for row in rows]
        if fmt == "table" and not output:
            title = _("If all began on {day}").format(day=found.as_of)
            print_table(shown, [Column(by, heads[by]), *figures], title=title, total=found.total)
    if fmt == "csv" or output:
        kind = Column("by", _("By"))
        name = Column("name", _("Name"))
        flat = [
            {**row, "by": heads[by], "name": named(row, scheme)[by]}
            for by, rows in found.tables.items()
            for row in rows
        ]
        answer(flat, [kind, name, *figures], fmt=fmt, output=output, document=document)
    note(_("Nothing is stored."))
