"""Imports point one way: which package may use which, and what a parse does not load."""

import ast
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

import planparse

HOME = Path(planparse.__file__).parent

LAYERS = [
    {"__main__"},
    {"cli"},
    {"browser", "integrations"},
    {"api", "batch"},
    {"normaliser", "export", "retrieval", "duplicates"},
    {"promises"},
    {"catalogue", "compare", "learning", "tasks"},
    {"pipeline", "records"},
    {"document"},
    {"layout", "findings"},
    {"numbering", "facts"},
    {"corrections", "readers"},
    {"grammar"},
    {"system"},
    {"tree"},
    {"text"},
    {"errors", "lazy"},
    {"locale"},
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


@pytest.mark.parametrize(
    "path",
    sorted((HOME / "integrations").rglob("*.py")),
    ids=lambda path: str(path.relative_to(HOME)),
)
def test_integrations_use_what_any_program_may(path: Path) -> None:
    """They are built on the public names, and on nothing else of planparse but themselves."""
    assert set(imports(ast.parse(path.read_text(encoding="utf-8")))) <= {"integrations"}


HEAVY = (
    "click",
    "dataclasses",
    "datetime",
    "difflib",
    "hashlib",
    "html",
    "importlib.metadata",
    "inspect",
    "jieba",
    "platform",
    "pydantic",
    "regex",
    "rich",
    "yaml",
)
"""Modules that a parse has no use for, and that take long to import."""

UNUSED = (
    "api",
    "batch",
    "cli",
    "compare",
    "findings.report",
    "normaliser",
    "tasks",
    "text.markdown",
)
"""Parts of planparse that a parse of plain text without findings has no use for."""

WRITE = (
    "from planparse.export import json_text, outline, writers, yaml_sheet;"
    "from planparse.facts import finder;"
)
"""The import of all that a parse is written with."""

PARSE = (
    "from planparse.grammar.shipped import lexicon;"
    "from planparse.pipeline import parse;"
    "from planparse.text.encoding import Source;"
    "parsed = parse(Source('一、目标。\\n二、任务。\\n', 'utf-8'), lexicon());"
)
"""A parse of text without doubtful breaks and without findings."""


def loaded(code: str, names: Iterable[str], environment: dict[str, str]) -> list[str]:
    """Return those of some modules that a process has loaded when it has run some code."""
    run = subprocess.run(
        [
            sys.executable,
            "-c",
            f"import sys;{code}print(*[n for n in {tuple(names)!r} if n in sys.modules])",
        ],
        capture_output=True,
        text=True,
        check=True,
        env=environment,
    )
    return run.stdout.split()


def test_the_parser_loads_nothing_heavy(unmeasured: dict[str, str]) -> None:
    code = f"import planparse.pipeline, planparse.records;{WRITE}"
    assert loaded(code, HEAVY, unmeasured) == []


def test_a_parse_of_text_without_doubtful_breaks_loads_no_dictionary(
    unmeasured: dict[str, str],
) -> None:
    assert loaded(PARSE, ("jieba", "mmap", "rich"), unmeasured) == []


@pytest.mark.parametrize("fmt", ["json", "yaml", "nodes", "outline"])
def test_a_parse_loads_only_what_it_uses(fmt: str, unmeasured: dict[str, str]) -> None:
    write = (
        "from planparse.export.writers import write;"
        f"[*write(parsed, lexicon(), {fmt!r}, sha256='')];"
    )
    unused = [f"planparse.{name}" for name in UNUSED]
    assert loaded(PARSE + write, unused, unmeasured) == []


def test_the_page_starts_without_what_a_first_parse_has_no_use_for(
    unmeasured: dict[str, str],
) -> None:
    unused = [f"planparse.{name}" for name in ("batch", "compare", "normaliser")]
    code = "import planparse.browser.answers;"
    assert loaded(code, [*unused, "pydantic", "yaml"], unmeasured) == []


def test_word_documents_are_written_without_what_checks_a_layout(
    unmeasured: dict[str, str],
) -> None:
    code = "import planparse.export.word.document, planparse.export.word.task_table;"
    assert loaded(code, ["pydantic", "yaml"], unmeasured) == []
