"""How large a file may be before it is refused unread: the scheme's `import_…` thresholds."""

from dataclasses import dataclass, fields
from datetime import date
from typing import Self

from zcins.errors import InputRefusedError
from zcins.i18n import _
from zcins.scheme import Scheme

MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits as the shipped scheme sets them; each field `x` is the threshold `import_x`.

    `cells` counts a sheet's rows times its columns, as the readers lay them out in memory.
    """

    file_megabytes: int = 512
    unpacked_megabytes: int = 2048
    markup_megabytes: int = 64
    cells: int = 25_000_000
    sheets: int = 255

    @classmethod
    def of(cls, scheme: Scheme, day: date) -> Self:
        """Give the limits in force on a day; what the scheme leaves open stays as shipped."""
        found = {each.name: scheme.threshold(f"import_{each.name}", day) for each in fields(cls)}
        return cls(**{name: int(entry.number) for name, entry in found.items() if entry})

    def check(self, file: str, name: str, amount: int) -> None:
        """Refuse a file that has more of something than its limit; megabytes come as bytes.

        Raises InputRefusedError that names the limit, its value and how to raise it.
        """
        limit: int = getattr(self, name)
        in_bytes = name.endswith("megabytes")
        if amount <= (limit * MEGABYTE if in_bytes else limit):
            return
        message = _("{file} is too large: {amount} {what}; the limit is {limit}.")
        raise InputRefusedError(
            message.format(
                file=file,
                amount=-(-amount // MEGABYTE) if in_bytes else amount,
                what=_what(name),
                limit=limit,
            ),
            _(
                "Delete what does not belong to the table, or raise the threshold {id}"
                " in the office's scheme/thresholds.toml."
            ).format(id=f"import_{name}"),
        )


def _what(name: str) -> str:
    return {
        "file_megabytes": _("MB"),
        "unpacked_megabytes": _("MB when unpacked"),
        "markup_megabytes": _("MB of a web page or XML"),
        "cells": _("cells on a sheet"),
        "sheets": _("sheets"),
    }[name]
