"""The page as a file: small enough at 20,000 enterprises, and no text of the data is markup."""

import json
import re
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from benchmarks.publish import LIMITS, invented
from zcins.public import Publication
from zcins.public.listing import columns, flat
from zcins.scheme import Scheme

DAY = date(2019, 12, 31)
COLUMNS = columns(Scheme.load(), DAY)


def published(*lines: dict[str, str]) -> Publication:
    """Give a publication; values that are not named are empty."""
    return Publication(
        "办公室",
        DAY,
        COLUMNS,
        [{one.id: line.get(one.id, "") for one in COLUMNS} for line in lines],
        False,
    )


def data_of(page: str) -> dict[str, Any]:
    (text,) = re.findall(r'<script type="application/json" id="data">(.*?)</script>', page)
    found: dict[str, Any] = json.loads(text)
    return found


def test_twenty_thousand_enterprises_in_two_megabytes() -> None:
    assert len(invented(20_000).files()["index.html"]) < LIMITS["bytes"]


@given(st.lists(st.text(), max_size=5))
def test_texts_come_back_and_close_nothing(names: list[str]) -> None:
    """What the script reads is what was published, whatever stands in a name."""
    lines = [{"name": flat(name), "town": flat(name)[:1]} for name in names]
    page = published(*lines).files()["index.html"].decode()
    found = data_of(page)
    assert found["count"] == len(names)
    for name in ("name", "town"):
        values, places = found["values"][name].split("\n"), found["places"].get(name)
        shown = [values[at] for at in places] if places is not None else values
        assert (shown if lines else []) == [line[name] for line in lines]
    assert page.count("</script>") == 2


def test_letters_are_those_of_every_reading() -> None:
    """重 is read zhong and chong, 行 xing, hang and heng; letters and digits have none."""
    letters = data_of(published({"name": "重行A1"}).files()["index.html"].decode())["letters"]
    assert {letter for letter, chars in letters.items() if "重" in chars} == {"Z", "C", "T"}
    assert {letter for letter, chars in letters.items() if "行" in chars} == {"X", "H"}
    assert "A" not in "".join(letters.values())


def test_no_formula_in_the_csv() -> None:
    text = published({"name": '=HYPERLINK("http://x")'}).files()["data.csv"].decode("utf-8-sig")
    assert text.splitlines()[1].startswith("\"'=HYPERLINK")
