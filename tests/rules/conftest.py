"""An office with two firms, for the tests of the rules."""

from pathlib import Path

import pytest

from tests.core.desk import NAME_B, Desk, firm


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path / "office")
    desk.register(firm(), firm(NAME_B))
    return desk
