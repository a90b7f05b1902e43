"""What a person tells of a ledger's columns: heard, remembered for the layout, and forgotten."""

from collections.abc import Sequence
from pathlib import Path

from tests.conftest import Run
from tests.whole.ledgers import (
    POLICIES,
    REGISTER,
    Row,
    ask,
    do,
    events,
    fingerprint,
    firm,
    policy,
    receipts,
    rows_in,
    take,
    write_csv,
    write_xlsx,
)

# A ledger that calls the premium by a name of its own.
OWN_NAMES = tuple("核收数额" if name == "保费" else name for name in POLICIES)
MAP = ("--map", "核收数额=premium")


def ledger(folder: Path, month: int, header: Row, *rows: Row) -> Path:
    return write_csv(folder / f"人保财险2019-{month:02}.csv", header, *rows)


def premiums(home: Path) -> list[int]:
    sql = "SELECT premium FROM policy_version WHERE ended_by IS NULL ORDER BY policy_no"
    return [row[0] for row in rows_in(home, sql)]


def test_a_mapping_is_heard_and_remembered_for_the_layout(
    desk: Run, home: Path, tmp_path: Path
) -> None:
    first = ledger(tmp_path, 10, OWN_NAMES, policy(1, "1200.00"))
    assert receipts(desk("import", first, "--format", "json"))[0]["rows"]["quarantined"] == 1
    do(desk, "imports", "undo", "1")
    (receipt,) = take(desk, first, *MAP)
    assert receipt["sheets"][0]["columns"]["核收数额"] == "premium"
    assert "remembered" not in receipt
    (later,) = take(desk, ledger(tmp_path, 11, OWN_NAMES, policy(2, "900.00")))
    assert later["remembered"]["map"] == {"核收数额": "premium"}
    assert premiums(home) == [120_000, 90_000]
    (layout,) = ask(desk, "layouts", "list")
    assert (layout["insurer"], layout["kind"], layout["files"]) == ("picc", "policies", 2)
    assert layout["map"] == {"核收数额": "premium"}
    last = do(desk, "import", ledger(tmp_path, 12, OWN_NAMES, policy(3)))
    assert "--map 核收数额=premium" in last.stderr
    assert "核收数额=premium" in do(desk, "layouts", "list").stdout


def test_a_mapping_is_of_its_insurer_and_its_headers_alone(
    desk: Run, home: Path, tmp_path: Path
) -> None:
    take(desk, ledger(tmp_path, 10, OWN_NAMES, policy(1)), *MAP)
    other = write_csv(tmp_path / "平安财险2019-10.csv", OWN_NAMES, policy(2))
    assert take(desk, other, code=1)[0]["sheets"][0]["unmapped"] == ["核收数额"]
    assert premiums(home) == [120_000]


def test_a_mapping_without_which_there_is_no_table_is_remembered(
    desk: Run, home: Path, tmp_path: Path
) -> None:
    strange = ("合约代号", "客商", "自何时", "到何时", "核收数额")
    row = ("P001", "淄博甲厂", "2019-03-01", "2020-02-29", "1200.00")
    said = ("合约代号=policy_no", "客商=enterprise_name", "自何时=inception", "到何时=expiry")
    maps = [word for each in (*said, "核收数额=premium") for word in ("--map", each)]
    first = ledger(tmp_path, 10, strange, row)
    do(desk, "import", first, code=3)
    take(desk, first, "--kind", "policies", *maps)
    (later,) = take(desk, ledger(tmp_path, 11, strange, ("P002", *row[1:])))
    assert (later["rows"]["new"], len(later["remembered"]["map"])) == (1, 5)
    assert premiums(home) == [120_000, 120_000]


def test_a_column_that_is_left_out_stays_out(desk: Run, home: Path, tmp_path: Path) -> None:
    take(desk, ledger(tmp_path, 10, POLICIES, policy(1)), "--map", "投保人数=")
    (later,) = take(desk, ledger(tmp_path, 11, POLICIES, policy(2)))
    assert later["remembered"]["map"] == {"投保人数": ""}
    assert rows_in(home, "SELECT insured_headcount FROM policy_version") == [(None,), (None,)]


def test_a_row_and_a_sheet_are_remembered_by_what_stands_there(
    desk: Run, home: Path, tmp_path: Path
) -> None:
    def book(month: int, number: int) -> Path:
        extract = [POLICIES, policy(number)]
        draft = [POLICIES, policy(number + 10), policy(number + 20)]
        sheets: dict[str, Sequence[Row]] = {"草稿": draft, "定稿": [["摘要"], *extract]}
        return write_xlsx(tmp_path / f"人保财险2019-{month:02}.xlsx", sheets)

    take(desk, book(10, 1), "--sheet", "定稿", "--header-row", "2")
    (later,) = take(desk, book(11, 2))
    assert [sheet["sheet"] for sheet in later["sheets"]] == ["定稿"]
    assert later["remembered"]["sheets"] == ["定稿"]
    assert len(premiums(home)) == 2


