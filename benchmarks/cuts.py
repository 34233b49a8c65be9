"""How far appending rewrites: documents cut at every line boundary, each part against the whole.

    python -m benchmarks.cuts FILE…

The tree of a part should be the part of the tree, its last node aside: sections (their
labels from the top down, where they start), lacunae and documents before that node are
compared. Where they differ, the line is named that settles it: the first after which the
part and all longer ones agree with the whole.
"""

import argparse
import gc
import sys
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from planparse.grammar.lexicon import Lexicon
from planparse.grammar.shipped import lexicon
from planparse.pipeline import parse
from planparse.records import Exporter
from planparse.text.encoding import Source, decode
from planparse.text.positions import Lines


class Item(NamedTuple):
    """A node that is compared: where it starts, its kind, its labels from the top down.

    Of a lacuna, the labels are those that are missing.
    """

    start: int
    kind: str
    labels: tuple[str, ...]


class Tree(NamedTuple):
    """What is compared of a tree, and where its last node of any kind starts."""

    items: frozenset[Item]
    last: int


class Difference(NamedTuple):
    """What a part has that the whole has not, and the other way round."""

    more: tuple[Item, ...]
    less: tuple[Item, ...]


class Disagreement(NamedTuple):
    """A cut after `line` lines whose tree is not the part of the tree.

    `settled` is the line that settles it.
    """

    line: int
    settled: int
    difference: Difference


def tree(text: str, words: Lexicon) -> Tree:
    """Parse a text and take what is compared."""
    items: list[Item] = []
    paths: dict[str | None, tuple[str, ...]] = {None: ()}
    last = 0
    for row in Exporter(parse(Source(text, "utf-8"), words), words).rows():
        last = max(last, row.start)
        above = paths[row.parent]
        paths[row.id] = (
            (*above, row.label) if row.kind == "section" and row.label else above
        )
        if row.kind in ("section", "document"):
            items.append(Item(row.start, row.kind, paths[row.id]))
        elif row.kind == "lacuna":
            items.append(Item(row.start, row.kind, tuple(row.more["missing"])))
    return Tree(frozenset(items), last)


def before(tree: Tree, place: int) -> frozenset[Item]:
    """What is compared of a tree before a place."""
    return frozenset(item for item in tree.items if item.start < place)


def differences(text: str, words: Lexicon) -> Iterator[Difference | None]:
    """For each cut, after the first line and so on: None where part and whole agree."""
    whole = tree(text, words)
    for start in Lines(text).starts[1:]:
        part = tree(text[:start], words)
        mine, wanted = before(part, part.last), before(whole, part.last)
        yield (
            Difference(tuple(sorted(mine - wanted)), tuple(sorted(wanted - mine)))
            if mine != wanted
            else None
        )


def exceptions(found: Sequence[Difference | None]) -> Iterator[Disagreement]:
    """The cuts that disagree, each with the line that settles what it read otherwise."""
    for place, difference in enumerate(found):
        if difference is not None:
            wrong = {*difference.more, *difference.less}
            after = (
                later
                for later in range(len(found) - 1, place, -1)
                if (at := found[later]) is not None and wrong & {*at.more, *at.less}
            )
            yield Disagreement(place + 1, next(after, place) + 2, difference)


def told(text: str, lines: Lines, cut: Disagreement, upto: int) -> str:
    """An exception, or a run of like ones up to a line, as lines of Markdown."""
    many = (
        f"cuts after lines {cut.line}–{upto}"
        if upto > cut.line
        else f"cut after line {cut.line}"
    )
    settles = (
        f"settled by line {cut.settled}, `{lines.text_of(cut.settled)[:24]}`"
        if cut.settled <= len(lines)
        else "never settled"
    )
    out = [f"- {many}: {settles}"]
    for sign, items in (("part", cut.difference.more), ("whole", cut.difference.less)):
        out += [
            f"  - {sign}: line {lines.line(item.start)}, {item.kind} {' › '.join(item.labels)} "
            f"(`{' '.join(text[item.start : item.start + 16].split())}`)"
            for item in items[:4]
        ]
        if len(items) > 4:
            out.append(f"  - {sign}: and {len(items) - 4} more")
    return "\n".join(out)


def main() -> int:
    """Print the shares and the exceptions; 1 where a file has any."""
    options = argparse.ArgumentParser(
        description="Documents cut at every line, each part against the whole."
    )
    options.add_argument("files", type=Path, nargs="+", metavar="FILE")
    files = options.parse_args().files
    gc.disable()
    words = lexicon()
    rows, told_of = [], []
    for path in files:
        text = decode(path.read_bytes(), str(path)).text
        found = list(differences(text, words))
        wrong = list(exceptions(found))
        rows.append((path.name, len(found), len(wrong)))
        lines = Lines(text)
        told_of += [f"### {path.name}"] if wrong else []
        for _, alike in groupby(wrong, key=lambda cut: (cut.settled, cut.difference)):
            run = list(alike)
            told_of.append(told(text, lines, run[0], run[-1].line))
        gc.collect()
    rows.append(("**all**", sum(row[1] for row in rows), sum(row[2] for row in rows)))
    print("| file | cuts | disagree | agree |\n|---|--:|--:|--:|")
    for name, cuts, wrong_cuts in rows:
        print(
            f"| {name} | {cuts} | {wrong_cuts} | {100 * (1 - wrong_cuts / max(cuts, 1)):.2f} % |"
        )
    print("\n" + "\n".join(told_of) if told_of else "\nNo exceptions.")
    return int(bool(told_of))


if __name__ == "__main__":
    sys.exit(main())
