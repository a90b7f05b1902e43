"""The figures of findings, of the pilot's steps and meetings, and of the data themselves."""

from collections.abc import Iterable
from typing import Any

from zcins.compliance import Finding
from zcins.pilot import meetings, tasks
from zcins.reports.ground import Ground
from zcins.store import Known
from zcins.trace.found import Found, Setting
from zcins.trace.rows import Part, Row, enterprise, policy, quarantined, row_of


def findings(ground: Ground, of: str, name: str) -> Found:
    """Trace `findings.rule.uninsured` and `findings.severity.high`."""
    if of == "rule" and name in ground.audit.not_checked:
        return Setting(None, why=ground.audit.not_checked[name])
    return [
        finding_part(ground, one)
        for one in ground.audit.findings
        if name == (one.rule.id if of == "rule" else one.rule.severity)
    ]


def finding_part(ground: Ground, finding: Finding) -> Part:
    """Give a finding with the rows that it rests on."""
    rows: list[Row] = []
    if finding.enterprise:
        rows.append(enterprise(finding.enterprise))
    if finding.hit.policy:
        rows += policy(ground.view, finding.hit.policy)
    rows += [row_of(known, _named(known)) for known in finding.hit.rows]
    if not rows:
        rows.append(Row("scheme", finding.rule.id, finding.rule.id, basis=finding.rule.basis))
    whose = finding.enterprise.record.name if finding.enterprise else finding.insurer or ""
    return Part(("finding", finding.id), whose, 1, tuple(dict.fromkeys(rows)))


def _named(known: Known[Any]) -> str:
    names = ("policy_no", "case_no", "voucher_no", "name", "purpose")
    found = (getattr(known.record, name, None) for name in names)
    return str(next((one for one in found if one), known.record.table))


def pilot(ground: Ground, _of: str, name: str) -> Found:
    """Trace `pilot.steps.done` and `pilot.meetings`."""
    if name == "meetings":
        return [
            Part(("meeting", one.event), one.text, 1, (Row("meeting", one.event, *_held(one)),))
            for one in meetings(ground.view)
            if ground.period.start <= one.held_on <= ground.day
        ]
    done = _done(ground)
    parts = []
    for task in tasks(ground.view, ground.scheme):
        if task.state == name:
            step = task.step
            row = Row("step", step.id, step.id, done.get(step.id), basis=step.source)
            parts.append(Part(("step", step.id), step.name, 1, (row,)))
    return parts


def _held(meeting: Any) -> tuple[str, int]:
    return meeting.held_on.isoformat(), meeting.event


def _done(ground: Ground) -> dict[str, int]:
    """Give the events by which steps were noted as done."""
    sql = f"SELECT step, event FROM pilot_done WHERE {ground.view.held} ORDER BY id"  # noqa: S608
    return dict(ground.view.rows(sql))


def data(ground: Ground, _of: str, name: str) -> Found:
    """Trace `data.imports`, `data.rows_accepted`, `data.quarantined` and `data.waiting`."""
    if name == "quarantined":
        return [
            Part(("quarantine", one.id), one.name_key or one.uscc or "", 1, (quarantined(one),))
            for one in ground.view.quarantined
        ]
    if name in {"imports", "rows_accepted"}:
        return [_import(one, name) for one in ground.view.imports if not one["undone_by"]]
    waits = ground.standings.waits
    wanted = {party for party, found in waits.items() if found or name == "waiting"}
    rows = _rows_of(ground, wanted)
    named = ground.view.parties
    return [Part(("party", one), named[one].name, 1, tuple(rows[one])) for one in sorted(wanted)]


def _import(entry: dict[str, Any], name: str) -> Part:
    number, file = entry["id"], entry["file"]
    amount = entry["receipt"]["rows"]["accepted"] if name == "rows_accepted" else 1
    return Part(("import", number), file, amount, (Row("import", number, file, number, number),))


def _rows_of(ground: Ground, parties: set[int]) -> dict[int, list[Row]]:
    """Give the rows in which ledgers write these names and codes."""
    view = ground.view
    found: dict[int, list[Row]] = {party: [] for party in parties}
    books: tuple[Iterable[Known[Any]], ...] = (
        *(view.policies, view.claims, view.prevention, view.accidents),
        *view.endorsements.values(),
    )
    for known in (one for book in books for one in book):
        if known.record.party in found:
            found[known.record.party].append(row_of(known, _named(known), "name"))
    return found
