"""What office.toml says is known by event, as all else that documents show."""

import json
from pathlib import Path

from tests.core.desk import Desk, cover, firm, shipped
from tests.whole.ledgers import rows_in
from zcins.office import Office


def renamed(desk: Desk, text: str) -> None:
    (desk.office.home / "office.toml").write_text(text, encoding="utf-8")
    desk.office = Office.open(str(desk.office.home))
    desk.office.scheme = shipped()


def test_the_name_is_that_of_the_event(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "home")
    renamed(desk, 'name = "甲办"\ntoday = 2019-12-31\n')
    desk.register(firm())
    renamed(desk, 'name = "乙办"\n')
    assert [desk.office.ask(None, known).name for known in (None, "1")] == ["乙办", "甲办"]
    desk.policies(cover())
    names = [desk.office.ask(None, known).name for known in ("1", "2", None)]
    assert names == ["甲办", "乙办", "乙办"]
    kept = rows_in(desk.office.home, "SELECT settings FROM event ORDER BY id")
    assert [json.loads(row[0]) for row in kept] == [{"name": "甲办"}, {"name": "乙办"}]


def test_before_the_first_event_and_without_a_name(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "home")
    assert desk.office.ask(None, "0").name is None
    renamed(desk, 'name = "甲办"\n')
    assert desk.office.ask(None, "0").name == "甲办"
