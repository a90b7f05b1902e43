"""A publication: its lines, looked through for what is private, and the files made of them."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from zcins.compliance import OFFICE
from zcins.errors import InputRefusedError
from zcins.i18n import _, ngettext
from zcins.present import Column, csv_text, json_text, write_files
from zcins.public.listing import Line, columns, lines, sources
from zcins.public.page import page
from zcins.public.private import Private, private_numbers
from zcins.public.uninsured import may_be_named
from zcins.scheme import PublicColumn
from zcins.standing import Standings
from zcins.store.places import place_of

FILES = ("index.html", "data.csv", "data.json")
TITLE = "安全生产责任保险投保情况查询"
SHOWN_CELLS = 5


@dataclass(frozen=True, slots=True)
class Publication:
    """What is published of a day, by whom; `bare` tells that uninsured enterprises are named."""

    office: str
    as_of: date
    columns: list[PublicColumn]
    lines: list[dict[str, str]]
    bare: bool

    @property
    def states(self) -> dict[str, int]:
        """Give the number of enterprises by state as published; empty without that column."""
        return dict(Counter(line["state"] for line in self.lines if "state" in line))

    def files(self) -> dict[str, bytes]:
        """Give the files by name; the same publication gives the same bytes."""
        heads = [Column(one.id, one.title) for one in self.columns]
        contents = (
            page(self, TITLE),
            csv_text(self.lines, heads, for_excel=True).encode("utf-8-sig"),
            json_text(self.document()).encode(),
        )
        return dict(zip(FILES, contents, strict=True))

    def write(self, folder: Path) -> dict[str, Path]:
        """Write the files, all made before the first is written; give their paths by name.

        Raises UsageFaultError where the folder or a file cannot be written.
        """
        return write_files(folder, self.files())

    def document(self) -> dict[str, Any]:
        """Give data.json: the columns with their titles, and a row an enterprise."""
        return {
            "title": TITLE,
            "office": self.office,
            "as_of": self.as_of.isoformat(),
            "columns": {one.id: one.title for one in self.columns},
            "rows": [{name: text or None for name, text in line.items()} for line in self.lines],
        }


def publication(
    standings: Standings, office: str | None = None, *, with_uninsured: bool = False
) -> Publication:
    """Put together what may be published of the standings' day.

    `office` is the office's name, else that of the office in charge.

    Raises InputRefusedError where the scheme lets no column be published, and, naming the cells,
    where a text holds an identity or mobile number.
    """
    allowed = columns(standings.scheme, standings.day)
    if not allowed:
        raise InputRefusedError(
            _("On {day} the scheme lets nothing be published.").format(day=standings.day),
            _("Its columns stand in publication.toml: zcins scheme show public_column"),
        )
    named = may_be_named(standings) if with_uninsured else frozenset()
    found = lines(standings, [one.id for one in allowed], named)
    _refuse_private(standings, found)
    names: list[str] = [one.id for one in allowed]
    ordered = [{name: line.values[name] for name in names} for line in found]
    signs = office or standings.scheme.department_name(OFFICE, standings.day) or ""
    return Publication(signs, standings.day, allowed, ordered, with_uninsured)


def _refuse_private(standings: Standings, found: list[Line]) -> None:
    faults = [(line, *fault) for line in found for fault in _private(line)]
    told = dict.fromkeys(_told(standings, faults))
    if not told:
        return
    shown = list(told)[:SHOWN_CELLS]
    if more := len(told) - len(shown):
        shown.append(ngettext("and {n} more cell", "and {n} more cells", more).format(n=more))
    number = faults[0][0].standing.entry.id
    raise InputRefusedError(
        _("Nothing is published: {cells}.").format(cells="; ".join(shown)),
        _(
            "Take the number out, and import the file again or enter it by hand: "
            "zcins enterprise set {number} FIELD VALUE --from DATE --reason TEXT"
        ).format(number=number),
    )


def _private(line: Line) -> list[tuple[str, Private]]:
    """Look through the register's texts behind a line; where they are clean, what is made of them.

    What the register says is named by its own cell; put together, two clean texts may make a
    number.
    """
    for texts in (sources(line), line.values.items()):
        found = [
            (field, hit)
            for field, text in texts
            for hit in private_numbers(text, line.standing.record.uscc)
        ]
        if found:
            return found
    return []


def _told(standings: Standings, faults: list[tuple[Line, str, Private]]) -> Iterator[str]:
    """Say of each fault where it stands; the number itself is told by its last digits only."""
    for line, column, hit in faults:
        standing = line.standing
        field = column if hasattr(standing.record, column) else "name"
        place = place_of(standings.view, standing.entry, standing.facts, field)
        text = _("{place} holds {what} (…{ending})")
        yield text.format(place=place, what=_(hit.what), ending=hit.ending)
