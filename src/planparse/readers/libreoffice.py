"""Convert documents by LibreOffice, where it is installed: many files in one call.

Its exit status says nothing: a file is converted if its output is there, whole. It has a profile of
its own here, in which macros do not run and nothing is loaded from elsewhere; it is killed
with all that it started where it makes nothing any more, and where whoever asked is gone.
"""

import atexit
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

_HAS_GROUPS = hasattr(os, "killpg")
"""Whether a process can be killed with all that it started; on Windows it cannot."""
_NAMES = ("soffice", "libreoffice")
_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
)
_PATIENCE = 90.0
"""Seconds in which LibreOffice may make nothing, its start among them: a choice."""
_FILTERS = {"docx": "docx:MS Word 2007 XML", "xlsx": "xlsx:Calc MS Excel 2007 XML"}
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""


_KEEPER = """
import os, signal, sys, threading
program = os.spawnv(os.P_NOWAIT, sys.argv[1], sys.argv[1:])
def end_with_the_other():
    os.read(0, 1)
    os.killpg(0, signal.SIGKILL)
threading.Thread(target=end_with_the_other, daemon=True).start()
os._exit(os.waitstatus_to_exitcode(os.waitpid(program, 0)[1]) & 255)
"""
"""Runs a program, and kills it once standard input ends: when whoever holds the other end of
the pipe has died, by SIGKILL even, which nobody can heed."""


class Document(NamedTuple):
    """A document as bytes, with the ending that its format has."""

    data: bytes
    ending: str


class Office(NamedTuple):
    """LibreOffice: where its program is, and the seconds in which it may make nothing."""

    path: str
    patience: float = _PATIENCE

    def converted(
        self, documents: Sequence[Document], target: str
    ) -> list[bytes | None]:
        """Return documents in another format, docx or xlsx; None for each that is not made.

        All are converted in one call; where that leaves some out, each of those has one of
        its own, so that a document that makes LibreOffice fail costs no other.
        """
        found = self._call(documents, target)
        if len(documents) > 1:
            for place, document in enumerate(documents):
                if found[place] is None:
                    found[place] = self._call([document], target)[0]
        return found

    def _call(self, documents: Sequence[Document], target: str) -> list[bytes | None]:
        """Return what one call makes of documents."""
        with tempfile.TemporaryDirectory(prefix="planparse-") as folder:
            here = Path(folder)
            (here / "out").mkdir()
            names = [f"{place}{each.ending}" for place, each in enumerate(documents)]
            for name, document in zip(names, documents, strict=True):
                (here / name).write_bytes(document.data)
            command = [
                self.path,
                f"-env:UserInstallation={_profile().as_uri()}",
                *(
                    "--headless",
                    "--norestore",
                    "--nologo",
                    "--nodefault",
                    "--nolockcheck",
                ),
                *("--convert-to", _FILTERS[target], "--outdir", "out"),
                *names,
            ]
            _run(command, here, self.patience)
            outputs = [here / "out" / f"{Path(name).stem}.{target}" for name in names]
            return [
                output.read_bytes() if zipfile.is_zipfile(output) else None
                for output in outputs
            ]


def installed() -> Office | None:
    """Return LibreOffice as it is found, None where it is not installed."""
    found = (path for name in _NAMES if (path := shutil.which(name)))
    path = next(found, None) or next(filter(os.path.exists, _PLACES), None)
    return None if path is None else Office(path)


def _run(command: Sequence[str], folder: Path, patience: float) -> None:
    """Run LibreOffice, as long as something new comes out in so many seconds.

    It is killed then, with all that it started.
    """
    keeper = [sys.executable, "-I", "-S", "-c", _KEEPER] if _HAS_GROUPS else []
    with subprocess.Popen(
        [*keeper, *command],
        cwd=folder,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        before = -1
        try:
            while process.poll() is None and before < (made := _outputs(folder)):
                before = made
                with suppress(subprocess.TimeoutExpired):
                    process.wait(patience)
        finally:
            _kill(process)


def _outputs(folder: Path) -> int:
    """Return how many files a call has made so far."""
    return sum(1 for _ in (folder / "out").iterdir())


def _kill(process: "subprocess.Popen[bytes]") -> None:
    """Kill a process and all in its group, some of which may outlive it."""
    if _HAS_GROUPS:
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            return
    elif process.poll() is None:
        process.kill()


_PREFIX = "planparse-profile-"
_profiles: dict[int, Path] = {}
"""The profile of each process: one of two that share a profile would hand its files to the
other."""


def _profile() -> Path:
    """Return the profile of this process, which is made once and removed at its end."""
    own = os.getpid()
    if own not in _profiles:
        _remove_profiles_left()
        profile = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{own}-"))
        (profile / "user").mkdir()
        settings = profile / "user" / "registrymodifications.xcu"
        settings.write_text(_SETTINGS, encoding="utf-8")
        _profiles[own] = profile
        atexit.register(shutil.rmtree, profile, ignore_errors=True)
    return _profiles[own]


def _remove_profiles_left() -> None:
    """Remove the profiles of processes that were killed."""
    if not _HAS_GROUPS:  # Windows cannot ask for a process without ending it
        return
    for left in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        owner = left.name.removeprefix(_PREFIX).partition("-")[0]
        try:
            os.kill(int(owner), 0)
        except ProcessLookupError:
            shutil.rmtree(left, ignore_errors=True)
        except (ValueError, OverflowError, PermissionError):
            continue
