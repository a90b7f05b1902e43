"""Cell to value: texts, codes, counts, yes and no; days and money come from their own modules.

Every parser gives None for a cell that says nothing, and raises CellFault for one that
says something else than its column can mean.
"""

import re
import unicodedata
from datetime import date, datetime, time
from decimal import Decimal

from zcins.intake.amounts import parse_money
from zcins.intake.cells import Value, fail_on_error, folded, is_unknown
from zcins.intake.dates import parse_date, parse_month, parse_period
from zcins.intake.faults import CellFault, problem_message
from zcins.intake.period import find_month
from zcins.registry import code_is_valid

__all__ = [
    "CellFault",
    "Value",
    "code_is_valid",
    "find_month",
    "is_unknown",
    "parse_bool",
    "parse_code",
    "parse_count",
    "parse_date",
    "parse_money",
    "parse_month",
    "parse_period",
    "parse_text",
    "problem_message",
]

# A float keeps this many decimal digits exactly; a longer code has lost its end.
EXACT_DIGITS = 15
LONGEST_UNKNOWN = 4
LARGEST_COUNT = 10**12
SCIENTIFIC = re.compile(r"\d(\.\d+)?[Ee]\+?\d+")
CREDIT_CODE = re.compile(r"[0-9A-Y]{2}[0-9]{6}[0-9A-Y]{10}")
INVISIBLE = re.compile(r"[\u200b-\u200f\u2028-\u202e\u2060\ufeff\x00-\x08\x0e-\x1f\x7f]")
CHINESE = re.compile(r"[\u3400-\u9fff]")
COUNT = re.compile(r"([-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)[人名个位户家]?")
YES = frozenset({"是", "有", "√", "✓", "✔", "1", "Y", "YES", "TRUE", "已建成", "已建", "已完成"})
NO = frozenset(
    {"否", "无", "×", "✗", "✘", "0", "N", "NO", "FALSE", "未建成", "未建", "未完成", "没有"}
)


def parse_text(value: Value, _unit: int = 1) -> str | None:
    """Give the text of a cell on one line; whole numbers of up to 15 digits become text.

    Raises CellFault: code_as_number, formula_error.
    """
    if isinstance(value, str) and len(value) > LONGEST_UNKNOWN and value.isalnum():
        return value  # one word, as most cells are: nothing to fold
    if is_unknown(value):
        return None
    if isinstance(value, str):
        return _line(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _digits(value)
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()
    return value.isoformat() if isinstance(value, date | time) else str(value)


def _line(value: str) -> str:
    fail_on_error(value)
    text = " ".join(INVISIBLE.sub("", value).split()).removeprefix("'")
    if SCIENTIFIC.fullmatch(text):
        raise CellFault("code_as_number")
    return text


def _digits(value: float) -> str:
    if abs(value) >= 10**EXACT_DIGITS:
        raise CellFault("code_as_number")
    return str(int(value)) if value == int(value) else repr(value)


def parse_code(value: Value, _unit: int = 1) -> str | None:
    """Give a credit code (or an older number in its place) in capitals, blanks removed.

    A wrong letter is kept as written, never repaired. Raises CellFault: code_as_number for
    a numeric cell, which no longer holds all its digits; invalid_code for Chinese text.
    """
    if isinstance(value, str) and CREDIT_CODE.fullmatch(value):
        return value  # as nearly all are written
    if is_unknown(value):
        return None
    if isinstance(value, int | float) and not isinstance(value, bool):
        raise CellFault("code_as_number")
    if not isinstance(value, str):
        raise CellFault("invalid_code")
    fail_on_error(value)
    text = INVISIBLE.sub("", unicodedata.normalize("NFKC", value)).upper()
    code = re.sub(r"[\s\-\u2010-\u2015']", "", text)
    if SCIENTIFIC.fullmatch(text.strip()):
        raise CellFault("code_as_number")
    if CHINESE.search(code) or not code:
        raise CellFault("invalid_code")
    return code


def parse_count(value: Value) -> int | None:
    """Give a whole number, of people mostly: 35, "35人", "1,200"; it may be negative.

    Raises CellFault: invalid_number, formula_error.
    """
    if is_unknown(value):
        return None
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise CellFault("invalid_number")
    if isinstance(value, str):
        fail_on_error(value)
    match = COUNT.fullmatch(folded(value) if isinstance(value, str) else f"{value:f}")
    if match is None:
        raise CellFault("invalid_number")
    number = Decimal(match[1].replace(",", ""))
    if number != number.to_integral_value() or abs(number) > LARGEST_COUNT:
        raise CellFault("invalid_number")
    return int(number)


def parse_bool(value: Value) -> bool | None:
    """Give yes or no: 是/否, 有/无, √/×, 1/0, Y/N. Raises CellFault: unknown_value."""
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float) and value in {0, 1}:
        return bool(value)
    word = folded(value).upper() if isinstance(value, str) else ""
    if word in YES:
        return True
    if word in NO:
        return False
    if is_unknown(value):
        return None
    raise CellFault("unknown_value")
