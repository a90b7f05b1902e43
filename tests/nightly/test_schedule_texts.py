"""What is printed for cron, systemd and Windows means the words it was made from."""

import shlex
import shutil
import subprocess
from datetime import date, time
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from zcins.nightly.schedule import UNIT, Plan, cron, program, systemd, windows

ODD = "/srv/安责险 \"a\" 'b' 100% $HOME/x\\y"
PLAN = Plan(("/opt/my tools/zcins", "--home", ODD, "run"), time(2, 5))
TASKS = {"t": "http://schemas.microsoft.com/windows/2004/02/mit/task"}


def cron_command(line: str) -> str:
    """Read a line as crontab(5) says: five fields, then a command in which \\% is a %."""
    *_fields, command = line.rstrip("\n").split(" ", 5)
    pieces = command.split(r"\%")
    assert not any("%" in piece for piece in pieces), "a bare % ends the command"
    return "%".join(pieces)


def test_cron_starts_the_words_at_the_hour() -> None:
    line = cron(PLAN)
    assert line.split(" ")[:5] == ["5", "2", "*", "*", "*"]
    assert line.count("\n") == 1
    *words, redirection = shlex.split(cron_command(line))
    assert (tuple(words), redirection) == (PLAN.words, ">/dev/null")


def test_a_shell_sees_the_same_words(tmp_path: Path) -> None:
    """The program's place is taken by one that prints its arguments."""
    script = tmp_path / "print them"
    script.write_text('#!/bin/sh\nprintf "%s\\n" "$@" >&2\n', encoding="utf-8")
    script.chmod(0o700)
    command = cron_command(cron(Plan((str(script), *PLAN.words[1:]), PLAN.at)))
    done = subprocess.run(["/bin/sh", "-c", command], capture_output=True, check=True)
    assert done.stderr.decode().splitlines() == list(PLAN.words[1:])


def unit_words(text: str) -> list[str]:
    """Read ExecStart as systemd.service(5) says: quoted words, %% and $$ for % and $."""
    (line,) = [line for line in text.splitlines() if line.startswith("ExecStart=")]
    words = shlex.split(line.removeprefix("ExecStart="))
    return [word.replace("%%", "%").replace("$$", "$") for word in words]


def test_systemd_starts_the_words_at_the_hour() -> None:
    units = systemd(PLAN)
    assert set(units) == {"zcins-run.service", "zcins-run.timer"}
    assert unit_words(units["zcins-run.service"]) == list(PLAN.words)
    assert "OnCalendar=*-*-* 02:05:00\n" in units["zcins-run.timer"]


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="there is no systemd here")
def test_systemd_accepts_the_units(tmp_path: Path) -> None:
    plan = Plan((shutil.which("true") or "", *PLAN.words[1:]), PLAN.at)
    for name, text in systemd(plan).items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    paths = [str(tmp_path / f"{UNIT}.{kind}") for kind in ("service", "timer")]
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *paths],
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    ours = [line for line in done.stderr.splitlines() if UNIT in line]
    assert ours == []


def windows_words(arguments: str) -> list[str]:
    """Read a command line as the C run-time of Windows does; our words hold no tabs."""
    words: list[str] = []
    word, quoted, slashes = "", False, 0
    for sign in arguments + " ":
        if sign == "\\":
            slashes += 1
            continue
        word += "\\" * (slashes // 2 if sign == '"' else slashes)
        if sign == '"' and slashes % 2:
            word += '"'
        elif sign == '"':
            quoted = not quoted
        elif sign == " " and not quoted:
            words.append(word)
            word = ""
        else:
            word += sign
        slashes = 0
    return words


def task() -> ET.Element:
    return ET.fromstring(windows(PLAN, date(2019, 12, 31)))  # noqa: S314 - our own text


def test_windows_starts_the_words_at_the_hour() -> None:
    root = task()
    texts = {
        name: root.findtext(f".//t:{name}", namespaces=TASKS)
        for name in ("Command", "Arguments", "StartBoundary", "DaysInterval", "LogonType")
    }
    assert texts["Command"] == PLAN.words[0]
    assert windows_words(texts["Arguments"] or "") == list(PLAN.words[1:])
    assert texts["StartBoundary"] == "2019-12-31T02:05:00"
    assert (texts["DaysInterval"], texts["LogonType"]) == ("1", "InteractiveToken")


def test_windows_parts_stand_in_the_order_of_the_schema() -> None:
    """The scheduler refuses a task whose parts are in another order."""
    parts = [child.tag.split("}")[1] for child in task()]
    assert parts == ["RegistrationInfo", "Triggers", "Principals", "Settings", "Actions"]


def test_the_program_is_named_by_absolute_paths(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.argv", ["zcins"])
    assert program()[1:] == ("-P", "-m", "zcins")
    assert Path(program()[0]).is_absolute()
    Path("zcins").touch()
    assert program() == (str(tmp_path / "zcins"),)
