"""The bank's lists of a batch: whom to pay, on which account, how much."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from zcins.subsidy import Batch, Line

if TYPE_CHECKING:
    from zcins.store import View

WHOLE, OPEN = "拨付清单.csv", "待拨付清单.csv"
COLUMNS: tuple[tuple[str, str, Literal["int", "text", "money"]], ...] = (
    ("place", "序号", "int"),
    ("name", "收款人名称", "text"),
    ("account", "收款人账号", "text"),
    ("bank", "开户银行", "text"),
    ("amount", "金额", "money"),
    ("purpose", "用途", "text"),
)


@dataclass(frozen=True, slots=True)
class Payee:
    """An enterprise that gets money: its name in the batch, its bank and account, fen."""

    name: str
    bank: str | None
    account: str | None
    amount: int


def bank_lists(view: "View", batch: Batch, day: date) -> dict[str, list[Payee]]:
    """Give 拨付清单 of all that a batch pays, and from the first payment on 待拨付清单 of the rest.

    So what is paid already is never given to the bank again; where nothing is open the list has
    no row, so that an older one in the same folder does not outlive the payment. Amounts are net
    of what is asked back from the same enterprise; accounts are the register's of a day.
    """
    lists = {WHOLE: payees(view, day, ((line, line.amount) for line in batch.lines))}
    if batch.stored.payments:
        rest = ((batch.lines[number - 1], fen) for number, _payer, fen in batch.open)
        lists[OPEN] = payees(view, day, rest)
    return lists


def payees(view: "View", day: date, amounts: Iterable[tuple[Line, int]]) -> list[Payee]:
    """Give the enterprises that get more than is asked back from them, by their numbers."""
    found: dict[int, tuple[str, int]] = {}
    for line, fen in amounts:
        if line.enterprise is not None and fen:
            _name, before = found.get(line.enterprise, ("", 0))
            found[line.enterprise] = line.name, before + fen
    register = view.entries(sorted(found))
    paid = []
    for number, (name, fen) in sorted(found.items()):
        entry = register.get(number)
        known = entry.on(day) if entry else None
        if fen > 0:
            place = (known.record.bank_name, known.record.bank_account) if known else (None, None)
            paid.append(Payee(name, *place, fen))
    return paid


def rows(batch: Batch, paid: Iterable[Payee]) -> list[dict[str, object]]:
    """Give a list's rows, a payee each; the keys are those of COLUMNS, amounts in fen."""
    return [
        {
            "place": place,
            "name": payee.name,
            "account": payee.account,
            "bank": payee.bank,
            "amount": payee.amount,
            "purpose": f"{batch.year}年度安责险保费补贴",
        }
        for place, payee in enumerate(paid, start=1)
    ]
