"""What a person sees while a long file is read: on a terminal only, never in pipes."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from zcins.console import clean, margin
from zcins.i18n import _


@contextmanager
def watched(file: str) -> Iterator[Callable[[int, int | None], None]]:
    """Show a file's name and how many of its rows are written on stderr, if it is a terminal."""
    if not sys.stderr.isatty():
        yield lambda _rows, _of: None
        return
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    title = _("Reading {file} …").format(file=clean(file))
    words = TextColumn("{task.fields[count]}")
    columns = (TextColumn("{task.description}"), BarColumn(20), words, TimeElapsedColumn())
    with Progress(*columns, console=margin(), transient=True) as bar:
        task = bar.add_task(title, total=None, count="")

        def show(rows: int, of: int | None) -> None:
            text = _("{rows} of {all} rows") if of else _("{rows} rows")
            count = text.format(rows=f"{rows:,}", all=f"{of or 0:,}")
            bar.update(task, total=of, completed=rows, count=count)

        yield show
