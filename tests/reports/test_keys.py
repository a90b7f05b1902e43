"""The keys in the documents: each is one of the facts' own, and shows its figure's value."""

import io
import re

import pytest

from tests.browser import chromium, needs_chromium
from tests.reports.conftest import ask
from zcins.office import Office
from zcins.reports import Facts, document, page
from zcins.reports.keys import command, headlines


def keys_of(content: bytes) -> set[str]:
    """Give the keys on a page: a figure that adds others up names them all."""
    found = re.findall(r'data-key="([^"]+)"', content.decode("utf-8"))
    return {key for keys in found for key in keys.split()}


@pytest.mark.parametrize("period", ["2017", "2018", "2019", "2019-06", "2019Q2"])
def test_every_key_on_the_page_is_one_of_the_figures(office: Office, period: str) -> None:
    from datetime import date

    days = {"2017": date(2017, 12, 31), "2018": date(2018, 12, 31)}
    days |= {"2019": date(2019, 12, 31)}
    facts = ask(office, days.get(period, date(2019, 6, 30)), period)
    keys = keys_of(page(facts))
    assert len(keys) > 20
    assert keys <= facts.figures().keys()


def test_headlines_print_what_the_facts_say(year: Facts) -> None:
    found = {one.key: (one.label, one.text) for one in headlines(year)}
    assert found["coverage.total.required"] == ("应投保企业", "5家")
    assert found["coverage.before.rate"] == ("上年末投保率", "20.0%")
    assert found["premium.total.due"] == ("应收保费", "7,700.50元")
    assert found["claims.total.paid"] == ("已赔付", "120,000.10元")
    assert "subsidy.total" not in found
    assert found.keys() <= year.figures().keys()


def test_what_no_ledger_tells_has_no_headline(office: Office) -> None:
    """Before the first ledger of policies came, nothing is said of premium or claims."""
    keys = {one.key for one in headlines(ask(office, known_at="1"))}
    assert "coverage.total.required" in keys
    assert not [key for key in keys if key.startswith(("premium", "claims", "prevention"))]


def test_the_text_carries_them_with_the_command(year: Facts) -> None:
    from docx import Document

    found = Document(io.BytesIO(document(year)))
    rows = [[cell.text for cell in row.cells] for row in found.tables[-1].rows]
    assert rows[0] == ["数据", "索引", "数值"]
    assert ["应收保费", "premium.total.due", "7,700.50元"] in rows
    text = "".join(line.text for line in found.paragraphs)
    assert "附：主要数据索引" in text
    assert command(year) in text
    assert command(year).endswith("--report 2019 --as-of 2019-12-31 --known-at 6")


@needs_chromium
def test_the_page_shows_them_by_hover_and_by_keyboard(year: Facts) -> None:
    """The box is reached by the first Tab and ticked with the space bar; touching it does too."""
    with chromium() as browser:
        tab = browser.new_page()
        tab.set_content(page(year).decode("utf-8"))
        key = "coverage.sector.chemicals.required"
        shown = (
            f"getComputedStyle(document.querySelector('[data-key=\"{key}\"]'),'::after').content"
        )
        assert tab.locator(f'[data-key="{key}"]').first.get_attribute("title") == key
        assert tab.evaluate(shown) == "none"
        tab.keyboard.press("Tab")
        tab.keyboard.press("Space")
        assert tab.evaluate(shown) == f'"{key}"'
        assert tab.get_by_text(command(year)).is_visible()
        tab.get_by_label("显示数据索引").click()
        assert tab.evaluate(shown) == "none"
