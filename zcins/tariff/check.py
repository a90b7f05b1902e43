"""The premiums charged against the tariff: every policy in force, by the tariff of its inception.

Where the tariff has no line, only the usual range of a premium a person can be told.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache, partial
from typing import Any

from zcins.cover import PolicyOnDay, policies_on
from zcins.i18n import N_, _
from zcins.money import fen, yuan
from zcins.records import Policy
from zcins.scheme import Scheme
from zcins.standing import CONSTRUCTION
from zcins.store import View
from zcins.tariff.case import Case, Reason, Why
from zcins.tariff.derived import Derived
from zcins.tariff.many import quote_all
from zcins.tariff.quote import Plan

LEAST, MOST, LIMIT = "premium_per_head_least", "premium_per_head_most", "aggregate_limit_most"


class Verdict(StrEnum):
    """What a check found: the tariff's premium, another, one out of the usual range, or nothing."""

    AGREES = "agrees"
    DIFFERS = "differs"
    IMPLAUSIBLE = "implausible"
    NOT_CHECKED = "not_checked"


VERDICTS = {
    Verdict.AGREES: N_("agrees"),
    Verdict.DIFFERS: N_("differs"),
    Verdict.IMPLAUSIBLE: N_("implausible"),
    Verdict.NOT_CHECKED: N_("not checked"),
}


@dataclass(frozen=True, slots=True)
class Checked:
    """A policy with what it cost when it began and what the tariff gives, in fen."""

    policy: PolicyOnDay
    case: Case | Reason
    expected: int | None
    plan: Plan
    verdict: Verdict
    why: str

    @property
    def premium(self) -> int:
        """Give the premium with which the policy began."""
        return self.policy.record.premium

    @property
    def difference(self) -> int | None:
        """Give what was charged above the tariff (below it: negative)."""
        return None if self.expected is None else self.premium - self.expected

    @property
    def sector(self) -> str | None:
        """Give the sector by which it is rated."""
        return self.case.sector if isinstance(self.case, Case) else None

    @property
    def confirmed(self) -> bool | None:
        """Tell whether all figures of the calculation are confirmed; None where there is none."""
        read = [step.entry for step in self.plan.steps if step.entry]
        return None if self.expected is None else all(entry.confirmed for entry in read)


@dataclass(slots=True)
class Check:
    """The answer of `zcins rate check`."""

    as_of: date
    rows: list[Checked] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        """Give how many policies each verdict has."""
        found = Counter(row.verdict for row in self.rows)
        return {verdict.value: found[verdict] for verdict in Verdict}

    @property
    def totals(self) -> dict[str, Any]:
        """Give the sums over the policies that have an expected premium."""
        rated = [row for row in self.rows if row.expected is not None]
        premium, expected = sum(r.premium for r in rated), sum(r.expected or 0 for r in rated)
        return {"premium": premium, "expected": expected, "difference": premium - expected}


def check(view: View, scheme: Scheme) -> Check:
    """Check every policy in force on the view's day, in the order of the store.

    The step down of a premium at the edge of a band of project cost is the tariff's, no fault.
    """
    derived = Derived(view, scheme)
    policies = [policy for policy in policies_on(view) if policy.in_force]
    return Check(view.day, check_policies(scheme, policies, [derived.case(p) for p in policies]))


def check_policies(
    scheme: Scheme, policies: list[PolicyOnDay], cases: list[Case | Reason]
) -> list[Checked]:
    """Check policies whose cases are known."""
    both = list(zip(policies, cases, strict=True))
    rated = [(p, case) for p, case in both if isinstance(case, Case)]
    days = [policy.record.inception for policy, _case in rated]
    found = quote_all(scheme, [case for _policy, case in rated], days)
    answers = iter(zip(found.premiums, found.plans, strict=True))
    rows = []
    usual = cache(partial(_Usual, scheme))
    for policy, case in both:
        refused = (None, Plan(reason=case)) if isinstance(case, Reason) else None
        expected, plan = refused or next(answers)
        rows.append(_judged(usual(policy.record.inception), policy, case, expected, plan))
    return rows


