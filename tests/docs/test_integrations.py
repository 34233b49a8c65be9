"""The pages about other programs: what they show runs, where the library is installed."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import planparse
from tests.docs.test_readme import PYTHON, ROOT, read

JSON = re.compile(r"(?<=^```json\n).*?(?=^```$)", re.DOTALL | re.MULTILINE)


@pytest.fixture
def program(tmp_path: Path, environment: dict[str, str]) -> str:
    """A path on which `planparse` is found, whatever environment it is started in."""
    programs = tmp_path / "bin"
    programs.mkdir()
    program = programs / "planparse"
    program.write_text(
        f"#!/bin/sh\nPYTHONPATH='{environment['PYTHONPATH']}' "
        f'exec "{sys.executable}" -P -m planparse "$@"\n'
    )
    program.chmod(0o755)
    return f"{programs}{os.pathsep}{environment['PATH']}"


@pytest.mark.skipif(os.name == "nt", reason="the program is a script of a POSIX shell")
def test_an_assistant_is_answered_as_the_page_shows(
    tmp_path: Path, environment: dict[str, str], program: str
) -> None:
    pytest.importorskip("mcp", reason="needs pip install 'planparse[mcp]'")
    page = read("docs/assistants.md")
    (block,) = JSON.findall(page)
    (server,) = json.loads(block)["mcpServers"].values()
    assert server == {"command": "planparse", "args": ["mcp", "/home/me/plans"]}
    shutil.copytree(ROOT / "samples", tmp_path / "samples")
    examples = tmp_path / "examples.txt"
    examples.write_text("\n".join(PYTHON.findall(page)), encoding="utf-8")
    run = subprocess.run(
        [sys.executable, "-X", "utf8", "-m", "doctest", examples.name],
        cwd=tmp_path,
        env=environment | {"PATH": program},
        stdout=subprocess.PIPE,
        timeout=120,
        check=False,
    )
    assert run.returncode == 0, run.stdout.decode("utf-8")


def test_the_page_names_every_tool() -> None:
    toolbox = Path(planparse.__file__).parent / "integrations" / "mcp" / "toolbox.py"
    tools = re.findall(r"yield self\.(\w+),", toolbox.read_text(encoding="utf-8"))
    named = re.findall(r"^\| `(\w+)` \|", read("docs/assistants.md"), re.MULTILINE)
    assert named == tools
