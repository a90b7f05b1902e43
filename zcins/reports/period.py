"""The time a report is about: a year of the pilot, a quarter or a month, and its wording."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from zcins.reports.wording import chinese_day

_QUARTERS = "一二三四"
_YEAR, _MONTH, _QUARTER = 12, 1, 3


@dataclass(frozen=True, slots=True)
class Period:
    """A year, a quarter or a month; `start` and `end` are its first and last day."""

    start: date
    months: int

    @classmethod
    def read(cls, text: str) -> "Period | None":
        """Read 2019, 2019Q2 or 2019-06; None where it is none of them."""
        if found := re.fullmatch(r"([0-9]{4})", text):
            return cls(date(int(found[1]), 1, 1), _YEAR)
        if found := re.fullmatch(r"([0-9]{4})[Qq]([1-4])", text):
            return cls(date(int(found[1]), 3 * int(found[2]) - 2, 1), _QUARTER)
        if found := re.fullmatch(r"([0-9]{4})-(0[1-9]|1[0-2])", text):
            return cls(date(int(found[1]), int(found[2]), 1), _MONTH)
        return None

    @property
    def end(self) -> date:
        """Give its last day."""
        month = self.start.month + self.months - 1
        return date(self.start.year, month, calendar.monthrange(self.start.year, month)[1])

    @property
    def year(self) -> int:
        """Give the year in which it lies."""
        return self.start.year

    @property
    def code(self) -> str:
        """Give it as it is asked for: 2019, 2019Q2, 2019-06."""
        if self.months == _YEAR:
            return str(self.year)
        if self.months == _QUARTER:
            return f"{self.year}Q{(self.start.month + 2) // 3}"
        return f"{self.year}-{self.start.month:02d}"

    @property
    def is_year(self) -> bool:
        """Tell whether it is a whole year."""
        return self.months == _YEAR

    @property
    def name(self) -> str:
        """Give its name in Chinese: 2019年度, 2019年第二季度, 2019年6月份."""
        if self.is_year:
            return f"{self.year}年度"
        if self.months == _QUARTER:
            return f"{self.year}年第{_QUARTERS[self.start.month // 3]}季度"
        return f"{self.year}年{self.start.month}月份"

    @property
    def before(self) -> date:
        """Give the last day of the period before."""
        return self.start - timedelta(days=1)

    @property
    def previous(self) -> "Period":
        """Give the period of the same length before it."""
        month = self.start.month - self.months
        year = self.start.year - (month < 1)
        return Period(date(year, month + _YEAR * (month < 1), 1), self.months)

    @property
    def before_name(self) -> str:
        """Give how the end of the period before is called: 上年末, 上季末, 上月末."""
        return {_YEAR: "上年末", _QUARTER: "上季末"}.get(self.months, "上月末")

    @property
    def last_name(self) -> str:
        """Give how the period before is called: 上年, 上季, 上月."""
        return self.before_name.removesuffix("末")

    @property
    def now_name(self) -> str:
        """Give how its own end is called beside that: 本年末, 本季末, 本月末."""
        return f"{self.this}末"

    @property
    def this(self) -> str:
        """Give how a table calls it: 本年, 本季, 本月."""
        return {_YEAR: "本年", _QUARTER: "本季"}.get(self.months, "本月")

    def span(self, day: date) -> str:
        """Give the part of it that lies before or on a day, as a sentence says it."""
        if day < self.end:
            return f"{chinese_day(self.start)[5:]}至{chinese_day(day)[5:]}"
        if self.is_year:
            return "全年"
        return "本季度" if self.months == _QUARTER else f"{self.start.month}月份"
