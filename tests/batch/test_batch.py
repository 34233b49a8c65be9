"""`planparse batch`, as a process: what is written, what is skipped, and what no interruption may change."""

import io
import json
import os
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import tarfile
import threading
import time
import zipfile
from collections.abc import Callable
from contextlib import closing, suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planparse.batch import archive
from planparse.batch.tables import in_pairs
from tests.conftest import heed_interrupts

PLANPARSE = [sys.executable, "-m", "planparse", "batch"]
Batch = Callable[..., subprocess.CompletedProcess[bytes]]

pytestmark = pytest.mark.skipif(
    os.name == "nt", reason="signals and limits are those of POSIX"
)


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
def batch(here: Path, environment: dict[str, str]) -> Batch:
    def run(
        *arguments: str | bytes, more: dict[str, str] | None = None, **options: Any
    ) -> Any:
        given = {
            "capture_output": True,
            "timeout": 120,
            "cwd": here,
            "env": environment | (more or {}),
            **options,
        }
        return subprocess.run([*PLANPARSE, *arguments], check=False, **given)

    return run


def tree(folder: Path) -> dict[str, bytes]:
    """All outputs in a folder: what a run notes for itself, and the times in the manifest, left out."""
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
    """An environment in which files fail by their names: they kill their worker, hang, or ask for too much."""
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

# ── output ───────────────────────────────────────────────────────────────────────────────────────────────


def test_a_folder_is_mirrored_and_each_output_is_what_one_file_gives(
    here: Path, batch: Batch, environment: dict[str, str]
) -> None:
    done = batch("plans", "-o", "out", "-f", "json")
    assert (done.returncode, done.stdout) == (0, b"")
    assert done.stderr.startswith(b"planparse: 13 files: 13 done, 0 failed, ")
    sources = sorted(
        path.relative_to(here).as_posix() for path in (here / "plans").rglob("*.txt")
    )
    assert sorted(tree(here / "out")) == [f"{name}.json" for name in sources]
    for name in sources:
        one = [sys.executable, "-m", "planparse", "-q", "-f", "json", name]
        alone = subprocess.run(
            one, cwd=here, env=environment, capture_output=True, check=True
        )
        assert (here / "out" / f"{name}.json").read_bytes() == alone.stdout


@pytest.mark.parametrize(
    ("fmt", "ending"),
    [
        ("md", ".md"),
        ("akn", ".akn"),
        ("table", ".table.md"),
        ("csv", ".csv"),
        ("xlsx", ".xlsx"),
    ],
)
def test_documents_and_tables_are_what_one_file_gives(
    fmt: str, ending: str, here: Path, batch: Batch, environment: dict[str, str]
) -> None:
    if fmt == "xlsx":
        pytest.importorskip("xlsxwriter")
    assert batch("plans/2021/gap.txt", "-o", "out", "-f", fmt, "-q").returncode == 0
    alone = [*PLANPARSE[:-1], "-q", "-f", fmt, "plans/2021/gap.txt"]
    done = subprocess.run(
        alone, cwd=here, env=environment, capture_output=True, check=True, timeout=120
    )
    assert list(tree(here / "out").values()) == [done.stdout]
    assert next(iter(tree(here / "out"))).endswith(f"gap.txt{ending}")


def test_the_manifest_tells_of_every_file(here: Path, batch: Batch) -> None:
    batch("plans", "-o", "out")
    entry = manifest(here / "out/manifest.jsonl")["plans/2021/gap.txt"]
    (output,) = entry["outputs"]
    written = (here / "out" / output["name"]).read_bytes()
    assert output["bytes"] == len(written)
    assert entry["bytes"] == (here / "plans/2021/gap.txt").stat().st_size
    assert (entry["status"], entry["documents"], entry["encoding"]) == (
        "done",
        1,
        "utf-8",
    )
    assert entry["findings"] == {"N201": 1}
    assert set(entry) >= {"sha256", "chars", "nodes", "seconds", "at"}


@pytest.mark.parametrize("jobs", ["1", "2", "5"])
def test_the_result_does_not_depend_on_how_many_work(
    jobs: str, here: Path, batch: Batch
) -> None:
    batch("plans", "-o", "out.jsonl", "-j", "3")
    batch("plans", "-o", "other.jsonl", "-j", jobs)
    assert (here / "out.jsonl").read_bytes() == (here / "other.jsonl").read_bytes()
    assert timeless(here / "out.jsonl.manifest.jsonl") == timeless(
        here / "other.jsonl.manifest.jsonl"
    )


def test_one_file_of_nodes_has_unique_identifiers_that_name_their_file(
    here: Path, batch: Batch
) -> None:
    write(here / "plans" / 'odd "#\\\u2028 name?.txt', plan(1))
    assert batch("plans", "-o", "out.jsonl").returncode == 0
    nodes = [
        json.loads(line)
        for line in (here / "out.jsonl").read_text(encoding="utf-8").split("\n")[:-1]
    ]
    names = [node["id"] for node in nodes]
    assert len(set(names)) == len(names)
    assert {name.rpartition("#")[0] for name in names} == set(
        manifest(here / "out.jsonl.manifest.jsonl")
    )
    assert not (here / ".out.jsonl.planparse" / "store-0").exists()


def test_split_writes_each_document(here: Path, batch: Batch, samples: Path) -> None:
    shutil.copy(samples / "archive.txt", here)
    batch("archive.txt", "-o", "whole", "-f", "json")
    batch("archive.txt", "-o", "parts", "-f", "json", "--split")
    whole = json.loads((here / "whole/archive.txt.json").read_text(encoding="utf-8"))
    parts = [json.loads(data) for _, data in sorted(tree(here / "parts").items())]
    assert len(parts) > 1
    assert [document for part in parts for document in part["documents"]] == whole[
        "documents"
    ]
    assert [finding for part in parts for finding in part["findings"]] == whole[
        "findings"
    ]
    assert [edit for part in parts for edit in part["edits"]] == whole["edits"]


