"""The README in both languages: every command that is shown runs, and prints what is shown."""

import doctest
import importlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCALES = {"README.md": "en_GB.UTF-8", "README.zh-CN.md": "zh_CN.UTF-8"}
SHOWN = LOCALES | dict.fromkeys(
    (
        "docs/batch.md",
        "docs/catalogue.md",
        "docs/check.md",
        "docs/chunks.md",
        "docs/citations.md",
        "docs/corrections.md",
        "docs/duplicates.md",
        "docs/exports.md",
        "docs/gallery.md",
        "docs/grammars.md",
        "docs/normalise.md",
        "docs/search.md",
        "docs/style.md",
        "docs/track.md",
        "docs/word.md",
        "docs/tutorial.md",
    ),
    "en_GB.UTF-8",
)
SHOWN |= {
    str(path.relative_to(ROOT)): "zh_CN.UTF-8"
    for path in sorted((ROOT / "docs" / "zh").glob("*.md"))
}
TOOLS = ("jq", "sqlite3")
"""Programs that a reader may not have: what uses them is not run where they are missing."""

CONSOLE = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.DOTALL | re.MULTILINE)
COMMAND = re.compile(r"^\$ (.*\n(?:> .*\n)*)", re.MULTILINE)
PYTHON = re.compile(r"(?<=^```python\n).*?(?=^```$)", re.DOTALL | re.MULTILINE)
SET_UP = re.compile(r"^```sh\n(.*)\n```$", re.MULTILINE)


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def commands(name: str) -> list[str]:
    return [
        command
        for block in CONSOLE.findall(read(name))
        for command in COMMAND.findall(block)
    ]


@pytest.fixture
def shell(tmp_path, programs, environment):
    """A function that runs a command as a reader would, in a folder with the samples; gives what is seen."""
    folder = tmp_path / "here"
    shutil.copytree(ROOT / "samples", folder / "samples")
    path = f"{programs}{os.pathsep}{environment['PATH']}"

    def run(command: str, locale: str) -> str:
        done = subprocess.run(
            ["sh", "-c", command],
            cwd=folder,
            env=environment | {"PATH": path, "LANG": locale},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=120,
            check=False,
        )
        return done.stdout.decode("utf-8")

    return run


@pytest.mark.skipif(os.name == "nt", reason="the commands are for a POSIX shell")
@pytest.mark.parametrize("name", SHOWN)
def test_commands_print_what_is_shown(name, shell, refresh):
    def again(block: re.Match[str]) -> str:
        if any(
            re.search(rf"(^\$|\|) {tool} ", block[0], re.MULTILINE)
            and shutil.which(tool) is None
            for tool in TOOLS
        ):
            return block[0]
        return "".join(
            f"$ {command}{shell(command.replace(chr(10) + '> ', chr(10)), SHOWN[name])}"
            for command in COMMAND.findall(block[0])
        )

    shown = read(name)
    seen = CONSOLE.sub(again, shown)
    if refresh:
        (ROOT / name).write_text(seen, encoding="utf-8")
    else:
        assert shown == seen, (
            f"{name} shows something else; if it is right as it is now: pytest --refresh"
        )


def test_both_languages_show_the_same_commands():
    here, there = LOCALES
    assert commands(here)
    assert commands(here) == commands(there)
    assert SET_UP.findall(read(here)) == SET_UP.findall(read(there))
    assert PYTHON.findall(read(here))
    assert PYTHON.findall(read(here)) == PYTHON.findall(read(there))


@pytest.mark.parametrize("name", ["README.md", "docs/python.md"])
def test_examples_in_python_print_what_is_shown(name, tmp_path, environment):
    shutil.copytree(ROOT / "samples", tmp_path / "samples")
    examples = tmp_path / "examples.txt"
    examples.write_text("\n".join(PYTHON.findall(read(name))), encoding="utf-8")
    run = subprocess.run(
        [sys.executable, "-X", "utf8", "-m", "doctest", examples.name],
        cwd=tmp_path,
        env=environment,
        stdout=subprocess.PIPE,
        timeout=120,
        check=False,
    )
    assert run.returncode == 0, run.stdout.decode("utf-8")


@pytest.mark.parametrize(
    "module",
    [
        "",
        ".api.citation",
        ".api.comparison",
        ".api.duplicates",
        ".api.normalised",
        ".api.plan",
        ".api.reading",
    ],
)
def test_examples_in_docstrings_print_what_is_shown(module):
    failed, tried = doctest.testmod(importlib.import_module(f"planparse{module}"))
    assert tried
    assert not failed


def test_two_commands_do_all_the_set_up():
    first, second = SET_UP.findall(read("README.md"))
    assert re.fullmatch(
        r"pip install \. && planparse samples/[a-z-]+\.txt -o plan\.yaml", first
    )
    assert re.fullmatch(r"pip install '\.\[test\]' && pytest -n auto", second)
    assert (ROOT / first.split()[5]).is_file()
