"""What `zcins schedule` prints does a night's run where it is installed."""

import subprocess
from pathlib import Path
from xml.etree import ElementTree as ET

from tests.conftest import Run
from tests.whole.ledgers import do, events


def test_the_line_of_cron_runs(desk: Run, small: Path, tmp_path: Path) -> None:
    """Started as cron does it: by sh, from another folder, with next to no environment."""
    line = do(desk, "schedule", "cron", "--at", "23:05").stdout
    assert line.startswith("5 23 * * * ")
    command = line.split(" ", 5)[5].replace(r"\%", "%")
    done = subprocess.run(
        ["/bin/sh", "-c", command],
        capture_output=True,
        check=False,
        cwd=tmp_path,
        env={"HOME": str(tmp_path), "PATH": "/usr/bin:/bin", "SHELL": "/bin/sh"},
        encoding="utf-8",
    )
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    assert events(small) == 3


def test_an_office_with_an_odd_name(desk: Run, tmp_path: Path) -> None:
    home = tmp_path / "安责险 100% 'office'"
    line = do(desk, "--home", home, "schedule", "cron").stdout
    command = line.split(" ", 5)[5].replace(r"\%", "%").rstrip()
    shown = command.replace(" run >/dev/null", " doctor")
    done = subprocess.run(
        ["/bin/sh", "-c", shown], capture_output=True, check=False, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    assert (home / "zcins.db").is_file()


def test_systemd_units_are_printed_or_written(desk: Run, home: Path, tmp_path: Path) -> None:
    printed = do(desk, "schedule", "systemd").stdout
    assert f'"{home}"' in printed
    do(desk, "schedule", "systemd", "-o", tmp_path)
    texts = [(tmp_path / f"zcins-run.{kind}").read_text("utf-8") for kind in ("service", "timer")]
    assert all(text in printed for text in texts)
    do(desk, "schedule", "systemd", "-o", tmp_path / "none", code=2)


def test_the_task_for_windows(desk: Run, home: Path, tmp_path: Path) -> None:
    """A file is UTF-16, as the scheduler wants it; on the screen the declaration is left out."""
    printed = do(desk, "schedule", "windows").stdout
    do(desk, "schedule", "windows", "-o", tmp_path / "task.xml")
    content = (tmp_path / "task.xml").read_bytes()
    assert content.startswith(b"\xff\xfe")
    one, two = ET.fromstring(printed), ET.fromstring(content)  # noqa: S314 - our own text
    assert ET.tostring(one) == ET.tostring(two)
    assert str(home) in (one.findtext(".//{*}Arguments") or "")


def test_a_time_that_is_none(desk: Run) -> None:
    assert "25:00" in do(desk, "schedule", "cron", "--at", "25:00", code=2).stderr
