"""`zcins report`: files, JSON, and what it refuses."""

import json
from pathlib import Path

import pytest

from tests.conftest import Run
from zcins.office import Office

NAMES = {"docx": "summary.docx", "xlsx": "annex.xlsx", "html": "summary.html"}


def test_it_writes_three_documents_and_names_them(
    zcins: Run, office: Office, tmp_path: Path
) -> None:
    folder = tmp_path / "年 报" / "2019"
    done = zcins("report", "2019", "-o", folder, "--format", "json", home=office.home)
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert (answer["year"], answer["as_of"], answer["known_at"]) == (2019, "2019-12-31", 6)
    assert answer["files"] == {kind: str(folder / name) for kind, name in NAMES.items()}
    assert answer["figures"]["premium.total.due"] == "7700.50"
    assert sorted(path.name for path in folder.iterdir()) == sorted(NAMES.values())


def test_again_gives_the_same_bytes_in_any_language(
    zcins: Run, office: Office, tmp_path: Path
) -> None:
    for folder, lang in (("a", "en"), ("b", "zh")):
        line = ("report", "2019", "-o", tmp_path / folder, "--known-at", "6", "--lang", lang)
        assert zcins(*line, home=office.home).returncode == 0
    for name in NAMES.values():
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


@pytest.mark.parametrize("year", ["2016", "2020", "abc", "２０１９", "-1", ""])
def test_a_year_outside_the_pilot(zcins: Run, office: Office, year: str) -> None:
    done = zcins("report", "--", year, home=office.home)
    assert done.returncode == 2
    assert "from 2017-11-01 to 2019-12-31" in done.stderr
    assert not list(office.outbox.iterdir())


def test_a_day_before_the_year(zcins: Run, office: Office) -> None:
    done = zcins("report", "2019", "--as-of", "2018-12-31", home=office.home)
    assert done.returncode == 2
    assert "--as-of" in done.stderr


def test_a_year_that_has_not_begun(zcins: Run, office: Office) -> None:
    done = zcins("report", "2019", home=office.home, env={"ZCINS_TODAY": "2018-06-30"})
    assert done.returncode == 2
    assert "has not begun" in done.stderr


def test_the_day_is_today_within_the_year(zcins: Run, office: Office, tmp_path: Path) -> None:
    line = ("report", "2019", "-o", tmp_path, "--format", "json")
    done = zcins(*line, home=office.home, env={"ZCINS_TODAY": "2019-06-30"})
    assert json.loads(done.stdout)["as_of"] == "2019-06-30"


def test_a_folder_that_cannot_be_made(zcins: Run, office: Office, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    done = zcins("report", "2019", "-o", tmp_path / "file", home=office.home)
    assert done.returncode == 2
    assert "-o" in done.stderr
