"""How far appending rewrites: documents cut at line ends, each part against the whole.

    python -m benchmarks.cuts FILE… [--every N] [--lines 3]

The tree of a part should be the part of the tree. Compared are nodes that ended more than
three lines before the cut: their ids, kinds, labels from the top down, texts, and the
numbers that lacunae miss. Where they differ, the difference is counted by its kind, and the
line is named that settles it: the first cut after which the part and all longer ones agree
with the whole.

Counted apart is what needs later text by its nature, as docs/numbering.md names it: running
heads, which are known by their repetition; headings that lost their number, and labels that
run on in mid-line, which a later number proves; headings without a number, which their
parallels prove; a signature, which a date proves.
"""

import argparse
import gc
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from planparse.grammar.lexicon import Lexicon
from planparse.grammar.shipped import lexicon
from planparse.pipeline import parse
from planparse.records import Exporter
from planparse.text.encoding import Source, decode
from planparse.text.lines import Lines

RUNNING_HEAD, LOST_NUMBER = "running head", "heading that lost its number"
BARE_HEADING, RUN_TOGETHER = "heading without a number", "labels run together"
CLOSING = "closing"
LATER_TEXT = (RUNNING_HEAD, LOST_NUMBER, BARE_HEADING, RUN_TOGETHER, CLOSING)
"""The kinds of difference that need later text by their nature."""
CLOSINGS = {"signature", "date"}


class Item(NamedTuple):
    """A node that is compared: `labels` are its own and those above it, or those missing."""

    start: int
    end: int
    kind: str
    id: str
    labels: tuple[str, ...]
    title: str
    text: str


class Difference(NamedTuple):
    """What a part has that the whole has not, and the other way round."""

    more: tuple[Item, ...]
    less: tuple[Item, ...]

    @property
    def kind(self) -> str:
        """What the difference is at bottom: of the first node that differs."""
        more, less = self.more[:1], self.less[:1]
        first = min((*more, *less))
        kinds = {item.kind for item in (*self.more, *self.less)}
        if "furniture" in kinds:
            return RUNNING_HEAD
        if "heading" in kinds:
            return BARE_HEADING
        if first.kind == "paragraph" and any(item.title for item in (*more, *less)):
            return LOST_NUMBER
        if self.is_parted:
            return RUN_TOGETHER
        if kinds & CLOSINGS:
            return CLOSING
        if not (more and less) or more[0].start != less[0].start:
            return f"{first.kind} in the {'part' if first in more else 'whole'} alone"
        if more[0].kind != less[0].kind:
            return f"{more[0].kind}, then {less[0].kind}"
        if more[0].labels != less[0].labels:
            return "path"
        return "id" if more[0].text == less[0].text else "text"

    @property
    def is_parted(self) -> bool:
        """Whether a text of the whole is the first words of one in the part."""
        return any(
            part.start == whole.start
            and len(whole.text) < len(part.text)
            and part.text.startswith(whole.text)
            for part, whole in zip(self.more[:1], self.less[:1], strict=False)
        )


class Rewriting(NamedTuple):
    """A cut after `line` lines that a longer part reads otherwise, and what settles it."""

    line: int
    settled: int
    difference: Difference


def tree(text: str, words: Lexicon) -> list[Item]:
    """Parse a text and take what is compared."""
    items: list[Item] = []
    paths: dict[str | None, tuple[str, ...]] = {None: ()}
    for row in Exporter(parse(Source(text, "utf-8"), words), words).rows():
        above = paths[row.parent]
        paths[row.id] = (
            (*above, row.label) if row.kind == "section" and row.label else above
        )
        labels = tuple(row.more["missing"]) if row.kind == "lacuna" else paths[row.id]
        items.append(
            Item(
                row.start, row.end, row.kind, row.id, labels, row.title or "", row.text
            )
        )
    return items


def ended(items: Sequence[Item], place: int, other: Sequence[Item]) -> Iterator[Item]:
    """Yield what had ended before a place and is not the same in another tree, in order.

    Documents are left out, and a node that only ends elsewhere is the same: what is
    appended may belong to the last section.
    """
    same = {item._replace(end=0) for item in other}
    for item in sorted(items):
        kept = item.kind == "document" or item._replace(end=0) in same
        if item.end <= place and not kept:
            yield item


