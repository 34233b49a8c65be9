"""How far a batch is, on standard error: a bar on a terminal, a line now and then elsewhere, a summary."""

import time
from typing import Any

from planparse.cli.console import harmless, say

_EVERY = 10.0  # seconds between lines


class Progress:
    """Counts files and tells of them. Use it as a context."""

    def __init__(self, files: int, size: int, *, bar: bool, quiet: bool) -> None:
        """Take how many files and bytes there are to do; with `bar` somebody looks at a terminal."""
        self._files, self._size, self._quiet = files, size, quiet
        self._done = self._failed = self._read = 0
        self._begun = self._told = time.monotonic()
        self._bar: Any = _bar() if bar and not quiet else None

    def __enter__(self) -> "Progress":
        """Show the bar, where there is one."""
        if self._bar is not None:
            self._bar.start()
            self._task = self._bar.add_task("", total=self._size or 1, files="")
        return self

    def __exit__(self, *_: object) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.stop()

    def advance(self, size: int, failure: str = "") -> None:
        """Count a file of a size; `failure` is what is to be said about one that could not be done."""
        self._done += 1
        self._read += size
        if failure:
            self._failed += 1
            self.tell(failure)
        if self._bar is not None:
            failed = f", {self._failed:,} failed" if self._failed else ""
            self._bar.update(
                self._task,
                completed=self._read,
                files=f"{self._done:,}/{self._files:,} files{failed}",
            )
        elif not self._quiet and time.monotonic() - self._told >= _EVERY:
            self._told = time.monotonic()
            say(self._line())

    def tell(self, line: str) -> None:
        """Say a line beside the bar."""
        if self._bar is None:
            say(line)
        else:
            self._bar.console.print(
                line, markup=False, emoji=False, highlight=False, soft_wrap=True
            )

    def _line(self) -> str:
        seconds = self._told - self._begun
        rate = self._read / seconds if seconds else 0
        left = f", {length((self._size - self._read) / rate)} left" if rate else ""
        return f"planparse: {self._done:,} of {self._files:,} files, {self._failed:,} failed, {rate / 1e6:.2f} MB/s{left}"


def length(seconds: float) -> str:
    """Return a stretch of time for people: 45 s, 3 min 20 s, 2 h 5 min."""
    whole = round(max(0.0, seconds))
    if whole < 100:
        return f"{whole} s"
    minutes, rest = divmod(whole, 60)
    return (
        f"{minutes} min {rest} s"
        if minutes < 100
        else f"{minutes // 60} h {minutes % 60} min"
    )


def failure(name: str, message: str) -> str:
    """Return what is said about a file that could not be done."""
    return f"planparse: {harmless(name)}: {harmless(message)}"


def _bar() -> Any:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
        TransferSpeedColumn,
    )

    return Progress(
        BarColumn(),
        TextColumn("{task.fields[files]}", markup=False),
        TransferSpeedColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    )