def test_split_leaves_no_document_that_is_gone(
    here: Path, batch: Batch, samples: Path
) -> None:
    shutil.copy(samples / "archive.txt", here)
    batch("archive.txt", "-o", "out", "--split")
    assert len(tree(here / "out")) > 1
    write(here / "archive.txt", plan(1))
    batch("archive.txt", "-o", "out", "--split")
    assert list(tree(here / "out")) == ["archive.txt.d1.yaml"]


def test_a_database_finds_chinese_words(here: Path, batch: Batch) -> None:
    assert batch("plans", "-o", "out.sqlite").returncode == 0
    with closing(sqlite3.connect(here / "out.sqlite")) as db:
        find = "select count(*) from words where words match ?"
        assert db.execute(find, ("季度",)).fetchone()[0] > 12
        assert (
            db.execute(find, (f'"{in_pairs("按季度通报").strip()}"',)).fetchone()[0]
            > 12
        )
        assert db.execute(find, ("度季",)).fetchone() == (0,)
        assert db.execute("select count(*) from files").fetchone() == (13,)
        assert (
            db.execute("select sum(nodes) from files").fetchone()
            == db.execute("select count(*) from nodes").fetchone()
        )
        assert (
            db.execute("select more from nodes where kind = 'lacuna'")
            .fetchone()[0]
            .startswith('{"missing":["二、"]')
        )
    before = (here / "out.sqlite").read_bytes()
    (here / "out.sqlite").unlink()
    assert batch("plans", "-o", "out.sqlite").returncode == 0
    assert (here / "out.sqlite").read_bytes() == before


def test_pairs() -> None:
    assert in_pairs("加强监管AI，水。").split() == [
        "加强",
        "强监",
        "监管",
        "AI，",
        "水",
        "。",
    ]


