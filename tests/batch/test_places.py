"""Where a batch writes: through links and pipes, in every locale, and what it leaves."""

import os
import signal
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from planparse.batch.messages import Setting
from planparse.batch.pool import CannotStartError, Pool
from tests.batch.conftest import Batch, manifest, plan, tree, write

NO_UTF8 = {
    "LC_ALL": "C",
    "LANG": "C",
    "PYTHONUTF8": "0",
    "PYTHONCOERCECLOCALE": "0",
}
"""An environment in which Python takes names of files for ASCII."""


@pytest.mark.parametrize(
    "out", ["out", "产出", "out.jsonl", "产出.jsonl", "out.sqlite"]
)
def test_names_are_utf8_in_every_locale(out: str, here: Path, batch: Batch) -> None:
    write(here / "计划/二〇二四年要点.txt", plan(1))
    done = batch("计划", "plans", "-o", out, more=NO_UTF8)
    assert done.returncode == 0, done.stderr
    if "." not in out:
        assert "计划/二〇二四年要点.txt.yaml" in tree(here / out)
    again = batch("计划", "plans", "-o", out, more=NO_UTF8)
    assert b"nothing to do" in again.stderr or b"unchanged" in again.stderr


def test_an_output_that_is_a_link_is_followed(here: Path, batch: Batch) -> None:
    (here / "disk").mkdir()
    (here / "out.jsonl").symlink_to("disk/all.jsonl")
    for _ in range(2):
        assert batch("plans", "-o", "out.jsonl", "--force").returncode == 0
        assert (here / "out.jsonl").is_symlink()
    batch("plans", "-o", "plain.jsonl")
    assert (here / "disk/all.jsonl").read_bytes() == (here / "plain.jsonl").read_bytes()


@pytest.mark.parametrize("ending", ["jsonl", "sqlite"])
def test_an_output_that_is_a_pipe_is_written_to(
    ending: str, here: Path, batch: Batch
) -> None:
    batch("plans", "-o", f"plain.{ending}")
    os.mkfifo(here / f"pipe.{ending}")
    for _ in range(2):
        with (
            open(here / "heard", "wb") as file,
            subprocess.Popen(
                ["cat", f"pipe.{ending}"], cwd=here, stdout=file
            ) as reader,
        ):
            assert batch("plans", "-o", f"pipe.{ending}").returncode == 0
            reader.wait(timeout=60)
        heard = (here / "heard").read_bytes()
        assert (here / f"pipe.{ending}").is_fifo()
        if ending == "jsonl":
            assert heard == (here / "plain.jsonl").read_bytes()
        else:
            assert heard.startswith(b"SQLite format 3")


@pytest.mark.parametrize("out", ["out", "out.jsonl"])
def test_a_kill_in_the_middle_of_a_manifest_leaves_nothing_behind(
    out: str, here: Path, batch: Batch, environment: dict[str, str]
) -> None:
    code = """
import os
import planparse.batch.manifest as told
def manifest(*_):
    yield "x" * 100_000
    os.kill(os.getpid(), 9)
told.manifest = manifest
"""
    write(here / "site/sitecustomize.py", code)
    path = f"{here / 'site'}{os.pathsep}{environment['PYTHONPATH']}"
    killed = batch("plans", "-o", out, more={"PYTHONPATH": path})
    assert killed.returncode == -signal.SIGKILL
    assert batch("plans", "-o", out).returncode == 0
    assert not list(here.rglob("*.tmp"))


