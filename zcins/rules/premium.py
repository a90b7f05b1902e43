"""Rules about the premium: by the tariff, paid, paid in time, and paid by the enterprise."""

from collections.abc import Iterator
from datetime import timedelta

from zcins.cover import PolicyOnDay
from zcins.i18n import N_, _
from zcins.money import yuan_grouped
from zcins.rulebook import Facts, Hit, NotCheckedError, Told, rule
from zcins.rules import basis
from zcins.rules.books import covered
from zcins.standing import Standing, Standings
from zcins.store.acts import complaints
from zcins.tariff.check import Checked, Verdict, check_policies
from zcins.tariff.derived import Derived

Judged = list[tuple[Standing, Checked]]


def _judged(standings: Standings) -> Judged:
    """Give the policies in force that count, each held against the tariff of its inception."""
    pairs = covered(standings)
    derived = Derived(standings.view, standings.scheme)
    policies = [policy for _standing, policy in pairs]
    rows = check_policies(standings.scheme, policies, [derived.case(one) for one in policies])
    return [(standing, row) for (standing, _policy), row in zip(pairs, rows, strict=True)]


@rule(
    "medium",
    basis.TERMS,
    N_("Have the insurer explain or correct the premium (zcins rate explain)."),
    needs=("policies",),
)
def premium_off_tariff(facts: Facts) -> Iterator[Hit]:
    """Find policies in force whose premium is not what the tariff gives (notice 三（五）)."""
    judged = facts.once(_judged)
    for standing, row in judged:
        if row.verdict is not Verdict.DIFFERS or row.expected is None:
            continue
        told = Told(
            N_(
                "Policy {policy_no} of {name} cost {premium} yuan, by the tariff {expected}: {why}."
            ),
            policy_no=row.policy.record.policy_no,
            name=standing.record.name,
            premium=yuan_grouped(row.premium),
            expected=yuan_grouped(row.expected),
            why=row.why,
        )
        yield Hit(told, standing, row.policy, since=row.policy.record.inception)
    unrated = [row for _standing, row in judged if row.expected is None]
    if unrated:
        reason = _("{n} of {all} policies are not rated, the first because: {why}")
        raise NotCheckedError(
            reason.format(n=len(unrated), all=len(judged), why=unrated[0].why),
            partly=len(unrated) < len(judged),
        )


@rule(
    "low",
    basis.TERMS,
    N_("Ask the insurer whether premium, headcount and limits are right."),
    needs=("policies",),
)
def premium_implausible(facts: Facts) -> Iterator[Hit]:
    """Find premiums and limits out of the usual range, where the tariff has no line."""
    for standing, row in facts.once(_judged):
        if row.verdict is Verdict.IMPLAUSIBLE:
            told = Told(
                N_("Policy {policy_no} of {name}: {why}."),
                policy_no=row.policy.record.policy_no,
                name=standing.record.name,
                why=row.why,
            )
            yield Hit(told, standing, row.policy, since=row.policy.record.inception)


@rule(
    "medium",
    basis.PAYER,
    N_("Ask the insurer whether the premium has come in; urge the enterprise to pay."),
    needs=("policies.premium_received",),
)
def premium_unpaid(facts: Facts) -> Iterator[Hit]:
    """Find policies in force whose premium has not come in the scheme's days after inception.

    A policy of which it is not known what came in is left out.
    """
    days = int(facts.threshold("premium_unpaid_days").number)
    for standing, policy in facts.once(covered):
        since = policy.record.inception + timedelta(days=days + 1)
        received = _received(facts, policy)
        if received is None or received >= policy.premium or facts.day < since:
            continue
        told = Told(
            N_("Policy {policy_no} of {name}: {received} of {premium} yuan have come in."),
            policy_no=policy.record.policy_no,
            name=standing.record.name,
            received=yuan_grouped(received),
            premium=yuan_grouped(policy.premium),
        )
        yield Hit(told, standing, policy, since=since)


def _received(facts: Facts, policy: PolicyOnDay) -> int | None:
    """Give what came in; None where an endorsement changes the premium and is silent on it."""
    for known in facts.standings.view.endorsements.get(policy.known.key, ()):
        change = known.record
        changed = change.premium or change.premium_after is not None
        silent = change.premium_received is None and change.premium_received_after is None
        if changed and silent and change.effective_on <= facts.day:
            return None
    return policy.premium_received


@rule(
    "medium",
    basis.TERMS,
    N_("Have the insurer explain why cover began before signing or payment."),
    needs=("policies",),
)
def backdated(facts: Facts) -> Iterator[Hit]:
    """Find policies in force that began before they were signed or paid, less a tolerance."""
    days = timedelta(days=int(facts.threshold("backdated_days").number))
    pairs = facts.once(covered)
    for standing, policy in pairs:
        record = policy.record
        late = record.inception + days
        if record.signed_on and record.signed_on > late:
            text, when = (
                N_("Policy {policy_no} of {name} began on {day}, signed {when}."),
                record.signed_on,
            )
        elif record.paid_on and record.paid_on > late:
            text, when = (
                N_("Policy {policy_no} of {name} began on {day}, paid {when}."),
                record.paid_on,
            )
        else:
            continue
        told = Told(
            text,
            policy_no=record.policy_no,
            name=standing.record.name,
            day=record.inception,
            when=when,
        )
        yield Hit(told, standing, policy, since=record.inception)
    records = [policy.record for _standing, policy in pairs]
    if records and not any(one.signed_on or one.paid_on for one in records):
        raise NotCheckedError(_("no policy in force states when it was signed or paid"))


@rule("high", basis.PAYER, N_("Look into it on the spot; have the money paid back to the staff."))
def premium_charged_to_staff(facts: Facts) -> Iterator[Hit]:
    """Find open complaints that an enterprise makes its staff pay (notice 三（四）)."""
    for one in complaints(facts.standings.view):
        standing = facts.standings.entries.get(one.enterprise or 0)
        if one.insurer or not one.is_open or standing is None or one.made_on > facts.day:
            continue
        told = Told(
            N_("{name}: complaint {number} of {day}: {text}"),
            name=standing.record.name,
            number=one.id,
            day=one.made_on,
            text=one.text,
        )
        yield Hit(told, standing, since=one.made_on, mark=str(one.id))
