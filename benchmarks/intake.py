"""How long a whole import takes, beside its floor and beside what one would do without it.

    python benchmarks/intake.py [--rows 100000] [--csv-rows 1000000] [--peers]

The floor of a workbook is a bare read by python-calamine and a bare executemany of its rows; that
of a text is a bare csv read and executemany into a table with the store's columns and indices.
Both write with the store's settings. The peers, with --peers, are what one would do otherwise:
in2csv piped to sqlite-utils (csvkit, to be installed beside zcins), and pandas. Each figure is a
process of its own; ratios are of the CPU time of the same run.
"""

import argparse
import csv
import json
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from benchmarks import ledgers

CACHE_KIB = 128 * 1024  # as the store has it


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
    names = [f"c{number}" for number in range(len(rows[0]))]
    _write(folder, [[_plain(cell) for cell in row] for row in rows], names, names, ())


def text_floor(source: Path, folder: Path) -> None:
    """Read a text and write its rows into a table with the columns and indices of the store's."""
    schema = json.loads((folder / "schema.json").read_text(encoding="utf-8"))
    with source.open(encoding="utf-8", newline="") as stream:
        _write(folder, csv.reader(stream), schema["columns"], schema["filled"], schema["indices"])


def _plain(cell: object) -> object:
    return cell if isinstance(cell, str | int | float) else str(cell)


def _write(
    folder: Path,
    rows: Iterable[Sequence[object]],
    columns: Sequence[str],
    filled: Sequence[str],
    indices: Iterable[str],
) -> None:
    connection = sqlite3.connect(folder / "floor.db", isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
    connection.execute(f"CREATE TABLE t (id INTEGER PRIMARY KEY, {', '.join(columns)})")
    for number, index in enumerate(indices):
        connection.execute(f"CREATE INDEX i{number} ON t{index}")
    connection.execute("BEGIN IMMEDIATE")
    marks = ", ".join("?" * len(filled))
    connection.executemany(f"INSERT INTO t ({', '.join(filled)}) VALUES ({marks})", rows)
    connection.execute("COMMIT")


# Where the store has an index, the floor's is filled with the ledger's like column.
LIKE = {"序号": "record", "保险单号": "key", "投保人数": "party"}
LEFT_EMPTY = ("ended_by", "project_key")  # as they are in new records
LIKE |= {"被保险人": "name_key", "统一社会信用代码": "uscc"}


def store_schema(header: Sequence[str]) -> dict[str, list[str]]:
    """Give the store's columns and indices for policies, and the columns that a ledger fills."""
    from zcins.store.migrations import migrate

    connection = sqlite3.connect(":memory:", isolation_level=None)
    migrate(connection)
    columns: dict[str, str] = {}
    indices: list[str] = []
    for table in ("policy", "party", "policy_version"):
        for row in connection.execute(f"PRAGMA table_info({table})"):
            columns.setdefault(row[1], f"{row[1]} DEFAULT ''" if row[3] else row[1])
        sql = "SELECT sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ?"
        for (text,) in connection.execute(sql, (table,)):
            indices.append(text[text.index("(") :])
    del columns["id"]
    others = iter([name for name in columns if name not in {*LIKE.values(), *LEFT_EMPTY}])
    filled = [LIKE.get(name) or next(others) for name in header]
    connection.close()
    return {"columns": list(columns.values()), "filled": filled, "indices": indices}


def command_peer(source: Path, folder: Path) -> None:
    """Do what one does with csvkit and sqlite-utils: in2csv FILE | sqlite-utils insert."""
    reading = [str(Path(sys.executable).with_name("in2csv")), str(source)]
    tool = str(Path(sys.executable).with_name("sqlite-utils"))
    writing = [tool, "insert", str(folder / "tools.db"), "t", "-", "--csv"]
    with subprocess.Popen(reading, stdout=subprocess.PIPE) as reader:
        subprocess.run(writing, stdin=reader.stdout, check=True, capture_output=True)
    if reader.returncode:
        raise SystemExit(f"in2csv gave up on {source}")


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
    "in2csv | sqlite-utils": command_peer,
    "pandas read and to_sql": pandas_peer,
}
PEERS = ("in2csv | sqlite-utils", "pandas read and to_sql")


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
        if name == "text floor":
            schema = json.dumps(store_schema(ledgers.HEADER))
            (Path(folder) / "schema.json").write_text(schema, encoding="utf-8")
        return run(name, source, folder)


def inside(name: str, source: Path, folder: Path) -> None:
    """Be the process of a step: print its CPU seconds and its peak memory."""
    started = time.process_time()
    STEPS[name](source, folder)
    seconds = time.process_time() - started
    own, others = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    peak = max(own.ru_maxrss, others.ru_maxrss) / 1024
    print(seconds + others.ru_utime + others.ru_stime, peak)


def compare(source: Path, floor: str, runs: int, *, peers: bool) -> None:
    """Print a ledger's import beside its floor, run by run, and the middle ratio."""
    ratios = []
    for _run in range(runs):
        seconds, peak = step("whole import", source)
        least, _peak = step(floor, source)
        ratios.append(seconds / least)
        print(f"{source.name}: {seconds:.2f} s, {peak:.0f} MiB; {floor} {least:.2f} s")
    print(f"{source.name}: {sorted(ratios)[len(ratios) // 2]:.2f} times the {floor}")
    for peer in PEERS if peers else ():
        if "in2csv" in peer and not shutil.which("in2csv", path=str(Path(sys.executable).parent)):
            print(f"{source.name}: {peer}: csvkit is not installed")
            continue
        seconds, peak = step(peer, source)
        print(f"{source.name}: {peer} {seconds:.2f} s, {peak:.0f} MiB")


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
