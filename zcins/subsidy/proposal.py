"""The proposal of a year: every policy of it decided, and what earlier grants ask back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from zcins.errors import InputRefusedError
from zcins.i18n import _
from zcins.scheme import Scheme, Subsidy
from zcins.standing import Standings, heir
from zcins.store import View
from zcins.subsidy.cases import cases_of
from zcins.subsidy.entitlement import entitle
from zcins.subsidy.lines import Granted, Line, line_of, taken_back
from zcins.subsidy.reasons import Decision, Reason


@dataclass(frozen=True, slots=True)
class Proposal:
    """The lines of a year, and whether a batch of it has been approved before."""

    supplementary: bool
    lines: tuple[Line, ...]


def propose(
    view: View,
    scheme: Scheme,
    year: int,
    granted: Mapping[tuple[int, int], Granted],
    *,
    supplementary: bool,
) -> Proposal:
    """Decide every policy that began in a year, by the premium received up to the view's day.

    `granted` is what approved batches have given, by the records of the policy and the enterprise;
    what of this or an earlier year is no longer due is asked back, from whom it went to. Raises
    InputRefusedError where the scheme has no rate for the year, or for one of what was granted
    (notice 四（三）).
    """
    if not any(applies_to(entry, year) for entry in scheme.history(Subsidy.table)):
        raise _no_rate(scheme, year)
    standings = Standings(view, scheme)
    paid = _by_heirs(standings, granted)
    found = entitle(scheme, cases_of(standings, [policy for policy, _firm in paid]))
    lines = []
    for one in found:
        before = paid.pop((one.case.policy, one.case.enterprise), None)
        if before and one.reason is Reason.NO_RATE and not _rated(scheme, one.case.inception):
            raise _no_rate(scheme, one.case.inception.year)
        line = line_of(one, before)
        if _belongs(line, before, year):
            lines.append(line)
    known = {one.case.policy for one in found}
    for (policy, _firm), before in paid.items():
        reason = Reason.CORRECTED if policy in known else Reason.NO_LONGER_KNOWN
        if _year(before.line) <= year:
            lines.append(taken_back(before, reason))
    return Proposal(supplementary, tuple(sorted(lines, key=_order)))


def _by_heirs(
    standings: Standings, granted: Mapping[tuple[int, int], Granted]
) -> dict[tuple[int | None, int | None], Granted]:
    """Give what was granted and not asked back, by policy and who has it by now."""
    found: dict[tuple[int | None, int | None], Granted] = {}
    for (policy, firm), one in granted.items():
        now = heir(standings.entries, firm)
        key = policy, now.entry.id if now else firm
        found[key] = one.and_(found.get(key))
    return {key: one for key, one in found.items() if one.amount}


def _order(line: Line) -> tuple[str, str, str, str]:
    """Give the order of the account; equal lines stay in the order in which caps are used up."""
    return line.inception, line.policy_no, line.insurer, line.name


def _rated(scheme: Scheme, day: date) -> bool:
    """Tell whether some rate, of whatever sector, is set for an inception."""
    return any(
        isinstance(entry, Subsidy) and (entry.policy_year is not None or entry.year == day.year)
        for entry in scheme.in_force(Subsidy.table, day).values()
    )


def applies_to(entry: object, year: int) -> bool:
    """Tell whether an entry can apply to an inception of a year.

    Where it names no last day, that is the last one that a ledger's cell can say.
    """
    if not isinstance(entry, Subsidy):
        return False
    first, last = entry.from_, entry.until or date(2099, 12, 31)
    begun = first.year <= year <= last.year
    return begun and (entry.year == year or entry.policy_year is not None)


def _belongs(line: Line, before: Granted | None, year: int) -> bool:
    """Tell whether a line stands in the account of a year: its own, or it asks back by then.

    A corrected inception may lie in a later year, for which nothing can be proposed.
    """
    if _year(line) == year:
        return True
    first = min(_year(line), _year(before.line)) if before else _year(line)
    return line.decision is Decision.RECOVER and first <= year


def _year(line: Line) -> int:
    return date.fromisoformat(line.inception).year


def _no_rate(scheme: Scheme, year: int) -> InputRefusedError:
    entries = [entry for entry in scheme.history(Subsidy.table) if isinstance(entry, Subsidy)]
    known = sorted({entry.year for entry in entries if entry.year is not None})
    years = ", ".join(map(str, known))
    hint = _("Set it in scheme/subsidy.toml: year, sectors, base, rate, shares, source.")
    if years:
        hint += " " + _("There are rates for: {years}.").format(years=years)
    return InputRefusedError(_("No subsidy rate is in force for {year}.").format(year=year), hint)
