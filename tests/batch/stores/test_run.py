"""Runs from and to a store in memory: what is written, and what a run leaves to the next."""

import hashlib
import json
import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from planparse.batch.events import Event, Started, Stopped
from planparse.batch.stores.access import CannotReadError
from planparse.batch.stores.converter import Order
from planparse.batch.stores.run import Outcomes, here
from tests.batch.conftest import Batch, plan
from tests.batch.stores.conftest import content, failures, finished, manifest

Run = Callable[..., list[Event]]

PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(99)


@pytest.fixture
def plans(memory: Any) -> Any:
    """Nineteen plans in two folders, and a picture."""
    for number in range(19):
        memory.pipe_file(
            f"/plans/{2020 + number % 2}/{number:02}.txt",
            plan(number, 3 + number % 5).encode("gbk" if number == 7 else "utf-8"),
        )
    memory.pipe_file("/plans/2021/picture.txt", PICTURE)
    return memory


def timeless(lines: bytes) -> list[dict[str, Any]]:
    rows = [json.loads(line) for line in lines.splitlines()]
    return [
        {name: row[name] for name in row if name not in ("seconds", "at")}
        for row in rows
    ]


def test_rows_and_files_are_those_of_a_run_on_disk(
    plans: Any, run: Run, batch: Batch, tmp_path: Path
) -> None:
    plans.get("/plans", str(tmp_path / "disk" / "plans"), recursive=True)
    assert batch("disk/plans", "-o", "out.jsonl").returncode == 1
    events = run()
    assert content(plans, "rows") == (tmp_path / "out.jsonl").read_bytes()
    on_disk = (tmp_path / "out.jsonl.manifest.jsonl").read_bytes()
    assert timeless(content(plans, "files")) == timeless(on_disk)
    assert failures(events).keys() == {"plans/2021/picture.txt"}
    told = finished(events)
    assert (told.files, told.failed, told.tried) == (20, 1, 20)
    parts = manifest(plans)
    assert len(parts) > 2
    for part in parts:
        rows = plans.cat_file(f"/out/{part['rows']}")
        assert (part["nodes"], part["bytes"]) == (rows.count(b"\n"), len(rows))


def test_archives_are_opened_as_on_disk(
    memory: Any, run: Run, batch: Batch, tmp_path: Path
) -> None:
    disk = tmp_path / "disk" / "plans"
    disk.mkdir(parents=True)
    with ZipFile(disk / "a.zip", "w") as packed:
        for number in range(9):
            packed.writestr(f"{number}.txt", plan(number))
        packed.writestr("broken.zip", b"PK")
    with tarfile.open(disk / "b.tar.gz", "w:gz") as tar:
        tar.add(disk / "a.zip", "inner.zip")
    memory.put(str(disk), "/plans", recursive=True)
    assert batch("disk/plans", "-o", "out.jsonl").returncode == 1
    told = failures(run())
    assert content(memory, "rows") == (tmp_path / "out.jsonl").read_bytes()
    assert told.keys() == {
        "plans/a.zip/broken.zip",
        "plans/b.tar.gz/inner.zip/broken.zip",
    }
    assert len(manifest(memory)) > 2


def test_an_archive_that_changes_while_the_run_is_on_is_told(
    memory: Any, run: Run
) -> None:
    def pack(text: str) -> None:
        with memory.open("/plans/a.zip", "wb") as file, ZipFile(file, "w") as packed:
            packed.writestr("a.txt", text)

    def late(order: Order, names: list[str], jobs: int | None) -> Outcomes:
        pack(plan(2))
        yield from here(order, names, jobs)

    pack(plan(1))
    assert failures(run(engine=late)) == {
        "plans/a.zip/a.txt": "cannot be read: its archive was changed while it was read"
    }
    assert failures(run()) == {}


def test_a_second_run_has_nothing_to_do_and_tells_what_failed(
    plans: Any, run: Run
) -> None:
    run()
    before = dict(plans.store)
    events = run()
    assert failures(events).keys() == {"plans/2021/picture.txt"}
    assert finished(events).nothing_to_do
    assert plans.store == before


def test_a_changed_file_changes_its_part_alone(plans: Any, run: Run) -> None:
    run()
    before = {part["part"] for part in manifest(plans)}
    plans.pipe_file("/plans/2020/08.txt", plan(99).encode())
    (started,) = [event for event in run() if isinstance(event, Started)]
    now = {part["part"] for part in manifest(plans)}
    assert len(now - before) == len(before - now) == 1
    assert 0 < started.files < 20
    kept = {name.rpartition("/")[2].partition(".")[0] for name in plans.find("/out")}
    assert kept == now | {"manifest"}
    assert "第99号".encode() in content(plans, "rows")


