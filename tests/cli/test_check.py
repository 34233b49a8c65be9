"""`planparse check` on files that it mends: whole or not at all."""

import subprocess
import sys
from pathlib import Path

import pytest

from planparse.cli.plan_files import plan_files

TOGETHER = "一、统筹协调1.建立台账。每周更新。\n2.压实责任。逐级分解。\n"


def check(
    folder: Path, environment: dict[str, str], *words: str
) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "planparse", "check", *words]
    return subprocess.run(
        command,
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_without_a_ledger_nothing_is_mended(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    plan = tmp_path / "plan.txt"
    plan.write_text(TOGETHER, encoding="utf-8")
    (tmp_path / ".planparse").write_text("no folder", encoding="utf-8")
    done = check(tmp_path, environment, "plan.txt", "--fix")
    assert done.returncode == 2
    assert done.stderr == (
        "planparse: cannot make the folder .planparse: File exists\n"
    )
    assert plan.read_text(encoding="utf-8") == TOGETHER
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        ".planparse",
        "plan.txt",
    ]


def test_a_link_is_followed_and_stays(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    plan, link = tmp_path / "plan.txt", tmp_path / "link.txt"
    plan.write_text(TOGETHER, encoding="utf-8")
    link.symlink_to(plan)
    assert check(tmp_path, environment, "link.txt", "--fix").returncode == 0
    assert link.is_symlink()
    assert plan.read_text(encoding="utf-8") == TOGETHER.replace("1.", "\n1.")


@pytest.mark.parametrize(
    ("paths", "exclude", "found"),
    [
        (["."], [], ["./a.txt", "./below/b.md", "./below/c.docx"]),
        (["."], ["below"], ["./a.txt"]),
        (["."], ["*.md", "a.*"], ["./below/c.docx"]),
        (["."], ["below/*.md"], ["./a.txt", "./below/c.docx"]),
        (["a.txt", "./a.txt", "."], ["below/"], ["a.txt"]),
        (["*"], [], ["a.txt", "below/b.md", "below/c.docx", "notes"]),
        (["**/*.md"], [], ["below/b.md"]),
        (["notes", "-", "missing.txt"], ["a*"], ["notes", "-", "missing.txt"]),
    ],
)
def test_which_files_are_checked(
    paths: list[str],
    exclude: list[str],
    found: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (tmp_path / "below" / ".hidden").mkdir(parents=True)
    names = ("a.txt", "notes", "below/b.md", "below/c.docx", "below/key.pem")
    for name in (*names, "below/.hidden/d.txt", "planparse-corrections.yaml"):
        (tmp_path / name).touch()
    monkeypatch.chdir(tmp_path)
    if paths == ["*"]:
        (tmp_path / "planparse-corrections.yaml").unlink()
    assert [file.path for file in plan_files(paths, exclude)] == found
