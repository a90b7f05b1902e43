"""Rows as a table on the screen."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from zcins.console import cell_width, clean, screen
from zcins.present.cells import Column, Row, labelled_total, screen_value

if TYPE_CHECKING:
    from rich.table import Table

WHOLE_WIDTH = 18
WIDE_GAP = 3


def print_table(
    rows: Sequence[Row],
    columns: Sequence[Column],
    *,
    title: str | None = None,
    total: Row | None = None,
) -> None:
    """Print rows as a table on stdout; numbers stand right, the total below a line."""
    from rich import box  # noqa: PLC0415 - heavy
    from rich.table import Table  # noqa: PLC0415 - heavy

    console = screen()
    lines = [[screen_value(row.get(each.key), each.kind) for each in columns] for row in rows]
    if total is not None:
        labelled = labelled_total(total, columns)
        sums = [screen_value(labelled.get(each.key, ""), each.kind) for each in columns]
    widest = [
        max(cell_width(text) for text in [each.title, *(line[at] for line in lines)])
        for at, each in enumerate(columns)
    ]
    gaps = len(columns) - 1
    roomy = sum(widest) + WIDE_GAP * gaps <= console.width
    # Without upright lines the columns are nearer, and Chinese fonts do not break them.
    table = Table(
        title=title and clean(title),
        title_justify="left",
        header_style="bold",
        box=box.SIMPLE_HEAD,
        padding=(0, 1) if roomy else 0,
        pad_edge=False,
        show_edge=False,
    )
    _add_columns(table, columns, widest)
    for line in lines:
        table.add_row(*line)
    if total is not None:
        table.add_section()
        table.add_row(*sums, style="bold")
    least = sum(min(width, WHOLE_WIDTH) for width in widest) + gaps
    console.print(table, width=max(console.width, least), crop=False)


def _add_columns(table: "Table", columns: Sequence[Column], widest: Sequence[int]) -> None:
    """Give the table its columns: long texts give way on a narrow screen, figures never do."""
    for each, width in zip(columns, widest, strict=True):
        right = each.kind in ("int", "money", "rate")
        table.add_column(
            each.title,
            justify="right" if right else "left",
            overflow="fold",
            no_wrap=width <= WHOLE_WIDTH,
            min_width=min(width, WHOLE_WIDTH),
        )
