"""The build of a wheel: what it makes, in an environment that has no more than it asks for."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HOOK = Path(__file__).resolve().parent.parent / "hatch_build.py"

PROGRAM = (
    "import runpy, sys;"
    "sys.modules.update(dict.fromkeys(('click', 'jieba', 'pydantic', 'rich', 'yaml')));"
    "sys.argv = sys.argv[1:]; runpy.run_path(sys.argv[0], run_name='__main__')"
)
"""Runs a script where some packages are missing."""


def test_expressions_are_kept_without_what_a_build_lacks(
    environment: dict[str, str], samples: Path, tmp_path: Path
) -> None:
    pytest.importorskip("hatchling")
    package = tmp_path / "planparse"
    shutil.copytree(Path(environment["PYTHONPATH"]) / "planparse", package)
    kept = package / "expressions.bin"
    kept.unlink(missing_ok=True)
    subprocess.run(
        [sys.executable, "-c", PROGRAM, HOOK, samples / "report.txt"],
        env=environment | {"PYTHONPATH": str(tmp_path)},
        timeout=120,
        check=True,
    )
    assert kept.stat().st_size > 100_000


def test_what_a_package_index_shows_has_no_link_into_the_clone() -> None:
    pytest.importorskip("hatch_fancy_pypi_readme")
    from hatchling.metadata.core import ProjectMetadata
    from hatchling.plugin.manager import PluginManager

    shown = ProjectMetadata(str(HOOK.parent), PluginManager()).core.readme
    assert "planparse" in shown
    links = re.findall(r"\]\(([^)]*)\)", shown)
    assert [one for one in links if not one.startswith(("http", "#"))] == []
