"""How a night's run looks on the screen."""

from typing import TYPE_CHECKING, Any

from zcins.i18n import _, ngettext

if TYPE_CHECKING:
    from zcins.compliance import Finding
    from zcins.nightly.night import Night
    from zcins.nightly.overview import Overview

SHOWN_FINDINGS = 20


def document_of(night: "Night") -> dict[str, Any]:
    """Give the JSON answer of a run."""
    seen = night.overview
    return {
        "status": "dry_run" if night.dry_run else "done",
        "event": night.event,
        "as_of": night.office.today.isoformat(),
        "imports": night.receipts,
        "left": night.left,
        "coverage": seen.coverage.total if seen else None,
        "change": seen.change if seen else None,
        "findings": seen.audit.counts if seen else None,
        "new": [finding.document() for finding in seen.new] if seen else [],
        "gone": list(night.gone),
        "written": [str(path) for path in night.written],
        "backup": str(night.backup) if night.backup else None,
        "steps": [outcome.document() for outcome in night.outcomes],
        "failed": [name for name, _fault in night.failures],
    }


def print_summary(night: "Night") -> None:
    """Print what the night did, step by step, and what is new."""
    for receipt in night.receipts:
        print(_file_line(receipt))
    for name in night.left:
        print(_("{file}: still being written; left for the next run").format(file=name))
    if night.overview:
        _print_findings(night.overview, len(night.gone))
    for outcome in night.outcomes:
        print(f"{_step_name(outcome.step)}: {_state_name(outcome.state)} ({outcome.message})")


def coverage_line(seen: "Overview") -> str:
    """Give the coverage in a sentence, with its change since the last run."""
    total, change = seen.coverage.total, seen.change
    rate = "-" if total["rate"] is None else f"{total['rate']:.2%}"
    line = _(
        "{insured} of {required} insured ({rate}); unresolved {unresolved}, lapsed {lapsed}, "
        "uninsured {uninsured}"
    ).format(**{**total, "rate": rate})
    if change is None:
        return line
    since = _("since the last run: {insured} insured").format(insured=f"{change['insured']:+d}")
    if change["rate"] is not None:
        points = f"{change['rate'] * 100:+.2f}"
        since += ", " + _("{points} percentage points").format(points=points)
    return f"{line}; {since}"


def _print_findings(seen: "Overview", gone: int) -> None:
    print(f"{_('Coverage')}: {coverage_line(seen)}")
    counts = _("high {high}, medium {medium}, low {low}").format(**seen.audit.counts)
    changes = _("{new} new, {gone} gone").format(new=len(seen.new), gone=gone)
    print(f"{_('Findings')}: {counts}; {changes}")
    for finding in seen.new[:SHOWN_FINDINGS]:
        print(f"  {_finding_line(finding)}")
    if (more := len(seen.new) - SHOWN_FINDINGS) > 0:
        print("  … " + _("and {n} more: zcins audit").format(n=more))


def _finding_line(finding: "Finding") -> str:
    return f"{finding.rule.id}: {finding.message}"


def _file_line(receipt: dict[str, Any]) -> str:
    states = {
        "imported": _("taken in"),
        "already_imported": _("in already"),
        "dry_run": _("would be taken in"),
        "refused": _("refused"),
    }
    line = f"{receipt['file']}: {states[receipt['status']]}"
    if receipt["status"] == "refused":
        return f"{line}: {receipt['error']}"
    rows = receipt["rows"]
    if receipt["kind"] == "answers":
        n = len(receipt["answers"])
        return f"{line}, " + ngettext("{n} answer", "{n} answers", n).format(n=n)
    accepted = ngettext("{n} row accepted", "{n} rows accepted", rows["accepted"])
    held = _("{n} held").format(n=rows["quarantined"])
    return f"{line}, {accepted.format(n=rows['accepted'])}, {held}"


def _step_name(name: str) -> str:
    names = {
        "take": _("Inbox"),
        "audit": _("Audit"),
        "departments": _("Departments' workbooks"),
        "record": _("Noted in the log"),
        "backup": _("Backup"),
        "prune": _("Old backups"),
        "public": _("Public page"),
        "page": _("Status page"),
    }
    return names.get(name, name)


def _state_name(state: str) -> str:
    names = {
        "done": _("done"),
        "skipped": _("nothing to do"),
        "waiting": _("not done"),
        "failed": _("FAILED"),
    }
    return names[state]
