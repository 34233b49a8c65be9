"""What the tests of batches share: a folder of plans, the command, what it has written."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

if os.name == "nt":  # signals and limits are those of POSIX
    collect_ignore_glob = ["*"]

PLANPARSE = [sys.executable, "-m", "planparse", "batch"]
Batch = Callable[..., subprocess.CompletedProcess[bytes]]


def plan(number: int, items: int = 3) -> str:
    points = "".join(
        f"（{'一二三四五六七八九'[n]}）第{number}号事项，按季度通报进展。\n"
        for n in range(items)
    )
    return f"青禾市第{number}批工作要点\n一、抓好落实\n{points}二、加强督查\n"


def write(path: Path, text: str | bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """A folder with an archive of twelve plans in two folders, one with a hole."""
    for number in range(12):
        write(
            tmp_path / "plans" / str(2020 + number % 2) / f"{number:02}.txt",
            plan(number, 3 + number % 5),
        )
    write(
        tmp_path / "plans" / "2021" / "gap.txt",
        "全年工作要点\n一、抓落实\n三、强监管\n",
    )
    return tmp_path


@pytest.fixture
def batch(here: Path, program: list[str], environment: dict[str, str]) -> Batch:
    """Run the command with one worker, unless a test says how many: each has to start."""

    def run(
        *arguments: str | bytes, more: dict[str, str] | None = None, **options: Any
    ) -> Any:
        jobs = () if "-j" in arguments else ("-j", "1")
        given = {
            "capture_output": True,
            "timeout": 120,
            "cwd": here,
            "env": environment | (more or {}),
            **options,
        }
        # A limit is one of a process of its own.
        start = PLANPARSE if "preexec_fn" in options else [*program, "batch"]
        return subprocess.run([*start, *arguments, *jobs], check=False, **given)

    return run


def tree(folder: Path) -> dict[str, bytes]:
    """All outputs in a folder, without the journal and the manifest."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        and ".planparse" not in path.relative_to(folder).parts[0]
        and "manifest" not in path.name
    }


def manifest(path: Path) -> dict[str, dict[str, Any]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return {entry["name"]: entry for entry in map(json.loads, lines)}


def timeless(path: Path) -> list[dict[str, Any]]:
    return [
        {
            field: value
            for field, value in entry.items()
            if field not in ("seconds", "at")
        }
        for entry in manifest(path).values()
    ]


@pytest.fixture
def saboteur(here: Path, environment: dict[str, str]) -> dict[str, str]:
    """An environment in which files fail by name: they kill their worker, hang, ask too much."""
    code = """
import os, sys, time
if any("worker" in word for word in getattr(sys, "orig_argv", ())):
    import planparse.batch.worker as worker
    sound = worker.convert
    def convert(data, name, *rest):
        if "poison" in name:
            os.kill(os.getpid(), 9)
        if "hang" in name:
            time.sleep(1000)
        if "huge" in name:
            raise MemoryError
        if "slow" in name:
            open(f"at-work-{os.getpid()}", "w").close()
            time.sleep(0.05)
        return sound(data, name, *rest)
    worker.convert = convert
"""
    write(here / "site" / "sitecustomize.py", code)
    return {"PYTHONPATH": f"{here / 'site'}{os.pathsep}{environment['PYTHONPATH']}"}


def workers(folder: Path) -> list[int]:
    """The worker processes that run in a folder."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if (
                b"planparse.batch.worker" in (entry / "cmdline").read_bytes()
                and (entry / "cwd").readlink() == folder
            ):
                state = (entry / "stat").read_text().rpartition(")")[2].split()[0]
                if state != "Z":
                    found.append(int(entry.name))
    return found


def until(holds: Callable[[], Any], seconds: float = 60) -> Any:
    """Wait for something to hold; the bound only keeps a broken test from hanging."""
    end = time.monotonic() + seconds
    while not (found := holds()):
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.01)
    return found


needs_proc = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="no /proc")


def failures(done: subprocess.CompletedProcess[bytes]) -> list[str]:
    """What is told of files; how far the run is, which a slow machine tells too, is left out."""
    lines = done.stderr.decode().splitlines()[:-1]
    return [
        line.removeprefix("planparse: ") for line in lines if not line.endswith(" left")
    ]
