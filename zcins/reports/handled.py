"""What was done about findings: letters, answers, waivers, findings gone, complaints."""

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from zcins.compliance import Audit
from zcins.findings import Answer, Complaint, Letter, Span, answers, complaints, letters, spans
from zcins.reports.period import Period
from zcins.standing import Standings

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True)
class Handled:
    """What was done in the period by the day, and how the findings of the day are answered.

    `letters`, `gone` and `complaints` are of the period; `gone` are findings that a night saw and
    a later one did not. `answers` are the latest to the findings of the day, waived ones included;
    `unanswered` counts those open without one, `waived` those that a waiver hides.
    """

    letters: list[Letter]
    answers: list[Answer]
    unanswered: int
    waived: int
    gone: list[Span]
    complaints: list[Complaint]

    @property
    def firms(self) -> int:
        """Count the enterprises that letters went to."""
        return len({letter.enterprise for letter in self.letters})

    @property
    def numbers(self) -> int:
        """Count the letters; one may tell of several findings."""
        return len({letter.number for letter in self.letters})

    @property
    def verdicts(self) -> Counter[str]:
        """Count the answers by `handled` and `objection`."""
        return Counter(answer.verdict for answer in self.answers)

    @property
    def open_complaints(self) -> int:
        """Count the complaints without outcome."""
        return sum(one.is_open for one in self.complaints)

    def figures(self) -> dict[str, int]:
        """Give every figure under a flat key such as `handled.letters`."""
        found = {
            "letters": self.numbers,
            "firms": self.firms,
            "answer.handled": self.verdicts["handled"],
            "answer.objection": self.verdicts["objection"],
            "unanswered": self.unanswered,
            "waived": self.waived,
            "gone": len(self.gone),
            "complaints": len(self.complaints),
            "complaints_open": self.open_complaints,
        }
        return {f"handled.{name}": value for name, value in found.items()}


def handled(standings: Standings, audit: Audit, period: Period, *, narrowed: bool) -> Handled:
    """Gather what was done; `narrowed` standings keep what is about their enterprises alone."""
    view, day = standings.view, standings.day

    def within(when: "date") -> bool:
        return period.start <= when <= day

    def concerns(enterprise: int | None) -> bool:
        return not narrowed or enterprise in standings.entries

    said = answers(view)
    given = [said[one.id] for one in (*audit.findings, *audit.waived) if one.id in said]
    return Handled(
        [one for one in letters(view) if within(one.sent_on) and concerns(one.enterprise)],
        given,
        sum(finding.id not in said for finding in audit.findings),
        len(audit.waived),
        [one for one in spans(view) if one.gone and within(one.gone) and concerns(one.enterprise)],
        [one for one in complaints(view) if within(one.made_on) and concerns(one.enterprise)],
    )
