"""What a person tells of a file's columns on the command line, checked against the file."""

from collections.abc import Sequence

from zcins.errors import UsageFaultError
from zcins.i18n import _
from zcins.intake.columns import UNITS, Vocabulary, fold
from zcins.intake.layouts import Taught
from zcins.intake.table import Table
from zcins.records import Kind

Pairs = Sequence[tuple[str, str]]


def pairs(texts: Sequence[str], option: str) -> tuple[tuple[str, str], ...]:
    """Split texts of the form NAME=VALUE at the last sign; raises UsageFaultError without one."""
    found = []
    for text in texts:
        name, sign, value = text.rpartition("=")
        if not sign or not name.strip():
            raise UsageFaultError(
                _("{option} {text}: this is not NAME=VALUE.").format(option=option, text=text)
            )
        found.append((name.strip(), value.strip()))
    return tuple(found)


def taught(maps: Pairs, units: Pairs, sheets: Sequence[str], header_row: int | None) -> Taught:
    """Give what the options say of a layout; raises UsageFaultError for an unknown unit."""
    for _name, unit in units:
        if unit not in UNITS:
            raise UsageFaultError(
                _("--unit: {unit} is no unit.").format(unit=unit),
                _("Choose one of: {choices}.").format(choices=", ".join(UNITS)),
            )
    return Taught(
        {fold(header): field for header, field in maps},
        {field: UNITS[unit] for field, unit in units},
        tuple(sheets),
        header_row is not None,
    )


def check_fields(maps: Pairs, units: Pairs, words: Vocabulary, kind: Kind | None) -> None:
    """Raise UsageFaultError, with the choices, for a field that ledgers of the kind have not.

    Without a kind it is enough that any kind has it.
    """
    kinds = [kind] if kind else list(Kind)
    known = {name: field for each in kinds for name, field in words.fields(each).items()}
    money = [name for name, field in known.items() if field.type == "money"]
    for option, name, choices in (
        *(("--map", field, list(known)) for _header, field in maps if field),
        *(("--unit", field, money) for field, _unit in units),
    ):
        if name not in choices:
            raise UsageFaultError(
                _("{option}: there is no field {name}.").format(option=option, name=name),
                _("Choose one of: {choices}.").format(choices=", ".join(choices)),
            )


def check_headers(maps: Pairs, units: Pairs, tables: Sequence[Table]) -> None:
    """Raise UsageFaultError, with the choices, for a header or column that the tables have not."""
    names = {fold(one.header): one.header for table in tables for one in table.columns}
    for header, _field in maps:
        if fold(header) not in names:
            raise UsageFaultError(
                _("--map: there is no column {header}.").format(header=header),
                _("The columns are: {choices}.").format(choices=", ".join(names.values())),
            )
    fields = {one.field for table in tables for one in table.columns if one.field}
    for field, _unit in units:
        if field not in fields:
            raise UsageFaultError(
                _("--unit: the file has no column for {field}.").format(field=field),
                _("Its columns are: {choices}.").format(choices=", ".join(sorted(fields))),
            )
