"""The built page in a browser: skipped where either is not there.

`PLANPARSE_PAGE` names the folder of the built page; without it that of a clone is taken.
"""

import os
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import IO

import pytest

from planparse.browser.site import page_files
from planparse.system.web_server import LoopbackServer
from planparse.system.web_server import _Handler as Handler
from tests.compare.browser import Browser, launched

ROOT = Path(__file__).parents[2]
SITE = Path(os.environ.get("PLANPARSE_PAGE") or ROOT / "web" / "dist" / "site")
READY = "return document.documentElement.dataset.ready !== undefined"
IDLE = (
    "return document.querySelector('[role=status]').textContent === ''"
    " && !document.querySelector('[aria-busy]')"
)
PATIENCE = int(os.environ.get("PATIENCE", "400"))
"""Seconds for what a browser does on a busy machine; a bound for hangs, and no measure."""


class CountingServer(LoopbackServer):
    """The server of `planparse serve`, which remembers what it was asked for."""

    def __init__(self, folder: str, names: list[str]) -> None:
        super().__init__(folder, names, 0)
        self.asked: list[str] = []
        self.RequestHandlerClass = partial(CountingHandler, directory=folder)


class CountingHandler(Handler):
    server: CountingServer

    def send_head(self) -> IO[bytes] | None:  # type: ignore[override]
        self.server.asked.append(self.path)
        return super().send_head()


class OpenPage:
    """The page in the browser, and what a person does there."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.browser, self.address = browser, address

    def load(self) -> None:
        """Open the page anew, with nothing in it."""
        self.browser.open(self.address)
        self.browser.wait(READY, PATIENCE)

    def idle(self) -> None:
        self.browser.wait(IDLE, PATIENCE)

    def open(self, *paths: Path | str) -> None:
        """Choose files, and wait until they are read."""
        self.browser.choose("#files", *map(str, paths))
        self.browser.wait(
            "return document.querySelector('[role=tabpanel]:not([hidden]) > *') !== null"
            " || document.querySelector('.note') !== null",
            PATIENCE,
        )
        self.idle()

    def show(self, tab: str) -> None:
        self.browser.click(f"#tab-{tab}")
        self.browser.wait(
            f"return document.querySelector('#panel-{tab} > *') !== null", PATIENCE
        )
        self.idle()

    def outline(self) -> list[str]:
        found: list[str] = self.browser.run(
            "return [...document.querySelectorAll('[role=treeitem]')].map(e => e.textContent)"
        )
        return found

    def press(self, panel: str, label: str) -> None:
        """Press a button by its words."""
        self.browser.run(
            "const [panel, label] = arguments;"
            "[...document.querySelectorAll(`#panel-${panel} button`)]"
            ".find(e => e.textContent === label).click()",
            panel,
            label,
        )

    def notes(self) -> str:
        return str(
            self.browser.run(
                "return [...document.querySelectorAll('.note')].map(e => e.textContent).join('')"
            )
        )


@pytest.fixture(scope="module")
def site() -> Path:
    if not (SITE / "index.html").is_file():
        pytest.skip("the page is not built: npm ci && npm run build, in web/")
    return SITE


@pytest.fixture(scope="module")
def server(site: Path) -> Iterator[CountingServer]:
    with CountingServer(str(site), page_files(str(site))) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture(scope="module")
def opened(server: CountingServer) -> Iterator[OpenPage]:
    with launched() as browser:
        browser.look(1400, 900, "light")
        page = OpenPage(browser, server.address)
        page.load()
        yield page


@pytest.fixture
def page(opened: OpenPage) -> OpenPage:
    """The page with nothing open, and with nothing told to the console."""
    close = (
        "[...document.querySelectorAll('header button')]"
        ".find(e => ['全部关闭', 'Close all'].includes(e.textContent))?.click()"
    )
    opened.browser.run(close)
    opened.browser.run("document.querySelectorAll('.note').forEach(e => e.remove())")
    opened.browser.complaints()
    return opened
