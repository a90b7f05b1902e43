"""What can be wrong with a scheme file, said so that a clerk can put it right."""

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from zcins.i18n import N_, _
from zcins.scheme.entries import Entry

_DAY = N_("{key} must be a day without quotation marks, such as 2018-01-01")
_MESSAGES = {
    "missing": N_("{key} is missing"),
    "extra_forbidden": N_("{key} is not a known key"),
    "date_type": _DAY,
    "bool_type": N_("{key} must be true or false, without quotation marks"),
    "string_type": N_("{key} must be text in quotation marks"),
    "string_too_short": N_("{key} is empty"),
    "string_pattern_mismatch": N_("{key} is empty or has the wrong form: {value}"),
    "int_type": N_("{key} must be a whole number, without quotation marks"),
    "list_type": N_('{key} must be a list, such as ["…", "…"]'),
    "dict_type": N_('{key} must be a table, such as {{ "…" = "…" }}'),
    "too_short": N_("{key} is empty"),
    "literal_error": N_("{key} must be one of {expected}, not {value}"),
}
_OTHER = N_("{key} cannot be read: {value}")
_HINTS = {
    "source": N_("name the document and clause it comes from; leave out what has no source"),
    "confirmed": N_("write confirmed = false until it has been checked in the official text"),
    "from": N_("write the first day it holds, such as from = 2018-01-01"),
}
_END = N_("an end alone ends nothing: write the whole entry again, with its from and its until")


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of a scheme file: the entry, what is wrong and, where known, the next step.

    `at` is the line (from 1) on which the entry or its faulty key stands.
    """

    file: str
    entry: str
    message: str
    hint: str | None = None
    at: int | None = None

    def line(self) -> str:
        """Give the fault as one line of text."""
        place = _("{file}, line {line}").format(file=self.file, line=self.at)
        parts = (place if self.at else self.file, self.entry, self.message)
        text = ": ".join(part for part in parts if part)
        return f"{text} ({self.hint})" if self.hint else text


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Give a hint with the known word that the unknown one resembles, else with all of them."""
    words = sorted(known)
    if close := difflib.get_close_matches(word, words, n=1, cutoff=0.5):
        return _("Did you mean {names}?").format(names=close[0])
    return _("Known are: {names}").format(names=", ".join(words)) if words else None


def not_toml(file: str, detail: str) -> Fault:
    """Give the fault of a file that is no TOML; `detail` is the reader's own message."""
    line = re.search(r"at line (\d+)", detail)
    message = _("line {line} cannot be read: {detail}") if line else _("cannot be read: {detail}")
    return Fault(
        file,
        "",
        message.format(line=line.group(1) if line else "", detail=detail),
        _("look for a missing quotation mark, a key written twice or a day that does not exist"),
    )


def of_entry(
    file: str, entry: str, model: type[Entry], error: ValidationError
) -> list[tuple[str, Fault]]:
    """Give a fault for everything that the model refuses in an entry, with the faulty key."""
    return [
        (str(detail["loc"][0]) if detail["loc"] else "", _of_detail(file, entry, model, detail))
        for detail in error.errors(include_url=False)
    ]


def _of_detail(file: str, entry: str, model: type[Entry], detail: ErrorDetails) -> Fault:
    key = _key(detail["loc"])
    context: dict[str, Any] = detail.get("ctx", {})
    if detail["type"] == "value_error":
        reason = str(context["error"])
        return Fault(file, entry, f"{key}: {reason}" if key else reason)
    message = _(_MESSAGES.get(detail["type"], _OTHER)).format(
        key=key,
        value=_shown(detail["input"]),
        expected=str(context.get("expected", "")).replace(" or ", ", "),
    )
    if detail["type"] == "extra_forbidden" and len(detail["loc"]) == 1:
        return Fault(file, entry, message, nearest(key, keys(model)))
    hint = _HINTS.get(key) if detail["type"] == "missing" else None
    if key == "from" and isinstance(detail["input"], dict) and "until" in detail["input"]:
        hint = _END
    return Fault(file, entry, message, _(hint) if hint else None)


def keys(model: type[Entry]) -> list[str]:
    """Give the keys that an entry may have, as the files write them."""
    return [field.alias or name for name, field in model.model_fields.items()]


def _key(loc: tuple[int | str, ...]) -> str:
    text = ""
    for part in loc:
        if isinstance(part, int):
            text += f"[{part + 1}]"
        elif part != "[key]":
            text += f".{part}" if text else part
    return text


def _shown(value: object) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value)
