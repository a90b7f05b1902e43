"""The account of a batch: one line for every policy of the year, and what is asked back."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Self

from zcins.money import yuan
from zcins.subsidy.entitlement import Entitlement
from zcins.subsidy.reasons import Decision, Reason


@dataclass(frozen=True, slots=True)
class Granted:
    """What approved batches have granted an enterprise for a policy so far, in fen.

    What they asked back is taken off; `line` is the latest such line.
    """

    amount: int
    shares: Mapping[str, int]
    line: "Line"

    def and_(self, other: "Granted | None") -> "Granted":
        """Add what was granted before this."""
        if other is None:
            return self
        payers = dict.fromkeys([*other.shares, *self.shares])
        shares = {one: other.shares.get(one, 0) + self.shares.get(one, 0) for one in payers}
        return Granted(other.amount + self.amount, shares, self.line)


@dataclass(frozen=True, slots=True)
class Line:
    """What a batch says of one policy; amounts in fen, `amount` below 0 is asked back.

    `entitled` is what the policy should have in all, `granted_before` what it has already;
    `shares` are the payers' parts of `amount`. Days are ISO texts, as the batch is kept as JSON.
    """

    policy: int | None
    enterprise: int | None
    name: str
    uscc: str | None
    sector: str | None
    town: str | None
    insurer: str
    policy_no: str
    inception: str
    insured_year: int | None
    due: int | None
    received: int | None
    base: int | None
    rate: str | None
    cap: int | None
    entry: str | None
    source: str | None
    confirmed: bool
    full: int
    entitled: int
    granted_before: int
    amount: int
    shares: Mapping[str, int]
    decision: Decision
    reason: Reason | None

    def document(self) -> dict[str, Any]:
        """Give it as the contract's JSON: money in yuan."""
        return {
            "enterprise": {"id": self.enterprise, "uscc": self.uscc, "name": self.name},
            "sector": self.sector,
            "town": self.town,
            "insurer": self.insurer,
            "policy_no": self.policy_no,
            "inception": self.inception,
            "insured_year": self.insured_year,
            "premium": yuan(self.due),
            "premium_received": yuan(self.received),
            "base": yuan(self.base),
            "rate": self.rate,
            "rate_entry": self.entry,
            "cap": yuan(self.cap),
            "entitled": yuan(self.entitled),
            "granted_before": yuan(self.granted_before),
            "amount": yuan(self.amount),
            "shares": {payer: yuan(part) for payer, part in self.shares.items()},
            "decision": self.decision.value,
            "reason": self.reason.value if self.reason else None,
        }

    def stored(self) -> dict[str, Any]:
        """Give it as the store keeps it."""
        return asdict(self)

    @classmethod
    def restored(cls, stored: dict[str, Any]) -> Self:
        """Read it as the store keeps it."""
        reason = stored["reason"]
        codes = {
            "decision": Decision(stored["decision"]),
            "reason": Reason(reason) if reason else None,
        }
        return cls(**{**stored, **codes})


@dataclass(frozen=True, slots=True)
class Sums:
    """The totals of lines in fen, by what was decided and by payer."""

    granted: int = 0
    recover: int = 0
    shares: Mapping[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """Give what is granted less what is asked back."""
        return self.granted + self.recover


def sums(lines: Iterable[Line]) -> Sums:
    """Add lines up; `recover` is 0 or below."""
    granted = recover = 0
    shares: dict[str, int] = {}
    for line in lines:
        granted += max(line.amount, 0)
        recover += min(line.amount, 0)
        for payer, part in line.shares.items():
            shares[payer] = shares.get(payer, 0) + part
    return Sums(granted, recover, shares)


def line_of(one: Entitlement, granted: Granted | None) -> Line:
    """Hold an entitlement against what was granted before: the difference is the line."""
    before = granted.amount if granted else 0
    amount = one.amount - before
    shares = _difference(one.shares, granted.shares if granted else {}) if amount else {}
    decision, reason = _decided(one, before)
    case, entry, premium = one.case, one.entry, one.case.premium
    cap = entry.cap_per_enterprise if entry else None
    return Line(
        policy=case.policy,
        enterprise=case.enterprise,
        name=case.name,
        uscc=case.uscc,
        sector=case.sector,
        town=case.town,
        insurer=case.insurer,
        policy_no=case.policy_no,
        inception=case.inception.isoformat(),
        insured_year=case.insured_year,
        due=premium.due if premium else None,
        received=premium.received if premium else None,
        base=one.base,
        rate=f"{entry.rate:f}" if entry else None,
        cap=int(cap.scaleb(2)) if cap is not None else None,
        entry=entry.id if entry else None,
        source=entry.source if entry else None,
        confirmed=entry.confirmed if entry else True,
        full=one.full,
        entitled=one.amount,
        granted_before=before,
        amount=amount,
        shares=shares or dict.fromkeys(one.shares, 0),
        decision=decision,
        reason=reason,
    )


def _decided(one: Entitlement, before: int) -> tuple[Decision, Reason | None]:
    if one.amount < before:
        return Decision.RECOVER, one.reason or Reason.CORRECTED
    if one.amount > before:
        if one.reason:
            return Decision.REDUCED, one.reason
        return Decision.GRANTED, Reason.SUPPLEMENT if before else None
    return Decision.REFUSED, Reason.ALREADY_GRANTED if before else one.reason


def _difference(now: Mapping[str, int], before: Mapping[str, int]) -> dict[str, int]:
    payers = list(dict.fromkeys([*now, *before]))
    return {payer: now.get(payer, 0) - before.get(payer, 0) for payer in payers}


def taken_back(granted: Granted, reason: Reason) -> Line:
    """Ask back all that an enterprise was granted for a policy that is not its own any more."""
    line = granted.line
    back = {payer: -part for payer, part in granted.shares.items()}
    stored = {**line.stored(), "entitled": 0, "granted_before": granted.amount}
    return Line.restored(
        {
            **stored,
            "full": 0,
            "amount": -granted.amount,
            "shares": back,
            "decision": Decision.RECOVER,
            "reason": reason,
        }
    )
