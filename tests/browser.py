"""A real Chromium without a window, for tests that open a page as its readers do."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
FOUND = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
needs_chromium = pytest.mark.skipif(
    FOUND is None, reason="there is no Chromium: install it, or name it in CHROMIUM"
)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Give a browser; as root it runs without its sandbox, which root cannot have."""
    with sync_playwright() as tools:
        browser = tools.chromium.launch(executable_path=FOUND, args=["--no-sandbox"])
        try:
            yield browser
        finally:
            browser.close()


class Reader:
    """A page that somebody reads: its address, what it asked for and what it complained of."""

    def __init__(self, page: Page, path: Path) -> None:
        self.page = page
        self.asked: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda fault: self.complaints.append(str(fault)))
        self.address = path.absolute().as_uri()
        page.goto(self.address)

    @property
    def went_nowhere_else(self) -> bool:
        """Tell whether nothing but the page itself was asked for."""
        return self.asked == [self.address]
