"""What works on a text works on the text of a Word file or a web page."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

import planparse

from .docx_files import docx, paragraph, table

OLD = docx(
    paragraph("清源县防汛工作方案")
    + paragraph("压实责任", 1)
    + paragraph("县水利局要在6月底前完成排查。")
    + table(("任务", "单位"), ("清淤", "水利局"))
)
NEW = docx(
    paragraph("清源县防汛工作方案")
    + paragraph("压实责任", 1)
    + paragraph("县水利局要在5月底前完成排查。")
)
Run = Callable[..., "subprocess.CompletedProcess[bytes]"]


@pytest.fixture
def run(tmp_path: Path, program: list[str], environment: dict[str, str]) -> Run:
    def run(*words: str) -> "subprocess.CompletedProcess[bytes]":
        return subprocess.run(
            [*program, *words],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            check=False,
        )

    (tmp_path / "old.docx").write_bytes(OLD)
    (tmp_path / "new.docx").write_bytes(NEW)
    (tmp_path / "page.html").write_text("<html><body><p>一、压实责任</p>")
    (tmp_path / "cut.docx").write_bytes(OLD[:400])
    return run


def test_the_text_is_printed(run: Run) -> None:
    done = run("text", "old.docx")
    assert done.stdout.decode() == planparse.parse(OLD).source.text
    assert run("text", "cut.docx").returncode == 2


def test_nodes_say_where_they_stand_in_the_file(run: Run) -> None:
    nodes = [
        json.loads(line)
        for line in run("old.docx", "-f", "nodes").stdout.decode().splitlines()
    ]
    assert [(node["kind"], node.get("paragraph")) for node in nodes] == [
        ("document", None),
        ("title", 1),
        ("section", 2),
        ("paragraph", 3),
        ("table", 4),
    ]
    text = planparse.parse(OLD).source.text
    assert text is not None
    assert all(
        text[cell["start"] : cell["end"]] for row in nodes[-1]["rows"] for cell in row
    )
    head = json.loads(run("old.docx", "-f", "json").stdout)
    assert head["source"]["format"] == "docx"


def test_what_was_printed_is_read_back(run: Run) -> None:
    for fmt in ("json", "yaml"):
        assert run("old.docx", "-o", f"plan.{fmt}").returncode == 0
        assert run("diff", "old.docx", f"plan.{fmt}").returncode == 0


def test_two_documents_are_compared(run: Run) -> None:
    done = run("diff", "old.docx", "new.docx")
    assert done.returncode == 1
    assert "5月底前".encode() in done.stdout


def test_a_damaged_file_is_one_line_and_status_two(run: Run) -> None:
    for command in ((), ("check",), ("diff", "old.docx"), ("normalise",)):
        done = run(*command, "cut.docx")
        assert done.returncode == 2
        assert done.stderr.startswith(b"planparse: cut.docx is a damaged Word document")
        assert done.stderr.count(b"\n") == 1


def test_restore_gives_back_the_text_and_says_that_it_is_not_the_file(run: Run) -> None:
    run("normalise", "old.docx", "-o", "clean.txt", "--ledger", "edits.json")
    done = run("restore", "clean.txt", "edits.json")
    assert done.stdout.decode() == planparse.parse(OLD).source.text
    assert b"read out of a .docx file, and not the file" in done.stderr


def test_a_batch_counts_by_format(run: Run, tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text("一、压实责任\n")
    done = run("batch", "old.docx", "new.docx", "page.html", "plan.txt", "-o", "out")
    assert done.returncode == 0
    assert b"4 done (2 docx, 1 html, 1 text), 0 failed" in done.stderr
    done = run("batch", "cut.docx", "-o", "other")
    assert done.returncode == 1
    assert b"cut.docx: is a damaged Word document" in done.stderr
