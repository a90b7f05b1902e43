"""What an import changed, on the screen and in files."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from zcins.commands._problems import field_title
from zcins.i18n import N_, _, ngettext
from zcins.present import Column, print_table

if TYPE_CHECKING:
    from zcins.history import Change
    from zcins.store import View

SHOWN_RECORDS = 20
# Where all that came in is new there is no field to show.
BARE = (0, 1, 5)


def columns() -> list[Column]:
    """Give the columns of the list of changes: one row a changed field."""
    return [
        Column("what", _("What")),
        Column("name", _("Record")),
        Column("field", _("Field")),
        Column("before", _("Before")),
        Column("after", _("After")),
        Column("where", _("Where")),
    ]


def print_changes(view: "View", entry: dict[str, Any]) -> None:
    """Print the first changes of an import, new records in one line each, and how many more."""
    from zcins.history import change_counts, changes
    from zcins.records import Kind

    number, kind = entry["id"], Kind(entry["kind"])
    counts = change_counts(view, number, kind)
    texts = [f"{what_name(what)} {counts[what]:,}" for what in _NAMES if counts[what]]
    print("\n" + _("Changes") + ": " + (" · ".join(texts) or _("none")))
    first = changes(view, number, kind, SHOWN_RECORDS)
    rows = list(change_rows(entry["receipt"], first, brief=True))
    if rows:
        told = columns() if any(row["field"] for row in rows) else [columns()[at] for at in BARE]
        print_table(rows, told)
    more = sum(counts[what] for what in ("new", "changed", "late")) - SHOWN_RECORDS
    if more > 0:
        text = ngettext(
            "… and {n} more record; -o FILE.xlsx writes all",
            "… and {n} more records; -o FILE.xlsx writes all",
            more,
        )
        print(text.format(n=more))


def change_rows(
    receipt: dict[str, Any], found: Iterable["Change"], *, brief: bool = False
) -> Iterator[dict[str, Any]]:
    """Give changes as rows, one a field; `brief` leaves out the fields of new records."""
    for change in found:
        whole = {
            "what": what_name(change.what),
            "name": change.name,
            "where": f"{change.sheet}!{change.row}",
        }
        if brief and change.what == "new":
            yield {**whole, "field": "", "before": "", "after": ""}
            continue
        for name, (before, after) in change.fields.items():
            title = field_title(receipt, name)
            yield {**whole, "field": title, "before": before, "after": after}


def what_name(what: str) -> str:
    """Give what became of a record in the language of the screen."""
    return _(_NAMES[what])


_NAMES = {
    "new": N_("new"),
    "changed": N_("changed"),
    "late": N_("late, not current"),
    "unchanged": N_("unchanged"),
    "ended": N_("ended"),
}
