"""docs/diff.md: every command that is shown runs, and prints what is shown."""

import os

import pytest

from tests.docs.test_readme import COMMAND, CONSOLE, ROOT, shell

PAGE = ROOT / "docs" / "diff.md"

__all__ = ["shell"]  # a fixture


@pytest.mark.skipif(os.name == "nt", reason="the commands are for a POSIX shell")
def test_commands_print_what_is_shown(shell, refresh):
    shown = PAGE.read_text(encoding="utf-8")

    def again(block):
        return "".join(
            f"$ {command}{shell(command, 'C.UTF-8')}"
            for command in COMMAND.findall(block[0])
        )

    seen = CONSOLE.sub(again, shown)
    if refresh:
        PAGE.write_text(seen, encoding="utf-8")
    assert seen == PAGE.read_text(encoding="utf-8")
    assert COMMAND.findall(seen)
