"""The steps of a night, in their order.

The order makes a crash harmless: a file leaves the inbox after the store has it and its receipt
is written, and findings count as seen after the departments' workbooks are written. What a night
does not finish, the next one does again.
"""

import json
from pathlib import Path

from zcins import findings
from zcins.backup import back_up, nightly_copy, prune
from zcins.errors import InputRefusedError, StoreUnusableError
from zcins.i18n import _, ngettext
from zcins.intake.importer import Intake, name_of
from zcins.intake.ledger import Wishes
from zcins.intake.receipt import Receipt
from zcins.nightly.diary import say
from zcins.nightly.inbox import DONE, REFUSED, State, look, put_away
from zcins.nightly.night import Document, Night, NotDoneError, Step, told
from zcins.nightly.overview import Overview, counted, overview
from zcins.nightly.page import PAGE, status_page
from zcins.nightly.receipts import receipt_text
from zcins.public import publication
from zcins.reports.departments import write_departments

PUBLIC = "public"


def take(night: Night) -> str:
    """Take in what lies in the inbox; each file goes to `done` or `refused` with its receipt."""
    office = night.office
    quiet = office.scheme.threshold("inbox_quiet_seconds", office.today)
    waiting = look(night.inbox, float(quiet.number) if quiet else 0)
    night.left += [name_of(path) for path in waiting.left]
    intake = Intake(office.store, office.scheme, office.archive, office.today, findings.strangers)
    for path, state in waiting.whole:
        try:
            _take(night, intake, path, state)
        except StoreUnusableError:
            raise
        except Exception as fault:  # noqa: BLE001 - one file must not keep the others from coming in
            night.faults.append((name_of(path), fault))
            say("file", "error", file=name_of(path), message=told(fault))
    return ngettext("{n} file", "{n} files", len(night.receipts)).format(n=len(night.receipts))


def _take(night: Night, intake: Intake, path: Path, state: State) -> None:
    name = name_of(path)
    try:
        receipt = intake.take(path, Wishes(dry_run=night.dry_run))
    except InputRefusedError as refused:
        if isinstance(refused.__cause__, OSError):
            # The disk is at fault, or whoever holds the file open: another night may read it.
            raise
        error = f"{refused.message} {refused.hint or ''}".rstrip()
        receipt = Receipt(name, "", status="refused", error=error)
    document = receipt.document()
    night.receipts.append(document)
    say("file", file=name, status=document["status"], id=document.get("id"))
    if night.dry_run:
        return
    if State.of(path) != state:
        # It was written to meanwhile: the next night takes it as it is then.
        night.left.append(name)
        return
    folder = REFUSED if document["status"] == "refused" else DONE
    put_away(path, night.inbox, folder, document, receipt_text(document))


def audit(night: Night) -> str:
    """Count the coverage, audit, and find what is new since the last run."""
    office = night.office
    night.overview = overview(office, office.ask())
    total = len(night.overview.audit.findings)
    return ngettext("{n} finding, {new} new", "{n} findings, {new} new", total).format(
        n=total, new=len(night.overview.new)
    )


def departments(night: Night) -> str:
    """Write each department a workbook of its new findings."""
    seen = _audited(night)
    if not seen.new:
        raise NotDoneError(_("nothing is new"))
    paths = write_departments(_folder(night, seen), seen.new, seen.asked)
    night.written += paths
    return ngettext("{n} workbook", "{n} workbooks", len(paths)).format(n=len(paths))


def _folder(night: Night, seen: Overview) -> Path:
    """Give the folder of a run's workbooks: a later run of a day takes none of an earlier away."""
    day = seen.asked.day
    sql = "SELECT count(*) FROM run WHERE as_of = ?"
    ((before,),) = seen.asked.view.rows(sql, (day.isoformat(),))
    name = f"departments-{day:%Y%m%d}"
    return night.outbox / (f"{name}-{before + 1}" if before else name)


def record(night: Night) -> str:
    """Note as one event what was seen tonight, and what was seen before and is gone."""
    office, seen = night.office, _audited(night)
    day = seen.asked.day.isoformat()
    with office.store.write("run", day, office.scheme_state) as write:
        night.gone = findings.record(write, seen.audit).gone
        write.connection.execute(
            "INSERT INTO run (id, as_of, summary) VALUES (?, ?, ?)",
            (write.event, day, json.dumps(_summary(night, seen), ensure_ascii=False)),
        )
    night.event = write.event
    return _("event {event}").format(event=write.event)


def _summary(night: Night, seen: Overview) -> Document:
    """Give what later nights and `zcins status` compare with."""
    statuses = [receipt["status"] for receipt in night.receipts]
    return {
        "coverage": seen.coverage.total,
        "change": seen.change,
        "findings": seen.audit.counts,
        "new": counted(seen.new),
        "gone": len(night.gone),
        "files": {status: statuses.count(status) for status in sorted(set(statuses))},
        "failed": [name for name, _fault in night.failures],
    }


def backup(night: Night) -> str:
    """Copy the store into the folder of backups, one copy a day."""
    target = nightly_copy(night.office.home, night.office.today)
    back_up(night.office.store.path, target)
    night.backup = target
    return str(target)


def prune_backups(night: Night) -> str:
    """Remove the oldest backups beyond the number that the scheme keeps."""
    keep = night.office.scheme.threshold("backup_keep", night.office.today)
    if keep is None:
        raise NotDoneError(_("no value in force: {name}").format(name="backup_keep"))
    removed = prune(night.office.home, int(keep.number))
    return ngettext("{n} removed", "{n} removed", len(removed)).format(n=len(removed))


def public(night: Night) -> str:
    """Write the public look-up page; one with a private number in it is refused."""
    found = publication(_audited(night).standings, night.office.name)
    night.written += found.write(night.outbox / PUBLIC).values()
    total = len(found.lines)
    return ngettext("{n} enterprise listed", "{n} enterprises listed", total).format(n=total)


def page(night: Night) -> str:
    """Write the page about the state of the office."""
    target = night.outbox / PAGE
    part = target.with_name(f".{PAGE}.part")
    part.write_bytes(status_page(night, _audited(night)))
    part.replace(target)
    night.written.append(target)
    return str(target)


def _audited(night: Night) -> Overview:
    assert night.overview is not None  # noqa: S101 - such a step needs the audit
    return night.overview


STEPS: list[Step] = [
    Step("take", take, rehearsed=True),
    Step("audit", audit, rehearsed=True),
    Step("departments", departments, needs=("audit",)),
    Step("record", record, needs=("audit", "departments")),
    Step("backup", backup),
    Step("prune", prune_backups, needs=("backup",)),
    Step("public", public, needs=("audit",)),
    Step("page", page, needs=("audit",)),
]
