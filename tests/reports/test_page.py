"""The page: whole in one file, readable by all, and nothing of a ledger in it is markup."""

import re
from dataclasses import replace
from html.parser import HTMLParser

from tests.reports.conftest import ask
from zcins.office import Office
from zcins.reports import Facts, page
from zcins.standing import State


class Outline(HTMLParser):
    """Collects tags that stay open, and attributes that would load something."""

    VOID = ("meta", "rect", "path", "use", "input")

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.loads: list[str] = []
        self.feed(content.decode("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.loads += [name for name, _value in attrs if name in {"src", "href", "srcset"}]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.VOID:
            assert self.open.pop() == tag


def test_it_is_whole_and_loads_nothing(year: Facts) -> None:
    content = page(year)
    outline = Outline(content)
    assert (outline.open, outline.loads) == ([], [])
    assert not {"link", "img", "iframe"} & set(outline.tags)
    assert outline.tags.count("script") == 1
    text = content.decode("utf-8")
    addresses = set(re.findall(r"https?://[^\"'\s<]+", text))
    assert addresses == {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}
    assert "url(" not in text.replace("url(#", "")
    assert "default-src 'none'" in text
    assert '<html lang="zh-CN">' in text


def test_the_figures_are_those_of_the_facts(year: Facts) -> None:
    text = page(year).decode("utf-8")
    plain = re.sub(r"<(d[dt]|td)\b[^>]*>", r"<\1>", text)
    assert "<dt>投保率</dt><dd>40.0%</dd>" in plain
    assert "<dt>本年保费</dt><dd>7700.50元</dd>" in plain
    assert "<td>7,400.50</td><td>5,200.00</td>" in plain


def test_the_chart_says_in_words_what_it_shows(year: Facts) -> None:
    text = page(year).decode("utf-8")
    assert 'role="img"' in text
    assert "非煤矿山100.0%（上年末0.0%），危险化学品50.0%（上年末50.0%）" in text
    assert text.count("<svg") == text.count("<desc id=") == text.count("<figcaption>") == 3


def test_names_within_the_charts_are_unique(year: Facts) -> None:
    found = re.findall(r'\bid="([^"]+)"', page(year).decode("utf-8"))
    assert len(found) == len(set(found))
    used = re.findall(r'(?:href="#|url\(#)([^")]+)', page(year).decode("utf-8"))
    assert set(used) <= set(found)


def test_a_name_is_never_markup(year: Facts) -> None:
    firm = replace(year.firms[State.LAPSED][0], name="<script>alert(1)</script>")
    evil = replace(year, firms={**year.firms, State.LAPSED: [firm]})
    text = page(evil).decode("utf-8")
    assert text.count("<script") == 1
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text


def test_an_empty_office(office: Office) -> None:
    outline = Outline(page(ask(office, known_at="0")))
    assert outline.open == []
    assert "svg" not in outline.tags


def test_the_same_facts_give_the_same_bytes(year: Facts, office: Office) -> None:
    assert page(year) == page(ask(office))
