"""What the figures of a period rest on: who stands where, and what the audit found."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from zcins.compliance import Audit, audit_standings
from zcins.reports.period import Period
from zcins.reports.scope import WHOLE, Scope
from zcins.scheme import Scheme
from zcins.standing import Standings

if TYPE_CHECKING:
    from zcins.store import View

T = TypeVar("T")


@dataclass(frozen=True)
class Ground:
    """A period as known by a view under a scheme, narrowed to a scope; worked out once."""

    view: "View"
    scheme: Scheme
    period: Period
    scope: Scope = WHOLE

    @property
    def day(self) -> date:
        """Give the day that the figures describe."""
        return self.view.day

    @cached_property
    def _whole(self) -> Standings:
        return Standings(self.view, self.scheme)

    @cached_property
    def standings(self) -> Standings:
        """Give who stands where on the day, within the scope."""
        return self._whole.narrowed(self.scope.keeps) if self.scope.name else self._whole

    @cached_property
    def audit(self) -> Audit:
        """Give what the audit of the day found about the enterprises of the scope."""
        return self.scope.narrowed(audit_standings(self._whole), self.standings)

    def on(self, day: date) -> Standings:
        """Give the standings of another day; asked again, the same."""
        if day == self.day:
            return self.standings
        return self._others.setdefault(day, self.standings.on(day))

    def once(self, make: Callable[["Ground"], T]) -> T:
        """Give what several figures need, worked out at the first asking."""
        if make not in self._made:
            self._made[make] = make(self)
        found: T = self._made[make]
        return found

    @cached_property
    def _made(self) -> dict[Callable[["Ground"], Any], Any]:
        return {}

    @cached_property
    def _others(self) -> dict[date, Standings]:
        return {}
