"""Taking a file in as one event: archived, then whole in the store, or not at all."""

import hashlib
import os
import shutil
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from zcins.errors import InputRefusedError
from zcins.i18n import _
from zcins.intake.answering import Answering, AnswersReceipt, Strangers, no_findings
from zcins.intake.answers import AnswerSheet, answer_sheets, no_answers, only_answers
from zcins.intake.ledger import ContradictionError, File, Ledger, Wishes
from zcins.intake.limits import Limits
from zcins.intake.receipt import Receipt
from zcins.intake.table import HeaderBelowError
from zcins.intake.taking import Progress, unseen
from zcins.intake.workbook import SUFFIXES, Workbook, read_workbook
from zcins.scheme import Scheme
from zcins.store import SchemeState, Store
from zcins.store.garbage import no_garbage

READ_AT_ONCE = 1 << 20
REGISTER_WORDS = ("企业台账", "名录", "register")


@dataclass(slots=True)
class KnownReceipt(Receipt):
    """The receipt of bytes that are in already: that of their first import."""

    first: dict[str, Any] | None = None

    def document(self) -> dict[str, Any]:
        """Give the first import's receipt, marked as known."""
        return {**(self.first or {}), "status": "already_imported"}


@dataclass(frozen=True, slots=True)
class Intake:
    """The parts of an office that an import needs; `strangers` knows its findings."""

    store: Store
    scheme: Scheme
    archive: Path
    today: date
    strangers: Strangers = no_findings

    def take(self, path: Path, wishes: Wishes, progress: Progress = unseen) -> Receipt:
        """Take a file in and give its receipt; `progress` is told the rows written so far.

        Raises InputRefusedError where the file is neither a ledger nor a department's workbook
        with answers; nothing has changed then.
        """
        if path.is_file():  # before a copy of it fills the disk
            size = path.stat().st_size
            Limits.of(self.scheme, self.today).check(name_of(path), "file_megabytes", size)
        copy, file = _copy(path, self.archive)
        try:
            return self._known(file.sha256) or self._take(copy, file, wishes, progress)
        finally:
            copy.unlink(missing_ok=True)

    def _take(self, copy: Path, file: File, wishes: Wishes, progress: Progress) -> Receipt:
        workbook = self._read(copy, file)
        if not wishes.kind and (sheets := answer_sheets(workbook)):
            return self._take_answers(copy, file, sheets, wishes)
        ledger = Ledger(self.store, self.scheme, self.today, file, workbook, wishes)
        ledger.check()
        state = SchemeState(self.scheme.digest, self.scheme.text)
        if not wishes.dry_run:
            _archive(copy, self.archive, file)
        banned: frozenset[str] = frozenset()
        receipt = None
        while receipt is None:
            event = self.store.write("import", file.name, state, keep=not wishes.dry_run)
            try:
                with no_garbage(), event as write:
                    receipt = ledger.take(write, banned, progress)
            except ContradictionError as error:
                banned = error.keys
            except HeaderBelowError as error:
                ledger.look_below(error.sheet, error.row)
                ledger.check()
        if wishes.dry_run:
            receipt.id, receipt.status = None, "dry_run"
        return receipt

    def take_answers(self, path: Path) -> AnswersReceipt:
        """Take a department's workbook with its answers; raises InputRefusedError for others."""
        copy, file = _copy(path, self.archive)
        try:
            sheets = answer_sheets(self._read(copy, file))
            if not sheets:
                raise no_answers(file.name)
            return self._take_answers(copy, file, sheets, Wishes())
        finally:
            copy.unlink(missing_ok=True)

    def _take_answers(
        self, copy: Path, file: File, sheets: list[AnswerSheet], wishes: Wishes
    ) -> AnswersReceipt:
        answering = Answering(self.store, self.scheme, self.today, self.strangers)
        receipt = answering.weigh(file, sheets)
        if receipt.answers and wishes.dry_run:
            receipt.status = "dry_run"
        elif receipt.answers:
            _archive(copy, self.archive, file)
            answering.keep(receipt)
        return receipt

    def _read(self, copy: Path, file: File) -> Workbook:
        return read_workbook(file.name, copy, Limits.of(self.scheme, self.today))

    def inspect(self, path: Path, wishes: Wishes) -> dict[str, Any]:
        """Give what an import would recognise in a file, and what it would ask; changes nothing.

        Raises InputRefusedError where nothing can be recognised.
        """
        copy, file = _copy(path, self.archive)
        try:
            workbook = self._read(copy, file)
            if answer_sheets(workbook):
                raise only_answers(file.name)
            ledger = Ledger(self.store, self.scheme, self.today, file, workbook, wishes)
            while below := next(ledger.headers_below(), None):
                ledger.look_below(below.sheet, below.row)
            return ledger.document()
        finally:
            copy.unlink(missing_ok=True)

    def _known(self, sha256: str) -> Receipt | None:
        view = self.store.view(self.today)
        try:
            for row in view.imports:
                if row["sha256"] == sha256 and not row["undone_by"]:
                    return KnownReceipt(row["file"], sha256, id=row["id"], first=row["receipt"])
        finally:
            view.close()
        return None


