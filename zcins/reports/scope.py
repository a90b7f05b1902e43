"""The part of the district a report is about: all of it, a town, or a department's enterprises."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from zcins.compliance import Audit
from zcins.scheme import Scheme
from zcins.standing import Standing, Standings


@dataclass(frozen=True, slots=True)
class Scope:
    """A town or a department by its name, and which enterprises are its; no name: all."""

    name: str
    keeps: Callable[[Standing], bool]

    def narrowed(self, audit: Audit, standings: Standings) -> Audit:
        """Give an audit with the findings about the enterprises of narrowed standings alone."""
        if not self.name:
            return audit
        kept, waived = (
            [
                one
                for one in found
                if one.enterprise and one.enterprise.entry.id in standings.entries
            ]
            for found in (audit.findings, audit.waived)
        )
        return replace(audit, findings=kept, waived=waived)


WHOLE = Scope("", lambda _standing: True)


def town(name: str) -> Scope:
    """Give the scope of a town by the scheme's id of it."""
    return Scope(name, lambda standing: standing.town == name)


def department(name: str, scheme: Scheme) -> Scope:
    """Give the scope of a department by its name of the day, under its names of other days too."""
    ident = scheme.department(name)
    return Scope(name, lambda standing: scheme.department(standing.department) == ident)
