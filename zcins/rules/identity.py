"""Rules about who is who: what speaks against itself, and what the register has twice."""

from collections import defaultdict
from collections.abc import Iterator

from zcins.i18n import N_
from zcins.rulebook import Facts, Hit, Told, rule
from zcins.rules import basis
from zcins.store.view import Entry


@rule(
    "medium",
    basis.CODES,
    N_("Compare the licence with the policy, and decide: zcins match list."),
    needs=("register", "policies"),
)
def code_name_conflict(facts: Facts) -> Iterator[Hit]:
    """Find policies in force whose name is one enterprise's and whose code or town is not."""
    view = facts.standings.view
    for policy, candidates in facts.standings.to_review:
        sure = [one for one in candidates if one.why in {"code", "name"}]
        party = view.parties[policy.record.party]
        alone = len(sure) == 1 and sure[0].why == "name"
        if not alone and {one.why for one in sure} != {"code", "name"}:
            continue
        told = Told(
            N_("{name} with the code {code} speaks of: {others} (policy {policy_no})."),
            name=party.name,
            code=party.uscc or "-",
            others="、".join(_named(view.register[one.enterprise]) for one in sure),
            policy_no=policy.record.policy_no,
        )
        yield Hit(told, facts.standings.entries.get(sure[0].enterprise), policy)


@rule(
    "low",
    basis.REGISTER,
    N_("If they are one firm: zcins enterprise merge. Else add their codes."),
    needs=("register",),
)
def register_duplicate(facts: Facts) -> Iterator[Hit]:
    """Find entries of one name in one town: one firm twice, or two that their codes tell apart."""
    found: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, standing in facts.standings.entries.items():
        if not standing.entry.project_key and standing.record.merged_into is None:
            for name in standing.entry.name_keys:
                found[name, standing.town or ""].append(number)
    for numbers in sorted({tuple(several) for several in found.values() if len(several) > 1}):
        first, *others = (facts.standings.entries[number] for number in numbers)
        told = Told(
            N_("{name} stands in the register more than once: {others}."),
            name=first.record.name,
            others="、".join(f"{_named(one.entry)} [{one.entry.id}]" for one in others),
        )
        yield Hit(told, first, mark=str(others[0].entry.id))


def _named(entry: Entry) -> str:
    return entry.versions[-1].record.name
