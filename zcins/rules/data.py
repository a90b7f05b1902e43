"""Rules about the data: codes, names, and firms that the register does not have."""

from collections import defaultdict
from collections.abc import Iterator

from zcins.cover import PolicyOnDay
from zcins.i18n import N_
from zcins.registry import code_is_valid
from zcins.rulebook import Facts, Hit, Told, rule
from zcins.rules import basis
from zcins.standing import Standings
from zcins.store.view import Party


@rule(
    "low",
    basis.REGISTER,
    N_("Add the firm to the register, or ask the insurer who it is."),
    needs=("policies",),
)
def not_in_register(facts: Facts) -> Iterator[Hit]:
    """Find policies in force whose insured no register entry explains."""
    parties = facts.standings.view.parties
    for policy in facts.standings.not_in_register:
        message = N_("{name} (policy {policy_no}) is insured and not in the register.")
        name = parties[policy.record.party].name
        told = Told(message, name=name, policy_no=policy.record.policy_no)
        yield Hit(told, None, policy, since=policy.record.inception)


@rule("low", basis.CODES, N_("Compare the code with the business licence and correct it."))
def invalid_uscc(facts: Facts) -> Iterator[Hit]:
    """Find credit codes that fail their check digit, in the register and in ledgers."""
    for standing in facts.standings.entries.values():
        code = standing.record.uscc
        if code and not code_is_valid(code):
            message = N_("{name}: the register's code {code} fails its check digit.")
            yield Hit(Told(message, name=standing.record.name, code=code), standing)
    for party, policies in facts.once(_written):
        entry = facts.standings.view.register.get(party.enterprise or 0)
        known = entry is not None and party.uscc in entry.codes
        if not party.uscc or known or code_is_valid(party.uscc):
            continue
        linked = facts.standings.entries.get(party.enterprise or 0)
        for policy in policies:
            told = Told(
                N_("{name}: the code {code} of policy {policy_no} fails its check digit."),
                name=party.name,
                code=party.uscc,
                policy_no=policy.record.policy_no,
            )
            yield Hit(told, linked, policy)


@rule(
    "medium",
    basis.CODES,
    N_("Ask the enterprise whether it was renamed, or whose code it is."),
    needs=("register.uscc",),
)
def one_code_two_names(facts: Facts) -> Iterator[Hit]:
    """Find codes that stand with a name that the register does not know (definitions: Links).

    The code of one entry with the name of another waits for a decision instead.
    """
    by_code = defaultdict(list)
    known: set[str] = set()
    for entry in facts.standings.view.register.values():
        known |= entry.name_keys
        for code in entry.codes:
            by_code[code].append(entry)
    other: dict[int, dict[str, str]] = defaultdict(dict)
    for party, _policies in facts.once(_written):
        for entry in by_code.get(party.uscc, ()):
            if party.name_key not in known and party.project_key == entry.project_key:
                other[entry.id][party.name_key] = party.name
    for entries in by_code.values():
        plain = [
            entry
            for entry in entries
            if not entry.project_key and entry.versions[-1].record.merged_into is None
        ]
        for entry in plain[1:]:
            other[plain[0].id][min(entry.name_keys)] = entry.versions[-1].record.name
    for number, names in sorted(other.items()):
        if standing := facts.standings.entries.get(number):
            told = Told(
                N_("The code {code} of {name} also stands with: {others}."),
                code=standing.record.uscc,
                name=standing.record.name,
                others="、".join(sorted(names.values())),
            )
            yield Hit(told, standing)


def _written(standings: Standings) -> list[tuple[Party, list[PolicyOnDay]]]:
    """Give every name and code that a policy in the books is written under, with its policies."""
    found: dict[int, list[PolicyOnDay]] = defaultdict(list)
    for policy in standings.policies:
        found[policy.record.party].append(policy)
    return [(standings.view.parties[number], found[number]) for number in sorted(found)]
