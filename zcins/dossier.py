"""One enterprise: its register entry, policies and findings, each with the cell it came from."""

from typing import Any

from zcins.compliance import Finding, audit_standings, enterprise_document
from zcins.money import yuan
from zcins.registry import builder_of, parent_of, unconfirmed
from zcins.standing import Standing, Standings
from zcins.store import Known, View


def state_of(standing: Standing) -> str:
    """Give the state of a required entry, else whether it is insured all the same."""
    if standing.required:
        return standing.state.value
    return "voluntary" if standing.covers else "not_required"


def dossier(standings: Standings, standing: Standing) -> dict[str, Any]:
    """Give all that is known of an enterprise on the day, as JSON holds it."""
    view, number = standings.view, standing.entry.id
    files = {entry["id"]: entry for entry in view.imports}
    return {
        "as_of": standings.day.isoformat(),
        "enterprise": {
            **enterprise_document(standing),
            "department": standing.department,
            "state": state_of(standing),
            "facts": standing.record.model_dump(mode="json", exclude_none=True),
            "parent": _related(view, parent_of(view, standing.entry)),
            "builder": _related(view, builder_of(view).get(number)),
            "merged_into": _related(view, standing.record.merged_into),
            "source": _source(view, files, standing.facts),
        },
        "policies": _policies(standings, view, number, files),
        "shown_policies": _shown(standings, number),
        "findings": [
            finding.document()
            for finding in audit_standings(standings).findings
            if finding.enterprise and finding.enterprise.entry.id == number
        ],
    }


def _policies(
    standings: Standings, view: View, number: int, files: dict[int, Any]
) -> list[dict[str, Any]]:
    return [
        {
            "policy_no": policy.record.policy_no,
            "insurer": policy.record.insurer,
            "inception": policy.record.inception.isoformat(),
            "expiry": policy.last.isoformat() if policy.last else None,
            "in_force": policy.in_force,
            "premium": yuan(policy.premium),
            "premium_received": yuan(policy.premium_received),
            "insured_headcount": policy.headcount,
            "limit_per_person": yuan(policy.limit_per_person),
            "linked": view.parties[policy.record.party].how,
            "source": _source(view, files, policy.known),
            "endorsements": [
                {
                    "number": known.record.endorsement_no,
                    "kind": known.record.endorsement_kind.value,
                    "effective": known.record.effective_on.isoformat(),
                    "premium": yuan(known.record.premium),
                    "source": _source(view, files, known),
                }
                for known in view.endorsements.get(policy.known.key, [])
            ],
        }
        for policy in standings.policies
        if policy.enterprise == number
    ]


def behind(view: View, finding: Finding) -> list[dict[str, Any]]:
    """Give the rows that a finding rests on, each with its record's kind, file, sheet and row."""
    files = {entry["id"]: entry for entry in view.imports}
    rows: list[Known[Any]] = []
    if finding.enterprise:
        rows.append(finding.enterprise.facts)
    if finding.hit.policy:
        rows.append(finding.hit.policy.known)
        rows += view.endorsements.get(finding.hit.policy.known.key, ())
    rows += finding.hit.rows
    found = {(type(known.record).__name__, known.version): known for known in rows}
    return [
        {
            "record": known.record.table,
            "period": known.period,
            "values": known.record.model_dump(mode="json", exclude_none=True),
            **_source(view, files, known),
        }
        for known in found.values()
    ]


def _related(view: View, number: int | None) -> dict[str, Any] | None:
    """Give number and name of another entry: a parent, a builder, one that took this one over."""
    entry = view.register.get(number or 0)
    return {"id": entry.id, "name": entry.versions[-1].record.name} if entry else None


def _shown(standings: Standings, number: int) -> list[dict[str, Any]]:
    """Give the policies that the enterprise has shown, and whether an insurer confirmed them."""
    view = standings.view
    open_ones = {entered.id for entered in unconfirmed(view)}
    return [
        {
            "policy_no": entered.policy_no,
            "insurer": entered.insurer,
            "inception": entered.inception.isoformat(),
            "expiry": entered.expiry.isoformat(),
            "file": entered.file,
            "sha256": entered.sha256,
            "confirmed": entered.id not in open_ones,
            **view.by_hand.get(entered.event, {}),
        }
        for entered in view.hand_policies
        if entered.enterprise == number
    ]


def _source(view: View, files: dict[int, Any], known: Known[Any]) -> dict[str, Any]:
    entry = files.get(known.import_id or 0, {})
    told = view.by_hand.get(known.event, {}) if known.import_id is None else {}
    return {
        **told,
        "import": known.import_id,
        "file": entry.get("file"),
        "sha256": entry.get("sha256"),
        "sheet": known.sheet,
        "row": known.row,
    }
