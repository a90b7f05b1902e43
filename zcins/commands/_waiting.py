"""How what waits for a decision looks on the screen and in a workbook."""

from typing import TYPE_CHECKING, Any

from zcins.commands._common import answer
from zcins.console import clean
from zcins.i18n import N_, _
from zcins.present import Column

if TYPE_CHECKING:
    from zcins.office import Asked
    from zcins.registry import Candidate, Waiting

WHY = {"code": N_("same code"), "name": N_("same name"), "similar": N_("similar name")}
WHAT = {
    "brand": N_("brand word"),
    "trade": N_("trade"),
    "region": N_("region"),
    "form": N_("legal form"),
    "branch": N_("branch"),
    "characters": N_("characters"),
    "code": N_("code"),
    "town": N_("town"),
    "headcount": N_("headcount"),
    "sector": N_("sector"),
    "name": N_("name"),
}
LEVELS = {
    "same": N_("the same"),
    "same_sound": N_("sounds the same"),
    "one_character": N_("one character differs"),
    "number_differs": N_("another number"),
    "longer": N_("one is longer at the front"),
    "left_out": N_("left out on one side"),
    "one_is_a_branch": N_("one is a branch"),
    "near": N_("near"),
    "alike": N_("many the same"),
    "same_organisation": N_("same organisation code within"),
    "other": N_("another"),
    "not_equal": N_("not the same all the same"),
}


def columns() -> list[Column]:
    """Give the columns of the list; that of decisions is filled in by hand in a workbook."""
    return [
        Column("id", _("Id"), "int"),
        Column("name", _("Name as written")),
        Column("uscc", _("Code as written")),
        Column("rows", _("Rows"), "int"),
        Column("enterprise", _("Enterprise"), "int"),
        Column("candidate", _("Candidate")),
        Column("candidate_uscc", _("Its code")),
        Column("score", _("Score"), "rate"),
        Column("why", _("Why")),
    ]


def decision_column() -> Column:
    """Give the column in which a workbook's reader decides."""
    return Column("decision", _("Decision (yes, no or new)"))


def show_waiting(asked: "Asked", fmt: str, output: str | None, *, explain: bool) -> None:
    """Show the waiting names and codes with their candidates, those without any last."""
    documents: list[dict[str, Any]] = []
    rows: list[dict[str, Any]] = []
    told = waiting(asked)
    for one in told:
        document = _document(asked, one)
        documents.append(document)
        rows += _rows(asked, one, document, explained=explain or bool(output))
    if explain and fmt == "table" and not output:
        for one, document in zip(told, documents, strict=True):
            _explain(asked, one, document)
        return
    answer(
        rows,
        [*columns(), decision_column()] if output else columns(),
        fmt=fmt,
        output=output,
        document={"waiting": documents},
        title=_("Waiting for a decision"),
    )


def _explain(asked: "Asked", one: "Waiting", document: dict[str, Any]) -> None:
    """Print a waiting name with each candidate and, line by line, what made its score."""
    print(f"{one.party.id}  {clean(one.party.name)}  {one.party.uscc or '-'}")
    if not one.candidates:
        print("  " + clean(_proposal(asked, document["proposed"])))
    for shown, candidate in zip(document["candidates"], one.candidates, strict=True):
        row = _row(shown, candidate, one, explained=False)
        facts = (shown["enterprise"], clean(shown["name"]), shown["uscc"] or "-")
        print(f"  {candidate.score:.2f}", *facts, shown["town"] or "-", row["why"], sep="  ")
        for line in waterfall(candidate):
            print(f"         {line}")


def _document(asked: "Asked", one: "Waiting") -> dict[str, Any]:
    """Give a waiting name with its candidates; with none, the entry that it would make as new."""
    from zcins.registry import proposed

    document: dict[str, Any] = {
        "id": one.party.id,
        "name": one.party.name,
        "uscc": one.party.uscc or None,
        "rows": one.rows,
        "status": "to_review" if one.candidates else "unmatched",
        "tie": one.tie,
        "candidates": [_candidate(asked, candidate) for candidate in one.candidates],
    }
    if not one.candidates:
        facts = proposed(asked.view, one.party).model_dump(mode="json", exclude_none=True)
        document["proposed"] = facts
    return document


def _rows(
    asked: "Asked", one: "Waiting", document: dict[str, Any], *, explained: bool
) -> list[dict[str, Any]]:
    written = {name: document[name] for name in ("id", "name", "uscc", "rows")}
    if not one.candidates:
        return [{**written, "why": _proposal(asked, document["proposed"])}]
    pairs = zip(document["candidates"], one.candidates, strict=True)
    return [{**written, **_row(shown, found, one, explained=explained)} for shown, found in pairs]


def _proposal(asked: "Asked", facts: dict[str, Any]) -> str:
    """Say what entry `match new` would make of a name that nothing is like."""
    sectors = asked.scheme.sectors_of(facts.get("sectors"))
    known = [facts.get("town"), *(asked.scheme.sector_name(code) for code in sectors)]
    return _("nothing like it; as new: {facts}").format(
        facts=" ".join([str(facts["name"]), *(word for word in known if word)])
    )


def waiting(asked: "Asked") -> "list[Waiting]":
    """Give what waits, at the scheme's floor of the day."""
    from zcins.registry import waiting_list
    from zcins.standing import match_floor

    return waiting_list(asked.view, match_floor(asked.scheme, asked.day))


def waterfall(candidate: "Candidate") -> list[str]:
    """Give the comparisons that made a score, each with its points, as `+0.45 brand word: …`."""
    return [
        f"{level.points:+.2f} {_(WHAT[level.what])}: {_(LEVELS[level.level])}"
        for level in candidate.levels
    ]


def _candidate(asked: "Asked", candidate: "Candidate") -> dict[str, Any]:
    record = asked.view.register[candidate.enterprise].versions[-1].record
    return {
        "enterprise": candidate.enterprise,
        "name": record.name,
        "uscc": record.uscc,
        "town": record.town,
        "score": candidate.score,
        "why": candidate.why,
        "levels": [
            {"what": one.what, "level": one.level, "points": round(one.points, 4)}
            for one in candidate.levels
        ],
    }


def _row(
    shown: dict[str, Any], candidate: "Candidate", one: "Waiting", *, explained: bool
) -> dict[str, Any]:
    why = _(WHY[candidate.why])
    if one.tie and candidate.score == one.candidates[0].score:
        why = _("{why}; a tie").format(why=why)
    if explained and candidate.levels:
        why = "; ".join([why, *waterfall(candidate)])
    return {
        **{name: shown[name] for name in ("enterprise", "score")},
        "candidate": shown["name"],
        "candidate_uscc": shown["uscc"],
        "why": why,
    }
