"""index.html: one file that searches by itself, works from a folder and asks no network."""

import base64
import hashlib
import json
from typing import TYPE_CHECKING, Any

from zcins.resources import data_dir

if TYPE_CHECKING:
    from zcins.public.publication import Publication

FOLDER = "templates/public"
TEMPLATE, STYLE, SCRIPT = "index.html.j2", "style.css", "script.js"
# What one can filter by; the script needs the values' places by row.
FILTERS = ("town", "sector", "state")
SEARCHED = ("name", "uscc")
# The same in every row: the page says it once.
AT_THE_TOP = "as_of"
# A column is packed by its different values where each stands for so many rows or more.
_ROWS_A_VALUE = 2
LISTED = (
    "本页公布应当投保和自愿投保的企业投保安全生产责任保险的情况，依据区政府办公室"
    "2018年8月5日通知第四条第四项。"
)
NOT_LISTED = (
    "没有列出的企业，不表示没有投保：可能使用了别的名称，不在应当投保的范围内，或者情况尚未确认。"
)
OPEN = "“核实中”表示投保情况正在核对，不表示没有投保。"
MASKED = "自然人的姓名只显示第一个字。"
BARE = (
    "“未投保”“脱保”只列已经书面通知、提出异议的期限已满且没有异议的企业；"
    "情况有变化的，请与公布单位联系更正。"
)


def page(found: "Publication", title: str) -> bytes:
    """Give index.html; no text of the data is ever read as markup or as a script."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415 - heavy
    from markupsafe import Markup  # noqa: PLC0415

    folder = data_dir() / FOLDER
    script, style = ((folder / name).read_text(encoding="utf-8") for name in (SCRIPT, STYLE))
    environment = Environment(
        autoescape=True,
        loader=FileSystemLoader(folder, encoding="utf-8"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    titles = {one.id: one.title for one in found.columns}
    content = {
        "title": title,
        "office": found.office,
        "day": f"{found.as_of.year}年{found.as_of.month}月{found.as_of.day}日",
        "searched": "或".join(titles[name] for name in SEARCHED if name in titles),
        "filters": [(name, titles[name]) for name in FILTERS if name in titles],
        "notes": [LISTED, NOT_LISTED, OPEN, MASKED, *([BARE] if found.bare else [])],
        # The two files are ours; the data cannot close its element, see `data`.
        "script": Markup(script),  # noqa: S704
        "style": Markup(style),  # noqa: S704
        "script_hash": _hash(script),
        "style_hash": _hash(style),
        "data": Markup(data(found)),  # noqa: S704
    }
    return environment.get_template(TEMPLATE).render(content).encode()


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"


def data(found: "Publication") -> str:
    """Give the page's data as JSON that can stand in a script element: without `<`, `>`, `&`.

    A column is its texts, one a line; of one with few different texts `places` tells each row's.
    """
    values: dict[str, str] = {}
    places: dict[str, list[int]] = {}
    shown = [column for column in found.columns if column.id != AT_THE_TOP]
    for column in shown:
        texts = [line[column.id] for line in found.lines]
        different = {text: place for place, text in enumerate(dict.fromkeys(texts))}
        if column.id in FILTERS or len(different) * _ROWS_A_VALUE <= len(texts):
            places[column.id] = [different[text] for text in texts]
            texts = list(different)
        values[column.id] = "\n".join(texts)
    document: dict[str, Any] = {
        "count": len(found.lines),
        "columns": [{"id": one.id, "title": one.title} for one in shown],
        "values": values,
        "places": places,
        "letters": _letters(values.get("name", "")),
    }
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    for char in "<>&":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return text


def _letters(text: str) -> dict[str, str]:
    """Give by letter the characters of a text whose pinyin begins with it, in any reading."""
    from pypinyin import Style, pinyin  # noqa: PLC0415 - heavy

    found: dict[str, str] = {}
    for char in sorted(one for one in set(text) if not one.isascii()):
        (readings,) = pinyin(char, style=Style.FIRST_LETTER, heteronym=True)
        for letter in dict.fromkeys(reading[:1].upper() for reading in readings):
            if letter.isascii() and letter.isalpha():
                found[letter] = found.get(letter, "") + char
    return found
