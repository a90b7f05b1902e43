"""What a rule of the audit is, what it looks at and what it finds; and the registry of rules."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, TypeVar

from zcins.cover import PolicyOnDay
from zcins.i18n import _
from zcins.scheme import Scheme
from zcins.scheme.entries import Threshold
from zcins.standing import Standing, Standings
from zcins.store import Known, View

Severity = Literal["high", "medium", "low"]
SEVERITIES: tuple[Severity, ...] = ("high", "medium", "low")
OFFICE = "safety"
T = TypeVar("T")


class NotCheckedError(Exception):
    """A rule cannot be checked: the scheme has no value in force, or the data are absent.

    `partly` tells that the findings given before it stand, and only the rest is not checked.
    """

    def __init__(self, reason: str, *, partly: bool = False) -> None:
        super().__init__(reason)
        self.partly = partly


class Facts:
    """What a rule looks at: the standings of a day and the scheme."""

    def __init__(self, standings: Standings) -> None:
        self.standings = standings
        self.scheme: Scheme = standings.scheme
        self.day: date = standings.day
        self._made: dict[Callable[[Standings], Any], Any] = {}

    def threshold(self, ident: str, day: date | None = None) -> Threshold:
        """Give a threshold of a day; raises NotCheckedError where no value is in force."""
        found = self.scheme.threshold(ident, day or self.day)
        if found is None:
            raise NotCheckedError(_("no value in force: {name}").format(name=ident))
        return found

    def once(self, make: Callable[[Standings], T]) -> T:
        """Give what several rules need, worked out at the first asking."""
        if make not in self._made:
            self._made[make] = make(self.standings)
        found: T = self._made[make]
        return found

    def require(self, need: str) -> None:
        """Raise NotCheckedError where no record has what a rule needs.

        `need` is a kind of ledger, with a field or without: `claims`, `policies.signed_on`.
        """
        kind, _dot, name = need.partition(".")
        records = (known.record for known in _records(self.standings.view, kind))
        if any(not name or getattr(record, name) is not None for record in records):
            return
        text = _("no record in the books states {what}")
        if not name:
            text = _("the books hold no records of {what}")
        raise NotCheckedError(text.format(what=need))


def _records(view: View, kind: str) -> Iterator[Known[Any]]:
    if kind == "register":
        return (known for entry in view.register.values() for known in entry.versions)
    return iter(getattr(view, kind))


class Told:
    """A sentence and what is filled in; it is put into words in the language of the asking."""

    __slots__ = ("template", "values")

    def __init__(self, template: str, **values: object) -> None:
        """Take a template that is marked with N_()."""
        self.template = template
        self.values = values

    def __str__(self) -> str:
        return _(self.template).format(**self.values)


@dataclass(frozen=True, slots=True)
class Hit:
    """What a rule found. `once` is true where the fact cannot end and come again.

    `mark` tells facts of one enterprise or insurer apart where no policy does; `rows` are the
    records behind it beside the enterprise's and the policy's.
    """

    message: Told
    standing: Standing | None = None
    policy: PolicyOnDay | None = None
    since: date | None = None
    once: bool = True
    insurer: str | None = None
    mark: str | None = None
    rows: tuple[Known[Any], ...] = ()


Check = Callable[[Facts], Iterator[Hit]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: how bad a breach is, on what it rests, what is to be done. Texts are English.

    `needs` names the data without which it is not checked, `department` (the scheme's id) who
    acts, None being the one in charge of the enterprise.
    """

    id: str
    severity: Severity
    basis: str
    remedy: str
    check: Check
    needs: tuple[str, ...] = ()
    department: str | None = None
    waivable: bool = True


RULES: dict[str, Rule] = {}


def rule(
    severity: Severity,
    basis: str,
    remedy: str,
    *,
    needs: tuple[str, ...] = (),
    department: str | None = None,
    waivable: bool = True,
) -> Callable[[Check], Check]:
    """Register a rule under the name of its function; texts are marked with N_()."""

    def register(check: Check) -> Check:
        RULES[check.__name__] = Rule(
            check.__name__, severity, basis, remedy, check, needs, department, waivable
        )
        return check

    return register
