"""Requests are worked on in processes of their own, which may fail, be slow, or be stopped."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

pytest.importorskip("mcp", reason="needs pip install 'planparse[mcp]'")

import anyio

from planparse.integrations.mcp.folder import folder_at
from planparse.integrations.mcp.plans import Plans
from planparse.integrations.mcp.refused import BrokenDownError, RefusedError
from planparse.integrations.mcp.survey import Survey
from planparse.integrations.mcp.tools.search import Asked, SearchHits, Where, search
from planparse.integrations.mcp.tools.search import _search as find
from planparse.integrations.mcp.work import Desk

HELPERS = """
import os, signal, time

def names(plans):
    return plans.listing().names

def process(plans):
    return os.getpid()

def hang(plans, told):
    with open(told, "w") as file:
        file.write(str(os.getpid()))
    os.rename(told, told + ".done")
    time.sleep(3600)

def deaf(plans):
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGALRM])
    time.sleep(3600)

def crash(plans):
    os._exit(7)

def read(plans, name):
    if name == "bad.txt":
        os._exit(7)
    return plans.plan(name).source.chars

def exhaust(plans):
    raise MemoryError
"""

BREAKS = '''
import os, sys

class Breaking:
    """Has `planparse.parse` end the process at one file, as a fault in a library would."""

    def find_spec(self, name, path, target=None):
        if name == "planparse.integrations.mcp.plans":
            import planparse
            parse = planparse.parse
            planparse.parse = lambda data, path, **more: (
                os._exit(7) if path == "bad.txt" else parse(data, path=path, **more)
            )
        return None

sys.meta_path.insert(0, Breaking())
'''
"""What a process runs when it starts: `sitecustomize`."""


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
    (folder / "plan.txt").write_text("一、治水\n", encoding="utf-8")
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
        first = await desk(120).ask(helpers.process)
        with pytest.raises(BrokenDownError, match=r"took longer than 1 s .*--timeout"):
            await desk(1).ask(helpers.hang, str(tmp_path / "told"))
        assert await desk(120).ask(helpers.process) == first

    anyio.run(asked)


def test_what_does_not_let_itself_be_stopped_is_killed(
    desk: Callable[[float], Desk],
    helpers: ModuleType,
) -> None:
    async def asked() -> None:
        first = await desk(120).ask(helpers.process)
        with pytest.raises(BrokenDownError, match=r"took longer than 0.5 s"):
            await Desk(desk(120).folder, 0.5, grace=0.5).ask(helpers.deaf)
        assert await desk(120).ask(helpers.process) != first

    anyio.run(asked)


def test_a_file_that_breaks_its_reader_is_not_tried_again_until_it_changes(
    desk: Callable[[float], Desk], helpers: ModuleType, tmp_path: Path
) -> None:
    bad = tmp_path / "plans" / "bad.txt"
    bad.write_text("一、植树\n", encoding="utf-8")

    async def asked() -> None:
        survey = Survey(desk(120))
        assert (await survey.listing("")).names == ("bad.txt", "plan.txt")
        assert await survey.why_broken("bad.txt") is None
        with pytest.raises(BrokenDownError):
            await survey.ask(helpers.read, "bad.txt")
        assert "broke down" in (await survey.why_broken("bad.txt") or "")
        with pytest.raises(RefusedError, match="broke down") as known:
            await survey.ask(helpers.read, "bad.txt")
        assert not isinstance(known.value, BrokenDownError)  # it was not tried
        assert await survey.ask(helpers.read, "plan.txt") == 5
        bad.write_text("一、植树。\n", encoding="utf-8")
        assert await survey.why_broken("bad.txt") is None

    anyio.run(asked)


def test_a_search_goes_on_without_a_file_that_breaks_its_reader(
    desk: Callable[[float], Desk], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Which file it is, is found by looking at each: here by a reader that is told to break."""
    (tmp_path / "plans" / "bad.txt").write_text("一、治水\n", encoding="utf-8")
    broken = tmp_path / "sitecustomize.py"
    broken.write_text(BREAKS, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path), *sys.path]))

    async def asked() -> None:
        survey = Survey(desk(120))
        told = await search(survey, Where(), Asked("治水"), 0, 10)
        assert [hit.file for hit in told.hits] == ["plan.txt"]
        assert [one.file for one in told.unread or ()] == ["bad.txt"]
        assert told.searched == 1

    anyio.run(asked)


def test_a_search_that_has_no_more_time_says_where_to_go_on(
    desk: Callable[[float], Desk], tmp_path: Path
) -> None:
    (tmp_path / "plans" / "water.txt").write_text("二、治水\n", encoding="utf-8")
    plans = Plans(desk(120).folder)
    told = find(plans, plans.listing().names, [], Asked("治水"), 0.0, 0, 10)
    assert (told.searched, told.not_searched, told.next_file) == (0, 2, "plan.txt")
    assert "2 more were not searched, for want of time" in told.in_words()

    async def asked() -> None:
        survey = Survey(desk(120))
        rest = await search(survey, Where("", "water.txt"), Asked("治水"), 0, 10)
        assert [hit.file for hit in rest.hits] == ["water.txt"]
        assert (rest.searched, rest.next_file, rest.cut) == (1, None, False)

    anyio.run(asked)


def test_a_search_says_that_a_folder_has_more_files() -> None:
    told = SearchHits(hits=[], searched=10_000, cut=True)
    assert "name a folder in it" in told.in_words()


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
