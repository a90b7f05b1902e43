"""The public page's files: who is listed, what is told, and what never gets out."""

import csv
import io
import json
import re
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import Run
from tests.whole.conftest import Demo
from tests.whole.ledgers import (
    POLICIES,
    REGISTER,
    Row,
    ask,
    code,
    do,
    firm,
    firm_name,
    policy,
    take,
    write_csv,
    write_xlsx,
)
from tests.whole.nights import run_of

FILES = ["data.csv", "data.json", "index.html"]
TITLES = [
    *("企业名称", "统一社会信用代码", "镇办", "行业领域", "投保情况", "承保机构"),
    *("保险起日", "保险止日", "统计截止日"),
]


@pytest.fixture
def books(desk: Run, tmp_path: Path) -> None:
    """Firm 1 has lapsed, 2 is insured, 3 never was, and 4 is no longer sure: its row waits."""
    register = write_csv(
        tmp_path / "企业台账2019-11.csv", REGISTER, *(firm(number) for number in (1, 2, 3, 4))
    )
    rows = [policy(1, begins="2018-03-01", ends="2019-02-28"), policy(2)]
    waiting = (
        "P004",
        firm_name(4)[:-1] + "场",
        "",
        "2019-03-01",
        "2020-02-29",
        "1200",
        30,
        "500000",
    )
    ledger = write_csv(tmp_path / "人保财险2019-11.csv", POLICIES, *rows, waiting)
    take(desk, register, ledger)


def publish(desk: Run, folder: Path, *line: str, **settings: Any) -> dict[str, Any]:
    answer: dict[str, Any] = ask(desk, "publish", str(folder), *line, **settings)
    return answer


def listed(folder: Path) -> dict[str, str]:
    """Give the state of each enterprise by name, as data.json has it."""
    rows = json.loads((folder / "data.json").read_text(encoding="utf-8"))["rows"]
    return {row["name"]: row["state"] for row in rows}


def texts(folder: Path) -> list[str]:
    return [path.read_text(encoding="utf-8-sig") for path in sorted(folder.iterdir())]


@pytest.mark.usefixtures("books")
def test_three_files_say_the_same(desk: Run, tmp_path: Path) -> None:
    folder = tmp_path / "public"
    answer = publish(desk, folder)
    assert sorted(path.name for path in folder.iterdir()) == FILES
    assert (answer["as_of"], answer["enterprises"]) == ("2019-12-31", 2)
    assert answer["states"] == {"已投保": 1, "核实中": 1}
    document = json.loads((folder / "data.json").read_text(encoding="utf-8"))
    assert list(document["columns"].values()) == TITLES
    insured = next(row for row in document["rows"] if row["name"] == firm_name(2))
    assert list(insured.values()) == [
        *(firm_name(2), code(2), "王村镇", "危险化学品", "已投保", "人保财险"),
        *("2019-03-01", "2020-02-29", "2019-12-31"),
    ]
    rows = list(csv.DictReader(io.StringIO(texts(folder)[0])))
    assert [{name: value or None for name, value in row.items()} for row in rows] == [
        dict(zip(TITLES, row.values(), strict=True)) for row in document["rows"]
    ]
    page = texts(folder)[2]
    assert all(value in page for value in insured.values() if value != "2019-12-31")
    assert "统计截止日：2019年12月31日" in page


@pytest.mark.usefixtures("books")
def test_unresolved_is_never_told_as_uninsured(desk: Run, tmp_path: Path) -> None:
    publish(desk, tmp_path / "public")
    assert listed(tmp_path / "public") == {firm_name(2): "已投保", firm_name(4): "核实中"}