def test_a_run_that_was_interrupted_goes_on(plans: Any, run: Run) -> None:
    done = []

    def stops(order: Order, names: list[str], jobs: int | None) -> Outcomes:
        for outcome in here(order, names, jobs):
            done.append(outcome.part)
            yield outcome
            if len(done) == 2:
                raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(engine=stops)
    assert not plans.exists("/out/manifest.jsonl")
    again: list[str] = []

    def noted(order: Order, names: list[str], jobs: int | None) -> Outcomes:
        again.extend(names)
        yield from here(order, names, jobs)

    run(engine=noted)
    assert not {*again} & {*done}
    assert len(again) + 2 == len(manifest(plans))


def test_parts_whose_rows_are_lost_or_cut_off_are_written_again(
    plans: Any, run: Run
) -> None:
    run()
    rows = content(plans, "rows")
    first, second, *_ = manifest(plans)
    plans.rm_file(f"/out/{first['rows']}")
    plans.pipe_file(f"/out/{second['rows']}", b"{}\n")
    run()
    assert content(plans, "rows") == rows


def test_all_is_done_again_by_force(plans: Any, run: Run) -> None:
    run()
    before = manifest(plans)
    told = finished(run(force=True))
    assert told.tried == 20
    assert manifest(plans) == before


def test_a_slip_in_the_name_takes_no_rows_away(plans: Any, run: Run) -> None:
    run()
    before = manifest(plans), content(plans, "rows"), content(plans, "files")
    with pytest.raises(CannotReadError, match="there is no such file"):
        run("memory://plan")
    assert (manifest(plans), content(plans, "rows"), content(plans, "files")) == before


def test_a_part_of_which_nothing_came_back_takes_no_rows_away(
    plans: Any, run: Run
) -> None:
    def forgets(order: Order, names: list[str], jobs: int | None) -> Outcomes:
        yield from here(order, names[1:], jobs)

    with pytest.raises(CannotReadError, match="goes on from here"):
        run(engine=forgets)
    assert not plans.exists("/out/manifest.jsonl")
    assert finished(run()).files == 20


def test_corrections_that_do_not_fit_are_counted(plans: Any, run: Run) -> None:
    text = plans.cat_file("/plans/2020/00.txt")
    stale = (
        "schema: 1\nfiles:\n- path: 00.txt\n"
        f"  sha256: {hashlib.sha256(text).hexdigest()}\n"
        "  corrections:\n  - {line: 1, words: 总体要求, is: heading, date: 2026-03-02}\n"
    )
    assert finished(run(corrections=stale)).misfits == 1
    assert finished(run(corrections=stale)).misfits == 1


def test_a_file_that_goes_while_the_run_is_on_is_told_and_tried_again(
    plans: Any, run: Run
) -> None:
    text = plans.cat_file("/plans/2020/00.txt")

    def late(order: Order, names: list[str], jobs: int | None) -> Outcomes:
        plans.rm_file("/plans/2020/00.txt")
        yield from here(order, names, jobs)

    found = failures(run(engine=late))
    assert found["plans/2020/00.txt"] == "the file no longer exists"
    assert sum(part["again"] for part in manifest(plans)) == 1
    plans.pipe_file("/plans/2020/00.txt", text)
    assert failures(run()).keys() == {"plans/2021/picture.txt"}


def test_a_run_stops_at_so_many_failures(plans: Any, run: Run) -> None:
    for number in range(9):
        plans.pipe_file(f"/plans/2019/{number}.txt", PICTURE)
    last = run(most=1)[-1]
    assert isinstance(last, Stopped)
    assert not plans.exists("/out/manifest.jsonl")


def test_folders_of_one_name_are_told_apart_by_the_one_above(
    plans: Any, run: Run
) -> None:
    plans.pipe_file("/other/plans/a.txt", b"a")
    with pytest.raises(CannotReadError, match="both known as plans"):
        run("memory://plans", "memory://other/plans")
    assert finished(run("memory://plans", "memory://plans")).files == 20


def test_rows_as_parquet_are_the_nodes(plans: Any, run: Run) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    run(fmt="parquet")
    for part in manifest(plans):
        with plans.open(f"/out/{part['rows']}") as file:
            assert parquet.read_table(file).num_rows == part["nodes"]
