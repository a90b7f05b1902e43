"""Takes every file of a folder into one office, each in its own process, and tells how it went.

    python -m tests.intake.torture_worker FOLDER HOME

Prints one line of JSON a file: how it ended, in how many seconds of work, with how much memory.
"""

import json
import os
import resource
import signal
import sqlite3
import sys
import traceback
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import lxml.html  # noqa: F401 - loaded once, before the processes part
import openpyxl  # noqa: F401
import python_calamine  # noqa: F401

from zcins.errors import InputRefusedError
from zcins.intake.importer import Intake
from zcins.intake.ledger import Wishes
from zcins.intake.workbook import SUFFIXES, read_workbook
from zcins.office import Office

ADDRESS_SPACE = 3 << 30
SECONDS = 10
HANGS = 60
ENDS = ("receipt", "refusal", "fault")


@dataclass(frozen=True, slots=True)
class End:
    """How a file ended; `said` is the refusal's sentence or the fault's last line."""

    file: str
    end: str
    said: str
    seconds: float
    megabytes: int


def files_under(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES)


def run(path: Path, office: Office) -> tuple[str, str]:
    """Read all of a file, then take it in; gives how it ended."""
    try:
        for sheet in read_workbook(path.name, path).sheets:
            for _row in sheet.rows:
                pass
        intake = Intake(office.store, office.scheme, office.archive, office.today)
        receipt = intake.take(path, Wishes(insurer="picc"))
    except InputRefusedError as refused:
        named = path.name in refused.message and bool(refused.hint)
        return ("refusal" if named else "fault"), refused.message
    except BaseException:  # noqa: BLE001 - what is being counted
        return "fault", traceback.format_exc().splitlines()[-1]
    return "receipt", json.dumps(receipt.document()["rows"])


def watched(path: Path, office: Office) -> End:
    """Run a file in a process of its own, within its time and memory."""
    read_end, write_end = os.pipe()
    child = os.fork()
    if child == 0:
        resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        signal.alarm(HANGS)
        with os.fdopen(write_end, "w", encoding="utf-8") as answer:
            json.dump(run(path, office), answer)
        os._exit(0)
    os.close(write_end)
    with os.fdopen(read_end, encoding="utf-8") as answer:
        text = answer.read()
    _pid, status, used = os.wait4(child, 0)
    end, said = json.loads(text) if text else ("fault", f"ended by status {status}")
    seconds = round(used.ru_utime + used.ru_stime, 2)
    return End(path.name, end, said, seconds, used.ru_maxrss // 1024)


def integrity(office: Office) -> str:
    with closing(sqlite3.connect(office.home / "zcins.db")) as connection:
        return str(connection.execute("PRAGMA integrity_check").fetchone()[0])


def main(folder: Path, home: Path) -> None:
    office = Office.open(str(home))
    _ready = office.scheme, office.store
    for path in files_under(folder):
        end = watched(path, office)
        line = {name: getattr(end, name) for name in End.__slots__}
        print(json.dumps({**line, "store": integrity(office)}), flush=True)  # noqa: T201


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
