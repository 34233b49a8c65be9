"""What other repositories and machines run of this one: hooks, the action, the image."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from planparse.cli.check import command

ROOT = Path(__file__).parents[1]
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
GAP = "一、治水\n三、清\u200b淤\n"


@pytest.fixture
def shell(tmp_path: Path, environment: dict[str, str]) -> dict[str, str]:
    """An environment in which the command has its name, and a folder of plans."""
    program = tmp_path / "bin" / "planparse"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m planparse "$@"\n')
    program.chmod(0o755)
    for name in ("a plan.txt", "drafts/gap.md", "-q.txt"):
        path = tmp_path / "plans" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(GAP, encoding="utf-8")
    path = f"{program.parent}{os.pathsep}{environment['PATH']}"
    return environment | {"PATH": path}


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook["id"])
def test_a_hook_runs_on_the_files_that_it_is_for(
    hook: dict[str, Any], tmp_path: Path, shell: dict[str, str]
) -> None:
    names = ("a plan.txt", "drafts/gap.md", "picture.png", "code.py")
    given = [name for name in names if re.search(hook["files"], name)]
    assert given == ["a plan.txt", "drafts/gap.md"]
    run = subprocess.run(
        [*hook["entry"].split(), *hook.get("args", []), *given],
        cwd=tmp_path / "plans",
        env=shell,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 1
    assert run.stdout.count("N201") == 2
    assert run.stdout.count("D103") == (0 if hook["id"] == "planparse-fix" else 2)
    assert ("planparse restore" in run.stderr) == (hook["id"] == "planparse-fix")


@pytest.mark.skipif(shutil.which("bash") is None, reason="actions run in bash")
@pytest.mark.parametrize(
    ("paths", "options", "found"),
    [
        (".", "", {"-q.txt", "a plan.txt", "drafts/gap.md"}),
        ("a plan.txt\n-q.txt\n", "--select=N\n--lang=zh", {"-q.txt", "a plan.txt"}),
        (".", "--exclude\ndrafts\n\n--exit-zero", {"-q.txt", "a plan.txt"}),
        ("drafts", "--select\nT", set()),
    ],
)
def test_the_action_annotates_the_lines_of_plans(
    paths: str,
    options: str,
    found: set[str],
    tmp_path: Path,
    shell: dict[str, str],
) -> None:
    step = ACTION["runs"]["steps"][-1]
    assert step["env"] == {
        "PATHS": "${{ inputs.paths }}",
        "OPTIONS": "${{ inputs.options }}",
    }
    run = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
        cwd=tmp_path / "plans",
        env=shell | {"PATHS": paths, "OPTIONS": options},
        capture_output=True,
        text=True,
        check=False,
    )
    told = re.findall(r"^::warning file=(?:\./)?([^,]*),line=2,", run.stdout, re.M)
    assert set(told) == found
    assert run.returncode == (1 if found and "--exit-zero" not in options else 0)
    assert run.stderr == ""


def test_what_the_action_is_given_it_hands_on() -> None:
    names = {name for option in command.params for name in option.opts}
    text = (ROOT / "action.yml").read_text(encoding="utf-8")
    assert (
        set(
            re.findall(
                r"(?<= )--[a-z-]+(?=[ =])", ACTION["inputs"]["options"]["description"]
            )
        )
        <= names
    )
    for name in ACTION["inputs"]:
        assert f"${{{{ inputs.{name} }}}}" in text


def test_the_image_is_not_run_as_root() -> None:
    lines = (ROOT / "Dockerfile").read_text(encoding="utf-8").splitlines()
    last = max(at for at, line in enumerate(lines) if line.startswith("FROM "))
    (user,) = [line.split()[1] for line in lines[last:] if line.startswith("USER ")]
    assert int(user) > 0
    assert 'ENTRYPOINT ["planparse"]' in lines[last:]
    assert not any(line.startswith(("COPY", "ADD")) for line in lines[last:])