def differences(
    text: str, words: Lexicon, every: int, lines: int
) -> Iterator[tuple[int, Difference | None]]:
    """For every so many lines the cut after it: None where part and whole agree."""
    starts = Lines(text).starts
    whole = tree(text, words)
    for line in range(lines + 1, len(starts), every):
        part = tree(text[: starts[line]], words)
        edge = starts[line - lines]
        more, less = ended(part, edge, whole), ended(whole, edge, part)
        found = Difference(tuple(more), tuple(less))
        yield line, found if found.more or found.less else None


def rewritings(
    found: Sequence[tuple[int, Difference | None]],
) -> Iterator[Rewriting]:
    """The cuts that disagree, each with the line that settles what it read otherwise."""
    for place, (line, difference) in enumerate(found):
        if difference is not None:
            wrong = {*difference.more, *difference.less}
            after = (
                found[later][0]
                for later in range(len(found) - 1, place, -1)
                if (at := found[later][1]) is not None and wrong & {*at.more, *at.less}
            )
            yield Rewriting(line, next(after, line) + 1, difference)


def told(text: str, lines: Lines, cut: Rewriting, upto: int) -> str:
    """A disagreement, or a run of like ones up to a line, as lines of Markdown."""
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
    out = [f"- {cut.difference.kind}: {many}: {settles}"]
    for sign, items in (("part", cut.difference.more), ("whole", cut.difference.less)):
        out += [
            f"  - {sign}: line {lines.line(item.start)}, {item.kind} {item.id} "
            f"{' › '.join(item.labels)} "
            f"(`{' '.join(text[item.start : item.start + 16].split())}`)"
            for item in items[:4]
        ]
        if len(items) > 4:
            out.append(f"  - {sign}: and {len(items) - 4} more")
    return "\n".join(out)


def main() -> int:
    """Print the shares and the disagreements; 1 where a file has any."""
    options = argparse.ArgumentParser(
        description="Documents cut at line ends, each part against the whole."
    )
    options.add_argument("files", type=Path, nargs="+", metavar="FILE")
    options.add_argument("--every", type=int, default=1, metavar="N")
    options.add_argument("--lines", type=int, default=3, metavar="N")
    asked = options.parse_args()
    gc.disable()
    words = lexicon()
    rows: list[tuple[str, int, int, int]] = []
    told_of: list[str] = []
    kinds: Counter[str] = Counter()
    for path in asked.files:
        text = decode(path.read_bytes(), str(path)).text
        found = list(differences(text, words, asked.every, asked.lines))
        wrong = list(rewritings(found))
        later = sum(cut.difference.kind in LATER_TEXT for cut in wrong)
        rows.append((path.name, len(found), len(wrong) - later, later))
        kinds.update(cut.difference.kind for cut in wrong)
        lines = Lines(text)
        told_of += [f"### {path.name}"] if wrong else []
        for _, alike in groupby(wrong, key=lambda cut: (cut.settled, cut.difference)):
            run = list(alike)
            told_of.append(told(text, lines, run[0], run[-1].line))
        gc.collect()
    rows.append(
        ("**all**", *(sum(int(row[at]) for row in rows) for at in (1, 2, 3)))  # type: ignore[arg-type]
    )
    print("| file | cuts | rewrite | share | by nature |\n|---|--:|--:|--:|--:|")
    for name, cuts, wrong_cuts, later in rows:
        share = f"{100 * wrong_cuts / max(cuts, 1):.2f} %"
        print(f"| {name} | {cuts} | {wrong_cuts} | {share} | {later} |")
    print("\n" + "\n".join(f"- {kind}: {many}" for kind, many in kinds.most_common()))
    print("\n" + "\n".join(told_of) if told_of else "\nNo cut rewrites.")
    return int(bool(told_of))


if __name__ == "__main__":
    sys.exit(main())
