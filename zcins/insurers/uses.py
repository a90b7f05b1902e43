"""What prevention money was used for, by the words of the scheme (notice 三（七）)."""

from datetime import date

from zcins.records import Prevention
from zcins.scheme import PreventionUse, Scheme
from zcins.scheme.names import fold


def text_of(row: Prevention) -> str:
    """Give what a row says of its use: category, then purpose."""
    return " ".join(part for part in (row.category, row.purpose) if part)


def use_of(scheme: Scheme, row: Prevention, day: date) -> PreventionUse | None:
    """Give the use that a row names: its category's, else its purpose's; None if none.

    A purpose that is not permitted decides all the same: it hides behind a permitted category.
    """
    purpose = _named_first(scheme, row.purpose or "", day)
    if purpose and not purpose.permitted:
        return purpose
    return _named_first(scheme, row.category or "", day) or purpose


def _named_first(scheme: Scheme, text: str, day: date) -> PreventionUse | None:
    key = fold(text)
    mentions = [
        (key.find(fold(word)), -len(word), entry.id, entry)
        for entry in scheme.in_force("prevention_use", day).values()
        if isinstance(entry, PreventionUse)
        for word in entry.contains
        if fold(word) in key
    ]
    return min(mentions)[3] if mentions else None