@pytest.mark.usefixtures("books")
def test_the_uninsured_are_named_after_letter_and_days(desk: Run, tmp_path: Path) -> None:
    """The letter is of 1 December: 15 days to object (office setting) end with the 16th."""
    folder = tmp_path / "public"
    sure = {firm_name(2): "已投保", firm_name(4): "核实中"}
    line = (folder, "--with-uninsured")

    def on(day: str) -> dict[str, str]:
        do(desk, "publish", *line, env={"ZCINS_TODAY": day})
        return listed(folder)

    assert on("2019-12-20") == sure
    do(
        desk,
        "letters",
        "--rule",
        "uninsured",
        "-o",
        tmp_path / "1",
        env={"ZCINS_TODAY": "2019-12-01"},
    )
    assert on("2019-12-16") == sure
    assert on("2019-12-17") == sure | {firm_name(3): "未投保"}
    publish(desk, folder)
    assert listed(folder) == sure
    do(desk, "letters", "--rule", "lapsed", "-o", tmp_path / "2", env={"ZCINS_TODAY": "2019-12-20"})
    assert on("2019-12-31") == sure | {firm_name(3): "未投保"}
    # The pilot is over: nothing is required any more, and one is insured all the same.
    assert on("2020-01-05") == {firm_name(2): "已投保"}


@pytest.mark.usefixtures("books")
def test_a_later_letter_does_not_begin_the_days_anew(desk: Run, tmp_path: Path) -> None:
    for day in ("2019-11-01", "2019-12-30"):
        do(desk, "letters", "-o", tmp_path / day, env={"ZCINS_TODAY": day})
    do(desk, "publish", tmp_path / "public", "--with-uninsured")
    states = listed(tmp_path / "public")
    assert (states[firm_name(3)], states[firm_name(1)]) == ("未投保", "脱保")


@pytest.mark.usefixtures("books")
def test_an_objection_or_a_waiver_keeps_a_name_back(desk: Run, tmp_path: Path) -> None:
    do(desk, "letters", "-o", tmp_path / "letters", env={"ZCINS_TODAY": "2019-11-01"})
    objection = [("问题编号", "处理结果", "答复说明"), ("uninsured:3", "有异议", "在外地投保")]
    do(desk, "audit", "answers", write_xlsx(tmp_path / "答复.xlsx", {"问题": objection}))
    do(desk, "publish", tmp_path / "public", "--with-uninsured")
    assert firm_name(3) not in listed(tmp_path / "public")
    assert firm_name(1) in listed(tmp_path / "public")
    (lapsed,) = [one["id"] for one in ask(desk, "audit", "--rule", "lapsed")["findings"]]
    do(desk, "audit", "waive", lapsed, "--reason", "停产", "--until", "2020-03-31")
    do(desk, "publish", tmp_path / "public", "--with-uninsured")
    assert firm_name(1) not in listed(tmp_path / "public")


@pytest.mark.usefixtures("books")
def test_without_days_nobody_is_named(desk: Run, home: Path, tmp_path: Path) -> None:
    do(desk, "letters", "-o", tmp_path / "letters", env={"ZCINS_TODAY": "2019-11-01"})
    own = home / "scheme" / "thresholds.toml"
    own.write_text(
        '[[threshold]]\nid = "objection_days"\nlabel = "异议"\nunit = "days"\n'
        'from = 2017-11-01\nsource = "office setting"\nconfirmed = false\n',
        encoding="utf-8",
    )
    done = do(desk, "publish", tmp_path / "public", "--with-uninsured")
    assert "objection_days" in done.stderr
    assert firm_name(3) not in listed(tmp_path / "public")


@pytest.mark.usefixtures("books")
def test_the_same_to_the_byte_as_it_was_known(desk: Run, tmp_path: Path) -> None:
    publish(desk, tmp_path / "1")
    take(desk, write_csv(tmp_path / "平安财险2019-11.csv", POLICIES, policy(3)))
    env = {"ZCINS_TODAY": "2020-02-01"}
    line = ("--known-at", "2", "--as-of", "2019-12-31")
    publish(desk, tmp_path / "2", *line, env=env)
    assert texts(tmp_path / "2") == texts(tmp_path / "1")
    publish(desk, tmp_path / "3")
    assert listed(tmp_path / "3")[firm_name(3)] == "已投保"


