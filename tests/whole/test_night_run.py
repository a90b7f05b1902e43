"""`zcins run` from outside: what a night does."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.whole.ledgers import (
    POLICIES,
    REGISTER,
    do,
    events,
    fingerprint,
    firm,
    firm_name,
    policy,
    take,
    write_csv,
)
from tests.whole.nights import lying, run_of, uninsured


def test_a_night(desk: Run, filled: Path, home: Path) -> None:
    answer = run_of(desk, code=1)
    assert [(one["file"], one["status"]) for one in answer["imports"]] == [
        ("企业台账2019-11.csv", "imported"),
        ("人保财险2019-11.csv", "imported"),
        ("来信.txt", "refused"),
    ]
    kept = {
        "done/企业台账2019-11.csv",
        "done/人保财险2019-11.csv",
        "refused/来信.txt",
    }
    assert lying(filled) == kept | {
        f"{name}.receipt.{kind}" for name in kept for kind in ("json", "txt")
    }
    assert (answer["coverage"]["required"], answer["coverage"]["insured"]) == (3, 2)
    assert uninsured(answer) == [firm_name(3)]
    assert answer["failed"] == []
    assert answer["event"] == events(home) == 3
    assert answer["backup"] == str(home / "backup" / "zcins-20191231.db")


def test_receipts_beside_the_files(desk: Run, filled: Path) -> None:
    run_of(desk, code=1)
    receipt = json.loads(
        (filled / "done" / "人保财险2019-11.csv.receipt.json").read_text(encoding="utf-8")
    )
    assert (receipt["rows"]["accepted"], receipt["money"]["premium"]["read"]) == (2, "2400.00")
    text = (filled / "done" / "人保财险2019-11.csv.receipt.txt").read_text(encoding="utf-8")
    assert "2 accepted (2 new" in text
    refusal = (filled / "refused" / "来信.txt.receipt.txt").read_text(encoding="utf-8")
    assert "来信.txt" in refusal.splitlines()[1]


def test_the_next_night_finds_nothing_new(desk: Run, filled: Path) -> None:
    run_of(desk, code=1)
    answer = run_of(desk)
    assert (answer["imports"], answer["new"]) == ([], [])
    assert answer["change"] == {"insured": 0, "required": 0, "rate": 0.0}
    write_csv(filled / "平安财险2019-12.csv", POLICIES, policy(3))
    assert run_of(desk)["change"] == {"insured": 1, "required": 0, "rate": 0.3333}


def test_rows_that_wait_for_correction_need_a_person(desk: Run, filled: Path) -> None:
    (filled / "来信.txt").unlink()
    write_csv(filled / "平安财险2019-12.csv", POLICIES, policy(3, premium="待核"))
    run_of(desk, code=1)
    run_of(desk)


def test_the_same_bytes_again(desk: Run, filled: Path) -> None:
    run_of(desk, code=1)
    write_csv(filled / "人保财险2019-11.csv", POLICIES, policy(1), policy(2))
    answer = run_of(desk)
    assert [one["status"] for one in answer["imports"]] == ["already_imported"]
    assert "done/人保财险2019-11 (2).csv" in lying(filled)


def test_a_dry_run_changes_nothing(desk: Run, filled: Path, home: Path) -> None:
    take(desk, write_csv(home.parent / "企业台账2019-10.csv", REGISTER, firm(1)))
    before, lay = fingerprint(home), lying(filled)
    answer = run_of(desk, "--dry-run", code=1)
    assert [one["status"] for one in answer["imports"]] == ["dry_run", "dry_run", "refused"]
    assert (answer["status"], answer["event"], answer["backup"]) == ("dry_run", None, None)
    assert (fingerprint(home), lying(filled)) == (before, lay)
    assert lying(home / "outbox") == set()
    assert not (home / "backup").exists()


def test_old_backups_go(desk: Run, inbox: Path) -> None:
    """Two are kept; a run later on the same day replaces that day's."""
    days = ["2019-12-01", "2019-12-02", "2019-12-03", "2019-12-03"]
    for day in days:
        run_of(desk, env={"ZCINS_TODAY": day})
    kept = sorted(path.name for path in (inbox.parent / "backup").iterdir())
    assert kept == ["zcins-20191202.db", "zcins-20191203.db"]


