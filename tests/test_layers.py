"""Imports point one way: which package may use which, and what a parse does not load."""

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import planparse

HOME = Path(planparse.__file__).parent

LAYERS = [
    {"__main__"},
    {"cli", "integrations"},
    {"api", "batch"},
    {"normaliser", "export", "retrieval"},
    {"compare", "tasks"},
    {"pipeline", "records"},
    {"document"},
    {"layout", "findings"},
    {"numbering", "facts"},
    {"readers"},
    {"grammar"},
    {"system"},
    {"tree"},
    {"text"},
    {"errors"},
]
"""From the command line down: a package or module may import itself and what stands below it."""

LEVEL = {name: level for level, names in enumerate(LAYERS) for name in names}


def imports(tree: ast.AST) -> Iterator[str]:
    """The packages that a module imports, save for the type checker only."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            continue
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(
            "planparse."
        ):
            yield (node.module or "").split(".")[1]
        yield from imports(node)


@pytest.mark.parametrize(
    "path", sorted(HOME.rglob("*.py")), ids=lambda path: str(path.relative_to(HOME))
)
def test_imports_point_down(path: Path) -> None:
    own = path.relative_to(HOME).parts[0].removesuffix(".py")
    if own == "__init__":
        return  # the front door: its names are loaded when asked for
    used = set(imports(ast.parse(path.read_text(encoding="utf-8")))) - {own}
    assert not {name for name in used if LEVEL[name] <= LEVEL[own]}


HEAVY = (
    "pydantic",
    "yaml",
    "rich",
    "jieba",
    "regex",
    "dataclasses",
    "click",
    "importlib.metadata",
)


def unmeasured() -> dict[str, str]:
    """The environment without coverage's own start-up, which imports more than what is tested."""
    return {
        name: value for name, value in os.environ.items() if not name.startswith("COV")
    }


def test_the_parser_loads_nothing_heavy() -> None:
    code = f"import sys, planparse.pipeline, planparse.records;print(*[name for name in {HEAVY!r} if name in sys.modules])"
    run = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env=unmeasured(),
    )
    assert run.stdout.split() == []


def test_a_parse_of_text_without_doubtful_breaks_loads_no_dictionary() -> None:
    code = (
        "import sys; from planparse.grammar.shipped import lexicon; from planparse.pipeline import parse;"
        "from planparse.text.encoding import Source;"
        "parse(Source('一、目标。\\n二、任务。\\n', 'utf-8'), lexicon());"
        "print(*[name for name in ('jieba', 'mmap', 'rich') if name in sys.modules])"
    )
    run = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env=unmeasured(),
    )
    assert run.stdout.split() == []
