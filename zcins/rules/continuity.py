"""Rules about cover without break and without doubling, to the day."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from zcins.cover import ONE_DAY, PolicyOnDay, counts
from zcins.i18n import N_
from zcins.rulebook import Facts, Hit, Told, rule
from zcins.rules import basis
from zcins.rules.books import held
from zcins.rules.cover import required_since
from zcins.standing import Standing, State, operating_on


@rule(
    "medium",
    basis.CONTINUITY,
    N_("Ask why the renewal came late; remind the enterprise and its insurer."),
    needs=("policies",),
)
def coverage_gap(facts: Facts) -> Iterator[Hit]:
    """Find days without cover before a policy in force that renews an older one.

    Only days count on which the enterprise worked and had to be insured; a project policy of
    unknown completion runs on by the scheme's extension (province's construction tariff 2018).
    """
    for standing in facts.standings.required:
        if standing.state is not State.INSURED:
            continue
        duty = required_since(facts, standing)
        for before, after, reach in _breaks(facts, standing):
            since = max(reach + ONE_DAY, duty or reach)
            if since >= after.record.inception or not _worked(standing, since):
                continue
            told = Told(
                N_("{name} was without cover from {since} to {last} before policy {policy_no}."),
                name=standing.record.name,
                since=since,
                last=after.record.inception - ONE_DAY,
                policy_no=after.record.policy_no,
            )
            yield Hit(told, standing, after, since=since, once=False, rows=(before.known,))


def _breaks(facts: Facts, standing: Standing) -> Iterator[tuple[PolicyOnDay, PolicyOnDay, date]]:
    """Give each policy in force that begins after a break, with the one before and its end."""
    policies = sorted(
        (*standing.past, *standing.covers), key=lambda policy: policy.record.inception
    )
    reach, last = date.min, policies[0]
    for before, after in pairwise(policies):
        if (end := _reach(facts, standing, before)) >= reach:
            reach, last = end, before
        if after.in_force and after.record.inception > min(reach, date.max - ONE_DAY) + ONE_DAY:
            yield last, after, reach


def _reach(facts: Facts, standing: Standing, policy: PolicyOnDay) -> date:
    last = policy.last or date.max
    known = policy.record.completion_on or standing.record.completion_on
    if not policy.is_project or policy.cancelled or known or last == date.max:
        return last
    extension = facts.scheme.threshold("construction_extension_days", facts.day)
    return last + timedelta(days=int(extension.number)) if extension else last


def _worked(standing: Standing, day: date) -> bool:
    known = standing.entry.on(day)
    return known is not None and operating_on(known.record, day)


@rule(
    "high",
    basis.CONTINUITY,
    N_("Have the enterprise insure again; ask the insurer why it agreed."),
    needs=("policies",),
)
def cancelled_while_operating(facts: Facts) -> Iterator[Hit]:
    """Find policies cancelled before their end though the enterprise works on.

    Another policy that counts from that day on makes it good; after its stated end it is over.
    """
    policies = facts.once(held)
    for standing in facts.standings.required:
        own = policies.get(standing.entry.id, ())
        for policy in own:
            if not policy.cancelled or policy.last is None or not _counts(facts, policy):
                continue
            day = policy.last + ONE_DAY
            if not _still_running(policy, day, facts.day) or not _worked(standing, day):
                continue
            if any(_covers(other, day) and _counts(facts, other) for other in own):
                continue
            told = Told(
                N_("Policy {policy_no} of {name} was cancelled on {day}, and the firm works on."),
                policy_no=policy.record.policy_no,
                name=standing.record.name,
                day=day,
            )
            rows = tuple(facts.standings.view.endorsements.get(policy.known.key, ()))
            yield Hit(told, standing, policy, since=day, rows=rows)


def _counts(facts: Facts, policy: PolicyOnDay) -> bool:
    return counts(policy.record, facts.scheme)


def _still_running(policy: PolicyOnDay, cancelled: date, day: date) -> bool:
    """Tell whether the cancellation is effective and the policy would still be in force."""
    stated = policy.record.expiry or policy.record.completion_on
    return cancelled <= day and (stated is None or day <= stated)


def _covers(policy: PolicyOnDay, day: date) -> bool:
    return policy.record.inception <= day and (policy.last is None or day <= policy.last)


@rule(
    "low",
    basis.SUPERVISION,
    N_("Ask the enterprise which policy it means to keep."),
    needs=("policies",),
)
def duplicate_cover(facts: Facts) -> Iterator[Hit]:
    """Find enterprises whose policies in force overlap for longer than the scheme's days.

    Policies that share the employees between them, as far as heads are known, are no doubling.
    """
    days = int(facts.threshold("duplicate_cover_days").number)
    for standing in facts.standings.required:
        covers = [policy for policy in standing.covers if not policy.is_project]
        if len(covers) <= 1 or _shared(standing, covers):
            continue
        covers.sort(key=lambda policy: policy.record.inception)
        for at, after in enumerate(covers[1:], start=1):
            before = max(covers[:at], key=lambda policy: policy.last or date.max)
            last = min(before.last or date.max, after.last or date.max)
            if (last - after.record.inception).days + 1 <= days:
                continue
            told = Told(
                N_("{name} is insured twice from {since} to {last}: {first} and {second}."),
                name=standing.record.name,
                since=after.record.inception,
                last=last,
                first=before.record.policy_no,
                second=after.record.policy_no,
            )
            since = after.record.inception
            yield Hit(told, standing, after, since=since, rows=(before.known,))


def _shared(standing: Standing, covers: list[PolicyOnDay]) -> bool:
    heads = [policy.headcount for policy in covers]
    employees = standing.record.employees
    if employees is None or None in heads:
        return False
    return sum(head or 0 for head in heads) <= employees
