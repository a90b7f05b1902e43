"""Facts of the register that a person enters: renamed, closed, moved, merged."""

from bisect import bisect_right
from collections.abc import Mapping
from datetime import date
from typing import Any

from zcins.records import KEY_SEPARATOR, Enterprise, Status
from zcins.registry.links import relink
from zcins.registry.names import former_keys, name_key
from zcins.registry.wording import core_key
from zcins.store import View, Write
from zcins.store.merge import to_sql
from zcins.store.view import Entry, HandPolicy
from zcins.store.write_hand import Keys, ShownPolicy


def keys_of(record: Enterprise) -> Keys:
    """Give what is worked out of an entry's names."""
    key = name_key(record.name)
    former = KEY_SEPARATOR.join(former_keys(record.former_names))
    return Keys(key, core_key(key), former or None, name_key(record.project_name or ""))


def correct(write: Write, entry: Entry, facts: Mapping[str, Any], day: date, reason: str) -> None:
    """Let facts of an entry hold from a day on, until a later register says otherwise."""
    record = facts_on(entry, day).model_copy(update=dict(facts))
    write.by_hand.reason(reason)
    stored = {name: to_sql(value) for name, value in facts.items()}
    write.by_hand.correct(entry.id, stored, keys_of(record), day)
    relink(write)


def merge_into(write: Write, entry: Entry, other: int, day: date, reason: str) -> None:
    """Let an entry be taken over by another from a day on: it is closed, its policies go over."""
    facts = {"status": Status.CLOSED, "closed_on": day, "merged_into": other}
    correct(write, entry, facts, day, reason)


def enter_policy(write: Write, policy: ShownPolicy, reason: str) -> None:
    """Keep a policy that an enterprise has shown; it waits for its insurer's ledger."""
    write.by_hand.reason(reason)
    write.by_hand.enter_policy(policy)


def take_back(write: Write, event: int) -> None:
    """Take back what an event entered by hand; what it had ended holds again."""
    write.by_hand.take_back(event)
    relink(write)


def unconfirmed(view: View) -> list[HandPolicy]:
    """Give the policies entered by hand, of any days, that no insurer has confirmed.

    An insurer's ledger confirms one by a policy of that number that is linked to somebody; one
    that still waits settles nothing.
    """
    if not view.hand_policies:
        return []
    told = {
        (known.record.insurer, known.record.policy_no.upper())
        for known in view.policies
        if view.parties[known.record.party].enterprise is not None
    }
    return [one for one in view.hand_policies if (one.insurer, one.policy_no.upper()) not in told]


def facts_on(entry: Entry, day: date) -> Enterprise:
    """Give an entry's facts of a day, those of the first version where it is earlier."""
    at = bisect_right(entry.days, day.isoformat())
    return entry.versions[max(at - 1, 0)].record
