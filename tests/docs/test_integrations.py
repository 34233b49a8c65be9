"""The pages about other programs: what they show runs, where the library is installed."""

import doctest
import importlib
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


@pytest.mark.skipif(os.name == "nt", reason="the program is a script of a POSIX shell")
def test_an_assistant_is_answered_as_the_page_shows(
    tmp_path: Path, environment: dict[str, str], program: str
) -> None:
    pytest.importorskip("mcp", reason="needs pip install 'planparse[mcp]'")
    page = read("docs/assistants.md")
    (block,) = JSON.findall(page)
    (server,) = json.loads(block)["mcpServers"].values()
    assert server == {"command": "planparse", "args": ["mcp", "/home/me/plans"]}
    assert shown(PYTHON.findall(page), tmp_path, environment | {"PATH": program}) == ""


@pytest.mark.parametrize(
    ("heading", "package", "extra"),
    [
        ("## LangChain", "langchain_text_splitters", "langchain"),
        ("## LlamaIndex", "llama_index.core", "llama-index"),
    ],
)
def test_loaders_give_what_the_page_shows(
    heading: str, package: str, extra: str, tmp_path: Path, environment: dict[str, str]
) -> None:
    pytest.importorskip(package, reason=f"needs pip install 'planparse[{extra}]'")
    section = read("docs/loaders.md").partition(heading)[2].partition("\n## ")[0]
    assert f"planparse[{extra}]" in section
    assert shown(PYTHON.findall(section), tmp_path, environment) == ""


@pytest.mark.parametrize(
    ("module", "package", "extra"),
    [
        ("langchain", "langchain_text_splitters", "langchain"),
        ("llama_index", "llama_index.core", "llama-index"),
    ],
)
def test_examples_in_docstrings_give_what_they_show(
    module: str, package: str, extra: str
) -> None:
    pytest.importorskip(package, reason=f"needs pip install 'planparse[{extra}]'")
    found = importlib.import_module(f"planparse.integrations.{module}")
    failed, tried = doctest.testmod(found)
    assert tried
    assert not failed


def shown(examples: list[str], folder: Path, environment: dict[str, str]) -> str:
    """Return what examples print otherwise than it is shown, run where the samples are."""
    shutil.copytree(ROOT / "samples", folder / "samples")
    file = folder / "examples.txt"
    file.write_text("\n".join(examples), encoding="utf-8")
    run = subprocess.run(
        [sys.executable, "-X", "utf8", "-m", "doctest", file.name],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        timeout=120,
        check=False,
    )
    return run.stdout.decode("utf-8")


def test_the_page_names_every_tool() -> None:
    toolbox = Path(planparse.__file__).parent / "integrations" / "mcp" / "toolbox.py"
    tools = re.findall(r"yield self\.(\w+),", toolbox.read_text(encoding="utf-8"))
    named = re.findall(r"^\| `(\w+)` \|", read("docs/assistants.md"), re.MULTILINE)
    assert named == tools
