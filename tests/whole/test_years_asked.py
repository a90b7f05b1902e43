"""Years that no rate of the subsidy can be of: one sentence, and nothing changed."""

from pathlib import Path

import pytest

from tests.conftest import Run
from tests.whole.ledgers import do, events

TAPER = """
[[subsidy]]
id = "first"
policy_year = 1
sectors = ["chemicals"]
base = "premium"
rate = "0.50"
shares = { district = "1" }
from = 2018-01-01
source = "x"
confirmed = true
"""


@pytest.mark.parametrize("command", ["propose", "forecast"])
@pytest.mark.parametrize("year", ["0", "-1", "2017", "9999", "10000"])
def test_a_year_of_no_subsidy(desk: Run, small: Path, command: str, year: str) -> None:
    (small / "scheme").mkdir(exist_ok=True)
    (small / "scheme" / "subsidy.toml").write_text(TAPER, encoding="utf-8")
    before = events(small)
    code = 3 if command == "propose" else 2
    assert f"in force for {year}" in do(desk, "subsidy", command, "--", year, code=code).stderr
    assert events(small) == before
