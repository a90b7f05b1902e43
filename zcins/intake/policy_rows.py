"""Policy ledgers: policies, and the endorsements that stand among them."""

from collections import Counter

from zcins.intake.built import (
    Built,
    Context,
    insurer_of,
    join_key,
    ordinal,
    party_of,
    require,
    stated,
)
from zcins.intake.reader import ReadRow
from zcins.records import Endorsement, EndorsementKind, Policy
from zcins.registry import name_key

# In these rows a headcount says how many come or go; elsewhere it repeats the policy's.
_HEADCOUNT_SIGN = {EndorsementKind.INCREASE: 1, EndorsementKind.DECREASE: -1}


def policies(built: Built, context: Context, ordinals: Counter[str]) -> None:
    """Make the policy or endorsement of a row."""
    row = built.row
    if (period := row.get("cover_period")) is not None:
        row.values.setdefault("inception", None)
        row.values.setdefault("expiry", None)
        row.values["inception"] = row.values["inception"] or period[0]
        row.values["expiry"] = row.values["expiry"] or period[1]
    if "premium" not in row.columns:
        row.values["premium"] = row.get("premium_received")
    kind = _endorsement_kind(row)
    require(row, ["policy_no", "enterprise_name"])
    insurer = insurer_of(row, context)
    name = row.get("enterprise_name")
    if name and row.get("policy_no"):
        built.key = join_key(insurer, row.get("policy_no"), name_key(name))
    if kind is None:
        _policy(built, context, insurer)
    else:
        _endorsement(built, context, ordinals, kind)


def _endorsement_kind(row: ReadRow) -> EndorsementKind | None:
    """Tell what a row endorses; None for a policy (definitions: Endorsements)."""
    stated = row.get("endorsement_kind")
    premium = row.get("premium")
    negative = premium is not None and premium < 0
    if stated and stated != "new":
        return EndorsementKind(stated)
    if negative:
        return EndorsementKind.REFUND
    return EndorsementKind.CHANGE if row.get("endorsement_no") else None


def _policy(built: Built, context: Context, insurer: str | None) -> None:
    row = built.row
    project = row.get("project_name")
    dates = ["inception"] if project else ["inception", "expiry"]
    require(row, ["premium", *([] if _period_unreadable(row) else dates)])
    if any(problem.field == "expiry" and project for problem in row.problems):
        row.problems = [one for one in row.problems if one.field != "expiry"]
    inception, expiry = row.get("inception"), row.get("expiry")
    if inception and expiry and expiry < inception:
        row.complain("expiry", "expiry_before_inception")
    built.conflict = "ambiguous_endorsement"
    if row.faulty:
        return
    built.record = Policy(
        **stated(row, Policy),
        insurer=insurer,
        party=party_of(row, context, project),
    )


def _period_unreadable(row: ReadRow) -> bool:
    """Hold a row whose dates stand in one cell that cannot be read, and tell that it is so."""
    fault = next((one for one in row.problems if one.field == "cover_period"), None)
    if fault is None or row.get("inception"):
        return False
    row.problems.remove(fault)
    row.complain("cover_period", fault.problem)
    return True


def _endorsement(
    built: Built, context: Context, ordinals: Counter[str], kind: EndorsementKind
) -> None:
    row = built.row
    policy, number = built.key, row.get("endorsement_no")
    # While it is held it must not pass for its policy, whose next row would settle it.
    built.key = join_key(policy, "E", number) if policy and number else None
    row.problems = [
        one for one in row.problems if one.field not in {"inception", "expiry", "cover_period"}
    ]
    effective = row.get("endorsement_effective_on") or row.get("signed_on")
    if effective is None and kind is EndorsementKind.CANCEL:
        effective = row.get("cancelled_on")
    elif effective is None:
        effective = row.get("inception")
    if effective is None:
        row.complain("endorsement_effective_on", "missing_effective_day")
    if row.faulty:
        return
    amount = row.get("premium")
    tail = number or ordinal(ordinals, join_key(policy, effective, amount))
    built.key = join_key(policy, "E", tail)
    built.record = Endorsement(
        insurer=insurer_of(row, context),
        policy_no=row.get("policy_no"),
        party=party_of(row, context, row.get("project_name")),
        endorsement_no=number,
        endorsement_kind=kind,
        effective_on=effective,
        signed_on=row.get("signed_on"),
        premium=None if row.get("premium_after") is not None else amount,
        premium_received=row.get("premium_received"),
        headcount_change=_headcount_change(row, kind),
        headcount_after=row.get("headcount_after"),
        premium_after=row.get("premium_after"),
        premium_received_after=row.get("premium_received_after"),
        limit_per_person=row.get("limit_after") or row.get("limit_per_person"),
        expiry=row.get("expiry_after") or row.get("expiry"),
        accrued=row.get("accrued"),
    )


def _headcount_change(row: ReadRow, kind: EndorsementKind) -> int | None:
    stated: int | None = row.get("insured_headcount")
    if stated is None or row.get("headcount_after") is not None:
        return None
    if kind in _HEADCOUNT_SIGN:
        return _HEADCOUNT_SIGN[kind] * abs(stated)
    return stated if stated < 0 else None
