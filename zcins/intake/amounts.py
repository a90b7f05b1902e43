"""Cell to money: whole fen, by decimal arithmetic, half up."""

import re
from decimal import ROUND_HALF_UP, Decimal

from zcins.intake.amount_words import amount_in_words
from zcins.intake.cells import Value, fail_on_error, folded, is_unknown
from zcins.intake.faults import CellFault

FEN = 100
SURELY_EXACT = 1e11
NEARLY_WHOLE = 1e-4
# Beyond ten thousand billion yuan it is a slip of the keyboard, and SQLite's integers end soon.
LARGEST_YUAN = Decimal(10) ** 13
UNITS = {"万": 10_000, "W": 10_000, "亿": 100_000_000, "千": 1_000, "百万": 1_000_000}
FOREIGN = re.compile(r"美元|美金|港元|港币|欧元|日元|英镑|澳元|加元|USD|HKD|EUR|JPY|GBP|[$€£]")
NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d*)?(?:E[+-]?\d{1,2})?|\.\d+"
# A figure as most texts write it, read by whole numbers alone.
PLAIN = re.compile(r"([0-9]{1,11})(?:\.([0-9]{1,2}))?")
AMOUNT = re.compile(
    rf"(?P<open>\()?\s*(?:¥|RMB|CNY|人民币)?\s*(?P<sign>[-+]?)\s*¥?\s*(?P<number>{NUMBER})"
    r"\s*(?P<close>\))?"
    r"\s*(?P<note>\()?\s*(?P<unit>百万|万|亿|千|W)?\s*(?P<yuan>[元圆])?\s*整?\s*(?:人民币|RMB|CNY)?[元圆]?"
    r"\s*(?(note)\))"
)


def parse_money(value: Value, unit: int = 1) -> int | None:
    """Give an amount in whole fen, half up; `unit` is how many yuan the column's figures count.

    A unit written in the cell wins ("0.32万元", "3200元"); brackets around the figure make
    it negative; words are read as well (壹佰贰拾万元整). Raises CellFault: invalid_amount,
    foreign_currency, formula_error.
    """
    if value.__class__ is float:
        # Of a figure with two decimals at most the nearest fen is the exact one.
        amount = value * (unit * FEN)
        if -SURELY_EXACT < amount < SURELY_EXACT and abs(amount - round(amount)) < NEARLY_WHOLE:
            return round(amount)
    elif value.__class__ is str and (plain := PLAIN.fullmatch(value)):
        whole, decimals = plain.groups()
        return (int(whole) * FEN + int((decimals or "").ljust(2, "0"))) * unit
    if is_unknown(value):
        return None
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise CellFault("invalid_amount")
    yuan = _written(value, unit) if isinstance(value, str) else _counted(value) * unit
    if abs(yuan) > LARGEST_YUAN:
        raise CellFault("invalid_amount")
    return int((yuan * FEN).quantize(Decimal(1), ROUND_HALF_UP))


def _counted(value: float) -> Decimal:
    number = Decimal(repr(value))
    if not number.is_finite():
        raise CellFault("invalid_amount")
    return number


def _written(value: str, unit: int) -> Decimal:
    fail_on_error(value)
    text = folded(value).upper().replace("\u2212", "-")
    if FOREIGN.search(text):
        raise CellFault("foreign_currency")
    match = AMOUNT.fullmatch(text)
    if match is None and (words := amount_in_words("".join(text.split()), unit)) is not None:
        return words
    if match is None or bool(match["open"]) != bool(match["close"]):
        raise CellFault("invalid_amount")
    number = Decimal(match["number"].replace(",", ""))
    negative = match["sign"] == "-" or match["open"]
    return (-number if negative else number) * _cell_unit(match, unit)


def _cell_unit(match: re.Match[str], unit: int) -> int:
    if match["unit"]:
        return UNITS[match["unit"]]
    return 1 if match["yuan"] else unit
