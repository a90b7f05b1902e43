"""Rules about the register's entries, and about policy numbers that stand twice."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta

from zcins.cover import PolicyOnDay
from zcins.i18n import N_
from zcins.records import Enterprise
from zcins.rulebook import Facts, Hit, Told, rule
from zcins.rules import basis
from zcins.standing import Standing, Standings, operating_on
from zcins.tariff.case import NO_GRADE, canonical
from zcins.tariff.certificate import read_certificate


class _Names:
    """Names of missing facts, put into words at the asking."""

    def __init__(self, names: list[str]) -> None:
        self._names = names

    def __str__(self) -> str:
        return "、".join(str(Told(name)) for name in self._names)


@rule("low", basis.REGISTER, N_("Complete the register."), needs=("register",))
def register_incomplete(facts: Facts) -> Iterator[Hit]:
    """Find enterprises at work without a known town, sector or headcount in the register."""
    for standing in facts.standings.entries.values():
        if standing.outside or not operating_on(standing.record, facts.day):
            continue
        if missing := _missing(standing):
            told = Told(
                N_("{name}: the register does not say {what}."),
                name=standing.record.name,
                what=_Names(missing),
            )
            yield Hit(told, standing)


def _missing(standing: Standing) -> list[str]:
    heads = standing.record.employees is None and not standing.record.project_name
    told = {
        N_("its town"): standing.town is None,
        N_("its sector"): standing.sector is None,
        N_("its headcount"): heads,
    }
    return [name for name, is_missing in told.items() if is_missing]


@rule(
    "medium",
    basis.STANDARDS,
    N_("Ask for the certificate in force; until then the grade earns no lower premium."),
    needs=("register.standardization_grade",),
)
def standardization_unproven(facts: Facts) -> Iterator[Hit]:
    """Find enterprises whose standardization certificate is over, or not of the grade claimed."""
    for standing in facts.standings.required:
        record = standing.record
        until = record.standardization_until
        if until and until < facts.day:
            message = N_("{name}: the certificate {number} of grade {grade} was valid until {day}.")
            since = until + timedelta(days=1)
        elif text := _against_grade(record):
            message, since = text, None
        else:
            continue
        told = Told(
            message,
            name=record.name,
            number=record.standardization_certificate or "",
            grade=record.standardization_grade or "",
            day=until,
        )
        yield Hit(told, standing, since=since, once=False)


def _against_grade(record: Enterprise) -> str | None:
    number, stated = record.standardization_certificate, record.standardization_grade
    grade = canonical("standardization_grade", stated) if stated else None
    if not number or grade in {None, NO_GRADE}:
        return None
    certificate = read_certificate(number)
    if certificate is None:
        return N_("{name}: {number} is not the number of a certificate (grade claimed: {grade}).")
    if certificate.grade != grade:
        return N_("{name} claims grade {grade}; the certificate {number} is of another.")
    return None


@rule(
    "medium",
    basis.ASSESSMENT,
    N_("Ask the insurer whose policy it is."),
    needs=("policies",),
)
def policy_no_shared(facts: Facts) -> Iterator[Hit]:
    """Find policy numbers of an insurer in force that stand with two different firms."""
    parties = facts.standings.view.parties
    for policies in facts.once(_by_number).values():
        firms = {policy.enterprise or -policy.record.party for policy in policies}
        if len(firms) <= 1:
            continue
        first = policies[0].record
        told = Told(
            N_("Policy {policy_no} of {insurer} stands with: {names}."),
            policy_no=first.policy_no,
            insurer=facts.scheme.insurer_name(first.insurer),
            names="、".join(sorted({parties[one.record.party].name for one in policies})),
        )
        rows = tuple(policy.known for policy in policies)
        yield Hit(told, None, policies[0], since=first.inception, rows=rows)


def _by_number(standings: Standings) -> dict[tuple[str, str], list[PolicyOnDay]]:
    found: dict[tuple[str, str], list[PolicyOnDay]] = defaultdict(list)
    for policy in standings.policies:
        if policy.in_force:
            found[policy.record.insurer, policy.record.policy_no].append(policy)
    return found
