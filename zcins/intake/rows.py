"""From a read row to a record: one builder a kind of ledger."""

from collections import Counter
from collections.abc import Callable

from pydantic import ValidationError

from zcins.intake.built import (
    Built,
    Context,
    code_of,
    insurer_of,
    join_key,
    ordinal,
    party_of,
    require,
    stated,
)
from zcins.intake.policy_rows import policies
from zcins.intake.reader import ReadRow
from zcins.records import KEY_SEPARATOR, Accident, Claim, Enterprise, Kind, Prevention
from zcins.registry import CODE_LENGTH, core_key, former_keys, name_key
from zcins.scheme import Scheme

LIST_SEPARATOR = "、"


def build(row: ReadRow, context: Context, ordinals: Counter[str]) -> Built:
    """Make a row's record; where it cannot be made, its problems say why."""
    built = Built(row)
    try:
        _BUILDERS[context.kind](built, context, ordinals)
    except ValidationError as error:
        for detail in error.errors():
            row.complain(str(detail["loc"][0]) if detail["loc"] else None, "missing_value")
    if row.faulty:
        built.record = None
    return built


def _register(built: Built, context: Context, _ordinals: Counter[str]) -> None:
    row, scheme = built.row, context.scheme
    require(row, ["enterprise_name"])
    name = row.get("enterprise_name")
    if name is None:
        return
    code = code_of(row)
    if code is None and len(row.get("registration_no") or "") == CODE_LENGTH:
        code = row.values.pop("registration_no")
    written = row.get("town") or (
        row.sheet if "town" not in row.columns and scheme.town(row.sheet) else None
    )
    town = scheme.town(written, uscc=code, name=name)
    if written and town is None:
        row.complain("town", "unknown_town", "warning")
    fields = {key: row.get(key) for key in Enterprise.fields() if key in row.columns}
    fields.update(
        name=name,
        uscc=code,
        town=town.id if town else written,
        sectors=_sectors(row, scheme),
        department=scheme.department(row.get("department")) or row.get("department"),
    )
    built.record = Enterprise(**fields)
    project = name_key(row.get("project_name") or "")
    built.key = join_key(code or name_key(name), "" if code else built.record.town, project)
    valid_from = row.get("valid_from") or context.period_end
    key, former = name_key(name), KEY_SEPARATOR.join(former_keys(row.get("former_names")))
    # in the order of zcins.store.merge_register.EXTRA
    built.extra = (key, core_key(key), former or None, project, valid_from.isoformat())


def _sectors(row: ReadRow, scheme: Scheme) -> str | None:
    written: str | None = row.get("sector")
    if not written:
        return None
    codes = scheme.sectors_of(written)
    if not codes:
        row.complain("sector", "unknown_sector", "warning")
        return written
    return LIST_SEPARATOR.join(codes)


def _claims(built: Built, context: Context, _ordinals: Counter[str]) -> None:
    row = built.row
    require(row, ["case_no"])
    if row.faulty:
        return
    insurer = insurer_of(row, context)
    built.key = join_key(insurer, row.get("case_no"), row.get("line"))
    built.record = Claim(
        **stated(row, Claim),
        insurer=insurer,
        party=party_of(row, context),
    )


def _prevention(built: Built, context: Context, ordinals: Counter[str]) -> None:
    row = built.row
    faulted = {problem.field for problem in row.problems}
    dated = row.get("spent_on") or row.get("month")
    if dated is None and faulted & {"spent_on", "month"}:
        name = "spent_on" if "spent_on" in faulted else "month"
        row.problems = [one for one in row.problems if one.field != name]
        row.complain(name, "invalid_date")
    elif dated is None:
        row.values["month"] = context.period_end.isoformat()[:7]
    if row.get("accrued") is None and row.get("spent") is None:
        name = "spent" if "spent" in row.columns else "accrued"
        row.problems = [one for one in row.problems if one.field != name]
        row.complain(name, "invalid_amount" if name in faulted else "missing_value")
    voucher = row.get("voucher_no")
    built.key = join_key(insurer_of(row, context), voucher) if voucher else None
    if row.faulty:
        return
    fields = stated(row, Prevention)
    record = Prevention(**fields, insurer=insurer_of(row, context), party=party_of(row, context))
    whole = join_key(context.period_end, *record.model_dump(mode="json").values())
    built.key = built.key or ordinal(ordinals, whole)
    built.record = record


def _accidents(built: Built, context: Context, ordinals: Counter[str]) -> None:
    row = built.row
    require(row, ["enterprise_name", "happened_on"])
    case = row.get("case_no")
    built.key = join_key("case", case) if case else None
    if row.faulty:
        return
    fields = stated(row, Accident)
    record = Accident(**fields, party=party_of(row, context))
    whole = join_key(*record.model_dump(mode="json").values())
    built.key = built.key or ordinal(ordinals, whole)
    built.record = record


_BUILDERS: dict[Kind, Callable[[Built, Context, Counter[str]], None]] = {
    Kind.REGISTER: _register,
    Kind.POLICIES: policies,
    Kind.CLAIMS: _claims,
    Kind.PREVENTION: _prevention,
    Kind.ACCIDENTS: _accidents,
}
