"""Rules about how much is insured: headcounts and limits."""

from collections.abc import Iterator
from decimal import Decimal

from zcins.i18n import N_, _
from zcins.money import fen, yuan_grouped
from zcins.rulebook import Facts, Hit, NotCheckedError, Told, rule
from zcins.rules import basis

MINIMUM_LIMIT = "minimum_limit_per_person"


@rule(
    "medium",
    basis.ALL_STAFF,
    N_("Have the insured headcount raised by an endorsement."),
    needs=("policies", "register.employees"),
)
def under_insured_headcount(facts: Facts) -> Iterator[Hit]:
    """Find enterprises that insure fewer people than the register counts, less a tolerance.

    An enterprise's own sums are compared; project policies are left out.
    """
    tolerance = facts.threshold("headcount_tolerance").number
    for standing in facts.standings.required:
        covers = [policy for policy in standing.covers if not policy.is_project]
        heads = [policy.headcount for policy in covers if policy.headcount is not None]
        employees = standing.record.employees
        if not heads or len(heads) < len(covers) or employees is None:
            continue
        if Decimal(sum(heads)) >= employees * (1 - tolerance):
            continue
        message = N_("{name} insures {insured} of {employees} employees.")
        told = Told(message, name=standing.record.name, insured=sum(heads), employees=employees)
        since = min(policy.record.inception for policy in covers)
        rows = tuple(policy.known for policy in covers)
        yield Hit(told, standing, since=since, once=False, rows=rows)


@rule(
    "high",
    basis.MINIMUM,
    N_("Have the limit a person raised to the minimum."),
    needs=("policies.limit_per_person",),
)
def limit_below_minimum(facts: Facts) -> Iterator[Hit]:
    """Find policies in force whose limit a person is below the minimum of their inception day."""
    is_checked = False
    for standing in facts.standings.required:
        for policy in standing.covers:
            minimum = facts.scheme.threshold(MINIMUM_LIMIT, policy.record.inception)
            limit = policy.limit_per_person
            if minimum is None:
                continue
            is_checked = True
            if limit is None or limit >= fen(minimum.number):
                continue
            told = Told(
                N_("Policy {policy_no} of {name}: {limit} yuan a person, at least {minimum}."),
                policy_no=policy.record.policy_no,
                name=standing.record.name,
                limit=yuan_grouped(limit),
                minimum=yuan_grouped(fen(minimum.number)),
            )
            yield Hit(told, standing, policy, since=policy.record.inception)
    if not is_checked and any(standing.covers for standing in facts.standings.required):
        raise NotCheckedError(_("no value in force: {name}").format(name=MINIMUM_LIMIT))


@rule(
    "medium",
    basis.EQUAL_LIMITS,
    N_("Have the limits made equal by an endorsement."),
    needs=("policies.limit_per_person",),
)
def unequal_limits(facts: Facts) -> Iterator[Hit]:
    """Find enterprises whose policies in force have different limits a person.

    Project policies are left out: a project is insured by its cost.
    """
    for standing in facts.standings.required:
        covers = [
            policy
            for policy in standing.covers
            if not policy.is_project and policy.limit_per_person is not None
        ]
        limits = sorted({policy.limit_per_person or 0 for policy in covers})
        if len(limits) <= 1:
            continue
        told = Told(
            N_("{name} has policies of different limits a person: {limits} yuan."),
            name=standing.record.name,
            limits="、".join(map(yuan_grouped, limits)),
        )
        since = max(policy.record.inception for policy in covers)
        rows = tuple(policy.known for policy in covers)
        yield Hit(told, standing, since=since, once=False, rows=rows)
