"""A browser without a window, driven through WebDriver; tests are skipped where there is none."""

import base64
import json
import shutil
import subprocess
import tempfile
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from time import sleep
from typing import Any

import pytest

FLAGS = [
    *(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
    ),
    *(
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-dev-shm-usage",
    ),
]
_DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class Browser:
    """One session of a browser; a call that fails raises RuntimeError with the driver's words."""

    def __init__(self, driver: str, browser: str, profile: str) -> None:
        self._driver = driver
        options = {"args": [*FLAGS, f"--user-data-dir={profile}"], "binary": browser}
        asked = {
            "browserName": "chrome",
            "goog:chromeOptions": options,
            "goog:loggingPrefs": {"browser": "ALL"},
        }
        capabilities = {"capabilities": {"alwaysMatch": asked}}
        session = self._send("/session", capabilities)["sessionId"]
        self._session = f"/session/{session}"

    def _send(self, path: str, body: Any, method: str = "POST") -> Any:
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(
            self._driver + path,
            data,
            {"Content-Type": "application/json"},
            method=method,
        )
        try:
            with _DIRECT.open(request, timeout=60) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as fault:
            with fault:
                raise RuntimeError(json.load(fault)["value"]["message"]) from None

    def open(self, address: str) -> None:
        """Load a page, and wait until it is there."""
        self._send(f"{self._session}/url", {"url": address})

    def run(self, script: str, *arguments: Any) -> Any:
        """Run JavaScript in the page; what it returns. A promise is waited for."""
        return self._send(
            f"{self._session}/execute/sync", {"script": script, "args": arguments}
        )

    def click(self, selector: str) -> None:
        """Click as a mouse does: on what is seen."""
        self._send(f"{self._session}/element/{self._element(selector)}/click", {})

    def type(self, selector: str, text: str) -> None:
        """Type into a field in place of what stands there."""
        element = self._element(selector)
        self._send(f"{self._session}/element/{element}/clear", {})
        self._send(f"{self._session}/element/{element}/value", {"text": text})

    def press(self, key: str) -> None:
        """Press a key, where the focus is."""
        actions = [{"type": "keyDown", "value": key}, {"type": "keyUp", "value": key}]
        self._send(
            f"{self._session}/actions",
            {"actions": [{"type": "key", "id": "keys", "actions": actions}]},
        )

    def wait(self, script: str, seconds: int = 10) -> None:
        """Wait until a script returns true. Raises TimeoutError."""
        for _ in range(20 * seconds):
            if self.run(script):
                return
            sleep(0.05)
        raise TimeoutError(script)

    def choose(self, selector: str, *paths: str) -> None:
        """Choose files, or a folder, in a field for files."""
        element = self._element(selector)
        self._send(
            f"{self._session}/element/{element}/value", {"text": "\n".join(paths)}
        )

    def download_into(self, folder: str) -> None:
        """Have the browser put what is downloaded into a folder, without asking."""
        self._devtools(
            "Browser.setDownloadBehavior", behavior="allow", downloadPath=folder
        )

    def _element(self, selector: str) -> str:
        found = self._send(
            f"{self._session}/element", {"using": "css selector", "value": selector}
        )
        return str(next(iter(found.values())))

    def complaints(self) -> list[str]:
        """Return what the console was told since the last call."""
        return [
            entry["message"]
            for entry in self._send(f"{self._session}/se/log", {"type": "browser"})
        ]

    def look(self, width: int, height: int, scheme: str) -> None:
        """Set the size of the window and the colour scheme, light or dark."""
        self._devtools(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=False,
        )
        self._devtools(
            "Emulation.setEmulatedMedia",
            features=[{"name": "prefers-color-scheme", "value": scheme}],
        )

    def picture(self) -> bytes:
        """Return what the window shows, as PNG."""
        return base64.b64decode(
            self._devtools("Page.captureScreenshot", format="png")["data"]
        )

    def _devtools(self, command: str, **options: Any) -> Any:
        return self._send(
            f"{self._session}/goog/cdp/execute", {"cmd": command, "params": options}
        )

    def close(self) -> None:
        """End the session, and the browser with it."""
        self._send(self._session, None, "DELETE")


@contextmanager
def launched() -> Iterator[Browser]:
    """Start a browser with a profile of its own. Skips the test where there is none."""
    browser, program = shutil.which("chromium"), shutil.which("chromedriver")
    if not (browser and program):
        pytest.skip(
            "there is no browser: chromium and chromedriver are not on the path"
        )
    with (
        tempfile.TemporaryDirectory(
            prefix="planparse-browser-", ignore_cleanup_errors=True
        ) as profile,
        subprocess.Popen(
            [program, "--port=0"],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        ) as driver,
    ):
        try:
            assert driver.stdout is not None
            port = next(
                line.split()[-1].rstrip(".")
                for line in driver.stdout
                if "started successfully on port" in line
            )
            session = Browser(f"http://127.0.0.1:{port}", browser, profile)
            try:
                yield session
            finally:
                session.close()
        finally:
            driver.terminate()
