"""Making decisions about waiting rows, one event each."""

import sys
from typing import TYPE_CHECKING

from zcins.errors import UsageFaultError, ZcinsError
from zcins.i18n import _

if TYPE_CHECKING:
    from zcins.office import Asked, Office
    from zcins.records import Enterprise
    from zcins.registry import Decision
    from zcins.store import Write
    from zcins.store.view import Party


def party_of(asked: "Asked", number: int) -> "Party":
    """Give a name and code as written by its number; raises UsageFaultError."""
    party = asked.view.parties.get(number)
    if party is None:
        raise UsageFaultError(
            _("There is no waiting row {number}.").format(number=number),
            _("`zcins match list` shows them."),
        )
    return party


def entry_name(asked: "Asked", number: int) -> str:
    """Give the last name of a register entry; raises UsageFaultError."""
    entry = asked.view.register.get(number)
    if entry is None:
        raise UsageFaultError(
            _("The register has no enterprise {number}.").format(number=number),
            _("`zcins match list` shows the candidates' numbers."),
        )
    return entry.versions[-1].record.name


def decide(
    office: "Office", party: "Party", enterprise: int | None, verdict: str, reason: str | None
) -> int:
    """Decide about a name and code as written; gives the decision's number."""
    from zcins.registry import decide as decide_in

    what = f"{party.name} {party.uscc} -> {enterprise or '-'}"
    with office.store.write(verdict, what, office.scheme_state) as write:
        return decide_in(write, party.id, enterprise, verdict, reason)


def accepted(party: "Party", name: str) -> str:
    """Say that a row was accepted."""
    return _("{written} is {name} from now on.").format(written=party.name, name=name)


def rejected(party: "Party", name: str | None) -> str:
    """Say that one candidate or all were rejected."""
    if name is None:
        return _("{written} is not in the register.").format(written=party.name)
    return _("{written} is not {name}.").format(written=party.name, name=name)


def add_new(
    office: "Office",
    asked: "Asked",
    party: "Party",
    town: str | None,
    sector: str | None,
    reason: str | None,
) -> int:
    """Add a name and code as written to the register; gives the new entry's number.

    What is not given is proposed from the ledgers, and asked at a terminal.
    """
    from zcins.registry import add, proposed

    record = _completed(asked, proposed(asked.view, party), town, sector)
    with office.store.write("new", f"{party.name} {party.uscc}", office.scheme_state) as write:
        return add(write, party.id, record, asked.day, reason)


def withdraw(office: "Office", decision: "Decision") -> None:
    """Take a decision back."""
    from zcins.registry import withdraw as withdraw_in

    what = _("decision {number}: {name}").format(number=decision.id, name=decision.name)
    with office.store.write("withdraw", what, office.scheme_state) as write:
        if decision.kind == "new":
            refuse_resting(write, decision.event, what, UsageFaultError)
        withdraw_in(write, decision)


def refuse_resting(write: "Write", event: int, what: str, fault: type[ZcinsError]) -> None:
    """Raise the fault where later facts that were entered by hand rest on what an event brought."""
    if resting := write.by_hand.resting_on(event):
        raise fault(
            _("{what}: what was entered by hand rests on it (events {later}).").format(
                what=what, later=", ".join(map(str, resting))
            ),
            _("Take the newest back first: zcins enterprise withdraw {last}").format(
                last=resting[-1]
            ),
        )


def decision_of(asked: "Asked", number: int) -> "Decision":
    """Give a decision that holds; raises UsageFaultError."""
    from zcins.registry import decisions

    for one in decisions(asked.view):
        if one.id == number:
            return one
    raise UsageFaultError(
        _("There is no decision {number} that holds.").format(number=number),
        _("`zcins match decisions` lists them."),
    )


def _completed(
    asked: "Asked", record: "Enterprise", town: str | None, sector: str | None
) -> "Enterprise":
    terminal = sys.stdin.isatty() and sys.stdout.isatty()
    if town is None and terminal:
        town = _ask(_("Town"), record.town)
    if sector is None and terminal:
        shown = asked.scheme.sector_name(record.sectors) if record.sectors else None
        sector = _ask(_("Sector"), shown)
    facts = {}
    if town:
        facts["town"] = town_id(asked, town)
    if sector:
        facts["sectors"] = sector_codes(asked, sector)
    return record.model_copy(update=facts)


def _ask(what: str, proposed: str | None) -> str | None:
    """Ask for a fact; an empty line takes what is proposed."""
    return input(f"{what} [{proposed or '-'}]: ").strip() or None


def town_id(asked: "Asked", text: str) -> str:
    """Give the id of a town of the scheme; raises UsageFaultError."""
    town = asked.scheme.town(text)
    if town is None:
        names = "、".join(asked.scheme.in_force("town", asked.day))
        raise UsageFaultError(
            _("The scheme knows no town {name}.").format(name=text),
            _("Choose one of: {choices}.").format(choices=names),
        )
    return town.id


def sector_codes(asked: "Asked", text: str) -> str:
    """Give the codes of the sectors that a text names; raises UsageFaultError."""
    codes = asked.scheme.sectors_of(text)
    if not codes:
        names = ", ".join(asked.scheme.in_force("sector", asked.day))
        raise UsageFaultError(
            _("The scheme knows no sector {name}.").format(name=text),
            _("Choose one of: {choices}.").format(choices=names),
        )
    return "、".join(codes)
