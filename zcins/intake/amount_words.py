"""Amounts written in Chinese words, as on receipts: 壹佰贰拾万元整, 叁仟伍佰元零伍角."""

import re
from decimal import Decimal

from zcins.intake.faults import CellFault

_NUMERALS = "零〇一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾佰仟萬億貳陸"
_DIGITS = {word: value for value, word in enumerate("零壹贰叁肆伍陆柒捌玖")}
_DIGITS |= {word: value for value, word in enumerate("〇一二三四五六七八九")}
_WRITTEN = re.compile(
    rf"(?:人民币)?(?P<minus>负)?(?:(?P<yuan>[{_NUMERALS}]+)(?P<unit>[元圆])?)?"
    rf"(?:零?(?P<jiao>[{''.join(_DIGITS)}])角)?(?:零?(?P<fen>[{''.join(_DIGITS)}])分)?[整正]?"
)


def amount_in_words(text: str, unit: int) -> Decimal | None:
    """Give an amount in yuan that is written in words; None for what is no such text.

    `unit` is how many yuan the words count where they name none. Only the full form is read:
    叁仟伍元 may mean 3500 or 3005. Raises CellFault: invalid_amount.
    """
    found = _WRITTEN.fullmatch(text)
    if found is None or not (found["yuan"] or found["jiao"] or found["fen"]):
        return None
    named = found["unit"] or found["jiao"] or found["fen"]
    yuan = _number(found["yuan"]) * (1 if named else unit) if found["yuan"] else Decimal(0)
    cents = _DIGITS[found["jiao"] or "零"] * 10 + _DIGITS[found["fen"] or "零"]
    amount = yuan + Decimal(cents).scaleb(-2)
    return -amount if found["minus"] else amount


def _number(words: str) -> Decimal:
    import cn2an  # noqa: PLC0415 - heavy, and seldom needed

    plain = words.replace("两", "二")
    try:
        return Decimal(cn2an.cn2an(plain.rstrip("零〇") or "零", "strict"))
    except ValueError as error:
        raise CellFault("invalid_amount") from error
