"""One policy's premium beside the tariff's, with the inputs and where each comes from."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from zcins.cover import PolicyOnDay, policies_on
from zcins.money import yuan
from zcins.scheme import Scheme
from zcins.store import View
from zcins.tariff.case import Case, Reason
from zcins.tariff.check import Checked, check_policies
from zcins.tariff.derived import Derived
from zcins.tariff.quote import Plan, Quote, quote


@dataclass(frozen=True, slots=True)
class Explained:
    """A policy, its case, the tariff's premium with its steps, and what the check says."""

    name: str
    checked: Checked
    quote: Quote

    @property
    def policy(self) -> PolicyOnDay:
        """Give the policy."""
        return self.checked.policy

    def document(self) -> dict[str, Any]:
        """Give it as JSON holds it: the quote, and beside it what was charged."""
        record, case = self.policy.record, self.checked.case
        sector = case.sector if isinstance(case, Case) else None
        return {
            "policy_no": record.policy_no,
            "insurer": record.insurer,
            "enterprise": self.name,
            "inception": record.inception.isoformat(),
            "sector": sector,
            "charged": yuan(record.premium),
            "difference": yuan(self.checked.difference),
            "verdict": self.checked.verdict.value,
            "why": self.checked.why,
            **self.quote.document(),
        }


def find_policies(
    view: View, number: str, insurer: str | None = None, enterprise: str | None = None
) -> list[PolicyOnDay]:
    """Give the policies of a number; of one insurer (its code) and one part of a name, if given."""
    wanted = number.strip()
    return [
        policy
        for policy in policies_on(view)
        if policy.record.policy_no == wanted and insurer in {None, policy.record.insurer}
        if (enterprise or "") in name_of(view, policy)
    ]


def explain(view: View, scheme: Scheme, policies: Iterable[PolicyOnDay]) -> list[Explained]:
    """Explain the premiums of policies by the tariff of their inception days."""
    derived = Derived(view, scheme)
    found = []
    for policy in policies:
        case = derived.case(policy)
        day = policy.record.inception
        if isinstance(case, Reason):
            answer = Quote(day, None, Plan(reason=case))
        else:
            answer = quote(scheme, case, day)
        (checked,) = check_policies(scheme, [policy], [case])
        found.append(Explained(name_of(view, policy), checked, answer))
    return found


def name_of(view: View, policy: PolicyOnDay) -> str:
    """Give the enterprise's name: the register's on the policy's first day, else the ledger's."""
    entry = view.register.get(policy.enterprise or 0)
    known = entry and (entry.on(policy.record.inception) or entry.versions[0])
    return known.record.name if known else view.parties[policy.record.party].name
