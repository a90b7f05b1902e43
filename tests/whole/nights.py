"""Nights of small offices: their inboxes, their runs, what they tell."""

import json
from pathlib import Path
from typing import Any

from tests.conftest import Run
from tests.whole.ledgers import with_today

AT_ONCE = """
[[threshold]]
id = "inbox_quiet_seconds"
label = "收件夹静置时间"
value = "0"
unit = "seconds"
from = 2017-11-01
source = "office setting"
confirmed = false
"""
KEEP_TWO = AT_ONCE.replace("inbox_quiet_seconds", "backup_keep").replace('"0"', '"2"')
KEEP_TWO = KEEP_TWO.replace('"seconds"', '"count"')


def run_of(desk: Run, *line: str | Path, code: int = 0, **settings: Any) -> dict[str, Any]:
    """Do a night's run; gives its JSON answer."""
    done = desk("run", *line, "--format", "json", **with_today(settings))
    assert done.returncode == code, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def uninsured(answer: dict[str, Any]) -> list[str]:
    """Give the firms that a run newly tells to be uninsured."""
    return [one["enterprise"]["name"] for one in answer["new"] if one["rule"] == "uninsured"]


def lying(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
