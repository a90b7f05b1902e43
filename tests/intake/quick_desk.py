"""A store in which nothing is, copied for each example of a property test."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp

from hypothesis import settings

from tests.core.desk import shipped
from zcins.intake.importer import Intake
from zcins.store import Store

TODAY = date(2019, 12, 31)
QUICK = settings(max_examples=40, deadline=None)


@lru_cache(maxsize=1)
def _template() -> Path:
    path = Path(mkdtemp()) / "zcins.db"
    Store(path)
    return path


@contextmanager
def quick_desk() -> Iterator[Intake]:
    """Give the intake of an office that has taken in nothing yet."""
    with TemporaryDirectory() as folder:
        home = Path(folder)
        shutil.copy(_template(), home / "zcins.db")
        (home / "archive").mkdir()
        yield Intake(Store(home / "zcins.db"), shipped(), home / "archive", TODAY)
