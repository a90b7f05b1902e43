"""Rules about prevention money: enough of it, well used, and used up (notice 三（七）)."""

from collections.abc import Iterator
from datetime import date

from zcins.i18n import N_, _
from zcins.insurers.accounts import Account, accounts, bases, share_of
from zcins.insurers.uses import text_of, use_of
from zcins.money import yuan_grouped
from zcins.rulebook import OFFICE, Facts, Hit, NotCheckedError, Told, rule
from zcins.rules import basis

BASES = {
    "due": N_("premium due {premium}, at least {minimum}"),
    "received": N_("premium received {premium}, at least {minimum}"),
    "earned": N_("premium earned {premium}, at least {minimum}"),
}
SHARE = "prevention_share"


@rule(
    "high",
    basis.PREVENTION,
    N_("Have the insurer accrue what is missing."),
    needs=("policies",),
    department=OFFICE,
)
def prevention_below_minimum(facts: Facts) -> Iterator[Hit]:
    """Find insurers that accrued less than the scheme's share of the premium of a year.

    The premium due decides (notice: 保费总额); received and earned are told beside it. Premium
    and accrual are those up to the last day of which the insurer's ledgers tell.
    """
    stated = [one for one in _named(facts) if one.accrued is not None]
    if not stated:
        raise NotCheckedError(_("no ledger in the books states what was accrued"))
    for account in stated:
        share = facts.threshold(SHARE, account.reach).number
        found = bases(facts.standings, account)
        minimum = {name: share_of(premium, share) for name, premium in found.items()}
        if account.accrued is None or account.accrued >= minimum["due"]:
            continue
        told = Told(
            N_("{insurer} accrued {accrued} yuan in {year} up to {day}: {bases}."),
            insurer=facts.scheme.insurer_name(account.insurer),
            accrued=yuan_grouped(account.accrued),
            year=account.year,
            day=account.reach,
            bases=_told_bases(found, minimum),
        )
        yield _hit(account, told)


class _Listed:
    """Sentences one after the other, put into words at the asking."""

    def __init__(self, told: list[Told]) -> None:
        self._told = told

    def __str__(self) -> str:
        return "; ".join(map(str, self._told))


def _told_bases(found: dict[str, int], minimum: dict[str, int]) -> _Listed:
    return _Listed(
        [
            Told(BASES[name], premium=yuan_grouped(amount), minimum=yuan_grouped(minimum[name]))
            for name, amount in found.items()
        ]
    )


def _named(facts: Facts) -> list[Account]:
    """Give the accounts of known insurers: nobody can be held to rows that name none."""
    return [account for account in facts.once(accounts) if account.insurer]


def _hit(account: Account, told: Told) -> Hit:
    since = date(account.year, 1, 1)
    rows = tuple(account.rows)
    return Hit(told, since=since, insurer=account.insurer, mark=str(account.year), rows=rows)


@rule(
    "high",
    basis.PREVENTION,
    N_("Have the money put back and the use explained."),
    needs=("prevention.spent",),
    department=OFFICE,
    waivable=False,
)
def prevention_misuse(facts: Facts) -> Iterator[Hit]:
    """Find spending whose category or purpose is among the uses that are not permitted.

    Of several known words in one the first decides; a purpose that is not permitted does whatever
    the category says.
    """
    unknown = 0
    spending = [
        known
        for known in facts.standings.view.prevention
        if known.record.spent and (known.record.spent_on or facts.day) <= facts.day
    ]
    for known in spending:
        row = known.record
        use = use_of(facts.scheme, row, facts.day)
        unknown += use is None
        if use is None or use.permitted:
            continue
        told = Told(
            N_("{insurer} spent {amount} yuan on {use}: {text}"),
            insurer=facts.scheme.insurer_name(row.insurer or ""),
            amount=yuan_grouped(row.spent),
            use=use.name,
            text=text_of(row),
        )
        mark = row.voucher_no or str(known.id)
        yield Hit(told, since=row.spent_on, insurer=row.insurer, mark=mark, rows=(known,))
    if unknown:
        text = _("{n} of {all} rows of spending name no use that the scheme knows")
        reason = text.format(n=unknown, all=len(spending))
        raise NotCheckedError(reason, partly=unknown < len(spending))


@rule(
    "medium",
    basis.PREVENTION,
    N_("Ask the insurer from what the rest was paid."),
    needs=("prevention.spent",),
    department=OFFICE,
)
def prevention_overspent(facts: Facts) -> Iterator[Hit]:
    """Find insurers that spent more in a year than they accrued by its end, or by the day."""
    for account in _named(facts):
        if account.accrued is None or (account.spent or 0) <= account.accrued:
            continue
        told = Told(
            N_("{insurer} spent {spent} yuan in {year} and accrued {accrued}."),
            insurer=facts.scheme.insurer_name(account.insurer),
            spent=yuan_grouped(account.spent or 0),
            year=account.year,
            accrued=yuan_grouped(account.accrued),
        )
        yield _hit(account, told)


@rule(
    "low",
    basis.PREVENTION,
    N_("Have the insurer plan how the rest is to be used."),
    needs=("prevention.spent",),
    department=OFFICE,
)
def prevention_unspent(facts: Facts) -> Iterator[Hit]:
    """Find insurers that spent less of a year's accrual by its end than the scheme's share."""
    share = facts.threshold("prevention_spent_share").number
    for account in _named(facts):
        if account.accrued is None or account.spent is None or not account.whole_year:
            continue
        if account.spent >= share_of(account.accrued, share):
            continue
        told = Told(
            N_("{insurer} spent {spent} of the {accrued} yuan accrued in {year}."),
            insurer=facts.scheme.insurer_name(account.insurer),
            spent=yuan_grouped(account.spent),
            year=account.year,
            accrued=yuan_grouped(account.accrued),
        )
        yield _hit(account, told)
