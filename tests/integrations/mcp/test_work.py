"""Requests are worked on in processes of their own, which may fail, be slow, or be stopped."""

import os
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

pytest.importorskip("mcp", reason="needs pip install 'planparse[mcp]'")

import anyio

from planparse.integrations.mcp.folder import folder_at
from planparse.integrations.mcp.refused import RefusedError
from planparse.integrations.mcp.work import Desk

HELPERS = """
import os, time

def names(plans):
    return plans.listing().names

def process(plans):
    return os.getpid()

def hang(plans, told):
    with open(told, "w") as file:
        file.write(str(os.getpid()))
    os.rename(told, told + ".done")
    time.sleep(3600)

def crash(plans):
    os._exit(7)

def exhaust(plans):
    raise MemoryError
"""


@pytest.fixture
def helpers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Functions that a process can be asked to run: it imports them by name."""
    (tmp_path / "desk_helpers.py").write_text(HELPERS, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    return pytest.importorskip("desk_helpers")


@pytest.fixture
def desk(tmp_path: Path) -> Callable[[float], Desk]:
    """A function that makes a desk over a folder of one plan."""
    folder = tmp_path / "plans"
    folder.mkdir()
    (folder / "plan.txt").write_text("一、治水\\n", encoding="utf-8")
    return lambda seconds: Desk(folder_at(str(folder), 1000), seconds)


def test_a_process_that_fails_is_told_and_another_goes_on(
    desk: Callable[[float], Desk], helpers: ModuleType
) -> None:
    async def asked() -> None:
        slow = desk(120)
        first = await slow.ask(helpers.process)
        assert first != os.getpid()
        assert await slow.ask(helpers.process) == first
        with pytest.raises(RefusedError, match="more memory"):
            await slow.ask(helpers.exhaust)
        assert await slow.ask(helpers.process) == first
        with pytest.raises(RefusedError, match="broke down"):
            await slow.ask(helpers.crash)
        assert await slow.ask(helpers.process) != first
        assert await slow.ask(helpers.names) == ("plan.txt",)

    anyio.run(asked)


def test_what_takes_too_long_is_stopped(
    desk: Callable[[float], Desk], helpers: ModuleType, tmp_path: Path
) -> None:
    async def asked() -> None:
        with pytest.raises(RefusedError, match=r"took longer than 1 s .*--timeout"):
            await desk(1).ask(helpers.hang, str(tmp_path / "told"))
        assert await desk(120).ask(helpers.names) == ("plan.txt",)

    anyio.run(asked)


@pytest.mark.skipif(os.name == "nt", reason="asks for a process as POSIX has it")
def test_what_nobody_waits_for_is_stopped(
    desk: Callable[[float], Desk], helpers: ModuleType, tmp_path: Path
) -> None:
    told = tmp_path / "told.done"

    async def asked() -> None:
        async with anyio.create_task_group() as group:
            group.start_soon(desk(600).ask, helpers.hang, str(tmp_path / "told"))
            while not told.exists():
                await anyio.sleep(0.01)
            group.cancel_scope.cancel()
        with pytest.raises(ProcessLookupError):
            os.kill(int(told.read_text()), 0)

    anyio.run(asked)
