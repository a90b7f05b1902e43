"""The public page in a real browser: searched, filtered, by keyboard, without the network."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import Reader, chromium, needs_chromium
from tests.conftest import Run
from tests.whole.ledgers import POLICIES, REGISTER, TODAY, code, do, firm, take, write_csv

pytestmark = needs_chromium

HOSTILE = "</script><img src=x onerror=alert(1)>淄博&amp;有限公司"
FIRMS = {
    1: ("淄博澍岱化工有限公司", "王村镇", "危险化学品"),
    2: ("周村重阳运输有限公司", "北郊镇", "交通运输"),
    3: ("淄博行知矿业有限公司", "王村镇", "非煤矿山"),
    4: (HOSTILE, "南郊镇", "化工"),
}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


SHOPS = {at: (f"周村第{at}烟花店", "大街街道", "烟花爆竹") for at in range(10, 140)}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Publish four firms and 130 shops; of firm 3 it is not known whether it is insured."""
    place = tmp_path_factory.mktemp("public page")
    firms = [
        (name, code(at), town, sector, 9) for at, (name, town, sector) in {**FIRMS, **SHOPS}.items()
    ]
    rows = [
        (f"P{uscc}", name, uscc, "2019-03-01", "2020-02-29", "1200", heads, "500000")
        for name, uscc, _town, _sector, heads in firms
        if name != FIRMS[3][0]
    ]
    unsure = ("P3", "淄博行之矿业有限公司", "", "2019-03-01", "2020-02-29", "1200", 9, "500000")
    register = write_csv(place / "企业台账2019-11.csv", REGISTER, *firms)
    ledger = write_csv(place / "人保财险2019-11.csv", POLICIES, *rows, unsure)
    env = {**os.environ, **TODAY, "ZCINS_HOME": str(place / "home"), "LANG": "C.UTF-8"}
    for line in (("import", register, ledger), ("publish", place / "public")):
        subprocess.run([sys.executable, "-m", "zcins", *map(str, line)], check=True, env=env)
    return place / "public" / "index.html"


@pytest.fixture
def reader(browser: Browser, index: Path) -> Iterator[Reader]:
    page = browser.new_page()
    found = Reader(page, index)
    # The page puts itself where one types, but not at once.
    page.wait_for_selector("#q:focus")
    yield found
    page.close()


def names(page: Page) -> list[str]:
    return page.locator("tbody th").all_inner_texts()


def count(page: Page) -> list[int]:
    return [int(one) for one in re.findall(r"\d+", page.inner_text("#count"))]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("澍岱", [FIRMS[1][0]]),
        ("zbsd", [FIRMS[1][0]]),
        ("SDHG", [FIRMS[1][0]]),
        ("化工 zb", [FIRMS[1][0]]),
        ("淄博sd", [FIRMS[1][0]]),
        ("cyys", [FIRMS[2][0]]),
        ("zyys", [FIRMS[2][0]]),
        ("hzky", [FIRMS[3][0]]),
        ("xzky", [FIRMS[3][0]]),
        (code(2), [FIRMS[2][0]]),
        (code(2)[-8:].lower(), [FIRMS[2][0]]),
        ("</script>", [HOSTILE]),
        ("化.", [FIRMS[1][0]]),
        ("a|b", []),
        ("[", []),
        ("没有这家", []),
    ],
)
def test_search_as_one_types(reader: Reader, typed: str, found: list[str]) -> None:
    """A character of two readings is found by either."""
    reader.page.keyboard.type(typed)
    assert names(reader.page) == found
    assert reader.complaints == []


def test_what_is_told_of_a_firm(reader: Reader) -> None:
    page = reader.page
    page.fill("#q", "澍岱")
    assert page.locator("tbody td").all_inner_texts() == [
        *(code(1), "王村镇", "危险化学品", "已投保", "人保财险", "2019-03-01", "2020-02-29")
    ]
    page.fill("#q", "行知")
    assert page.locator("tbody td.state").inner_text() == "核实中"


def test_filters(reader: Reader) -> None:
    page = reader.page
    page.select_option("#town", label="王村镇（2）")
    assert sorted(names(page)) == sorted([FIRMS[1][0], FIRMS[3][0]])
    page.select_option("#state", label="核实中（1）")
    assert names(page) == [FIRMS[3][0]]
    page.select_option("#sector", label="交通运输（1）")
    assert names(page) == []
    assert "没有列出的企业不表示没有投保" in page.inner_text("#count")
    page.click("button[type=reset]")
    assert page.input_value("#town") == ""
    page.locator("tbody tr").nth(49).wait_for()
    assert count(page) == [134, 134, 50]


