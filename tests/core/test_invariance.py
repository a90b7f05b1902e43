"""Properties that hold for any sequence of imports and undos, and for any office."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.desk import NAME_A, NAME_B, NAME_C, Desk, cover, dump, firm
from zcins.store.base import Store

FEW = settings(max_examples=12, deadline=None, derandomize=True)
NAMES = (NAME_A, NAME_B, NAME_C, f"{NAME_A}一厂")
PERIODS = ("2019-03", "2019-06", "2019-12")
STATES = ("insured", "unresolved", "lapsed", "uninsured")
FIGURES = ("required", *STATES, "employees", "employees_unknown", "insured_headcount")

registers = st.tuples(
    st.just("register"),
    st.sampled_from(PERIODS),
    st.dictionaries(st.sampled_from(NAMES[:3]), st.integers(1, 3), min_size=1),
)
ledgers = st.tuples(
    st.just("policies"),
    st.sampled_from(PERIODS),
    # A premium of 0 stands for one that cannot be read.
    st.dictionaries(st.sampled_from(NAMES), st.integers(0, 2), min_size=1),
)
NOTHING: dict[str, int] = {}
undos = st.tuples(st.just("undo"), st.just(""), st.just(NOTHING))


@contextmanager
def new_desk() -> Iterator[Desk]:
    with tempfile.TemporaryDirectory() as folder:
        yield Desk(Path(folder))


def do(desk: Desk, live: list[int], step: tuple[str, str, dict[str, int]]) -> None:
    """Take one step; `live` are the imports not undone, the newest last."""
    kind, period, rows = step
    if kind == "undo":
        if live:
            desk.undo(live.pop())
        return
    if kind == "register":
        receipt = desk.register(*(firm(n, employees=v) for n, v in rows.items()), period=period)
    else:
        texts = [cover(f"P{NAMES.index(n)}", n, premium=1000 * v) for n, v in rows.items()]
        unread = [text.replace(",0,50", ",另行商定,50") for text in texts]
        receipt = desk.policies(*unread, period=period)
    if receipt["status"] == "imported":
        live.append(receipt["id"])


def last_event(store: Store) -> int:
    return max((event["event"] for event in store.events(1)), default=0)


def content(told: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in told.items() if name != "imports"}


@FEW
@given(st.lists(st.one_of(registers, ledgers, ledgers, undos), min_size=2, max_size=6))
def test_what_was_known_after_an_event_never_changes(
    steps: list[tuple[str, str, dict[str, int]]],
) -> None:
    with new_desk() as desk:
        live: list[int] = []
        told: dict[int, Any] = {}
        for step in steps:
            do(desk, live, step)
            event = last_event(desk.office.store)
            told[event] = dump(desk, event)
        assert {event: dump(desk, event) for event in told} == told


@FEW
@given(st.lists(st.one_of(registers, ledgers), min_size=1, max_size=4))
def test_undoing_the_newest_import_gives_what_was_before_it(
    steps: list[tuple[str, str, dict[str, int]]],
) -> None:
    with new_desk() as desk:
        live: list[int] = []
        for step in steps:
            do(desk, live, step)
        for number in reversed(live):
            undone = desk.undo(number)
            assert content(dump(desk, undone)) == content(dump(desk, number - 1))


firms = st.tuples(
    st.sampled_from(["非煤矿山", "化工", "交通运输、烟花爆竹", "建筑施工", "其他", ""]),
    st.sampled_from(["王村镇", "北郊镇", "萌水镇", ""]),
    st.sampled_from(["在产", "停产", ""]),
    st.sampled_from(["", "20", "50"]),
)
months = st.integers(0, 30)
covers = st.tuples(
    st.integers(0, 5), st.sampled_from(["人保财险", "平安财险", "永诚财险"]), months, months
)


def month(number: int) -> date:
    return date(2017, 10, 1) + timedelta(days=30 * number)


@FEW
@given(
    st.lists(firms, min_size=1, max_size=6),
    st.lists(covers, max_size=6),
    st.sampled_from([date(2017, 12, 31), date(2018, 8, 5), date(2019, 12, 31), date(2020, 1, 1)]),
)
def test_states_and_groups_add_up(
    entries: list[tuple[str, str, str, str]],
    policies: list[tuple[int, str, int, int]],
    day: date,
) -> None:
    with new_desk() as desk:
        desk.take(
            "\n".join(
                [
                    "企业名称,行业领域,镇办,生产状态,从业人员数",
                    *(
                        f"周村{'甲乙丙丁戊己'[at]}实业公司,{','.join(one)}"
                        for at, one in enumerate(entries)
                    ),
                ]
            )
        )
        desk.take(
            "\n".join(
                [
                    "承保公司,保险单号,被保险人,起保日期,终保日期,保费,投保人数",
                    *(
                        f"{insurer},P{at},周村{'甲乙丙丁戊己'[who]}实业公司,{month(start)},"
                        f"{month(start + length) + timedelta(days=29)},100,10"
                        for at, (who, insurer, start, length) in enumerate(policies)
                    ),
                ]
            )
        ) if policies else None
        total = desk.coverage(day).total
        assert total["required"] == sum(total[state] for state in STATES)
        for by in (("sector",), ("town",), ("department",), ("sector", "town")):
            rows = desk.coverage(day, by).rows
            for row in rows:
                assert row["required"] == sum(row[state] for state in STATES)
            assert {name: sum(row[name] for row in rows) for name in FIGURES} == {
                name: total[name] for name in FIGURES
            }
        last = desk.coverage(day, ("month",)).rows[-1]
        assert {name: last[name] for name in FIGURES} == {name: total[name] for name in FIGURES}
