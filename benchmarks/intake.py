"""How long a whole import takes, beside its floor and beside what one would do without it.

    python benchmarks/intake.py [--rows 100000] [--csv-rows 1000000] [--peers]

The floor of a workbook is a bare read by python-calamine and a bare executemany of its rows; that
of a text is a bare csv read and executemany into a table with the store's columns and indices.
Each figure is a process of its own; ratios are of the CPU time of the same run.
"""

import argparse
import csv
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).parent


def prepare(source: Path, folder: Path) -> None:
    """Make an office whose register knows the enterprises of the ledger."""
    _take(source.parent / "企业台账.csv", folder)


def whole(source: Path, folder: Path) -> None:
    """Import a ledger into that office."""
    _take(source, folder)


def _take(source: Path, folder: Path) -> None:
    from datetime import date

    from zcins.intake.importer import Intake
    from zcins.intake.ledger import Wishes
    from zcins.office import Office

    office = Office.open(str(folder / "office"))
    intake = Intake(office.store, office.scheme, office.archive, date(2019, 12, 31))
    receipt = intake.take(source, Wishes())
    if not receipt.rows["accepted"]:
        raise SystemExit(f"nothing of {source} was taken")


def workbook_floor(source: Path, folder: Path) -> None:
    """Read a workbook and write its rows, and nothing else."""
    from python_calamine import CalamineWorkbook

    rows = CalamineWorkbook.from_path(str(source)).get_sheet_by_index(0).to_python()
    _write(folder, [[_plain(cell) for cell in row] for row in rows], indexed=False)


def text_floor(source: Path, folder: Path) -> None:
    """Read a text and write its rows into a table with as many indices as the store's."""
    with source.open(encoding="utf-8", newline="") as stream:
        _write(folder, csv.reader(stream), indexed=True)


def _plain(cell: object) -> object:
    return cell if isinstance(cell, str | int | float) else str(cell)


def _write(folder: Path, rows: object, *, indexed: bool) -> None:
    connection = sqlite3.connect(folder / "floor.db", isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    columns = ", ".join(f"c{number}" for number in range(25))
    connection.execute(f"CREATE TABLE t (id INTEGER PRIMARY KEY, {columns})")
    if indexed:
        for number in (0, 1, 2, 3):  # record, key, party and name have one in the store
            connection.execute(f"CREATE INDEX i{number} ON t(c{number})")
    connection.execute("BEGIN IMMEDIATE")
    marks = ", ".join("?" * 25)
    connection.executemany(f"INSERT INTO t ({columns}) VALUES ({marks})", rows)  # type: ignore[arg-type]
    connection.execute("COMMIT")


def pandas_peer(source: Path, folder: Path) -> None:
    """Do what one does with pandas: read_excel or read_csv, then to_sql."""
    import pandas as pd

    read = pd.read_excel if source.suffix == ".xlsx" else pd.read_csv
    frame = read(source)
    frame.to_sql("t", sqlite3.connect(folder / "pandas.db"), index=False)


STEPS: dict[str, Callable[[Path, Path], None]] = {
    "prepare": prepare,
    "whole import": whole,
    "workbook floor": workbook_floor,
    "text floor": text_floor,
    "pandas": pandas_peer,
}


def run(name: str, source: Path, folder: str) -> tuple[float, float]:
    """Run one step in a process of its own; gives CPU seconds and peak memory in MiB."""
    command = [sys.executable, __file__, "--step", name, str(source), folder]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    seconds, peak = done.stdout.split()[-2:]
    return float(seconds), float(peak)


def step(name: str, source: Path) -> tuple[float, float]:
    """Run one step in a new folder, the office made ready first where it needs one."""
    with tempfile.TemporaryDirectory() as folder:
        if name == "whole import":
            run("prepare", source, folder)
        return run(name, source, folder)


def inside(name: str, source: Path, folder: Path) -> None:
    """Be the process of a step: print its CPU seconds and its peak memory."""
    started = time.process_time()
    STEPS[name](source, folder)
    print(time.process_time() - started, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def compare(source: Path, floor: str, runs: int, *, peers: bool) -> None:
    """Print a ledger's import beside its floor, run by run, and the middle ratio."""
    ratios = []
    for _run in range(runs):
        seconds, peak = step("whole import", source)
        least, _peak = step(floor, source)
        ratios.append(seconds / least)
        print(f"{source.name}: {seconds:.2f} s, {peak:.0f} MiB; {floor} {least:.2f} s")
    print(f"{source.name}: {sorted(ratios)[len(ratios) // 2]:.2f} times the {floor}")
    if peers:
        seconds, peak = step("pandas", source)
        print(f"{source.name}: pandas read and to_sql {seconds:.2f} s, {peak:.0f} MiB")


def main() -> None:
    """Make the ledgers and compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--csv-rows", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--step", nargs=3)
    options = parser.parse_args()
    if options.step:
        name, source, folder = options.step
        inside(name, Path(source), Path(folder))
        return
    sys.path.insert(0, str(HERE.parent))
    from benchmarks import ledgers

    with tempfile.TemporaryDirectory() as folder:
        for rows, suffix, write, floor in (
            (options.rows, "xlsx", ledgers.write_xlsx, "workbook floor"),
            (options.csv_rows, "csv", ledgers.write_csv, "text floor"),
        ):
            if rows:
                place = Path(folder) / suffix
                place.mkdir()
                ledgers.write_register(place / "企业台账.csv", rows)
                source = place / f"人保财险2019-12.{suffix}"
                write(source, rows)
                compare(source, floor, options.runs, peers=options.peers)


if __name__ == "__main__":
    main()
