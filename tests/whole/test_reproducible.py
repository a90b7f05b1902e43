"""A report that was sent is made again to the byte: whenever, wherever, whatever came since."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.conftest import CLEARED
from tests.whole.conftest import Demo
from tests.whole.ledgers import POLICIES, ROOT, policy, write_csv

NAMES = ("summary.docx", "annex.xlsx", "summary.html")
ENVIRONMENTS = {
    "another day": {"ZCINS_TODAY": "2031-02-03"},
    "another zone": {"TZ": "America/St_Johns"},
    "another locale": {"LC_ALL": "zh_CN.UTF-8", "ZCINS_LANG": "zh"},
    "bare C": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "another hash seed": {"PYTHONHASHSEED": "4711"},
}
SENT = "15"


def run(home: Path, *line: str | Path, env: Mapping[str, str], package: Path = ROOT) -> None:
    """Run a command of the program that stands in a folder."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(CLEARED)}
    named = {"ZCINS_HOME": str(home), "PYTHONPATH": str(package), "LANG": "C.UTF-8"}
    done = subprocess.run(
        [sys.executable, "-P", "-m", "zcins", *map(str, line)],
        capture_output=True,
        check=False,
        cwd=home,
        encoding="utf-8",
        env={**clean, **named, "ZCINS_TODAY": "2019-12-31", **env},
    )
    assert done.returncode == 0, done.stderr


def sent(
    home: Path, folder: Path, *line: str, package: Path = ROOT, env: Mapping[str, str] | None = None
) -> dict[str, bytes]:
    """Write the report of 2019 as known at the last event of the demo's import."""
    asked = ("report", *(line or ("2019",)), "--as-of", "2019-12-31", "--known-at", SENT)
    run(home, *asked, "-o", folder, env=env or {}, package=package)
    return {name: (folder / name).read_bytes() for name in NAMES}


@pytest.fixture(scope="module")
def first(demo: Demo, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Give the documents as they were sent."""
    folder = tmp_path_factory.mktemp("sent") / "first"
    return sent(demo.home, folder, env={"PYTHONHASHSEED": "1"})


@pytest.mark.parametrize("name", ENVIRONMENTS)
def test_in_other_surroundings(
    demo: Demo, first: dict[str, bytes], tmp_path: Path, name: str
) -> None:
    assert sent(demo.home, tmp_path / "again", env=ENVIRONMENTS[name]) == first


def test_after_imports_undo_decisions_and_another_name(
    demo_copy: Path, first: dict[str, bytes], tmp_path: Path
) -> None:
    """The documents carry the name under which the office wrote then."""
    office = demo_copy / "office.toml"
    text = office.read_text("utf-8")
    office.write_text(text.replace("演示办公室", "工作领导小组办公室"), "utf-8")
    late = write_csv(tmp_path / "人保财险2020-01.csv", POLICIES, policy(1), policy(2))
    run(demo_copy, "import", late, "--accept-layout", env={})
    run(demo_copy, "imports", "undo", SENT, env={})
    run(demo_copy, "pilot", "meeting", "add", "--text", "听取汇报", "--on", "2019-11-11", env={})
    assert sent(demo_copy, tmp_path / "again") == first
    folder = tmp_path / "now"
    run(demo_copy, "report", "2019", "-o", folder, env={})
    now = {name: (folder / name).read_bytes() for name in NAMES}
    assert [name for name in NAMES if now[name] == first[name]] == []
    assert "工作领导小组办公室" in now["summary.html"].decode("utf-8")
    assert "工作领导小组办公室" not in first["summary.html"].decode("utf-8")


def test_from_another_place_of_the_program_and_of_the_office(
    demo_copy: Path, first: dict[str, bytes], tmp_path: Path
) -> None:
    checkout = tmp_path / "另一处 检出"
    for part in ("zcins", "data"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / part, checkout / part, ignore=ignored)
    moved = demo_copy.rename(tmp_path / "搬走的 办公室")
    assert sent(moved, tmp_path / "again", package=checkout) == first


@pytest.mark.parametrize("period", ["2018", "2019-06"])
def test_other_reports_too(demo: Demo, tmp_path: Path, period: str) -> None:
    asked = ("report", period, "--known-at", SENT)
    for folder, zone in (("a", "Asia/Tokyo"), ("b", "UTC")):
        env = {"TZ": zone, "PYTHONHASHSEED": str(len(zone))}
        run(demo.home, *asked, "-o", tmp_path / folder, env=env)
    for name in NAMES:
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes(), name