@pytest.mark.parametrize(
    ("name", "cell"), [("周村店13812345678", "A3"), ("张三（11010519491231002X）", "A3")]
)
def test_a_private_number_stops_it_by_its_cell(
    desk: Run, tmp_path: Path, name: str, cell: str
) -> None:
    """Nothing is written, what was published before stays, and the number is not repeated."""
    rows = (firm(1), (name, code(2), "王村镇", "危险化学品", 3))
    book = write_xlsx(tmp_path / "企业台账2019-11.xlsx", {"名录": [REGISTER, *rows]})
    ledger = write_csv(tmp_path / "人保财险2019-11.csv", POLICIES, policy(1), policy(2))
    take(desk, book, ledger)
    folder = tmp_path / "public"
    folder.mkdir()
    (folder / "index.html").write_text("before", encoding="utf-8")
    done = do(desk, "publish", folder, code=3)
    assert f"企业台账2019-11.xlsx, sheet 名录, cell {cell} holds" in done.stderr
    assert "zcins enterprise set 2 " in done.stderr
    assert "13812345678" not in done.stderr
    assert "11010519491231002" not in done.stderr
    assert texts(folder) == ["before"]


def test_a_number_that_one_half_of_the_name_holds(desk: Run, tmp_path: Path) -> None:
    """A project's name has a cell of its own; a code that is an identity number is one."""
    header = (*REGISTER, "项目名称")
    rows = [
        ("淄博甲乙丙建设工程有限公司", code(1), "王村镇", "建筑施工", 9, "一号楼（138 1234 5678）"),
        ("周村丁戊己石料厂", "11010519491231002X", "王村镇", "非煤矿山", 9, ""),
    ]
    take(desk, write_csv(tmp_path / "企业台账2019-11.csv", header, *rows))
    take(
        desk,
        write_csv(
            tmp_path / "人保财险2019-11.csv",
            (*POLICIES, "项目名称"),
            (
                "P1",
                rows[0][0],
                rows[0][1],
                "2019-03-01",
                "2020-02-29",
                "1200",
                9,
                "500000",
                rows[0][5],
            ),
            ("P2", rows[1][0], "", "2019-03-01", "2020-02-29", "1200", 9, "500000", ""),
        ),
    )
    told = do(desk, "publish", tmp_path / "public", code=3).stderr
    assert "cell F2 holds a mobile number (…5678)" in told
    assert "cell B3 holds an identity number (…002X)" in told
    assert not (tmp_path / "public").exists()


@pytest.mark.usefixtures("small")
def test_what_was_entered_by_hand_is_named_so(desk: Run, tmp_path: Path) -> None:
    line = ("1", "name", "淄博甲店13812345678", "--from", "2019-12-01", "--reason", "更名")
    do(desk, "enterprise", "set", *line)
    assert "entered by hand" in do(desk, "publish", tmp_path / "public", code=3).stderr
    mended = ("1", "name", "淄博甲店", "--from", "2019-12-02", "--reason", "改正")
    do(desk, "enterprise", "set", *mended)
    assert publish(desk, tmp_path / "public")["enterprises"] == 2


def test_persons_are_masked_in_every_file(desk: Run, tmp_path: Path) -> None:
    names = ("张三丰", "个体工商户李四光", "周村王五六汽修店（个体工商户）")
    rows = [(name, "", "王村镇", "危险化学品", 2) for name in names]
    take(desk, write_csv(tmp_path / "企业台账2019-11.csv", REGISTER, *rows))
    policies = [
        (f"P{at}", name, "", "2019-03-01", "2020-02-29", "60", 2, "500000")
        for at, name in enumerate(names)
    ]
    take(desk, write_csv(tmp_path / "人保财险2019-11.csv", POLICIES, *policies))
    publish(desk, tmp_path / "public")
    assert set(listed(tmp_path / "public")) == {
        *("张**", "李**（个体工商户）", "周村王**汽修店（个体工商户）")
    }
    for text in texts(tmp_path / "public"):
        assert not re.search("三丰|四光|五六", text)


