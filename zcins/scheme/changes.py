"""Changed values for a calculation: `factor.standardization.二级=0.85` over the entries read."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from pydantic import ValidationError

from zcins.errors import SchemeBrokenError, UsageFaultError
from zcins.i18n import _
from zcins.scheme import faults
from zcins.scheme.entries import Entry
from zcins.scheme.rates import Factor, Tariff
from zcins.scheme.scheme import Scheme
from zcins.scheme.tables import TABLES

CHANGEABLE = {
    "tariff": ("rates", "bands", "floor", "cap"),
    "factor": ("values", "bands"),
    "subsidy": ("rate", "cap_per_enterprise", "base", "shares"),
}
_LAST = "last"


def changed(scheme: Scheme, settings: Iterable[str], day: date) -> Scheme:
    """Give the scheme with values changed, each as `table.id.key=value` in an entry of a day.

    Keys go on into rates, values and bands: `tariff.ID.rates.300000`, `factor.ID.二级`,
    `tariff.ID.bands.10000000.rate` (`last` is the band without an end), `tariff.ID.cap`,
    `subsidy.ID.rate`, `subsidy.ID.shares.city`.
    Raises UsageFaultError that names the setting, or what no longer fits together.
    """
    raw: dict[tuple[str, str], dict[str, Any]] = {}
    for setting in settings:
        path, equals, value = setting.partition("=")
        table, _dot, rest = path.strip().partition(".")
        if not equals or table not in CHANGEABLE:
            raise _fault(setting, _("Write it like factor.standardization.二级=0.85."))
        ident, rest = _ident(scheme, table, rest, setting, day)
        entry = raw.setdefault((table, ident), _raw(scheme.in_force(table, day)[ident]))
        _put(entry, _keys(table, rest, setting), value.strip(), setting)
    entries = [_read(table, item) for (table, _id), item in raw.items()]
    try:
        return scheme.with_entries(entries)
    except SchemeBrokenError as error:
        raise UsageFaultError(f"--set: {error.message}") from error


def _ident(scheme: Scheme, table: str, rest: str, setting: str, day: date) -> tuple[str, str]:
    """Give the id of the entry meant, and the keys after it as they are written."""
    known = scheme.in_force(table, day)
    found = [ident for ident in known if rest.startswith(f"{ident}.")]
    if not found:
        hint = faults.nearest(rest.partition(".")[0], known)
        raise _fault(setting, hint or _("No {table} is in force on that day.").format(table=table))
    named = max(found, key=len)
    return _used(scheme, known[named], day).id, rest.removeprefix(f"{named}.")


def _used(scheme: Scheme, named: Entry, day: date) -> Entry:
    """Give the entry, or for a factor that no tariff uses the one of its input that they do."""
    used = {
        ident
        for tariff in scheme.in_force("tariff", day).values()
        if isinstance(tariff, Tariff)
        for ident in tariff.factors
    }
    if not isinstance(named, Factor) or named.id in used:
        return named
    same = [
        factor
        for factor in scheme.in_force("factor", day).values()
        if isinstance(factor, Factor) and factor.input == named.input and factor.id in used
    ]
    return same[0] if len(same) == 1 else named


def _keys(table: str, rest: str, setting: str) -> list[str]:
    """Give the keys with `values` put in, which a factor's setting may leave out."""
    keys = rest.split(".")
    if keys[0] in CHANGEABLE[table]:
        return keys
    if table == "factor":
        return ["values", rest]
    raise _fault(setting, faults.nearest(keys[0], CHANGEABLE[table]))


def _raw(entry: Entry) -> dict[str, Any]:
    item: dict[str, Any] = _texts(entry.model_dump(by_alias=True, exclude_unset=True))
    return item


def _texts(value: Any) -> Any:
    if isinstance(value, dict):
        return {_texts(key): _texts(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_texts(one) for one in value]
    return format(value, "f") if isinstance(value, Decimal) else value


def _put(item: dict[str, Any], keys: list[str], value: str, setting: str) -> None:
    *way, last = keys
    place: Any = item
    for key in way:
        place = _step(place, key, setting)
    if not isinstance(place, dict):
        raise _fault(setting, _("Name the band by its up_to, and its rate or factor."))
    name = _same(place, last)
    changes_text = isinstance(place.get(name, ""), str)
    if not changes_text or (name not in place and place is not item):
        raise _fault(setting, faults.nearest(last, map(str, place)))
    place[name] = value


def _step(place: Any, key: str, setting: str) -> Any:
    if isinstance(place, list):
        for band in place:
            end = band.get("up_to")
            if key == _LAST if end is None else _equal(end, key):
                return band
        raise _fault(setting, faults.nearest(key, [b.get("up_to", _LAST) for b in place]))
    if not isinstance(place, dict) or key not in place:
        raise _fault(setting, faults.nearest(key, place if isinstance(place, dict) else ()))
    return place[key]


def _same(place: dict[str, Any], key: str) -> str:
    """Give the key as the entry writes it: 300000.00 is 300000."""
    return next((known for known in place if _equal(known, key)), key)


def _equal(one: str, two: str) -> bool:
    try:
        return one == two or Decimal(one) == Decimal(two)
    except InvalidOperation:
        return False


def _read(table: str, item: dict[str, Any]) -> Entry:
    try:
        return TABLES[table].model_validate(item)
    except ValidationError as error:
        found = faults.of_entry("--set", f"{table} {item['id']}", TABLES[table], error)
        raise UsageFaultError("\n".join(fault.line() for _key, fault in found)) from error


def _fault(setting: str, hint: str | None) -> UsageFaultError:
    return UsageFaultError(
        _("--set {setting}: there is no such value").format(setting=setting), hint
    )