def test_a_worker_that_cannot_start_is_told_as_such(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("planparse.batch.pool._WORKER", ("/no/such/program",))
    setting = Setting(None, "", None, "", "", 1)  # type: ignore[arg-type]
    with (
        Pool(lambda _: setting, 1, 10.0) as pool,
        pytest.raises(CannotStartError, match="a worker cannot start: No such file"),
    ):
        list(pool.run(iter(())))


# ── how much is read, and what there is no room for ───────────────────────────────────


def test_the_limit_of_a_file_can_be_set(here: Path, batch: Batch) -> None:
    write(here / "large.txt", plan(1, 9) * 10)
    done = batch("large.txt", "plans", "-o", "out", "--max-size", "1K")
    assert done.returncode == 1
    assert b"large.txt: has more than 0.001 MB, the limit of --max-size" in done.stderr
    assert batch("large.txt", "-o", "out", "--max-size", "1M").returncode == 0


COMMANDS = (
    ["PLAN"],
    ["check", "PLAN"],
    ["text", "PLAN"],
    ["normalise", "PLAN"],
    ["diff", "PLAN", "PLAN"],
)


def command(
    words: list[str], plan: str, *more: str, **options: object
) -> subprocess.CompletedProcess[bytes]:
    asked = [plan if word == "PLAN" else word for word in words]
    return subprocess.run(
        [sys.executable, "-m", "planparse", *asked, *more],
        capture_output=True,
        check=False,
        timeout=120,
        **options,  # type: ignore[call-overload]
    )


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: words[0])
@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no /dev/zero")
def test_a_file_without_end_is_refused(
    words: list[str], environment: dict[str, str]
) -> None:
    done = command(words, "/dev/zero", "--max-size", "10M", env=environment)
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1].decode() == (
        "planparse: /dev/zero has more than 10 MB, the limit of --max-size"
    )


@pytest.mark.parametrize("fault", ["MemoryError", "ValueError"])
@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: words[0])
def test_no_failure_ends_with_the_status_of_what_was_found(
    words: list[str], fault: str, here: Path, environment: dict[str, str]
) -> None:
    write(
        here / "site/sitecustomize.py",
        f"import planparse.cli.inputs as inputs\n"
        f"def fail(*_): raise {fault}('full')\n"
        f"inputs.decoded = inputs.decoded_any = fail\n",
    )
    path = f"{here / 'site'}{os.pathsep}{environment['PYTHONPATH']}"
    done = command(
        words, "plans/2021/gap.txt", cwd=here, env=environment | {"PYTHONPATH": path}
    )
    assert done.returncode == 2
    if fault == "MemoryError":
        assert done.stderr == b"planparse: there is not enough memory\n"


# ── files that no longer exist ────────────────────────────────────────────────────────


def test_outputs_of_files_that_are_gone_are_told_and_pruned(
    here: Path, batch: Batch
) -> None:
    with zipfile.ZipFile(here / "a.zip", "w") as packed:
        packed.writestr("one.txt", plan(1))
        packed.writestr("two.txt", plan(2))
    batch("plans", "a.zip", "-o", "out")
    (here / "plans/2020/00.txt").unlink()
    for path in (here / "plans/2021").iterdir():
        path.unlink()
    with zipfile.ZipFile(here / "a.zip", "w") as packed:
        packed.writestr("one.txt", plan(1))
    gone = {"plans/2020/00.txt", "a.zip/two.txt", "plans/2021/gap.txt"}
    told = batch("plans", "a.zip", "-o", "out")
    assert b", the outputs of 9 that no longer exist left (--prune)" in told.stderr
    listed = manifest(here / "out/manifest.jsonl")
    assert gone <= {name for name, entry in listed.items() if entry["status"] == "gone"}
    assert "plans/2020/00.txt.yaml" in tree(here / "out")
    pruned = batch("plans", "a.zip", "-o", "out", "--prune")
    assert b", the outputs of 9 removed" in pruned.stderr
    assert not {f"{name}.yaml" for name in gone} & tree(here / "out").keys()
    assert not (here / "out/plans/2021").exists()
    batch("plans", "a.zip", "-o", "new")
    assert tree(here / "out") == tree(here / "new")
    again = batch("plans", "a.zip", "-o", "out", "--prune")
    assert b"nothing to do" in again.stderr or b"unchanged" in again.stderr
    assert b"removed" not in again.stderr


def test_what_is_only_not_named_is_not_pruned(here: Path, batch: Batch) -> None:
    batch("plans", "-o", "out")
    before = tree(here / "out")
    batch("plans/2020", "-o", "out", "--prune")
    (here / "elsewhere").mkdir()
    write(here / "elsewhere/new.txt", plan(3))
    batch("new.txt", "-o", "../out", "--prune", "--force", cwd=here / "elsewhere")
    assert before.items() <= tree(here / "out").items()


def test_pruning_one_file_is_refused(batch: Batch) -> None:
    done = batch("plans", "-o", "out.jsonl", "--prune")
    assert done.returncode == 2
    assert b"--prune has no effect on one file" in done.stderr
