"""Departments' answers come in like any file: by `zcins import`, and by the night's inbox."""

from pathlib import Path

import pytest

from tests.conftest import Run
from tests.whole.ledgers import POLICIES, REGISTER, ask, do, events, firm, policy, take, write_csv
from tests.whole.nights import lying, run_of
from tests.whole.test_departments import TITLES, fill, safety

ROWS = (
    ("uninsured:1", "已处理", "已投保"),
    ("uninsured:2", "有异议", "早已停产"),
    ("uninsured:3", "", ""),
)


@pytest.fixture
def answered(desk: Run, tmp_path: Path) -> Path:
    """Give a department's workbook that came back: firms 1 and 2 are answered."""
    take(desk, write_csv(tmp_path / "企业台账2019-11.csv", REGISTER, firm(1), firm(2)))
    folder = tmp_path / "departments"
    do(desk, "audit", "--by", "department", "-o", folder)
    return fill(safety(folder), ("已处理", "已投保"), ("有异议", "早已停产"))


def answers(desk: Run) -> dict[str, str]:
    """Give what was answered, by finding."""
    found = {one["id"]: one["answer"] for one in ask(desk, "audit")["findings"]}
    return {ident: answer["text"] for ident, answer in found.items() if answer}


def test_an_import_takes_answers_and_says_so(desk: Run, answered: Path, home: Path) -> None:
    before = events(home)
    (receipt,) = ask(desk, "import", str(answered))["imports"]
    assert (receipt["status"], receipt["kind"]) == ("imported", "answers")
    assert receipt["id"] == events(home) == before + 1
    # A title, a note and the header are no rows; blank lines between them count as well.
    rows = receipt["rows"]
    assert (rows["accepted"], rows["new"], rows["updated"], rows["unchanged"]) == (2, 2, 0, 0)
    assert rows["read"] == rows["accepted"] + rows["skipped"]
    assert [one["verdict"] for one in receipt["answers"]] == ["handled", "objection"]
    assert answers(desk) == {"uninsured:1": "已投保", "uninsured:2": "早已停产"}


def test_the_second_time_changes_nothing(desk: Run, answered: Path, home: Path) -> None:
    (first,) = ask(desk, "import", str(answered))["imports"]
    before = events(home)
    (again,) = ask(desk, "import", str(answered))["imports"]
    assert (again["status"], again["id"]) == ("already_imported", first["id"])
    assert (again["answers"], again["rows"]["unchanged"]) == ([], 2)
    assert events(home) == before


def test_the_same_answers_in_another_file_are_known(
    desk: Run, answered: Path, home: Path, tmp_path: Path
) -> None:
    (first,) = ask(desk, "import", str(answered))["imports"]
    before = events(home)
    other = write_csv(tmp_path / "答复.csv", TITLES, *ROWS)
    (again,) = ask(desk, "import", str(other))["imports"]
    assert (again["status"], again["id"]) == ("already_imported", first["id"])
    assert events(home) == before


def test_a_changed_answer_is_told_apart(desk: Run, answered: Path, tmp_path: Path) -> None:
    do(desk, "import", answered)
    rows = (("uninsured:1", "已处理", "已约谈"), *ROWS[1:])
    (receipt,) = ask(desk, "import", str(write_csv(tmp_path / "答复.csv", TITLES, *rows)))[
        "imports"
    ]
    assert [one["id"] for one in receipt["answers"]] == ["uninsured:1"]
    assert (receipt["rows"]["updated"], receipt["rows"]["unchanged"]) == (1, 1)
    assert answers(desk)["uninsured:1"] == "已约谈"


def test_a_rehearsal_writes_nothing(desk: Run, answered: Path, home: Path) -> None:
    before = events(home)
    (receipt,) = ask(desk, "import", "--dry-run", str(answered))["imports"]
    assert (receipt["status"], receipt["id"], receipt["rows"]["new"]) == ("dry_run", None, 2)
    assert (events(home), answers(desk)) == (before, {})


def test_ledgers_and_answers_come_together(desk: Run, answered: Path, tmp_path: Path) -> None:
    ledger = write_csv(tmp_path / "人保财险2019-11.csv", POLICIES, policy(1))
    done = do(desk, "import", ledger, answered)
    assert "departments' answers" in done.stdout
    receipts = ask(desk, "import", str(ledger), str(answered))["imports"]
    assert {one["status"] for one in receipts} == {"already_imported"}


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([("uninsured:99", "已处理", "")], "uninsured:99"),
        ([("uninsured:1", "办完了", "")], "办完了"),
        ([("uninsured:1", "", "")], "处理结果"),
        ([("uninsured:1", "已处理", "甲"), ("uninsured:1", "已处理", "乙")], "uninsured:1"),
    ],
)
def test_faulty_answers_are_refused(
    desk: Run,
    answered: Path,
    home: Path,
    tmp_path: Path,
    rows: list[tuple[str, str, str]],
    told: str,
) -> None:
    del answered
    before = events(home)
    done = do(desk, "import", write_csv(tmp_path / "答复.csv", TITLES, *rows), code=3)
    assert told in done.stderr
    assert events(home) == before


def test_nothing_is_to_be_recognised_in_answers(desk: Run, answered: Path) -> None:
    assert answered.name in do(desk, "import", "--inspect", answered, code=3).stderr


def test_the_night_takes_answers_from_the_inbox(desk: Run, inbox: Path, answered: Path) -> None:
    inbox.mkdir(exist_ok=True)
    answered.rename(inbox / answered.name)
    night = run_of(desk)
    assert [(one["kind"], len(one["answers"])) for one in night["imports"]] == [("answers", 2)]
    receipt = inbox / "done" / f"{answered.name}.receipt.txt"
    assert "departments' answers" in receipt.read_text(encoding="utf-8")
    assert answers(desk)["uninsured:2"] == "早已停产"
    write_csv(inbox / "答复.csv", TITLES, ("uninsured:99", "已处理", ""))
    run_of(desk, code=1)
    assert "refused/答复.csv" in lying(inbox)
