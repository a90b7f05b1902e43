"""The pilot's calendar: the steps of its notice, the joint meetings, and what comes next."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from zcins.errors import UsageFaultError
from zcins.i18n import _
from zcins.scheme import PilotStep, Scheme, nearest
from zcins.store import View, Write


@dataclass(frozen=True, slots=True)
class Task:
    """A step of the notice (四（二）) as the office stands with it on a day."""

    step: PilotStep
    department: str | None
    day: date
    done_on: date | None = None
    note: str | None = None

    @property
    def state(self) -> str:
        """Give done, overdue (the day of `due` has passed) or open."""
        if self.done_on and self.done_on <= self.day:
            return "done"
        return "overdue" if self.step.due and self.step.due < self.day else "open"

    def document(self) -> dict[str, Any]:
        """Give it as JSON."""
        return {
            "step": self.step.id,
            "stage": self.step.stage,
            "name": self.step.name,
            "department": self.department,
            "due": self.step.due.isoformat() if self.step.due else None,
            "state": self.state,
            "done_on": self.done_on.isoformat() if self.done_on else None,
            "note": self.note,
            "source": self.step.source,
        }


@dataclass(frozen=True, slots=True)
class Meeting:
    """A joint meeting (通知四（一）) with what it dealt with or decided; `event` numbers it."""

    event: int
    held_on: date
    text: str

    def document(self) -> dict[str, Any]:
        """Give it as JSON."""
        return {"event": self.event, "held_on": self.held_on.isoformat(), "text": self.text}


@dataclass(frozen=True, slots=True)
class Coming:
    """A day that lies ahead: a step's due day, a meeting, or the pilot's end (`kind`)."""

    on: date
    kind: str
    text: str

    def document(self) -> dict[str, Any]:
        """Give it as JSON."""
        return {"on": self.on.isoformat(), "kind": self.kind, "text": self.text}


def tasks(view: View, scheme: Scheme) -> list[Task]:
    """Give the steps in force on the view's day, in their order, done or not."""
    done = _done(view)
    found = [
        step
        for step in scheme.in_force("pilot_step", view.day).values()
        if isinstance(step, PilotStep)
    ]
    found.sort(key=lambda step: (step.stage, scheme.order("pilot_step", step.id)))
    return [
        Task(
            step,
            scheme.department_name(step.department, view.day),
            view.day,
            *done.get(step.id, (None, None)),
        )
        for step in found
    ]


def _done(view: View) -> dict[str, tuple[date, str | None]]:
    rows = view.rows(
        "SELECT step, done_on, note FROM pilot_done"
        " WHERE event <= ?1 AND (ended_by IS NULL OR ended_by > ?1)",
        (view.event,),
    )
    return {step: (date.fromisoformat(done_on), note) for step, done_on, note in rows}


def meetings(view: View) -> list[Meeting]:
    """Give the joint meetings by day, those to come included."""
    sql = "SELECT id, held_on, text FROM meeting WHERE id <= ? ORDER BY held_on, id"
    return [
        Meeting(event, date.fromisoformat(held_on), text)
        for event, held_on, text in view.rows(sql, (view.event,))
    ]


def coming(view: View, scheme: Scheme) -> list[Coming]:
    """Give what lies ahead of the view's day (included) by date: steps due, meetings, the end."""
    days = [
        Coming(task.step.due, "step", task.step.name)
        for task in tasks(view, scheme)
        if task.step.due and task.state != "done"
    ]
    days += [Coming(one.held_on, "meeting", one.text) for one in meetings(view)]
    days.append(Coming(scheme.pilot().end, "end", _("End of the pilot")))
    return sorted((one for one in days if one.on >= view.day), key=lambda one: one.on)


def step_named(scheme: Scheme, day: date, name: str) -> PilotStep:
    """Give the step of an id; raises UsageFaultError that names the nearest."""
    steps = scheme.in_force("pilot_step", day)
    found = steps.get(name)
    if not isinstance(found, PilotStep):
        raise UsageFaultError(
            _("The notice has no step {name}.").format(name=name),
            nearest(name, steps) or _("`zcins pilot show` lists them."),
        )
    return found


def set_done(write: Write, step: str, done_on: date | None, note: str | None) -> None:
    """Note on which day a step was done; None opens it again."""
    write.connection.execute(
        "UPDATE pilot_done SET ended_by = ? WHERE step = ? AND ended_by IS NULL",
        (write.event, step),
    )
    if done_on:
        write.connection.execute(
            "INSERT INTO pilot_done (step, done_on, note, event) VALUES (?, ?, ?, ?)",
            (step, done_on.isoformat(), note, write.event),
        )


def add_meeting(write: Write, held_on: date, text: str) -> None:
    """Enter a joint meeting as this event."""
    write.connection.execute(
        "INSERT INTO meeting (id, held_on, text) VALUES (?, ?, ?)",
        (write.event, held_on.isoformat(), text),
    )
