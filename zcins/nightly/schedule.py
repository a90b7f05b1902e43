"""What to install so that the run comes every night: for cron, for systemd, for Windows."""

import shlex
import subprocess
import sys
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from xml.etree import ElementTree as ET

UNIT = "zcins-run"
_TASKS = "http://schemas.microsoft.com/windows/2004/02/mit/task"


@dataclass(frozen=True, slots=True)
class Plan:
    """The command of the night, word by word, and the hour at which it starts."""

    words: tuple[str, ...]
    at: time

    @classmethod
    def of(cls, home: Path, language: str, at: time) -> "Plan":
        """Plan the run of an office with the program that is running now."""
        return cls((*program(), "--home", str(home), "--lang", language, "run"), at)


def program() -> tuple[str, ...]:
    """Give the words that start the running program from any folder: absolute paths."""
    script = Path(sys.argv[0])
    if script.stem == "zcins" and script.is_file():
        return (str(script.absolute()),)
    # -P keeps the folder in which the job starts from lending its modules.
    return (sys.executable, "-P", "-m", "zcins")


def cron(plan: Plan) -> str:
    """Give the line of a crontab (crontab(5)); what needs a person comes by mail, from stderr."""
    command = shlex.join(plan.words).replace("%", r"\%")
    return f"{plan.at.minute} {plan.at.hour} * * * {command} >/dev/null\n"


def systemd(plan: Plan) -> dict[str, str]:
    """Give the service and its timer by file name (systemd.service(5), systemd.timer(5)).

    A run that ends with 1 has done its work. A night on which the machine was off is made up for.
    """
    service = f"""\
[Unit]
Description=zcins: night run

[Service]
Type=oneshot
ExecStart={" ".join(_quoted(word) for word in plan.words)}
SuccessExitStatus=1
Nice=10
"""
    timer = f"""\
[Unit]
Description=zcins: night run

[Timer]
OnCalendar=*-*-* {plan.at:%H:%M}:00
Persistent=true

[Install]
WantedBy=timers.target
"""
    return {f"{UNIT}.service": service, f"{UNIT}.timer": timer}


def windows(plan: Plan, start: date) -> str:
    """Give a task of the Windows scheduler as XML without declaration, from `start` on.

    It runs as the user who installs it, and as soon as it can where the machine was off.
    """
    ET.register_namespace("", _TASKS)
    task = ET.Element(f"{{{_TASKS}}}Task", version="1.2")
    info = _under(task, "RegistrationInfo")
    _under(info, "Description", "zcins: night run")
    trigger = _under(_under(task, "Triggers"), "CalendarTrigger")
    _under(trigger, "StartBoundary", f"{start}T{plan.at:%H:%M}:00")
    _under(_under(trigger, "ScheduleByDay"), "DaysInterval", "1")
    principal = _under(_under(task, "Principals"), "Principal")
    principal.set("id", "Author")
    _under(principal, "LogonType", "InteractiveToken")
    settings = _under(task, "Settings")
    _under(settings, "MultipleInstancesPolicy", "IgnoreNew")
    _under(settings, "DisallowStartIfOnBatteries", "false")
    _under(settings, "StopIfGoingOnBatteries", "false")
    _under(settings, "StartWhenAvailable", "true")
    actions = _under(task, "Actions")
    actions.set("Context", "Author")
    action = _under(actions, "Exec")
    _under(action, "Command", plan.words[0])
    _under(action, "Arguments", subprocess.list2cmdline(plan.words[1:]))
    ET.indent(task)
    return ET.tostring(task, encoding="unicode") + "\n"


def _under(parent: ET.Element, name: str, text: str | None = None) -> ET.Element:
    child = ET.SubElement(parent, f"{{{_TASKS}}}{name}")
    child.text = text
    return child


def _quoted(word: str) -> str:
    """Quote a word of ExecStart; % and $ would stand for something there."""
    for sign, written in (("\\", r"\\"), ('"', r"\""), ("%", "%%"), ("$", "$$")):
        word = word.replace(sign, written)
    return f'"{word}"'
