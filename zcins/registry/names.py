"""One spelling for names that are equal, and codes that are well formed."""

import re
import unicodedata
from functools import lru_cache
from operator import mul
from pathlib import Path

from stdnum.cn import ric, uscc

_OPENING = str.maketrans("[{〔【〖〈《「『<", "((((((((((")
_CLOSING = str.maketrans("]}〕】〗〉》」』>", "))))))))))")
_BLANKS = re.compile(r"\s+")
# Between digits a mark is part of the number: 1-2号 is not 12号.
_MARKS = re.compile(r"(?<!\d)[·•・.,、。'\"“”‘’_*-]+|[·•・.,、。'\"“”‘’_*-]+(?!\d)")
_LEGAL_FORMS = (
    ("有限责任公司", "有限公司"),
    ("责任有限公司", "有限公司"),
    ("股份公司", "股份有限公司"),
)
_BETWEEN_NAMES = re.compile(r"[、,;/|\n]+")
CODE_LENGTH = 18
_CODE_SHAPE = re.compile(r"[0-9A-Z]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}")
_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_PLACES = bytes.maketrans(_ALPHABET.encode(), bytes(range(len(_ALPHABET))))
_WEIGHTS = [*(pow(3, place, len(_ALPHABET)) for place in range(17)), 1]
# No identity number begins like this: the regions' codes are 11 to 83.
_NO_REGION = ("9", "A", "N", "Y")
# GB 32100-2015 table 1 with its later entries: registering authority and kind of body.
_CODE_BEGINNING = re.compile(
    r"1[1239]|2[19]|3[1-59]|4[19]|5[12349]|6[129]|7[129]|8[19]|9[123]|A[19]|N[1239]|Y1"
)


@lru_cache(maxsize=50_000)
def name_key(name: str) -> str:
    """Give a name in the one spelling in which equal names are equal.

    Width, spaces, punctuation, kinds of brackets, traditional characters and synonyms of a legal
    form (有限责任公司 for 有限公司) are folded; numbers and every other word stay.
    """
    text = unicodedata.normalize("NFKC", name).upper()
    if not text.isalnum():
        text = text.translate(_OPENING).translate(_CLOSING)
        text = _MARKS.sub("", _BLANKS.sub("", text))
    text = _simplified(text)
    for written, form in _LEGAL_FORMS:
        text = text.replace(written, form)
    key = text.removesuffix("(个体工商户)")
    return name if key == name else key  # a text that is kept many times lies in memory once


def former_keys(text: str | None) -> list[str]:
    """Give the normalised names of a cell that lists former names (曾用名), each once."""
    parts = _BETWEEN_NAMES.split(unicodedata.normalize("NFKC", text or ""))
    return list(dict.fromkeys(name_key(part) for part in parts if part.strip()))


def _simplified(text: str) -> str:
    """Give a text in simplified characters; one without traditional ones stays as it is."""
    if _traditional().isdisjoint(text):
        return text
    from zhconv import convert  # noqa: PLC0415 - loads its tables

    return str(convert(text, "zh-hans"))


@lru_cache(maxsize=1)
def _traditional() -> frozenset[str]:
    """Load the converter's table by its path: by itself the converter leaves the file open."""
    from zhconv import zhconv  # noqa: PLC0415

    zhconv.loaddict(str(Path(zhconv.__file__).with_name(zhconv.DICTIONARY)))
    return frozenset(zhconv.zhcdicts["TRADONLY"])


@lru_cache(maxsize=50_000)
def code_is_valid(code: str) -> bool:
    """Tell whether a unified social credit code is well formed (GB 32100-2015), check digit too.

    A citizen's identity number can pass the check digit; it is told by how codes begin.
    """
    if not _CODE_BEGINNING.match(code):
        return False
    # The library takes twenty times as long: it is asked where the sum does not come out.
    if not (_CODE_SHAPE.fullmatch(code) and _sum_comes_out(code)) and not uscc.is_valid(code):
        return False
    return code.startswith(_NO_REGION) or not ric.is_valid(code)


def _sum_comes_out(code: str) -> bool:
    total: int = sum(map(mul, code.encode().translate(_PLACES), _WEIGHTS))
    return total % len(_ALPHABET) == 0
