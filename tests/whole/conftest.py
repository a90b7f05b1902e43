"""One imported demo office a session; each test that changes it works on a copy."""

import gc
import io
import os
import subprocess
import sys
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from zhconv import convert

from tests.conftest import CLEARED, Completed, Run
from tests.whole.ledgers import INBOX, POLICIES, REGISTER, copy_of, firm, policy, receipts, take
from tests.whole.ledgers import write_csv as csv_at
from tests.whole.nights import AT_ONCE, KEEP_TWO
from zcins.cli import main


@pytest.fixture(scope="session", autouse=True)
def traditional_characters() -> None:
    """Load zhconv's tables once: it leaves their file open, a warning that is none of ours."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        convert("檢", "zh-hans")
        gc.collect()


@pytest.fixture
def desk(tmp_path: Path) -> Run:
    """Run a whole command as the fixture `zcins` does, but in this process: many a second."""

    def run(
        *args: str | Path, home: Path | None = None, env: Mapping[str, str] | None = None
    ) -> Completed:
        settings = {"ZCINS_HOME": str(home or tmp_path / "home"), "LANG": "C.UTF-8", **(env or {})}
        streams = {name: io.TextIOWrapper(io.BytesIO(), "utf-8") for name in ("stdout", "stderr")}
        with pytest.MonkeyPatch.context() as patch:
            for name in [name for name in os.environ if name.startswith(CLEARED)]:
                patch.delenv(name)
            for name, value in settings.items():
                patch.setenv(name, value)
            for name, stream in streams.items():
                patch.setattr(sys, name, stream)
            patch.chdir(tmp_path)
            patch.setattr(sys, "argv", ["zcins", *map(str, args)])
            with pytest.raises(SystemExit) as left:
                main()
        assert isinstance(left.value.code, int)
        said = {name: _said(stream) for name, stream in streams.items()}
        return Completed(args, left.value.code, said["stdout"], said["stderr"])

    return run


def _said(stream: io.TextIOWrapper) -> str:
    stream.seek(0)
    return stream.read()


@dataclass(frozen=True)
class Demo:
    """An office that has taken in the whole demo inbox by one command."""

    home: Path
    receipts: list[dict[str, Any]]


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """Give the imported demo office; only ask it questions."""
    home = copy_of(INBOX.parent, tmp_path_factory.mktemp("demo") / "office")
    env = {name: value for name, value in os.environ.items() if not name.startswith(CLEARED)}
    done = subprocess.run(
        [sys.executable, "-m", "zcins", "import", str(INBOX), "--format", "json"],
        capture_output=True,
        check=False,
        encoding="utf-8",
        env={**env, "ZCINS_HOME": str(home), "LANG": "C.UTF-8"},
    )
    assert done.returncode == 1, done.stderr
    return Demo(home, receipts(done))


@pytest.fixture
def demo_copy(demo: Demo, tmp_path: Path) -> Path:
    """Give a copy of the imported demo office, to be changed."""
    return copy_of(demo.home, tmp_path / "demo office")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Give the folder of the office that `desk` and `zcins` use where none is named."""
    return tmp_path / "home"


@pytest.fixture
def small(desk: Run, tmp_path: Path, home: Path) -> Path:
    """Give an office with firms 1 to 3, of which 1 and 2 are insured by PICC (imports 1, 2)."""
    register = csv_at(tmp_path / "企业台账2019-11.csv", REGISTER, firm(1), firm(2), firm(3))
    ledger = csv_at(tmp_path / "人保财险2019-11.csv", POLICIES, policy(1), policy(2))
    take(desk, register, ledger)
    return home


@pytest.fixture
def inbox(home: Path) -> Path:
    """Give the inbox of an office that takes files without waiting."""
    own = home / "scheme" / "thresholds.toml"
    own.parent.mkdir(parents=True)
    own.write_text(AT_ONCE + KEEP_TWO, encoding="utf-8")
    return home / "inbox"


@pytest.fixture
def filled(inbox: Path) -> Path:
    """Lay in a register of firms 1 to 3, a ledger with 1 and 2, and a letter."""
    csv_at(inbox / "人保财险2019-11.csv", POLICIES, policy(1), policy(2))
    csv_at(inbox / "企业台账2019-11.csv", REGISTER, firm(1), firm(2), firm(3))
    (inbox / "来信.txt").write_text("您好", encoding="utf-8")
    return inbox