def _judged(
    usual: "_Usual", policy: PolicyOnDay, case: Case | Reason, expected: int | None, plan: Plan
) -> Checked:
    if expected is not None:
        same = expected == policy.record.premium
        verdict = Verdict.AGREES if same else Verdict.DIFFERS
        why = _why_other(policy, plan) if not same else _missing(plan)
        return Checked(policy, case, expected, plan, verdict, why)
    reason = plan.reason or Reason(Why.NO_TARIFF)
    odd = _implausible(usual, policy, case, reason)
    verdict = Verdict.IMPLAUSIBLE if odd else Verdict.NOT_CHECKED
    return Checked(policy, case, None, plan, verdict, odd or reason.text())


def _why_other(policy: PolicyOnDay, plan: Plan) -> str:
    """Say how the tariff comes to another premium, and what may explain it."""
    parts = [_formula(policy, plan)]
    if _base_alone(policy, plan):
        parts.append(_("charged without any factor"))
    if missing := _missing(plan):
        parts.append(missing)
    return "; ".join(parts)


def _formula(policy: PolicyOnDay, plan: Plan) -> str:
    basis = plan.tariff.basis if plan.tariff else "flat"
    quantity: Any = policy.record.insured_headcount
    if basis == "project_cost":
        quantity = _("project cost")
    text = f"{plan.price:f}" if basis == "flat" else f"{plan.price:f} × {quantity}"
    return _("by the tariff {formula}").format(formula=f"{text} × {plan.coefficient:f}")


def _base_alone(policy: PolicyOnDay, plan: Plan) -> bool:
    heads = policy.record.insured_headcount
    by_head = plan.tariff is not None and plan.tariff.basis == "headcount"
    if not (by_head and heads and plan.price is not None and plan.coefficient != 1):
        return False
    return fen(plan.price * heads) == policy.record.premium


def _missing(plan: Plan) -> str:
    labels = [step.label for step in plan.steps if step.reason]
    return _("not applied: {names}").format(names="、".join(labels)) if labels else ""


class _Usual:
    """The usual range of a day, as far as one is in force: a premium a person, a firm's limit."""

    def __init__(self, scheme: Scheme, day: date) -> None:
        found = [scheme.threshold(name, day) for name in (LEAST, MOST, LIMIT)]
        self._least, self._most, self._limit = found
        self._low, self._high, self._top = (fen(one.number) if one else 0 for one in found)

    def premium(self, record: Policy) -> str | None:
        """Say how a premium is out of the range, where the heads are known."""
        heads, least, most = record.insured_headcount, self._least, self._most
        if not heads or not least or not most:
            return None
        if self._low * heads <= record.premium <= self._high * heads:
            return None
        text = _("{each} yuan a person, usual are {least} to {most} ({source})")
        return text.format(
            each=yuan(fen((Decimal(record.premium) / heads).scaleb(-2))),
            least=least.number,
            most=most.number,
            source=most.note or most.source,
        )

    def limit(self, record: Policy) -> str | None:
        """Say how an aggregate limit is above the usual ones."""
        most, limit = self._limit, record.aggregate_limit
        if most is None or limit is None or limit <= self._top:
            return None
        text = _("aggregate limit of {limit} yuan, usual are at most {most} ({source})")
        return text.format(limit=yuan(limit), most=most.number, source=most.note or most.source)


def _implausible(
    usual: _Usual, policy: PolicyOnDay, case: Case | Reason, reason: Reason
) -> str | None:
    """Say what is out of the usual range, where nothing else is known of a premium by headcount.

    The ranges are the scheme's; they do not hold for construction.
    """
    sector = case.sector if isinstance(case, Case) else None
    if sector == CONSTRUCTION or reason.why in _OTHER_KINDS:
        return None
    return usual.premium(policy.record) or usual.limit(policy.record)


# A premium for another product or another time says nothing about a year's premium.
_OTHER_KINDS = {Why.NO_INSURANCE, Why.NOT_A_YEAR}
