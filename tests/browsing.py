"""A real browser for tests of pages: Chromium without a window, told to go nowhere but here.

``scripts/browser`` sees to it that there is one. Where none can be had the tests skip and say so,
but under ``.ci/run`` they fail (``tests/lacking.py``).
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    Playwright,
    Route,
    expect,
    sync_playwright,
)

from tests.lacking import lacking
from tests.patience import PATIENCE

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
HERE = {"127.0.0.1", "localhost"}
PATIENCE_MS = 1000 * PATIENCE


def executable(playwright: Playwright) -> str | None:
    """Finds a browser: the one that CHROMIUM names, an installed one, or Playwright's own."""
    named = os.environ.get("CHROMIUM")
    if named:
        return named
    found = next(filter(None, map(shutil.which, NAMES)), None)
    own = playwright.chromium.executable_path
    return found or (own if Path(own).exists() else None)


@contextmanager
def running() -> Iterator[Browser]:
    """Keeps a browser open for the length of a block."""
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        path = executable(playwright)
        if path is None:
            lacking("no Chromium or Chrome here: run scripts/browser, or set CHROMIUM")
        # Root has no sandbox, and a container little shared memory; every page is our own.
        browser = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        try:
            yield browser
        finally:
            browser.close()


@dataclass
class Watched:
    """A tab of which everything is remembered that should not have happened."""

    page: Page
    strayed: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    asked: list[dict[str, Any]] = field(default_factory=list)
    """What the page asked of GraphQL."""
    requested: list[str] = field(default_factory=list)
    """Every address that was asked for, here or elsewhere."""

    def __post_init__(self) -> None:
        self.page.route("**/*", self._watch)
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("console", self._heard)
        self.page.on("dialog", self._opened)

    def _watch(self, route: Route) -> None:
        address = urlsplit(route.request.url)
        self.requested.append(route.request.url)
        if address.hostname not in HERE and address.scheme not in {"data", "blob"}:
            self.strayed.append(route.request.url)
            route.abort()
            return
        if address.path == "/graphql" and route.request.method == "POST":
            self.asked.append(route.request.post_data_json)
        route.continue_()

    def _heard(self, message: Any) -> None:
        if message.type == "error":
            self.faults.append(message.text)

    def _opened(self, dialog: Any) -> None:
        self.faults.append(f"a dialog: {dialog.message}")
        dialog.dismiss()

    def blameless(self) -> None:
        """Holds that the page went nowhere else and nothing failed in it."""
        assert self.strayed == []
        assert self.faults == []


@contextmanager
def tab(browser: Browser, **options: Any) -> Iterator[Watched]:
    """Keeps a tab of its own open for the length of a block, with nothing remembered from others."""
    chosen = {"locale": "zh-CN", "viewport": {"width": 1180, "height": 760}} | options
    context: BrowserContext = browser.new_context(**chosen)
    context.set_default_timeout(PATIENCE_MS)
    try:
        yield Watched(context.new_page())
    finally:
        context.close()
