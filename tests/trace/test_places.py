"""Where a value stands: walked back through later ledgers, and by hand."""

from pathlib import Path

from tests.core.desk import NAME_A, Desk, firm
from tests.trace.conftest import walk
from zcins.registry.hand import correct
from zcins.trace import Place, places

ADDRESSES = "企业名称,镇办,行业领域,地址"


def placed(desk: Desk, key: str) -> list[Place]:
    walked = walk(desk.office)
    rows = [row for part in walked.trace(key).parts for row in part.rows]
    found = places(walked.ground.view, rows)
    return [found[row] for row in rows]


def test_what_a_later_ledger_does_not_state_stands_in_the_earlier_one(tmp_path: Path) -> None:
    """The second register brings an address, and no column of those who work there."""
    desk = Desk(tmp_path / "home")
    desk.register(firm(employees=50), period="2019-10")
    desk.take(f"2019-11企业台账\n{ADDRESSES}\n{NAME_A},王村镇,非煤矿山,东门1号")
    (employees,) = placed(desk, "coverage.total.employees")
    assert (employees.event, employees.file, employees.cell) == (1, "1.csv", "E3")
    (required,) = placed(desk, "coverage.total.required")
    assert (required.event, required.file, required.cell) == (2, "2.csv", "A3")


def test_a_fact_entered_by_hand_has_its_person_and_reason(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "home")
    desk.register(firm(employees=50))
    entry = next(iter(desk.ask().view.register.values()))
    with desk.office.store.write("set", "", desk.office.scheme_state) as write:
        correct(write, entry, {"employees": 61}, desk.ask().day, "企业来函")
    (place,) = placed(desk, "coverage.total.employees")
    assert (place.event, place.file, place.reason) == (2, None, "企业来函")
    assert place.who
