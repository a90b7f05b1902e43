"""Steps go on when others fail; what rests on a failed one waits for the next night."""

from pathlib import Path

import pytest

from zcins.errors import StoreUnusableError
from zcins.nightly.night import Night, NotDoneError, Step
from zcins.office import Office


@pytest.fixture
def night(tmp_path: Path) -> Night:
    office = Office(tmp_path)
    return Night(office, tmp_path, tmp_path)


def works(_night: Night) -> str:
    return "well"


def breaks(_night: Night) -> str:
    raise StoreUnusableError("the disk is full")


def has_a_fault(_night: Night) -> str:
    raise ZeroDivisionError("by zero")


def rests(_night: Night) -> str:
    raise NotDoneError("nothing is new")


def test_a_failing_step_stops_no_other(night: Night) -> None:
    night.go([Step("a", breaks), Step("b", works), Step("c", has_a_fault), Step("d", works)])
    assert [one.state for one in night.outcomes] == ["failed", "done", "failed", "done"]
    assert [name for name, _fault in night.failures] == ["a", "c"]
    assert night.outcomes[0].message == "the disk is full"
    assert night.outcomes[2].message == "ZeroDivisionError: by zero"


def test_what_rests_on_a_failed_step_is_not_done(night: Night) -> None:
    steps = [
        Step("a", breaks),
        Step("b", works, needs=("a",)),
        Step("c", works, needs=("b",)),
        Step("d", works),
    ]
    night.go(steps)
    assert [one.state for one in night.outcomes] == ["failed", "waiting", "waiting", "done"]


def test_nothing_to_do_is_no_failure(night: Night) -> None:
    night.go([Step("a", rests), Step("b", works, needs=("a",))])
    assert [one.state for one in night.outcomes] == ["skipped", "done"]
    assert night.failures == []


def test_a_dry_run_does_what_it_rehearses(tmp_path: Path) -> None:
    night = Night(Office(tmp_path), tmp_path, tmp_path, dry_run=True)
    night.go([Step("a", works, rehearsed=True), Step("b", has_a_fault)])
    assert [one.state for one in night.outcomes] == ["done", "skipped"]


def test_an_interruption_ends_the_night(night: Night) -> None:
    def interrupted(_night: Night) -> str:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        night.go([Step("a", interrupted), Step("b", works)])
    assert night.outcomes == []


def test_files_tell_their_faults_before_the_steps(night: Night) -> None:
    night.faults.append(("a.csv", ValueError("odd")))
    night.go([Step("b", breaks)])
    assert [name for name, _fault in night.failures] == ["a.csv", "b"]
