"""What the tests of the documentation share."""

import os
import sys
from pathlib import Path

import pytest


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
