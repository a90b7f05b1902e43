"""Whatever stands in the cells: nothing is lost, and both ways of taking rows give the same."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.intake.quick_desk import QUICK, quick_desk
from tests.whole.ledgers import code, rows_in, write_xlsx
from zcins.errors import InputRefusedError
from zcins.intake.importer import Intake
from zcins.intake.ledger import Wishes
from zcins.intake.plain import FastLane
from zcins.intake.reader import Chunk

HEADER = (
    *("保险单号", "被保险人", "统一社会信用代码", "起保日期", "终保日期", "保费", "实收保费"),
    *("投保人数", "每人责任限额", "批单号", "批改类型", "项目名称", "镇办"),
)
# Fit and unfit cells of every column; a few, so that rows meet in their keys.
NUMBERS = ("P0000001", "P0000002", "P0000003", None, "不详", 12345.0, 9.13703061234567e17)
NAMES = ("淄博甲化工有限公司", "淄博乙化工有限公司", "淄博丙采石厂", None, "-")
CODES = (code(1), code(2), "91370306MA00000000", None, 913703061234567890.0, "注销")
DAYS = (date(2019, 3, 1), "2019.3.1", "20190301", 43525.0, None, "2019.13.5", "2019-02-30 0时")
ENDS = (date(2020, 2, 29), "2020-02-29", "2020年3月1日0时", None, "2018-01-01", "长期", "#REF!")
AMOUNTS = (1200.0, "1,200.55", "0.12万元", 0.005, -300.0, None, "待核", "USD 5", "(80)", "壹佰元整")
COUNTS = (30.0, "35人", None, "若干", -3.0)
LIMITS = (500000.0, "50万元", None, "按合同")
ENDORSEMENTS = (None, None, None, "E1", "E2")
CHANGES = (None, None, "新保", "退保", "加保", "批改", "怪")
PROJECTS = (None, None, None, "一号楼工程")
TOWNS = ("王村镇", "王村", "周村经济开发区", None, "外地")
COLUMNS = (
    *(NUMBERS, NAMES, CODES, DAYS, ENDS, AMOUNTS, AMOUNTS),
    *(COUNTS, LIMITS, ENDORSEMENTS, CHANGES, PROJECTS, TOWNS),
)
FIT: tuple[Any, ...] = (
    *("P0000009", "淄博丁化工有限公司", code(4), date(2019, 3, 1), date(2020, 2, 29)),
    *(1200.0, 1200.0, 30.0, 500000.0, None, None, None, "王村镇"),
)

Rows = list[tuple[Any, ...]]


def ledgers() -> st.SearchStrategy[Rows]:
    """Give rows of fit and unfit cells, and rows of anything at all."""
    cells = st.tuples(*(st.sampled_from(column) for column in COLUMNS))
    anything = st.one_of(
        st.none(),
        st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=8),
        st.floats(-1e12, 1e12).map(lambda number: round(number, 3)),
        st.sampled_from(["合计", "小计", "总计", "制表人：", "注：", "0", "保险单号"]),
    )
    garbage = st.lists(anything, max_size=len(HEADER)).map(tuple)
    return st.lists(st.one_of(cells, cells, cells, garbage), max_size=12)


def take(intake: Intake, rows: Sequence[Sequence[Any]]) -> dict[str, Any]:
    """Import rows below the header and one fit row, as of a sheet whose layout is known."""
    path = intake.archive.parent / "人保财险2019-12.xlsx"
    write_xlsx(path, {"明细": [HEADER, FIT, *rows]})
    units = (("premium", "元"), ("limit_per_person", "元"))
    return intake.take(path, Wishes(units=units)).document()


def premiums(home: Path) -> int:
    """Sum what the store has of premiums in fen, of policies and endorsements alike."""
    ((policies,),) = rows_in(home, "SELECT coalesce(sum(premium), 0) FROM policy_current")
    ((changes,),) = rows_in(home, "SELECT coalesce(sum(premium), 0) FROM endorsement_current")
    return int(policies) + int(changes)


def blank(row: Sequence[Any]) -> bool:
    return all(cell is None or not str(cell).strip() for cell in row)


@QUICK
@given(rows=ledgers())
@example(rows=[(*FIT[:5], "待核", *FIT[6:]), ("合计",), FIT])
def test_rows_and_money_are_conserved(rows: Rows) -> None:
    """The store holds what the receipt says, counted by a query of its own."""
    with quick_desk() as intake, suppress(InputRefusedError):
        home = intake.archive.parent
        receipt = take(intake, rows)
        count = receipt["rows"]
        filled = [at for at, row in enumerate(rows, start=3) if not blank(row)]
        assert count["read"] == max([2, *filled])
        assert count["read"] == count["accepted"] + count["quarantined"] + count["skipped"]
        assert count["accepted"] == count["new"] + count["updated"] + count["unchanged"]
        assert rows_in(home, "SELECT count(*) FROM quarantine") == [(count["quarantined"],)]
        assert sum(receipt["links"].values()) == count["accepted"]
        premium = receipt["money"]["premium"]
        fen = {
            name: round(float(premium[name]) * 100) for name in ("read", "accepted", "quarantined")
        }
        assert fen["read"] == fen["accepted"] + fen["quarantined"]
        if not count["unchanged"]:
            assert premiums(home) == fen["accepted"]


TABLES = ("policy", "endorsement")


def stored(home: Path) -> dict[str, list[Any]]:
    """Give all that an import has written, without the numbers that only count the writing."""
    found: dict[str, list[Any]] = {}
    for table in TABLES:
        names = [row[1] for row in rows_in(home, f"PRAGMA table_info({table}_version)")]
        kept = ", ".join(f"v.{name}" for name in names if name not in {"id", "record", "party"})
        found[table] = rows_in(
            home,
            f"SELECT r.key, p.name, p.uscc, {kept} FROM {table}_version v"  # noqa: S608
            f" JOIN {table} r ON r.id = v.record JOIN party p ON p.id = v.party ORDER BY 1, v.row",
        )
    found["quarantine"] = rows_in(home, "SELECT * FROM quarantine ORDER BY sheet, row")
    found["sightings"] = rows_in(home, "SELECT kind, sheet, row FROM sighting ORDER BY 1, 2, 3")
    found["parties"] = rows_in(
        home, "SELECT name, name_key, uscc, project_key FROM party ORDER BY 2, 3"
    )
    return found


def closed(_lane: FastLane, chunk: Chunk) -> tuple[None, Sequence[int]]:
    """Let no row be plain."""
    return None, range(len(chunk.rows))


@QUICK
@given(rows=ledgers())
@example(rows=[(*FIT[:2], None, *FIT[3:]), (*FIT[:4], "0", *FIT[5:])])
def test_the_fast_lane_takes_what_the_slow_one_takes(rows: Rows) -> None:
    both: list[Any] = []
    for slow in (False, True):
        with pytest.MonkeyPatch.context() as patch, quick_desk() as intake:
            if slow:
                patch.setattr(FastLane, "split", closed)
            try:
                receipt = take(intake, rows)
            except InputRefusedError as refused:
                both.append((refused.message, {}))
                continue
            del receipt["sha256"]
            both.append((receipt, stored(intake.archive.parent)))
    assert both[0] == both[1]


def test_a_plain_ledger_goes_by_the_fast_lane(monkeypatch: pytest.MonkeyPatch) -> None:
    """Otherwise the comparison above would hold one way against itself."""
    taken: list[int] = []
    split = FastLane.split

    def watched(lane: FastLane, chunk: Chunk) -> Any:
        batch, odd = split(lane, chunk)
        taken.append(len(batch.keys) if batch else 0)
        return batch, odd

    monkeypatch.setattr(FastLane, "split", watched)
    with quick_desk() as intake:
        take(intake, [(*FIT[:5], "待核", *FIT[6:])])
    assert taken == [1]
