"""A night's run: named steps, one after the other, of which none stops the others by failing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from zcins.errors import ZcinsError
from zcins.i18n import _
from zcins.nightly.diary import say
from zcins.nightly.overview import Overview
from zcins.office import Office

Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a step (done, skipped, waiting or failed), with a sentence about it."""

    step: str
    state: str
    message: str
    fault: Exception | None = None

    def document(self) -> Document:
        """Give it as JSON."""
        return {"step": self.step, "state": self.state, "message": self.message}


class NotDoneError(Exception):
    """A step has nothing to do tonight; its text says why. This is no failure."""


@dataclass(slots=True)
class Night:
    """What a night has to do with, and what it has done so far."""

    office: Office
    inbox: Path
    outbox: Path
    dry_run: bool = False
    receipts: list[Document] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    faults: list[tuple[str, Exception]] = field(default_factory=list)
    overview: Overview | None = None
    event: int | None = None
    gone: tuple[str, ...] = ()
    written: list[Path] = field(default_factory=list)
    backup: Path | None = None
    outcomes: list[Outcome] = field(default_factory=list)

    def go(self, steps: Sequence["Step"]) -> None:
        """Do the steps in their order; one whose groundwork has failed is skipped."""
        for step in steps:
            outcome = self._do(step)
            self.outcomes.append(outcome)
            level = "error" if outcome.state == "failed" else "info"
            say("step", level, **outcome.document())

    def _do(self, step: "Step") -> Outcome:
        if self.dry_run and not step.rehearsed:
            return Outcome(step.name, "skipped", _("a dry run changes nothing"))
        done = {one.step for one in self.outcomes if one.state in {"done", "skipped"}}
        for needed in step.needs:
            if needed not in done:
                return Outcome(step.name, "waiting", _("{name} has failed").format(name=needed))
        try:
            return Outcome(step.name, "done", step.do(self))
        except NotDoneError as reason:
            return Outcome(step.name, "skipped", str(reason))
        except Exception as fault:  # noqa: BLE001 - the other steps go on; the fault is told last
            return Outcome(step.name, "failed", told(fault), fault)

    @property
    def failures(self) -> list[tuple[str, Exception]]:
        """Give what failed, with its fault: files first, then steps."""
        steps = [(one.step, one.fault) for one in self.outcomes if one.fault]
        return self.faults + steps

    @property
    def needs_a_person(self) -> bool:
        """Tell whether a file was refused or has rows in quarantine."""
        fresh = [one for one in self.receipts if one["status"] in {"imported", "dry_run"}]
        return any(one["status"] == "refused" for one in self.receipts) or any(
            one["rows"]["quarantined"] for one in fresh
        )


@dataclass(frozen=True, slots=True)
class Step:
    """A step by its name; `do` gives a sentence about what it did.

    It is not done where one of the steps that it `needs` has failed, so that the next night finds
    all to do that this one leaves; nor in a dry run, unless it is `rehearsed`.
    """

    name: str
    do: Callable[[Night], str]
    needs: tuple[str, ...] = ()
    rehearsed: bool = False


def told(fault: Exception) -> str:
    """Give a fault in one line."""
    return fault.message if isinstance(fault, ZcinsError) else f"{type(fault).__name__}: {fault}"