def test_parquet_holds_the_nodes_or_says_what_is_missing(
    here: Path, batch: Batch
) -> None:
    if find_spec("pyarrow") is None:
        done = batch("plans", "-o", "out.parquet")
        assert done.returncode == 2
        assert (
            done.stderr
            == b"planparse: Parquet is written with pyarrow: pip install 'planparse[parquet]'\n"
        )
        return
    from pyarrow import parquet

    batch("plans", "-o", "out.jsonl")
    assert batch("plans", "-o", "out.parquet").returncode == 0
    lines = [
        json.loads(line)
        for line in (here / "out.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    rows = parquet.read_table(here / "out.parquet").to_pylist()
    assert [(row["id"], row["text"], row["start"]) for row in rows] == [
        (node["id"], node["text"], node["start"]) for node in lines
    ]


# ── sources ──────────────────────────────────────────────────────────────────────────────────────────────


def test_archives_hold_the_same_as_the_folder(here: Path, batch: Batch) -> None:
    with (
        zipfile.ZipFile(here / "plans.zip", "w") as packed,
        tarfile.open(here / "plans.tar.gz", "w:gz") as tarred,
    ):
        for path in sorted((here / "plans").rglob("*.txt")):
            packed.write(path, path.relative_to(here / "plans"))
            tarred.add(path, path.relative_to(here / "plans"))
    assert (
        batch(
            "plans", "plans.zip", "plans.tar.gz", "-o", "out", "-f", "nodes"
        ).returncode
        == 0
    )
    found = tree(here / "out")
    of_folder = {
        name.removeprefix("plans/"): data
        for name, data in found.items()
        if name.startswith("plans/")
    }
    assert len(of_folder) == 13
    for kind in ("plans.zip/", "plans.tar.gz/"):
        assert {
            name.removeprefix(kind): data
            for name, data in found.items()
            if name.startswith(kind)
        } == of_folder


def test_names_in_gbk_are_read(here: Path, batch: Batch) -> None:
    name = "二〇二三/要点.txt"
    with zipfile.ZipFile(here / "a.zip", "w") as packed:
        info = zipfile.ZipInfo("x")
        info.filename = name.encode("gb18030").decode("cp437")
        packed.writestr(info, plan(1).encode("gb18030"))
    data = (
        here / "a.zip"
    ).read_bytes()  # Python writes names beyond ASCII with the flag for UTF-8: take both away
    raw, gbk = info.filename.encode(), name.encode("gb18030")
    with zipfile.ZipFile(here / "a.zip", "w") as packed:
        packed.writestr("x" * len(gbk), plan(1).encode("gb18030"))
    data = (here / "a.zip").read_bytes().replace(b"x" * len(gbk), gbk)
    assert raw not in data
    write(here / "a.zip", data)
    assert batch("a.zip", "-o", "out").returncode == 0
    assert list(tree(here / "out")) == [f"a.zip/{name}.yaml"]


@pytest.mark.parametrize(("option", "end"), [((), "\n"), (("-0",), "\0")])
def test_lists_on_standard_input(
    option: tuple[str, ...], end: str, here: Path, batch: Batch
) -> None:
    names = ["plans/2020/00.txt", "plans/2021"]
    done = batch(
        "-", *option, "-o", "out", input="".join(name + end for name in names).encode()
    )
    assert done.returncode == 0
    assert sorted(tree(here / "out")) == [
        "2021/01.txt.yaml", "2021/03.txt.yaml", "2021/05.txt.yaml", "2021/07.txt.yaml", "2021/09.txt.yaml",
        "2021/11.txt.yaml", "2021/gap.txt.yaml", "plans/2020/00.txt.yaml",
    ]  # fmt: skip


def test_tasks_are_selected(here: Path, batch: Batch) -> None:
    text = "一、压实责任\n（一）检查水库。（市水务局牵头）\n（二）补齐物资。（市应急局牵头）\n"
    write(here / "tasks/a.txt", text.encode())
    assert (
        batch(
            "tasks", "-o", "out", "-f", "csv", "--plain", "--select", "owner~水务"
        ).returncode
        == 0
    )
    (table,) = tree(here / "out").values()
    assert [line.split(",")[3] for line in table.decode().splitlines()] == [
        "责任单位",
        "市水务局",
    ]
    assert batch("tasks", "-o", "out", "--level", "1").returncode == 0
    assert (
        tree(here / "out")["tasks/a.txt.table.md"].decode().count("一、压实责任") == 1
    )


def test_a_selection_of_nothing_is_told(here: Path, batch: Batch) -> None:
    select = ["-f", "csv", "--select", "owner~天文台"]
    for name in ("a", "b"):
        write(here / f"tasks/{name}.txt", "一、检查水库\n二、补齐物资\n".encode())
    for _ in range(2):  # once by doing it, once with nothing to do
        done = batch("tasks", "-o", "out", *select)
        assert (
            done.returncode,
            done.stderr.count(b"--select matches none of 4 tasks"),
        ) == (0, 1)
    manifest = [
        json.loads(line)
        for line in (here / "out/manifest.jsonl")
        .read_text(encoding="utf-8")
        .splitlines()
    ]
    assert [(entry["tasks"], entry["selected"]) for entry in manifest] == [
        (2, 0),
        (2, 0),
    ]
    write(here / "tasks/c.txt", "一、修缮天文台（责任单位：县天文台）\n".encode())
    assert b"--select" not in batch("tasks", "-o", "out", *select).stderr
    assert not batch("tasks", "-o", "other", *select, "-q").stderr


def test_a_glob_is_expanded(here: Path, batch: Batch) -> None:
    assert batch("plans/**/g*.txt", "-o", "out").returncode == 0
    assert list(tree(here / "out")) == ["plans/2021/gap.txt.yaml"]


def test_the_output_is_no_input_and_hidden_files_are_left_out(
    here: Path, batch: Batch
) -> None:
    write(here / "plans/.git/HEAD", "ref")
    assert batch("..", "-o", "../out", cwd=here / "plans").returncode == 0
    for _ in range(2):
        assert batch("plans", "-o", "plans/out", "--force").returncode == 0
    assert len(tree(here / "plans/out")) == 13


# ── restarts ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("out", ["out", "out.jsonl", "out.sqlite"])
def test_what_is_done_is_skipped(out: str, here: Path, batch: Batch) -> None:
    def states() -> dict[Path, int]:
        return {
            path: path.stat().st_mtime_ns
            for path in here.rglob("*")
            if path.is_file() and "-" not in path.name
        }

    batch("plans", "-o", out)
    # Files so new that their times cannot tell are looked into once more; from then on there is nothing to do.
    while b"13 files, nothing to do" not in (said := batch("plans", "-o", out).stderr):
        assert b"13 done (13 unchanged), 0 failed" in said
        time.sleep(0.5)
    dry = batch("plans", "-o", out, "--dry-run")
    assert [line.split(b"\t")[0] for line in dry.stdout.splitlines()] == [b"skip"] * 13
    before = states()
    assert b"13 files, nothing to do" in batch("plans", "-o", out).stderr
    assert {path for path, state in states().items() if before.get(path) != state} <= {
        path for path in before if path.name == "journal.sqlite"
    }


def test_only_what_changed_is_done_again(here: Path, batch: Batch) -> None:
    batch("plans", "-o", "out")
    first = manifest(here / "out/manifest.jsonl")
    stamps = {path: path.stat().st_mtime_ns for path in (here / "out").rglob("*.yaml")}
    write(here / "plans/2020/00.txt", plan(99))
    (here / "plans/2020/02.txt").touch()
    (here / "plans/2020/04.txt").unlink()
    write(here / "plans/2020/new.txt", plan(7))
    assert batch("plans", "-o", "out").returncode == 0
    second = manifest(here / "out/manifest.jsonl")
    assert set(first) - set(second) == {"plans/2020/04.txt"}
    assert set(second) - set(first) == {"plans/2020/new.txt"}
    redone = {
        path.name for path, stamp in stamps.items() if path.stat().st_mtime_ns != stamp
    }
    assert redone == {"00.txt.yaml"}
    assert {
        name for name in set(first) & set(second) if first[name] != second[name]
    } == {"plans/2020/00.txt"}


@pytest.mark.parametrize(
    "options",
    [
        ["--lang", "zh"],
        ["--no-repair"],
        ["--spans"],
        ["--grammar", "gongwen"],
        ["--force"],
    ],
)
def test_other_options_do_it_again(
    options: list[str], here: Path, batch: Batch
) -> None:
    batch("plans", "-o", "out", "--lang", "en")
    stamps = {path: path.stat().st_mtime_ns for path in (here / "out").rglob("*.yaml")}
    assert batch("plans", "-o", "out", "--lang", "en", *options).returncode == 0
    assert all(path.stat().st_mtime_ns != stamp for path, stamp in stamps.items())


def test_what_is_not_named_this_time_is_still_done_the_next(
    here: Path, batch: Batch
) -> None:
    batch("plans", "-o", "out")
    states = {path: path.stat().st_mtime_ns for path in (here / "out").rglob("*.yaml")}
    batch("-", "-o", "out", input=b"plans/2020")
    assert len(manifest(here / "out/manifest.jsonl")) == 6
    batch("plans", "-o", "out")
    assert len(manifest(here / "out/manifest.jsonl")) == 13
    assert all(path.stat().st_mtime_ns == state for path, state in states.items())


@pytest.mark.parametrize("harm", ["removed", "shortened", "altered"])
@pytest.mark.parametrize("out", ["out", "out.jsonl", "out.sqlite"])
def test_outputs_that_are_not_as_they_were_left_are_made_again(
    harm: str, out: str, here: Path, batch: Batch
) -> None:
    batch("plans", "-o", out)
    victim = here / out / "plans/2020/02.txt.yaml" if out == "out" else here / out
    whole = victim.read_bytes()
    if harm == "removed":
        victim.unlink()
    else:
        victim.write_bytes(
            whole[:100]
            if harm == "shortened"
            else whole.replace("事项".encode(), "亊项".encode())
        )
    assert batch("plans", "-o", out).returncode == 0
    assert victim.read_bytes() == whole


def test_a_damaged_journal_only_costs_time(here: Path, batch: Batch) -> None:
    batch("plans", "-o", "out")
    before = tree(here / "out")
    (here / "out/.planparse/journal.sqlite").write_bytes(b"no database" * 1000)
    assert batch("plans", "-o", "out").returncode == 0
    assert tree(here / "out") == before


def test_a_dry_run_writes_nothing(here: Path, batch: Batch) -> None:
    done = batch("plans/2021", "nowhere.txt", "-o", "out", "--dry-run")
    assert done.returncode == 0
    assert (
        done.stdout.decode().splitlines()[-1]
        == "refuse\tnowhere.txt\tthere is no such file"
    )
    assert done.stdout.count(b"parse\t2021/") == 7
    assert not (here / "out").exists()


@pytest.mark.parametrize("out", ["out", "out.jsonl"])
@pytest.mark.parametrize(
    "moment",
    [pytest.param(n, marks=[pytest.mark.long] if n > 3 else []) for n in range(20)],
)
def test_killed_at_any_moment_and_restarted_it_ends_with_the_same_bytes(
    moment: int, out: str, here: Path, batch: Batch, environment: dict[str, str]
) -> None:
    for number in range(40):
        write(here / "plans" / "more" / f"{number}.txt", plan(number, 9) * 20)
    batch("plans", "-o", f"whole/{out}" if out == "out" else f"whole.{out}")
    rng = random.Random(f"{moment} {out}")
    for _ in range(3):
        process = subprocess.Popen(
            [*PLANPARSE, "plans", "-o", out, "-j", "2"],
            cwd=here,
            env=environment,
            stderr=subprocess.DEVNULL,
            preexec_fn=heed_interrupts,
        )
        with suppress(subprocess.TimeoutExpired):
            process.wait(rng.uniform(0.1, 1.5))
        process.send_signal(
            rng.choice([signal.SIGKILL, signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
        )
        process.wait(
            300
        )  # what measures coverage may take the signal while Python starts: then the run ends by itself
    assert batch("plans", "-o", out).returncode == 0
    if out == "out":
        assert tree(here / out) == tree(here / "whole/out")
        assert timeless(here / "out/manifest.jsonl") == timeless(
            here / "whole/out/manifest.jsonl"
        )
        assert not list((here / out).rglob("*.tmp"))
    else:
        assert (here / out).read_bytes() == (here / f"whole.{out}").read_bytes()


def test_a_second_run_at_the_same_output_is_refused(
    here: Path, batch: Batch, saboteur: dict[str, str], environment: dict[str, str]
) -> None:
    write(here / "plans/hang.txt", plan(1))
    first = subprocess.Popen(
        [*PLANPARSE, "plans", "-o", "out", "-q"],
        cwd=here,
        env=environment | saboteur,
        stderr=subprocess.PIPE,
    )
    until(lambda: list((here / "out").glob("plans/*/*.yaml")))
    done = batch("plans", "-o", "out")
    assert (done.returncode, done.stderr) == (
        2,
        b"planparse: another run writes to out\n",
    )
    first.terminate()
    first.communicate(timeout=60)
    assert first.returncode == 143


# ── workers ──────────────────────────────────────────────────────────────────────────────────────────────


@needs_proc
def test_killing_workers_at_random_loses_nothing(
    here: Path, batch: Batch, saboteur: dict[str, str], environment: dict[str, str]
) -> None:
    # No more than four strikes: more lost files than that are tried again at once, and a
    # second strike would make them failures.
    for number in range(400):
        write(here / "many" / f"{number:03}-slow.txt", plan(number, 9))
    batch("many", "-o", "whole.jsonl")
    write(here / "many/200-poison.txt", plan(1))
    process = subprocess.Popen(
        [*PLANPARSE, "many", "-o", "out.jsonl", "-j", "2"],
        cwd=here, env=environment | saboteur, stderr=subprocess.PIPE,
    )  # fmt: skip
    rng, killed = random.Random(7), set[int]()

    def strike() -> None:
        while process.poll() is None and len(killed) < 4:
            time.sleep(rng.uniform(0.2, 0.5))
            for pid in (
                rng.sample(found, 1)
                if (
                    found := [
                        pid
                        for pid in workers(here)
                        if pid not in killed and (here / f"at-work-{pid}").exists()
                    ]
                )
                else ()
            ):
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
                    killed.add(pid)

    thread = threading.Thread(target=strike)
    thread.start()
    _, said = process.communicate(timeout=120)
    thread.join()
    assert process.returncode == 1, said
    failed = [
        name
        for name, entry in manifest(here / "out.jsonl.manifest.jsonl").items()
        if entry["status"] != "done"
    ]
    assert killed
    assert failed == ["many/200-poison.txt"]
    assert (
        b"planparse: many/200-poison.txt: its worker was ended by SIGKILL, twice"
        in said
    )
    assert (here / "out.jsonl").read_bytes() == (here / "whole.jsonl").read_bytes()
    assert not workers(here)


def test_a_file_that_hangs_or_needs_too_much_is_named_and_passed_over(
    here: Path, batch: Batch, saboteur: dict[str, str]
) -> None:
    write(here / "plans/hang.txt", plan(1))
    write(here / "plans/huge.txt", plan(1))
    done = batch("plans", "-o", "out", "-j", "2", "--timeout", "1", more=saboteur)
    assert done.returncode == 1
    assert (
        b"planparse: plans/hang.txt: took longer than 1 s (--timeout)\n" in done.stderr
    )
    assert (
        b"planparse: plans/huge.txt: there is not enough memory for it\n" in done.stderr
    )
    assert len(tree(here / "out")) == 13
    again = batch("plans", "-o", "out")
    assert again.returncode == 0
    assert b"15 done (13 unchanged)" in again.stderr


@needs_proc
@pytest.mark.parametrize(
    ("number", "status", "said"),
    [
        (
            signal.SIGINT,
            130,
            b"planparse: interrupted; the same command goes on from here\n",
        ),
        (
            signal.SIGTERM,
            143,
            b"planparse: stopped; the same command goes on from here\n",
        ),
        (signal.SIGKILL, -9, b""),
    ],
)
def test_signals_leave_no_orphan_and_no_half_file(
    number: int,
    status: int,
    said: bytes,
    here: Path,
    batch: Batch,
    saboteur: dict[str, str],
    environment: dict[str, str],
) -> None:
    write(here / "plans/2022/hang.txt", plan(1))
    process = subprocess.Popen(
        [*PLANPARSE, "plans", "-o", "out", "-j", "2", "-q"],
        cwd=here,
        env=environment | saboteur,
        stderr=subprocess.PIPE,
        preexec_fn=heed_interrupts,
    )
    until(lambda: len(list((here / "out").glob("plans/*/*.yaml"))) == 13)
    assert len(workers(here)) == 2
    process.send_signal(number)
    _, heard = process.communicate(timeout=60)
    assert (process.returncode, heard) == (status, said)
    until(lambda: not workers(here))
    assert batch("plans/2020", "-o", "whole").returncode == 0
    assert all(data.endswith(b"\n") for data in tree(here / "out").values())


def test_workers_that_cannot_start_are_told_of_once(
    here: Path, batch: Batch, environment: dict[str, str]
) -> None:
    code = "import sys\nif any('worker' in w for w in getattr(sys, 'orig_argv', ())): sys.exit('no luck today')"
    write(here / "site" / "sitecustomize.py", code)
    more = {"PYTHONPATH": f"{here / 'site'}{os.pathsep}{environment['PYTHONPATH']}"}
    done = batch("plans", "-o", "out", more=more)
    assert done.returncode == 2
    assert done.stderr.startswith(b"planparse: the workers do not start:\n")
    assert b"no luck today" in done.stderr


def test_ray_gives_the_same_or_says_what_is_missing(
    here: Path, batch: Batch, saboteur: dict[str, str]
) -> None:
    if find_spec("ray") is None:
        done = batch("plans", "-o", "out", "--engine", "ray")
        assert done.returncode == 2
        assert (
            done.stderr
            == b"planparse: --engine ray works on Ray: pip install 'planparse[ray]'\n"
        )
        return
    batch("plans", "-o", "out.jsonl")
    assert (
        batch("plans", "-o", "ray.jsonl", "--engine", "ray", "-j", "2").returncode == 0
    )
    assert (here / "ray.jsonl").read_bytes() == (here / "out.jsonl").read_bytes()
    for name in ("poison", "hang", "huge"):
        write(here / f"plans/{name}.txt", plan(1))
    code = (here / "site/sitecustomize.py").read_text()
    code = code.replace("if any", "if not sys.argv[1:2] == ['batch'] or any")
    write(here / "site/sitecustomize.py", code)
    bad = batch(
        "plans",
        "-o",
        "bad.jsonl",
        "--engine",
        "ray",
        "-j",
        "2",
        "--timeout",
        "10",
        "-q",
        more=saboteur,
    )
    assert bad.returncode == 1
    assert sorted(
        line.removeprefix("planparse: ") for line in bad.stderr.decode().splitlines()
    ) == [
        "plans/hang.txt: took longer than 10 s (--timeout)",
        "plans/huge.txt: there is not enough memory for it",
        "plans/poison.txt: its worker died, twice",
    ]
    assert (here / "bad.jsonl").read_bytes() == (here / "out.jsonl").read_bytes()


# ── stopping, shares, reports ────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("option", "most"), [(["--fail-fast"], 1), (["--max-errors", "2"], 2)]
)
def test_stopping_at_failures(
    option: list[str], most: int, here: Path, batch: Batch
) -> None:
    for number in range(6):
        write(here / "plans" / "0" / f"{number}.txt", b"%PDF-1.7")
    done = batch("plans", "-o", "out", *option, "-j", "1")
    assert done.returncode == 1
    assert done.stderr.count(b"is a PDF") == most
    assert not (here / "out/manifest.jsonl").exists()


def test_shares_make_up_the_whole(here: Path, batch: Batch) -> None:
    batch("plans", "-o", "whole")
    for share in (1, 2, 3):
        assert batch("plans", "-o", "out", "--shard", f"{share}/3").returncode == 0
    assert tree(here / "out") == tree(here / "whole")
    entries = [
        manifest(here / f"out/manifest-{share}-of-3.jsonl") for share in (1, 2, 3)
    ]
    assert sum(map(len, entries)) == 13
    assert not set(entries[0]) & set(entries[1])


def test_reports(here: Path, batch: Batch) -> None:
    write(here / "plans/scan.txt", b"%PDF-1.7")
    assert (
        batch("plans", "-o", "out", "--lang", "en", "--report", "r.json").returncode
        == 1
    )
    report = json.loads((here / "r.json").read_text(encoding="utf-8"))
    assert (report["files"], report["done"], report["failed"]) == (14, 13, 1)
    assert report["failures"] == [
        {
            "name": "plans/scan.txt",
            "message": "is a PDF; extract its text first, e.g. with pdftotext",
        }
    ]
    (finding,) = report["findings"]
    assert (finding["path"], finding["code"], finding["line"]) == (
        "plans/2021/gap.txt",
        "N201",
        3,
    )
    assert (
        batch("plans", "-o", "out", "--lang", "en", "--report", "r.sarif").returncode
        == 1
    )
    (run,) = json.loads((here / "r.sarif").read_text(encoding="utf-8"))["runs"]
    assert [result["ruleId"] for result in run["results"]] == ["N201"]
    at = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert (
        run["artifacts"][at["index"]]["location"]["uri"]
        == at["uri"]
        == "plans/2021/gap.txt"
    )
    (invocation,) = run["invocations"]
    assert invocation["executionSuccessful"] is False
    assert len(invocation["toolExecutionNotifications"]) == 1


# ── hostile archives ─────────────────────────────────────────────────────────────────────────────────────


def failures(done: subprocess.CompletedProcess[bytes]) -> list[str]:
    return [
        line.removeprefix("planparse: ")
        for line in done.stderr.decode().splitlines()[:-1]
    ]


def test_a_zip_that_wants_out(here: Path, batch: Batch) -> None:
    with zipfile.ZipFile(here / "a.zip", "w") as packed:
        for name in (
            "../../out.txt",
            "/etc/out.txt",
            "C:\\out.txt",
            "good.txt",
            "a/./b.txt",
        ):
            packed.writestr(name, plan(1))
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = 0o120777 << 16
        packed.writestr(link, "/etc/passwd")
    done = batch("a.zip", "-o", "out")
    assert done.returncode == 1
    assert failures(done) == [
        "a.zip/out.txt: its name leads out of the archive",
        "a.zip/etc/out.txt: its name leads out of the archive",
        "a.zip/C:/out.txt: its name leads out of the archive",
        "a.zip/link.txt: is a link",
    ]
    assert sorted(tree(here / "out")) == ["a.zip/a/b.txt.yaml", "a.zip/good.txt.yaml"]


def test_a_tar_that_wants_out(here: Path, batch: Batch) -> None:
    def added(
        archive: tarfile.TarFile, name: str, kind: bytes = tarfile.REGTYPE
    ) -> None:
        info, data = tarfile.TarInfo(name), plan(1).encode()
        info.type, info.linkname = kind, "/etc/passwd"
        info.size = len(data) if kind == tarfile.REGTYPE else 0
        archive.addfile(info, io.BytesIO(data))

    with tarfile.open(here / "a.tar.gz", "w:gz") as packed:
        added(packed, "../out.txt")
        added(packed, "soft.txt", tarfile.SYMTYPE)
        added(packed, "hard.txt", tarfile.LNKTYPE)
        added(packed, "pipe", tarfile.FIFOTYPE)
        added(packed, "good.txt")
    done = batch("a.tar.gz", "-o", "out")
    assert done.returncode == 1
    assert failures(done) == [
        "a.tar.gz/out.txt: its name leads out of the archive",
        "a.tar.gz/soft.txt: is a link",
        "a.tar.gz/hard.txt: is a link",
        "a.tar.gz/pipe: is no file: a pipe or a device",
    ]
    assert sorted(tree(here / "out")) == ["a.tar.gz/good.txt.yaml"]


def test_bombs_are_refused(here: Path, batch: Batch) -> None:
    zeros = bytes(1 << 20)
    with zipfile.ZipFile(
        here / "a.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=1
    ) as packed:
        for number in range(110):
            packed.writestr(f"{number}.txt", zeros)
    with tarfile.open(here / "a.tar.gz", "w:gz") as tarred:
        for number in range(110):
            info = tarfile.TarInfo(f"{number}.txt")
            info.size = len(zeros)
            tarred.addfile(info, io.BytesIO(zeros))
    write(here / "good.txt", plan(1))
    done = batch("a.zip", "a.tar.gz", "good.txt", "-o", "out", "--dry-run")
    refused = [
        line.split("\t")[1:]
        for line in done.stdout.decode().splitlines()
        if line.startswith("refuse")
    ]
    why = "unpacks to more than 200 times its size, as a zip bomb does: unpack it and name the folder"
    assert refused[0] == ["a.zip", why]
    assert refused[1][0].startswith("a.tar.gz: behind its file ")
    assert refused[1][1] == why
    assert len(refused) == 2


@pytest.mark.parametrize(
    ("members", "total", "packed", "why"),
    [
        (archive.MOST_MEMBERS + 1, 0, 1, "holds more than 200,000 files"),
        (1, archive.MOST_BYTES + 1, archive.MOST_BYTES, "unpacks to more than 20 GB"),
        (1, archive.RATIO_FROM + 1, 1000, "unpacks to more than 200 times its size"),
    ],
)
def test_limits(members: int, total: int, packed: int, why: str) -> None:
    assert archive.too_much(members, total, packed).startswith(why)
    assert not archive.too_much(archive.MOST_MEMBERS, archive.RATIO_FROM, 1)


@pytest.mark.parametrize("name", ["a.zip", "a.tar.gz", "a.tar"])
@pytest.mark.parametrize("keep", [0, 3, 0.5, 0.7])
def test_archives_that_are_cut_or_none(
    name: str, keep: float, here: Path, batch: Batch
) -> None:
    rng = random.Random(1)
    noise = "".join(chr(rng.randrange(0x4E00, 0x9000)) for _ in range(4000))
    if name == "a.zip":
        with zipfile.ZipFile(here / name, "w") as packed:
            packed.writestr("a.txt", plan(1) + noise)
            packed.writestr("b.txt", plan(1) + noise)
    else:
        with tarfile.open(
            here / name, "w:gz" if name.endswith("gz") else "w"
        ) as tarred:
            for member in "ab":
                data = (plan(1) + noise).encode()
                info = tarfile.TarInfo(f"{member}.txt")
                info.size = len(data)
                tarred.addfile(info, io.BytesIO(data))
    data = (here / name).read_bytes()
    write(here / name, data[: int(keep if keep >= 1 else keep * len(data))])
    done = batch(name, "plans", "-o", "out")
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr
    assert any(line.startswith(name) for line in failures(done))
    assert len([path for path in tree(here / "out") if path.startswith("plans")]) == 13


def test_files_and_lists_of_members_that_are_too_large(
    here: Path, batch: Batch
) -> None:
    with (here / "large.txt").open("wb") as file:
        file.truncate(archive.MOST_OF_FILE + 1)  # a hole, which takes no room
    end = (
        b"PK\5\6"
        + bytes(8)
        + (archive.MOST_DIRECTORY + 1).to_bytes(4, "little")
        + bytes(6)
    )
    with (here / "many.zip").open("wb") as file:
        file.truncate(archive.MOST_DIRECTORY + 1)
        file.seek(0, os.SEEK_END)
        file.write(end)
    with (here / "more.zip").open(
        "wb"
    ) as file:  # the same, told as in archives beyond 4 GB
        file.truncate(archive.MOST_DIRECTORY + 1)
        at = file.seek(0, os.SEEK_END)
        file.write(
            b"PK\6\6"
            + bytes(36)
            + (archive.MOST_DIRECTORY + 1).to_bytes(8, "little")
            + bytes(8)
        )
        file.write(b"PK\6\7" + bytes(4) + at.to_bytes(8, "little") + bytes(4))
        file.write(b"PK\5\6" + bytes(8) + b"\xff" * 8 + bytes(2))
    done = batch("large.txt", "many.zip", "more.zip", "-o", "out")
    assert done.returncode == 1
    assert failures(done) == [
        "large.txt: has more than 1 GB",
        "many.zip: holds more than 200,000 files: unpack it and name the folder",
        "more.zip: holds more than 200,000 files: unpack it and name the folder",
    ]


def test_names_that_collide_are_kept_apart(here: Path, batch: Batch) -> None:
    for name in (
        "a.txt",
        "A.txt",
        "é.txt",
        "e\u0301.txt",
        "con.txt",
        "b?.txt",
        "b*.txt",
        "x" * 250,
    ):
        write(here / "odd" / name, plan(len(name)))
    assert batch("odd", "-o", "out").returncode == 0
    first = list(tree(here / "out"))
    assert len(first) == 8
    assert len({archive.folded(name) for name in first}) == 8
    assert not any(set(name) & set('?*<>:"|\\') for name in first)
    batch("odd", "-o", "again", "--force")
    assert list(tree(here / "again")) == first


@given(st.lists(st.text(st.characters(exclude_characters="/"), min_size=1).filter(lambda part: part not in (".", "..")),
                min_size=1, max_size=3))  # fmt: skip
def test_names_of_outputs_are_safe_and_stable(parts: list[str]) -> None:
    name = archive.safe("/".join(parts))
    assert name == archive.safe("/".join(parts)) == archive.safe(name)
    assert name.count("/") == len(parts) - 1
    for part in name.split("/"):
        assert part
        assert len(part.encode()) <= 240
        assert not set(part) & set('<>:"|?*\\\0\n\x7f\u202e')
        assert part[-1] not in ". "
        assert part.split(".")[0].lower() not in (
            "con",
            "prn",
            "aux",
            "nul",
            "com1",
            "lpt9",
        )


def test_a_file_of_the_manifests_name(here: Path, batch: Batch) -> None:
    write(here / "manifest", plan(1))
    assert batch("manifest", "-o", "out", "-f", "nodes").returncode == 0
    (entry,) = manifest(here / "out/manifest.jsonl").values()
    assert entry["outputs"][0]["name"] != "manifest.jsonl"


@pytest.mark.skipif(sys.platform == "darwin", reason="its file names are UTF-8")
def test_names_that_are_no_utf_8(here: Path, batch: Batch) -> None:
    for raw in ("要点.txt".encode("gb18030"), b"\xff\x80.txt"):
        Path(os.fsdecode(os.fsencode(here / "plans") + b"/" + raw)).write_text(
            plan(1), encoding="utf-8"
        )
    assert batch("plans", "-o", "out", "-f", "json").returncode == 0
    names = set(tree(here / "out"))
    assert "plans/要点.txt.json" in names
    assert any(name.startswith("plans/_xff_x80.txt~") for name in names)


def test_links_out_of_the_folder_and_what_is_no_file(here: Path, batch: Batch) -> None:
    write(here / "secret/plan.txt", plan(1))
    (here / "plans/out").symlink_to(here / "secret")
    (here / "plans/out.txt").symlink_to("../secret/plan.txt")
    (here / "plans/nowhere.txt").symlink_to("2020/nowhere.txt")
    (here / "plans/again.txt").symlink_to("2020/00.txt")
    (here / "plans/round").symlink_to(".")
    os.mkfifo(here / "plans/pipe")
    done = batch("plans", "-o", "out")
    assert done.returncode == 1
    assert failures(done) == [
        "plans/nowhere.txt: is a link that leads nowhere",
        "plans/out: is a link that leads out of the folder",
        "plans/out.txt: is a link that leads out of the folder",
        "plans/pipe: is no file: a pipe, a socket or a device",
    ]
    assert "plans/again.txt.yaml" in tree(here / "out")


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is read-protected from root")
def test_no_permission(here: Path, batch: Batch) -> None:
    (here / "plans/2020/00.txt").chmod(0)
    (here / "plans/2021").chmod(0)
    done = batch("plans", "-o", "out")
    (here / "plans/2021").chmod(0o755)
    assert done.returncode == 1
    assert failures(done) == [
        "plans/2021/: cannot be read: Permission denied",
        "plans/2020/00.txt: cannot be read: Permission denied",
    ]


def test_files_that_vanish(here: Path, batch: Batch, saboteur: dict[str, str]) -> None:
    write(here / "plans/2019/slow.txt", plan(1))
    code = (here / "site/sitecustomize.py").read_text()
    write(
        here / "site/sitecustomize.py",
        code.replace(
            "time.sleep(0.05)", f"os.unlink({str(here / 'plans/2021/gap.txt')!r})"
        ),
    )
    done = batch("plans", "-o", "out", "-j", "1", more=saboteur)
    assert done.returncode == 1
    assert failures(done) == ["plans/2021/gap.txt: it is there no more"]


@pytest.mark.parametrize("out", ["out", "out.jsonl"])
def test_a_full_disk_stops_the_run_and_leaves_no_half_file(
    out: str, here: Path, batch: Batch
) -> None:
    write(here / "plans/large.txt", plan(1, 9) * 3000)
    full = batch(
        "plans", "-o", out, "-j", "1",
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000)),
        more={"PYTHONDONTWRITEBYTECODE": "1"},
    )  # fmt: skip
    assert full.returncode == 2
    assert (
        full.stderr.decode()
        .splitlines()[-1]
        .startswith(f"planparse: cannot write {out}: ")
    )
    assert b"Traceback" not in full.stderr
    assert not (here / "out.jsonl").exists()
    assert batch("plans", "-o", out).returncode == 0
    assert (
        batch("plans", "-o", f"whole.{out}" if out != "out" else "whole").returncode
        == 0
    )
    if out == "out":
        assert tree(here / "out") == tree(here / "whole")
    else:
        assert (here / out).read_bytes() == (here / f"whole.{out}").read_bytes()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nowhere", "-o", "out"], "nowhere: there is no such file"),
        (["plans", "-o", "plans/2020/00.txt"], "is a file: name a folder"),
        (
            ["plans", "-o", "out.jsonl", "-f", "yaml"],
            "is one file: its format is nodes",
        ),
        (["plans", "-o", "out.jsonl", "--split"], "--split makes files"),
        (["plans", "-o", "out", "--shard", "3/2"], "3/2 is no share"),
        (["plans", "-o", "out", "--encoding", "latin9"], "unknown encoding"),
        (
            ["plans", "-o", "out", "--grammar", "none"],
            "no grammar and no file is called none",
        ),
        (
            ["plans", "-o", "out.jsonl", "--select", "水库"],
            "is one file: its format is nodes; for table",
        ),
        (
            ["plans", "-o", "out", "--level", "1", "-f", "json"],
            "--level has no effect on json: say -f table|csv|xlsx",
        ),
        (
            ["plans", "-o", "out", "--plain"],
            "--plain has no effect on yaml: say -f csv, or leave --plain out",
        ),
        (
            ["plans", "-o", "out.jsonl", "--spans"],
            "--spans has no effect on nodes: say -f yaml",
        ),
        (
            ["plans", "-o", "out", "-0"],
            "-0 has no effect without a list on standard input",
        ),
        (
            ["plans", "-o", "out", "--fail-fast", "--max-errors", "2"],
            "--fail-fast is --max-errors 1",
        ),
        (
            ["plans", "-o", "out", "--level", "first"],
            "--level is a number from 1, or leaf",
        ),
        (
            ["plans", "-o", "out", "--report", "r.txt"],
            "r.txt ends in none of the reports",
        ),
        (["plans", "-o", "/dev/null/out"], "cannot write"),
        (
            ["plans", "-o", "plans"],
            "the outputs would lie among the files of plans: name another folder",
        ),
        (
            ["plans/2020", "plans", "-o", "."],
            "the outputs would lie among the files of plans: name another",
        ),
        (["plans"], "Missing option"),
        (["-", "-o", "out"], "the list on standard input is empty"),
    ],
)
def test_what_cannot_start(
    arguments: list[str], said: str, here: Path, batch: Batch
) -> None:
    done = batch(*arguments, input=b"")
    assert done.returncode == 2
    assert said in done.stderr.decode()
    assert done.stderr.count(b"\n") == 1
    assert not (here / "out").exists()


