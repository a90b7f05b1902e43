"""The Chinese pages about the scheme are those of the scheme that ships."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_pages_are_up_to_date() -> None:
    done = subprocess.run(
        [sys.executable, "tools/scheme_docs.py", "--check"],
        cwd=ROOT,
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_tariff_manual_shows_the_step_down() -> None:
    text = (ROOT / "docs" / "tariff.zh-CN.md").read_text(encoding="utf-8")
    assert "| 1,000.00 | 6,500.00 |\n| 1,000.01 | 6,000.06 |" in text
