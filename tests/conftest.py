"""What the tests of whole commands share."""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import settings

Completed = subprocess.CompletedProcess[str]
Run = Callable[..., Completed]

# What a test says about the terminal and the office must not be overruled by the machine's own.
CLEARED = ("LANG", "LANGUAGE", "NO_COLOR", "FORCE_COLOR", "COLUMNS", "ZCINS_", "LC_", "PYTHONIO")

# A slow machine is no failure of the program.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


@pytest.fixture
def zcins(tmp_path: Path) -> Run:
    """Run a whole command in a process of its own, with an empty home, from another folder."""

    def run(
        *args: str | Path,
        home: Path | None = None,
        env: Mapping[str, str] | None = None,
        encoding: str = "utf-8",
        stdin: str = "",
    ) -> Completed:
        clean = {k: v for k, v in os.environ.items() if not k.startswith(CLEARED)}
        named = {"ZCINS_HOME": str(home or tmp_path / "home"), "LANG": "C.UTF-8", **(env or {})}
        return subprocess.run(
            [sys.executable, "-m", "zcins", *map(str, args)],
            capture_output=True,
            check=False,
            cwd=tmp_path,
            encoding=encoding,
            env={**clean, **named},
            input=stdin,
            timeout=300,
        )

    return run
