"""Findings of each kind drawn at random, to be read by eye: how many of them are right.

    python -m benchmarks.findings FOLDER… [-n 40] [--seed S] [--code CODE]… [--around 3]

Parses every .txt and .md file below the folders and draws at most N findings of each code.
Each is printed with its file, its line, its message and the lines around it; lines that are
empty are left out, long ones are cut to what stands near the finding. The same seed draws
the same findings, as long as no other finding of that code comes or goes.
"""

import gc
import random
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from planparse.findings.catalogue import RULES
from planparse.findings.encoding import source_findings
from planparse.findings.kinds import message
from planparse.grammar.shipped import common_characters, lexicon
from planparse.pipeline import parse
from planparse.text.encoding import decode
from planparse.tree import Finding

WIDEST = 60
"""Characters shown of a line on either side of a finding, and of a line beside it. A choice."""


class Drawn(NamedTuple):
    """A finding of a file, and the text of that file."""

    name: str
    text: str
    finding: Finding


def found(folders: Iterable[Path]) -> Iterator[Drawn]:
    """Yield every finding of every file, in the order of paths; the same text counts once."""
    words = lexicon()
    seen: set[str] = set()
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.suffix not in (".txt", ".md"):
                continue
            source = decode(path.read_bytes(), str(path))
            alike = "".join(source.text.split())
            if alike in seen:
                continue
            seen.add(alike)
            name = path.relative_to(folder.parent).as_posix()
            for finding in (
                *source_findings(source, common_characters()),
                *parse(source, words).findings,
            ):
                yield Drawn(name, source.text, finding)


def drawn(every: Iterable[Drawn], many: int, seed: int) -> dict[str, list[Drawn]]:
    """Return at most so many findings of each code, drawn by seed, in the order found."""
    kinds: dict[str, list[Drawn]] = {}
    for one in every:
        kinds.setdefault(one.finding.code, []).append(one)
    return {
        code: [
            of[place]
            for place in sorted(
                random.Random(f"{code} {seed}").sample(
                    range(len(of)), min(many, len(of))
                )
            )
        ]
        for code, of in sorted(kinds.items())
    }


def sheet(one: Drawn, around: int) -> str:
    """Return a finding with its place, its message and the lines that stand around it."""
    text, finding = one.text, one.finding
    line = text.count("\n", 0, finding.start) + 1
    first = text.rfind("\n", 0, finding.start) + 1
    last = text.find("\n", finding.end)
    last = len(text) if last < 0 else last
    before = [part for part in text[:first].splitlines() if part.strip()]
    before = before[len(before) - min(around, len(before)) :]
    behind = [part for part in text[last:].splitlines() if part.strip()][:around]
    inside = text[finding.start : finding.end]
    if len(inside) > 2 * WIDEST:
        inside = f"{inside[:WIDEST]} … {inside[-WIDEST:]}"
    marked = (
        text[max(first, finding.start - WIDEST) : finding.start]
        + f"⟦{inside}⟧"
        + text[finding.end : min(last, finding.end + WIDEST)]
    )
    return "\n".join(
        (
            f"{one.name}:{line}: {finding.code} {message(finding, 'en')}",
            *(f"      {_tail(part)}" for part in before),
            *(f"    > {part}" for part in marked.split("\n") if part.strip()),
            *(f"      {_head(part)}" for part in behind),
            *(("      (the text ends here)",) if not text[last:].strip() else ()),
        )
    )


def _head(line: str) -> str:
    return line if len(line) <= 2 * WIDEST else f"{line[: 2 * WIDEST]} …"


def _tail(line: str) -> str:
    return line if len(line) <= 2 * WIDEST else f"{line[:WIDEST]} … {line[-WIDEST:]}"


def main() -> None:
    """Print the sheet: for each code how many there are, and those that were drawn."""
    options = ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    options.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    options.add_argument("-n", type=int, default=40, metavar="N")
    options.add_argument("--seed", type=int, default=1, metavar="S")
    options.add_argument("--code", action="append", choices=sorted(RULES), dest="codes")
    options.add_argument("--around", type=int, default=3, metavar="LINES")
    asked = options.parse_args()
    gc.disable()
    every = [
        one
        for one in found(asked.folders)
        if not asked.codes or one.finding.code in asked.codes
    ]
    counts = Counter(one.finding.code for one in every)
    for code, ones in drawn(every, asked.n, asked.seed).items():
        print(f"## {code} {RULES[code].name}: {len(ones)} of {counts[code]}\n")
        for place, one in enumerate(ones, 1):
            print(f"{place}. {sheet(one, asked.around)}\n")


if __name__ == "__main__":
    main()