def name_of(path: Path) -> str:
    """Give a file's name as text, whatever its bytes are.

    Archives that were packed on a Chinese Windows are unpacked elsewhere with names in GB18030.
    """
    raw = os.fsencode(path.name)
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("gb18030", "replace")


def files_in(paths: Iterable[Path]) -> list[Path]:
    """Give the spreadsheets that paths mean: files, and folders with all in them, recursively.

    The register's come first: what comes after them finds its enterprises. A folder that holds
    none stands for itself, so that it is refused like any other input.
    """
    found = [file for path in paths for file in _meant(path)]
    return sorted(found, key=lambda file: not any(word in name_of(file) for word in REGISTER_WORDS))


def _meant(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    # Spreadsheet programs leave ~$… beside a file that is open.
    found = sorted(
        file
        for file in path.rglob("*")
        if file.suffix.lower() in SUFFIXES
        and not file.name.startswith(("~$", "."))
        and file.is_file()
    )
    return found or [path]


def _copy(path: Path, folder: Path) -> tuple[Path, File]:
    """Copy a file beside the archive, on disk and whole: what is read can no longer change."""
    part = folder / f"{os.getpid()}-{time.monotonic_ns()}.part"
    digest, size = hashlib.sha256(), 0
    try:
        with path.open("rb") as source, part.open("wb") as target:
            while piece := source.read(READ_AT_ONCE):
                digest.update(piece)
                size += target.write(piece)
            target.flush()
            os.fsync(target.fileno())
    except FileNotFoundError as error:
        part.unlink(missing_ok=True)
        raise InputRefusedError(
            _("{file}: there is no such file.").format(file=path),
            _("Check the path; put it in quotation marks if it has spaces."),
        ) from error
    except IsADirectoryError as error:
        part.unlink(missing_ok=True)
        raise InputRefusedError(
            _("{folder}: there is no spreadsheet in this folder.").format(folder=path),
            _("Spreadsheets end in {suffixes}.").format(suffixes=" ".join(sorted(SUFFIXES))),
        ) from error
    except OSError as error:
        part.unlink(missing_ok=True)
        raise InputRefusedError(
            _("{file} cannot be read: {reason}.").format(file=path, reason=error.strerror)
        ) from error
    return part, File(name_of(path), digest.hexdigest(), size)


def _archive(copy: Path, archive: Path, file: File) -> None:
    """Keep a copy under its hash, before the store speaks of it."""
    target = archive / f"{file.sha256}{Path(file.name).suffix.lower()}"
    if target.exists():
        return
    try:
        target.hardlink_to(copy)
    except OSError:  # a file system without links
        shutil.copyfile(copy, target)
