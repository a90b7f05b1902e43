"""The list for standardization and credit departments (notice 四（四）)."""

from pathlib import Path

import pytest

from tests.conftest import Run
from tests.whole.conftest import Demo
from tests.whole.ledgers import POLICIES, REGISTER, ask, code, do, firm, firm_name, policy, take
from tests.whole.ledgers import write_csv as csv_at

HEADER = (*REGISTER, "标准化等级", "标准化证书编号", "标准化证书有效期")
TITLES = [
    *("企业名称", "统一社会信用代码", "行业领域", "镇办", "主管部门", "应投保", "投保情况"),
    *("承保机构", "保险起日", "保险止日", "标准化等级", "标准化证书编号", "证书有效期至"),
]


@pytest.fixture
def books(desk: Run, tmp_path: Path) -> None:
    """Firm 1 has lapsed, 2 is insured twice over, 3 never was, 4 waits, 5 need not be insured."""
    certificate = ("二级", "鲁AQBWHⅡ201900012", "2022-05-31")
    rows = [(*firm(number), *certificate) for number in (1, 2, 3, 4)]
    rows.append((*firm(5, sector="其他"), "", "", ""))
    register = csv_at(tmp_path / "企业台账2019-11.csv", HEADER, *rows)
    waiting = ("P4", firm_name(4)[:-1] + "场", "", "2019-03-01", "2020-02-29", "1200", 30, "500000")
    old = policy(1, begins="2018-03-01", ends="2019-02-28")
    ledger = csv_at(tmp_path / "人保财险2019-11.csv", POLICIES, old, policy(2), waiting, policy(5))
    other = policy(2, begins="2019-06-01", ends="2020-05-31")
    take(desk, register, ledger, csv_at(tmp_path / "平安财险2019-11.csv", POLICIES, other))


@pytest.mark.usefixtures("books")
def test_every_state_with_its_cover_and_certificate(desk: Run) -> None:
    found = ask(desk, "export", "credit")
    assert (found["as_of"], found["known_at"]) == ("2019-12-31", 3)
    rows = {row["id"]: row for row in found["rows"]}
    told = {
        number: (row["required"], row["state"], row["insurers"], row["from"], row["to"])
        for number, row in rows.items()
    }
    assert told == {
        1: (True, "lapsed", ["picc"], "2018-03-01", "2019-02-28"),
        2: (True, "insured", ["picc", "pingan"], "2019-03-01", "2020-05-31"),
        3: (True, "uninsured", [], None, None),
        4: (True, "unresolved", [], None, None),
        5: (False, "insured", ["picc"], "2019-03-01", "2020-02-29"),
    }
    one = rows[2]
    assert (one["name"], one["uscc"], one["sector"], one["town"]) == (
        *(firm_name(2), code(2)),
        *("hazardous_chemicals", "王村镇"),
    )
    assert one["standardization_grade"] == "二级"
    assert one["standardization_certificate"] == "鲁AQBWHⅡ201900012"
    assert one["standardization_until"] == "2022-05-31"


@pytest.mark.usefixtures("books")
def test_on_another_day_and_as_it_was_known(desk: Run) -> None:
    line = ("export", "credit")
    before = {row["id"]: row for row in ask(desk, *line, "--as-of", "2019-01-31")["rows"]}
    assert (before[1]["state"], before[2]["state"]) == ("insured", "uninsured")
    known = {row["id"]: row for row in ask(desk, *line, "--known-at", "2")["rows"]}
    assert known[2]["insurers"] == ["picc"]


@pytest.mark.usefixtures("books")
def test_a_workbook_in_chinese(desk: Run, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    path = tmp_path / "名单.xlsx"
    do(desk, "export", "credit", "-o", path)
    head, *rows = load_workbook(path).worksheets[0].iter_rows(values_only=True)
    assert list(head) == TITLES
    states = {str(row[0]): (row[5], row[6], row[7]) for row in rows}
    assert states[firm_name(2)] == ("是", "已投保", "人保财险、平安财险")
    assert states[firm_name(4)] == ("是", "核实中", None)
    assert states[firm_name(1)] == ("是", "脱保", "人保财险")
    assert states[firm_name(5)] == ("否", "已投保", "人保财险")
    do(desk, "export", "credit", "-o", tmp_path / "名单.pdf", code=2)
    do(desk, "export", "debit", code=2)


def test_the_demo_adds_up_to_its_coverage(desk: Run, demo: Demo) -> None:
    counted = ask(desk, "coverage", home=demo.home)
    rows = ask(desk, "export", "credit", home=demo.home)["rows"]
    required = [row["state"] for row in rows if row["required"]]
    for state in ("insured", "unresolved", "lapsed", "uninsured"):
        assert required.count(state) == counted["total"][state]
    assert len(rows) - len(required) == counted["voluntary"]
