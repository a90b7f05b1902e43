"""What a column is, and how its values look on a screen, in JSON and in CSV."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from zcins.console import clean
from zcins.i18n import _
from zcins.money import yuan, yuan_grouped

Kind = Literal["text", "int", "money", "rate", "date"]
Row = Mapping[str, Any]
UNKNOWN = "-"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the key of its values in a row, its title, and what the values are.

    Kinds: text, int, money (whole fen), rate (0 to 1), date; None is unknown in each.
    """

    key: str
    title: str
    kind: Kind = "text"


def labelled_total(total: Row, columns: Sequence[Column]) -> Row:
    """Give a total with its label in the first column, where that holds texts."""
    first = columns[0]
    return {first.key: _("Total"), **total} if first.kind == "text" else total


def json_value(value: Any, kind: Kind) -> Any:
    """Give a value as JSON holds it."""
    if isinstance(value, int) and kind == "money":
        return yuan(value)
    return value.isoformat() if isinstance(value, date) else value


def csv_value(value: Any, kind: Kind) -> str:
    """Give a value as CSV holds it."""
    plain = json_value(value, kind)
    return "" if plain is None else str(plain)


def screen_value(value: Any, kind: Kind) -> str:
    """Give a value as the screen shows it."""
    if value is None:
        return UNKNOWN
    if isinstance(value, str | date):
        return clean(str(value))
    if kind == "money":
        return yuan_grouped(int(value))
    if kind == "rate":
        return f"{value:.2%}"
    return f"{value:,}" if kind == "int" else clean(str(value))
