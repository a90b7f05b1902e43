"""The inbox: which files are whole, and where they go with their receipts."""

import json
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from zcins.intake.importer import files_in

DONE, REFUSED = "done", "refused"
RECEIPT_JSON, RECEIPT_TEXT = ".receipt.json", ".receipt.txt"
LOOK_SECONDS = 1.0
# What programs that are still writing, or systems for their own use, leave in folders.
_UNFINISHED = (".part", ".partial", ".tmp", ".filepart", ".crdownload", ".download")
_UNMEANT = (".", "~")
_SYSTEM = {"thumbs.db", "desktop.ini"}


@dataclass(frozen=True, slots=True)
class State:
    """What a file looks like from outside; while it is being written, this changes."""

    size: int
    changed: int

    @classmethod
    def of(cls, path: Path) -> "State | None":
        """Look at a file; None where it has gone."""
        try:
            seen = path.stat()
        except OSError:
            return None
        return cls(seen.st_size, seen.st_mtime_ns)

    def age(self, now: float) -> float:
        """Give the seconds since the last change; 0 for a change in the future."""
        return max(now - self.changed / 1e9, 0.0)


@dataclass(frozen=True, slots=True)
class Waiting:
    """What lies in the inbox: files that are whole, registers first, and files to leave alone."""

    whole: list[tuple[Path, State]]
    left: list[Path]


def look(
    inbox: Path,
    quiet: float,
    clock: Callable[[], float] = time.time,
    sleep: Callable[[float], None] = time.sleep,
) -> Waiting:
    """Look twice at what lies in the inbox: a file that does not change meanwhile is whole.

    The second look comes when every file has been quiet for `quiet` seconds, or would have been
    had it not changed. With 0 there is one look only.
    """
    before = {path: State.of(path) for path in _meant(inbox)}
    ages = [state.age(clock()) for state in before.values() if state]
    if quiet and ages:
        sleep(max(quiet - min(ages), min(LOOK_SECONDS, quiet)))
    whole, left = [], []
    for path in files_in(before):
        state = State.of(path)
        if state and state == before[path]:
            whole.append((path, state))
        elif state:
            left.append(path)
    return Waiting(whole, left)


def put_away(path: Path, inbox: Path, folder: str, receipt: dict[str, Any], text: str) -> Path:
    """Move a file of the inbox to `done` or `refused`, its receipt beside it; give its place.

    The receipt comes first: a file that has gone from the inbox always has one. A file of the
    same name that came before keeps its place.
    """
    target = _free(inbox / folder / path.relative_to(inbox))
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    written = json.dumps(receipt, ensure_ascii=False, indent=2) + "\n"
    target.with_name(target.name + RECEIPT_JSON).write_text(written, encoding="utf-8")
    target.with_name(target.name + RECEIPT_TEXT).write_text(text + "\n", encoding="utf-8")
    shutil.move(path, target)
    return target


def _meant(inbox: Path) -> list[Path]:
    """Give the files that somebody has put there, by name."""
    return sorted(
        path
        for path in inbox.rglob("*")
        if path.is_file()
        and path.relative_to(inbox).parts[0] not in {DONE, REFUSED}
        and not path.name.startswith(_UNMEANT)
        and path.name.lower() not in _SYSTEM
        and path.suffix.lower() not in _UNFINISHED
    )


def _free(target: Path) -> Path:
    number, wanted = 1, target
    while target.exists():
        number += 1
        target = wanted.with_name(f"{wanted.stem} ({number}){wanted.suffix}")
    return target
