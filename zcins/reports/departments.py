"""A workbook for each department: its findings, what to do, and columns for its answer.

It comes back by `zcins import FILE`, or through the inbox.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from zcins.compliance import Finding
from zcins.findings import (
    ANSWER_ID,
    ANSWER_TEXT,
    ANSWER_VERDICT,
    VERDICTS,
    History,
    histories,
)
from zcins.i18n import _, in_chinese
from zcins.reports.sheets import Column, Workbook
from zcins.reports.wording import NOT_STATED, RULES, SEVERITIES, chinese_day, plain
from zcins.scheme import Scheme

if TYPE_CHECKING:
    from zcins.store import View

SHEET = "问题清单"
ANSWERED = "处理结果请选“已处理”或者“有异议”，在答复说明中写明情况后，将本表原样发回。"
_BARRED = str.maketrans(dict.fromkeys('\\/:*?"<>|', "_"))
_ANSWER_COLUMN = 13
_A3 = 8


class Ground(Protocol):
    """What the findings rest on: what is known of a day, and the scheme."""

    @property
    def view(self) -> "View":
        """Give what is known."""

    @property
    def scheme(self) -> Scheme:
        """Give the scheme in force."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A finding as the workbook lists it."""

    finding: Finding
    history: History
    scheme: Scheme
    day: date

    @property
    def answer_due(self) -> date | None:
        """Give the last day for the answer; what no night has seen counts as told today."""
        term = self.scheme.threshold("answer_days", self.day)
        if self.history.first_seen or term is None:
            return self.history.answer_due
        return self.day + timedelta(days=int(term.number))

    def of_enterprise(self, name: str) -> str:
        """Give a fact of the enterprise's register entry."""
        found = self.finding.enterprise
        return plain(getattr(found.record, name) or "") if found else ""

    @property
    def insurer(self) -> str:
        """Give the insurer's name."""
        code = self.finding.insurer
        return plain(self.scheme.insurer_name(code)) if code else ""

    def answer(self, name: str) -> str:
        """Give what the department has answered before."""
        said = self.history.answer
        if said is None:
            return ""
        return VERDICTS[said.verdict] if name == "verdict" else plain(said.text)


_COLUMNS = (
    Column(ANSWER_ID, lambda row: row.finding.id, width=24),
    Column("程度", lambda row: SEVERITIES[row.finding.rule.severity], width=6),
    Column("问题", lambda row: RULES.get(row.finding.rule.id, row.finding.rule.id), width=18),
    Column("企业名称", lambda row: row.of_enterprise("name"), width=28),
    Column("统一社会信用代码", lambda row: row.of_enterprise("uscc"), width=21),
    Column("镇办", lambda row: row.finding.enterprise and row.finding.enterprise.town, width=14),
    Column("承保机构", lambda row: row.insurer, width=12),
    Column("保单号", lambda row: row.finding.policy_no, width=24),
    Column("自何日起", lambda row: row.finding.since, "date", width=12),
    Column("具体情况", lambda row: plain(row.finding.message), width=44),
    Column("依据", lambda row: _(row.finding.rule.basis), width=28),
    Column("处理建议", lambda row: _(row.finding.rule.remedy), width=28),
    Column("答复期限", lambda row: row.answer_due, "date", width=12),
    Column(ANSWER_VERDICT, lambda row: row.answer("verdict"), width=12),
    Column(ANSWER_TEXT, lambda row: row.answer("text"), width=32),
)


def by_department(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    """Give the findings by the name of the department that acts."""
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        found.setdefault(finding.department or NOT_STATED, []).append(finding)
    return found


def write_departments(folder: Path, findings: Iterable[Finding], ground: Ground) -> list[Path]:
    """Write a workbook for each department into a folder, made if need be; give the paths."""
    folder.mkdir(parents=True, exist_ok=True)
    listed = list(findings)
    known = histories(ground.view, ground.scheme, [finding.id for finding in listed])
    paths = []
    for department, own in by_department(listed).items():
        day = ground.view.day
        rows = [_Row(finding, known[finding.id], ground.scheme, day) for finding in own]
        path = folder / f"{plain(department).translate(_BARRED)}{day:%Y%m%d}问题清单.xlsx"
        path.write_bytes(department_workbook(department, rows, day))
        paths.append(path)
    return paths


def department_workbook(department: str, rows: list[Any], day: date) -> bytes:
    """Give a department's workbook; the same rows give the same bytes."""
    with in_chinese():
        title = f"{plain(department)}安责险核查问题清单"
        book = Workbook(title, "", datetime.combine(day, time(), UTC))
        note = f"截至{chinese_day(day)}，共{len(rows)}项。{ANSWERED}"
        sheet = book.sheet(SHEET, title, note)
        place = book.table(sheet, _COLUMNS, rows)
    sheet.set_paper(_A3)
    if rows:
        verdicts = {"validate": "list", "source": list(VERDICTS.values())}
        sheet.data_validation(place.first, _ANSWER_COLUMN, place.last, _ANSWER_COLUMN, verdicts)
        to_fill_in = {"type": "blanks", "format": book.book.add_format({"bg_color": "#FFF6CC"})}
        sheet.conditional_format(
            place.first, _ANSWER_COLUMN, place.last, _ANSWER_COLUMN + 1, to_fill_in
        )
    return book.content()
