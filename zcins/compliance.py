"""The audit: the engine that runs the rules over a day, and its answer."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from zcins.i18n import _
from zcins.rulebook import (
    OFFICE,
    RULES,
    SEVERITIES,
    Check,
    Facts,
    Hit,
    NotCheckedError,
    Rule,
    Severity,
    Told,
    rule,
)
from zcins.scheme import Scheme
from zcins.standing import Standing, Standings
from zcins.store import View
from zcins.store.acts import Waiver, waivers
from zcins.store.garbage import no_garbage

__all__ = [
    "OFFICE",
    "RULES",
    "SEVERITIES",
    "Audit",
    "Check",
    "Facts",
    "Finding",
    "Hit",
    "NotCheckedError",
    "Rule",
    "Severity",
    "Told",
    "Wanted",
    "audit",
    "audit_standings",
    "enterprise_document",
    "rule",
    "rules",
]


def rules() -> dict[str, Rule]:
    """Give all rules by id, in the order in which they are written down."""
    import zcins.rules  # noqa: F401, PLC0415 - the rules register themselves, and import this

    return RULES


@dataclass(frozen=True, slots=True)
class Finding:
    """A breach of a rule on a day; its id is the same as long as the fact is the same."""

    id: str
    rule: Rule
    hit: Hit
    enterprise: Standing | None
    insurer: str | None
    policy_no: str | None
    department: str | None
    since: date | None
    waiver: Waiver | None = None

    @property
    def message(self) -> str:
        """Say it in the language in use."""
        return str(self.hit.message)

    def document(self) -> dict[str, Any]:
        """Give it as the contract's JSON; a waived one also tells why and until when."""
        told = {
            "id": self.id,
            "rule": self.rule.id,
            "severity": self.rule.severity,
            "status": "waived" if self.waiver else "open",
            "enterprise": enterprise_document(self.enterprise) if self.enterprise else None,
            "insurer": self.insurer,
            "policy_no": self.policy_no,
            "department": self.department,
            "since": self.since.isoformat() if self.since else None,
            "basis": _(self.rule.basis),
            "message": self.message,
            "remedy": _(self.rule.remedy),
        }
        if self.waiver:
            until = self.waiver.until.isoformat()
            told["waiver"] = {"reason": self.waiver.reason, "until": until}
        return told


def enterprise_document(standing: Standing) -> dict[str, Any]:
    """Give an enterprise as the contract's JSON names it."""
    return {
        "id": standing.entry.id,
        "uscc": standing.record.uscc,
        "name": standing.record.name,
        "sector": standing.sector,
        "town": standing.town,
    }


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an audit is narrowed to, in the scheme's ids; None leaves it open."""

    sector: str | None = None
    town: str | None = None
    department: str | None = None
    insurer: str | None = None

    def fits(self, finding: Finding, scheme: Scheme) -> bool:
        """Tell whether a finding is asked for."""
        standing = finding.enterprise
        return (
            (not self.sector or (standing is not None and standing.sector == self.sector))
            and (not self.town or (standing is not None and standing.town == self.town))
            and (not self.department or scheme.department(finding.department) == self.department)
            and self.insurer in {None, finding.insurer}
        )


@dataclass(slots=True)
class Audit:
    """The findings of a day, gravest first, and the rules that could not be checked, with why.

    Waived findings stand apart; `partly` are rules of which some cases could not be checked.
    """

    as_of: date
    findings: list[Finding] = field(default_factory=list)
    waived: list[Finding] = field(default_factory=list)
    not_checked: dict[str, str] = field(default_factory=dict)
    partly: dict[str, str] = field(default_factory=dict)

    @property
    def counts(self) -> dict[Severity, int]:
        """Give the number of findings by severity."""
        return {
            severity: sum(finding.rule.severity == severity for finding in self.findings)
            for severity in SEVERITIES
        }

    def as_grave_as(self, severity: str) -> bool:
        """Tell whether there is an open finding of this severity or a graver one."""
        return any(
            SEVERITIES.index(finding.rule.severity) <= SEVERITIES.index(severity)
            for finding in self.findings
            if not finding.waiver
        )

    def with_waived(self) -> "Audit":
        """Give the audit with the waived findings among the others."""
        return Audit(
            self.as_of,
            sorted(self.findings + self.waived, key=_gravest),
            [],
            self.not_checked,
            self.partly,
        )

    def document(self) -> dict[str, Any]:
        """Give the JSON answer of the contract."""
        return {
            "as_of": self.as_of.isoformat(),
            "counts": self.counts,
            "findings": [finding.document() for finding in self.findings],
            "not_checked": _reasons(self.not_checked),
            "partly_checked": _reasons(self.partly),
        }


def _gravest(finding: Finding) -> int:
    return SEVERITIES.index(finding.rule.severity)


def _reasons(told: dict[str, str]) -> list[dict[str, str]]:
    return [{"rule": name, "reason": reason} for name, reason in told.items()]


def audit(view: View, scheme: Scheme, only: frozenset[str] = frozenset()) -> Audit:
    """Run the rules (all, or those named) over the view's day."""
    with no_garbage():
        return audit_standings(Standings(view, scheme), only)


def audit_standings(standings: Standings, only: frozenset[str] = frozenset()) -> Audit:
    """Run the rules over standings that are worked out already."""
    facts = Facts(standings)
    answer = Audit(standings.day)
    waived = waivers(standings.view)
    found: list[Finding] = []
    with no_garbage():
        for one in rules().values():
            if not only or one.id in only:
                found += _run(one, facts, answer, waived)
    found.sort(key=_gravest)
    answer.findings = [finding for finding in found if not finding.waiver]
    answer.waived = [finding for finding in found if finding.waiver]
    return answer


def _run(one: Rule, facts: Facts, answer: Audit, waived: dict[str, Waiver]) -> Iterator[Finding]:
    try:
        for need in one.needs:
            facts.require(need)
        for hit in one.check(facts):
            yield _finding(one, hit, facts, waived)
    except NotCheckedError as reason:
        (answer.partly if reason.partly else answer.not_checked)[one.id] = str(reason)


def _finding(one: Rule, hit: Hit, facts: Facts, waived: dict[str, Waiver]) -> Finding:
    insurer = hit.policy.record.insurer if hit.policy else hit.insurer
    policy_no = hit.policy.record.policy_no if hit.policy else None
    subject = str(hit.standing.entry.id) if hit.standing else str(insurer)
    since = None if hit.once or not hit.since else str(hit.since)
    ident = ":".join(part for part in (one.id, subject, policy_no, hit.mark, since) if part)
    in_charge = hit.standing.department if hit.standing and not one.department else None
    waiver = waived.get(ident) if one.waivable else None
    return Finding(
        ident,
        one,
        hit,
        hit.standing,
        insurer,
        policy_no,
        in_charge or facts.scheme.department_name(one.department or OFFICE, facts.day),
        hit.since,
        waiver if waiver and facts.day <= waiver.until else None,
    )
