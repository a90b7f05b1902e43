"""Letters to enterprises about findings: a docx for each, and one of them all to print.

The text comes from templates, `letters/<rule>.txt`: the first line is the title, a line that ends
with a colon the addressee, each further line a paragraph. Office and day are set under it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from zcins.compliance import Finding
from zcins.errors import InputRefusedError
from zcins.findings import Letter
from zcins.i18n import _
from zcins.reports.layout import Paper
from zcins.reports.wording import chinese_day, plain
from zcins.resources import data_dir
from zcins.scheme import Insurer, Scheme

REPLY_DAYS, REPEAT_DAYS = "letter_reply_days", "letter_repeat_days"
FOLDER = "letters"
PRINTED = "全部通知书"
COLON = "："
_BARRED = str.maketrans(dict.fromkeys('\\/:*?"<>|', "_"))


@dataclass(frozen=True, slots=True)
class Written:
    """A letter in words: its entry in the log, and its lines."""

    letter: Letter
    lines: list[str]


@dataclass(frozen=True, slots=True)
class Desk:
    """Who writes: the office's name, its own templates (None: those that ship), the day."""

    office: str
    templates: Path | None
    day: date
    scheme: Scheme


def template_for(rule: str, templates: Path | None) -> Path:
    """Give the template of a rule, the office's own before the one that ships.

    Raises InputRefusedError, naming the rules that have one, where there is none.
    """
    folders = [folder for folder in (templates, data_dir() / "templates") if folder]
    for folder in folders:
        if (path := folder / FOLDER / f"{rule}.txt").is_file():
            return path
    known = {path.stem for folder in folders for path in (folder / FOLDER).glob("*.txt")}
    raise InputRefusedError(
        _("There is no letter for the rule {rule}.").format(rule=rule),
        _("There are letters for: {rules}. Others go into {folder}.").format(
            rules=", ".join(sorted(known)), folder=folders[0] / FOLDER
        ),
    )


def due(
    findings: Iterable[Finding], sent: Mapping[str, date], scheme: Scheme, day: date
) -> list[Finding]:
    """Give the findings about an enterprise to which no letter went in the scheme's days."""
    term = scheme.threshold(REPEAT_DAYS, day)
    repeat = timedelta(days=int(term.number)) if term else timedelta.max
    return [
        finding
        for finding in findings
        if finding.enterprise
        and (finding.id not in sent or (term and sent[finding.id] + repeat <= day))
    ]


def compose(findings: Iterable[Finding], desk: Desk, first: int) -> list[Written]:
    """Put letters into words, numbered in the office's own sequence from `first` on."""
    found = []
    for number, finding in enumerate(findings, start=first):
        if finding.enterprise is None:
            continue
        ident = f"{desk.day.year}-{number:04d}"
        name = plain(finding.enterprise.record.name).translate(_BARRED)
        letter = Letter(
            ident, finding.id, finding.enterprise.entry.id, desk.day, f"{ident}{name}.docx"
        )
        found.append(Written(letter, _lines(finding, desk)))
    return found


def write_letters(folder: Path, letters: list[Written], desk: Desk) -> list[Path]:
    """Write each letter, and all in one file to print, into a folder; give the paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for one in letters:
        path = folder / one.letter.file
        path.write_bytes(_docx([one], desk))
        paths.append(path)
    last = folder / f"{PRINTED}{letters[0].letter.number}至{letters[-1].letter.number}.docx"
    last.write_bytes(_docx(letters, desk))
    return [*paths, last]


def _lines(finding: Finding, desk: Desk) -> list[str]:
    from jinja2 import StrictUndefined, TemplateError  # noqa: PLC0415 - heavy
    from jinja2.sandbox import SandboxedEnvironment  # noqa: PLC0415

    path = template_for(finding.rule.id, desk.templates)
    try:
        text = path.read_text(encoding="utf-8-sig")
        environment = SandboxedEnvironment(undefined=StrictUndefined, autoescape=False)
        rendered = environment.from_string(text).render(_values(finding, desk))
    except (TemplateError, UnicodeDecodeError) as error:
        raise InputRefusedError(
            _("The letter's template {file} is at fault: {reason}.").format(
                file=path, reason=error
            ),
            _("Correct it, or take it away to use the one that ships."),
        ) from error
    return [line.strip() for line in rendered.splitlines() if line.strip()]


def _values(finding: Finding, desk: Desk) -> dict[str, object]:
    standing, scheme, day = finding.enterprise, desk.scheme, desk.day
    term = scheme.threshold(REPLY_DAYS, day)
    policy = finding.hit.policy
    return {
        "name": plain(standing.record.name) if standing else "",
        "uscc": plain(standing.record.uscc or "") if standing else "",
        "town": plain(standing.town or "") if standing else "",
        "sector": scheme.sector_name(standing.sector) if standing and standing.sector else "",
        "department": plain(finding.department or desk.office),
        "office": desk.office,
        "since": chinese_day(finding.since) if finding.since else "",
        "days": (day - finding.since).days + 1 if finding.since else 0,
        "policy_no": finding.policy_no or "",
        "last": chinese_day(policy.last) if policy and policy.last else "",
        "day": chinese_day(day),
        "deadline": chinese_day(day + timedelta(days=int(term.number))) if term else "近期",
        "insurers": "、".join(_admitted(scheme, day)),
    }


def _admitted(scheme: Scheme, day: date) -> list[str]:
    return [
        entry.name
        for code, entry in sorted(
            scheme.in_force("insurer", day).items(),
            key=lambda item: scheme.order("insurer", item[0]),
        )
        if isinstance(entry, Insurer) and entry.admitted
    ]


def _docx(letters: list[Written], desk: Desk) -> bytes:
    first, *others = letters
    at = datetime.combine(desk.day, time(), UTC)
    paper = Paper([first.lines[0]], desk.office, at, numbered=False)
    _fill(paper, first, desk)
    for one in others:
        paper.new_page([one.lines[0]])
        _fill(paper, one, desk)
    return paper.content()


def _fill(paper: Paper, one: Written, desk: Desk) -> None:
    paper.right(f"编号：{one.letter.number}")
    for line in one.lines[1:]:
        if line.endswith(COLON):
            paper.addressee(line)
        else:
            paper.text(line)
    paper.signature(desk.office, chinese_day(desk.day))
