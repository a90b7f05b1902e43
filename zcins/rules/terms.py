"""Rules about what is insured: the product, its terms, and what they cover."""

from collections.abc import Iterator
from typing import Any

from zcins.i18n import N_, _
from zcins.rulebook import Facts, Hit, NotCheckedError, Told, rule
from zcins.rules import basis
from zcins.rules.books import covered, held
from zcins.scheme.names import fold
from zcins.standing import Standings, State

THIRD_PARTY = "third_party_limit"


def _words(facts: Facts, table: str) -> list[str]:
    """Give the words by which a table's entries of the day are known; raises NotCheckedError."""
    entries: list[Any] = list(facts.scheme.in_force(table, facts.day).values())
    if not entries:
        raise NotCheckedError(_("no value in force: {name}").format(name=table))
    return [fold(word) for entry in entries for word in entry.contains]


@rule(
    "medium",
    basis.TERMS,
    N_("Have the insurer issue the policy under the province's uniform terms."),
    needs=("policies.terms",),
)
def terms_not_uniform(facts: Facts) -> Iterator[Hit]:
    """Find policies in force whose stated terms are not the province's uniform ones."""
    words = _words(facts, "uniform_terms")
    for standing, policy in facts.once(covered):
        stated = policy.record.terms
        if stated is None or any(word in fold(stated) for word in words):
            continue
        told = Told(
            N_("Policy {policy_no} of {name} is under other terms: {terms}"),
            policy_no=policy.record.policy_no,
            name=standing.record.name,
            terms=stated,
        )
        yield Hit(told, standing, policy, since=policy.record.inception)


@rule(
    "medium",
    basis.COVER,
    N_("Have third-party cover added by an endorsement."),
    needs=("policies",),
)
def third_party_missing(facts: Facts) -> Iterator[Hit]:
    """Find policies in force without third-party cover (notice 三（三）).

    A policy is checked where its ledger has a column for the limit: empty or 0 is none.
    """
    imports = facts.once(_imports_with_third_party)
    checked = 0
    policies = facts.once(covered)
    for standing, policy in policies:
        limit = policy.record.third_party_limit
        if limit is None and policy.known.import_id not in imports:
            continue
        checked += 1
        if limit:
            continue
        told = Told(
            N_("Policy {policy_no} of {name} states no limit for third parties."),
            policy_no=policy.record.policy_no,
            name=standing.record.name,
        )
        yield Hit(told, standing, policy, since=policy.record.inception)
    if checked < len(policies):
        reason = _("the ledgers of {n} of {all} policies say nothing of third parties")
        raise NotCheckedError(
            reason.format(n=len(policies) - checked, all=len(policies)), partly=checked > 0
        )


def _imports_with_third_party(standings: Standings) -> set[int]:
    """Give the imports all of whose sheets have a column for the third-party limit."""
    return {
        entry["id"]
        for entry in standings.view.imports
        if entry["layouts"]
        and all(
            any(column["field"] == THIRD_PARTY for column in sheet["columns"])
            for sheet in entry["layouts"]
        )
    }


@rule(
    "low",
    basis.COVER,
    N_("Advise the enterprise to add the occupational disease extension."),
    needs=("register.toxic_exposure",),
)
def occupational_disease_advised(facts: Facts) -> Iterator[Hit]:
    """Find insured enterprises with toxic exposure whose policies name no such extension."""
    words = _words(facts, "extension")
    for standing in facts.standings.required:
        if not standing.record.toxic_exposure or standing.state is not State.INSURED:
            continue
        stated = [
            fold(f"{policy.record.product or ''} {policy.record.terms or ''}")
            for policy in standing.covers
        ]
        if any(word in text for word in words for text in stated):
            continue
        told = Told(
            N_("{name} works with toxic matter and is not insured against occupational disease."),
            name=standing.record.name,
        )
        yield Hit(told, standing)


@rule(
    "medium",
    basis.PRODUCT,
    N_("Tell the enterprise that this does not stand in for the compulsory insurance."),
    needs=("policies.product",),
)
def other_product(facts: Facts) -> Iterator[Hit]:
    """Find enterprises without cover that have another insurance in force in its place."""
    policies = facts.once(held)
    for standing in facts.standings.required:
        if standing.state is State.INSURED:
            continue
        for policy in policies.get(standing.entry.id, ()):
            record = policy.record
            if not policy.in_force or facts.scheme.product_accepted(
                record.product, record.inception
            ):
                continue
            told = Told(
                N_("{name} has {product} (policy {policy_no}), which does not count."),
                name=standing.record.name,
                product=record.product,
                policy_no=record.policy_no,
            )
            yield Hit(told, standing, policy, since=record.inception)
