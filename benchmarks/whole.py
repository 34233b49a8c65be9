"""What the command costs as a whole: processes of their own, measured by the system's accounting."""

import os
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import NamedTuple

from benchmarks.text import ROOT, text_of

FORMATS = ("nodes", "json", "yaml", "outline")
SIZES = {"small": 40_000, "one": 1_000_000, "ten": 10_000_000}
HELLO = "import click\n@click.command()\ndef main(): click.echo('hello')\nmain()\n"
FLOOR = "import sys; from pathlib import Path; from benchmarks.text import floor; floor(Path(sys.argv[1]))"


class Cost(NamedTuple):
    """CPU seconds, user and system, and the peak of memory in KiB."""

    seconds: float
    peak: float


def cost(argv: list[str]) -> Cost:
    """Run a process to its end, its streams closed to nothing."""
    child = os.fork()
    if child == 0:
        null = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(null, stream)
        os.chdir(ROOT)
        try:
            os.execvp(argv[0], argv)
        finally:
            os._exit(127)
    _, status, used = os.wait4(child, 0)
    if os.waitstatus_to_exitcode(status):
        sys.exit(f"{' '.join(argv)}: exit {os.waitstatus_to_exitcode(status)}")
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss)


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


def table(rounds: int = 3) -> str:
    """A Markdown table: slope, growth and memory of each format, and what starting costs."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        for size, count in SIZES.items():
            (folder / size).write_bytes(text_of(count))
        (folder / "hello.py").write_text(HELLO)
        python, out = sys.executable, str(folder / "out")
        runs = {
            "bare": [python, "-c", "pass"],
            "hello": [python, str(folder / "hello.py")],
            **{
                f"floor {size}": [python, "-c", FLOOR, str(folder / size)]
                for size in ("one", "ten")
            },
            **{
                f"{form} {size}": [
                    python,
                    "-m",
                    "planparse",
                    str(folder / size),
                    "-f",
                    form,
                    "-o",
                    out,
                ]
                for form in FORMATS
                for size in SIZES
            },
        }
        seen = measured(runs, rounds)
    bare, hello = seen["bare"], seen["hello"].seconds
    slope = seen["floor ten"].seconds - seen["floor one"].seconds
    rows = []
    for form in FORMATS:
        small, one, ten = (seen[f"{form} {size}"] for size in SIZES)
        figures = (
            f"{(ten.seconds - one.seconds) / slope:.1f}",
            f"{(ten.seconds - bare.seconds) / (one.seconds - bare.seconds):.1f}",
            f"{(ten.peak - bare.peak) * 1024 / SIZES['ten']:.1f}",
            f"{small.seconds / hello:.2f}",
        )
        rows.append(f"| `-f {form}` | {' | '.join(figures)} |")
    head = (
        "| format | slope, in floors | 10 MB / 1 MB | memory / input | start / hello |"
    )
    return "\n".join([head, "|---|--:|--:|--:|--:|", *rows])


if __name__ == "__main__":
    print(table())