def test_what_is_not_used_is_not_imported(
    here: Path, unmeasured: dict[str, str]
) -> None:
    code = (
        "import sys; from planparse.cli.main import run\n"
        "print(run(['batch', 'plans', '-o', 'out', '-q']))\n"
        "print(*{'pydantic', 'yaml', 'rich', 'jieba', 'pyarrow', 'multiprocessing'} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=here,
        env=unmeasured,
        capture_output=True,
        check=True,
    )
    assert done.stdout == b"0\n\n"


def test_progress_on_a_terminal(here: Path, environment: dict[str, str]) -> None:
    import pty

    write(here / "plans/[bold]:x:.txt", b"%PDF-1.7")
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [*PLANPARSE, "plans", "-o", "out"],
        cwd=here,
        env=environment | {"TERM": "xterm"},
        stderr=theirs,
    )
    os.close(theirs)
    seen = b"".join(iter(lambda: _read(ours), b""))
    os.close(ours)
    assert process.wait(60) == 1
    assert b"/14 files" in seen
    assert b"plans/[bold]:x:.txt: is a PDF" in seen
    assert seen.rstrip().endswith(b"out/manifest.jsonl")


def _read(fd: int) -> bytes:
    try:
        return os.read(fd, 4096)
    except OSError:  # the other end is closed
        return b""
