"""How receipts look on the screen, and how they go into a file."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from zcins.commands._common import answer, note
from zcins.commands._problems import field_title, print_problems
from zcins.console import screen, wrap
from zcins.i18n import _
from zcins.present import Column, check_output, print_json, print_table, write_file

SHOWN_NAMES = 3
FURTHER_IN = 4
COLUMNS = [
    Column("id", _("Import"), "int"),
    Column("file", _("File")),
    Column("what", _("What")),
    Column("insurer", _("Insurer")),
    Column("period", _("Period")),
    Column("read", _("Read"), "int"),
    Column("new", _("New"), "int"),
    Column("updated", _("Changed"), "int"),
    Column("unchanged", _("Same"), "int"),
    Column("quarantined", _("Held"), "int"),
    Column("skipped", _("Skipped"), "int"),
    Column("waiting", _("Waiting"), "int"),
]
# What the file's name mostly says already gives way on a screen of 80 columns.
NARROW = [column for column in COLUMNS if column.key not in {"insurer", "period"}]
COUNTED = ("read", "new", "updated", "unchanged", "quarantined", "skipped", "waiting")
Namer = Callable[[str], str]


def show_receipts(
    documents: list[dict[str, Any]], insurer_name: Namer, fmt: str, output: str | None
) -> None:
    """Show what became of files as `--format` and `-o` ask; an .xlsx is made for the insurer."""
    if output and Path(output).suffix.lower() == ".xlsx":
        from zcins.intake.receipt_book import receipt_book

        path = check_output(Path(output))
        write_file(path, receipt_book(documents, insurer_name))
        note(_("Written: {file}").format(file=path))
        if fmt == "json":
            print_json({"imports": documents})
    elif output or fmt != "table":
        rows = [row_of(document) for document in documents]
        document = {"imports": documents}
        answer(rows, COLUMNS, fmt=fmt, output=output, document=document, title=_("Imports"))
    elif len(documents) == 1:
        print_receipt(documents[0], insurer_name)
    else:
        _print_table(documents)


def _print_table(documents: list[dict[str, Any]]) -> None:
    rows = [row_of(document) for document in documents]
    total = {name: sum(row.get(name) or 0 for row in rows) for name in COUNTED}
    file = _("Total")
    print_table(rows, NARROW, title=_("Imports"), total={"file": file, "id": "", **total})
    print_problems([one for one in documents if one["status"] in {"imported", "dry_run"}])


def row_of(document: dict[str, Any]) -> dict[str, Any]:
    """Give a receipt as a row of the list of imports."""
    links = document.get("links") or {}
    taken = document["status"] in {"imported", "dry_run"}
    return {
        **{name: document.get(name) for name in ("id", "file", "status", "insurer", "period")},
        **document.get("rows", {}),
        "what": kind_name(document["kind"]) if taken else status_name(document["status"]),
        "waiting": links["to_review"] + links["unmatched"] if links else None,
    }


def note_next_step(documents: list[dict[str, Any]], *, told: bool) -> None:
    """Say what to do about held rows, and about files that are in: what was `told` did nothing."""
    for document in documents:
        if document["status"] == "already_imported" and told:
            note(
                _(
                    "{file} is in already, so the options did nothing. To read it by them:"
                    " zcins imports undo {id}, then import it again."
                ).format(file=document["file"], id=document["id"])
            )
        if (
            document["status"] == "imported"
            and document["rows"]["quarantined"] > (document["settled"])
        ):
            note(
                _("Quarantined rows to correct: zcins imports quarantine {id} -o FILE.xlsx").format(
                    id=document["id"]
                )
            )


def print_receipt(document: dict[str, Any], insurer_name: Namer) -> None:
    """Print one receipt as a block: what the file is, rows, money, links, problems."""
    if document["status"] == "refused":
        print(_("{file}: refused").format(file=document["file"]))
        return
    _print_head(document, insurer_name)
    if document["status"] == "already_imported":
        return
    print()
    _print_counts(_("Rows"), _count_titles(), document["rows"])
    if links := document.get("links"):
        _print_counts(_("Links"), _link_titles(), links)
    _print_notes(document)
    _print_money(document)
    print_problems([document])


def _print_head(document: dict[str, Any], insurer_name: Namer) -> None:
    facts = [
        kind_name(document["kind"]),
        insurer_name(document["insurer"]) if document["insurer"] else None,
        _("period {period}").format(period=document["period"]) if document["period"] else None,
        _("import {number}").format(number=document["id"]) if document["id"] else None,
        _("corrects import {number}").format(number=document["corrects"])
        if document["corrects"]
        else None,
        status_name(document["status"]) if document["status"] != "imported" else None,
    ]
    print(document["file"])
    _print_indented(" · ".join(filter(None, facts)))
    for sheet in document["sheets"]:
        known, unmapped = len(sheet["columns"]), len(sheet["unmapped"])
        text = _("Sheet {sheet}: header in row {row}, columns read: {known}, left: {unmapped}")
        facts_of = {"sheet": sheet["sheet"], "row": sheet["header_row"]}
        _print_indented(text.format(**facts_of, known=known, unmapped=unmapped))


def _print_counts(label: str, titles: dict[str, str], counts: dict[str, int]) -> None:
    texts = [f"{title} {counts[name]:,}" for name, title in titles.items()]
    _print_indented(f"{label}: " + " · ".join(texts))


def _print_notes(document: dict[str, Any]) -> None:
    if settled := document.get("settled"):
        text = _("Of the held rows {n} were corrected or dismissed before.")
        _print_indented(text.format(n=settled))
    if missing := document.get("missing"):
        text = _("Known from older ledgers and not in this one: {n} ({names})")
        names = ", ".join(missing[:SHOWN_NAMES]) + (" …" if len(missing) > SHOWN_NAMES else "")
        _print_indented(text.format(n=len(missing), names=names))
    for sheet in document.get("left_out", []):
        text = _("Sheet {sheet} was not read ({rows} rows)")
        _print_indented(text.format(sheet=sheet["sheet"], rows=sheet["rows"]))


def _print_indented(text: str) -> None:
    """Print a line below its title; what does not fit goes on further in."""
    first, *rest = wrap(text, screen().width - FURTHER_IN)
    print("  " + first)
    for line in rest:
        print(" " * FURTHER_IN + line)


def _print_money(document: dict[str, Any]) -> None:
    accounts = document.get("money") or {}
    if not accounts:
        return
    columns = [
        Column("field", _("Yuan")),
        Column("read", _("Read"), "money"),
        Column("accepted", _("Taken"), "money"),
        Column("quarantined", _("Held"), "money"),
        Column("unreadable", _("Unreadable"), "int"),
        Column("stated", _("Stated total"), "money"),
        Column("difference", _("Difference"), "money"),
    ]
    told = {
        each.key
        for each in columns
        if any(account.get(each.key) not in {None, 0} for account in accounts.values())
    }
    rows = [
        {
            "field": field_title(document, name),
            **{key: _fen(value) for key, value in account.items()},
        }
        for name, account in accounts.items()
    ]
    print()
    print_table(rows, [each for each in columns if each.key in told | {"field"}])


def _fen(value: str | int | None) -> int | None:
    """Give an amount of a receipt's JSON in whole fen; a count stays what it is."""
    return int(value.replace(".", "")) if isinstance(value, str) else value


def kind_name(kind: str) -> str:
    """Give a kind of ledger in the language of the screen."""
    names = {
        "register": _("register"),
        "policies": _("policies"),
        "claims": _("claims"),
        "prevention": _("prevention"),
        "accidents": _("accidents"),
        "answers": _("departments' answers"),
    }
    return names[kind]


def status_name(status: str) -> str:
    """Give what became of a file in the language of the screen."""
    names = {
        "already_imported": _("already in"),
        "dry_run": _("rehearsal, nothing changed"),
        "refused": _("refused"),
        "undone": _("undone"),
    }
    return names.get(status, status)


def _count_titles() -> dict[str, str]:
    return {
        "read": _("read"),
        "new": _("new"),
        "updated": _("changed"),
        "unchanged": _("unchanged"),
        "quarantined": _("quarantined"),
        "skipped": _("skipped"),
    }


def _link_titles() -> dict[str, str]:
    return {
        "by_code": _("by code"),
        "by_name": _("by name"),
        "by_alias": _("by decision"),
        "to_review": _("to review"),
        "unmatched": _("unmatched"),
    }
