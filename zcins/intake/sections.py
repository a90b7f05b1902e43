"""The tables of one sheet: each header with the title lines above it, from the top down."""

import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from zcins.intake.cells import Value, folded
from zcins.intake.columns import Vocabulary
from zcins.intake.evidence import SAMPLED_ROWS
from zcins.intake.header import HIGHEST, SEARCHED_ROWS, Header, Search, is_blank, one_line
from zcins.intake.period import find_month
from zcins.intake.workbook import Sheet
from zcins.records import Kind

TITLE_WEIGHT = 2
# A title and its lines of unit and date have no more cells, and are no more rows, than this.
MOST_TITLE_CELLS = 3
MOST_TITLE_ROWS = 5
# What is looked at of a header that stands further down.
WINDOW_BELOW = HIGHEST + SAMPLED_ROWS
WINDOW_ROWS = MOST_TITLE_ROWS + 1 + WINDOW_BELOW
_TITLE = re.compile(
    r"单位\s*:|\((?:人民币)?(?:百万|千|万|亿)?元\)|日期\s*:|^附[表件]"
    r"|^(?:[(][一二三四五六七八九十]+[)]|[一二三四五六七八九十]+[、.])"
    r"|(?:表|台账|明细|清单|名录|情况|部分)(?:\(.*\))?$"
)
_FIGURE = re.compile(r"\d")
_PAGE = re.compile(r"第?\s*\d+\s*/?\s*\d*\s*页|共\s*\d+\s*页|\(?续表?\)?|\d")


@dataclass(frozen=True, slots=True)
class Block:
    """A table's place on its sheet: its header, and the first row of the lines that title it."""

    kind: Kind
    header: Header
    begin: int
    titles: tuple[str, ...]

    def meets(self, other: "Block") -> bool:
        """Tell whether two headers share a row."""
        return self.header.row < other.header.end and other.header.row < self.header.end


@dataclass(frozen=True, slots=True)
class Place:
    """Where to look for headers: `row` is the first one as told, of the kind asked if any.

    `below` are rows that turned out to look like headers while they were read. All from zero.
    """

    kind: Kind | None = None
    row: int | None = None
    below: tuple[int, ...] = ()


Blocks = dict[Kind, list[Block]]


def blocks_of(sheet: Sheet, words: Vocabulary, place: Place, named: str) -> Blocks:
    """Give the possible tables of a sheet by kind, the best first, none over another of its kind.

    `named` is what the sheet and the file are called. The first of a kind may say little; the
    others must be solid.
    """
    end = max(SEARCHED_ROWS, (place.row or 0) + HIGHEST)
    search = Search(sheet, words, end)
    found = {kind: list(_first_rows(search, kind, words, place, named)) for kind in Kind}
    for top, rows, row in _windows(sheet, place.below):
        below = Search(_cut(sheet, top, rows), words, len(rows))
        for kind in Kind:
            found[kind] += _further_down(below, kind, words, named, (top, row))
    return {kind: blocks for kind, blocks in found.items() if blocks}


def _first_rows(
    search: Search, kind: Kind, words: Vocabulary, place: Place, named: str
) -> Iterator[Block]:
    starts, first = search.starts(), []
    if place.row is not None:
        asked = place.kind in {None, kind} and place.row < len(search.rows)
        first = search.headers(kind, [place.row], told=True) if asked else []
        end = first[0].end if first else place.row + 1
        starts = [start for start in starts if start >= end]
    for at, header in enumerate([*first, *search.headers(kind, starts)]):
        if at == 0 or header.is_solid:
            block = _block(search, header, kind)
            above = (one_line(cell) for row in search.rows[: header.row] for cell in row)
            yield _weighed(block, words, " ".join([named, *above]))


def _windows(sheet: Sheet, below: Sequence[int]) -> Iterator[tuple[int, list[list[Value]], int]]:
    """Give the surroundings of rows in one pass: the first of them, the rows, the row meant."""
    waiting, kept, end = deque(sorted(below)), deque[list[Value]](maxlen=WINDOW_ROWS), 0
    for end, cells in enumerate(sheet.rows, start=1):
        if not waiting:
            return
        kept.append(cells)
        if end > waiting[0] + WINDOW_BELOW:
            yield end - len(kept), list(kept), waiting.popleft()
    for row in waiting:  # the sheet ends within their surroundings
        top = max(row - MOST_TITLE_ROWS, end - len(kept))
        yield top, list(kept)[top - end :], row


