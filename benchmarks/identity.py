"""How well and how fast names are matched: `python benchmarks/identity.py [SIZE ...] [--splink]`.

Invented registers of each size; names and codes as ledgers write them, with the faults of real
ones, a fifth of them of firms that the register does not have. Each size runs in its own process.
"""

import argparse
import json
import multiprocessing
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from benchmarks.firms import Firm, Query, firms, queries
from zcins.records import Enterprise
from zcins.registry import Matcher, circle, core_key, name_key, relink
from zcins.store import Incoming, SchemeState, Store
from zcins.store.merge import values_of
from zcins.store.view import Party
from zcins.store.write import ImportEntry, Written

T = TypeVar("T")
FLOOR = 0.85
DAY = date(2019, 12, 31)
CORES = 2
# The others look at the whole register for every query.
SLOW_QUERIES, LOOKED_AT = 300, 30_000_000


@dataclass
class Result:
    """The figures of one size; `load` is the machine's, which all times depend on."""

    size: int
    queries: int = 0
    wrong_links: int = 0
    wrong_links_of_absent: int = 0
    linked_by_proof: float = 0.0
    first: float = 0.0
    among_three: float = 0.0
    is_candidate: float = 0.0
    absent_without_candidate: float = 0.0
    seconds: dict[str, float] = field(default_factory=dict)
    per_second: dict[str, float] = field(default_factory=dict)
    others: dict[str, Any] = field(default_factory=dict)
    memory_mib: int = 0  # at the most, of a process that opens the store for matching
    load: float = 0.0


def seconds(work: Callable[[], T]) -> tuple[T, float]:
    """Give what some work gives, and how long it takes."""
    start = time.perf_counter()
    made = work()
    return made, time.perf_counter() - start


def incoming(firm: Firm) -> Incoming:
    """Give a firm as a register's row that was read."""
    record = Enterprise(
        name=firm.name,
        uscc=firm.code,
        town=firm.town,
        employees=firm.employees,
        registration_no=firm.registration_no,
        former_names=firm.former_name,
    )
    key = name_key(firm.name)
    former = name_key(firm.former_name) if firm.former_name else None
    extra = (key, core_key(key), former, "", DAY.isoformat())
    return Incoming(firm.code, (*values_of(record, record.fields()), *extra), "1", firm.number)


def written(query: Query) -> Written:
    """Give a query as a ledger's name and code that were read."""
    return Written(query.name, name_key(query.name), query.code, "")


def measure(size: int, splink: bool) -> Result:
    """Measure one size in this process."""
    result = Result(size)
    register = firms(size)
    asked = queries(register, min(20_000, size * 2))
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder) / "zcins.db")
        state = SchemeState("benchmark", "")
        rows = [incoming(firm) for firm in register]
        with store.write("import", "register", state) as write:
            write.add_import(ImportEntry("register", "", 0, "register", None, "", DAY.isoformat()))
            given = frozenset(Enterprise.fields())
            _counts, result.seconds["register"] = seconds(
                lambda: write.merge("enterprise", rows, DAY.isoformat(), given)
            )
        with store.write("import", "ledger", state) as write:
            numbers = write.parties([written(query) for query in asked])
            _none, result.seconds["proof"] = seconds(lambda: relink(write))
        view = store.view(DAY)
        parties = [view.parties[number] for number in numbers]
        by_proof(result, asked, parties)
        rest = [(q, p) for q, p in zip(asked, parties, strict=True) if p.enterprise is None]
        with multiprocessing.get_context("spawn").Pool(1) as apart:
            result.seconds["open"], result.memory_mib = apart.apply(open_apart, (store.path,))
        matcher = open_matcher(store)
        look_ups(result, matcher, store, [party for _query, party in rest])
        by_candidates(result, matcher, rest)
        find(result, store)
        view.close()
    result.load = os.getloadavg()[0]
    others(result, register, [query for query, _party in rest if query.firm], splink)
    return result


def by_proof(result: Result, asked: Sequence[Query], parties: Sequence[Party]) -> None:
    """Count what linked by itself, and what linked wrongly."""
    linked = [(q, p) for q, p in zip(asked, parties, strict=True) if p.enterprise is not None]
    wrong = [(q, p) for q, p in linked if q.firm != p.enterprise]
    for query, party in wrong[:20]:
        print("wrong:", query, party, file=sys.stderr)
    result.queries = len(asked)
    result.wrong_links = len(wrong)
    result.wrong_links_of_absent = sum(not query.firm for query, _party in wrong)
    result.linked_by_proof = len(linked) / sum(bool(query.firm) for query in asked)


def open_matcher(store: Store) -> Matcher:
    """Open the store for matching, to the first answer."""
    matcher = Matcher(store.view(DAY), FLOOR)
    matcher.candidates(Party(0, "", "甲", "", "", None, None, frozenset(), False))
    return matcher


