"""Facts drawn at random, to be read by eye: what was found, and what may have been missed.

    python -m benchmarks.facts {owners,deadlines,figures,references} [-n 200] [--seed S] [--missed] [FOLDER…]

Prints N facts of a kind, or N passages that hold a mark of that kind (牵头, 年底, digits and a word, 《) and lie in
no fact of it. Each has its file, line, and what stands around it. The same seed draws the same ones.
"""

import random
import re
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from benchmarks.text import CORPUS
from planparse.facts.finder import finder
from planparse.facts.kinds import KINDS, Fact, Facts
from planparse.grammar.shipped import lexicon
from planparse.pipeline import parse
from planparse.records import Exporter
from planparse.text.encoding import decode

FOLDERS = (
    "plans-local",
    "plans-province",
    "plans-central",
    "reports-county",
    "notices-city",
)
AROUND = 24  # characters shown on either side

ANCHORS = {
    "owners": r"(?:责任|牵头|配合|主办|协办|落实|负责|承办|协同|参与)(?:单位|部门|科室|处室|主体)"
    r"|牵头|负责[）)。；]|配合[）)。；]",
    "deadlines": r"[前底末]完成|年[底末内前]|月[份底末]?(?:前|之前|以前|底|末)|日(?:前|之前|以前)"
    r"|[到至]20[0-9]{2}年|季度|上半年|时限",
    "figures": r"[0-9０-９]+(?:[.．][0-9]+)?[余多来]?[ ]?[^\s\W0-9A-Za-z]|[0-9０-９]+[%％‰℃A-Za-zμ]"
    r"|[0-9]+[ ]?[-—–~～至到][ ]?[0-9]+",
    "references": r"[《〔［\[【﹝][^》\n]{1,30}|[0-9]{1,4}[ ]?号",
}
"""What a passage has that may hold a fact of a kind."""


class Passage(NamedTuple):
    """A place in a file: `fact` is what was found there, None where nothing was."""

    path: Path
    text: str
    start: int
    end: int
    fact: Fact | None

    def __str__(self) -> str:
        line = self.text.count("\n", 0, self.start) + 1
        before, inside, behind = (
            " ".join(part.split())
            for part in (
                self.text[max(0, self.start - AROUND) : self.start],
                self.text[self.start : self.end],
                self.text[self.end : self.end + AROUND],
            )
        )
        said = f"\n      {self.fact[:-2]}" if self.fact else ""
        return f"{self.path.parent.name}/{self.path.name}:{line}: {before}⟦{inside}⟧{behind}{said}"


def facts_of(path: Path) -> tuple[str, list[Facts]]:
    """The text of a file and the facts of its nodes."""
    source = decode(path.read_bytes())
    words = lexicon()
    rows = Exporter(parse(source, words), words, finder=finder()).rows()
    return source.text, [row.facts for row in rows if row.facts]


def passages(kind: str, folders: list[str], *, missed: bool) -> Iterator[Passage]:
    """Yield every fact of a kind, or every mark of one that lies in none."""
    mark = re.compile(ANCHORS[kind])
    for folder in folders:
        for path in sorted((CORPUS / folder).glob("*.txt")):
            text, nodes = facts_of(path)
            facts = [fact for node in nodes for fact in getattr(node, kind)]
            if not missed:
                yield from (
                    Passage(path, text, fact.start, fact.end, fact) for fact in facts
                )
                continue
            taken = bytearray(len(text))
            near = (
                12 if kind == "owners" else 0
            )  # a label stands before the units, a verb behind them
            for fact in facts:
                taken[max(0, fact.start - near) : fact.end + near] = b"\1" * (
                    fact.end + near - max(0, fact.start - near)
                )
            for found in mark.finditer(text):
                if not any(taken[found.start() : found.end()]):
                    yield Passage(path, text, found.start(), found.end(), None)


def main() -> None:
    """Print what was drawn."""
    parser = ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("kind", choices=KINDS)
    parser.add_argument("-n", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--missed", action="store_true")
    parser.add_argument("folders", nargs="*", default=list(FOLDERS))
    args = parser.parse_intermixed_args()
    every = list(passages(args.kind, args.folders, missed=args.missed))
    drawn = sorted(
        random.Random(args.seed).sample(range(len(every)), min(args.n, len(every)))
    )
    print(
        f"{len(every)} {'passages without' if args.missed else ''} {args.kind}; {len(drawn)} drawn by seed {args.seed}"
    )
    for number in drawn:
        print(every[number])


if __name__ == "__main__":
    main()
