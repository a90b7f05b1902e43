"""The page in a real browser: it sorts by mouse and keyboard, fits a phone, asks for nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import Reader, chromium, needs_chromium
from zcins.reports import Facts, page

pytestmark = needs_chromium


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.fixture(scope="module")
def path(year: Facts, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "summary.html"
    path.write_bytes(page(year))
    return path


def column(found: Page, caption: str, number: int) -> list[str]:
    cells = f'table:has(caption:text("{caption}")) tbody tr td:nth-child({number})'
    return found.locator(cells).all_inner_texts()


def test_it_asks_for_nothing_and_complains_of_nothing(browser: Browser, path: Path) -> None:
    found = browser.new_page()
    reader = Reader(found, path)
    assert found.locator("figure svg").count() == 3
    assert reader.went_nowhere_else
    assert reader.complaints == []


def test_a_table_sorts_by_the_head_that_is_pressed(browser: Browser, path: Path) -> None:
    found = Reader(browser.new_page(), path).page
    head = found.locator('table:has(caption:text("分行业领域投保情况")) thead th').nth(6)
    button = head.locator("button")
    assert head.get_attribute("aria-sort") is None
    button.click()
    assert head.get_attribute("aria-sort") == "ascending"
    assert column(found, "分行业领域投保情况", 7) == ["0.0%", "50.0%", "100.0%"]
    button.focus()
    found.keyboard.press("Enter")
    assert head.get_attribute("aria-sort") == "descending"
    assert column(found, "分行业领域投保情况", 1) == ["非煤矿山", "危险化学品", "化工"]


def test_the_total_stays_below(browser: Browser, path: Path) -> None:
    found = Reader(browser.new_page(), path).page
    table = found.locator('table:has(caption:text("各承保机构承保情况"))')
    table.locator("thead th button").nth(4).click()
    assert table.locator("tr").last.inner_text().startswith("合计")
    amounts = column(found, "各承保机构承保情况", 5)
    assert amounts == sorted(amounts, key=lambda text: float(text.replace(",", "")))


def test_it_fits_a_phone(browser: Browser, path: Path) -> None:
    found = browser.new_page(viewport={"width": 360, "height": 700})
    Reader(found, path)
    assert found.evaluate("document.documentElement.scrollWidth") <= 360


def test_charts_follow_the_colours_of_the_page(browser: Browser, path: Path) -> None:
    def ink(scheme: str) -> str:
        found = browser.new_page(color_scheme=scheme)  # type: ignore[arg-type]
        Reader(found, path)
        script = "getComputedStyle(document.querySelector('figure svg text')).fill"
        return str(found.evaluate(script))

    assert ink("light") != ink("dark")
