"""Files of old formats go to LibreOffice in groups, and none of a group harms another."""

import os
import stat
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from planparse.batch import groups
from planparse.batch.groups import grouped
from planparse.batch.messages import Task
from planparse.batch.pool import Group, Job
from tests.batch.conftest import Batch, failures, manifest, plan, tree, until, write
from tests.readers.docx_files import docx, paragraph
from tests.readers.test_office import DOC, RTF

WORD = docx(paragraph("清源县要点") + paragraph("压实责任", 1))
OFFICE = """#!{python}
import os, sys, time
out = sys.argv[sys.argv.index("--outdir") + 1]
names = sys.argv[sys.argv.index("--outdir") + 2:]
print(len(names), file=open({log!r}, "a"))
made = open({made!r}, "rb").read()
for name in names:
    data = open(name, "rb").read()
    if b"crash" in data:
        os.kill(os.getpid(), 9)
    if b"hang" in data:
        time.sleep(600)
    if b"bad" not in data:
        open(os.path.join(out, os.path.splitext(name)[0] + ".docx"), "wb").write(made)
"""


@pytest.fixture
def office(here: Path, environment: dict[str, str]) -> dict[str, str]:
    """An environment in which a program stands in for LibreOffice, and tells of its calls."""
    write(here / "made", WORD)
    program = here / "bin" / "soffice"
    log, made = str(here / "calls"), str(here / "made")
    write(program, OFFICE.format(python=sys.executable, log=log, made=made))
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return {"PATH": f"{program.parent}{os.pathsep}{environment.get('PATH', '')}"}


def is_running(program: Path) -> bool:
    """Return whether a process runs a program, or a script."""
    for entry in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if os.fsencode(program) in (entry / "cmdline").read_bytes().split(b"\0"):
                return True
    return False


def calls(here: Path) -> list[int]:
    """Return how many files each call had, the largest calls first."""
    return sorted(map(int, (here / "calls").read_text().split()), reverse=True)


def job(place: int, name: str, size: int = 1) -> Job:
    """Return a job for a file of that name and size."""
    return Job(place, Task(name, name, "", "", name, "", None, ""), size)


def places(found: list[Group]) -> list[list[int]]:
    """Return the places of the jobs in each group."""
    return [[each.place for each in group] for group in found]


def test_old_formats_wait_for_a_group_and_nothing_else_waits() -> None:
    names = ["a.doc", "b.txt", "c.WPS", "d.docx", "e.rtf", "f.htm"]
    jobs = [job(place, name) for place, name in enumerate(names)]
    assert places(list(grouped(iter(jobs), 1))) == [[1], [3], [5], [0, 2, 4]]
    assert places(list(grouped(iter(jobs), 2))) == [[1], [3], [5], [0, 2], [4]]
    assert list(grouped(iter([]), 2)) == []


def test_a_group_is_limited_in_number_and_in_bytes() -> None:
    jobs = [job(place, "a.doc") for place in range(2 * groups._MOST + 2)]
    assert [len(group) for group in grouped(iter(jobs), 2)] == [16, 16, 1, 1]
    large = [job(place, "a.doc", groups._MOST_BYTES // 2) for place in range(5)]
    assert places(list(grouped(iter(large), 1))) == [[0, 1], [2, 3], [4]]


def test_a_batch_calls_libreoffice_once_for_a_group(
    here: Path, batch: Batch, office: dict[str, str]
) -> None:
    for number in range(12):
        write(here / f"old/{number:02}.doc", DOC)
    write(here / "old/page.doc", "<html><body><p>一、压实责任</p></body></html>")
    write(here / "old/plain.doc", plan(3))
    done = batch("old", "-o", "out", "-j", "2", more=office)
    assert done.returncode == 0, done.stderr
    assert calls(here) == [7, 5]
    found = manifest(here / "out/manifest.jsonl")
    assert [entry["format"] for entry in found.values()] == [
        *["doc"] * 12,
        "html",
        "text",
    ]
    assert len(tree(here / "out")) == 14


def test_what_is_bad_in_a_group_is_named_and_harms_no_other(
    here: Path, batch: Batch, office: dict[str, str]
) -> None:
    for name in ("a", "b", "c", "d"):
        write(here / f"old/{name}.doc", DOC)
    write(here / "old/b-bad.doc", DOC + b"bad")
    write(here / "old/c-crash.wps", DOC + b"crash")
    write(here / "old/locked.doc", DOC + "EncryptedPackage".encode("utf-16-le"))
    done = batch("old", "-o", "out", "-j", "1", more=office)
    assert done.returncode == 1
    assert [line.partition(";")[0] for line in sorted(failures(done))] == [
        "old/b-bad.doc: is a DOC or WPS document that LibreOffice cannot read: it is "
        "damaged, or has a password",
        "old/c-crash.wps: is a DOC or WPS document that LibreOffice cannot read: it is "
        "damaged, or has a password",
        "old/locked.doc: is an encrypted document",
    ]
    assert list(tree(here / "out")) == [
        f"old/{name}.doc.yaml" for name in ("a", "b", "c", "d")
    ]


def test_a_group_that_takes_too_long_is_tried_one_by_one(
    here: Path, batch: Batch, office: dict[str, str]
) -> None:
    for name in ("a.doc", "z.doc"):
        write(here / f"old/{name}", DOC)
    write(here / "old/m.doc", DOC + b"hang")
    done = batch("old", "-o", "out", "-j", "1", "--timeout", "2", more=office)
    assert [line for line in failures(done) if line.startswith("old/")] == [
        "old/m.doc: took longer than 2 s (--timeout)"
    ]
    assert list(tree(here / "out")) == ["old/a.doc.yaml", "old/z.doc.yaml"]
    assert calls(here) == [3, 1, 1, 1]
    until(lambda: not is_running(here / "bin" / "soffice"))


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        ("poison", "its worker was ended by SIGKILL, twice: not enough memory?"),
        ("huge", "there is not enough memory for it"),
    ],
)
def test_a_group_of_which_one_kills_its_worker_is_tried_one_by_one(
    bad: str,
    why: str,
    here: Path,
    batch: Batch,
    office: dict[str, str],
    saboteur: dict[str, str],
) -> None:
    for name in ("a", bad, "z"):
        write(here / f"old/{name}.doc", DOC)
    done = batch("old", "-o", "out", "-j", "1", more=office | saboteur)
    assert failures(done) == [f"old/{bad}.doc: {why}"]
    assert list(tree(here / "out")) == ["old/a.doc.yaml", "old/z.doc.yaml"]


def test_a_second_run_calls_nothing(
    here: Path, batch: Batch, office: dict[str, str]
) -> None:
    for name in ("a", "b"):
        write(here / f"old/{name}.doc", DOC)
    batch("old", "-o", "out", "-j", "1", more=office)
    for name in ("a", "b"):  # the same content at another time
        write(here / f"old/{name}.doc", DOC)
    done = batch("old", "-o", "out", "-j", "1", more=office)
    assert b"2 done (2 unchanged)" in done.stderr
    assert calls(here) == [2]


@pytest.mark.usefixtures("writer")
def test_libreoffice_converts_a_group(here: Path, batch: Batch) -> None:
    for name in ("a", "b"):
        write(here / f"old/{name}.rtf", RTF)
    write(here / "old/bad.doc", DOC + bytes(2000))
    done = batch("old", "-o", "out", "-j", "1")
    assert len(failures(done)) == 1
    assert list(tree(here / "out")) == ["old/a.rtf.yaml", "old/b.rtf.yaml"]
