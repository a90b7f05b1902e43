"""The lists behind the figures: enterprises by name, findings, and the files they came from."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from zcins.compliance import Audit, Finding, rules
from zcins.records import Kind
from zcins.reports.wording import KINDS, RULES, SEVERITIES, plain
from zcins.scheme import Scheme
from zcins.standing import Doubt, Standing, Standings, State

if TYPE_CHECKING:
    from zcins.store import View


@dataclass(frozen=True, slots=True)
class Firm:
    """A required enterprise without certain cover: its facts, and what is known of its policies.

    `since` is the first day without cover, where the audit says it.
    """

    state: State
    name: str
    uscc: str
    sector: str
    town: str
    department: str
    employees: int | None
    since: date | None
    note: str


@dataclass(frozen=True, slots=True)
class Row:
    """A finding of the audit."""

    rule: str
    severity: str
    name: str
    uscc: str
    sector: str
    town: str
    department: str
    insurer: str
    policy_no: str
    since: date | None


@dataclass(frozen=True, slots=True)
class RuleCount:
    """How often a rule was broken; `findings` is None where it could not be checked."""

    id: str
    name: str
    severity: str
    findings: int | None


@dataclass(frozen=True, slots=True)
class Source:
    """A file that the figures rest on, with its rows by what became of them."""

    id: int
    file: str
    sha256: str
    kind: str
    insurer: str
    period: str
    accepted: int
    quarantined: int
    still_open: int


def firms(standings: Standings, audit: Audit, state: State) -> list[Firm]:
    """Give the required enterprises in a state, by town and name as the scheme orders them."""
    scheme = standings.scheme
    since = {
        finding.enterprise.entry.id: finding.since
        for finding in audit.findings
        if finding.rule.id == state.value and finding.enterprise
    }
    found = [standing for standing in standings.required if standing.state is state]
    found.sort(key=lambda one: (scheme.order("town", one.town), one.record.name, one.entry.id))
    return [_firm(one, scheme, since.get(one.entry.id)) for one in found]


def rows(audit: Audit, scheme: Scheme) -> list[Row]:
    """Give the findings, gravest first."""
    return [_row(finding, scheme) for finding in audit.findings]


def rule_counts(audit: Audit) -> list[RuleCount]:
    """Give the rules that found something or could not be checked, gravest and most first."""
    found = Counter(finding.rule.id for finding in audit.findings)
    kept = [rule for rule in rules().values() if found[rule.id] or rule.id in audit.not_checked]
    kept.sort(key=lambda rule: (list(SEVERITIES).index(rule.severity), -found[rule.id], rule.id))
    return [
        RuleCount(
            rule.id,
            RULES.get(rule.id, rule.id),
            SEVERITIES[rule.severity],
            None if rule.id in audit.not_checked else found[rule.id],
        )
        for rule in kept
    ]


def sources(view: "View", scheme: Scheme) -> list[Source]:
    """Give the imports that hold, oldest first; undone ones are left out."""
    still_open = Counter(row.import_id for row in view.quarantined)
    return [
        Source(
            row["id"],
            plain(row["file"]),
            row["sha256"],
            KINDS[row["kind"]],
            plain(scheme.insurer_name(row["insurer"])) if row["insurer"] else "",
            row["period"],
            row["receipt"]["rows"]["accepted"],
            row["receipt"]["rows"]["quarantined"],
            still_open[row["id"]],
        )
        for row in view.imports
        if not row["undone_by"]
    ]


def has(found: list[Source], kind: Kind) -> bool:
    """Tell whether any file of a kind is among the sources."""
    return any(source.kind == KINDS[kind.value] for source in found)


def _firm(standing: Standing, scheme: Scheme, since: date | None) -> Firm:
    note = ""
    if standing.state is State.LAPSED:
        last = max(standing.past, key=lambda policy: policy.last or date.max).record
        note = f"原由{scheme.insurer_name(last.insurer)}承保，保单号{last.policy_no}"
    elif standing.state is State.UNRESOLVED:
        note = _doubt(standing.doubts[0], scheme)
    return Firm(standing.state, note=plain(note), since=since, **_who(standing, scheme))


def _doubt(doubt: Doubt, scheme: Scheme) -> str:
    insurer = scheme.insurer_name(doubt.insurer or "")
    if doubt.quarantined:
        row = doubt.quarantined
        return f"{insurer}台账有一行未能入库（导入{row.import_id}，{row.sheet}第{row.row}行）"
    if doubt.by_hand:
        return f"出示{insurer}保单{doubt.by_hand.policy_no}，待保险公司台账确认"
    number = doubt.policy.record.policy_no if doubt.policy else ""
    if doubt.candidate:
        return f"{insurer}保单{number}的被保险人待认定"
    return f"{insurer}施工项目保单{number}期满，是否仍在自动延长期内待核实"


def _who(standing: Standing, scheme: Scheme) -> dict[str, Any]:
    record = standing.record
    name = f"{record.name}（{record.project_name}）" if record.project_name else record.name
    return {
        "name": plain(name),
        "uscc": plain(record.uscc or ""),
        "sector": scheme.sector_name(standing.sector) if standing.sector else "",
        "town": plain(standing.town or ""),
        "department": plain(standing.department or ""),
        "employees": record.employees,
    }


def _row(finding: Finding, scheme: Scheme) -> Row:
    who = dict.fromkeys(("name", "uscc", "sector", "town"), "")
    if finding.enterprise:
        known = _who(finding.enterprise, scheme)
        who = {key: known[key] for key in who}
    return Row(
        RULES.get(finding.rule.id, finding.rule.id),
        SEVERITIES[finding.rule.severity],
        **who,
        department=plain(finding.department or ""),
        insurer=plain(scheme.insurer_name(finding.insurer)) if finding.insurer else "",
        policy_no=plain(finding.policy_no or ""),
        since=finding.since,
    )