def open_apart(path: Path) -> tuple[float, int]:
    """Open the store in a process that did nothing before; gives seconds and MiB."""
    _matcher, took = seconds(lambda: open_matcher(Store(path)))
    # ru_maxrss would count what the process that started this one holds.
    status = Path("/proc/self/status").read_text(encoding="ascii").split()
    return took, int(status[status.index("VmHWM:") + 1]) // 1024


def by_candidates(result: Result, matcher: Matcher, rest: Sequence[tuple[Query, Party]]) -> None:
    """Count where the right entry stands among the candidates of what waits."""
    found = matcher.of([party for _query, party in rest])
    places, missed, absent = [], 0, [0, 0]
    for query, party in rest:
        ranked = [one.enterprise for one in found[party.id]]
        if not query.firm:
            absent[bool(ranked)] += 1
        elif query.firm in ranked:
            places.append(ranked.index(query.firm))
        else:
            missed += 1
            if os.environ.get("SHOW_MISSED"):
                print("missed:", query, ranked[:2], file=sys.stderr)
    total = max(len(places) + missed, 1)
    result.first = sum(place == 0 for place in places) / total
    result.among_three = sum(place < 3 for place in places) / total
    result.is_candidate = len(places) / total
    result.absent_without_candidate = absent[0] / max(sum(absent), 1)


_shared: Matcher | None = None


def _start(path: Path) -> None:
    """Let a forked process read the store by a connection of its own."""
    assert _shared is not None  # noqa: S101 - set before the processes start
    _shared._view = Store(path).view(DAY)  # noqa: SLF001 - for measuring only


def _part(parties: list[Party]) -> int:
    assert _shared is not None  # noqa: S101 - set before the processes start
    return sum(bool(found) for found in _shared.of(parties).values())


def look_ups(result: Result, matcher: Matcher, store: Store, parties: list[Party]) -> None:
    """Look all up in one process, and in one a core; none has seen the names before."""
    global _shared  # noqa: PLW0603 - what the forked processes inherit
    _shared = matcher
    for cores in (1, CORES):
        parts = [parties[core::cores] for core in range(cores)]
        with multiprocessing.get_context("fork").Pool(cores, _start, (store.path,)) as pool:
            pool.map(_part, [part[:50] for part in parts], chunksize=1)
            _counts, took = seconds(partial(pool.map, _part, parts, chunksize=1))
        result.per_second[f"waiting, {cores} cores"] = len(parties) / took
        result.per_second[f"all, {cores} cores"] = result.queries / (took + result.seconds["proof"])


def find(result: Result, store: Store) -> None:
    """Look enterprises up as a person would, by a part of a name, initials and a code."""
    from zcins.registry.search import find as search

    for text in ("鑫瑞", "化工", "xr", "91370306MA1"):
        view = store.view(DAY)
        _found, result.seconds[f"find {text}"] = seconds(partial(search, view, text))
        view.close()
    view = store.view(DAY)
    _alone, result.seconds["one enterprise"] = seconds(lambda: circle(view, 1, FLOOR)[0].register)
    view.close()


def others(result: Result, register: list[Firm], rest: list[Query], splink: bool) -> None:
    """Ask others the same: rapidfuzz over the whole register, and splink if it is there."""
    import numpy as np
    from rapidfuzz import fuzz, process

    names = [name_key(firm.name) for firm in register]
    few = rest[: min(SLOW_QUERIES, LOOKED_AT // len(names))]
    asked = [name_key(query.name) for query in few]

    def one_by_one() -> list[int]:
        return [process.extractOne(name, names, scorer=fuzz.ratio)[2] + 1 for name in asked]

    def at_once() -> list[int]:
        found: list[int] = []
        for start in range(0, len(asked), 30):
            part = asked[start : start + 30]
            table = process.cdist(part, names, scorer=fuzz.ratio, workers=CORES, dtype=np.uint8)
            found += [int(place) + 1 for place in table.argmax(axis=1)]
        return found

    ways = {"rapidfuzz extractOne": one_by_one, "rapidfuzz cdist": at_once}
    for name, way in ways.items():
        found, took = seconds(way)
        right = sum(query.firm == best for query, best in zip(few, found, strict=True))
        result.others[name] = {"first": right / len(few), "per_second": len(few) / took}
    if splink:
        from benchmarks.identity_splink import best_by_splink

        found, took = seconds(lambda: best_by_splink(names, asked))
        right = sum(query.firm == best for query, best in zip(few, found, strict=True))
        result.others["splink"] = {"first": right / len(few), "per_second": len(few) / took}


def main() -> None:
    """Print the figures of each size as JSON."""
    parser = argparse.ArgumentParser()
    parser.add_argument("sizes", nargs="*", type=int, default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--splink", action="store_true")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    line = parser.parse_args()
    for size in line.sizes:
        if line.here:
            print(json.dumps(asdict(measure(size, line.splink)), ensure_ascii=False, indent=1))
            continue
        more = ["--splink"] if line.splink else []
        again = [sys.executable, "-m", "benchmarks.identity", str(size), "--here", *more]
        subprocess.run(again, check=True)


if __name__ == "__main__":
    main()
