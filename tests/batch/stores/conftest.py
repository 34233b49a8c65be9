"""A store in memory, and what a run has written to it."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from planparse.batch.events import Event, Failed, Finished, Refused
from planparse.batch.key import key_of
from planparse.batch.messages import Asked
from planparse.batch.stores.converter import Order
from planparse.batch.stores.run import Engine, StoreRun, here

fsspec = pytest.importorskip(
    "fsspec", reason="stores are reached by fsspec: pip install 'planparse[s3]'"
)

ASKED = Asked(
    fmt="nodes",
    encoding=None,
    grammar="auto",
    repair=True,
    spans=False,
    split=False,
    lang="en",
    level="auto",
    select=None,
    plain=False,
)


@pytest.fixture
def memory() -> Iterator[Any]:
    """The file system of fsspec that is in memory, empty."""
    system = fsspec.filesystem("memory")
    system.store.clear()
    yield system
    system.store.clear()


@pytest.fixture
def run(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str]
) -> Callable[..., list[Event]]:
    """Run from a folder of the store to another one, and return what happened."""
    monkeypatch.syspath_prepend(environment["PYTHONPATH"])  # where workers start fast

    def events(
        *names: str,
        force: bool = False,
        engine: Engine = here,
        fmt: str = "nodes",
        timeout: float = 60,
        most: int | None = None,
        corrections: str | None = None,
    ) -> list[Event]:
        order = Order(
            "memory://out", ASKED, fmt, timeout, 10**9, corrections=corrections
        )
        made = StoreRun(
            list(names or ["memory://plans"]),
            order,
            key_of(ASKED, fmt),
            4,
            engine,
            1,
            most,
        )
        return list(made.convert(force=force))

    return events


def failures(events: list[Event]) -> dict[str, str]:
    return {
        event.name: event.message
        for event in events
        if isinstance(event, Failed | Refused)
    }


def finished(events: list[Event]) -> Finished:
    last = events[-1]
    assert isinstance(last, Finished)
    return last


def manifest(system: Any, out: str = "/out") -> list[dict[str, Any]]:
    lines = system.cat_file(f"{out}/manifest.jsonl").splitlines()
    return [json.loads(line) for line in lines]


def content(system: Any, which: str, out: str = "/out") -> bytes:
    """All rows, or the lines of all files, in the order of the manifest."""
    return b"".join(
        system.cat_file(f"{out}/{part[which]}") for part in manifest(system, out)
    )
