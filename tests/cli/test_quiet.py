"""-q: in every command it silences what is told, and nothing of what is written."""

import subprocess
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

import click
import pytest

from planparse.cli.commands import COMMANDS

PLAN = "一、治水\n（一）清漂。\n（三）清淤。\n"
OTHER = "一、治水\n（一）清漂。\n（三）清淤和植树。\n"
READING = {"file", "files", "archives", "clean"}
PAGES_ALONE = {"explain"}
Run = Callable[[str], "subprocess.CompletedProcess[bytes]"]
"""Commands that read a file and tell nothing beside what they were asked for."""

TOLD = (
    "check plan.txt",
    "diff plan.txt other.txt",
    "grammar check own.yaml",
    "verify list.jsonl",
)
"""Commands whose answer is told, so that -q leaves the exit status alone."""
NOTED = (
    "plan.txt -f nodes",
    "plan.txt -f nodes --strict",
    "empty.txt -f nodes",
    "plan.txt -f csv --select owner~无此单位",
    "normalise empty.txt",
    "restore clean.txt ledger.json",
    "text empty.txt",
    "batch plan.txt other.txt -o OUT",
)
"""Commands that write something, and tell something as well."""
WRITTEN = (
    "check plan.txt -o OUT.json -f json",
    "diff plan.txt other.txt -o OUT.html",
    "cite plan.txt 一、 清漂",
    "track plan.txt other.txt",
    "chunk plan.txt",
    "text page.html",
)
"""Commands that write something, and have nothing to tell."""
FAILING = (
    "nowhere.txt",
    "check nowhere.txt",
    "cite nowhere.txt 一、",
    "verify nowhere.jsonl",
    "diff plan.txt nowhere.txt",
    "chunk plan.txt nowhere.txt",
    "normalise nowhere.txt",
    "restore plan.txt nowhere.json",
    "text nowhere.txt",
    "grammar check nowhere.yaml",
    "batch nowhere.txt -o OUT",
    "duplicates nowhere.txt",
    "learn nowhere.txt",
)


def commands() -> Iterator[tuple[str, click.Command]]:
    """Every command with its name, those of groups too."""
    for name in COMMANDS:
        command = import_module(f"planparse.cli.{name}").command
        yield name, command
        if isinstance(command, click.Group):
            yield from (
                (f"{name} {each}", one) for each, one in command.commands.items()
            )


def quiet_of(command: click.Command) -> str | None:
    """The help of a command's -q, None without one."""
    found = [
        each
        for each in command.params
        if isinstance(each, click.Option) and "-q" in each.opts
    ]
    return found[0].help if found else None


def test_every_command_that_reads_a_file_has_the_same_option() -> None:
    helps = set()
    for name, command in commands():
        reads = READING & {each.name for each in command.params}
        if reads and name not in PAGES_ALONE:
            assert quiet_of(command), name
        helps.add(quiet_of(command))
    assert len(helps - {None}) == 1


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("quiet")


@pytest.fixture(scope="module")
def run(folder: Path, program: list[str], environment: dict[str, str]) -> Run:
    """A function that runs a command line in a folder with what is to be read."""

    def run(line: str) -> subprocess.CompletedProcess[bytes]:
        asked = [*program, *line.split()]
        return subprocess.run(
            asked, cwd=folder, env=environment, capture_output=True, check=False
        )

    texts = {"plan.txt": PLAN, "other.txt": OTHER, "empty.txt": ""}
    texts["list.jsonl"] = '{"source": "plan.txt", "quotation": "清漂"}'
    texts["page.html"] = f"<html><body><p>{PLAN}</p></body></html>"
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    run("normalise page.html -o clean.txt --ledger ledger.json")
    own = run("grammar show gongwen").stdout.decode()
    own = own.replace("grammar: gongwen", "grammar: own")
    (folder / "own.yaml").write_text(own, encoding="utf-8")
    return run


def files(folder: Path) -> dict[str, bytes]:
    """What was written, without the manifests, which say when."""
    return {
        str(path): path.read_bytes()
        for path in folder.rglob("OUT*")
        if path.is_file() and "manifest" not in path.name
    }


@pytest.mark.parametrize("line", [*NOTED, *WRITTEN])
def test_what_is_written_stays_and_nothing_is_told(
    folder: Path, run: Run, line: str
) -> None:
    usual = run(line)
    written = files(folder)
    quiet = run(f"{line} -q")
    assert (quiet.stdout, quiet.returncode) == (usual.stdout, usual.returncode)
    assert quiet.stderr == b""
    assert files(folder) == written
    assert usual.returncode < 2
    assert bool(usual.stderr) == (line in NOTED)


@pytest.mark.parametrize("line", TOLD)
def test_what_is_told_is_told_by_the_exit_status_alone(run: Run, line: str) -> None:
    usual, quiet = run(line), run(f"{line} -q")
    assert usual.stdout
    assert (quiet.stdout, quiet.stderr) == (b"", b"")
    assert quiet.returncode == usual.returncode < 2


@pytest.mark.parametrize("line", FAILING)
def test_what_could_not_be_done_is_told_all_the_same(run: Run, line: str) -> None:
    usual, quiet = run(line), run(f"{line} -q")
    assert quiet.returncode == usual.returncode > 0
    assert quiet.stderr + quiet.stdout == usual.stderr + usual.stdout
    assert "nowhere" in (quiet.stderr + quiet.stdout).decode()
