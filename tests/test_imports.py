import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

import planparse

HOME = Path(planparse.__file__).parent
MODULES = sorted(path.stem for path in HOME.glob("*.py") if path.stem != "__init__")


def imported(path: Path) -> set[str]:
    """The modules of the package that one imports anywhere, save for the type checker only."""
    found: set[str] = set()
    pending: list[ast.AST] = [ast.parse(path.read_text(encoding="utf-8"))]
    while pending:
        node = pending.pop()
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            pending += node.orelse
            continue
        if isinstance(node, ast.ImportFrom) and node.module == "planparse":
            found |= {alias.name for alias in node.names if alias.name in MODULES}
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("planparse."):
            found.add((node.module or "").split(".")[1])
        elif isinstance(node, ast.Import):
            found |= {alias.name.split(".")[1] for alias in node.names if alias.name.startswith("planparse.")}
        pending += ast.iter_child_nodes(node)
    return found


IMPORTS = {name: imported(HOME / f"{name}.py") for name in MODULES}

ORDER = [
    *("__main__", "cli"),
    *("command_check", "command_diff", "command_explain", "command_grammar"),
    *("command_normalise", "command_restore", "command_schema"),
    *("command_batch", "batch", "ray_pool", "pool", "progress", "merge", "batch_report", "tables", "journal"),
    *("diff_page", "diff_report", "threads", "edits", "matching", "changes", "assignment", "items", "wording"),
    *("worker", "archive", "conversion", "tasks"),
    *("console", "user_grammar", "output", "doubts", "line_explained"),
    *("document", "writers", "markdown", "table_csv", "table_xlsx", "task_table"),
    *("akoma_ntoso", "select", "work_points", "export", "report"),
    *("normalise", "ledger", "rules"),
    *("parser", "numbering", "description", "partition", "sections", "endings", "title_and_text"),
    *("facts", "owners", "deadlines", "figures"),
    *("citations", "references"),
    *("claims", "repairs", "balance", "asides", "contents", "tree", "findings"),
    *("headings", "front_matter", "envelope", "dates", "blocks", "breaks", "holes"),
    *("reading", "moves", "surroundings", "step", "lexer"),
    *("lexicon", "grammar", "grammar_files", "numerals", "pages"),
    *("faults", "words", "yaml_text", "stops", "source"),
]
"""From the command line down. A module imports only modules that stand below it."""

BACK: set[tuple[str, str]] = set()
"""Imports upwards that are allowed, inside a function: (importer, imported)."""


def test_the_order_names_every_module_once() -> None:
    assert sorted(ORDER) == MODULES


@pytest.mark.parametrize("name", MODULES)
def test_imports_point_one_way(name: str) -> None:
    below = set(ORDER[ORDER.index(name) + 1 :])
    back = {module for importer, module in BACK if importer == name}
    assert IMPORTS[name] <= below | back


HEAVY = ("pydantic", "yaml", "rich", "jieba", "regex", "dataclasses", "click", "importlib.metadata")


def unmeasured() -> dict[str, str]:
    """The environment without coverage's own start-up, which imports more than what is tested."""
    return {name: value for name, value in os.environ.items() if not name.startswith("COV")}


def test_the_parser_loads_nothing_heavy() -> None:
    code = f"import sys, planparse.parser, planparse.export;print(*[name for name in {HEAVY!r} if name in sys.modules])"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=unmeasured())
    assert run.stdout.split() == []


def test_a_parse_of_text_without_doubtful_breaks_loads_no_dictionary() -> None:
    code = (
        "import sys; from planparse.lexicon import lexicon; from planparse.parser import parse;"
        "from planparse.source import Source;"
        "parse(Source('一、目标。\\n二、任务。\\n', 'utf-8'), lexicon());"
        "print(*[name for name in ('jieba', 'mmap', 'rich') if name in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=unmeasured())
    assert run.stdout.split() == []
