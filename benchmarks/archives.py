"""What archives of many small documents cost, as Markdown.

    python -m benchmarks.archives [FILES…]     by default of 12,500, 25,000, 50,000 and 100,000

The documents are pieces of clean ones that the damage laboratory (`benchmarks.stress`) has
damaged, each by a seed: a title and some lines below it. Pieces of one document differ by
their damage or overlap, so that there are copies, versions and parts to be found. Each
command runs in one process.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from benchmarks.stress.clean import Clean, choose, texts
from benchmarks.stress.damage import apply
from benchmarks.stress.kinds import PLAIN
from benchmarks.text import CORPUS
from benchmarks.whole import cost
from planparse.grammar.shipped import lexicon

SIZES = (12_500, 25_000, 50_000, 100_000)
DOCUMENTS = 40
"""Clean documents that all pieces are of."""
LETTERS = 160
"""Characters below the title that a small document has at least: most are told by shingles, which takes 100."""
IN_FOLDER = 1_000
"""Files of a folder: the names of one are in memory while it is read."""
COMMANDS = {"catalogue": "csv", "duplicates": "jsonl"}
"""What is measured, and the ending of what it writes."""


def pieces(clean: Sequence[Clean], dice: Random) -> Iterator[str]:
    """Yield small documents without end: some lines of a damaged one, below its title."""
    kinds = [kind for kind in PLAIN if not kind.pair]
    while True:
        document = dice.choice(clean)
        damaged = apply(document.text, dice.choice(kinds).damage(document, dice)).text
        title, *lines = filter(str.strip, damaged.splitlines())
        for _ in range(min(8, len(lines))):  # one damaged text is enough for several
            at, taken = dice.randrange(len(lines)), [title[:60]]
            while at < len(lines) and sum(map(len, taken)) < LETTERS:
                taken.append(lines[at][:LETTERS])
                at += 1
            yield "\n".join([*taken, ""])


def written(folder: Path, count: int, clean: Sequence[Clean]) -> int:
    """Fill a folder with so many small documents; their bytes."""
    size = 0
    small = pieces(clean, Random(count))
    for number in range(count):
        data = next(small).encode("utf-8", "surrogatepass")
        part = folder / f"{number // IN_FOLDER:03}"
        part.mkdir(parents=True, exist_ok=True)
        (part / f"{number:06}.txt").write_bytes(data)
        size += len(data)
    return size


def main() -> None:
    """Print the table, a row as soon as it is known."""
    options = argparse.ArgumentParser(description="What large archives cost.")
    options.add_argument("files", nargs="*", type=int, default=SIZES)
    asked = options.parse_args()
    clean = choose(DOCUMENTS, lexicon(), lambda _: (), texts(CORPUS))
    print(
        "| files | MB | command | CPU s | ms a file | peak MB |\n|--:|--:|---|--:|--:|--:|"
    )
    with TemporaryDirectory() as name:
        for count in asked.files:
            folder = Path(name) / str(count)
            size = written(folder, count, clean)
            for command, ending in COMMANDS.items():
                out = Path(name) / f"{count}.{ending}"
                argv = [sys.executable, "-m", "planparse", command, "-q", "-j", "1"]
                used = cost([*argv, str(folder), "-o", str(out)])
                print(
                    f"| {count:,} | {size / 1e6:.1f} | {command} | {used.seconds:.1f} | "
                    f"{used.seconds / count * 1000:.2f} | {used.peak / 1024:.0f} |",
                    flush=True,
                )


if __name__ == "__main__":
    main()
