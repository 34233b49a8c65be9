"""The package as installed: what a wheel must hold, and what a run on it leaves alone."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

import planparse
from planparse.grammar.files import LEXICON, fingerprint, unpacked

HOME = Path(planparse.__file__).parent
COMPILED = HOME / "grammars.tsv"

pytestmark = pytest.mark.skipif(
    not COMPILED.is_file(), reason="a checkout compiles its grammars at each run"
)

HEAVY = (
    "dataclasses",
    "html",
    "jieba",
    "pydantic",
    "rich.console",
    "xml",
    "yaml",
    "zipfile",
    *(
        f"planparse.{name}"
        for name in ("api", "batch", "compare", "normaliser", "tasks")
    ),
    *(f"planparse.readers.{name}" for name in ("compound", "html", "word")),
    "planparse.document.placing",
    "planparse.findings.report.sarif",
    "planparse.numbering.explain",
    "planparse.text.markdown",
)
"""Modules that a parse has no use for; most cost more to import than a plan to parse."""


def test_compiled_grammars_are_those_that_ship():
    parts = unpacked(COMPILED.read_bytes())
    assert json.loads(parts["fingerprint"]) == fingerprint(HOME / "grammars")
    names = ("auto", "collection", "decimal", "gongwen", "law", "report")
    assert set(parts) >= {f"{LEXICON}{name}" for name in names}


def _printed(program, *arguments):
    """Return what a program prints that is given to an interpreter of its own."""
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return done.stdout


def test_the_expressions_of_a_text_are_kept(samples):
    program = (
        "import re, sys; from planparse.system import kept_expressions; kept_expressions.recall(); "
        "kept = len(re._cache); import planparse; "
        "planparse.parse_file(sys.argv[1]).to('json'); print(kept, len(re._cache))"
    )
    printed = _printed(program, samples / "excerpt.txt")
    kept, used = map(int, printed.split())
    assert kept > 100
    assert used - kept < 20  # what the interpreter's modules compile


def test_package_says_that_it_is_typed():
    assert (HOME / "py.typed").is_file()


@pytest.mark.parametrize("fmt", ["nodes", "json", "yaml"])
def test_a_run_imports_only_what_it_uses(samples, tmp_path, fmt):
    program = (
        "import sys; there = set(sys.modules); "  # such as what measures coverage
        "from planparse.cli.main import run; status = run(sys.argv[1:]); "
        f"print(status, [name for name in {HEAVY!r} if name in set(sys.modules) - there])"
    )
    asked = [str(samples / "excerpt.txt"), "-q", "-f", fmt, "-o", str(tmp_path / "out")]
    printed = _printed(program, *asked)
    assert printed == "0 []\n"


def test_a_plan_that_is_only_written_needs_no_dataclasses(samples):
    program = (
        "import sys; there = set(sys.modules); import planparse; "
        "''.join(planparse.parse_file(sys.argv[1]).to('json')); "
        "print([name for name in ('dataclasses', 'inspect', 'yaml', 'pydantic')"
        " if name in set(sys.modules) - there])"
    )
    printed = _printed(program, samples / "excerpt.txt")
    assert printed == "[]\n"
