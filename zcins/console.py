"""The terminal: streams that never die of an encoding, and the consoles that draw on them."""

import io
import re
import sys
from typing import TYPE_CHECKING
from unicodedata import combining, east_asian_width

if TYPE_CHECKING:
    from rich.console import Console

REDIRECTED_WIDTH = 120

# A Chinese character may end a line, but not where its punctuation would begin the next.
_PIECES = re.compile(r"\s+|[⺀-￯][，。、；：！？）》」』”’]*|[^\s⺀-￯]+")


def prepare_streams() -> None:
    """Let stdout and stderr write `?` for what their encoding lacks, whatever it is."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def screen() -> "Console":
    """Give the console of the answers, on stdout."""
    return _console(stderr=False)


def margin() -> "Console":
    """Give the console of progress, warnings and errors, on stderr."""
    return _console(stderr=True)


def can_show(text: str) -> bool:
    """Tell whether the encoding of stdout has every character of the text."""
    try:
        text.encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return False
    return True


def clean(text: str) -> str:
    """Give text that cannot steer the terminal: control characters become spaces."""
    return "".join(char if char.isprintable() else " " for char in text)


def cell_width(text: str) -> int:
    """Give the columns that a terminal needs for the text; a Chinese character needs two."""
    return sum(
        0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1 for char in text
    )


def wrap(text: str, width: int) -> list[str]:
    """Break a paragraph into lines of at most `width` columns, words and punctuation kept."""
    lines = [""]
    for piece in _PIECES.findall(" ".join(text.split())):
        if cell_width(lines[-1]) + cell_width(piece.rstrip()) > width and lines[-1]:
            lines[-1] = lines[-1].rstrip()
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip()
    return [line.rstrip() for line in lines if line.strip()]


def _console(*, stderr: bool) -> "Console":
    from rich.console import Console  # noqa: PLC0415 - heavy

    stream = sys.stderr if stderr else sys.stdout
    terminal = stream.isatty()
    return Console(
        file=stream,
        force_terminal=terminal,
        width=None if terminal else REDIRECTED_WIDTH,
        highlight=False,
        markup=False,
        emoji=False,
    )
