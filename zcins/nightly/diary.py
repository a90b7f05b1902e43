"""The diary of the nights: a line of JSON for each thing done, in a file and on demand on stderr.

One object a line: `at`, `level` (info or error), `event` and what belongs to it.
"""

import json
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any

from zcins.store.base import HOME_ZONE

FILE = "run.jsonl"
BYTES, FILES = 1 << 20, 5
_logger = logging.getLogger("zcins.nightly")


class _Lines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        """Give a record as one line of JSON."""
        at = datetime.fromtimestamp(record.created, HOME_ZONE).isoformat(timespec="seconds")
        line = {"at": at, "level": record.levelname.lower(), "event": record.msg}
        return json.dumps({**line, **getattr(record, "fields", {})}, ensure_ascii=False)


def say(event: str, level: str = "info", **fields: Any) -> None:
    """Write a line; outside `diary` it goes nowhere."""
    _logger.log(logging.getLevelNamesMapping()[level.upper()], event, extra={"fields": fields})


@contextmanager
def diary(folder: Path, *, aloud: bool) -> Iterator[Path]:
    """Keep the diary in a folder while the work goes on, and on stderr too if `aloud`.

    Gives its file. The file is renamed when it has grown, and the oldest is removed.
    """
    folder.mkdir(mode=0o700, exist_ok=True)
    path = folder / FILE
    handlers: list[logging.Handler] = [
        RotatingFileHandler(path, maxBytes=BYTES, backupCount=FILES, encoding="utf-8")
    ]
    if aloud:
        handlers.append(logging.StreamHandler(sys.stderr))
    _logger.setLevel(logging.INFO)
    _logger.propagate = False
    for handler in handlers:
        handler.setFormatter(_Lines())
        _logger.addHandler(handler)
    try:
        yield path
    finally:
        for handler in handlers:
            _logger.removeHandler(handler)
            handler.close()
