"""What a shell is told when it completes a command line, asked as the shell asks."""

import subprocess
from collections.abc import Sequence

import pytest
from click.shell_completion import (
    BashComplete,
    CompletionItem,
    FishComplete,
    ZshComplete,
)

from planparse.cli.commands import COMMANDS, command_line
from planparse.cli.main import COMPLETE
from planparse.export.formats import FORMATS
from planparse.findings.catalogue import RULES
from tests.cli.test_transcripts import PLANPARSE

SHELLS = (BashComplete, ZshComplete, FishComplete)


def completed(words: Sequence[str], incomplete: str) -> list[CompletionItem]:
    shell = BashComplete(command_line, {}, "planparse", COMPLETE)
    return shell.get_completions(list(words), incomplete)


def values(*words: str) -> list[str]:
    *before, incomplete = words
    return [
        item.value for item in completed(before, incomplete) if item.type == "plain"
    ]


def offers_files(*words: str) -> bool:
    *before, incomplete = words
    return any(item.type == "file" for item in completed(before, incomplete))


def test_the_first_word_is_a_command_or_a_file() -> None:
    assert values("") == list(COMMANDS)
    assert values("di") == ["diff"]
    assert offers_files("d")


@pytest.mark.parametrize("path", ["./d", "plans/2", "-"])
def test_what_is_no_command_is_a_file(path: str) -> None:
    assert offers_files(path)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["--str"], ["--strict"]),
        (["plan.txt", "--str"], ["--strict"]),
        (["parse", "--str"], ["--strict"]),
        (["batch", "--dr"], ["--dry-run"]),
        (["diff", "--on"], ["--only"]),
        (["grammar", ""], ["check", "list", "show"]),
    ],
)
def test_options_and_commands(words: list[str], expected: list[str]) -> None:
    assert sorted(values(*words)) == expected


def test_formats() -> None:
    assert values("-f", "") == list(FORMATS)
    assert values("batch", "-f", "") == [*FORMATS, "sqlite", "parquet"]
    assert values("plan.txt", "--format", "js") == ["json"]


def test_grammars() -> None:
    assert values("--grammar", "go") == ["gongwen"]
    assert offers_files("--grammar", "")
    assert values("grammar", "show", "l") == ["law"]


def test_kinds_of_edits_one_after_another() -> None:
    assert values("diff", "--only", "ad") == ["added"]
    assert values("diff", "--only", "added,d") == ["added,dropped"]
    assert "added,added" not in values("diff", "--only", "added,")


def test_findings_and_rules() -> None:
    assert set(values("explain", "")) >= {*RULES, "join"}
    assert values("normalise", "--rules", "joi") == ["join"]


@pytest.mark.parametrize("words", [["check"], ["diff"], ["batch"], ["explain"]])
def test_arguments_are_files(words: list[str]) -> None:
    assert offers_files(*words, "")


@pytest.mark.parametrize("shell", SHELLS, ids=lambda shell: shell.name)
def test_the_script_that_switches_it_on(
    shell: type[BashComplete], environment: dict[str, str]
) -> None:
    done = subprocess.run(
        PLANPARSE,
        env=environment | {COMPLETE: f"{shell.name}_source"},
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert f"{COMPLETE}={shell.name}_complete" in done.stdout.decode()


def test_a_shell_is_answered(environment: dict[str, str]) -> None:
    asked = {COMPLETE: "bash_complete", "COMP_WORDS": "planparse gr", "COMP_CWORD": "1"}
    done = subprocess.run(
        PLANPARSE,
        env=environment | asked,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.stdout.decode().splitlines() == ["plain,grammar", "file,gr"]
