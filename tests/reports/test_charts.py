"""The charts: the same bytes each time, legible in Chinese, colours that a page can change."""

import io
import re
from dataclasses import replace

from fontTools.ttLib import TTFont
from PIL import Image

from zcins.reports import Facts
from zcins.reports.charts import charts
from zcins.reports.drawing import FONT, legible
from zcins.reports.grants import Grant, Grants


def test_the_same_facts_give_the_same_bytes(year: Facts) -> None:
    first, again = charts(year), charts(year)
    for key, chart in first.items():
        assert chart.png() == again[key].png()
        assert chart.svg() == again[key].svg()


def test_no_chart_tells_when_or_by_what_it_was_made(year: Facts) -> None:
    for chart in charts(year).values():
        picture = Image.open(io.BytesIO(chart.png()))
        assert not getattr(picture, "text", {})
        assert "metadata" not in chart.svg()
        assert not re.search(r"20\d\d-\d\d-\d\d|[Cc]reated with", chart.svg())


def test_colours_are_those_of_the_page(year: Facts) -> None:
    for chart in charts(year).values():
        assert "var(--bar)" in chart.svg()
        assert not re.search("#[0-9a-f]{6}", re.sub(r'(href="|url\()#[^")]*', "", chart.svg()))


def test_series_can_be_told_apart_without_colour(year: Facts) -> None:
    """The second series is hatched, not only of another colour."""
    assert "pattern" in charts(year)["premium"].svg()
    assert "pattern" in charts(year)["sectors"].svg()


def test_the_subsidy_by_year(year: Facts) -> None:
    years = [Grant(2018, approved=4_000_000, paid=4_000_000), Grant(2019, proposed=3_000_000)]
    found = charts(replace(year, grants=Grants(years, 2019)))["subsidy"]
    assert found.text.startswith(
        "2018年拟定0.00万元，批准4.00万元，已拨付4.00万元；2019年拟定3.00万元"
    )
    assert len(found.png()) > 5000


def test_the_font_has_what_the_scheme_says_and_a_mark_for_the_rest(year: Facts) -> None:
    known = TTFont(FONT).getBestCmap()
    for row in (*year.coverage.sectors, *year.coverage.towns):
        assert {ord(char) for char in row.name} <= set(known)
    assert legible("化工\U00020000") == "化工〓"


def test_the_font_says_its_licence() -> None:
    names = TTFont(FONT)["name"]
    assert "Open Font License" in str(names.getDebugName(13))
    assert "SIL OPEN FONT LICENSE Version 1.1" in (FONT.parent / "OFL.txt").read_text("utf-8")
