"""Facts of the register that a person enters: `zcins enterprise set` and `merge`."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from zcins.commands._common import note, open_office, parse_day
from zcins.commands._deciding import refuse_resting, sector_codes, town_id
from zcins.errors import UsageFaultError
from zcins.i18n import _

if TYPE_CHECKING:
    from zcins.office import Asked
    from zcins.store.view import Entry

# Fields whose words the scheme knows, with what reads them; the others are read as in ledgers.
FIELDS = (
    *("name", "uscc", "registration_no", "former_names", "town", "sector", "department"),
    *("employees", "status", "opened_on", "closed_on", "included_on", "address"),
    *("contract_cost", "completion_on", "risk_grade", "standardization_grade"),
    *("standardization_certificate", "standardization_until", "dual_prevention", "toxic_exposure"),
    *("bank_name", "bank_account"),
)
UNKNOWN = "-"
Number = Annotated[int, typer.Argument(metavar="ID", help=_("The enterprise's number."))]
From = Annotated[
    str, typer.Option("--from", metavar="DATE", help=_("The first day on which it is so."))
]
Reason = Annotated[str, typer.Option("--reason", help=_("How it is known."))]


def set_fact(
    ctx: typer.Context,
    number: Number,
    field: Annotated[str, typer.Argument(metavar="FIELD", help=_("What changes."))],
    value: Annotated[str, typer.Argument(metavar="VALUE", help=_("What it is now; - is unknown."))],
    first: From,
    reason: Reason,
) -> None:
    """Let a fact hold from a day on; a later register states its own from its own day."""
    from zcins.registry import correct

    office = open_office(ctx)
    asked = office.ask()
    entry, day = entry_of(asked, number), _day(first)
    name = _field(field)
    column = "sectors" if name == "sector" else name
    facts = {column: None if value == UNKNOWN else _read(asked, name, value)}
    if facts.get("name", "") is None:
        raise UsageFaultError(_("A name cannot be unknown."))
    what = _("enterprise {number}: {field} = {value}").format(
        number=number, field=name, value=value
    )
    with office.store.write("correct", what, office.scheme_state) as write:
        correct(write, entry, facts, day, reason)
    print(_("From {day}: {what}").format(day=day, what=what))
    _tell_later(entry, day)


def merge(
    ctx: typer.Context,
    number: Number,
    other: Annotated[
        int, typer.Argument(metavar="INTO", help=_("The enterprise that takes it over."))
    ],
    first: From,
    reason: Reason,
) -> None:
    """Close an entry and let its policies count for another one from a day on."""
    from zcins.registry import merge_into

    office = open_office(ctx)
    asked = office.ask()
    entry, into, day = entry_of(asked, number), entry_of(asked, other), _day(first)
    if _leads_to(asked, into, number):
        raise UsageFaultError(
            _("{other} is merged into {number} already.").format(other=other, number=number)
            if number != other
            else _("An enterprise cannot be merged into itself.")
        )
    what = _("enterprise {number} into {other}").format(number=number, other=other)
    with office.store.write("merge", what, office.scheme_state) as write:
        merge_into(write, entry, other, day, reason)
    print(_("From {day}: {what}").format(day=day, what=what))
    _tell_later(entry, day)


def withdraw(
    ctx: typer.Context,
    event: Annotated[
        int, typer.Argument(metavar="EVENT", help=_("The number of the entry in `zcins log`."))
    ],
) -> None:
    """Take back what an event entered by hand: facts, a merger, a policy that was shown."""
    from zcins.registry import take_back

    office = open_office(ctx)
    what = _("event {number}").format(number=event)
    with office.store.write("withdraw", what, office.scheme_state) as write:
        if not write.by_hand.holds(event):
            raise UsageFaultError(
                _("Event {number} entered nothing by hand that holds.").format(number=event),
                _("`zcins log` lists the events; decisions are for `zcins match withdraw`."),
            )
        refuse_resting(write, event, what, UsageFaultError)
        if later := write.later_imports(event):
            raise UsageFaultError(
                _("{what}: later imports rest on it ({later}).").format(
                    what=what, later=", ".join(map(str, later))
                ),
                _("Enter what is right with `zcins enterprise set`, or undo the imports first."),
            )
        take_back(write, event)
    print(_("Taken back: {what}.").format(what=what))


def entry_of(asked: "Asked", number: int) -> "Entry":
    """Give a register entry; raises UsageFaultError where there is none of that number."""
    found = asked.view.entries([number]).get(number)
    if found is None:
        raise UsageFaultError(
            _("The register has no enterprise {number}.").format(number=number),
            _("`zcins enterprise NAME` shows the numbers."),
        )
    return found


def _day(text: str) -> date:
    day = parse_day(text, "--from")
    assert day is not None  # noqa: S101 - the option is required
    return day


def _leads_to(asked: "Asked", entry: "Entry", number: int) -> bool:
    seen: set[int] = set()
    while entry.id not in seen and entry.id != number:
        seen.add(entry.id)
        into = entry.versions[-1].record.merged_into
        if into is None:
            return False
        entry = entry_of(asked, into)
    return True


def _field(text: str) -> str:
    """Give a field by its own name or by any header that a register may have for it."""
    from zcins.intake.columns import vocabulary
    from zcins.records import Kind

    if text in FIELDS:
        return text
    match = vocabulary().recognise(text, Kind.REGISTER)
    name = "name" if match and match.field == "enterprise_name" else match and match.field
    if name in FIELDS:
        return str(name)
    raise UsageFaultError(
        _("FIELD {text} is unknown.").format(text=text),
        _("Choose one of: {choices}.").format(choices=", ".join(FIELDS)),
    )


def _read(asked: "Asked", field: str, text: str) -> Any:
    from zcins.intake.columns import vocabulary
    from zcins.intake.values import CellFault, problem_message
    from zcins.records import Kind

    if field == "town":
        return town_id(asked, text)
    if field == "sector":
        return sector_codes(asked, text)
    if field == "department":
        return asked.scheme.department(text) or text
    kind = "text" if field == "name" else vocabulary().fields(Kind.REGISTER)[field].type
    try:
        return _reader(field, kind)(text)
    except CellFault as fault:
        raise UsageFaultError(
            _("{field} {text}: {problem}").format(
                field=field, text=text, problem=problem_message(fault.problem)
            )
        ) from fault


def _reader(field: str, kind: str) -> Callable[[str], Any]:
    from zcins.intake import values
    from zcins.intake.columns import vocabulary
    from zcins.records import Status

    def status(text: str) -> Status:
        code = vocabulary().choice(field, text) or text
        if code not in list(Status):
            raise values.CellFault("unknown_value")
        return Status(code)

    readers: dict[str, Callable[[str], Any]] = {
        "code": values.parse_code,
        "count": values.parse_count,
        "money": values.parse_money,
        "bool": values.parse_bool,
        "choice": status,
        "date": values.parse_date,
        "date_start": values.parse_date,
        "date_end": lambda text: values.parse_date(text, end=True),
    }
    return readers.get(kind, values.parse_text)


def _tell_later(entry: "Entry", day: date) -> None:
    later = [first for first in entry.days if first > day.isoformat()]
    if later:
        note(
            _("From {later} on the register holds as it was stated for that day.").format(
                later=later[0]
            )
        )
