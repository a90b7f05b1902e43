"""The case that the options of `zcins rate quote` describe."""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from zcins.commands._common import parse_number
from zcins.errors import UsageFaultError
from zcins.i18n import _
from zcins.money import fen

if TYPE_CHECKING:
    from zcins.rating import Case
    from zcins.scheme import Scheme

TEN_THOUSAND = "万"
FRACTIONS = 3


@dataclass(frozen=True, slots=True)
class Words:
    """The options as they were written."""

    sector: str
    also: list[str]
    employees: str | None
    limit: str | None
    cost: str | None
    units: str | None
    grade: str | None
    risk: str | None
    dual_prevention: bool | None
    accidents: list[str]
    loss_ratio: str | None
    others: list[str]


def case_of(words: Words, scheme: "Scheme") -> "Case":
    """Read the options; raises UsageFaultError that names the one at fault."""
    from zcins.rating import Case

    sector = sector_of(words.sector, "--sector", scheme)
    also = [sector_of(text, "--also", scheme) for text in words.also]
    heads = words.employees
    ratio = _number(words.loss_ratio, "--loss-ratio")
    return Case(
        sector=sector,
        sectors=(sector, *also) if also else (),
        employees=None if heads is None else parse_number(heads, "--employees", least=1),
        limit=_money(words.limit, "--limit"),
        project_cost=_money(words.cost, "--cost"),
        output=_thousandths(words.units),
        grade=words.grade,
        risk=words.risk,
        dual_prevention=words.dual_prevention,
        accidents=_accidents(words.accidents),
        loss_ratio=ratio,
        others=_others(words.others),
    )


def sector_of(text: str, option: str, scheme: "Scheme") -> str:
    """Give the code of the sector that an option names; raises UsageFaultError."""
    from zcins.scheme import nearest

    code = scheme.sector_code(text)
    if code is None:
        known = [entry.id for entry in scheme.history("sector")]
        raise UsageFaultError(
            _("{option} {value} is unknown.").format(option=option, value=text),
            nearest(text, known),
        )
    return code


def _number(text: str | None, option: str) -> Decimal | None:
    if text is None:
        return None
    try:
        number = Decimal(text.replace(",", "").strip())
    except InvalidOperation:
        number = Decimal(-1)
    if not number.is_finite() or number < 0:
        raise UsageFaultError(
            _("{option}: {text} is not a number from 0 up").format(option=option, text=text)
        )
    return number


def _money(text: str | None, option: str) -> int | None:
    """Read yuan, or 万元 with 万 at its end, as fen."""
    if text is None:
        return None
    plain = text.strip().removesuffix("元")
    times = 10_000 if plain.endswith(TEN_THOUSAND) else 1
    number = _number(plain.removesuffix(TEN_THOUSAND), option) or Decimal(0)
    exact = number * times
    if exact != exact.quantize(Decimal("0.01")):
        raise UsageFaultError(
            _("{option}: {text} has more than two decimals").format(option=option, text=text)
        )
    return fen(exact)


def _thousandths(text: str | None) -> int | None:
    number = _number(text, "--units")
    if number is None:
        return None
    exact = number.scaleb(FRACTIONS)
    if exact != exact.to_integral_value():
        raise UsageFaultError(_("--units: {text} has more than three decimals").format(text=text))
    return int(exact)


def _accidents(texts: list[str]) -> tuple[str, ...] | None:
    """Give the accidents' grades; none for 无, unknown where the option is left out."""
    from zcins.rating import NONE, canonical

    if not texts:
        return None
    grades = [canonical("accidents", text) for text in texts]
    return tuple(grade for grade in grades if grade != NONE)


def _others(texts: list[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for text in texts:
        name, equals, value = text.partition("=")
        if not equals or not name.strip() or not value.strip():
            raise UsageFaultError(
                _("--input: {text} is not NAME=VALUE").format(text=text),
                _("Write the factor's input and its value, such as safety_culture=省级."),
            )
        found[name.strip()] = (*found.get(name.strip(), ()), value.strip())
    return found
