"""Names of natural persons in the register, masked before they are made public.

State practice (2018年政务公开工作要点): what touches personal privacy is published without what
identifies. A name masked without need does no harm, one shown without need does.
"""

import re
import tomllib
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from zcins.registry import name_key
from zcins.registry.wording import parts_of, without_regions
from zcins.resources import data_dir

MASK = "**"
SOLE = "（个体工商户）"
# GB 32100-2015: registered by the market authority (9), of the kind 个体工商户 (2).
_SOLE_CODE = "92"
_HAN = r"\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff"
_PERSON = re.compile(rf"[{_HAN}]{{2,4}}|[{_HAN}]{{2,}}(?:[·•・][{_HAN}]+)+")
# What a driver's or a shop's entry adds to a name: a number plate, brackets, marks.
_PLATE = re.compile(rf"[{_HAN}][A-Z][A-Z0-9·\s]{{5,7}}")
_BESIDE = re.compile(r"[()\[\]{}<>【】《》〔〕:;。；：\s_-]+")
_BETWEEN = re.compile(r"[、,，/和]+")
_IN_BRACKETS = re.compile(rf"([(（])([{_HAN}]{{2,4}})([)）])")
_PLACES = re.compile(rf"^(?:[{_HAN}]{{1,3}}(?:镇|乡|街道办事处|街道办|街道|办事处|社区|村|路|街))+")
_SHORTEST, _LONGEST = 2, 3


@dataclass(frozen=True, slots=True)
class _Words:
    surnames: frozenset[str]
    bodies: tuple[str, ...]
    trades: tuple[str, ...]
    not_names: tuple[str, ...]
    sole: re.Pattern[str]
    household: re.Pattern[str]
    thing: re.Pattern[str]
    labelled: re.Pattern[str]


@lru_cache(maxsize=1)
def _words() -> _Words:
    data = tomllib.loads((data_dir() / "persons.toml").read_text(encoding="utf-8"))
    names = tomllib.loads((data_dir() / "names.toml").read_text(encoding="utf-8"))
    trades = [word for words in names["trades"].values() for word in words]
    labels = "|".join(data["labels"])
    return _Words(
        frozenset(data["surnames"]) - {"\n"},
        (*data["bodies"], *names["companies"], *names["forms"]),
        tuple(trades),
        tuple(data["not_names"]),
        re.compile("|".join(data["sole"])),
        re.compile("|".join(data["households"])),
        re.compile(rf"([{_HAN}]{{2,3}}?)((?:{'|'.join(data['things'])})(?:\d*[人户])?)"),
        re.compile(rf"((?:{labels})(?:[:：]|为|是)?\s*)([{_HAN}]{{2,4}})(?![{_HAN}])"),
    )


def masked(name: str, code: str | None, is_place: Callable[[str], bool]) -> str:
    """Give a name of the register as it may be published.

    A person's name becomes its first character and two asterisks: where it is all there is (a
    number plate and the like beside it are left out), where it stands after 经营者 and such or
    alone in brackets, and at the head of the shop name of a 个体工商户 (told by its code or the
    word). Names of companies stay. `is_place` tells towns.
    """
    words, plain = _words(), unicodedata.normalize("NFKC", name)
    said = bool(words.sole.search(plain))
    sole = said or bool(words.household.search(plain)) or (code or "").startswith(_SOLE_CODE)
    alone = _PLATE.sub("", plain)
    for known in (words.sole, words.household, _BESIDE):
        alone = known.sub("", alone)
    if people := _people(alone):
        return people + (SOLE if said else "")
    text = words.labelled.sub(_unlabelled, name)
    text = _IN_BRACKETS.sub(lambda found: _bracketed(found, is_place), text)
    return _shop(text) if sole else text


def _people(text: str) -> str:
    """Give persons' names masked where a text is nothing else, "" where it is something else."""
    parts = [part for part in _BETWEEN.split(text) if part]
    if parts and all(map(_is_person, parts)):
        return "、".join(part[0] + MASK for part in parts)
    owned = _words().thing.fullmatch(text)
    if owned and owned[1][0] in _words().surnames:
        return owned[1][0] + MASK + owned[2]
    return ""


def _is_person(text: str) -> bool:
    return bool(_PERSON.fullmatch(text)) and not text.endswith(_words().bodies)


def _unlabelled(found: re.Match[str]) -> str:
    label, name = found.groups()
    if name.startswith(_words().not_names) or not _is_person(name):
        return found[0]
    return label + name[0] + MASK


def _bracketed(found: re.Match[str], is_place: Callable[[str], bool]) -> str:
    opening, text, closing = found.groups()
    known = is_place(text) or any(word in text for word in _words().trades)
    if known or not _is_person(text) or not without_regions(text)[1]:
        return found[0]
    if text[0] not in _words().surnames or len(text) > _LONGEST:
        return found[0]
    return opening + text[0] + MASK + closing


def _shop(name: str) -> str:
    """Mask the owner's name at the head of a shop's: after places, before trade and form."""
    words = _words()
    key = words.household.sub("", words.sole.sub("", name_key(name))).replace("()", "")
    key = _PLACES.sub("", without_regions(key)[1])
    brand = parts_of(key).brand
    if len(brand) < _SHORTEST or brand in words.trades or brand[0] not in words.surnames:
        return name
    person = brand[:_LONGEST]
    at = name.find(person)
    if at < 0:
        return name[:1] + MASK + SOLE
    return name[:at] + person[0] + MASK + name[at + len(person) :]
