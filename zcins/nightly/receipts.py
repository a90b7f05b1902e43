"""A receipt as a short text, to be read beside the file that it speaks of."""

from typing import Any

from zcins.i18n import _, ngettext
from zcins.intake.answers import ANSWERS

SHOWN_PROBLEMS = 20


def receipt_text(receipt: dict[str, Any]) -> str:
    """Give what became of a file in a few lines: state, rows, and the problems by cell."""
    lines = [f"{receipt['file']}: {_state(receipt)}"]
    if receipt["status"] == "refused":
        return "\n".join([*lines, receipt["error"]])
    lines.append(
        _(
            "{read} rows read: {accepted} accepted ({new} new, {updated} changed, {unchanged} as"
            " known), {quarantined} held, {skipped} skipped"
        ).format(**receipt["rows"])
    )
    problems = sorted(receipt["problems"], key=lambda problem: problem["severity"] != "error")
    lines += [_problem(problem) for problem in problems[:SHOWN_PROBLEMS]]
    if (more := len(problems) - SHOWN_PROBLEMS) > 0:
        lines.append(ngettext("and {n} more problem", "and {n} more problems", more).format(n=more))
    if receipt["rows"]["quarantined"] and receipt["id"]:
        lines.append(
            _("Held rows to correct: zcins imports quarantine {id} -o FILE.xlsx").format(
                id=receipt["id"]
            )
        )
    return "\n".join(lines)


def _state(receipt: dict[str, Any]) -> str:
    words = {
        "imported": _("taken as import {id}"),
        "already_imported": _("the same file is in already, as import {id}"),
        "dry_run": _("would be taken"),
        "refused": _("refused"),
    }
    if receipt.get("kind") == ANSWERS:
        words["imported"] = _("departments' answers, taken as event {id}")
        words["already_imported"] = _("departments' answers that are in already, by event {id}")
    return words[receipt["status"]].format(id=receipt.get("id"))


def _problem(problem: dict[str, Any]) -> str:
    where = problem["cell"] or problem["row"] or ""
    grave = _("held") if problem["severity"] == "error" else _("note")
    return f"  {problem['sheet']}!{where} {grave}: {problem['message']}"
