"""Decisions about whose a row is: made, listed, withdrawn; what they change is linked anew."""

from dataclasses import dataclass
from datetime import date

from zcins.records import Enterprise
from zcins.registry.hand import keys_of
from zcins.registry.links import relink
from zcins.registry.wording import parts_of
from zcins.store import View, Write
from zcins.store.view import Party

ACCEPT, REJECT, NEW = "accept", "reject", "new"
_DECISIONS = """
SELECT d.id, e.id, e.at, e.who, e.kind, d.verdict, p.name, p.uscc, d.party, d.enterprise, d.reason
FROM decision d JOIN event e ON e.id = d.event JOIN party p ON p.id = d.party
WHERE d.event <= {event} AND (d.ended_by IS NULL OR d.ended_by > {event}) ORDER BY d.id
"""


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision that holds: who made it, when and why; `kind` new added the entry as well."""

    id: int
    event: int
    at: str
    who: str
    kind: str
    verdict: str
    name: str
    uscc: str
    party: int
    enterprise: int | None
    reason: str | None


def decisions(view: View) -> list[Decision]:
    """Give the decisions that hold, oldest first."""
    return [Decision(*row) for row in view.rows(_DECISIONS.format(event=view.event))]


def decide(
    write: Write, party: int, enterprise: int | None, verdict: str, reason: str | None
) -> int:
    """Accept an entry for a name and code as written, or reject one or (None) all of them.

    Gives the decision's number; it holds for every insurer.
    """
    number = write.decisions.decide(party, enterprise, verdict, reason)
    relink(write, parties=[party])
    return number


def withdraw(write: Write, decision: Decision) -> None:
    """Take a decision back; what rested on it is open again, and what it had ended holds again.

    An entry that it had added to the register goes with it.
    """
    write.decisions.withdraw(decision.id)
    if decision.kind == NEW:
        write.by_hand.take_back(decision.event)
        relink(write)
    else:
        relink(write, parties=[decision.party])


def proposed(view: View, party: Party) -> Enterprise:
    """Give the register entry that a name and code as written would make.

    Its town is the one in which ledgers place it, its sector the one that its trade speaks of.
    """
    towns, heads = view.hints([party.id])[party.id]
    project = None
    if party.project_key:
        own = (known.record for known in view.policies if known.record.party == party.id)
        project = next((policy.project_name for policy in own if policy.project_name), None)
    return Enterprise(
        name=party.name,
        uscc=party.uscc or None,
        town=min(towns) if len(towns) == 1 else None,
        sectors=parts_of(party.name_key).sector or None,
        employees=heads,
        project_name=project,
    )


def add(write: Write, party: int, record: Enterprise, day: date, reason: str | None) -> int:
    """Add an entry to the register for a name and code as written; gives its number.

    Its facts hold from a day, and backwards as every first version does.
    """
    if reason:
        write.by_hand.reason(reason)
    number = write.by_hand.add_enterprise(record, keys_of(record), day)
    write.decisions.decide(party, number, ACCEPT, reason)
    relink(write)
    return number
