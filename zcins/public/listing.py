"""What the public page says of an enterprise: by the scheme's columns, and nothing else."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date

from zcins.public.persons import masked
from zcins.scheme import PublicColumn, Scheme
from zcins.standing import Standing, Standings, State

STATES = {
    State.INSURED: "已投保",
    State.UNRESOLVED: "核实中",
    State.LAPSED: "脱保",
    State.UNINSURED: "未投保",
}
BARE = frozenset({State.LAPSED, State.UNINSURED})


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the list: the published values by column; the standing is not published."""

    standing: Standing
    values: dict[str, str]


def columns(scheme: Scheme, day: date) -> list[PublicColumn]:
    """Give the columns that may be published on a day, in the scheme's order."""
    found = scheme.in_force(PublicColumn.table, day)
    ordered = sorted(found.items(), key=lambda item: scheme.order(PublicColumn.table, item[0]))
    return [entry for _ident, entry in ordered if isinstance(entry, PublicColumn)]


def lines(standings: Standings, wanted: Collection[str], named: Collection[int]) -> list[Line]:
    """Give the enterprises to be listed with their values of the columns wanted.

    Listed are those that must be insured and those insured all the same. One that is not insured
    is listed only if it is among those `named`: a gap in the list would tell the same.
    """
    scheme = standings.scheme
    kept = [standing for standing in standings.entries.values() if _listed(standing, named)]
    kept.sort(key=lambda one: (_order(scheme, one), one.record.name, one.entry.id))
    told = {name: VALUES[name] for name in VALUES if name in wanted}
    return [
        Line(one, {name: flat(value(one, standings)) for name, value in told.items()})
        for one in kept
    ]


def _listed(standing: Standing, named: Collection[int]) -> bool:
    if standing.outside or not (standing.required or standing.covers):
        return False
    return standing.state not in BARE or standing.entry.id in named


def _order(scheme: Scheme, one: Standing) -> tuple[tuple[int, str], ...]:
    return scheme.order("town", one.town), scheme.order("sector", one.sector)


def flat(text: str) -> str:
    """Give a text on one line, without characters that cannot be seen."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def _name(one: Standing, standings: Standings) -> str:
    record, scheme = one.record, standings.scheme

    def is_place(text: str) -> bool:
        return scheme.town(text) is not None

    name = masked(record.name, record.uscc, is_place)
    if not record.project_name:
        return name
    return f"{name}（{masked(record.project_name, None, is_place)}）"


def _sector(one: Standing, standings: Standings) -> str:
    return standings.scheme.sector_name(one.sector) if one.sector else ""


def _insurers(one: Standing, standings: Standings) -> str:
    scheme = standings.scheme
    codes = {policy.record.insurer for policy in one.covers}
    ordered = sorted(codes, key=lambda code: scheme.order("insurer", code))
    return "、".join(map(scheme.insurer_name, ordered))


def _from(one: Standing, _standings: Standings) -> str:
    return min((str(policy.record.inception) for policy in one.covers), default="")


def _to(one: Standing, _standings: Standings) -> str:
    """Give the last day of unbroken cover by policies in force; none where one has no end."""
    lasts = [policy.last for policy in one.covers]
    return str(max(filter(None, lasts))) if lasts and None not in lasts else ""


VALUES: dict[str, Callable[[Standing, Standings], str]] = {
    "name": _name,
    "uscc": lambda one, _standings: one.record.uscc or "",
    "town": lambda one, _standings: one.town or "",
    "sector": _sector,
    "state": lambda one, _standings: STATES[one.state],
    "insurer": _insurers,
    "from": _from,
    "to": _to,
    "as_of": lambda _one, standings: str(standings.day),
}


def sources(line: Line) -> Iterator[tuple[str, str]]:
    """Give the register's texts behind a line by field, as they were written."""
    record = line.standing.record
    for field in ("name", "project_name", "uscc"):
        if text := getattr(record, field):
            yield field, text
