"""Spreadsheets that broke other readers: each ends in a receipt or one clear refusal."""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.intake.torture_worker import files_under

ROOT = Path(__file__).resolve().parents[2]
TORTURE = ROOT.parent / "shared" / "torture"
MEGABYTES = 1024
SECONDS = 10


@pytest.mark.skipif(not TORTURE.is_dir(), reason="the broken spreadsheets are not here")
def test_every_broken_file_ends_well(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    home = tmp_path / "office"
    done = subprocess.run(
        [sys.executable, "-m", "tests.intake.torture_worker", str(TORTURE), str(home)],
        cwd=ROOT,
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    ends = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(ends) == len(files_under(TORTURE)) > 0
    counts = Counter(end["end"] for end in ends)
    slowest, largest = (max(end[name] for end in ends) for name in ("seconds", "megabytes"))
    told = f"{dict(counts)}, at most {slowest} s and {largest} MB"
    record_property("torture", told)
    print(told)  # noqa: T201 - the counts are what one runs it for
    assert [end for end in ends if end["end"] == "fault"] == []
    assert [end for end in ends if end["seconds"] > SECONDS or end["megabytes"] > MEGABYTES] == []
    assert {end["store"] for end in ends} == {"ok"}
    assert done.stderr == ""
