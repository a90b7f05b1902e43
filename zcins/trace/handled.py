"""The figures of what was done about findings: letters, answers, waivers, complaints."""

from collections.abc import Callable, Iterable

from zcins.findings import Answer, Complaint, Letter, Span, answers
from zcins.reports.ground import Ground
from zcins.reports.handled import Handled
from zcins.reports.handled import handled as gathered
from zcins.trace.found import Found
from zcins.trace.rest import finding_part
from zcins.trace.rows import Part, Row


def _gathered(ground: Ground) -> Handled:
    return gathered(ground.standings, ground.audit, ground.period, narrowed=bool(ground.scope.name))


def handled(ground: Ground, of: str, name: str) -> Found:
    """Trace `handled.letters`, `handled.answer.objection`, `handled.gone` and so on."""
    found = ground.once(_gathered)
    if of == "answer":
        return [_answer(one) for one in found.answers if one.verdict == name]
    return _FOUND[name](ground, found)


def _answer(one: Answer) -> Part:
    place = (one.event, None, one.sheet, one.row)
    row = Row("answer", one.finding, one.text, *place, file=one.file, sha256=one.sha256)
    return Part(("answer", one.finding), one.finding, 1, (row,))


def _letters(ground: Ground, found: Iterable[Letter], by: str) -> list[Part]:
    """Count letters once each, by their number or by the enterprise that they went to."""
    groups: dict[str, list[Letter]] = {}
    for one in found:
        groups.setdefault(str(getattr(one, by)), []).append(one)
    return [
        Part(
            ("letter" if by == "number" else "enterprise", key),
            _name(ground, ones[0].enterprise),
            1,
            tuple(Row("letter", one.number, one.finding, one.event) for one in ones),
        )
        for key, ones in groups.items()
    ]


def _unanswered(ground: Ground, _found: Handled) -> list[Part]:
    said = answers(ground.view)
    return [finding_part(ground, one) for one in ground.audit.findings if one.id not in said]


def _waived(ground: Ground, _found: Handled) -> list[Part]:
    parts = []
    for one in ground.audit.waived:
        part = finding_part(ground, one)
        event = one.waiver.event if one.waiver else None
        waiver = Row("waiver", one.id, one.waiver.reason if one.waiver else "", event)
        parts.append(Part(part.subject, part.name, 1, (waiver, *part.rows)))
    return parts


def _gone(ground: Ground, found: Handled) -> list[Part]:
    nights = {day: event for event, day in ground.view.rows("SELECT id, day FROM audited")}
    return [_span(ground, one, nights) for one in found.gone]


def _span(ground: Ground, one: Span, nights: dict[str, int]) -> Part:
    row = Row("finding", one.finding, one.rule, nights.get(str(one.gone)))
    return Part(("gone", f"{one.finding}:{one.first}"), _name(ground, one.enterprise), 1, (row,))


def _complaints(ground: Ground, found: Iterable[Complaint]) -> list[Part]:
    return [
        Part(
            ("complaint", one.id),
            _name(ground, one.enterprise) or one.insurer or "",
            1,
            (Row("complaint", one.id, one.text, one.id),),
        )
        for one in found
    ]


def _name(ground: Ground, number: int | None) -> str:
    entry = ground.view.register.get(number or 0)
    return entry.versions[-1].record.name if entry else ""


_FOUND: dict[str, Callable[[Ground, Handled], list[Part]]] = {
    "letters": lambda ground, found: _letters(ground, found.letters, "number"),
    "firms": lambda ground, found: _letters(ground, found.letters, "enterprise"),
    "unanswered": _unanswered,
    "waived": _waived,
    "gone": _gone,
    "complaints": lambda ground, found: _complaints(ground, found.complaints),
    "complaints_open": lambda ground, found: _complaints(
        ground, [one for one in found.complaints if one.is_open]
    ),
}
