"""What reaches a terminal: no control character of the text that is read."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

if os.name == "nt":
    pytest.skip("no pseudo-terminals", allow_module_level=True)

TEXT = "一、清漂\x9b31m\n二、清淤\x1b]0;x\x07\n"


def on_a_terminal(
    command: list[str], folder: Path, environment: dict[str, str]
) -> bytes:
    """Return what a command prints where its standard output is a terminal."""
    import pty

    ours, theirs = pty.openpty()
    asked = [sys.executable, "-m", "planparse", *command]
    run = subprocess.Popen(
        asked, cwd=folder, env=environment, stdout=theirs, stderr=subprocess.PIPE
    )
    os.close(theirs)
    shown = b""
    try:
        while piece := os.read(ours, 1 << 12):
            shown += piece
    except OSError:  # Linux says so that the other end is closed
        pass
    run.communicate()
    assert run.returncode == 0
    return shown


@pytest.mark.parametrize("command", ["text", "normalise"])
def test_a_terminal_gets_no_control_and_a_pipe_the_text(
    command: str, tmp_path: Path, environment: dict[str, str]
) -> None:
    (tmp_path / "plan.txt").write_text(TEXT, encoding="utf-8")
    shown = on_a_terminal([command, "plan.txt"], tmp_path, environment).decode()
    assert r"清漂\x9b31m" in shown
    assert not set(shown) & {"\x1b", "\x9b", "\x07"}
    piped = subprocess.run(
        [sys.executable, "-m", "planparse", command, "plan.txt"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        check=True,
    )
    assert "\x9b31m" in piped.stdout.decode()
