"""Identity and mobile numbers in texts that are to be published, however they are written."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from stdnum.cn import ric

from zcins.i18n import N_
from zcins.registry import code_is_valid

IDENTITY, MOBILE = N_("an identity number"), N_("a mobile number")
# What people put between the digits: blanks, hyphens, dots, brackets.
_GAP = r"[\W_]{0,3}"
# Each start is looked at: a number may follow others with no more than a gap between.
_ID = re.compile(rf"(?<!\d)(?=([1-8](?:{_GAP}\d){{16}}{_GAP}[\dX])(?!\d))")
_OLD_ID = re.compile(rf"(?<!\d)(?=([1-8](?:{_GAP}\d){{14}})(?!\d))")
_MOBILE = re.compile(rf"(?<!\d)(?=(?:(?:00)?86{_GAP}|0)?(1{_GAP}[3-9](?:{_GAP}\d){{9}})(?!\d))")
_ENOUGH = re.compile(r"\d(?:\D*\d){10}")
_NUMERALS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_REGIONS = range(11, 84)
_EARLIEST = date(1900, 1, 1)
_LAST_DIGITS = 4
_LENGTH = 18


@dataclass(frozen=True, slots=True)
class Private:
    """A number that must not be published: what it is, and its last four digits."""

    what: str
    ending: str


def private_numbers(text: str, own_code: str | None = None) -> Iterator[Private]:
    """Give the identity and mobile numbers of a text; `own_code` is the enterprise's own code.

    An identity number is told by region and day of birth or by its check digit (GB 11643-1999),
    one of fifteen digits by region and day. The enterprise's own code, where valid, is none.
    """
    plain = unicodedata.normalize("NFKC", text).upper().translate(_NUMERALS)
    if not _ENOUGH.search(plain):
        return
    own = own_code if own_code and code_is_valid(own_code) else None
    ends: dict[int, int] = {}
    for found in (*_ID.finditer(plain), *_OLD_ID.finditer(plain)):
        number = re.sub(r"[\W_]", "", found[1])
        if number != own and _is_identity(number):
            ends[found.start(1)] = found.end(1)
            yield Private(IDENTITY, number[-_LAST_DIGITS:])
    # A number that is part of another is that one; a prefix makes no second one of it.
    for at, number in {found.start(1): found[1] for found in _MOBILE.finditer(plain)}.items():
        if not any(start <= at < end for start, end in ends.items()):
            yield Private(MOBILE, re.sub(r"\D", "", number)[-_LAST_DIGITS:])


def _is_identity(number: str) -> bool:
    if int(number[:2]) not in _REGIONS:
        return False
    if len(number) == _LENGTH:
        return _is_day(number[6:14]) or ric.calc_check_digit(number) == number[-1]
    return _is_day("19" + number[6:12])


def _is_day(digits: str) -> bool:
    try:
        return date.fromisoformat(digits) >= _EARLIEST
    except ValueError:
        return False
