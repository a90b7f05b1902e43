"""Cell to day, period or month. Insurance counts days, so clock times only move the day."""

import re
from datetime import date, datetime, timedelta
from functools import lru_cache

from zcins.intake.cells import Value, fail_on_error, folded, is_unknown
from zcins.intake.faults import CellFault

FIRST_YEAR, LAST_YEAR = 1990, 2099
FIRST_SERIAL, LAST_SERIAL = 20_000, 80_000
# Day 60 of a spreadsheet's calendar never existed; later days count from here.
SERIAL_ZERO = date(1899, 12, 30)
MIDNIGHT_AFTER = 24

DAY = (
    r"(?<!\d)(?:(?P<year>\d{4})\s*[-./年]\s*(?P<month>\d{1,2})\s*[-./月]\s*(?P<day>\d{1,2})(?!\d)"
    r"(?:\s*[日号])?|(?P<compact>\d{8})(?!\d))"
)
CLOCK = (
    r"(?:[\sT]*(?:(?P<stamp>\d{1,2}):(?P<minute>[0-5]\d)(?::[0-5]\d(?:\.\d+)?)?"
    r"|(?P<hour>\d{1,2}|零|二十四)\s*[时点](?:整|\d{1,2}分)?))?"
)
MOMENT = re.compile(rf"[自从由]?\s*{DAY}{CLOCK}(?:\s*[起止])?[.。]?")
OPEN_ENDED = re.compile(
    r"[至到]?\s*(?:无固定期限|长期(?:有效)?"
    r"|(?:工程|项目)?竣工(?:验收)?(?:合格|备案)?(?:之日|日|时)?(?:为?止)?)"
)
JOINER = re.compile(r"\s*(?:[起,;]\s*)?(?:[至到~\-‐‒–—―→一]{1,3}|\s)\s*")
HOURS_IN_WORDS = {"零": 0, "二十四": MIDNIGHT_AFTER}


def parse_date(value: Value, *, end: bool = False) -> date | None:
    """Give the day of a cell: a date, a spreadsheet's serial, or one of the written forms.

    With `end` it is a last day, included: 0时 of a day means the day before, and an open
    end ("无固定期限") is None. Raises CellFault: invalid_date, formula_error.
    """
    if is_unknown(value):
        return None
    if isinstance(value, str):
        fail_on_error(value)
        return _written(folded(value), end=end)
    if isinstance(value, datetime):
        return _plausible(value.date())
    if isinstance(value, date):
        return _plausible(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _numeric(value)
    raise CellFault("invalid_date")


def _plausible(day: date) -> date:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise CellFault("invalid_date")
    return day


def _numeric(number: float) -> date:
    if FIRST_SERIAL <= number <= LAST_SERIAL:
        return _plausible(SERIAL_ZERO + timedelta(days=int(number)))
    if float(number).is_integer():
        return _compact(str(int(number)))
    raise CellFault("invalid_date")


def _compact(digits: str) -> date:
    if not re.fullmatch(r"\d{8}", digits):
        raise CellFault("invalid_date")
    return _day(int(digits[:4]), int(digits[4:6]), int(digits[6:]))


def _day(year: int, month: int, day: int) -> date:
    try:
        return _plausible(date(year, month, day))
    except ValueError as error:
        raise CellFault("invalid_date") from error


@lru_cache(maxsize=4096)
def _written(text: str, *, end: bool) -> date | None:
    if end and OPEN_ENDED.fullmatch(text):
        return None
    if re.fullmatch(r"\d{5}(\.\d+)?", text):
        return _numeric(float(text))
    match = MOMENT.fullmatch(text)
    if match is None:
        raise CellFault("invalid_date")
    return _moment(match, end=end)


def _moment(match: re.Match[str], *, end: bool) -> date:
    """Give the day that a written moment covers, as a first or as a last day."""
    if match["compact"]:
        day = _compact(match["compact"])
    else:
        day = _day(int(match["year"]), int(match["month"]), int(match["day"]))
    hour = _hour(match)
    if hour == MIDNIGHT_AFTER and not end:
        return day + timedelta(days=1)
    # "00:00" is the stamp that systems print on any day; only a written hour is meant.
    if hour == 0 and end and match["hour"]:
        return day - timedelta(days=1)
    return day


def _hour(match: re.Match[str]) -> int | None:
    written = match["stamp"] or match["hour"]
    if written is None:
        return None
    hour = HOURS_IN_WORDS[written] if written in HOURS_IN_WORDS else int(written)
    if hour > MIDNIGHT_AFTER or (hour == MIDNIGHT_AFTER and match["minute"] not in {None, "00"}):
        raise CellFault("invalid_date")
    return hour


def parse_period(value: Value) -> tuple[date | None, date | None]:
    """Give the first and the last day, both included, of a period written in one cell.

    An open end is None; so are both for a cell that says nothing. Raises CellFault:
    invalid_period where there are not two days, invalid_date where one of them is none.
    """
    if is_unknown(value):
        return None, None
    if not isinstance(value, str):
        raise CellFault("invalid_period")
    fail_on_error(value)
    text = folded(value)
    first = MOMENT.match(text)
    joiner = JOINER.match(text, first.end()) if first else None
    if first is None or joiner is None:
        raise CellFault("invalid_period")
    rest = text[joiner.end() :]
    if not MOMENT.fullmatch(rest) and not OPEN_ENDED.fullmatch(rest):
        raise CellFault("invalid_period")
    return _moment(first, end=False), _written(rest, end=True)


def parse_month(value: Value) -> str | None:
    """Give a month as "2019-06" from a day, 201906, "2019.6" or "2019年6月".

    Raises CellFault: invalid_date.
    """
    if is_unknown(value):
        return None
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = folded(str(value)) if isinstance(value, int | str) else ""
    match = re.fullmatch(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*月?份?|(\d{4})(\d{2})", text)
    if match is None:
        day = parse_date(value)
        return f"{day:%Y-%m}" if day else None
    year, month = match[1] or match[3], match[2] or match[4]
    return f"{_day(int(year), int(month), 1):%Y-%m}"
