"""Counts of enterprises for the documents: by sector, town, department and month."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from zcins.coverage import count
from zcins.reports.period import Period
from zcins.reports.wording import NOT_STATED, percent, plain, tenths
from zcins.standing import Standings

STATES = ("insured", "unresolved", "lapsed", "uninsured")
COUNTS = ("required", *STATES, "employees", "employees_unknown", "insured_headcount")


@dataclass(frozen=True, slots=True)
class Tally:
    """A row of the coverage: required enterprises by state, employees, insured headcount."""

    code: str
    name: str
    required: int
    insured: int
    unresolved: int
    lapsed: int
    uninsured: int
    employees: int
    employees_unknown: int
    insured_headcount: int
    rate: float | None

    @property
    def tenths(self) -> Decimal | None:
        """Give the coverage as a percentage with one decimal; None where nothing is required."""
        return tenths(self.insured, self.required)

    @property
    def percent(self) -> str:
        """Give the coverage as it is printed."""
        return percent(self.insured, self.required)

    def figures(self) -> dict[str, Any]:
        """Give the counts and the rate by name."""
        return {name: getattr(self, name) for name in (*COUNTS, "rate")}


@dataclass(frozen=True, slots=True)
class Coverages:
    """The coverage of a day in all the ways that the documents show it.

    `before` is the total at the end of the period before, `earlier` the rows of that day by
    `sector`, `town` and `department`; None and empty before the pilot. `renamed` gives the names
    of that day's departments as they are called now.
    """

    total: Tally
    before: Tally | None
    earlier: dict[str, list[Tally]]
    renamed: dict[str, str]
    sectors: list[Tally]
    towns: list[Tally]
    departments: list[Tally]
    months: list[Tally]
    voluntary: int
    not_in_register: int
    outside_district: int

    def before_of(self, by: str) -> dict[str, Tally]:
        """Give the rows of the period before by the codes that they have now."""
        return {self.renamed.get(row.code, row.code): row for row in self.earlier.get(by, [])}

    def figures(self) -> dict[str, Any]:
        """Give every figure under a flat key such as `coverage.sector.chemicals.insured`."""
        groups = {
            "sector": self.sectors,
            "town": self.towns,
            "department": self.departments,
            "month": self.months,
        }
        named = {"total": self.total, **({"before": self.before} if self.before else {})}
        named |= {f"{by}.{row.code}": row for by, rows in groups.items() for row in rows}
        named |= {
            f"before.{by}.{row.code}": row for by, rows in self.earlier.items() for row in rows
        }
        found = {
            f"coverage.{key}.{name}": value
            for key, row in named.items()
            for name, value in row.figures().items()
        }
        for name in ("voluntary", "not_in_register", "outside_district"):
            found[f"coverage.{name}"] = getattr(self, name)
        return found


def coverages(standings: Standings, period: Period) -> Coverages:
    """Count the standings of a day in every way, and the total before the period."""
    scheme = standings.scheme
    whole = count(standings)
    rows = _groups(standings)
    before = standings.on(period.before) if period.before >= scheme.pilot().start else None
    earlier = _groups(before) if before else {}
    then = [row.code for row in earlier.get("department", [])]
    return Coverages(
        total=_tally(whole.total, "total", "合计"),
        before=_tally(count(before).total, "before", period.before_name) if before else None,
        earlier=earlier,
        renamed={code: scheme.department_name(code, standings.day) or code for code in then},
        sectors=rows["sector"],
        towns=rows["town"],
        departments=rows["department"],
        months=_by(standings, "month", _month),
        voluntary=whole.voluntary,
        not_in_register=whole.not_in_register,
        outside_district=whole.outside_district,
    )


def _groups(standings: Standings) -> dict[str, list[Tally]]:
    return {
        "sector": _by(standings, "sector", standings.scheme.sector_name),
        "town": _by(standings, "town", plain),
        "department": _by(standings, "department", plain),
    }


def _by(standings: Standings, by: str, name: Callable[[str], str]) -> list[Tally]:
    rows: Iterable[Mapping[str, Any]] = count(standings, (by,)).rows
    return [
        _tally(row, row[by] or "unknown", name(row[by]) if row[by] else NOT_STATED) for row in rows
    ]


def _tally(row: Mapping[str, Any], code: str, name: str) -> Tally:
    return Tally(code, name, *(row[key] for key in (*COUNTS, "rate")))


def _month(code: str) -> str:
    year, month = code.split("-")
    return f"{year}年{int(month)}月"
