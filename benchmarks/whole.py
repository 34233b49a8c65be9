"""What the command costs as a whole: processes of their own, measured by the system's accounting."""

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import NamedTuple

from benchmarks.text import ROOT, text_of

FORMATS = ("nodes", "json", "yaml", "outline")
SIZES = {"small": 40_000, "one": 1_000_000, "eight": 8_000_000}
HELLO = "import click\n@click.command()\ndef main(): click.echo('hello')\nmain()\n"
FLOOR = "import sys; from pathlib import Path; from benchmarks.text import floor; floor(Path(sys.argv[1]))"


PEERS = {
    "arborparser, the tree": (
        "arborparser",
        """
import sys
from arborparser import AutoPruneStrategy, ChainParser, TreeBuilder
from arborparser.pattern import CHINESE_CHAPTER_PATTERN_BUILDER as chapters, NumberType, PatternBuilder
text = open(sys.argv[1], encoding="utf-8").read()
item = PatternBuilder(prefix_regex="", number_type=NumberType.CHINESE, suffix_regex="、").build()
part = PatternBuilder(prefix_regex="[(（]", number_type=NumberType.CHINESE, suffix_regex="[)）]").build()
chain = ChainParser([chapters.build(), item, part]).parse_to_chain(text)
TreeBuilder(strategy=AutoPruneStrategy()).build_tree(chain)
""",
    ),
    "markdown-it-py, the tokens": (
        "markdown_it",
        "import sys; from markdown_it import MarkdownIt;"
        "MarkdownIt().parse(open(sys.argv[1], encoding='utf-8').read())",
    ),
    "mistune, the tree": (
        "mistune",
        "import sys, mistune;"
        "mistune.create_markdown(renderer='ast')(open(sys.argv[1], encoding='utf-8').read())",
    ),
}
"""Name → its module, and a program that reads a file with it. None of them looks for facts,
holes or wraps; Markdown's parsers read a plan as paragraphs and lists of 1., not as sections."""

METER = """
import os, resource, sys
told = os.dup(1)
os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
status = os.spawnvp(os.P_WAIT, sys.argv[1], sys.argv[1:])
used = resource.getrusage(resource.RUSAGE_CHILDREN)
os.write(told, f"{used.ru_utime + used.ru_stime} {used.ru_maxrss}".encode())
sys.exit(status)
"""
"""Runs a command and prints what it cost. It is a process of its own because a peak counts what
the process that started it had in memory."""


class Cost(NamedTuple):
    """CPU seconds, user and system, and the peak of memory in KiB."""

    seconds: float
    peak: float


def cost(argv: list[str]) -> Cost:
    """Run a process to its end, its streams closed to nothing."""
    done = subprocess.run(
        [sys.executable, "-S", "-c", METER, *argv],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        check=False,
    )
    if done.returncode:
        sys.exit(f"{' '.join(argv)}: exit {done.returncode}")
    return Cost(*map(float, done.stdout.split()))


def measured(runs: dict[str, list[str]], rounds: int) -> dict[str, Cost]:
    """The medians of as many rounds, all runs in turn; a round before them warms the disk's cache."""
    seen: dict[str, list[Cost]] = {name: [] for name in runs}
    for turn in range(rounds + 1):
        for name, argv in runs.items():
            figure = cost(argv)
            if turn:
                seen[name].append(figure)
    return {
        name: Cost(*map(median, zip(*figures, strict=True)))
        for name, figures in seen.items()
    }


def programs(compiled: str | None, out: Path) -> dict[str, list[str]]:
    """What is measured: a file's path comes behind each command, which writes to `out`.

    `compiled` is an interpreter that has planparse with compiled modules. Of the peers
    those are measured that are installed.
    """
    pythons = {"": sys.executable} | ({", compiled": compiled} if compiled else {})
    options = ["-q", "-o", str(out), "-f"]
    ours = {
        f"planparse{kind}, `-f {form}`": [python, "-m", "planparse", *options, form]
        for kind, python in pythons.items()
        for form in FORMATS
    }
    theirs = {
        name: [sys.executable, "-c", program]
        for name, (module, program) in PEERS.items()
        if find_spec(module)
    }
    return ours | theirs


def table(rounds: int = 7, compiled: str | None = None) -> str:
    """A Markdown table: slope, growth, memory and the start of each program."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        commands = programs(compiled, folder / "out")
        for size, count in SIZES.items():
            (folder / size).write_bytes(text_of(count))
        (folder / "hello.py").write_text(HELLO)
        bases = {
            "bare": [sys.executable, "-c", "pass"],
            "hello": [sys.executable, str(folder / "hello.py")],
        }
        commands["floor"] = [sys.executable, "-c", FLOOR]
        runs = {
            f"{name} {size}": [*command, str(folder / size)]
            for name, command in commands.items()
            for size in SIZES
        }
        seen = measured(bases | runs, rounds)
    bare, hello = seen["bare"], seen["hello"].seconds
    floor = seen["floor eight"].seconds - seen["floor one"].seconds
    rows = []
    for name in commands:
        small, one, eight = (seen[f"{name} {size}"] for size in SIZES)
        figures = (
            f"{(eight.seconds - one.seconds) / floor:.1f}",
            f"{(eight.seconds - bare.seconds) / (one.seconds - bare.seconds):.1f}",
            f"{(eight.peak - bare.peak) * 1024 / SIZES['eight']:.1f}",
            f"{small.seconds / hello:.2f}",
        )
        rows.append(f"| {name} | {' | '.join(figures)} |")
    head = (
        "| program | slope, in floors | 8 MB / 1 MB | memory / input | start / hello |"
    )
    return "\n".join([head, "|---|--:|--:|--:|--:|", *rows])


if __name__ == "__main__":
    print(table())
