"""How many documents of a folder are read back from Word as the tree that they were written from.

python -m benchmarks.word_round_trip FOLDER [HOW_MANY]
"""

import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from planparse.errors import PlanparseError
from planparse.export.writers import write
from planparse.facts.finder import finder
from planparse.grammar.shipped import lexicon
from planparse.pipeline import parse
from planparse.readers import read
from planparse.records import Exporter
from planparse.tree import Parsed

SEED = 9704
LARGEST = 200_000
"""Larger files are compilations of many documents; a choice, for time."""
PLACES = ("start", "end", "target")


def main(folder: str, count: int = 100) -> None:
    """Print which documents differ, and how many do not."""
    files = sorted(
        path
        for path in Path(folder).rglob("*.txt")
        if 0 < path.stat().st_size <= LARGEST
    )
    drawn = random.Random(SEED).sample(files, min(count, len(files)))
    same = {"typed": 0, "counted": 0}
    lost = 0
    for path in drawn:
        try:
            of = parse(read(path.read_bytes(), str(path)), lexicon("auto"))
        except PlanparseError:
            continue
        before = [*_tree(of)]
        for kind in same:
            again = _back(of, auto=kind == "counted")
            after = [*_tree(again)]
            same[kind] += before == after
            lost += _letters(before) != _letters(after)
            if before != after:
                print(f"{kind}: {path}")
    print(f"{len(drawn)} documents: {same}; letters differ in {lost}")


def _back(of: Parsed, *, auto: bool) -> Parsed:
    """Return a plan as it is read back from Word."""
    pieces = write(of, lexicon("auto"), "docx", sha256="", auto_numbers=auto)
    data = b"".join(piece for piece in pieces if isinstance(piece, bytes))
    return parse(read(data, "plan.docx"), lexicon("auto"))


def _tree(of: Parsed) -> Iterator[tuple[Any, ...]]:
    """Yield each node: the labels above it, kind, words without blanks, status, facts."""
    paths: dict[str | None, tuple[str, ...]] = {}
    rows = Exporter(of, lexicon("auto"), finder=finder(), furniture=False).rows()
    for row in rows:
        path = paths[row.id] = (*paths.get(row.parent, ()), _bare(row.label or ""))
        facts = [
            [
                (
                    type(fact).__name__,
                    *(getattr(fact, n) for n in fact._fields if n not in PLACES),
                )
                for fact in kind
            ]
            for kind in row.facts or ()
        ]
        words = _bare(row.title or ""), _bare(row.text)
        yield path, row.kind, *words, row.status, row.more.get("missing"), facts


def _letters(tree: list[tuple[Any, ...]]) -> str:
    """Return the letters and digits of a tree, in order."""
    said = (
        path[-1] + title + text
        for path, kind, title, text, *_ in tree
        if kind != "document"
    )
    return "".join(filter(str.isalnum, "".join(said)))


def _bare(words: str) -> str:
    """Return words without blanks."""
    return "".join(words.split())


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:3]))
