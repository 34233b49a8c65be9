"""What is written of one file: its documents, its tasks."""

import json
import shutil
from pathlib import Path

from tests.batch.conftest import (
    Batch,
    plan,
    tree,
    write,
)


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
