"""The number of a standardization certificate: what it says of grade and year.

The grammar is that of the national numbering: region (none for the first grade), AQB, two
letters of the industry, the grade in Roman numerals, the year of issue and five digits.
"""

import re
import unicodedata
from dataclasses import dataclass

INDUSTRIES = (
    *("KS", "SY", "XK", "CJ", "DZ", "WH", "HG", "YY", "YH", "YJ", "YS", "JC", "JX"),
    *("QG", "FZ", "YC", "SM"),
)
_GRADES = {"I": "一级", "II": "二级", "III": "三级"}
_NUMBER = re.compile(
    rf"(?P<region>[\u4e00-\u9fff]?)AQB(?:{'|'.join(INDUSTRIES)})(?P<grade>I{{1,3}})"
    r"(?P<year>\d{4})\d{5}"
)
# The form before: (国)AQBWⅠ0001. Its industries are one letter, none of them an I.
_FORMER = re.compile(r"\((?P<region>[\u4e00-\u9fff])\)AQB[A-HJ-Z]{1,2}(?P<grade>I{1,3})\d{4,9}")


@dataclass(frozen=True, slots=True)
class Certificate:
    """What a certificate's number says; the former numbers give no year."""

    grade: str
    year: int | None


def read_certificate(text: str) -> Certificate | None:
    """Read a certificate's number; None where it does not keep to the grammar."""
    key = "".join(unicodedata.normalize("NFKC", text).split()).upper()
    if former := _FORMER.fullmatch(key):
        return Certificate(_GRADES[former["grade"]], None)
    found = _NUMBER.fullmatch(key)
    if found is None or bool(found["region"]) == (found["grade"] == "I"):
        return None
    return Certificate(_GRADES[found["grade"]], int(found["year"]))