def test_by_keyboard_alone(reader: Reader) -> None:
    """The search is where one begins; every control is reached in its order and works."""
    page = reader.page
    focus = "document.activeElement.id || document.activeElement.type"
    order = []
    for _step in range(6):
        order.append(page.evaluate(focus))
        page.keyboard.press("Tab")
    assert order == ["q", "town", "sector", "state", "reset", "more"]
    page.focus("#more")
    page.keyboard.press("Enter")
    assert count(page) == [134, 134, 100]
    # What was added is where one goes on reading: after the head and fifty rows.
    assert page.evaluate("document.activeElement.rowIndex") == 51
    page.focus("#more")
    page.keyboard.press("Enter")
    assert count(page) == [134, 134]
    assert len(names(page)) == 134
    page.focus("#q")
    page.keyboard.type("sd")
    page.keyboard.press("Enter")
    assert names(page) == [FIRMS[1][0]]


def test_for_a_screen_reader(reader: Reader) -> None:
    """Controls have names, the number found is spoken, and on a phone a table is still one."""
    page = reader.page
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 800})
        page.get_by_role("searchbox", name="企业名称或统一社会信用代码").fill("澍岱")
        for name in ("镇办", "行业领域", "投保情况"):
            assert page.get_by_role("combobox", name=name).count() == 1
        assert "1家" in page.get_by_role("status").inner_text()
        table = page.get_by_role("table", name="投保情况")
        assert table.get_by_role("rowheader", name=FIRMS[1][0]).count() == 1
        assert table.get_by_role("columnheader").count() == 8
        assert table.get_by_role("cell", name="已投保").count() == 1
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.get_by_role("heading", level=1).count() == 1
    assert page.evaluate("document.documentElement.lang") == "zh-CN"


def test_no_network_no_complaint_no_markup_of_others(reader: Reader) -> None:
    page = reader.page
    page.fill("#q", "&amp;")
    assert names(page) == [HOSTILE]
    assert page.locator("img").count() == 0
    assert reader.went_nowhere_else
    assert reader.complaints == []
    policy_of_page = page.get_attribute("meta[http-equiv=Content-Security-Policy]", "content")
    assert policy_of_page is not None
    assert policy_of_page.startswith("default-src 'none'; script-src 'sha256-")


def test_the_policy_of_the_page_forbids_the_network(reader: Reader) -> None:
    """Even a script that got in could send nothing and run nothing that is not the page's own."""
    sent = reader.page.evaluate(
        "fetch('http://127.0.0.1:9/').then(() => 'sent', (fault) => fault.name)"
    )
    assert sent == "TypeError"
    reader.page.evaluate(
        "document.body.append(Object.assign(document.createElement('script'),"
        " {textContent: 'window.got = 1'}))"
    )
    assert reader.page.evaluate("window.got") is None
    assert all("Content Security Policy" in one for one in reader.complaints)


def test_print_holds_all_that_was_found(reader: Reader) -> None:
    page = reader.page
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert len(names(page)) == 134
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert len(names(page)) == 50
    page.emulate_media(media="print")
    assert not page.is_visible("#form")
    assert page.is_visible("#table")


def contrast(page: Page, selector: str) -> float:
    """Give the contrast of a text with the page behind it (WCAG 2.1)."""
    colours = page.evaluate(
        "(wanted) => [wanted, 'body'].map((one, at) => getComputedStyle("
        "document.querySelector(one))[at ? 'backgroundColor' : 'color'])",
        selector,
    )
    light, dark = sorted((_luminance(one) for one in colours), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_readable_in_light_and_dark(reader: Reader, scheme: str) -> None:
    page = reader.page
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.fill("#q", "zb")
    for selector in ("h1", ".top", "#hint", ".good", ".open", "a"):
        assert contrast(page, selector) >= 4.5, selector


def test_an_empty_list_says_so(desk: Run, browser: Browser, tmp_path: Path) -> None:
    take(desk, write_csv(tmp_path / "企业台账2019-11.csv", REGISTER, firm(1)))
    do(desk, "publish", tmp_path / "public")
    page = browser.new_page()
    reader = Reader(page, tmp_path / "public" / "index.html")
    assert page.inner_text("#count") == "现在没有可以公布的企业。"
    assert reader.complaints == []
    assert json.loads((tmp_path / "public" / "data.json").read_text(encoding="utf-8"))["rows"] == []
    page.close()
