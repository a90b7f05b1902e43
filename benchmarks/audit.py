"""How long an audit takes, rule by rule and by size: `python benchmarks/audit.py [N ...]`.

N is a number of enterprises with two policies each (default: 10,000 and the curve to 100,000).
"""

import gc
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TypeVar

from zcins.compliance import Facts, NotCheckedError, Rule, audit, audit_standings, rules
from zcins.intake.importer import Intake
from zcins.intake.ledger import Wishes
from zcins.office import Office
from zcins.standing import Standings

DAY = date(2019, 6, 30)
SIZES = (10_000, 25_000, 50_000, 100_000)
SECONDS_FOR_10_000 = 2.0
T = TypeVar("T")


def timed(work: Callable[[], T]) -> tuple[T, float]:
    """Give what some work gives, and its seconds of the processor: others may use the machine."""
    gc.collect()
    start = time.process_time()
    found = work()
    return found, time.process_time() - start


def office_of(home: Path, firms: int) -> Office:
    """Give an office with a register and a ledger of two policies an enterprise."""
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    from benchmarks import ledgers

    office = Office.open(str(home))
    intake = Intake(office.store, office.scheme, office.archive, DAY)
    register, policies = home / "企业台账2019-06.csv", home / "人保财险2019-06.csv"
    ledgers.write_register(register, 2 * firms)
    ledgers.write_csv(policies, 2 * firms)
    for path in (register, policies):
        intake.take(path, Wishes())
    return office


def whole(office: Office) -> tuple[int, float]:
    """Give the findings of an audit from opening the store on, and its seconds."""

    def work() -> int:
        asked = office.ask(DAY)
        found = len(audit(asked.view, asked.scheme).findings)
        asked.view.close()
        return found

    return timed(work)


def by_rule(office: Office) -> dict[str, float]:
    """Give the seconds of reading, of the standings, and of each rule alone after them."""
    asked = office.ask(DAY)

    def read() -> None:
        _ = (asked.view.register, asked.view.policies, asked.view.parties)

    told = {"(reading)": timed(read)[1]}
    standings = Standings(asked.view, asked.scheme)
    told["(standings)"] = timed(lambda: standings.entries)[1]
    facts = Facts(standings)
    for rule in rules().values():
        told[rule.id] = timed(lambda rule=rule: _checked(rule, facts))[1]  # type: ignore[misc]
    told["(all rules together)"] = timed(lambda: audit_standings(standings))[1]
    asked.view.close()
    return told


def _checked(rule: Rule, facts: Facts) -> int:
    try:
        for need in rule.needs:
            facts.require(need)
        return len(list(rule.check(facts)))
    except NotCheckedError:
        return 0


def main() -> int:
    """Print the seconds; exit 1 where 10,000 enterprises take more than two."""
    sizes = [int(text) for text in sys.argv[1:]] or list(SIZES)
    slow = False
    for number, firms in enumerate(sizes):
        with tempfile.TemporaryDirectory() as folder:
            office, taken = timed(lambda: office_of(Path(folder), firms))  # noqa: B023
            found, seconds = min((whole(office) for _turn in range(3)), key=lambda one: one[1])
            each = seconds / firms * 10_000
            print(f"{firms:>8,} enterprises: {seconds:6.2f} s, {each:.2f} s for 10,000", end="")
            print(f" ({found:,} findings; made in {taken:.0f} s)")
            slow |= firms <= 10_000 and seconds > SECONDS_FOR_10_000
            if number == 0:
                for name, spent in by_rule(office).items():
                    print(f"    {name:<32}{1000 * spent:8.1f} ms")
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
