"""The rows of an insurer's ledger: truth, the faults written over it, and what they add up to."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from data.demo.model import Endorsement, Policy
from data.demo.policies import World


@dataclass(slots=True)
class Row:
    """A row to write: `written` holds the texts that replace what is true."""

    policy: Policy
    endorsement: Endorsement | None
    written: dict[str, str]

    @property
    def premium(self) -> int | None:
        """Give the premium in fen that the row states, None if it states none."""
        text = self.written.get("premium")
        if text is not None:
            digits = text.replace("¥", "").replace(",", "")
            return int(Decimal(digits) * 100) if digits[:1].isdigit() else None
        return self.endorsement.premium if self.endorsement else self.policy.premium

    @property
    def yuan(self) -> float:
        """Give the true premium in yuan."""
        return (self.endorsement or self.policy).premium / 100

    def text(self, field: str, true: object) -> object:
        """Give what the clerk wrote in place of the truth, or the truth."""
        return self.written.get(field, true)

    @property
    def name(self) -> object:
        """Give the insured as written."""
        return self.text("name", self.policy.insured)

    @property
    def code(self) -> object:
        """Give the credit code as written."""
        return self.text("uscc", self.policy.uscc)

    @property
    def number(self) -> object:
        """Give the policy number as written."""
        return self.text("number", self.policy.number)


def rows_of(world: World, insurer: str) -> list[Row]:
    """Give the insurer's rows in the order of its ledger: policies, repetitions, endorsements."""
    return list(_rows(world, insurer))


def _rows(world: World, insurer: str) -> Iterator[Row]:
    for policy in world.policies:
        if policy.insurer != insurer:
            continue
        yield Row(policy, None, policy.written)
        if policy.again is not None:
            yield Row(policy, None, policy.written | policy.again)
        for endorsement in world.endorsements:
            if endorsement.policy is policy:
                yield Row(policy, endorsement, policy.written)


def total(rows: Iterable[Row]) -> int:
    """Give the sum in fen of the premiums that can be read."""
    return sum(row.premium or 0 for row in rows)


def full_width(text: str) -> str:
    """Give the text with full-width digits."""
    return text.translate({ord("0") + n: chr(0xFF10 + n) for n in range(10)})


def chinese_day(day: date | None) -> str:
    """Give a day as 2018年11月2日."""
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


def dotted_day(day: date | None) -> str | None:
    """Give a day as 2019.6.30."""
    return f"{day.year}.{day.month}.{day.day}" if day else None


def compact_day(day: date | None) -> str:
    """Give a day as 20181102."""
    return f"{day:%Y%m%d}" if day else ""


def grouped(yuan: float) -> str:
    """Give an amount as 12,345.60."""
    return f"{yuan:,.2f}"
