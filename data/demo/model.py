"""The invented world: what is true of its enterprises and policies, and what a clerk wrote."""

from dataclasses import dataclass, field
from datetime import date, timedelta

TODAY = date(2019, 12, 31)
# The ledger's own text for a field, faults included; it replaces what is true.
Written = dict[str, str]


@dataclass(slots=True)
class Project:
    """A construction site: contract cost in yuan."""

    name: str
    cost: int
    completion: date | None


@dataclass(slots=True)
class Enterprise:
    """A register entry; `project` makes it a site of the builder whose key is `builder`."""

    key: str
    name: str
    uscc: str | None
    town: str | None
    sectors: list[str]
    department: str | None
    employees: int | None
    status: str | None = "operating"
    grade: str | None = None
    risk: str | None = None
    included_on: date | None = None
    project: Project | None = None
    builder: str | None = None
    written: Written = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class Policy:
    """A policy; money in fen, limits in yuan, both days included.

    `fate` is what becomes of its ledger row: clean, quarantined, waits (for a person, who has to
    choose among `candidates`) or unmatched (nothing in the register is like it).
    """

    insurer: str
    insured: str
    uscc: str | None
    inception: date
    expiry: date | None
    premium: int
    enterprise: str | None = None
    number: str = ""
    town: str | None = None
    product: str = "安全生产责任保险"
    headcount: int | None = None
    limit: int = 500_000
    aggregate: int = 5_000_000
    received: int | None = None
    cancelled: date | None = None
    project: Project | None = None
    fate: str = "clean"
    why: str | None = None
    candidates: list[str] = field(default_factory=list)
    written: Written = field(default_factory=dict)
    again: Written | None = None

    @property
    def signed(self) -> date:
        """Give the day of signing, some days before the cover begins."""
        return self.inception - timedelta(days=self.inception.day % 5)


@dataclass(slots=True, eq=False)
class Endorsement:
    """A change of a policy from its effective day; premium (fen) and headcount are signed."""

    policy: Policy
    kind: str
    effective: date
    premium: int
    headcount: int | None = None
    number: str = ""


def year_before(day: date) -> date:
    """Give the same day of the year before."""
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def year_end(inception: date) -> date:
    """Give the last day of the insurance year that begins then."""
    return inception.replace(year=inception.year + 1) - timedelta(days=1)
