"""The list for the departments of standardization and of credit records (notice 四（四）)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from zcins.reports.wording import plain
from zcins.standing import Standing, Standings, State

STATES = {
    State.INSURED: "已投保",
    State.UNRESOLVED: "核实中",
    State.LAPSED: "脱保",
    State.UNINSURED: "未投保",
}


@dataclass(frozen=True, slots=True)
class Credit:
    """An enterprise as those departments are told of it on a day; ids are the scheme's.

    `begins` and `ends` are the first and the last day of unbroken cover by policies in force, or
    of the last policy where cover has lapsed; `ends` is None where it has no known end.
    """

    standing: Standing
    insurers: list[str]
    begins: date | None
    ends: date | None

    def document(self) -> dict[str, Any]:
        """Give it as JSON holds it."""
        record = self.standing.record
        return {
            "id": self.standing.entry.id,
            "name": record.name,
            "project": record.project_name,
            "uscc": record.uscc,
            "sector": self.standing.sector,
            "town": self.standing.town,
            "department": self.standing.department,
            "required": self.standing.required,
            "state": self.standing.state.value,
            "insurers": self.insurers,
            "from": self.begins,
            "to": self.ends,
            "standardization_grade": record.standardization_grade,
            "standardization_certificate": record.standardization_certificate,
            "standardization_until": record.standardization_until,
        }


def credit(standings: Standings) -> list[Credit]:
    """Give the enterprises that must be insured, and those insured all the same, by place."""
    scheme = standings.scheme
    found = [
        standing
        for standing in standings.entries.values()
        if not standing.outside and (standing.required or standing.covers)
    ]
    found.sort(
        key=lambda one: (
            scheme.order("sector", one.sector),
            scheme.order("town", one.town),
            one.entry.id,
        )
    )
    return [_credit(standing, standings) for standing in found]


def _credit(standing: Standing, standings: Standings) -> Credit:
    policies = standing.covers
    if standing.state is State.LAPSED:
        policies = [max(standing.past, key=lambda policy: policy.last or date.max)]
    insurers = sorted(
        {policy.record.insurer for policy in policies},
        key=lambda code: standings.scheme.order("insurer", code),
    )
    begins = min((policy.record.inception for policy in policies), default=None)
    lasts = [policy.last for policy in policies]
    ends = max((last for last in lasts if last), default=None) if None not in lasts else None
    return Credit(standing, insurers, begins, ends)


def row(one: Credit, standings: Standings) -> dict[str, Any]:
    """Give a line of the list in words, Chinese always."""
    scheme, record = standings.scheme, one.standing.record
    told = one.document()
    name = f"{record.name}（{record.project_name}）" if record.project_name else record.name
    return {
        **told,
        "name": plain(name),
        "sector": scheme.sector_name(one.standing.sector) if one.standing.sector else None,
        "required": "是" if one.standing.required else "否",
        "state": STATES[one.standing.state],
        "insurers": "、".join(map(scheme.insurer_name, one.insurers)) or None,
    }