def test_other_folders(desk: Run, home: Path, tmp_path: Path, inbox: Path) -> None:
    share = tmp_path / "共享 folder"
    write_csv(share / "企业台账2019-11.csv", REGISTER, firm(1))
    run_of(desk, "--inbox", share, "--outbox", tmp_path / "new" / "out")
    assert (share / "done" / "企业台账2019-11.csv").is_file()
    assert (tmp_path / "new" / "out" / "status.html").is_file()
    assert lying(inbox) | lying(home / "outbox") == set()
    assert "--inbox" in do(desk, "run", "--inbox", tmp_path / "none", code=2).stderr


@pytest.mark.usefixtures("filled")
def test_log_lines_as_json(desk: Run, home: Path) -> None:
    done = do(desk, "run", "--log", "json", code=1)
    lines = [json.loads(line) for line in done.stderr.splitlines() if line.startswith("{")]
    assert [one["step"] for one in lines if one["event"] == "step"] == [
        *("take", "audit", "departments", "record", "backup", "prune", "public", "page"),
    ]
    files = {one["file"]: one["status"] for one in lines if one["event"] == "file"}
    assert files["来信.txt"] == "refused"
    kept = (home / "logs" / "run.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line) for line in kept] == lines
    assert "--log" in do(desk, "run", "--log", "xml", code=2).stderr


def test_workbooks_for_departments(desk: Run, filled: Path, home: Path) -> None:
    """Each run writes what is new to it; a second one on the same day takes nothing away."""
    run_of(desk, code=1)
    write_csv(filled / "企业台账2019-12.csv", REGISTER, *map(firm, (1, 2, 3, 4)))
    (other,) = [Path(path) for path in run_of(desk)["written"] if path.endswith(".xlsx")]
    folders = [home / "outbox" / f"departments-20191231{again}" for again in ("", "-2")]
    assert other.parent == folders[1]
    told = [
        [name for name in map(firm_name, (3, 4)) if name in words_of(folder)] for folder in folders
    ]
    assert told == [[firm_name(3)], [firm_name(4)]]
    # The answer is due 15 days after (office setting), though no night had seen them before.
    assert "2020-01-15 00:00:00" in words_of(folders[0])
    run_of(desk)
    assert not (home / "outbox" / "departments-20191231-3").exists()


def words_of(folder: Path) -> set[str]:
    """Give all that stands in the cells of a folder's one workbook."""
    from openpyxl import load_workbook

    (path,) = folder.iterdir()
    sheets = load_workbook(path).worksheets
    return {
        str(cell) for sheet in sheets for row in sheet.iter_rows(values_only=True) for cell in row
    }


@pytest.mark.usefixtures("filled")
def test_the_page(desk: Run, home: Path) -> None:
    """One file in Chinese, whatever the screen speaks, and nothing from the network."""
    run_of(desk, code=1)
    text = (home / "outbox" / "status.html").read_text(encoding="utf-8")
    for words in (
        "66.67%",
        "应投保未投保",
        "来信.txt",
        "拒收",
        "2019年12月31日",
        "zcins-20191231.db",
    ):
        assert words in text
    assert "http" not in text
    assert "src=" not in text


@pytest.mark.usefixtures("filled")
def test_the_run_is_an_event_of_the_store(desk: Run, home: Path) -> None:
    run_of(desk, code=1)
    with closing(sqlite3.connect(home / "zcins.db")) as store:
        rows = store.execute("SELECT e.kind, r.as_of FROM run r JOIN event e USING (id)").fetchall()
    assert rows == [("run", "2019-12-31")]
