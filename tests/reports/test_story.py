"""Chapters, sections, tables and charts are numbered in the order in which they stand."""

import pytest

from tests.reports.conftest import ask
from zcins.office import Office
from zcins.reports import Facts
from zcins.reports.chapters import story
from zcins.reports.story import Chapter, Figure, Grid, Section, cells, numbered, numeral


@pytest.mark.parametrize(
    ("number", "written"),
    [(1, "一"), (9, "九"), (10, "十"), (11, "十一"), (20, "二十"), (32, "三十二")],
)
def test_numeral(number: int, written: str) -> None:
    assert numeral(number) == written


def test_everything_is_numbered() -> None:
    grid = Grid("甲", [cells(("a",))], (1,))
    found = numbered(
        [
            Chapter("一章", [Section("甲节"), grid, Section("乙节")]),
            Chapter("二章", [Section("丙节"), grid]),
        ]
    )
    assert [chapter.title for chapter in found] == ["一、一章", "二、二章"]
    assert found[0].blocks[2] == Section("（二）乙节")
    assert found[1].blocks[0] == Section("（一）丙节")
    assert [one.caption for c in found for one in c.blocks if isinstance(one, Grid)] == [
        "表1　甲",
        "表2　甲",
    ]


def test_each_table_is_whole(year: Facts) -> None:
    for chapter in story(year):
        for block in chapter.blocks:
            if isinstance(block, Grid):
                assert {len(row) for row in block.rows} == {len(block.widths)}, block.caption


def test_every_key_in_a_table_is_that_of_its_figure(year: Facts, office: Office) -> None:
    for facts in (year, ask(office, known_at="0")):
        known = facts.figures()
        cells_ = [
            cell
            for chapter in story(facts)
            for block in chapter.blocks
            if isinstance(block, Grid)
            for row in block.rows
            for cell in row
            if cell.key
        ]
        assert {cell.key for cell in cells_} <= set(known)
        for cell in cells_:
            value = known[cell.key or ""]
            if isinstance(value, str):
                assert cell.text.replace(",", "") == value, cell
            elif isinstance(value, int):
                assert cell.text == str(value), cell


def test_a_chart_stands_where_there_is_something_to_show(year: Facts, office: Office) -> None:
    def drawn(facts: Facts) -> list[str]:
        blocks = [block for chapter in story(facts) for block in chapter.blocks]
        return [block.chart.key for block in blocks if isinstance(block, Figure)]

    assert drawn(year) == ["sectors", "months", "premium"]
    assert drawn(ask(office, known_at="0")) == []
