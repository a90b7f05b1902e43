"""Whatever happens, batches add up, and what was granted in all is what a plain sum gives."""

import tempfile
from collections import Counter as Tally
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.desk import TODAY
from tests.subsidy.counter import Counter
from tests.subsidy.histories import (
    PERIODS,
    Row,
    Step,
    endorsements,
    ledgers,
    policies_of,
    register,
    rounds,
    rules,
    scheme_of,
    take_changes,
    take_policies,
)
from tests.subsidy.plain import Change, Due, Rule, entitled
from zcins.subsidy import Batch, all_batches

FEW = settings(max_examples=25, deadline=None, derandomize=True)
YEARS = (2018, 2019)


@contextmanager
def counter_of(rule: Rule) -> Iterator[Counter]:
    with tempfile.TemporaryDirectory() as folder:
        yield Counter(Path(folder), scheme_of(rule))


class World:
    """What the newest ledgers say."""

    def __init__(self) -> None:
        self.rows: dict[int, Row] = {}
        self.changes: dict[tuple[str, str], Change] = {}

    def due(self, rule: Rule, day: date = TODAY) -> dict[str, Due]:
        changes = list(self.changes.values())
        return entitled(policies_of(self.rows.values()), changes, rule, day)


def take(counter: Counter, world: World, period: str, step: Step) -> None:
    kind, told = step
    if kind == "policies":
        take_policies(counter, period, told)
        world.rows.update({row.number: row for row in told})
    else:
        take_changes(counter, period, told)
        world.changes.update({(one.policy, one.number): one for one in told})


def approve_all(counter: Counter) -> None:
    """Propose and approve every year, the earliest first."""
    for year in YEARS:
        batch = counter.propose(year)
        if any(line.amount for line in batch.lines):
            counter.approve(batch.id)


def check_batch(batch: Batch) -> None:
    lines = batch.document()["lines"]
    assert len(lines) == len({line["policy_no"] for line in lines})
    total: Tally[str] = Tally()
    for line in batch.lines:
        assert sum(line.shares.values()) == line.amount
        assert (line.amount < 0) == (line.decision == "recover")
        assert (line.amount > 0) == (line.decision in {"granted", "reduced"})
        assert line.amount + line.granted_before == line.entitled
        total.update(line.shares)
    assert batch.sums.total == sum(line.amount for line in batch.lines) == total.total()
    assert Tally(batch.sums.shares) == total


def granted(counter: Counter) -> tuple[dict[str, int], dict[str, dict[str, int]]]:
    """Give what all approved batches say of each policy, in all and by payer."""
    amounts: dict[str, int] = {}
    shares: dict[str, dict[str, int]] = {}
    for batch in all_batches(counter.ask().view):
        if batch.stored.approval is None:
            continue
        check_batch(batch)
        for line in batch.lines:
            amounts[line.policy_no] = amounts.get(line.policy_no, 0) + line.amount
            parts = shares.setdefault(line.policy_no, {})
            for payer, part in line.shares.items():
                parts[payer] = parts.get(payer, 0) + part
    return amounts, shares


def check(counter: Counter, world: World, rule: Rule) -> None:
    due = world.due(rule)
    amounts, shares = granted(counter)
    assert {name: amount for name, amount in amounts.items() if amount} == {
        name: one.amount for name, one in due.items() if one.amount
    }
    for name, one in due.items():
        parts = {payer: part for payer, part in shares.get(name, {}).items() if part}
        assert parts == {payer: part for payer, part in one.shares.items() if part}
        assert one.received is None or one.amount <= max(one.received, 0)
    by_cap: Tally[Any] = Tally()
    for one in due.values():
        by_cap[one.key] += one.amount
    assert rule.cap is None or all(used <= rule.cap for used in by_cap.values())
    for year in YEARS:
        assert not any(line.amount for line in counter.propose(year).lines)


@FEW
@given(rules, rounds)
def test_approved_batches_add_up_to_a_plain_calculation(
    rule: Rule, told: tuple[list[Step], ...]
) -> None:
    """Corrections, endorsements and cancellations come in between the approvals."""
    with counter_of(rule) as counter:
        register(counter)
        world, periods = World(), iter(PERIODS)
        for steps in told:
            for step in steps:
                take(counter, world, next(periods), step)
            approve_all(counter)
            check(counter, world, rule)


@FEW
@given(
    rules,
    st.lists(st.one_of(ledgers, endorsements), min_size=2, max_size=4),
    st.randoms(use_true_random=False),
)
def test_the_order_of_imports_does_not_matter(rule: Rule, steps: list[Step], random: Any) -> None:
    told = []
    for shuffled in (False, True):
        jobs: list[tuple[str, Step | None]] = [("", None), *zip(PERIODS, steps, strict=False)]
        if shuffled:
            random.shuffle(jobs)
        with counter_of(rule) as counter:
            for period, step in jobs:
                if step is None:
                    register(counter)
                else:
                    take(counter, World(), period, step)
            told.append([plain_line(line) for year in YEARS for line in lines(counter, year)])
    assert told[0] == told[1]


def lines(counter: Counter, year: int) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = counter.propose(year).document()["lines"]
    return found


def plain_line(line: dict[str, Any]) -> dict[str, Any]:
    return {**line, "enterprise": line["enterprise"]["name"]}


@FEW
@given(rules, st.lists(st.one_of(ledgers, endorsements), min_size=2, max_size=4), st.data())
def test_a_proposal_of_any_day_is_the_plain_calculation(
    rule: Rule, steps: list[Step], data: st.DataObject
) -> None:
    """Every policy that began in the year is in the account, and nothing else is."""
    with counter_of(rule) as counter:
        register(counter)
        world = World()
        for period, step in zip(PERIODS, steps, strict=False):
            take(counter, world, period, step)
        day = data.draw(st.dates(date(2018, 1, 1), TODAY))
        due = world.due(rule, day)
        for year in YEARS:
            batch = counter.propose(year, day)
            check_batch(batch)
            rows = [row for row in world.rows.values() if row.first.year == year]
            assert {line.policy_no: line.amount for line in batch.lines} == {
                f"P{row.number}": due[f"P{row.number}"].amount for row in rows
            }
