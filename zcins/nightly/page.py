"""The state of the office as a page to read on a screen: one HTML file that needs no network."""

from collections import Counter
from typing import TYPE_CHECKING, Any

from zcins.compliance import Finding
from zcins.nightly.overview import Document, Overview, last_backup
from zcins.reports.wording import NONE, RULES, SEVERITIES, chinese_day
from zcins.resources import data_dir

if TYPE_CHECKING:
    from zcins.nightly.night import Night

PAGE = "status.html"
SHOWN_FINDINGS = 500
TEMPLATE = "status.html.j2"
FILE_STATES = {
    "imported": "已收取",
    "already_imported": "此前已收取",
    "refused": "拒收",
    "dry_run": "试收",
}
STEP_STATES = {"done": "已完成", "overdue": "已逾期", "open": "未完成"}
COMING = {"step": "试点步骤", "meeting": "联席会议", "end": "试点结束"}


def status_page(night: "Night", seen: Overview) -> bytes:
    """Give status.html, Chinese always; the same night gives the same bytes."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415 - heavy

    environment = Environment(
        autoescape=True,
        loader=FileSystemLoader(data_dir() / "templates", encoding="utf-8"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["day"] = chinese_day
    return environment.get_template(TEMPLATE).render(_content(night, seen)).encode()


def _content(night: "Night", seen: Overview) -> dict[str, Any]:
    copy = last_backup(night.office.home)
    return {
        "office": night.office.name,
        "day": seen.asked.day,
        "heads": _heads(seen),
        "files": [_file(receipt) for receipt in night.receipts],
        "left": night.left,
        "failures": [name for name, _fault in night.failures],
        "new": [_finding(finding) for finding in seen.new[:SHOWN_FINDINGS]],
        "more": max(len(seen.new) - SHOWN_FINDINGS, 0),
        "departments": Counter(finding.department or NONE for finding in seen.new).most_common(),
        "overdue": [
            (seen.asked.scheme.insurer_name(code), len(findings))
            for code, findings in sorted(seen.overdue.items())
        ],
        "coming": [
            (one.on, COMING[one.kind], one.text) for one in seen.coming if one.kind != "end"
        ],
        "end": seen.asked.scheme.pilot().end,
        "tasks": [(task, STEP_STATES[task.state]) for task in seen.tasks],
        "backup": copy[0].name if copy else NONE,
    }


def _heads(seen: Overview) -> list[tuple[str, str, str]]:
    total, change = seen.coverage.total, seen.change
    rate = NONE if total["rate"] is None else f"{total['rate']:.2%}"
    moved = f"{change['insured']:+d}家" if change else ""
    expiring = NONE if seen.expiring is None else f"{seen.expiring}家"
    return [
        ("投保率", rate, _points(change)),
        ("应投保企业", f"{total['required']}家", ""),
        ("已投保", f"{total['insured']}家", moved),
        ("未投保、脱保", f"{total['uninsured'] + total['lapsed']}家", ""),
        ("待核实", f"{total['unresolved']}家", ""),
        ("新发现问题", f"{len(seen.new)}项", f"现有{len(seen.audit.findings)}项"),
        ("即将到期", expiring, ""),
        ("待认企业", f"{seen.to_review}个", ""),
        ("待改正的行", f"{len(seen.asked.view.quarantined)}行", ""),
    ]


def _points(change: Document | None) -> str:
    """Give the change of the rate since the last run in percentage points."""
    if change is None or change["rate"] is None:
        return ""
    return f"{change['rate'] * 100:+.2f}个百分点"


def _file(receipt: Document) -> tuple[str, str, Any, Any]:
    rows = receipt.get("rows", {})
    state = FILE_STATES[receipt["status"]]
    return receipt["file"], state, rows.get("accepted", NONE), rows.get("quarantined", NONE)


def _finding(finding: Finding) -> dict[str, Any]:
    firm = finding.enterprise.record.name if finding.enterprise else None
    return {
        "severity": SEVERITIES[finding.rule.severity],
        "department": finding.department or NONE,
        "rule": RULES[finding.rule.id],
        "subject": firm or finding.insurer or NONE,
        "policy": finding.policy_no or "",
        "since": finding.since or "",
    }
