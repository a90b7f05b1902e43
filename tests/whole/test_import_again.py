"""What is in already changes nothing, under any name and in any bytes."""

from pathlib import Path

from tests.conftest import Run
from tests.whole.ledgers import (
    INBOX,
    POLICIES,
    ask,
    do,
    events,
    fingerprint,
    policy,
    take,
    write_csv,
)


def test_the_whole_inbox_again(desk: Run, demo_copy: Path) -> None:
    before = fingerprint(demo_copy)
    again = take(desk, INBOX, home=demo_copy)
    assert {receipt["status"] for receipt in again} == {"already_imported"}
    assert [receipt["id"] for receipt in again] == list(range(1, 16))
    assert fingerprint(demo_copy) == before


def test_a_copy_with_another_name(desk: Run, small: Path, tmp_path: Path) -> None:
    copy = tmp_path / "副本.csv"
    copy.write_bytes((tmp_path / "人保财险2019-11.csv").read_bytes())
    receipt = take(desk, copy)[0]
    assert (receipt["status"], receipt["id"]) == ("already_imported", 2)
    assert events(small) == 2


def test_options_for_what_is_in_already_say_that_they_do_nothing(
    desk: Run, small: Path, tmp_path: Path
) -> None:
    file = tmp_path / "人保财险2019-11.csv"
    assert "undo 2" in do(desk, "import", file, "--period", "2019-10").stderr
    assert "undo" not in do(desk, "import", file).stderr
    assert events(small) == 2


def test_other_bytes_of_the_same_content(desk: Run, small: Path, tmp_path: Path) -> None:
    """Saved again with carriage returns and a byte order mark: two rows, both unchanged."""
    coverage = ask(desk, "coverage", "--by", "sector")
    again = tmp_path / "人保财险2019-11（另存）.csv"
    text = (tmp_path / "人保财险2019-11.csv").read_text(encoding="utf-8")
    again.write_text(text + "\n\n", encoding="utf-8-sig")
    receipt = take(desk, again)[0]
    assert receipt["status"] == "imported"
    assert (receipt["rows"]["new"], receipt["rows"]["updated"]) == (0, 0)
    assert receipt["rows"]["unchanged"] == 2
    assert ask(desk, "coverage", "--by", "sector") == coverage
    assert events(small) == 3


def test_a_changed_row_makes_a_new_version(desk: Run, small: Path, tmp_path: Path) -> None:
    later = write_csv(tmp_path / "人保财险2019-12.csv", POLICIES, policy(1), policy(2, "999.00"))
    rows = take(desk, later)[0]["rows"]
    assert (rows["new"], rows["updated"], rows["unchanged"]) == (0, 1, 1)
    shown = ask(desk, "enterprise", "2")
    assert [one["premium"] for one in shown["policies"]] == ["999.00"]
    assert [
        one["premium"] for one in ask(desk, "enterprise", "2", "--known-at", "2")["policies"]
    ] == ["1200.00"]
    assert events(small) == 3


def test_a_late_ledger_does_not_become_current(desk: Run, small: Path, tmp_path: Path) -> None:
    late = write_csv(tmp_path / "人保财险2019-10.csv", POLICIES, policy(2, "999.00"))
    assert take(desk, late)[0]["period"] == "2019-10"
    assert [one["premium"] for one in ask(desk, "enterprise", "2")["policies"]] == ["1200.00"]
    assert events(small) == 3


def test_absence_ends_nothing_and_is_told(desk: Run, small: Path, tmp_path: Path) -> None:
    before = ask(desk, "coverage")
    later = write_csv(tmp_path / "人保财险2019-12.csv", POLICIES, policy(1))
    assert take(desk, later)[0]["missing"] == ["P002"]
    assert ask(desk, "coverage") == before
    assert events(small) == 3


def test_equal_rows_of_one_file_are_one_record(desk: Run, tmp_path: Path) -> None:
    ledger = write_csv(tmp_path / "人保财险2019-12.csv", POLICIES, policy(1), policy(1))
    receipt = take(desk, ledger)[0]
    assert (receipt["rows"]["new"], receipt["rows"]["unchanged"]) == (1, 1)
    told = [(one["row"], one["problem"], one["severity"]) for one in receipt["problems"]]
    assert told == [(3, "duplicate_key", "warning")]


def test_unequal_rows_of_one_key_are_held(desk: Run, tmp_path: Path) -> None:
    rows = [policy(1), policy(1, "1300.00"), policy(2)]
    ledger = write_csv(tmp_path / "人保财险2019-12.csv", POLICIES, *rows)
    receipt = take(desk, ledger, code=1)[0]
    assert (receipt["rows"]["new"], receipt["rows"]["quarantined"]) == (1, 2)
    assert {one["problem"] for one in receipt["problems"]} == {"ambiguous_endorsement"}
    assert receipt["money"]["premium"]["quarantined"] == "2500.00"
