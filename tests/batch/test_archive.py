"""The files that are named: lists, globs, folders, links."""

import os
from pathlib import Path

import pytest

from tests.batch.conftest import (
    Batch,
    failures,
    plan,
    tree,
    write,
)


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
        "2021/01.txt.yaml",
        "2021/03.txt.yaml",
        "2021/05.txt.yaml",
        "2021/07.txt.yaml",
        "2021/09.txt.yaml",
        "2021/11.txt.yaml",
        "2021/gap.txt.yaml",
        "plans/2020/00.txt.yaml",
    ]


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
        "plans/nowhere.txt: is a link to a file that does not exist",
        "plans/out: is a link that leads out of the folder",
        "plans/out.txt: is a link that leads out of the folder",
        "plans/pipe: is not a file but a pipe, a socket or a device",
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
    assert failures(done) == ["plans/2021/gap.txt: the file no longer exists"]