def _cut(sheet: Sheet, top: int, rows: list[list[Value]]) -> Sheet:
    merged = tuple(
        (r0 - top, c0, r1 - top, c1)
        for r0, c0, r1, c1 in sheet.merged
        if top <= r0 < top + len(rows)
    )
    return Sheet(sheet.name, rows, merged)


def _further_down(
    search: Search, kind: Kind, words: Vocabulary, named: str, place: tuple[int, int]
) -> Iterator[Block]:
    """Give the table whose header a row further down may be; `place` is as in _windows."""
    top, row = place
    starts = range(max(row - top - HIGHEST + 1, 0), row - top + 1)
    for header in search.headers(kind, starts):
        if header.is_solid and header.end > row - top:
            block = _block(search, header, kind)
            moved = replace(block.header, row=header.row + top)
            yield _weighed(replace(block, header=moved, begin=block.begin + top), words, named)


def _block(search: Search, header: Header, kind: Kind) -> Block:
    rows, begin, titles = search.rows, header.row, list[str]()
    for index in range(header.row - 1, max(header.row - 1 - MOST_TITLE_ROWS, -1), -1):
        if is_blank(rows[index]):
            continue
        if not is_title(rows[index]) and not (index in search.grouped and is_label(rows[index])):
            break
        begin = index
        titles[:0] = [one_line(cell) for cell in rows[index] if not is_blank([cell])]
    return Block(kind, header, begin, tuple(titles))


def _weighed(block: Block, words: Vocabulary, title: str) -> Block:
    """Let the words above a table, and the names of sheet and file, speak for its kind."""
    if not words.is_titled(title, block.kind):
        return block
    return replace(block, header=replace(block.header, score=block.header.score + TITLE_WEIGHT))


def is_title(row: Sequence[Value]) -> bool:
    """Tell whether a row in the middle of a sheet can only be a line above a table's header."""
    filled = [cell for cell in row if not is_blank([cell])]
    texts = [folded(cell) for cell in filled if isinstance(cell, str)]
    if not 0 < len(filled) <= MOST_TITLE_CELLS or len(texts) < len(filled):
        return False
    return any(_TITLE.search(_PAGE.sub("", text).strip()) or find_month(text) for text in texts)


def is_label(row: Sequence[Value]) -> bool:
    """Tell whether a row can name groups of columns: texts alone, without a figure."""
    filled = [cell for cell in row if not is_blank([cell])]
    return all(isinstance(cell, str) and not _FIGURE.search(cell) for cell in filled)


def chosen(
    blocks: Blocks, kind: Kind, rows: Sequence[Sequence[Value]], *, told: bool
) -> list[Block]:
    """Give the tables of a sheet from the top down, of the kind or of another, none over another.

    A header that is rather of another kind is that of the other, unless the kind was `told`.
    """
    own = [
        block
        for block in blocks.get(kind, [])
        if told
        or not any(
            other.meets(block) and other.header.score > block.header.score
            for each in blocks.values()
            for other in each
        )
    ]
    if not own:
        return []
    foreign: list[Block] = []
    others = [block for each, found in blocks.items() if each is not kind for block in found]
    for block in sorted(others, key=lambda each: each.header.score, reverse=True):
        if block.header.is_solid and not any(map(block.meets, [*own, *foreign])):
            foreign.append(block)
    ordered = sorted([*own, *foreign], key=lambda block: block.header.row)
    return _without_repeats(
        [block for at, block in enumerate(ordered) if not _is_legend(ordered, at, rows)]
    )


def _is_legend(ordered: list[Block], at: int, rows: Sequence[Sequence[Value]]) -> bool:
    """Tell whether no row stands between a header and the next: it only explains the columns."""
    if at + 1 == len(ordered) or ordered[at + 1].kind is not ordered[at].kind:
        return False
    between = rows[ordered[at].header.end : ordered[at + 1].begin]
    return all(map(is_blank, between))


def _without_repeats(ordered: list[Block]) -> list[Block]:
    """Leave out headers that are only printed again, on the next page, under the same title."""
    kept: list[Block] = []
    for block in ordered:
        last = kept[-1] if kept else None
        if last and _printed(last) == _printed(block) and plain(last.titles) >= plain(block.titles):
            continue
        kept.append(block)
    return kept


def _printed(block: Block) -> tuple[Kind, tuple[tuple[int, str], ...]]:
    return block.kind, tuple((column.index, column.header) for column in block.header.columns)


def plain(titles: Sequence[str]) -> frozenset[str]:
    """Give title lines without what differs from page to page."""
    return frozenset("".join(_PAGE.sub("", folded(title)).split()) for title in titles)