WORD = st.text("密隐私秘藏", min_size=6, max_size=9).map(lambda word: f"私{word}")
FIGURE = st.integers(600_000_000, 999_999_999)


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    words=st.lists(WORD, min_size=9, max_size=9), figures=st.lists(FIGURE, min_size=4, max_size=4)
)
def test_nothing_but_the_columns_gets_out(
    desk: Run, tmp_path: Path, words: list[str], figures: list[int]
) -> None:
    """Whatever stands in the other columns of register and ledger reaches none of the files."""
    place = tmp_path / uuid4().hex
    facts = {
        **dict(zip(("地址", "曾用名", "备注", "联系人", "法定代表人"), words, strict=False)),
        "标准化证书编号": words[5],
        "风险等级": words[6],
        "工商注册号": str(figures[0]),
        "工程造价": figures[1],
    }
    row: Row = (*firm(1, heads=7_654_321), *facts.values())
    book = write_csv(place / "企业台账2019-11.csv", (*REGISTER, *facts), row)
    terms = {"特别约定": words[7], "险种": f"安全生产责任保险{words[8]}", "业务员": words[0]}
    money: Row = (*policy(1, premium=f"{figures[2]}.37", heads=6_543_210), *terms.values())
    ledger = write_csv(place / "人保财险2019-11.csv", (*POLICIES, *terms), money)
    home = place / "home"
    take(desk, book, ledger, home=home)
    publish(desk, place / "public", home=home)
    assert listed(place / "public") == {firm_name(1): "已投保"}
    private = (*words, *map(str, figures), "7654321", "6543210", "P001", "500000", "私")
    for text in texts(place / "public"):
        assert [value for value in private if value in text.replace("隐私", "")] == []


def column(ident: str, more: str = "") -> str:
    return (
        f'[[public_column]]\nid = "{ident}"\ntitle = "栏"\nfrom = 2017-11-01\n{more}'
        'source = "office setting"\nconfirmed = false\n'
    )


@pytest.mark.usefixtures("small")
def test_the_office_takes_columns_away_but_adds_none(desk: Run, home: Path, tmp_path: Path) -> None:
    own = home / "scheme" / "publication.toml"
    own.write_text(column("premium"), encoding="utf-8")
    told = do(desk, "publish", tmp_path / "public", code=3).stderr
    assert "publication.toml" in told
    assert "premium" in told
    own.write_text(column("uscc", "until = 2018-12-31\n"), encoding="utf-8")
    publish(desk, tmp_path / "public")
    assert all(code(1) not in text for text in texts(tmp_path / "public"))
    names = ("name", "uscc", "town", "sector", "state", "insurer", "from", "to", "as_of")
    ended = "".join(column(name, "until = 2018-12-31\n") for name in names)
    own.write_text(ended, encoding="utf-8")
    assert "public_column" in do(desk, "publish", tmp_path / "public", code=3).stderr


@pytest.mark.usefixtures("small")
def test_wrong_usage(desk: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert str(tmp_path / "file") in do(desk, "publish", tmp_path / "file", code=2).stderr
    do(desk, "publish", tmp_path / "public", "--as-of", "2019-13-01", code=2)
    do(desk, "publish", tmp_path / "public", "--format", "csv", code=2)
    do(desk, "publish", code=2)
    assert not (tmp_path / "public").exists()


def test_the_demo_is_listed_as_it_is_counted(desk: Run, demo: Demo, tmp_path: Path) -> None:
    """Insured are the required and the voluntary; of the uninsured nobody had a letter."""
    counted = ask(desk, "coverage", home=demo.home)
    total = counted["total"]
    answer = publish(desk, tmp_path / "public", "--with-uninsured", home=demo.home)
    insured, open_ones = total["insured"] + counted["voluntary"], total["unresolved"]
    assert answer["states"] == {"已投保": insured, "核实中": open_ones}


@pytest.mark.usefixtures("filled")
def test_the_night_refreshes_it_or_tells_last_why_not(desk: Run, filled: Path, home: Path) -> None:
    run_of(desk, code=1)
    folder = home / "outbox" / "public"
    assert listed(folder) == {firm_name(1): "已投保", firm_name(2): "已投保"}
    before = texts(folder)
    name = f"{firm_name(4)}13812345678"
    write_csv(filled / "企业台账2019-12.csv", REGISTER, (name, code(4), "王村镇", "危险化学品", 9))
    write_csv(
        filled / "平安财险2019-12.csv",
        POLICIES,
        ("P9", name, code(4), "2019-03-01", "2020-02-29", "1200", 9, "500000"),
    )
    last = "\n".join(do(desk, "run", code=1).stderr.splitlines()[-3:])
    assert last.startswith("Not done: public\n")
    assert "cell A2 holds a mobile number" in last
    assert texts(folder) == before
    assert "public" in (home / "outbox" / "status.html").read_text(encoding="utf-8")
