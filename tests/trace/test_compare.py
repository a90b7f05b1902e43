"""A sent report held against what is known now: what differs, and which event did it."""

from datetime import date
from pathlib import Path

import pytest

from tests.core.desk import CODE_B, NAME_B, Desk, cover, firm
from tests.trace.conftest import walk
from zcins.store.acts import waive
from zcins.trace import compare
from zcins.trace.compare import Comparison, Difference

ENDED = """
[[obligation]]
id = "fireworks"
sector = "fireworks"
level = "compulsory"
rollout = "full"
from = 2017-11-01
until = 2019-06-30
source = "试验用，非官方数据"
confirmed = false
"""


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Give an office with two firms, the first insured: known at event 2."""
    desk = Desk(tmp_path / "home")
    desk.register(firm(), firm(NAME_B, CODE_B, "烟花爆竹"))
    desk.policies(cover())
    return desk


def since(desk: Desk, event: int) -> Comparison:
    return compare(walk(desk.office, known_at=event), walk(desk.office))


def of(found: Comparison, key: str) -> Difference:
    return next(one for one in found.differences if one.key == key)


def shown(one: Difference) -> tuple[object, ...]:
    return one.old, one.new, one.difference, one.events


def test_nothing_has_changed(desk: Desk) -> None:
    found = since(desk, 2)
    assert (found.differences, found.events, found.new_scheme) == ([], [], False)


def test_a_later_ledger(desk: Desk) -> None:
    desk.policies(cover("P2", NAME_B, CODE_B, premium=2000))
    found = since(desk, 2)
    assert shown(of(found, "coverage.total.insured")) == (1, 2, 1, (3,))
    assert shown(of(found, "coverage.total.uninsured")) == (1, 0, -1, (3,))
    assert shown(of(found, "coverage.total.rate")) == (0.5, 1.0, 0.5, (3,))
    assert shown(of(found, "premium.total.due")) == ("1000.00", "3000.00", "2000.00", (3,))
    (part,) = of(found, "coverage.total.uninsured").parts
    assert (part.name, part.what, part.events) == (NAME_B, "went", (3,))
    assert [(one["event"], one["kind"]) for one in found.events] == [(3, "import")]


def test_a_restated_premium(desk: Desk) -> None:
    desk.policies(cover(premium=1500))
    (part,) = of(since(desk, 2), "premium.insurer.picc.due").parts
    assert (part.what, part.old, part.new, part.events) == ("changed", 100000, 150000, (3,))


def test_an_undone_import(desk: Desk) -> None:
    desk.undo(2)
    found = since(desk, 2)
    assert shown(of(found, "coverage.total.insured")) == (1, 0, -1, (3,))
    assert of(found, "data.imports").events == (3,)


def test_a_decision(desk: Desk) -> None:
    """A policy of a mistyped name waits, and is decided to be of the second firm."""
    desk.policies(cover("P2", NAME_B.replace("烟花", "焰花"), ""))
    party = desk.party(NAME_B.replace("烟花", "焰花"))
    event = desk.decide(party.id, desk.number(NAME_B), "accept")
    found = since(desk, 3)
    assert shown(of(found, "coverage.total.insured")) == (1, 2, 1, (event,))
    assert of(found, "coverage.total.unresolved").events == (event,)
    assert of(found, "data.waiting").events == (event,)


def test_a_waiver(desk: Desk) -> None:
    (finding,) = desk.audit(date(2019, 12, 31), "uninsured").findings
    with desk.office.store.write("waive", finding.id, desk.office.scheme_state) as write:
        waive(write, finding.id, "停产", date(2020, 6, 30))
    found = since(desk, 2)
    assert shown(of(found, "findings.rule.uninsured")) == (1, 0, -1, (3,))
    assert of(found, "handled.waived").events == (3,)


def test_a_changed_scheme(desk: Desk) -> None:
    """The second firm's sector is no longer obliged; the change has an event of its own."""
    desk.set_scheme({"obligations.toml": ENDED})
    desk.policies(cover("P9", "无此厂", ""))
    found = since(desk, 2)
    assert found.new_scheme
    assert shown(of(found, "coverage.total.required")) == (2, 1, -1, (3,))
    assert [one["kind"] for one in found.events] == ["scheme", "import"]


def test_a_scheme_that_changed_after_the_last_event(desk: Desk) -> None:
    desk.set_scheme({"obligations.toml": ENDED})
    found = since(desk, 2)
    assert found.new_scheme
    assert shown(of(found, "coverage.total.required")) == (2, 1, -1, ())


def test_a_moved_register_row(desk: Desk) -> None:
    """The second firm has moved: each town's figure changes by that ledger."""
    desk.register(firm(), firm(NAME_B, CODE_B, "烟花爆竹").replace("王村镇", "北郊镇"))
    found = since(desk, 2)
    assert shown(of(found, "coverage.town.王村镇.required")) == (2, 1, -1, (3,))
    assert of(found, "coverage.town.北郊镇.required").new == 1
    assert of(found, "coverage.town.北郊镇.required").parts[0].name == NAME_B
