"""What is linked in one go is what the rule of proofs links name by name."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.intake.quick_desk import QUICK, quick_desk
from tests.whole.ledgers import code, rows_in, write_csv
from zcins.intake.importer import Intake
from zcins.intake.ledger import Wishes
from zcins.records import Kind
from zcins.registry import links, relink
from zcins.store import SchemeState

REGISTER = ("企业名称", "统一社会信用代码", "镇办", "项目名称", "曾用名", "生效日期")
POLICIES = (
    "保险单号",
    "被保险人",
    "统一社会信用代码",
    "镇办",
    "项目名称",
    "起保日期",
    "终保日期",
    "保费",
)
FIRMS = ("淄博甲化工有限公司", "淄博乙化工有限公司", "淄博丙采石厂")
CODES = (code(1), code(2), code(3), None)
TOWNS = ("王村镇", "南郊镇", None)
PROJECTS = (None, None, None, "一号楼工程")
DAYS = ("2019-01-01", "2019-06-01")

AS_REGISTER = Wishes(kind=Kind.REGISTER)

Row = tuple[Any, ...]
entries = st.tuples(
    *map(st.sampled_from, (FIRMS, CODES, TOWNS, PROJECTS, (None, None, *FIRMS), DAYS))
)
written = st.tuples(*map(st.sampled_from, (FIRMS, CODES, TOWNS, PROJECTS)))
decisions = st.lists(st.tuples(st.sampled_from(["accept", "reject", "never"]), st.integers(0, 3)))

_NOTHING = "SELECT 1 WHERE :event + :newer_than < 0"


def ledger(intake: Intake, name: str, rows: list[Row]) -> None:
    """Import policies of the names and codes as they are written."""
    dated = [
        (f"P{name}{at:04d}", *row, "2019-03-01", "2020-02-29", "1200")
        for at, row in enumerate(rows)
    ]
    path = write_csv(Path(intake.archive.parent) / f"人保财险2019-1{name}.csv", POLICIES, *dated)
    intake.take(path, Wishes())


def decide(intake: Intake, said: list[tuple[str, int]]) -> None:
    """Decide on the first names and codes as people do: this one, not this one, none of all."""
    state = SchemeState(intake.scheme.digest, intake.scheme.text)
    home = intake.archive.parent
    known = {
        table: [row[0] for row in rows_in(home, f"SELECT id FROM {table} ORDER BY 1")]  # noqa: S608
        for table in ("party", "enterprise")
    }
    for (verdict, choice), party in zip(said, known["party"], strict=False):
        if not known["enterprise"]:  # all of the register waits in quarantine
            return
        entry = known["enterprise"][choice % len(known["enterprise"])]
        with intake.store.write("decision", "", state) as write:
            told = None if verdict == "never" else entry
            write.decisions.decide(party, told, "accept" if verdict == "accept" else "reject", None)
            relink(write)


@QUICK
@given(
    first=st.lists(entries, min_size=1, max_size=4),
    before=st.lists(written, min_size=1, max_size=3),
    said=decisions,
    later=st.lists(entries, min_size=1, max_size=4),
    after=st.lists(written, min_size=1, max_size=5),
)
@example(  # one entry that has had two names, and one code that two entries share
    first=[(FIRMS[0], code(1), None, None, None, DAYS[0])],
    before=[(FIRMS[0], code(1), None, None)],
    said=[("reject", 0)],
    later=[
        (FIRMS[1], code(1), None, None, FIRMS[0], DAYS[1]),
        (FIRMS[2], code(1), None, "一号楼工程", None, DAYS[1]),
    ],
    after=[(FIRMS[0], code(1), None, None), (FIRMS[1], code(1), None, "一号楼工程")],
)
def test_links_made_in_one_go_are_those_of_the_rule(
    first: list[Row],
    before: list[Row],
    said: list[tuple[str, int]],
    later: list[Row],
    after: list[Row],
) -> None:
    both = []
    for one_by_one in (False, True):
        with pytest.MonkeyPatch.context() as patch, quick_desk() as intake:
            home = intake.archive.parent
            if one_by_one:
                patch.setattr(links, "_PLAINLY", _NOTHING)
            intake.take(write_csv(home / "企业台账1.csv", REGISTER, *first), AS_REGISTER)
            ledger(intake, "0", before)
            decide(intake, said)
            intake.take(write_csv(home / "企业台账2.csv", REGISTER, *later), AS_REGISTER)
            ledger(intake, "1", after)
            sql = "SELECT party, enterprise, how, event, ended_by FROM link ORDER BY 1, 2, 3, 4"
            both.append(rows_in(home, sql))
    assert both[0] == both[1]


def test_most_are_linked_in_one_go(monkeypatch: pytest.MonkeyPatch) -> None:
    """Otherwise the comparison above would hold one way against itself."""
    monkeypatch.setattr(links, "_relink", lambda *_all: None)
    with quick_desk() as intake:
        home = intake.archive.parent
        entry = (FIRMS[0], code(1), None, None, None, DAYS[0])
        intake.take(write_csv(home / "企业台账.csv", REGISTER, entry), AS_REGISTER)
        ledger(intake, "1", [(FIRMS[0], code(1), None, None), (FIRMS[1], code(1), None, None)])
        found = rows_in(home, "SELECT name, how FROM link JOIN party ON party.id = party")
    assert found == [(FIRMS[0], "by_code")]


PROJECT = "一号楼工程"
NAMED = (FIRMS[0], code(1), None, None)


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ((FIRMS[0], code(1), "王村镇", PROJECT, None, DAYS[0]), NAMED),
        ((FIRMS[0], code(1), "王村镇", None, None, DAYS[0]), (FIRMS[1], code(1), None, None)),
        ((FIRMS[0], code(1), "王村镇", None, None, DAYS[0]), (FIRMS[0], code(2), None, None)),
        ((FIRMS[0], code(1), "王村镇", None, None, DAYS[0]), (FIRMS[0], None, None, None)),
    ],
    ids=["a project is not its builder", "another name", "another code", "no code"],
)
def test_what_is_not_plain_is_left_to_the_rule(
    monkeypatch: pytest.MonkeyPatch, entry: Row, said: Row
) -> None:
    monkeypatch.setattr(links, "_relink", lambda *_all: None)
    with quick_desk() as intake:
        home = intake.archive.parent
        intake.take(write_csv(home / "企业台账.csv", REGISTER, entry), AS_REGISTER)
        ledger(intake, "1", [said])
        assert rows_in(home, "SELECT * FROM link") == []


def test_an_entry_that_is_gone_is_no_proof() -> None:
    with quick_desk() as intake:
        home = intake.archive.parent
        entry = (FIRMS[0], code(1), "王村镇", None, None, DAYS[0])
        receipt = intake.take(write_csv(home / "企业台账.csv", REGISTER, entry), AS_REGISTER)
        assert receipt.id
        state = SchemeState(intake.scheme.digest, intake.scheme.text)
        with intake.store.write("undo", "", state) as write:
            write.undo(receipt.id)
        ledger(intake, "1", [NAMED])
        assert rows_in(home, "SELECT * FROM link") == []
