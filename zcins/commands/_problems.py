"""Problems of receipts on the screen: the most frequent kinds, with their first cells."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from zcins.i18n import _, language, ngettext
from zcins.present import Column, print_table

MOST_FREQUENT = 10
FIRST_CELLS = 3


def field_title(document: dict[str, Any], name: str) -> str:
    """Give a field of an import as the screen calls it.

    In Chinese by its ledger's own header, else as most ledgers do; in English by its name.
    """
    from zcins.intake.columns import vocabulary
    from zcins.records import Kind

    if language() != "zh":
        return name
    for sheet in document.get("sheets", []):
        for header, field in sheet["columns"].items():
            if field == name:
                return str(header)
    known = vocabulary().fields(Kind(document["kind"])).get(name)
    return known.title if known else name


def print_problems(documents: Sequence[dict[str, Any]]) -> None:
    """Print the most frequent problems of some receipts, those that held rows first."""
    groups: dict[tuple[Any, ...], list[tuple[str, dict[str, Any]]]] = defaultdict(list)
    for document in documents:
        for problem in document.get("problems", []):
            title = field_title(document, problem["field"]) if problem["field"] else ""
            what = (problem["severity"] != "error", problem["problem"], title)
            groups[what].append((document["file"], problem))
    if not groups:
        return
    frequent = sorted(groups.items(), key=lambda item: (item[0][0], -len(item[1])))
    several = len(documents) > 1
    rows = [_row(what[2], found, several) for what, found in frequent[:MOST_FREQUENT]]
    columns = [
        Column("count", _("Count"), "int"),
        Column("grave", _("Kind")),
        Column("what", _("Problem")),
        Column("cells", _("First cells")),
    ]
    print()
    print_table(rows, columns, title=_("Problems, the most frequent first"))
    if (more := len(groups) - MOST_FREQUENT) > 0:
        text = ngettext("… and {n} more kind of problem", "… and {n} more kinds of problems", more)
        print(text.format(n=more))


def _row(title: str, found: list[tuple[str, dict[str, Any]]], several: bool) -> dict[str, Any]:
    first = found[0][1]
    value = f" [{first['value']}]" if first["value"] and len(found) == 1 else ""
    return {
        "count": len(found),
        "grave": _("held") if first["severity"] == "error" else _("note"),
        "what": f"{title}: {first['message']}{value}" if title else f"{first['message']}{value}",
        "cells": _cells(found, several),
    }


def _cells(found: list[tuple[str, dict[str, Any]]], several: bool) -> str:
    """Name the first cells; a sheet or file is named where it changes."""
    texts, before = [], ""
    for file, problem in found[:FIRST_CELLS]:
        sheet = str(problem["sheet"])
        named = f"{file} {sheet}" if sheet not in file else file  # a text's sheet has its name
        whose = named if several else sheet
        row = problem["row"]
        cell = problem["cell"] or (_("row {row}").format(row=row) if row else "")
        texts.append(cell if whose == before else f"{whose}!{cell}" if cell else whose)
        before = whose
    return ", ".join(texts) + (" …" if len(found) > FIRST_CELLS else "")
