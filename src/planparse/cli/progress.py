"""How far a command is, on standard error.

Of a batch there is a bar on a terminal, else a line now and then; of a comparison one line
on a terminal, which goes when it is done.
"""

import os
import sys
import time
from contextlib import suppress
from shutil import get_terminal_size
from typing import Any

from planparse.cli.language import remark, spoken
from planparse.locale.message import _, told
from planparse.system.columns import columns
from planparse.system.terminal import is_terminal, say

_EVERY = 10.0
"""Seconds between lines, so that a log of hours stays short: a choice."""


_PATIENCE = 0.5
"""Seconds that go by before anything is shown, so that what is fast shows nothing: a choice."""

_TO_END = "\x1b[K"
"""Takes away what stands behind the cursor of a terminal."""


class StatusLine:
    """One line on a terminal that says what is being done, and goes when it is done."""

    def __init__(self, *, quiet: bool) -> None:
        """Show nothing if `quiet`, nor where standard error is no terminal that can erase."""
        able = is_terminal(sys.stderr) and os.environ.get("TERM") != "dumb"
        self._able = able and not quiet
        self._begun = time.monotonic()
        self._is_shown = False

    def __enter__(self) -> "StatusLine":
        """Return the line; there is nothing to show yet."""
        return self

    def __exit__(self, *_: object) -> None:
        """Take the line away."""
        self.clear()

    def show(self, text: str) -> None:
        """Show a text in place of the last one, unless it would not be needed yet."""
        if not self._able or time.monotonic() - self._begun < _PATIENCE:
            return
        room = get_terminal_size().columns - 1
        while columns(text) > room:
            text = f"{text[:-2]}…"
        self._write(f"\r{text}{_TO_END}")
        self._is_shown = True

    def clear(self) -> None:
        """Take away what is shown."""
        if self._is_shown:
            self._write(f"\r{_TO_END}")
            self._is_shown = False

    def _write(self, text: str) -> None:
        """Write without an end of line; who cannot see it misses nothing."""
        with suppress(OSError, UnicodeEncodeError):
            sys.stderr.write(text)
            sys.stderr.flush()


class Progress:
    """Count files and say how many are done. Use it as a context."""

    def __init__(self, *, quiet: bool) -> None:
        """Say nothing but failures if `quiet`."""
        self._quiet = quiet
        self._what: str = ""
        self._files = self._size = self._done = self._failed = self._read = 0
        self._begun = self._told = time.monotonic()
        self._bar: Any = None

    def __enter__(self) -> "Progress":
        """Return the progress; there is nothing to show yet."""
        return self

    def __exit__(self, *_: object) -> None:
        """Take the bar away."""
        self.stop()

    def start(self, files: int, size: int, what: str = "") -> None:
        """Begin to count towards so many files and bytes, with a bar on a terminal.

        `what` says what is done with them, where that is not to convert them.
        """
        self.stop()
        self._what = _("{what}: ", what=what) if what else ""
        self._done = self._failed = self._read = 0
        self._files, self._size = files, size
        self._begun = self._told = time.monotonic()
        if not self._quiet and is_terminal(sys.stderr):
            self._bar = _bar()
            self._bar.start()
            self._task = self._bar.add_task("", total=size or 1, files="")

    def stop(self) -> None:
        """Take the bar away, where there is one."""
        if self._bar is not None:
            self._bar.stop()
            self._bar = None

    def advance(self, size: int, failure: str = "", files: int = 1) -> None:
        """Count files of so many bytes; `failure` says why one could not be converted."""
        self._done += files
        self._read += size
        if failure:
            self._failed += 1
            self.tell(failure)
        if self._bar is not None:
            reached = _(
                "{what}{done:,}/{files:,} files{failed}",
                what=self._what,
                done=self._done,
                files=self._files,
                failed=_(", {count:,} failed", count=self._failed)
                if self._failed
                else "",
            )
            self._bar.update(
                self._task, completed=self._read, files=told(reached, spoken())
            )
        elif not self._quiet and time.monotonic() - self._told >= _EVERY:
            self._told = time.monotonic()
            remark(self._line())

    def tell(self, line: str) -> None:
        """Say a line beside the bar."""
        if self._bar is None:
            say(line)
        else:
            self._bar.console.print(
                line, markup=False, emoji=False, highlight=False, soft_wrap=True
            )

    def _line(self) -> str:
        """Return how far the batch is as one line, with the rate and, if known, the time left."""
        seconds = self._told - self._begun
        rate = self._read / seconds if seconds else 0
        left = (
            _(", {duration} left", duration=duration((self._size - self._read) / rate))
            if rate
            else ""
        )
        return _(
            "{what}{done:,} of {files:,} files{failed}, {rate:.2f} MB/s{left}",
            what=self._what,
            done=self._done,
            files=self._files,
            failed="" if self._what else _(", {count:,} failed", count=self._failed),
            rate=rate / 1e6,
            left=left,
        )


def duration(seconds: float) -> str:
    """Return a duration for people: 45 s, 3 min 20 s, 2 h 5 min."""
    whole = round(max(0.0, seconds))
    if whole < 100:
        return _("{seconds} s", seconds=whole)
    minutes, rest = divmod(whole, 60)
    if minutes < 100:
        return _("{minutes} min {seconds} s", minutes=minutes, seconds=rest)
    hours, minutes = divmod(minutes, 60)
    return _("{hours} h {minutes} min", hours=hours, minutes=minutes)


def _bar() -> Any:
    """Return a bar for a terminal; rich is imported only where there is one."""
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
