"""The state of an office on a day: what `zcins status` shows and the status page holds."""

import json
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from zcins.backup import nightly_copies
from zcins.compliance import SEVERITIES, Audit, Finding, audit_standings
from zcins.coverage import Coverage, count
from zcins.findings import new_since_last
from zcins.office import Asked, Office
from zcins.pilot import Coming, Task, coming, tasks
from zcins.standing import Standings
from zcins.store import View
from zcins.store.base import HOME_ZONE

Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Run:
    """A night's run as the store keeps it: its event, when it was, the day it audited."""

    event: int
    at: str
    as_of: str
    summary: Document


def last_run(view: View) -> Run | None:
    """Give the last run that is known to a view."""
    sql = (
        "SELECT r.id, e.at, r.as_of, r.summary FROM run r JOIN event e ON e.id = r.id"
        " WHERE r.id <= ? ORDER BY r.id DESC LIMIT 1"
    )
    for event, at, as_of, summary in view.rows(sql, (view.event,)):
        return Run(event, at, as_of, json.loads(summary))
    return None


@dataclass(frozen=True, slots=True)
class Overview:
    """Where the office stands: figures of the day, and what changed since the last run."""

    office: Office
    asked: Asked
    standings: Standings
    coverage: Coverage
    audit: Audit
    new: list[Finding]
    run: Run | None
    tasks: list[Task]
    coming: list[Coming]

    @property
    def change(self) -> Document | None:
        """Give the coverage less that of the last run; None where there was none."""
        before = self.run.summary["coverage"] if self.run else None
        if before is None:
            return None
        now = self.coverage.total
        rates = (now["rate"], before["rate"])
        return {
            "insured": now["insured"] - before["insured"],
            "required": now["required"] - before["required"],
            "rate": None if None in rates else round(rates[0] - rates[1], 4),
        }

    @property
    def to_review(self) -> int:
        """Give the number of names that wait for a decision with candidates."""
        return sum(bool(candidates) for candidates in self.standings.waits.values())

    @property
    def expiring(self) -> int | None:
        """Give the number of enterprises whose cover ends soon; None where it is not checked."""
        if "expiring" in self.audit.not_checked:
            return None
        return sum(finding.rule.id == "expiring" for finding in self.audit.findings)

    @property
    def overdue(self) -> dict[str, list[Finding]]:
        """Give the findings of overdue ledgers by insurer."""
        found: dict[str, list[Finding]] = defaultdict(list)
        for finding in self.audit.findings:
            if finding.rule.id == "ledger_overdue" and finding.insurer:
                found[finding.insurer].append(finding)
        return dict(found)

    @property
    def imports(self) -> list[Document]:
        """Give the imports that are not undone, oldest first."""
        return [entry for entry in self.asked.view.imports if not entry["undone_by"]]


def overview(office: Office, asked: Asked) -> Overview:
    """Work out where the office stands."""
    view, scheme = asked.view, asked.scheme
    standings = Standings(view, scheme)
    audit = audit_standings(standings)
    return Overview(
        office,
        asked,
        standings,
        count(standings),
        audit,
        new_since_last(view, audit),
        last_run(view),
        tasks(view, scheme),
        coming(view, scheme),
    )


def counted(findings: list[Finding]) -> dict[str, int]:
    """Count findings by severity."""
    return {name: sum(one.rule.severity == name for one in findings) for name in SEVERITIES}


def last_backup(home: Path) -> tuple[Path, str] | None:
    """Give the newest of the nightly copies and the moment it was made."""
    copies = nightly_copies(home)
    if not copies:
        return None
    made = datetime.fromtimestamp(copies[-1].stat().st_mtime, HOME_ZONE)
    return copies[-1], made.isoformat(timespec="seconds")
