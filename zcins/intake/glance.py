"""Columns at a glance: where every cell is written plainly, all of them are read at once.

Each function gives what its parser would give cell by cell (a test holds them together), or None
where a cell is not plain; then the column is read cell by cell.
"""

import re
from collections.abc import Sequence
from math import isnan
from operator import sub
from typing import cast

from zcins.intake.amounts import FEN, NEARLY_WHOLE, SURELY_EXACT
from zcins.intake.cells import Value
from zcins.intake.values import LONGEST_UNKNOWN

_CODES = re.compile(r"(?>[0-9A-Y]{2}[0-9]{6}[0-9A-Y]{10}\n)*+")
_AMOUNTS = re.compile(r"(?>[0-9]{1,11}(?:\.[0-9]{1,2})?\n)*+")


def plain_texts(cells: list[Value], _unit: int = 1) -> list[str] | None:
    """Give the texts of a column whose cells are all one word."""
    texts = _texts(cells)
    if texts and "".join(texts).isalnum() and min(map(len, texts)) > LONGEST_UNKNOWN:
        return texts
    return None


def plain_codes(cells: list[Value], _unit: int = 1) -> list[str] | None:
    """Give the codes of a column whose cells all have the shape of a credit code."""
    texts = _texts(cells)
    return texts if texts and _all(_CODES, texts) else None


def plain_amounts(cells: list[Value], unit: int = 1) -> list[int] | None:
    """Give the fen of a column of figures, `unit` yuan each, with two decimals at most."""
    texts = _texts(cells)
    if texts and _all(_AMOUNTS, texts):
        figures = list(map(float, texts))
    elif set(map(type, cells)) == {float}:
        figures = cast("list[float]", cells)
    else:
        return None
    factor = unit * FEN
    amounts = [figure * factor for figure in figures]
    if not -SURELY_EXACT < min(amounts) <= max(amounts) < SURELY_EXACT or isnan(sum(amounts)):
        return None
    # Of a figure with two decimals at most the nearest fen is the exact one.
    fen = list(map(round, amounts))
    away = max(map(abs, map(sub, amounts, fen)))
    return fen if away < NEARLY_WHOLE else None


def _texts(cells: list[Value]) -> list[str] | None:
    return cast("list[str]", cells) if set(map(type, cells)) == {str} else None


def _all(lines: re.Pattern[str], texts: Sequence[str]) -> bool:
    """Tell whether every text is one of the lines that a pattern describes."""
    joined = "\n".join(texts) + "\n"
    return joined.count("\n") == len(texts) and lines.fullmatch(joined) is not None
