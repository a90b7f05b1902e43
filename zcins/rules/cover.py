"""Rules about being insured at all: who is not, who no longer is, who may be."""

from collections.abc import Iterator
from datetime import date, timedelta

from zcins.cover import ONE_DAY, PolicyOnDay
from zcins.i18n import N_
from zcins.rulebook import OFFICE, Facts, Hit, Told, rule
from zcins.rules import basis
from zcins.standing import Doubt, Standing, State


def required_since(facts: Facts, standing: Standing) -> date | None:
    """Give the day from which an enterprise has had to be insured, as far as the scheme says."""
    record = standing.record
    obligation = facts.scheme.obligation(
        standing.sector,
        standing.town,
        facts.day,
        uscc=record.uscc,
        name=record.name,
        included_on=record.included_on,
    )
    if obligation is None:
        return None
    days = [obligation.from_, record.opened_on]
    if obligation.rollout == "partial":
        days.append(record.included_on)
    return max(day for day in days if day)


def bare_since(facts: Facts, standing: Standing) -> date | None:
    """Give the first day without cover that counts: after the last policy, or of the duty."""
    ends = [policy.last + ONE_DAY for policy in standing.past if policy.last]
    since = required_since(facts, standing)
    return max([*ends, *([since] if since else [])], default=None)


def _in_state(facts: Facts, state: State) -> Iterator[Standing]:
    return (standing for standing in facts.standings.required if standing.state is state)


@rule(
    "high",
    basis.SCOPE,
    N_("Urge the enterprise to insure; report it if it does not."),
    needs=("register",),
)
def uninsured(facts: Facts) -> Iterator[Hit]:
    """Find required enterprises that never had a policy that counts (notice 三（一）, 四（四）)."""
    for standing in _in_state(facts, State.UNINSURED):
        since = required_since(facts, standing)
        message = N_("{name} must be insured since {since} and has no policy.")
        yield Hit(Told(message, name=standing.record.name, since=since), standing, since=since)


@rule(
    "high",
    basis.SCOPE,
    N_("Urge the enterprise to renew without delay."),
    needs=("register",),
)
def lapsed(facts: Facts) -> Iterator[Hit]:
    """Find required enterprises whose last policy that counts is over (notice 四（四）)."""
    for standing in _in_state(facts, State.LAPSED):
        since = bare_since(facts, standing)
        days = (facts.day - since).days + 1 if since else 0
        message = N_("{name} has been without cover since {since} ({days} days).")
        told = Told(message, name=standing.record.name, since=since, days=days)
        rows = tuple(policy.known for policy in standing.past)
        yield Hit(told, standing, since=since, once=False, rows=rows)


@rule(
    "medium",
    basis.SUPERVISION,
    N_("Remind the enterprise and its insurer to renew in time."),
    needs=("policies",),
)
def expiring(facts: Facts) -> Iterator[Hit]:
    """Find required enterprises whose cover ends within the scheme's days (both included)."""
    days = int(facts.threshold("expiring_days").number)
    for standing in _in_state(facts, State.INSURED):
        final = _final_cover(standing)
        if final.last is None or final.last > facts.day + timedelta(days=days):
            continue
        told = Told(
            N_("The cover of {name} ends on {last} (policy {policy_no})."),
            name=standing.record.name,
            last=final.last,
            policy_no=final.record.policy_no,
        )
        since = final.last - timedelta(days=days)
        yield Hit(told, standing, final, since=since, once=False)


def _final_cover(standing: Standing) -> PolicyOnDay:
    """Give the policy whose end ends the unbroken cover, renewals that are in already included."""
    final = max(standing.covers, key=lambda policy: policy.last or date.max)
    for policy in sorted(standing.ahead, key=lambda policy: policy.record.inception):
        if final.last is None or policy.record.inception > final.last + ONE_DAY:
            break
        if policy.last is None or policy.last > final.last:
            final = policy
    return final


# None but the office can tell whose a row is.
@rule(
    "medium",
    basis.PUBLICATION,
    N_("Decide the waiting row: zcins match list."),
    needs=("register",),
    department=OFFICE,
)
def unresolved(facts: Facts) -> Iterator[Hit]:
    """Find required enterprises of which it is not known whether they are insured."""
    for standing in _in_state(facts, State.UNRESOLVED):
        doubt = standing.doubts[0]
        told = Told(N_("{name}: {reason}"), name=standing.record.name, reason=_reason(doubt, facts))
        rows = (doubt.policy.known,) if doubt.policy else ()
        yield Hit(told, standing, since=bare_since(facts, standing), once=False, rows=rows)


def _reason(doubt: Doubt, facts: Facts) -> Told:
    insurer = facts.scheme.insurer_name(doubt.insurer or "")
    if row := doubt.quarantined:
        text = N_(
            "a quarantined row may insure it (import {number}, sheet {sheet}, row {row}, {insurer})"
        )
        return Told(text, number=row.import_id, sheet=row.sheet, row=row.row, insurer=insurer)
    if doubt.by_hand:
        text = N_("policy {policy_no} of {insurer} was entered by hand and is not confirmed")
        return Told(text, policy_no=doubt.by_hand.policy_no, insurer=insurer)
    policy_no = doubt.policy.record.policy_no if doubt.policy else ""
    if doubt.candidate:
        text = N_("policy {policy_no} of {insurer} waits for a decision and may be its")
    else:
        text = N_("project policy {policy_no} of {insurer} may run on by its extension")
    return Told(text, policy_no=policy_no, insurer=insurer)


@rule(
    "high",
    basis.INSURERS,
    N_("Have the enterprise insure with an admitted insurer."),
    needs=("policies",),
    waivable=False,
)
def insurer_not_admitted(facts: Facts) -> Iterator[Hit]:
    """Find policies in force of insurers not admitted on their inception day (notice 三（六）)."""
    for policy in facts.standings.policies:
        record = policy.record
        if not policy.in_force or facts.scheme.insurer_admitted(record.insurer, record.inception):
            continue
        standing = facts.standings.entries.get(policy.enterprise or 0)
        told = Told(
            N_("Policy {policy_no} is of {insurer}, which is not admitted."),
            policy_no=record.policy_no,
            insurer=facts.scheme.insurer_name(record.insurer),
        )
        yield Hit(told, standing, policy, since=record.inception)
