"""What the summary is made of, whatever it is written as: chapters, sentences, tables, charts."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from zcins.reports.charts import Chart

NUMERALS = "一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a table's cell, the key of its figure, and by what it sorts if not by that."""

    text: str
    key: str | None = None
    sort: float | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of the second level."""

    title: str


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: the first row is its header, the last its total, if any.

    `widths` are the shares of the columns; the first `left` stand left, the others right.
    """

    caption: str
    rows: Sequence[Sequence[Cell]]
    widths: Sequence[int]
    left: int = 1
    total: bool = True


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart with its number."""

    caption: str
    chart: Chart


Block = str | Section | Grid | Figure


@dataclass(frozen=True, slots=True)
class Chapter:
    """A heading of the first level, and what stands under it."""

    title: str
    blocks: list[Block] = field(default_factory=list)


def cells(texts: Iterable[str | Cell]) -> list[Cell]:
    """Give plain texts as cells."""
    return [text if isinstance(text, Cell) else Cell(text) for text in texts]


def numeral(number: int) -> str:
    """Give a number up to 99 as headings write it: 一, 十, 十二, 二十."""
    tens, ones = divmod(number, 10)
    head = f"{NUMERALS[tens - 1] if tens > 1 else ''}十" if tens else ""
    return head + (NUMERALS[ones - 1] if ones else "")


def numbered(chapters: Iterable[Chapter]) -> list[Chapter]:
    """Give the chapters with all that has a number numbered in the order in which it stands."""
    counts = {Grid: 0, Figure: 0}
    found = []
    for number, chapter in enumerate(chapters, start=1):
        blocks = list(_numbered(chapter.blocks, counts))
        found.append(Chapter(f"{numeral(number)}、{chapter.title}", blocks))
    return found


def _numbered(blocks: Iterable[Block], counts: dict[type, int]) -> Iterator[Block]:
    section = 0
    for block in blocks:
        if isinstance(block, Section):
            section += 1
            yield Section(f"（{numeral(section)}）{block.title}")
        elif isinstance(block, (Grid, Figure)):
            counts[type(block)] += 1
            word = "表" if isinstance(block, Grid) else "图"
            caption = f"{word}{counts[type(block)]}　{block.caption}"
            yield replace(block, caption=caption)
        else:
            yield block
