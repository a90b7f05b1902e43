"""What a cell can hold, and what its text means before any field is known."""

import unicodedata
from datetime import date, datetime, time, timedelta

from zcins.intake.faults import CellFault

Value = str | int | float | bool | date | datetime | time | timedelta | None

UNKNOWN = frozenset(
    {"", "-", "--", "---", "\u2014", "\u2014\u2014", "\u2013", "/", "//", "\\", "N/A"}
    | {"NULL", "NONE", "未标明", "不详", "未知", "无", "空", "待定", "暂无"}
)
# Stands for a formula that no program has worked out yet.
UNCALCULATED = "#FORMULA!"
ERRORS = frozenset(
    {"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#SPILL!", "#CALC!"}
    | {"#FIELD!", "#BLOCKED!", "#GETTING_DATA", UNCALCULATED}
)


def folded(text: str) -> str:
    """Give a text in half-width characters, trimmed; blanks inside keep words apart."""
    return unicodedata.normalize("NFKC", text).strip()


def is_unknown(value: Value) -> bool:
    """Tell whether a cell says nothing: blank, a dash, or a word for unknown."""
    if isinstance(value, str):
        return folded(value).upper() in UNKNOWN
    return value is None or value != value  # noqa: PLR0124 - a number that is none


def fail_on_error(text: str) -> None:
    """Raise CellFault formula_error for the text that a failed formula shows."""
    if text.strip().upper() in ERRORS:
        raise CellFault("formula_error")