def test_a_rehearsal_and_a_correction_teach_nothing(desk: Run, home: Path, tmp_path: Path) -> None:
    take(desk, ledger(tmp_path, 10, OWN_NAMES, policy(1)), *MAP, "--dry-run")
    assert ask(desk, "layouts", "list") == []
    assert events(home) == 0


def test_forgotten_and_undone_layouts(desk: Run, tmp_path: Path) -> None:
    take(desk, ledger(tmp_path, 10, OWN_NAMES, policy(1)), *MAP)
    (layout,) = ask(desk, "layouts", "list")
    do(desk, "layouts", "forget", str(layout["id"]))
    assert ask(desk, "layouts", "list") == []
    assert ask(desk, "layouts", "list", "--known-at", "1") == [layout]
    assert str(layout["id"]) not in do(desk, "layouts", "forget", "9", code=2).stderr
    take(desk, ledger(tmp_path, 11, OWN_NAMES, policy(2)), *MAP)
    do(desk, "imports", "undo", "3")
    assert ask(desk, "layouts", "list") == []


def test_an_undone_lesson_brings_back_the_older_one(desk: Run, tmp_path: Path) -> None:
    take(desk, ledger(tmp_path, 10, OWN_NAMES, policy(1)), *MAP)
    take(desk, ledger(tmp_path, 11, OWN_NAMES, policy(2)), "--map", "投保人数=")
    assert ask(desk, "layouts", "list")[0]["map"] == {"核收数额": "premium", "投保人数": ""}
    do(desk, "imports", "undo", "2")
    (layout,) = ask(desk, "layouts", "list")
    assert (layout["map"], layout["files"]) == ({"核收数额": "premium"}, 1)


def test_a_column_that_vanished_is_an_error_with_the_nearest_name(
    desk: Run, home: Path, tmp_path: Path
) -> None:
    take(desk, ledger(tmp_path, 10, POLICIES, policy(1)))
    renamed = tuple("保费收数" if name == "保费" else name for name in POLICIES)
    file = ledger(tmp_path, 11, renamed, policy(2))
    before = fingerprint(home)
    said = do(desk, "import", file, code=3).stderr
    assert all(word in said for word in ("保费 (premium)", "保费收数", "--accept-layout"))
    assert '--map "保费收数=premium"' in said
    do(desk, "import", file, "--dry-run", code=3)
    assert fingerprint(home) == before
    take(desk, file, "--map", "保费收数=premium")
    (layout, _older) = ask(desk, "layouts", "list")
    assert layout["map"] == {"保费收数": "premium"}


def test_what_is_accepted_as_it_is_needs_no_second_word(
    desk: Run, home: Path, tmp_path: Path
) -> None:
    take(desk, ledger(tmp_path, 9, POLICIES, policy(1)))
    shorter = POLICIES[:-1]
    take(desk, ledger(tmp_path, 10, shorter, policy(2)[:-1]), "--accept-layout")
    take(desk, ledger(tmp_path, 11, shorter, policy(3)[:-1]))
    take(desk, ledger(tmp_path, 12, POLICIES, policy(4)))
    assert len(premiums(home)) == 4


def test_a_column_under_another_known_name_is_told(desk: Run, home: Path, tmp_path: Path) -> None:
    take(desk, ledger(tmp_path, 10, POLICIES, policy(1)))
    renamed = tuple("应收保费" if name == "保费" else name for name in POLICIES)
    (receipt,) = take(desk, ledger(tmp_path, 11, renamed, policy(2)))
    (problem,) = receipt["problems"]
    assert (problem["problem"], problem["cell"], problem["value"]) == (
        "renamed_column",
        "F1",
        "应收保费",
    )
    assert premiums(home) == [120_000, 120_000]


def test_a_quite_different_ledger_of_the_insurer_is_a_first_one(
    desk: Run, home: Path, tmp_path: Path
) -> None:
    take(desk, ledger(tmp_path, 10, POLICIES, policy(1)))
    short = ("保单号", "客户名称", "起保日期", "终保日期", "应收保费")
    no, name, _code, *rest = policy(2)
    take(desk, ledger(tmp_path, 11, short, (no, name, *rest[:3])))
    assert len(premiums(home)) == 2


def test_a_register_may_come_with_fewer_columns_and_says_so(desk: Run, tmp_path: Path) -> None:
    take(desk, write_csv(tmp_path / "企业台账2019-10.csv", REGISTER, firm(1)))
    short = write_csv(tmp_path / "企业台账2019-11.csv", REGISTER[:-1], firm(2)[:-1])
    (receipt,) = take(desk, short)
    assert [each["problem"] for each in receipt["problems"]] == ["missing_column_before"]
    assert "从业人员" in receipt["problems"][0]["message"]
